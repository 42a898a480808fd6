"""What people say about themselves: https://ircv3.net/specs/extensions/metadata.

Of all of it, their colour and what they are called.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.client.events import ColourSeen, DisplayNameSeen, Event
from app.client.handlers.registry import on
from server.protocol.message import Message

if TYPE_CHECKING:  # the session calls us, and gives us itself
    from app.client.session import Session

COLOUR, DISPLAY_NAME = "color", "display-name"
"""The keys that clients agree on: https://github.com/ircv3/ircv3-specifications/blob/master/registry.md."""


@on("761", params=5)  # RPL_KEYVALUE: client, target, key, visibility, value
def _value(session: "Session", message: Message) -> Iterator[Event]:
    _client, target, key, _visibility, value = message.params[:5]
    if not session.is_channel(target):
        yield from _seen(target, key, value)


@on("766", params=3)  # RPL_KEYNOTSET: client, target, key
def _no_value(session: "Session", message: Message) -> Iterator[Event]:
    _client, target, key = message.params[:3]
    if not session.is_channel(target):
        yield from _seen(target, key, "")


def _seen(nick: str, key: str, value: str) -> Iterator[Event]:
    if key.lower() == COLOUR:
        yield ColourSeen(nick, value)
    elif key.lower() == DISPLAY_NAME:
        yield DisplayNameSeen(nick, value)
