"""Fingerprints as people see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.protocol import fingerprints
from server.protocol.fingerprints import restored, shortened, spoken

FINGERPRINTS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(FINGERPRINTS)
def test_what_is_shortened_is_restored(fingerprint):
    assert restored(shortened(fingerprint)) == restored(fingerprint) == fingerprint
    assert len(shortened(fingerprint)) == 43


@given(FINGERPRINTS, FINGERPRINTS)
def test_other_fingerprints_have_other_words(one, other):
    assert (spoken(one) == spoken(other)) == (one[:16] == other[:16])
    assert len(spoken(one).split()) == 8


def test_no_two_words_begin_alike():
    assert len({word[:4] for word in fingerprints._WORDS}) == 256


@pytest.mark.parametrize("text", ["", "abc", "x" * 43, "x" * 64, "ä" * 43, "A" * 44, "A" * 42 + "B", "a b"])
def test_what_is_no_fingerprint_is_refused(text):
    with pytest.raises(ValueError, match="no fingerprint"):
        restored(text)
