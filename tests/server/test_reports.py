"""What a room's process says to the one that started it."""

import multiprocessing

import pytest

from server.log import LogLine
from server.reports import Locked, Logged, Opened, Report, Reporter


@pytest.fixture
def pipe():
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        yield ours, theirs


def logged(number):
    return Logged(LogLine(0.0, "problem", f"{number} {'x' * 100}"), 0)


def test_reports_arrive_in_their_order(pipe):
    ours, theirs = pipe
    reporter = Reporter(theirs)
    told = [Opened("127.0.0.1", 6697, "ab", None), logged(1), Locked(locked=True)]
    for report in told:
        reporter.tell(report)
    reporter.close(10)
    assert [ours.recv() for _ in told] == told


def test_who_does_not_read_makes_nobody_wait_and_only_lines_of_the_log_are_left_out(pipe):
    ours, theirs = pipe
    reporter = Reporter(theirs)
    for number in range(30_000):  # some 4 MB, of which a pipe takes a hundredth
        reporter.tell(logged(number))
    reporter.tell(Locked(locked=True))
    heard: list[Report] = []
    while not heard or isinstance(heard[-1], Logged):
        heard.append(ours.recv())
    reporter.close(10)
    assert heard[0] == logged(0)
    assert heard[-1] == Locked(locked=True)
    assert 10_000 <= len(heard) < 30_000


def test_a_parent_that_is_gone_is_no_error(pipe):
    ours, theirs = pipe
    reporter = Reporter(theirs)
    ours.close()
    for number in range(10):
        reporter.tell(logged(number))
    reporter.close(10)
