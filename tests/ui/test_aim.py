"""Answering a message, and saying one of ours in other words."""

from dataclasses import replace

import pytest

from app.models.entries import Delivery, Text, Voice
from tests.ui.test_composer import make
from ui.views.aim import Answering, last_own


@pytest.fixture
def composer(root, room, chat_actions):
    composer = make(root, room, chat_actions)
    composer.pack(side="bottom", fill="x", padx=24)
    room.conversations[0].append(OWN, BENS)
    root.update()
    return composer


OWN = Text("m1", 1.0, "Ada", "helo", own=True)
BENS = Text("m2", 2.0, "Ben", "tea?")


def sayings(asked):
    return [what for what in asked if what[0] in {"submit", "reply", "correct"}]


def test_an_answer_goes_to_its_message_and_the_next_one_does_not(composer, type_keys, asked):
    composer.answer(BENS)
    type_keys(composer.text, "yes\nplease\n")
    assert sayings(asked) == [("reply", "m2", "yes"), ("submit", "please")]


def test_what_was_written_already_becomes_the_answer(composer, type_keys, asked):
    type_keys(composer.text, "yes")
    composer.answer(BENS)
    type_keys(composer.text, " please\n")
    assert sayings(asked) == [("reply", "m2", "yes please")]


def test_up_in_the_empty_box_edits_our_last_message(composer, type_keys, press, asked):
    press(composer.text, "Up")
    assert composer.text.content == "helo"
    type_keys(composer.text, " there\n")
    assert sayings(asked) == [("correct", "m1", "helo there")]
    assert composer.aim is None
    assert composer.text.content == ""


def test_escape_leaves_the_message_as_it_was_and_brings_the_draft_back(composer, type_keys, press, asked):
    type_keys(composer.text, "half a thought")
    composer.edit(OWN)
    press(composer.text, "Escape")
    assert composer.text.content == "half a thought"
    assert composer.aim is None
    type_keys(composer.text, "\n")
    assert sayings(asked) == [("submit", "half a thought")]


def test_each_conversation_has_its_own_aim(composer, room, root):
    composer.answer(BENS)
    room.set_current(room.conversations[1])
    assert not composer.aim
    room.set_current(room.conversations[0])
    assert composer.aim == Answering(BENS)
    root.update()
    assert composer._strip.winfo_ismapped()


def test_what_was_refused_is_still_an_answer(root, room, chat_actions, type_keys):
    composer = make(root, room, replace(chat_actions, reply=lambda _key, _text: False))
    composer.pack(fill="x")
    composer.answer(BENS)
    type_keys(composer.text, "much too long\n")
    assert composer.aim == Answering(BENS)
    assert composer.text.content == "much too long"


@pytest.mark.parametrize(
    ("entries", "sent", "found"),
    [
        ([OWN, BENS], [], "m1"),
        ([OWN, BENS], ["helo"], "m1"),
        ([OWN, BENS], ["helo", "/topic tea"], None),
        ([Text("m3", 1.0, "Ada", "waves", own=True, voice=Voice.ACTED)], ["/me waves"], "m3"),
        ([OWN, Text("m3", 1.0, "Ada", "x", own=True, delivery=Delivery.FAILED)], ["x"], None),
        ([BENS], ["helo"], None),
        ([], [], None),
    ],
)
def test_our_last_message_is_what_we_sent_last(entries, sent, found):
    own = last_own(entries, sent)
    assert (own.key if own else None) == found
