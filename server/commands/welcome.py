"""What a newcomer is told, and may ask for again: the greeting, what the room can do, who is here, the day's message.

https://modern.ircdocs.horse/#feature-advertisement
"""

from __future__ import annotations

import time

from server import VERSION, modes
from server.commands.elsewhere import is_for_elsewhere
from server.commands.isupport import RANK_LETTERS, send_isupport
from server.commands.own_modes import show_own_modes
from server.commands.persistence import show_persistence
from server.commands.registry import command
from server.introductions import show_own
from server.protocol.message import Message
from server.protocol.vocabulary import (
    ERR_NOMOTD,
    RPL_CREATED,
    RPL_ENDOFMOTD,
    RPL_GLOBALUSERS,
    RPL_LOCALUSERS,
    RPL_LUSERCHANNELS,
    RPL_LUSERCLIENT,
    RPL_LUSERME,
    RPL_LUSEROP,
    RPL_LUSERUNKNOWN,
    RPL_MOTD,
    RPL_MOTDSTART,
    RPL_MYINFO,
    RPL_VERSION,
    RPL_WELCOME,
    RPL_YOURHOST,
)
from server.session import Session

_SPEC = "https://modern.ircdocs.horse/#"


def welcome(session: Session) -> None:
    """The burst that every client waits for."""
    room, person = session.room, session.person
    created = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(room.created_at))
    with_value = "".join(modes.LISTS) + modes.SETTINGS + RANK_LETTERS
    session.reply(RPL_WELCOME, f"Welcome to {room.name}, {person.nick}")
    session.reply(RPL_YOURHOST, f"Your host is {room.server_name}, running Parlor {VERSION}")
    session.reply(RPL_CREATED, f"This room was opened {created}")
    session.send(
        f":{room.server_name} {RPL_MYINFO} {person.nick} {room.server_name} parlor-{VERSION} "
        f"{modes.USER_MODES} {''.join(sorted(modes.FLAGS + with_value))} {''.join(sorted(with_value))}"
    )
    send_isupport(session)
    _send_lusers(session)
    if person.modes:
        show_own_modes(session)
    show_persistence(session)  # "after the last 005 numeric but before either 376 RPL_ENDOFMOTD or 422"
    _send_motd(session)
    show_own(session)


@command("VERSION", spec=_SPEC + "version-message")
def version(session: Session, message: Message) -> None:
    """Which program this is, and what it can do."""
    if is_for_elsewhere(session, message):
        return
    session.reply(RPL_VERSION, f"parlor-{VERSION}", session.room.server_name, "A chat room of Parlor")
    send_isupport(session)


@command("MOTD", spec=_SPEC + "motd-message")
def motd(session: Session, message: Message) -> None:
    """The message of the day."""
    if not is_for_elsewhere(session, message):
        _send_motd(session)


@command("LUSERS", spec=_SPEC + "lusers-message")
def lusers(session: Session, _: Message) -> None:
    """How many people and channels there are."""
    _send_lusers(session)


def _send_lusers(session: Session) -> None:
    room = session.room
    invisible, operators = (len(room.bearers[mode]) for mode in (modes.INVISIBLE, modes.SERVER_OPERATOR))
    channels = sum(1 for channel in room.channels.values() if channel.size)
    session.reply(RPL_LUSERCLIENT, f"There are {room.count - invisible} users and {invisible} invisible on 1 servers")
    session.reply(RPL_LUSEROP, str(operators), "operator(s) online")
    session.reply(RPL_LUSERUNKNOWN, str(len(room.strangers)), "unknown connection(s)")
    session.reply(RPL_LUSERCHANNELS, str(channels), "channels formed")
    session.reply(RPL_LUSERME, f"I have {room.count} clients and 0 servers")
    now, most = str(room.count), str(room.most_people)
    session.reply(RPL_LOCALUSERS, now, most, f"Current local users {now}, max {most}")
    session.reply(RPL_GLOBALUSERS, now, most, f"Current global users {now}, max {most}")


def _send_motd(session: Session) -> None:
    text = session.room.config.server.motd
    if not text:
        session.reply(ERR_NOMOTD, "There is no message of the day")
        return
    session.reply(RPL_MOTDSTART, f"- {session.room.name} Message of the day - ")
    for line in text.splitlines():
        session.reply(RPL_MOTD, f"- {line}")
    session.reply(RPL_ENDOFMOTD, "End of the message of the day")
