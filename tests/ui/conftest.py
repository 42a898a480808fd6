"""A real window for a test, hands to use it, and the rule that an error in a callback fails the test."""

import tkinter as tk
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import customtkinter as ctk
import pytest

from app.models.conversation import Kind
from app.models.hosted import WaysIn
from app.models.people import Person, Role
from app.models.room import Online, Room
from ui import fonts, scaling
from ui.actions import CareActions, ChatActions, FileActions, FindActions, ReachActions
from ui.theme import pair, theme

Until = Callable[..., None]
COMMANDS = [("/help [command]", "Say what can be typed."), ("/topic [text]", "Show the topic, or set it.")]

KEYSYMS = {
    " ": "space", "\n": "Return", "\t": "Tab", "#": "numbersign", "/": "slash", ".": "period", ",": "comma",
    ":": "colon", ";": "semicolon", "-": "minus", "_": "underscore", "'": "apostrophe", '"': "quotedbl",
    "!": "exclam", "?": "question", "(": "parenleft", ")": "parenright", "[": "bracketleft", "]": "bracketright",
    "@": "at", "&": "ampersand", "*": "asterisk", "+": "plus", "=": "equal", "<": "less", ">": "greater",
    "`": "grave", "~": "asciitilde", "|": "bar", "\\": "backslash", "%": "percent", "$": "dollar", "^": "asciicircum",
}  # fmt: skip
"""How Tk calls the keys of characters that are no letters or digits."""


@pytest.fixture(scope="session", autouse=True)
def prepared() -> None:
    """Fonts and scaling, as the application has them; once, before the first window."""
    fonts.load_private_fonts()
    scaling.prepare()


@pytest.fixture(autouse=True)
def usual_look() -> Iterator[None]:
    """Every test begins and ends in the same look."""

    def reset() -> None:
        theme.show(dark=False, scale=1, screen=1, compact=False, reduced_motion=False)

    reset()
    yield
    reset()


@pytest.fixture
def open_window() -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Makes a root window by calling what it is given, shows it, and closes it after the test.

    There is one at a time: images belong to a root. Fails the test for errors in callbacks
    and for whoever still listens to the theme when the window is gone.
    """
    opened: list[Any] = []
    errors: list[BaseException] = []
    listeners = len(theme.changed)

    def note(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        errors.append(error)

    def open_one(make: Callable[[], Any]) -> Any:
        assert not opened, "a test has one root window"
        window = make()
        opened.append(window)
        window.report_callback_exception = note
        window.update()
        window.focus_force()
        window.update()
        return window

    yield open_one
    for window in opened:
        if _exists(window):
            window.update()
            window.destroy()
    if errors:
        raise errors[0]
    assert len(theme.changed) == listeners, "a widget still follows the theme after its end"


def _exists(window: Any) -> bool:
    try:
        return bool(window.winfo_exists())
    except tk.TclError:
        return False


@pytest.fixture
def root(open_window: Callable[[Callable[[], Any]], Any]) -> Any:
    """An empty window of 900 x 700, as the application's, to put widgets in."""

    def make() -> ctk.CTk:
        window = ctk.CTk(fg_color=pair("canvas"))
        window.unbind_all("<Button-1>")
        window.geometry("900x700+0+0")
        return window

    return open_window(make)


@pytest.fixture
def until() -> Until:
    """Keep the window alive until a condition is true: ``until(lambda: button.busy)``."""
    import time

    def wait(condition: Callable[[], object], *, timeout: float = 20.0, what: str = "") -> None:
        end = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"Waited {timeout:g} s in vain{': ' + what if what else ''}.")
            window: Any = tk._get_default_root("wait")  # type: ignore[attr-defined]
            window.after(2, lambda: None)
            window.update()

    return wait


def _target(widget: Any) -> Any:
    """The Tk widget that gets the events of one of ours."""
    for name in ("entry", "canvas"):
        inner = getattr(widget, name, None)
        if isinstance(inner, tk.Misc):
            return inner
    return widget


@pytest.fixture
def click() -> Callable[..., None]:
    """Click a widget as a pointer does: enter, press, release. ``x`` and ``y`` are device pixels in it."""

    def click(widget: Any, x: int | None = None, y: int | None = None, *, button: int = 1) -> None:
        target = _target(widget)
        target.update()
        x = target.winfo_width() // 2 if x is None else x
        y = target.winfo_height() // 2 if y is None else y
        target.event_generate("<Enter>", x=x, y=y)
        target.event_generate("<Motion>", x=x, y=y)
        target.event_generate(f"<ButtonPress-{button}>", x=x, y=y)
        if target.winfo_exists():
            target.event_generate(f"<ButtonRelease-{button}>", x=x, y=y)
        _update()

    return click


@pytest.fixture
def press() -> Callable[..., None]:
    """Press a key, named as Tk names it (``press(widget, "Return")``, ``"Control-i"``), in a widget."""

    def press(widget: Any, key: str) -> None:
        target = _target(widget)
        _focus(target)
        target.event_generate(f"<{key}>")
        _update()

    return press


@pytest.fixture
def type_keys() -> Callable[[Any, str], None]:
    """Type a text of plain characters into a widget, key by key."""

    def type_keys(widget: Any, text: str) -> None:
        target = _target(widget)
        _focus(target)
        for character in text:
            keysym = KEYSYMS.get(character, character)
            target.event_generate("<KeyPress>", keysym=keysym)
            if _exists(target):  # Return may have closed what it was typed in
                target.event_generate("<KeyRelease>", keysym=keysym)
        _update()

    return type_keys


def _focus(target: Any) -> None:
    target.update()
    if target.focus_get() is not target:
        target.focus_force()  # without a window manager nobody gives the keyboard to a window
        target.update()


def _update() -> None:
    window: Any = tk._get_default_root("update")  # type: ignore[attr-defined]
    if _exists(window):
        window.update()


# -- a room to show


@pytest.fixture
def room() -> Room:
    """A room with two channels and three people, of whom we are Ada."""
    room = Room("Design class", "192.168.1.23", 6667, "Ada")
    room.set_about(host_name="Grace", ways=WaysIn("parlor://join/192.168.1.23:6667/general"))
    for name in ("#general", "#homework"):
        room.open(name, Kind.CHANNEL).set_joined(True)
    room.put_people([Person("Grace", Role.HOST), Person("Ada"), Person("Ben")])
    room.conversations[0].set_members(["Ada", "Ben", "Grace"])
    room.set_current(room.conversations[0])
    room.set_status(Online())
    return room


@pytest.fixture
def asked() -> list[tuple[Any, ...]]:
    """What a view asked for through its actions, in order: ``("submit", "hello")``."""
    return []


@pytest.fixture
def chat_actions(room: Room, asked: list[tuple[Any, ...]]) -> ChatActions:
    """Actions that note what is asked for; showing a conversation and keeping its draft are done as well."""

    def note(name: str, answer: Any = None) -> Callable[..., Any]:
        def noted(*arguments: Any) -> Any:
            asked.append((name, *arguments))
            if name == "show":
                room.set_current(arguments[0])
            if name == "compose" and room.current:
                room.current.draft = arguments[0]
            return answer

        return noted

    answers: dict[str, Any] = {"submit": True, "reply": True, "correct": True, "commands": COMMANDS} | {
        "open_channel": "",
        "change_nick": "",
        "set_pause": "",
        "set_password": "",
        "save": "",
    }

    def noting(kind: Any) -> dict[str, Any]:
        return {name: note(name, answers.get(name)) for name in kind.__dataclass_fields__}

    nested = {"care": CareActions(**noting(CareActions)), "find": FindActions(**noting(FindActions))}
    nested |= {"files": FileActions(**noting(FileActions)), "reach": ReachActions(**noting(ReachActions))}
    return ChatActions(**noting(ChatActions) | nested)
