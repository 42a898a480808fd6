"""Which day and hour it was, in words, where the reader is. Knows no widgets; the clock is handed in.

Times come from the network, so they may be anything: what no calendar has is shown as the
nearest that one has. Days and hours are written as they are where our language is spoken (``app.words.locale``).
"""

import math
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as time_of_day
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time

from app.words import _, locale

_LAST = datetime(9998, 12, 31, tzinfo=UTC).timestamp()


class Calendar:
    """Days and hours in the zone of this computer, or in another one for tests."""

    def __init__(self, *, now: Callable[[], float] = time.time, zone: tzinfo | None = None) -> None:
        self._now = now
        self._zone = zone
        self._days: dict[float, date] = {}

    def today(self) -> date:
        return self.day(self._now())

    def day(self, moment: float) -> date:
        """The day in which ``moment`` (seconds since the epoch) falls."""
        quarter = moment // 900  # in every zone a day begins on a quarter of an hour
        if (day := self._days.get(quarter)) is None:
            if len(self._days) > 5000:
                self._days.clear()
            day = self._days[quarter] = self._local(moment).date()
        return day

    def hour(self, moment: float) -> str:
        """The time of day: ``09:44``."""
        local = self._local(moment)
        return _hour(local.hour, local.minute, locale())

    def title(self, day: date) -> str:
        """What people call a day, seen from today."""
        today = self.today()
        if day == today:
            return _("Today")
        if day == today - timedelta(days=1):
            return _("Yesterday")
        here = locale()
        written = (
            format_skeleton("MMMMd", day, locale=here) if day.year == today.year else format_date(day, "long", here)
        )
        return _("{weekday} {date}").format(weekday=format_date(day, "EEEE", here), date=written)

    def brief(self, moment: float) -> str:
        """As exact as one would say it: ``yesterday 16:20``, ``9 Nov``, ``9 Nov 2024``."""
        day, today = self.day(moment), self.today()
        if day == today:
            return _("today {time}").format(time=self.hour(moment))
        if day == today - timedelta(days=1):
            return _("yesterday {time}").format(time=self.hour(moment))
        return format_skeleton("MMMd" if day.year == today.year else "yMMMd", day, locale=locale())

    def until_tomorrow(self) -> float:
        """Seconds until what is called today is called otherwise."""
        local = self._local(self._now())
        midnight = datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), local.tzinfo)
        return max(1.0, (midnight - local).total_seconds())

    def _local(self, moment: float) -> datetime:
        if math.isnan(moment):
            moment = 0.0
        moment = min(max(moment, 86_400.0), _LAST)
        return datetime.fromtimestamp(moment, UTC).astimezone(self._zone)


@lru_cache(maxsize=1440)  # a day's minutes: the log asks for each message that it draws
def _hour(hour: int, minute: int, here: Locale) -> str:
    written: str = format_time(time_of_day(hour, minute), "short", locale=here)
    return written.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")  # which more fonts have
