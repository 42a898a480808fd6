"""How fast one visitor may talk."""

from server.flood import Bucket


def test_a_page_goes_through_at_once_and_then_the_rate_counts(clock):
    bucket = Bucket(burst=20, rate=5, clock=clock)
    assert bucket.take(15) == 15
    assert bucket.take(15) == 5
    assert bucket.take(1) == 0
    clock.now += 1
    assert bucket.take(100) == 5


def test_patience_fills_it_but_not_above_its_brim(clock):
    bucket = Bucket(burst=20, rate=5, clock=clock)
    bucket.take(20)
    clock.now += 3600
    assert bucket.take(100) == 20
