"""What is said while a way into a room takes its time."""

from app.controllers.patience import BUSY_AFTER_MS, FIREWALL_HINT, HINT_AFTER_MS
from app.models.lobby import Busy, Idle


def test_only_slow_opening_is_shown_as_work(world):
    world.rooms.host("Tea")
    world.clockwork.pass_by(BUSY_AFTER_MS)
    assert world.lobby.hosting == Busy("Starting…")
    world.pump()
    world.let_in(people="~Ada")
    assert world.lobby.hosting == Idle()


def test_after_a_while_there_is_something_to_look_at(world):
    world.rooms.join("192.168.1.5")
    world.clockwork.pass_by(HINT_AFTER_MS)
    assert world.lobby.joining == Busy("Connecting to 192.168.1.5…", FIREWALL_HINT)
