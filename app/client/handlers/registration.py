"""Coming in: what we and the room agree on, our name, its name, and being shown out."""

import base64
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from app.client.answers import in_our_words
from app.client.events import Dismissed, Event, NickRefused, PasswordRefused, Registered, RoomNamed
from app.client.handlers.registry import on
from app.client.handlers.trouble import any_error
from server.protocol.message import Message

if TYPE_CHECKING:  # the session calls us, and gives us itself
    from app.client.session import Session

WANTED = (
    "account-notify",
    "account-tag",
    "away-notify",
    "batch",
    "cap-notify",
    "chghost",
    "draft/chathistory",
    "draft/event-playback",
    "draft/message-redaction",
    "draft/metadata-3",
    "draft/multiline",
    "draft/read-marker",
    "echo-message",
    "extended-join",
    "labeled-response",
    "message-tags",
    "multi-prefix",
    "server-time",
    "setname",
    "soju.im/search",
    "standard-replies",
)
"""The capabilities we ask for where they are offered, in alphabetical order."""


@on("CAP", params=3)
def _cap(session: "Session", message: Message) -> Iterator[Event]:
    """https://ircv3.net/specs/extensions/capability-negotiation."""
    subcommand, words = message.params[1].upper(), message.params[-1].split()
    if subcommand in ("LS", "NEW"):
        session.offered.update((name, value) for name, _, value in (word.partition("=") for word in words))
        if subcommand == "LS" and message.params[2] == "*":
            return  # more of the list follows
        wanted = (*WANTED, "sasl") if session.by_key and _knows_by_key(session) else WANTED
        if asked := [name for name in wanted if name in session.offered and name not in session.capabilities]:
            session.send(Message("CAP", ("REQ", " ".join(asked))))
        elif not session.registered:
            session.send(Message("CAP", ("END",)))
    elif subcommand in ("ACK", "NAK"):
        if subcommand == "ACK":
            session.capabilities.update(words)
        if session.registered:
            return
        if subcommand == "ACK" and "sasl" in words:
            session.send(Message("AUTHENTICATE", ("EXTERNAL",)))
        else:
            session.send(Message("CAP", ("END",)))
    elif subcommand == "DEL":
        session.capabilities.difference_update(words)
    yield from ()


def _knows_by_key(session: "Session") -> bool:
    return not session.registered and "EXTERNAL" in session.offered.get("sasl", "").split(",")


@on("AUTHENTICATE", params=1)
def _authenticate(session: "Session", _message: Message) -> Iterator[Event]:
    """The room asks as whom: as whoever it knows our key to be. https://ircv3.net/specs/extensions/sasl-3.1.

    Behind an ``@`` stands the device, as in Ergo: what may still be on its way by a connection that we
    lost does not count any more once the same device is back.
    """
    words = f"@{session.device}" if session.device else ""
    session.send(Message("AUTHENTICATE", (base64.b64encode(words.encode()).decode() or "+",)))
    yield from ()


@on("903", "902", "904", "905", "906", "907")
def _known_or_not(session: "Session", _message: Message) -> Iterator[Event]:
    """The room knows us, or does not: that keeps nobody out."""
    if not session.registered:
        session.send(Message("CAP", ("END",)))
    yield from ()


@on("410", "421", "451")
def _not_understood(session: "Session", message: Message) -> Iterable[Event]:
    """A room that knows no capabilities says so in one of these ways, and lets us in all the same."""
    return any_error(session, message) if session.registered else ()


@on("001", params=1)
def _welcome(session: "Session", message: Message) -> Iterator[Event]:
    session.nick = message.params[0]
    yield from ()


@on("005", params=2)
def _isupport(session: "Session", message: Message) -> Iterator[Event]:
    """https://modern.ircdocs.horse/#rplisupport-005."""
    for token in message.params[1:-1]:
        key, _, value = token.partition("=")
        session.isupport[key] = re.sub(r"\\x([0-9A-Fa-f]{2})", lambda code: chr(int(code[1], 16)), value)
        if key == "NETWORK" and value:
            yield RoomNamed(session.isupport[key])


@on("376", "422")  # the end of the message of the day, or that there is none: the welcome is over
def _registered(session: "Session", _message: Message) -> Iterator[Event]:
    if not session.registered:
        session.registered = True
        yield Registered(session.nick)


@on("900", "901", params=1)
def _account(session: "Session", message: Message) -> Iterator[Event]:
    """https://ircv3.net/specs/extensions/sasl-3.1#numerics-used-by-this-extension."""
    session.account = message.params[2] if message.command == "900" and len(message.params) > 2 else ""
    yield from ()


@on("431", "432", "433", "436", "437", params=1)
def _nick_refused(_session: "Session", message: Message) -> Iterator[Event]:
    wanted = message.params[1] if len(message.params) > 2 else ""
    yield NickRefused(wanted, in_our_words(message.params[-1]), taken=message.command in ("433", "436", "437"))


@on("464", params=1)
def _password_refused(_session: "Session", message: Message) -> Iterator[Event]:
    yield PasswordRefused(message.params[-1])


@on("ERROR", params=1)
def _dismissed(_session: "Session", message: Message) -> Iterator[Event]:
    yield Dismissed(in_our_words(re.sub("^closing link: *", "", message.params[-1], flags=re.IGNORECASE)))
