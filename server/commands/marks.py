"""MARKREAD: up to where somebody has read, told to their other clients alone.

https://ircv3.net/specs/extensions/read-marker
"""

from __future__ import annotations

from server.channel import Channel
from server.commands.registry import command
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import READ_MARKER
from server.session import Session
from server.stamps import parse_time, render_time


@command("MARKREAD", spec=READ_MARKER.spec)
def markread(session: Session, message: Message) -> None:
    """Ask for a mark, or move it: on, never back."""
    person = session.person
    if not message.params:
        session.fail("MARKREAD", "NEED_MORE_PARAMS", "Where did you read?")
        return
    target, *rest = message.params
    if not rest:
        _send(session, target)
        return
    kind, _, written = rest[0].partition("=")
    time = parse_time(written) if kind == "timestamp" else None
    if time is None:
        session.fail("MARKREAD", "INVALID_PARAMS", rest[0], "That is not timestamp=… with a time")
        return
    room = session.room
    channel = room.channels.get(casefold(target))
    now = (channel.stamps if channel else room.private_stamps).now
    has_moved = room.marks.move(person.identity, casefold(target), min(time, now))
    _send(session, target)
    if has_moved and person.account:
        for one in room.registered():
            if one.account == person.account:
                for other in one.sessions_with(READ_MARKER):
                    if other is not session:
                        _send(other, target)


def show_mark(session: Session, channel: Channel) -> None:
    """Tell who comes into a channel how far they have read: "before the RPL_ENDOFNAMES reply"."""
    if session.can(READ_MARKER):
        _send(session, channel.name)


def _send(session: Session, target: str) -> None:
    time = session.room.marks.get(session.person.identity, casefold(target))
    written = f"timestamp={render_time(time).decode()}" if time is not None else "*"
    session.send(f":{session.room.server_name} MARKREAD {target} {written}")
