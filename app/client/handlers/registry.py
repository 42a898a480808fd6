"""The table of the room's words: which function handles which, and how one is found. Knows no word itself."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from app.client.events import Event
from server.protocol.message import Message

if TYPE_CHECKING:  # the session calls us, and gives us itself
    from app.client.session import Session

Handler = Callable[["Session", Message], Iterable[Event]]

ANY_ERROR = "any error"
"""Stands in the table for the error numerics that nobody wrote a function for."""

_HANDLERS: dict[str, tuple[Handler, int]] = {}


def on(*words: str, params: int = 0) -> Callable[[Handler], Handler]:
    """Have a function handle these commands or numerics, if they come with that many parameters."""

    def register(handler: Handler) -> Handler:
        for word in words:
            _HANDLERS[word] = (handler, params)
        return handler

    return register


def handle(session: "Session", message: Message) -> Iterable[Event]:
    """What a message means. A message too short to mean it means nothing: the room erred, not we."""
    word = message.command
    if word not in _HANDLERS and word[0] in "45":
        word = ANY_ERROR
    handler, params = _HANDLERS.get(word, (_nothing, 0))
    return handler(session, message) if len(message.params) >= params else ()


def _nothing(_session: "Session", _message: Message) -> Iterable[Event]:
    return ()


def time_of(session: "Session", message: Message) -> float:
    """When it happened: https://ircv3.net/specs/extensions/server-time."""
    time = seconds(message.tags.get("time", ""))
    return session.clock() if time is None else time


def seconds(written: str) -> float | None:
    """A time as the room writes it, in seconds since the epoch; None if it is none."""
    try:
        return datetime.fromisoformat(written).timestamp()
    except ValueError:
        return None
