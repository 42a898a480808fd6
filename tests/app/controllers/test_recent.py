"""The rooms we have been in, each once."""

import pytest

from app.controllers.recent import RecentRooms
from app.models.lobby import Lobby, RecentRoom
from app.services import network
from app.services.files import Files
from app.services.invites import Invite
from tests.app.controllers.world import FINGERPRINT


def test_what_a_room_proves_itself_by_is_remembered_with_it(world):
    world.rooms.join_by(Invite(("192.168.1.50",), 7000, fingerprint=FINGERPRINT))
    world.let_in()
    assert world.files.load_recent()[0].fingerprint == FINGERPRINT
    world.rooms.leave_room()
    world.rooms.join_by(Invite(("10.0.0.9",), 7000, fingerprint=FINGERPRINT))  # the same one, elsewhere
    world.let_in()
    assert len(world.lobby.recent) == 1


def test_a_room_is_remembered_once_the_latest_first(world):
    for address in ("192.168.1.5", "192.168.1.6", "192.168.1.5"):
        world.rooms.join(address)
        world.let_in()
        world.rooms.leave_room()
    assert [room.address for room in world.lobby.recent] == ["192.168.1.5", "192.168.1.6"]


def test_a_room_can_be_forgotten(hosting):
    hosting.rooms.recent.forget(hosting.lobby.recent[0])
    assert hosting.lobby.recent == ()
    assert hosting.files.load_recent() == ()


def test_a_full_disk_does_not_keep_us_out(world, monkeypatch, caplog):
    def full(_rooms):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(world.files, "save_recent", full)
    world.rooms.join("192.168.1.5")
    world.let_in()
    assert world.stage.shown == ["Tea house"]
    assert "No space left" in caplog.text


@pytest.fixture
def lobby():
    return Lobby()


@pytest.fixture
def recent(lobby, tmp_path):
    return RecentRooms(lobby, Files(tmp_path))


@pytest.mark.parametrize("address", ["192.168.1.5", "10.0.0.5", "127.0.0.1", "localhost", "192.168.1.7"])
def test_a_room_that_has_proved_itself_takes_the_place_of_what_was_known_without(recent, lobby, monkeypatch, address):
    monkeypatch.setattr(network, "own_addresses", lambda: ("192.168.1.7", "10.0.0.5"))
    recent.remember(RecentRoom("Tea", address, 7000, 1.0), [address])
    proved = RecentRoom("Tea", "192.168.1.5", 7000, 2.0, fingerprint=FINGERPRINT)
    recent.remember(proved, ["192.168.1.5", "10.0.0.5"])
    assert lobby.recent == (proved,)


@pytest.mark.parametrize(("address", "port"), [("127.0.0.1", 7001), ("192.168.1.6", 7000), ("tea.example", 7000)])
def test_another_room_stays_beside_one_that_has_proved_itself(recent, lobby, monkeypatch, address, port):
    monkeypatch.setattr(network, "own_addresses", lambda: ("192.168.1.5",))
    other = RecentRoom("Tea", address, port, 1.0)
    recent.remember(other, [address])
    proved = RecentRoom("Tea", "192.168.1.5", 7000, 2.0, fingerprint=FINGERPRINT)
    recent.remember(proved, ["192.168.1.5"])
    assert lobby.recent == (proved, other)


def test_a_room_that_proves_itself_by_something_else_is_another_one(recent, lobby):
    for fingerprint in (FINGERPRINT, "cd" * 32):
        recent.remember(RecentRoom("Tea", "192.168.1.5", 7000, 1.0, fingerprint=fingerprint), ["192.168.1.5"])
    assert len(lobby.recent) == 2
