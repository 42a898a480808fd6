"""What those who look after a channel can ask of the room, as messages. Knows neither who may nor what comes of it.

https://modern.ircdocs.horse/#channel-operations
"""

from collections.abc import Iterable

from server.protocol.message import Message

HOST = "host"
"""What who hosts a room is called among those who run it."""

MOST_AT_ONCE = 4
"""Changes that every server takes in one MODE: https://modern.ircdocs.horse/#modes-parameter."""


def take_charge(password: str) -> Message:
    """Have a room that we host let us look after all of it. The answer is Empowered."""
    return Message("OPER", (HOST, password))


def read_settings_again() -> Message:
    """Have a room that we host read its settings again: https://modern.ircdocs.horse/#rehash-message."""
    return Message("REHASH", ())


def kick(channel: str, nick: str, reason: str = "") -> Message:
    """Put somebody out of a channel."""
    return Message("KICK", (channel, nick, reason) if reason else (channel, nick))


def invite(nick: str, channel: str) -> Message:
    """Ask somebody in."""
    return Message("INVITE", (nick, channel))


def uninvite(nick: str, channel: str) -> Message:
    """Take back that somebody was asked in, or tell who knocked that they are not."""
    return Message("UNINVITE", (nick, channel))


def mode(channel: str, change: str, *values: str) -> Message:
    """Change a mode: ``mode("#general", "+k", "secret")``."""
    return Message("MODE", (channel, change, *(value for value in values if value)))


def lists(channel: str, change: str, masks: Iterable[str]) -> list[Message]:
    """Put masks on a list of a channel (``+b``), or take them off it (``-b``)."""
    sign, letter = change[:1], change[1:]
    every = list(masks)
    parts = (every[start : start + MOST_AT_ONCE] for start in range(0, len(every), MOST_AT_ONCE))
    return [Message("MODE", (channel, sign + letter * len(part), *part)) for part in parts]


def modes(channel: str) -> Message:
    """Ask which modes are on. The answer is ModesSeen."""
    return Message("MODE", (channel,))


def barred(channel: str) -> Message:
    """Ask who may not come or may not speak. The answer is BarredListed."""
    return Message("MODE", (channel, "b"))


def channels() -> Message:
    """Ask which channels there are. The answer is ChannelsListed."""
    return Message("LIST", ())
