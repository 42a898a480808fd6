"""What is told outside the window, and that it is told once."""

import pytest

from app import beyond
from app.beyond import Beyond
from app.controllers.absence import LOOK_EVERY_MS
from tests.app.controllers.stay import MODERN, Stay


class Outside:
    """A desktop, speakers and a voice, and a person who touches nothing."""

    def __init__(self):
        self.shown: list[tuple[str, str]] = []
        self.heard: list[str] = []
        self.click = lambda: None
        self.silent = 0

    def show(self, title, text, clicked):
        self.shown.append((title, text))
        self.click = clicked

    def clear(self):
        self.shown.clear()

    def stop(self):
        self.silent += 1

    def ring(self, name):
        self.heard.append(name)

    def say(self, words):
        self.heard.append(words)

    def seconds(self):
        return None


@pytest.fixture
def outside(monkeypatch):
    outside = Outside()
    for name in ("Notices", "Chime", "Voice", "SystemIdle"):
        monkeypatch.setattr(beyond, name, lambda: outside)
    return outside


@pytest.fixture
def stay(clockwork):
    return Stay(clockwork).come_in(offered=f"{MODERN} away-notify")


@pytest.fixture
def forward():
    return []


@pytest.fixture
def told(outside, stay, clockwork, forward):
    told = Beyond(
        stay.settings,
        clockwork,
        lambda work: work(),
        window_idle=lambda: 3600.0,
        come_forward=lambda: forward.append(True),
    )
    told.follow(stay.visit)
    stay.sync.look(False)
    return told


def direct(stay, text="tea?"):
    stay.time = 1_800_000_000.0
    stay.hear(f"@time=2100-01-01T00:00:00.000Z :Ben!b@h PRIVMSG Ada :{text}")


def test_the_same_visit_in_another_language_is_told_of_once(told, stay, outside):
    told.follow(stay.visit)
    direct(stay)
    assert outside.shown == [("Ben", "tea?")]


def test_a_click_on_a_notice_leads_to_where_it_came_from(told, stay, outside, forward):
    direct(stay)
    outside.click()
    assert (stay.room.current.name, forward) == ("Ben", [True])


def test_after_the_room_nothing_is_told(told, stay, outside, forward):
    direct(stay)
    click = outside.click
    told.rest()
    direct(stay, "still there?")
    click()
    assert outside.shown == [("Ben", "tea?")]
    assert (stay.room.current.name, forward) == ("#general", [True])


def test_nobody_at_the_computer_is_away(told, stay, clockwork):
    told.start()
    clockwork.pass_by(LOOK_EVERY_MS)
    assert [line for line in stay.take() if line.startswith("AWAY")] == ["AWAY :Away from the computer"]
    told.stop()
    clockwork.pass_by(LOOK_EVERY_MS)
    assert stay.take() == []
