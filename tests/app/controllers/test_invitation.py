"""What a room shows for inviting others, while it changes."""

import pytest

from app.controllers.invitation import Invitation, own_invite, ways_in
from app.models.conversation import Kind
from app.models.hosted import Hosting
from app.models.room import Room
from app.services import network
from app.services.invites import Invite, read

FINGERPRINT = "ab" * 32


@pytest.fixture
def room():
    return Room("Tea house", "127.0.0.1", 6697, "Ada")


def test_every_form_leads_to_the_same_room(room):
    Invitation(room, Invite(("192.168.1.5", "fd00::5"), fingerprint=FINGERPRINT))
    ways = room.ways
    assert read(ways.link) == Invite(("192.168.1.5", "fd00::5"), name="Tea house", fingerprint=FINGERPRINT)
    for form in (ways.link, ways.page, ways.plain, ways.code, ways.address):
        assert read(form).addresses[0] == "192.168.1.5"
        assert read(form).fingerprint in (FINGERPRINT, "")
        assert read(form).may_be(FINGERPRINT)


@pytest.mark.parametrize(
    ("address", "port", "typed"),
    [
        ("192.168.1.5", 6697, "192.168.1.5"),
        ("192.168.1.5", 7000, "192.168.1.5:7000"),
        ("fd00::5", 6697, "fd00::5"),
        ("fd00::5", 7000, "[fd00::5]:7000"),
    ],
)
def test_the_address_is_no_longer_than_it_must_be(room, address, port, typed):
    Invitation(room, Invite((address,), port))
    assert room.ways.address == typed
    assert (read(typed).addresses, read(typed).port) == ((address,), port)


def test_a_room_that_is_called_otherwise_has_another_link(room):
    Invitation(room, Invite(("192.168.1.5",)))
    room.set_about(name="Coffee house")
    assert read(room.invite).name == "Coffee house"


def test_the_password_that_the_host_has_set_is_in_the_invite_until_it_is_taken_back(room):
    Invitation(room, Invite(("192.168.1.5",)))
    rules = room.open("#general", Kind.CHANNEL).rules
    rules.apply("+k", "sesame")
    assert read(room.invite).password == read(room.ways.page).password == "sesame"
    assert "sesame" not in room.ways.plain
    rules.apply("-k", "*")
    assert read(room.invite).password == ""


def test_a_room_that_has_moved_is_invited_to_where_it_is(room):
    invitation = Invitation(room, Invite(("192.168.1.5",)))
    invitation.move(("10.0.0.5",))
    assert read(room.invite).addresses == ("10.0.0.5",)


def test_a_room_of_ours_is_reached_by_all_addresses_and_by_name(room, monkeypatch):
    monkeypatch.setattr(network, "computer_name", lambda: "adas-pc")
    room.hosting = Hosting(("192.168.1.5", "100.64.0.5", "fd00::5"), 6697, isolated=False, fingerprint=FINGERPRINT)
    assert own_invite(room).addresses == ("192.168.1.5", "100.64.0.5", "fd00::5", "adas-pc.local")


def test_nobody_is_invited_to_an_address_that_leads_nowhere_from_elsewhere(room):
    Invitation(room, Invite(("fe80::1", "10.0.0.5", "fe80::1%eth0", "fd00::5")))
    assert room.ways.link.startswith("parlor://join/10.0.0.5,[fd00::5]:6697/")
    alone = ways_in(Invite(("fe80::1%3",)))
    assert alone.address == "fe80::1%3"


def test_without_a_network_only_this_computer_is_invited(room):
    room.hosting = Hosting((), 6697, isolated=False)
    assert own_invite(room).addresses == ("127.0.0.1",)


@pytest.mark.parametrize("name", ["", "Ada's PC", "büro", "-x", "x" * 64])
def test_a_computer_that_is_called_what_no_name_may_be_has_its_addresses_alone(room, monkeypatch, name):
    monkeypatch.setattr(network, "computer_name", lambda: name)
    room.hosting = Hosting(("192.168.1.5",), 6697, isolated=False)
    assert own_invite(room).addresses == ("192.168.1.5",)
