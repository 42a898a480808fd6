"""What other threads post runs on one thread, in order, a slice at a time."""

import threading

import pytest

from app.pump import INTERVAL, SLICE, Pump


@pytest.fixture
def now():
    return [0.0]


@pytest.fixture
def pump(clockwork, now):
    pump = Pump(clockwork, clock=lambda: now[0])
    pump.start()
    return pump


def test_what_is_posted_runs_in_order_at_the_next_look(pump, clockwork):
    done = []
    pump.post(lambda: done.append(1))
    pump.post(lambda: done.append(2))
    assert done == []
    clockwork.tick()
    assert done == [1, 2]


def test_what_is_posted_by_what_runs_runs_in_the_same_look(pump, clockwork):
    done = []
    pump.post(lambda: pump.post(lambda: done.append("later")))
    clockwork.tick()
    assert done == ["later"]


def test_a_burst_is_worked_off_in_slices_with_the_window_alive_in_between(pump, clockwork, now):
    done = []

    def work(number):
        done.append(number)
        now[0] += SLICE / 2

    for number in range(5):
        pump.post(lambda number=number: work(number))
    clockwork.tick()
    assert done == [0, 1]
    assert clockwork.delays[-1] == 1
    clockwork.tick()
    clockwork.tick()
    assert done == [0, 1, 2, 3, 4]
    assert clockwork.delays[-1] == INTERVAL


def test_an_error_is_raised_to_the_clockwork_and_the_pump_goes_on(pump, clockwork):
    done = []
    pump.post(lambda: int("a mistake"))
    pump.post(lambda: done.append("next"))
    with pytest.raises(ValueError, match="a mistake"):
        clockwork.tick()
    clockwork.tick()
    assert done == ["next"]


def test_a_stopped_pump_looks_no_more_and_drops_what_comes(pump, clockwork):
    done = []
    pump.post(lambda: done.append("waiting"))
    pump.stop()
    pump.post(lambda: done.append("late"))
    assert clockwork.timers == {}
    assert done == []
    pump.stop()


def test_a_pump_stopped_by_what_it_runs_drops_the_rest(pump, clockwork):
    done = []
    pump.post(pump.stop)
    pump.post(lambda: done.append("late"))
    clockwork.tick()
    assert done == []
    assert clockwork.timers == {}


def test_every_thread_is_heard_in_its_own_order(pump, clockwork):
    done = []

    def talk(name):
        for number in range(200):
            pump.post(lambda number=number: done.append((name, number)))

    threads = [threading.Thread(target=talk, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    clockwork.tick()
    for name in "abc":
        assert [number for who, number in done if who == name] == list(range(200))
