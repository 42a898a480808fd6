"""Sleep and other networks are noticed; the ordinary course of things is not."""

import pytest

from app.services.network_watch import GAP, NetworkWatch


class Surroundings:
    """The clock on the wall, and the addresses of this computer."""

    def __init__(self):
        self.now = 1000.0
        self.addresses = ("192.168.1.5", "fd00::5")
        self.looks = 0
        self.changes = 0

    def look(self):
        self.looks += 1
        return self.addresses

    def note(self):
        self.changes += 1


@pytest.fixture
def around():
    return Surroundings()


@pytest.fixture
def watch(around):
    watch = NetworkWatch(around.note, interval=0.005, addresses=around.look, clock=lambda: around.now)
    watch.start()
    yield watch
    watch.stop()


def test_nothing_is_said_while_nothing_changes(watch, around, until):
    around.addresses = around.addresses[::-1]  # their order is not what they are
    until(lambda: around.looks > 3)
    assert around.changes == 0


def test_other_addresses_are_noticed_once(watch, around, until):
    until(lambda: around.looks)
    around.addresses = ("10.0.0.7",)
    until(lambda: around.changes)
    seen = around.looks
    until(lambda: around.looks > seen + 3)
    assert around.changes == 1


def test_sleep_is_noticed(watch, around, until):
    until(lambda: around.looks)
    around.now += GAP + 1
    until(lambda: around.changes)
    assert around.changes == 1


def test_nobody_is_called_after_the_end(around, until):
    watch = NetworkWatch(around.note, interval=0.005, addresses=around.look, clock=lambda: around.now)
    watch.start()
    until(lambda: around.looks)
    watch.stop()
    around.addresses = ()
    assert around.changes == 0
