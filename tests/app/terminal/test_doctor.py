"""What is found to be well, and what not, with what to do."""

import json
import socket

import pytest

from app.models.reach import Order
from app.services.archive import FILE
from app.services.firewalls.wall import Wall
from app.terminal import FAILED, OK, doctor


def found(findings):
    return {finding.about: finding for finding in findings}


def test_a_room_that_is_open_is_told_with_its_words(make_room):
    room = make_room()
    (finding,) = doctor.room(f"127.0.0.1:{room.port}")
    assert finding.good
    assert "answers after" in finding.words


@pytest.mark.parametrize("address", ["", "not an address at all", "parlor://"])
def test_an_address_that_is_none_is_said_to_be(address):
    (finding,) = doctor.room(address)
    assert not finding.good


def test_a_room_that_is_not_open_is_told_with_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    (finding,) = doctor.room(f"127.0.0.1:{port}")
    assert not finding.good
    assert "127.0.0.1" in finding.words


def test_a_damaged_history_is_found(tmp_path):
    (tmp_path / FILE).write_bytes(b"this is no database, by any means" * 100)
    assert not found(doctor.disk(tmp_path))["Conversations"].good


def test_a_folder_that_takes_nothing_is_found(tmp_path):
    (tmp_path / "file").write_text("")
    findings = found(doctor.disk(tmp_path / "file" / "below"))
    assert not findings["Settings"].good
    assert "--data-dir" in findings["Settings"].words


def test_no_network_is_a_finding(monkeypatch):
    monkeypatch.setattr("app.services.network.own_addresses", tuple)
    assert not found(doctor.this_network())["Network"].good


def test_a_firewall_is_a_finding_with_the_command_that_opens_it(monkeypatch):
    wall = Wall("ufw", Order(("ufw", "allow", "6697/tcp"), "sudo ufw allow 6697/tcp"))
    monkeypatch.setattr(doctor, "this_wall", lambda _port: wall)
    finding = found(doctor.this_network())["Firewall"]
    assert not finding.good
    assert finding.words == (
        "The firewall of this computer (ufw) keeps others out. "
        "Let others in through the firewall, once. sudo ufw allow 6697/tcp"
    )
    monkeypatch.setattr(doctor, "this_wall", lambda _port: None)
    assert found(doctor.this_network())["Firewall"].good


@pytest.mark.parametrize(("good", "status"), [(True, OK), (False, FAILED)])
def test_every_finding_is_a_line_and_counts(monkeypatch, capsys, tmp_path, good, status):
    for check in ("program", "window", "this_network"):
        monkeypatch.setattr(doctor, check, lambda: iter([doctor.Finding("It", good, "is so.")]))
    assert doctor.doctor(tmp_path, json=True) == status
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == {"about": "It", "good": good, "words": "is so."}
    doctor.doctor(tmp_path)
    assert capsys.readouterr().out.startswith("ok" if good else "PROBLEM")
