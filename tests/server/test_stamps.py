"""Times that never repeat, and names for messages that nobody else has."""

from server.stamps import Ids, Stamps, render_time


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


def test_ids_differ_from_run_to_run_and_sort_by_time():
    one, other = Ids(), Ids()
    ids = [one.next(1), other.next(1), one.next(1), one.next(2)]
    assert len(set(ids)) == 4
    assert max(ids) == ids[3]
    assert all(identifier.isalnum() for identifier in ids)
