"""Codes: there and back again, and no mistake goes unnoticed."""

import ipaddress
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.codes import ALPHABET, CodeError, Place, hint, read, written
from server.protocol.vocabulary import DEFAULT_PORT

NETWORKS = ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/16")
NEAR = st.one_of([st.ip_addresses(v=4, network=network) for network in NETWORKS]).map(str)
ANYWHERE = NEAR | st.ip_addresses(v=4).map(str)
PORTS = st.just(DEFAULT_PORT) | st.integers(1, 65535)
FINGERPRINTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
CODES = st.builds(written, ANYWHERE, PORTS, FINGERPRINTS)


@given(ANYWHERE, PORTS, FINGERPRINTS)
def test_a_code_is_read_back_as_it_was(address, port, fingerprint):
    assert read(written(address, port, fingerprint)) == Place(address, port, hint(fingerprint))


@given(NEAR, FINGERPRINTS)
def test_in_the_networks_of_people_it_has_eight_letters(address, fingerprint):
    code = written(address, DEFAULT_PORT, fingerprint)
    assert [len(group) for group in code.split("-")] == [4, 4]
    assert set(code) <= {*ALPHABET, "-"}


@given(CODES)
def test_it_may_be_typed_in_any_way(code):
    meant = read(code)
    assert read(code.lower()) == read(code.replace("-", " ")) == read(code.replace("-", "")) == meant


@given(CODES, st.data())
def test_any_letter_that_is_another_is_noticed(code, data):
    at = data.draw(st.sampled_from([place for place, mark in enumerate(code) if mark != "-"]))
    other = data.draw(st.sampled_from([mark for mark in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZé" if mark != code[at]]))
    with pytest.raises(CodeError):
        read(code[:at] + other + code[at + 1 :])


@given(CODES, st.data())
def test_any_two_letters_that_have_changed_places_are_noticed(code, data):
    letters = list(code.replace("-", ""))
    one, other = data.draw(st.lists(st.integers(0, len(letters) - 1), min_size=2, max_size=2, unique=True))
    letters[one], letters[other] = letters[other], letters[one]
    if "".join(letters) != code.replace("-", ""):
        with pytest.raises(CodeError):
            read("".join(letters))


@given(CODES, st.data())
def test_a_letter_more_or_less_is_noticed(code, data):
    at = data.draw(st.integers(0, len(code) - 1))
    if code[at] != "-":
        with pytest.raises(CodeError):
            read(code[:at] + code[at + 1 :])
    with pytest.raises(CodeError):
        read(code[:at] + data.draw(st.sampled_from(ALPHABET)) + code[at:])


@given(st.text() | st.text(ALPHABET, min_size=8, max_size=8) | st.text(ALPHABET, min_size=12, max_size=16))
def test_no_text_is_too_odd(text):
    with suppress(CodeError):
        place = read(text)
        assert ipaddress.IPv4Address(place.address)
        assert 0 < place.port < 65536


def test_there_is_none_for_what_would_be_longer_than_a_link():
    assert written("fe80::1", DEFAULT_PORT, "ab" * 32) == ""
    assert written("ada.local", DEFAULT_PORT, "ab" * 32) == ""


def test_there_is_none_for_what_cannot_be_told_from_another():
    assert written("192.168.1.5", DEFAULT_PORT, "") == ""
