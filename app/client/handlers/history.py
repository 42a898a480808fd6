"""What was said before, and how far we have read it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.client.events import Event, ReadSeen
from app.client.handlers.registry import on, seconds
from server.protocol.message import Message

if TYPE_CHECKING:  # the session calls us, and gives us itself
    from app.client.session import Session


@on("MARKREAD", params=2)
def _markread(_session: "Session", message: Message) -> Iterator[Event]:
    """https://ircv3.net/specs/extensions/read-marker."""
    time = seconds(message.params[1].removeprefix("timestamp="))
    if time is not None:  # "*": nothing was read yet
        yield ReadSeen(message.params[0], time)
