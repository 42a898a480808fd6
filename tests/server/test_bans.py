"""Masks, and lists of them."""

import time

import pytest

from server.bans import Entry, MaskList, complete, fits


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("bob", "bob!*@*"),
        ("bob!u", "bob!u@*"),
        ("u@host", "*!u@host"),
        ("bob!*@*", "bob!*@*"),
        ("!@", "*!*@*"),
        ("192.0.2.*", "*!*@192.0.2.*"),
        ("2001:db8::*", "*!*@2001:db8::*"),
        ("m:bob", "m:bob!*@*"),
        ("m:a:bob", "m:a:bob"),
        ("a:bob", "a:bob"),
        ("José", "José!*@*"),
    ],
)
def test_a_name_or_an_address_alone_will_do(written, kept):
    assert complete(written) == kept


@pytest.mark.parametrize(
    ("pattern", "text", "fit"),
    [
        ("*", "", True),
        ("a?c", "abc", True),
        ("a?c", "ac", False),
        ("[a]*", "[a]b", True),
        ("[a]*", "ab", False),
        ("a\\*", "a\\b", True),
        ("*a*a*a*a*a*a*a*a*a*b", "a" * 200, False),
    ],
)
def test_stars_and_question_marks_are_all_there_is(pattern, text, fit):
    assert fits(pattern, text) is fit


@pytest.fixture
def bob(enter):
    return enter("Bob").session.person


def listed(*masks):
    made = MaskList()
    for mask in masks:
        made.add(Entry(complete(mask), "ada", 0))
    return made


@pytest.mark.parametrize(
    ("mask", "bars", "mutes"),
    [
        ("bob", True, False),
        ("BOB!*@*", True, False),
        ("*!~U@*", True, False),
        ("192.0.2.*", True, False),
        ("m:bob", False, True),
        ("a:lovelace", True, False),
        ("a:LOVE*", True, False),
        ("m:a:lovelace", False, True),
        ("a:bob", False, False),
        ("eve", False, False),
    ],
)
def test_whom_a_mask_fits(bob, mask, bars, mutes):
    bob.account = "Lovelace"
    masks = listed("x", mask, "y", "m:z")
    assert (masks.bars(bob), masks.mutes(bob)) == (bars, mutes)
    assert masks.remove(complete(mask).upper().replace("M:", "m:").replace("A:", "a:"))
    assert (masks.bars(bob), masks.mutes(bob)) == (False, False)


def test_an_empty_list_fits_nobody(bob):
    assert not MaskList().bars(bob)
    assert not MaskList().mutes(bob)


def test_many_masks_take_no_longer_than_nobody_notices(bob):
    masks = listed(*[f"*a*b*c*{number}*!*x*@*.example" for number in range(100)])
    bob.host = "a" * 60
    started = time.perf_counter()
    for _ in range(1000):
        assert not masks.bars(bob)
    assert time.perf_counter() - started < 1.0  # some 20 ms; a second means that it grows with their product
