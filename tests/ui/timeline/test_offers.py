"""What can be done with a message: by its bar, its menu and the keyboard; and going to what an answer answers."""

from dataclasses import replace

import pytest

from app.models.conversation import Conversation, Kind
from app.models.entries import Delivery, Quote, Reaction, Text
from ui.actions import MessageActions
from ui.views.layout import React, Who
from ui.widgets.menu import Item, Menu


@pytest.fixture
def asked():
    return []


@pytest.fixture
def talk(log, say, asked):
    """Three messages: Grace's, our own answer to it, and one that was not sent."""

    def note(what):
        return lambda about, *more: asked.append((what, getattr(about, "key", about), *more))

    log.timeline._actions.messages = MessageActions(
        reply=note("reply"),
        edit=note("edit"),
        react=note("react"),
        pick=lambda _rect, choose, _closed: choose("🎉"),
        retract=note("retract"),
        may_retract=lambda message: message.own,
        who=lambda nick, _rect: asked.append(("who", nick)),
        load_to=lambda key: bool(asked.append(("load", key))),
    )
    talk = Conversation("#general", Kind.CHANNEL)
    talk.append(
        say("Grace", "tea?", reactions=(Reaction("👍", "Linus"),)),
        say("Ada", "yes", at=1, quote=Quote("m1", "Grace", "tea?")),
        say("Ada", "lost", at=2, delivery=Delivery.FAILED),
    )
    log.timeline.show(talk, me="Ada")
    log.update()
    return talk


def bar(log, text):
    """Point at a message; the icons' middles of its bar."""
    x, y = log.place_of(text)
    log.event("<Motion>", x, y)
    x0, y0, x1, y1 = log.canvas.bbox("bar")
    return [(x, (y0 + y1) // 2) for x in range(x0 + 20, x1, 32)]


def items(log):
    (menu,) = (child for child in log.canvas.winfo_toplevel().winfo_children() if isinstance(child, Menu))
    found = [entry.text for entry in menu.rows._entries if isinstance(entry, Item)]
    menu.close()
    return found


def test_the_bar_reacts_replies_copies_and_opens_the_menu(log, talk, asked):
    react, reply, copy, more = bar(log, "yes")
    log.click(*react)
    bar(log, "yes")
    log.click(*reply)
    assert asked == [("react", "m2", "🎉"), ("reply", "m2")]
    bar(log, "yes")
    log.click(*copy)
    assert log.canvas.clipboard_get() == "yes"
    bar(log, "yes")
    log.click(*more)
    assert items(log) == ["Reply", "React", "Edit", "Copy message", "Remove"]


def test_others_messages_are_neither_changed_nor_removed(log, talk):
    log.event("<Button-3>", *log.place_of("tea?"))
    assert items(log) == ["Reply", "React", "Copy message", "About Grace…"]


def test_what_was_not_sent_can_only_be_sent_or_discarded(log, talk):
    log.event("<Button-3>", *log.place_of("lost"))
    assert items(log) == ["Copy message", "Try again", "Discard"]


def test_keys_do_the_same_at_the_message_that_has_the_focus(log, talk, asked):
    log.timeline._actions.going.focus(1)
    for key in ("r", "e", "<Delete>"):
        log.key(key)
    assert asked == [("reply", "m2"), ("react", "m2", "🎉"), ("retract", "m2")]
    log.timeline._actions.going.focus(0)
    log.key("<Delete>")
    assert asked[3:] == []


def test_a_click_on_a_reaction_puts_ours_there(log, talk, asked):
    layout = log.timeline._rows.layout(0)
    hit = next(hit for hit in layout.hits if isinstance(hit.action, React))
    log.click(hit.x0 + 5, log.scroller.top_of(0) + hit.y0 + 5)
    assert asked == [("react", "m1", "👍")]


def test_a_click_on_a_name_or_a_face_shows_who_it_is(log, talk, asked):
    layout = log.timeline._rows.layout(0)
    for hit in layout.hits:
        if isinstance(hit.action, Who):
            log.click(hit.x0 + 5, log.scroller.top_of(0) + hit.y0 + 5)
    assert asked == [("who", "Grace"), ("who", "Grace")]


def test_a_click_on_what_is_answered_goes_there(log, talk, say):
    talk.append(*(say("Linus", f"line {n}", at=400 + n) for n in range(60)))
    talk.append(say("Grace", "still?", at=500, quote=Quote("m1", "Grace", "tea?")))
    log.timeline.to_end()
    log.update()
    assert "yes" not in log.texts()
    log.click(*log.place_of("tea?"))
    assert "yes" in log.texts()
    assert log.timeline._rows.focused == 0


def test_what_is_not_kept_here_cannot_be_gone_to_and_that_is_said(log, talk, asked):
    assert not log.timeline.jump("m99")
    assert asked == [("load", "m99")]


def test_what_had_to_be_asked_for_is_gone_to_when_it_comes(log, talk, say):
    log.timeline.jump("m99")
    talk.prepend([*(replace(say("Linus", f"line {n}"), key=f"old {n}") for n in range(40))])
    talk.prepend([replace(say("Linus", "at last"), key="m99")])
    log.update()
    assert "at last" in log.texts()
    assert log.timeline._rows.focused == 0


def test_an_answer_in_sight_follows_what_it_answers(log, talk):
    first = talk.entries[0]
    assert isinstance(first, Text)
    talk.replace("m1", replace(first, text="coffee?", edits=("m9",)))
    log.update()
    assert log.texts().count("coffee?") == 2
    assert "tea?" not in log.texts()
