"""Times that never repeat, and names for messages that nobody else has."""

import pytest

from server.stamps import Ids, Stamps, adjusted, parse_time, render_time, run_of, time_of_msgid


def test_a_clock_may_be_ahead_and_go_faster():
    def clock():
        return time

    time = 100.0
    assert adjusted(clock, offset=0, rate=1) is clock
    ahead = adjusted(clock, offset=60, rate=2)
    assert ahead() == 160
    time = 105.0
    assert ahead() == 170


def test_a_time_is_written_as_specified():
    assert render_time(1_700_000_000_007) == b"2023-11-14T22:13:20.007Z"


def test_times_go_forward_even_when_the_clock_does_not(clock):
    stamps = Stamps(clock, Ids())
    times = [stamps.next().time for _ in range(3)]
    clock.now -= 60
    times += [stamp.time for stamp in stamps.take(3)]
    clock.now += 120
    times.append(stamps.next().time)
    assert times == sorted(set(times))
    assert times[0] == b"2023-11-14T22:13:20.000Z"
    assert times[-1] == b"2023-11-14T22:14:20.000Z"


def test_ids_differ_from_run_to_run_and_sort_by_time(clock):
    one, other = Stamps(clock, Ids()), Stamps(clock, Ids())
    ids = [one.next().msgid, other.next().msgid, one.next().msgid]
    clock.now += 1
    ids.append(one.next().msgid)
    assert len(set(ids)) == 4
    assert max(ids) == ids[3]
    assert all(identifier.isalnum() for identifier in ids)


def test_what_was_kept_of_a_run_gives_the_same_stamps_again(clock):
    run = Stamps(clock, Ids()).take(20)
    again = run_of(run.milliseconds, run.msgid, run.count)
    assert again is not None
    assert list(again) == list(run)
    assert time_of_msgid(list(run)[7].msgid.decode()) == run.milliseconds + 7


def test_times_go_on_after_what_was_kept(clock):
    stamps = Stamps(clock, Ids())
    stamps.go_on_after(1_900_000_000_000)
    assert stamps.next().time == b"2030-03-17T17:46:40.001Z"


@pytest.mark.parametrize("milliseconds", [0, 1, 999, 1_700_000_000_007, 1_899_999_999_999])
def test_a_time_is_read_back_as_it_was_written(milliseconds):
    assert parse_time(render_time(milliseconds).decode()) == milliseconds


@pytest.mark.parametrize(
    "written",
    [
        "",
        "*",
        "not-a-time",
        "2023-11-14",
        "2023-13-41T00:00:00.000Z",
        "2023-11-14T22:13:20.007",
        "٢٠٢٣-11-14T22:13:20Z",
    ],
)
def test_what_is_no_time_is_not_read(written):
    assert parse_time(written) is None


@pytest.mark.parametrize("msgid", ["", "x", "018bce", "é" * 20])
def test_what_is_no_msgid_of_ours_has_no_time(msgid):
    assert time_of_msgid(msgid) is None
