"""The clock and the queue of a thread that has no Tk."""

import threading
from functools import partial

import pytest

from app.loop import Loop


@pytest.fixture
def loop():
    return Loop()


def test_what_is_posted_runs_in_order_until_stopped(loop):
    done = []
    loop.post(lambda: done.append(1))
    loop.post(lambda: loop.post(lambda: done.append(3)))
    loop.post(lambda: done.append(2))
    loop.post(lambda: loop.post(loop.stop))
    loop.run()
    assert done == [1, 2, 3]


def test_timers_run_when_they_are_due_the_earlier_first(loop):
    done = []
    loop.after(20, lambda: done.append("late"))
    loop.after(21, loop.stop)
    loop.after(1, lambda: done.append("early"))
    loop.after(0, lambda: done.append("now"))
    loop.run()
    assert done == ["now", "early", "late"]


def test_timers_of_the_same_moment_run_in_the_order_in_which_they_were_set():
    loop = Loop(clock=lambda: 0.0)
    done: list[int] = []
    for number in range(3):
        loop.after(0, partial(done.append, number))
    loop.after(0, loop.stop)
    loop.run()
    assert done == [0, 1, 2]


def test_a_cancelled_timer_does_not_run(loop):
    done = []
    loop.after_cancel(loop.after(0, lambda: done.append("cancelled")))
    loop.after(1, loop.stop)
    loop.run()
    assert done == []


def test_other_threads_are_heard_while_it_waits(loop):
    loop.after(60_000, lambda: None)
    poster = threading.Timer(0.01, lambda: loop.post(loop.stop))
    poster.start()
    loop.run()
    poster.join()
    assert loop.after(0, lambda: None)


def test_an_error_ends_it_with_a_word(loop):
    loop.post(lambda: int("a mistake"))
    with pytest.raises(ValueError, match="a mistake"):
        loop.run()
