"""About the server itself: INFO, TIME, LINKS and HELP.

https://modern.ircdocs.horse/#server-queries-and-commands
"""

from __future__ import annotations

import inspect
import textwrap
import time

from server import VERSION
from server.commands.elsewhere import is_for_elsewhere
from server.commands.registration import not_a_browser
from server.commands.registry import COMMANDS, command
from server.protocol.message import Message
from server.protocol.vocabulary import (
    ERR_HELPNOTFOUND,
    RPL_ENDOFHELP,
    RPL_ENDOFINFO,
    RPL_ENDOFLINKS,
    RPL_HELPSTART,
    RPL_HELPTXT,
    RPL_INFO,
    RPL_TIME,
)
from server.session import Session

_SPEC = "https://modern.ircdocs.horse/#"
_WIDTH = 72


@command("INFO", spec=_SPEC + "info-message")
def info(session: Session, message: Message) -> None:
    """What this is, and since when."""
    if is_for_elsewhere(session, message):
        return
    room = session.room
    opened = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(room.created_at))
    for line in (f"{room.name}, a chat room of Parlor {VERSION}", f"Open since {opened}"):
        session.reply(RPL_INFO, line)
    session.reply(RPL_ENDOFINFO, "End of what there is to say")


@command("TIME", spec=_SPEC + "time-message")
def time_(session: Session, message: Message) -> None:
    """What time it is here."""
    if is_for_elsewhere(session, message):
        return
    now = time.gmtime(session.room.clock())
    session.reply(RPL_TIME, session.room.server_name, time.strftime("%A, %d %B %Y, %H:%M:%S UTC", now))


@command("LINKS", spec=_SPEC + "links-message")
def links(session: Session, _: Message) -> None:
    """The other servers of the network: a room is a single one."""
    session.reply(RPL_ENDOFLINKS, "*", "This room is a server of its own")


@command("HELP", spec=_SPEC + "help-message")
@command("HELPOP", spec=_SPEC + "help-message")
def help_(session: Session, message: Message) -> None:
    """Which commands there are, or what one of them does."""
    subject = message.params[0] if message.params and message.params[0] else "*"
    if subject == "*":
        names = sorted(name for name, row in COMMANDS.items() if row.run is not not_a_browser)
        _send_help(session, subject, "There are these commands", textwrap.wrap(" ".join(names), _WIDTH))
        return
    found = COMMANDS.get(subject.upper())
    if found is None:
        session.reply(ERR_HELPNOTFOUND, subject, "There is no help on this")
        return
    lines = (inspect.getdoc(found.run) or "").replace("``", "").splitlines()
    _send_help(session, subject, subject.upper(), [*filter(None, lines), f"See {found.spec}"])


def _send_help(session: Session, subject: str, title: str, lines: list[str]) -> None:
    """https://modern.ircdocs.horse/#help-message wants a title, and an empty line after it."""
    session.reply(RPL_HELPSTART, subject, title)
    for line in ("", *lines):
        session.reply(RPL_HELPTXT, subject, line)
    session.reply(RPL_ENDOFHELP, subject, "End of help")
