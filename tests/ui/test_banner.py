"""What is said about the connection."""

import tkinter as tk

import pytest

from app.models.room import Closed, Connecting, Online, Retrying
from ui.views import banner as module
from ui.views.banner import Banner, notice


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def asked():
    return []


@pytest.fixture
def banner(root, room, clock, asked, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE_MS", 1)
    monkeypatch.setattr(module, "GOOD_NEWS_MS", 1)
    header = tk.Frame(root, height=64)
    header.pack(fill="x")
    banner = Banner(
        root,
        room,
        try_now=lambda: asked.append("try now"),
        back=lambda: asked.append("back"),
        under=header,
        clock=clock,
    )
    root.update()
    return banner


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Retrying(103.0), "Connection lost. Trying again in 3 seconds. Your messages wait here."),
        (Retrying(100.4), "Connection lost. Trying again in 1 second. Your messages wait here."),
        (Retrying(99.0), "Connection lost. Trying again now. Your messages wait here."),
        (Closed("The host closed the room."), "The host closed the room."),
        (
            Closed("The host closed the room.", may_open=True),
            "The host closed the room. You are back as soon as it opens again; your messages wait here.",
        ),
        (Online(again=True), "You are back online."),
        (Connecting(), "Connecting…"),
    ],
)
def test_each_state_has_its_sentence(status, words):
    said = notice(status, 100.0)
    assert said is not None
    assert f"{said.lead} {said.text}".strip() == words


def test_being_online_is_not_worth_a_word(banner):
    assert notice(Online(), 0.0) is None
    assert banner.words == ""
    assert not banner.winfo_ismapped()


def test_what_is_wrong_already_is_said_from_the_start(root, room):
    room.set_status(Closed("The host closed the room."))
    header = tk.Frame(root, height=64)
    header.pack(fill="x")
    banner = Banner(root, room, try_now=lambda: None, back=lambda: None, under=header)
    root.update()
    assert banner.winfo_ismapped()
    assert banner.winfo_y() == 64


def test_a_lost_connection_is_counted_down_and_can_be_tried_at_once(banner, room, clock, click, asked, until):
    room.set_status(Retrying(at=102.01))
    assert "in 3 seconds" in banner.words
    clock.now = 101.0
    until(lambda: "in 2 seconds" in banner.words)
    click(banner._action)
    assert asked[-1] == "try now"


def test_a_closed_room_leads_back_to_the_start(banner, room, click, asked):
    room.set_status(Closed("The host closed the room."))
    assert banner.words == "The host closed the room."
    click(banner._action)
    assert asked[-1] == "back"


def test_good_news_go_by_themselves(banner, room, until):
    room.set_status(Retrying(at=101.0))
    room.set_status(Online(again=True))
    assert banner.words == "You are back online."
    assert not banner._action.winfo_ismapped()
    until(lambda: banner.words == "")
    assert not banner.winfo_ismapped()


def test_connecting_is_said_only_after_a_while(banner, room, until):
    room.set_status(Connecting())
    assert banner.words == ""
    until(lambda: banner.words == "Connecting…")
