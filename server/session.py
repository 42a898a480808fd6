"""One connected person: who they are, what their client can take, and the mailbox for what they are told.

A session is made on its visitor's thread and belongs to the engine thread from then on. It knows
neither socket nor clock: what is put in its mailbox the engine sends.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from server.modes import ACCOUNTS_WRITE, BOT, SERVER_OPERATOR
from server.protocol.framing import MAX_BODY, clip
from server.protocol.message import is_middle
from server.protocol.names import casefold
from server.protocol.vocabulary import ACCOUNT_TAG, BATCH, MESSAGE_TAGS, MULTILINE, SERVER_TIME, Capability
from server.relay import ACCOUNTED, LONG, TAGGED, TIMED, Relay
from server.threads import engine_only

if TYPE_CHECKING:
    from server.channel import Channel
    from server.commands.sasl import Attempt
    from server.multiline import ClientBatch
    from server.room import Room
    from server.stamps import Stamp

_KINDS = {
    TIMED: {SERVER_TIME.name},
    TAGGED: {MESSAGE_TAGS.name},
    LONG: {MULTILINE.name, BATCH.name},
    ACCOUNTED: {ACCOUNT_TAG.name},
}
"""Which capabilities make which kind of reader."""

MOST_ACCEPTED = 200
"""Names of people without an account that somebody may let write to them, where others with an account only may."""

_NAMES_REMEMBERED = 50


class Session:
    """A person in the room, or on the doorstep: until ``registered`` is True others do not see them.

    ``speaks`` holds the channels into which the person may speak as they please, by their exact
    name on the wire. It repeats what ``channels`` and the channels' modes say, so that the hot path
    (``speech``) has one thing to look up.
    """

    __slots__ = (
        "__weakref__", "_names", "_visit", "accepted", "account", "answer_from", "away", "batch",
        "cap_version", "capabilities", "certificate", "channels", "closing", "detached", "failures", "heard_at", "held",
        "host", "kind", "label", "mailbox", "modes", "negotiating", "nick", "password", "pinged", "prefix",
        "realname", "refused", "registered", "room", "sasl", "secure", "since", "speaks", "spoke_at", "subscriptions",
        "user",
    )  # fmt: skip

    def __init__(self, room: Room, host: str, mailbox: list[bytes] | None = None) -> None:  # noqa: PLR0915 - all that is known
        self.room = room
        self.host = ""
        self.come_from(host)
        self.secure = False
        """Whether nobody between can read what is said."""
        self.mailbox: list[bytes] = [] if mailbox is None else mailbox
        self.nick = ""
        self._names: list[tuple[str, int]] = []
        self.user = ""
        self.realname = ""
        self.password = ""
        self.account = ""
        """The account the person is logged in to; empty: none."""
        self._visit = secrets.token_hex(8)
        self.certificate: str | None = None
        """The fingerprint of the certificate that their client showed, by which it proves who it is."""
        self.prefix = b""
        self.registered = False
        self.negotiating = False
        self.cap_version = 0
        self.capabilities: set[str] = set()
        self.kind = 0
        self.modes: set[str] = set()
        self.away = ""
        self.accepted: set[str] = set()
        """Folded names of those who may write to the person although they only hear people with accounts."""
        self.channels: dict[str, Channel] = {}
        self.speaks: dict[bytes, Channel] = {}
        self.since = self.heard_at = self.spoke_at = room.monotonic()
        self.pinged = False
        self.closing = False
        self.detached = False
        """Whether the person is there although their link has ended. See ``presence``."""
        self.failures = 0
        """Wrong passwords in a row."""
        self.answer_from = 0
        self.label = ""
        """What the answer to the command that runs has to be labelled with."""
        self.batch: ClientBatch | None = None
        self.sasl: Attempt | None = None
        """The attempt to log in that is under way."""
        self.subscriptions: dict[str, None] = {}
        """The keys of metadata that the person wants to be told of, in order."""
        self.refused = ""
        """The name that the person was refused last because it is another's."""
        self.held: list[bytes] | None = None
        """What the person's client has sent while their last command is not finished; None when it is."""

    def come_from(self, host: str) -> None:
        """Learn where the person connects from: before they have a name."""
        self.host = f"0{host}" if host.startswith(":") else host  # "::1" would read as a last parameter

    def come_by_tls(self, certificate: str | None) -> None:
        """Learn that the person's link is encrypted, and what certificate their client showed."""
        self.secure = True
        self.certificate = certificate

    def bear(self, modes: set[str]) -> None:
        """Have these modes, and be counted among those who have them."""
        self.modes = modes
        for mode, bearers in self.room.bearers.items():
            if mode in modes:
                bearers.add(self)
            else:
                bearers.discard(self)

    def can(self, capability: Capability) -> bool:
        """Whether the person's client asked for a capability."""
        return capability.name in self.capabilities

    @property
    def client(self) -> str:
        """What a reply calls its reader: the nickname, or ``*`` while there is none."""
        return self.nick or "*"

    @property
    def identity(self) -> str:
        """Who this is to the history: their account, else nobody but this visit's."""
        return f"={casefold(self.account)}" if self.account else f"~{self._visit}"

    def hears(self, other: Session) -> bool:
        """Whether somebody may write to the person."""
        if ACCOUNTS_WRITE not in self.modes or other.account or other is self or SERVER_OPERATOR in other.modes:
            return True
        return casefold(other.nick) in self.accepted

    def accept(self, other: Session) -> None:
        """Who is written to by somebody who only hears people with accounts may answer."""
        if ACCOUNTS_WRITE in self.modes and len(self.accepted) < MOST_ACCEPTED:
            self.accepted.add(casefold(other.nick))

    def name(self, nick: str) -> None:
        """Call the person so, here only: the room's own register is kept by :class:`Room`."""
        self.nick = nick
        self._names.append((casefold(nick), int(self.room.clock() * 1000)))
        del self._names[:-_NAMES_REMEMBERED]
        self.refresh_prefix()

    def was_called(self, nick: str, moment: int) -> bool:
        """Whether this was the person of that name at a moment of this visit, in milliseconds."""
        name = next((name for name, since in reversed(self._names) if since <= moment), None)
        return name == casefold(nick)

    def refresh_prefix(self) -> None:
        self.prefix = f":{self.nick}!{self.user}@{self.host}".encode()
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Something has changed by which a channel may tell whether the person may speak: name, account or modes."""
        for channel in self.channels.values():
            channel.settle(self)

    def set_capabilities(self, capabilities: set[str]) -> None:
        self.capabilities = capabilities
        self.kind = sum(bit for bit, needed in _KINDS.items() if needed <= capabilities)
        for channel in self.channels.values():
            channel.forget_audience()

    def send(self, line: str) -> None:
        """Tell the person something that the room itself says: a line without tags and line end."""
        body = clip(line.encode(), MAX_BODY - 2)
        tags = b"@time=%s " % self.room.time() if self.kind & TIMED else b""
        self.put(tags + body + b"\r\n")

    def relay(self, words: str, stamp: Stamp, tags: bytes = b"") -> Relay:
        """Something that the person does or says (``JOIN #general``), on its way to others."""
        return Relay(self.prefix + b" " + words.encode(), stamp, self.mark(tags), self.account)

    def mark(self, tags: bytes) -> bytes:
        """Tags for something the person does, with the one that says they are a program.

        https://ircv3.net/specs/extensions/bot-mode: "This tag SHOULD be added by the server to all
        commands sent by a bot".
        """
        if BOT not in self.modes:
            return tags
        return b"bot;" + tags if tags else b"bot"

    def deliver(self, relay: Relay) -> None:
        """Tell the person something that comes from somebody."""
        self.put(relay.form(self.kind))

    @engine_only
    def put(self, data: bytes) -> None:
        """Put a finished line in the mailbox, and the person on the list of those to be flushed."""
        if not self.mailbox:
            self.room.dirty.append(self)
        self.mailbox.append(data)

    @engine_only
    def put_aside(self, relay: Relay) -> None:
        """As ``deliver``, but no part of the answer to the command that runs: what somebody sends to themselves.

        https://ircv3.net/specs/extensions/labeled-response: "When a client sends a message to itself,
        the server MUST NOT include the label tag, except for any acknowledgment".
        """
        if not self.mailbox:
            self.room.dirty.append(self)
        self.mailbox.insert(self.answer_from, relay.form(self.kind))
        self.answer_from += 1

    def reply(self, numeric: str, *params: str) -> None:
        """A numeric of the room to this person. The last parameter may be any text."""
        middles = "".join(f"{param if is_middle(param) else '*'} " for param in params[:-1])
        self.send(f":{self.room.server_name} {numeric} {self.client} {middles}:{params[-1]}")

    def fail(self, command: str, code: str, *params: str) -> None:
        """A standard reply: this did not work. https://ircv3.net/specs/extensions/standard-replies"""
        middles = "".join(f"{param if is_middle(param) else '*'} " for param in params[:-1])
        self.send(f":{self.room.server_name} FAIL {command} {code} {middles}:{params[-1]}")
