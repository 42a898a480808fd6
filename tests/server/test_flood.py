"""How fast one visitor may talk."""

from server.flood import Bucket


def test_a_page_goes_through_at_once_and_then_the_rate_counts(clock):
    bucket = Bucket(burst=20, rate=5, clock=clock)
    assert bucket.take([b"x"] * 15) == 15
    assert bucket.take([b"x"] * 15) == 5
    assert bucket.take([b"x"]) == 0
    clock.now += 1
    assert bucket.take([b"x"] * 100) == 5


def test_patience_fills_it_but_not_above_its_brim(clock):
    bucket = Bucket(burst=20, rate=5, clock=clock)
    bucket.take([b"x"] * 20)
    clock.now += 3600
    assert bucket.take([b"x"] * 100) == 20


def test_a_long_message_goes_through_at_once_but_not_one_after_the_other(clock):
    message = [b"BATCH +1 draft/multiline #c", *[b"@batch=1 PRIVMSG #c :x"] * 150, b"BATCH -1"]
    bucket = Bucket(burst=20, rate=5, clock=clock)
    assert bucket.take(message) == len(message)
    assert bucket.take(message) < len(message)
