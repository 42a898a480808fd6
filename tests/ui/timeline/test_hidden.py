"""What somebody said whom we do not want to hear."""

from dataclasses import replace

import pytest

from app.models.entries import Quote
from ui.views.entries import lay_out
from ui.views.grouping import Standing
from ui.views.layout import Unfold
from ui.widgets.drawing import Label

FIRST = Standing()


def words(layout):
    return " ".join(mark.text for mark in layout.over if isinstance(mark, Label))


@pytest.fixture
def deaf(page):
    return replace(page, is_hidden=lambda nick: nick == "Linus")


def test_a_line_says_that_something_was_said_and_a_click_shows_it(say, deaf):
    layout = lay_out(say("Linus", "secret"), FIRST, deaf)
    assert "secret" not in words(layout)
    assert "Linus said something that you have hidden" in words(layout)
    assert [hit.action for hit in layout.hits] == [Unfold()]
    assert "secret" in words(lay_out(say("Linus", "secret"), FIRST, deaf, unfolded=True))


def test_others_and_ourselves_are_heard(say, deaf):
    assert "hello" in words(lay_out(say("Grace", "hello"), FIRST, deaf))
    mine = replace(say("Linus", "hello"), own=True)
    assert "hello" in words(lay_out(mine, FIRST, deaf))


def test_it_is_not_told_by_an_answer_either(say, deaf):
    said = words(lay_out(say("Grace", "no", quote=Quote("m9", "Linus", "secret")), FIRST, deaf))
    assert "secret" not in said
    assert "You have hidden this" in said


def test_hiding_and_showing_changes_what_is_on_the_screen(log, talk):
    log.timeline.show(talk, me="Ada")
    log.update()
    assert "message 99" in log.texts()
    log.timeline.hide(lambda nick: nick == "Linus")
    log.update()
    assert "message 99" not in log.texts()
    log.timeline.hide(lambda _nick: False)
    log.update()
    assert "message 99" in log.texts()
