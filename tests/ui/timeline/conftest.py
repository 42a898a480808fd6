"""A log with its clock stopped, messages to put in it, and a page to lay them out for without a display."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from app.models.conversation import Conversation, Kind
from app.models.entries import Text
from ui import paint
from ui.theme import theme
from ui.views.calendar import Calendar
from ui.views.layout import Page
from ui.views.timeline import Timeline

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC).timestamp()


@pytest.fixture
def page() -> Page:
    """900 wide; every character is as wide as half its font's size."""

    def measure(font: tuple[int, str], text: str) -> int:
        return len(text) * font[0] // 2

    calendar = Calendar(now=lambda: NOON, zone=UTC)
    return Page(900, 1.0, False, measure, calendar, frozenset({"ada", "grace"}), "Ada", paint.emoji_pattern())


@pytest.fixture
def say() -> Callable[..., Text]:
    """Makes messages with keys m1, m2, …: ``say("Grace", "hello", at=60)``; the time counts from noon."""
    count = 0

    def say(author: str, text: str, *, at: float = 0, **more: Any) -> Text:
        nonlocal count
        count += 1
        return Text(f"m{count}", NOON + at, author, text, own=author == "Ada", **more)

    return say


@pytest.fixture
def talk(say: Callable[..., Text]) -> Conversation:
    """A channel in which a hundred messages were said, more than fit on the screen."""
    conversation = Conversation("#general", Kind.CHANNEL)
    conversation.set_members(["Ada", "Grace", "Linus"])
    conversation.append(*(say(("Grace", "Linus")[n // 2 % 2], f"message {n}", at=20 * n) for n in range(100)))
    return conversation


@dataclass
class Log:
    """A log on the screen, what it asked for, and what it shows."""

    timeline: Timeline
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def canvas(self) -> Any:
        return self.timeline._log.canvas

    @property
    def scroller(self) -> Any:
        return self.timeline._scroller

    def texts(self) -> list[str]:
        """The texts in sight, from the top."""
        canvas, height = self.canvas, self.scroller.height
        items = [i for i in canvas.find_all() if canvas.type(i) == "text" and canvas.itemcget(i, "state") != "hidden"]
        seen = [(canvas.coords(i)[1], canvas.coords(i)[0], canvas.itemcget(i, "text")) for i in items]
        return [text for y, _, text in sorted(seen) if 0 <= y < height]

    def place_of(self, text: str) -> tuple[int, int]:
        """The middle of a text that is in sight."""
        for item in self.canvas.find_all():
            if self.canvas.type(item) == "text" and self.canvas.itemcget(item, "text") == text:
                x0, y0, x1, y1 = self.canvas.bbox(item)
                return (x0 + x1) // 2, (y0 + y1) // 2
        raise AssertionError(f"{text!r} is not shown, but {self.texts()}")

    def event(self, sequence: str, x: int = 0, y: int = 0, **more: Any) -> None:
        self.canvas.event_generate(sequence, x=x, y=y, **more)
        self.canvas.update()

    def click(self, x: int, y: int, *, times: int = 1) -> None:
        self.event("<Motion>", x, y)
        for _ in range(times):
            self.event("<ButtonPress-1>", x, y)
            self.event("<ButtonRelease-1>", x, y)

    def key(self, sequence: str) -> None:
        self.canvas.focus_force()
        self.canvas.update()
        self.canvas.event_generate(sequence)
        self.canvas.update()

    def update(self) -> None:
        self.canvas.update()


@pytest.fixture
def log(root: Any) -> Log:
    """An empty log, 900 x 700, in which nothing glides."""
    theme.show(reduced_motion=True)
    asked: list[tuple[str, str]] = []

    def ask(what: str) -> Callable[[Any], None]:
        return lambda about: asked.append((what, getattr(about, "name", about)))

    timeline = Timeline(
        root,
        open_link=ask("open"),
        retry=ask("retry"),
        discard=ask("discard"),
        seen_end=lambda: asked.append(("seen", "")),
        load_older=ask("older"),
        now=lambda: NOON + 3600,
        zone=UTC,
    )
    timeline.pack(fill="both", expand=True)
    root.update()
    return Log(timeline, asked)
