"""Days and hours in words."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from ui.views.calendar import Calendar

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC).timestamp()


@pytest.fixture
def calendar() -> Calendar:
    return Calendar(now=lambda: NOON, zone=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2026, 11, 20), "Today"),
        (date(2026, 11, 19), "Yesterday"),
        (date(2026, 11, 18), "Wednesday 18 November"),
        (date(2026, 11, 21), "Saturday 21 November"),
        (date(2025, 1, 1), "Wednesday 1 January 2025"),
    ],
)
def test_days_have_the_names_people_give_them(calendar, day, title):
    assert calendar.title(day) == title


def test_the_zone_decides_on_hour_and_day(calendar):
    late = datetime(2026, 11, 19, 22, 4, tzinfo=UTC).timestamp()
    assert calendar.hour(late) == "00:04"
    assert calendar.day(late) == date(2026, 11, 20)
    assert calendar.hour(NOON) == "14:00"


def test_today_ends_at_midnight_here(calendar):
    assert calendar.until_tomorrow() == 10 * 3600


@pytest.mark.parametrize("moment", [-1e300, -1.0, 0.0, 1e15, 1e300, float("inf"), float("-inf"), float("nan")])
def test_any_number_is_some_day(calendar, moment):
    assert calendar.title(calendar.day(moment))
    assert ":" in calendar.hour(moment)
