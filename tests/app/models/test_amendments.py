"""What becomes of a message after it was said, and who may make it so."""

from dataclasses import replace

import pytest

from app.models.amendments import MOST_SIGNS, Reacted, Retracted, amended, corrected
from app.models.entries import Arrival, Reaction, Retraction, Text

SAID = Text("m1", 10.0, "Ben", "helo")
THUMB, HEART = "\N{THUMBS UP SIGN}", "\N{HEAVY BLACK HEART}"


def sign(who, sign=THUMB, **more):
    return Reacted("m1", 11.0, who, sign, **more)


def after(*changes, entry=SAID):
    for change in changes:
        entry = amended(entry, change)
    return entry


def test_a_sign_is_on_the_message_from_then_on():
    assert after(sign("Cleo")).reactions == (Reaction(THUMB, "Cleo"),)


def test_a_message_has_so_many_different_signs_and_no_more():
    full = after(*(sign("Cleo", f"sign {n}") for n in range(MOST_SIGNS)))
    assert after(sign("Cleo", "another"), entry=full) is full
    assert len(after(sign("Dan", "sign 3"), entry=full).reactions) == MOST_SIGNS + 1


def test_the_same_sign_of_the_same_person_is_one_however_often_it_is_told():
    once = after(sign("Cleo"))
    assert after(sign("cleo"), entry=once) is once


def test_each_person_may_put_several_signs():
    signs = after(sign("Cleo"), sign("Cleo", HEART), sign("Dan"))
    assert [(r.who, r.sign) for r in signs.reactions] == [("Cleo", THUMB), ("Cleo", HEART), ("Dan", THUMB)]


def test_a_sign_is_taken_away_by_who_put_it():
    signs = after(sign("Cleo"), sign("Dan"), sign("Cleo", withdrawn=True))
    assert signs.reactions == (Reaction(THUMB, "Dan"),)
    assert after(sign("Cleo", withdrawn=True), entry=signs) is signs


def test_a_sign_belongs_to_the_account_under_whichever_name():
    signs = after(sign("Ada", account="ada"), sign("Adele", account="ada", withdrawn=True))
    assert signs.reactions == ()
    assert after(sign("Ada", account="ada"), sign("Ada", withdrawn=True)).reactions != ()


def test_what_is_taken_back_leaves_a_trace_without_its_words():
    assert after(Retracted("m1", 12.0, "Ada", "off topic")) == Retraction("m1", 10.0, "Ben", "Ada", "off topic")


@pytest.mark.parametrize("change", [sign("Cleo"), Retracted("m1", 12.0, "Ada")])
def test_nothing_becomes_of_what_nobody_said(change):
    for entry in (Arrival("m1", 1.0, "Ben"), Retraction("m1", 1.0, "Ben", "Ben")):
        assert after(change, entry=entry) is entry


def test_a_correction_replaces_the_words_and_nothing_else():
    signed = after(sign("Cleo"))
    right = corrected(signed, Text("m2", 20.0, "ben", "hello", corrects="m1"))
    assert right == replace(signed, text="hello", edits=("m2",), edited=20.0)


def test_a_correction_told_twice_is_one_and_an_older_one_does_not_come_back():
    first, second = (Text(key, 20.0, "Ben", text, corrects="m1") for key, text in (("m2", "hello"), ("m3", "hello!")))
    once = corrected(SAID, first)
    assert once
    right = corrected(once, second)
    assert right
    assert right.text == "hello!"
    assert corrected(right, first) is right


def test_a_correction_that_was_missed_does_not_replace_a_later_one():
    late = corrected(SAID, Text("m3", 30.0, "Ben", "hello!", corrects="m1"))
    assert late
    both = corrected(late, Text("m2", 20.0, "Ben", "hello", corrects="m1"))
    assert both == replace(late, edits=("m3", "m2"))


@pytest.mark.parametrize(
    ("said", "correction", "allowed"),
    [
        ({}, {}, True),
        ({}, {"author": "Mallory"}, False),
        ({"account": "ben"}, {"account": "ben", "author": "Benjamin"}, True),
        ({"account": "ben"}, {"account": "mallory"}, False),
        ({"account": "ben"}, {}, False),
        ({}, {"account": "ben"}, False),
        ({"own": True}, {"own": True, "author": "Adele"}, False),
    ],
)
def test_only_who_said_it_may_correct_it(said, correction, allowed):
    """By the account, if there is one: who has a name now need not be who had it then."""
    line = replace(Text("m2", 20.0, "Ben", "hello", corrects="m1"), **correction)
    assert (corrected(replace(SAID, **said), line) is not None) is allowed
