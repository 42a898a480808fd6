"""One handle for a hosted room, whichever way it is hosted."""

import hashlib
import multiprocessing
import socket
import ssl
import subprocess
import sys
import time
from typing import Any

import pytest

from server.binding import HostingError
from server.config import Config, OperatorTable, ServerTable
from server.hosting import HostedRoom, open_room


@pytest.fixture(params=[False, True], ids=["in process", "isolated"])
def isolated(request):
    return request.param


@pytest.fixture
def make(isolated, log):
    rooms: list[HostedRoom] = []

    def make(**server: Any):
        room = open_room(
            Config(
                ServerTable(**{"host": "127.0.0.1", "port": 0, "network": "Ada's room", **server}),
                operators=(OperatorTable("host", "the password"),),
            ),
            isolated=isolated,
            on_log=log.append,
        )
        rooms.append(room)
        return room

    yield make
    for room in rooms:
        room.stop()


def test_a_room_that_is_open_can_be_joined(make, isolated, connect, log, until):
    room = make()
    assert (room.name, room.host, room.isolated, room.alive) == ("Ada's room", "127.0.0.1", isolated, True)
    connect(room.port).enter("ada")
    until(lambda: room.people() == 1)
    until(lambda: [line.kind for line in log] == ["opened", "named", "joined"])


def test_who_hosts_it_looks_after_every_channel_whoever_made_it(make, connect):
    """https://modern.ircdocs.horse/#oper-message, with a password that only who opened the room knows."""
    port = make().port
    ben = connect(port).enter("ben", "#bens")
    ben.send("MODE #bens +k secret")
    ben.until("+k secret")
    ada = connect(port).enter("ada")
    ada.send("OPER host wrong", "OPER host :the password")
    assert " 464 " in ada.until(" 381 ")[-2]
    ada.send("MODE #bens +m", "JOIN #bens", "KICK #bens ben :enough")
    assert "KICK #bens ben :enough" in ada.until("KICK")[-1]
    assert "MODE #bens +m" in ben.until("KICK")[0]


def test_a_busy_window_does_not_keep_its_room_waiting(make, isolated):
    usual = 0.005
    sys.setswitchinterval(usual)
    make()
    assert sys.getswitchinterval() == pytest.approx(usual if isolated else 0.001)
    sys.setswitchinterval(usual)


def test_whether_it_is_locked_is_known_and_kept_current(make, connect, until):
    until(make(password="sesame").locked)
    room = make()
    assert not room.locked()
    host = connect(room.port).enter("ada")
    host.send("MODE #general +k sesame")
    until(room.locked)
    host.send("MODE #general -k sesame")
    until(lambda: not room.locked())


def test_the_programs_of_others_can_trust_it_by_the_certificate_that_is_handed_out(make, tmp_path):
    room = make(data_dir=str(tmp_path))
    trusting = ssl.create_default_context(cadata=room.proof.authority)
    with (
        socket.create_connection(("127.0.0.1", room.port)) as raw,
        trusting.wrap_socket(raw, server_hostname="127.0.0.1") as link,
    ):
        shown = link.getpeercert(binary_form=True) or b""
    assert hashlib.sha256(shown).hexdigest() == room.proof.certificate


@pytest.mark.alone
def test_it_closes_within_a_second_and_everybody_is_told(make, connect, log):
    room = make()
    ada = connect(room.port).enter("ada")
    begin = time.monotonic()
    room.stop()
    room.stop()
    assert time.monotonic() - begin < 1.0
    assert not room.alive
    assert ada.to_end()[-1] == "ERROR :Closing link: The room was closed"
    assert [line.kind for line in log][-1] == "closed"


def test_a_busy_port_is_no_error(make):
    """It is 6697; where another program has that, it is any free one, and that one is told everywhere."""
    assert ServerTable().port == 6697
    with socket.create_server(("127.0.0.1", 0)) as taken:
        wished = taken.getsockname()[1]
        room = make(port=wished)
        assert room.port not in (0, wished)


def test_a_room_that_did_not_get_its_port_is_kept_like_any_other(make, log, until, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        make(port=taken.getsockname()[1], data_dir=str(tmp_path))
    until(lambda: "opened" in [line.kind for line in log])
    assert [line.kind for line in log] == ["opened"]  # and no problem before


def test_a_room_whose_file_is_no_use_opens_and_says_so(make, log, until, tmp_path):
    (tmp_path / "room.sqlite").write_text("This is no database." * 100)
    make(data_dir=str(tmp_path))
    until(lambda: [line.kind for line in log] == ["problem", "opened"])


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host.invalid"])
def test_an_address_that_is_not_ours_is_an_error_in_words(make, host):
    with pytest.raises(HostingError, match=r"could not be opened|is not an address"):
        make(host=host)


def test_two_rooms_are_two_rooms(make, connect):
    one, other = make(), make()
    connect(one.port).enter("ada")
    assert connect(other.port).enter("ada").sync() == []


def test_a_child_that_dies_is_noticed_and_said_once(log, until):
    said: list[str] = []
    room = open_room(
        Config(ServerTable(host="127.0.0.1", port=0)), isolated=True, on_log=log.append, on_death=said.append
    )
    (child,) = multiprocessing.active_children()
    child.kill()
    until(lambda: said)
    assert not room.alive
    room.stop()
    assert said == ["The room “Parlor” has ended unexpectedly. Everybody was cut off; host it again."]


def test_stopping_is_no_death():
    said: list[str] = []
    room = open_room(Config(ServerTable(host="127.0.0.1", port=0)), isolated=True, on_death=said.append)
    room.stop()
    assert said == []


PARENT = """
import sys
from server.config import Config, OperatorTable, ServerTable
from server.hosting import open_room

if __name__ == "__main__":
    print(open_room(Config(ServerTable(host="127.0.0.1", port=0)), isolated=True).port, flush=True)
    sys.stdin.read()
"""


def test_a_child_ends_with_its_parent_however_that_ends(tmp_path, connect, monkeypatch, request):
    program = tmp_path / "parent.py"
    program.write_text(PARENT)
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    with subprocess.Popen([sys.executable, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        ada = connect(int(parent.stdout.readline())).enter("ada")
        parent.kill()
        assert ada.to_end()[-1] == "ERROR :Closing link: The room was closed"


@pytest.mark.parametrize("name", ["", "two\r\nlines", "x" * 65])
def test_a_name_no_room_can_have_is_an_error_in_words(make, name):
    with pytest.raises(HostingError, match="network"):
        make(network=name)


def test_a_rooms_own_file_is_read_when_it_opens_and_again_by_rehash(isolated, tmp_path, connect):
    """https://modern.ircdocs.horse/#rehash-message: "The REHASH command is an administrative command which can be
    used by an operator to force the local server to re-read and process its configuration file."
    """
    settings = tmp_path / "room.toml"
    settings.write_text('[server]\npassword = "tea"\nnetwork = "Eve"\nport = 0\n', encoding="utf-8")
    config = Config(
        ServerTable(host="127.0.0.1", port=0, network="Ada's room"), operators=(OperatorTable("host", "the password"),)
    )
    room = open_room(config, settings=settings, isolated=isolated)
    try:
        ada = connect(room.port)
        ada.send("PASS tea", "NICK ada", "USER ada 0 * :Ada")
        assert any("NETWORK=Ada's\\x20room" in line for line in ada.until(" 422 "))
        settings.write_text("[server]\nport = 0\n", encoding="utf-8")
        ada.send("OPER host :the password", "REHASH")
        ada.until(" 382 ")
        connect(room.port).enter("ben")
        settings.write_text("no [ toml", encoding="utf-8")
        ada.send("REHASH")
        assert "is not TOML" in ada.until("INVALID_CONFIGURATION")[-1]
    finally:
        room.stop()


def test_a_room_does_not_open_with_a_file_that_nobody_understands(isolated, tmp_path):
    (tmp_path / "room.toml").write_text("[server]\nposswerd = 'tea'\n", encoding="utf-8")
    with pytest.raises(HostingError, match="posswerd is not known"):
        open_room(Config(ServerTable(host="127.0.0.1", port=0)), settings=tmp_path / "room.toml", isolated=isolated)
