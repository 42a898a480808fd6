"""One connection to the room: what its client can take, what it is in the middle of, and its mailbox.

A session is made on its visitor's thread and belongs to the engine thread from then on. It knows
neither socket nor clock: what is put in its mailbox the engine sends. Whose it is, is a ``Person``:
at the door one of its own, and then perhaps somebody who is here already by another connection.
"""

from __future__ import annotations

import hashlib
import itertools
import secrets
from typing import TYPE_CHECKING

from server.person import Person
from server.protocol.framing import MAX_BODY, clip
from server.protocol.message import is_middle
from server.protocol.vocabulary import ACCOUNT_TAG, BATCH, MESSAGE_TAGS, MULTILINE, SERVER_TIME, Capability
from server.relay import ACCOUNTED, LONG, TAGGED, TIMED, Relay, write_tags
from server.stamps import Stamp
from server.threads import engine_only

if TYPE_CHECKING:
    from server.commands.sasl import Attempt
    from server.multiline import ClientBatch
    from server.room import Room

_KINDS = {
    TIMED: {SERVER_TIME.name},
    TAGGED: {MESSAGE_TAGS.name},
    LONG: {MULTILINE.name, BATCH.name},
    ACCOUNTED: {ACCOUNT_TAG.name},
}
"""Which capabilities make which kind of reader."""


_KEY_OF_TICKETS = secrets.token_bytes(32)
_tickets = itertools.count()


class Session:
    """A connection of somebody in the room, or on the doorstep."""

    __slots__ = (
        "__weakref__", "answer_from", "away", "away_at", "batch", "cap_version", "capabilities", "certificate",
        "closing", "device", "failures", "filehost", "heard_at", "held", "host", "kind", "label", "mailbox",
        "negotiating", "password", "person", "pinged", "refused", "room", "sasl", "secure", "since", "subscriptions",
        "ticket",
    )  # fmt: skip

    def __init__(self, room: Room, host: str, mailbox: list[bytes] | None = None) -> None:
        self.room = room
        self.host = _written(host)
        self.person = Person(room, self.host)
        """Whose connection it is."""
        self.person.sessions.append(self)
        self.secure = False
        """Whether nobody between can read what is said."""
        self.filehost = ""
        """Where files can be sent, but for the ticket; empty: nowhere."""
        self.ticket = ""
        """What only this client knows, by which who sends a file is seen to be them; empty: there is nowhere to."""
        self.certificate: str | None = None
        """The fingerprint of the certificate that the client showed, by which it proves who it is."""
        self.device = ""
        """What the client calls itself, so that its next connection can take the place of this one; empty: nothing."""
        self.mailbox: list[bytes] = [] if mailbox is None else mailbox
        self.since = self.heard_at = room.monotonic()
        self.pinged = False
        self.closing = False
        self._set_out()

    def _set_out(self) -> None:
        """What a conversation between a client and the room begins with."""
        self.negotiating = False
        self.cap_version = 0
        self.capabilities: set[str] = set()
        self.kind = 0
        self.password = ""
        self.sasl: Attempt | None = None
        """The attempt to log in that is under way."""
        self.failures = 0
        """Wrong passwords in a row."""
        self.refused = ""
        """The name that was refused last because it is another's."""
        self.away = ""
        """Why nobody is to be expected at this connection; empty: somebody is."""
        self.away_at = 0.0
        self.answer_from = 0
        self.label = ""
        """What the answer to the command that runs has to be labelled with."""
        self.batch: ClientBatch | None = None
        self.subscriptions: dict[str, None] = {}
        """The keys of metadata that the client wants to be told of, in order."""
        self.held: list[bytes] | None = None
        """What the client has sent while its last command is not finished; None when it is."""

    def come_from(self, host: str) -> None:
        """Learn where the person connects from: before they have a name."""
        self.host = self.person.host = _written(host)

    def come_by_tls(self, certificate: str | None) -> None:
        """Learn that the link is encrypted, and what certificate the client showed."""
        self.secure = True
        self.certificate = certificate

    def come_to_files(self, filehost: str) -> None:
        """Learn where files can be sent."""
        self.filehost = filehost
        self.ticket = _draw_ticket()

    def belong_to(self, person: Person) -> None:
        """Be a connection of somebody who is here already."""
        self.person.sessions.remove(self)
        self.person = person
        person.sessions.append(self)
        self._forget_audiences()

    def part(self) -> None:
        """Be nobody's connection any more; whose it was stays known."""
        self.person.sessions.remove(self)
        self._forget_audiences()

    @property
    def registered(self) -> bool:
        """Whether whose connection it is has said who they are, and others see them."""
        return self.person.registered

    @property
    def others(self) -> list[Session]:
        """The person's further connections."""
        return [session for session in self.person.sessions if session is not self]

    @property
    def client(self) -> str:
        """What a reply calls its reader: the nickname, or ``*`` while there is none."""
        return self.person.nick or "*"

    # What the client can take

    def can(self, capability: Capability) -> bool:
        """Whether the client asked for a capability."""
        return capability.name in self.capabilities

    def set_capabilities(self, capabilities: set[str]) -> None:
        self.capabilities = capabilities
        self.kind = sum(bit for bit, needed in _KINDS.items() if needed <= capabilities)
        self._forget_audiences()

    def _forget_audiences(self) -> None:
        for channel in self.person.channels.values():
            channel.forget_audience()

    # What it is told

    def send(self, line: str, *, by: Person | None = None) -> None:
        """Tell the client something that the room itself says: a line without tags and line end.

        What somebody else has caused carries the tags that tell of them, as what they say does.
        https://ircv3.net/specs/extensions/account-tag
        """
        body = clip(line.encode(), MAX_BODY - 2)
        tags = b""
        if self.kind:
            told = (by.mark(b""), by.account) if by else ()
            tags = write_tags(self.kind, Stamp(self.room.time()), *told)
        self.put(tags + body + b"\r\n")

    def deliver(self, relay: Relay) -> None:
        """Tell the client something that comes from somebody."""
        self.put(relay.form(self.kind))

    @engine_only
    def put(self, data: bytes) -> None:
        """Put a finished line in the mailbox, and the session on the list of those to be flushed."""
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

    def reply(self, numeric: str, *params: str, by: Person | None = None) -> None:
        """A numeric of the room to this client, perhaps caused ``by`` another. The last parameter may be any text."""
        *others, text = params
        middles = "".join([f"{param if is_middle(param) else '*'} " for param in others]) if others else ""
        self.send(f":{self.room.server_name} {numeric} {self.client} {middles}:{text}", by=by)

    def fail(self, command: str, code: str, *params: str) -> None:
        """A standard reply: this did not work. https://ircv3.net/specs/extensions/standard-replies"""
        middles = "".join(f"{param if is_middle(param) else '*'} " for param in params[:-1])
        self.send(f":{self.room.server_name} FAIL {command} {code} {middles}:{params[-1]}")


def _draw_ticket() -> str:
    """What nobody can guess. To ask the system for chance each time would cost the engine a turn among the threads."""
    return hashlib.blake2b(b"%d" % next(_tickets), digest_size=12, key=_KEY_OF_TICKETS).hexdigest()


def _written(host: str) -> str:
    """An address as it can stand in a line: "::1" would read as a last parameter."""
    return f"0{host}" if host.startswith(":") else host
