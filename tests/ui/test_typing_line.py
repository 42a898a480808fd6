"""Who is typing."""

import pytest

from ui.theme import theme
from ui.views.typing_line import TypingLine, typing_words


@pytest.mark.parametrize(
    ("nicks", "words"),
    [
        ((), ""),
        (("Margaret",), "Margaret is typing…"),
        (("Ben", "Grace"), "Ben and Grace are typing…"),
        (("Ben", "Grace", "Ken"), "Several people are typing…"),
    ],
)
def test_the_words_fit_the_number(nicks, words):
    assert " ".join(typing_words(nicks)).strip() == words


def test_the_line_follows_the_conversation_that_is_shown(root, room):
    line = TypingLine(root, room)
    line.pack(fill="x")
    general, homework = room.conversations
    general.set_typing(["Grace"])
    assert line.words == "Grace is typing…"
    room.set_current(homework)
    assert line.words == ""
    general.set_typing(["Grace", "Ben"])
    assert line.words == ""
    room.set_current(None)
    room.set_current(general)
    assert line.words == "Grace and Ben are typing…"


def test_the_dots_move_only_while_somebody_types(root, room, monkeypatch, until):
    monkeypatch.setattr("ui.views.typing_line.STEP_MS", 20)  # shorter, and drawing them would never let the window rest
    line = TypingLine(root, room)
    line.pack(fill="x")
    room.current.set_typing(["Grace"])
    until(lambda: line._dots._step > 2)
    room.current.set_typing([])
    until(lambda: not line._dots._timer)


def test_the_dots_stand_still_where_motion_is_unwanted(root, room):
    theme.show(reduced_motion=True)
    line = TypingLine(root, room)
    line.pack(fill="x")
    room.current.set_typing(["Grace"])
    root.update()
    assert not line._dots._timer
    assert line._dots.canvas.find_all()
