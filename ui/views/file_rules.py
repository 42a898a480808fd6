"""Which files a room keeps, for its host: from whom, how large, how much of them, for how long. Follows the room."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from app.models.hosted import FileLimits, HostChoices
from app.models.room import Room
from app.words import _, ngettext, size_in_words
from ui.views.panel import INNER, section
from ui.widgets.basics import box, follow, label
from ui.widgets.choice import Segments

V = TypeVar("V")

MB, GB = 1024 * 1024, 1024 * 1024 * 1024
LONGEST = (10 * MB, 100 * MB, GB)
ALTOGETHER = (2 * GB, 10 * GB, 50 * GB)
DAYS = (7, 30, 0)


class FileRules:
    """What is chosen holds at once. ``choose`` says why it cannot be, or nothing."""

    def __init__(self, master: Any, room: Room, choose: Callable[[HostChoices], str]) -> None:
        self._room, self._choose = room, choose
        self._frame = box(master)
        section(self._frame, _("Pictures and files"))
        limits = self._limits
        everybody = [(True, _("Everybody")), (False, _("Moderators"))]
        self.who = self._row(_("Who may send them"), everybody, limits.from_everybody, "from_everybody")
        self.longest = self._row(
            _("How large one may be"), _offered(LONGEST, limits.longest, _size), limits.longest, "longest"
        )
        self.altogether = self._row(
            _("How much is kept"), _offered(ALTOGETHER, limits.altogether, _size), limits.altogether, "altogether"
        )
        self.days = self._row(_("How long it is kept"), _offered(DAYS, limits.days, _time), limits.days, "days")
        self._problem = label(self._frame, "", 12, colour="danger", wrap=INNER)
        follow(self._frame, room.about_changed, self._show)

    def pack(self, **options: Any) -> None:
        """Put it into its parent."""
        self._frame.pack(**options)

    @property
    def _choices(self) -> HostChoices:
        hosting = self._room.hosting
        return hosting.choices if hosting else HostChoices()

    @property
    def _limits(self) -> FileLimits:
        return self._choices.files

    @property
    def problem(self) -> str:
        """Why the last choice could not be, if it could not."""
        return str(self._problem.cget("text"))

    def _row(self, words: str, offered: Sequence[tuple[V, str]], chosen: V, name: str) -> Segments[V]:
        label(self._frame, words, 14).pack(anchor="w", pady=(8, 6))
        segments = Segments(self._frame, offered, chosen, partial(self._chosen, name))
        segments.pack(anchor="w")
        return segments

    def _chosen(self, name: str, value: Any) -> None:
        limits = replace(self._limits, **{name: value})
        problem = self._choose(replace(self._choices, files=limits))
        self._problem.configure(text=problem)
        if problem:
            self._problem.pack(anchor="w", pady=(6, 0))
        else:
            self._problem.pack_forget()
        self._show()

    def _show(self) -> None:
        limits = self._limits
        self.who.set(limits.from_everybody)
        self.longest.set(limits.longest)
        self.altogether.set(limits.altogether)
        self.days.set(limits.days)


def _offered(usual: Sequence[int], now: int, words: Callable[[int], str]) -> list[tuple[int, str]]:
    """The usual values, and the one that holds if somebody has written another one into the room's file."""
    values = usual if now in usual else (now, *usual[1:])
    return [(value, words(value)) for value in values]


def _size(size: int) -> str:
    """What people call 1024 kB is a MB to them."""
    return size_in_words(size // GB * 10**9 if size >= GB else size // MB * 10**6)


def _time(days: int) -> str:
    if not days:
        return _("For ever")
    if days == 7:
        return _("A week")
    if days == 30:
        return _("A month")
    return ngettext("{number} day", "{number} days", days).format(number=days)
