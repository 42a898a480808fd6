"""The line about a channel that we are not in, and the way back."""

import pytest

from app.models.conversation import Kind
from app.models.room import Online, Retrying
from ui.views import outside
from ui.views.outside import OutsideBar
from ui.widgets.basics import box


@pytest.fixture
def bar(root, room, asked, monkeypatch):
    monkeypatch.setattr(outside, "PATIENCE_MS", 1)
    room.set_status(Online())
    room.set_current(room.open("#general", Kind.CHANNEL))
    room.current.set_joined(True)
    header = box(root)
    header.pack(fill="x")
    made = OutsideBar(root, room, come_in=asked.append, under=header)
    root.update()
    return made


@pytest.fixture
def asked():
    return []


def test_who_was_put_out_can_ask_to_come_back(bar, room, click, asked, until):
    assert not bar.winfo_ismapped()
    room.current.set_joined(False)
    until(lambda: bar.winfo_ismapped())
    assert bar.words == "You are not in #general: what is said there does not reach you."
    click(bar.back)
    assert asked == ["#general"]
    click(bar.back)
    assert asked == ["#general"], "one answer is waited for before one asks again"
    room.current.set_joined(True)
    assert bar.words == ""
    assert not bar.winfo_manager()


def test_nothing_is_said_of_it_while_there_is_no_connection_nor_in_direct_messages(bar, room, until):
    room.current.set_joined(False)
    until(lambda: bar.words)
    room.set_status(Retrying(5.0))
    assert bar.words == ""
    room.set_status(Online(again=True))
    until(lambda: bar.words)
    room.set_current(room.open("Ben", Kind.DIRECT))
    assert bar.words == ""
