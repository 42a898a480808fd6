"""When a silent room is asked whether it is there, and when it is given up."""

import pytest

from app.client.silence import HASTE, PATIENCE, PROBE_AFTER, QUIET, Silence


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def silence(clock):
    return Silence(clock)


def test_it_is_asked_once_and_then_given_up(silence, clock):
    assert not silence.must_ask()
    assert silence.left == PROBE_AFTER
    clock.now += PROBE_AFTER
    assert silence.must_ask()
    assert not silence.must_ask()
    assert not silence.is_final
    clock.now += PATIENCE
    assert silence.is_final


def test_any_word_is_an_answer(silence, clock):
    clock.now += PROBE_AFTER
    assert silence.must_ask()
    clock.now += PATIENCE - 1
    silence.end()
    clock.now += PROBE_AFTER - 1
    assert not silence.must_ask()
    assert not silence.is_final


def test_who_speaks_into_silence_knows_within_fifteen_seconds(silence, clock):
    clock.now += 2.0
    silence.note_said()
    said_at = clock.now
    assert not silence.must_ask()
    clock.now += silence.left
    assert silence.must_ask()
    silence.note_said()
    clock.now += silence.left
    assert silence.is_final
    assert clock.now - said_at <= 15.0
    assert clock.now - said_at <= QUIET + PATIENCE


def test_who_speaks_after_a_long_silence_has_it_asked_at_once(silence, clock):
    clock.now += QUIET + 1
    silence.note_said()
    assert silence.must_ask()


def test_doubt_asks_at_once_and_waits_less(silence, clock):
    silence.doubt()
    assert silence.must_ask()
    assert silence.left == HASTE


def test_doubt_asks_again_when_an_answer_was_waited_for_already(silence, clock):
    clock.now += PROBE_AFTER
    assert silence.must_ask()
    silence.doubt()
    assert silence.must_ask()
