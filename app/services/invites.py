"""What lets somebody into a room: made and read here, and nowhere else.

An invite has several forms. The link says all of it:
``parlor://join/<address>[,<address>…]:<port>/<channel>?sum=…&name=<room>&fp=<fingerprint>#<password>``.
The page is what a QR code holds, for a telephone: ``https://<address>:<port>/#fp=…&channel=…&password=…``; the room
itself answers there, and says what it is called. The code (``codes``) is short enough to be typed, and the plain form,
``ircs://<address>:<port>/%23<channel>?sum=…&fp=…``, is what other programs know. The fingerprint is what the room
proves itself by. The password stands in the fragment alone, which no program sends anywhere. The sum gives away what
was cut off or changed on the way, the password apart, of which it must say nothing; a link that somebody wrote by hand
needs none. People paste other things as well: ``host``, ``host:port``, ``[v6]:port``, and ``irc://`` for a room that
speaks in the clear.
"""

import hashlib
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from app.services import codes
from app.services.addresses import AddressError, bracketed, host_and_port
from app.words import _, told
from server.protocol.fingerprints import restored, shortened
from server.protocol.names import channel_problem
from server.protocol.ports import page_port
from server.protocol.vocabulary import DEFAULT_CHANNEL, DEFAULT_PORT

SCHEMES = ("parlor", "irc", "ircs", "http", "https")
MAX_LENGTH = 4000

_INTENDED_CODE = re.compile(r"[0-9A-Z]{3,5}([- ][0-9A-Z]{3,5}){1,3}")
"""What looks like a code, perhaps with a mistake in it. Computers are seldom called that, and then in small letters."""
_CODE = re.compile(r"\w{4}([- ]\w{4}){1,3}|(?=.*\d|[A-Z]+$)(\w{4}){2,4}")
"""What may be a code: in groups, or with a digit or in large letters. Many computers have names of eight letters."""


class InviteError(ValueError):
    """What was pasted leads nowhere; the text says why, for the person who pasted it."""


@dataclass(frozen=True, slots=True)
class Invite:
    """Where a room is, and what is needed to come in."""

    addresses: tuple[str, ...]
    port: int = DEFAULT_PORT
    channel: str = DEFAULT_CHANNEL
    name: str = ""
    password: str = ""
    fingerprint: str = ""
    """What the room proves itself by; empty: not known."""
    in_clear: bool = False
    """Whether the room is known to speak without encryption, so that nothing can be proved."""
    hint: int | None = None
    """As much of the fingerprint as a code says: it cannot tell the room from who pretends to be it."""

    @property
    def address(self) -> str:
        """Its first address, as it is written in front of a port."""
        return bracketed(self.addresses[0])

    def link(self) -> str:
        """The invite as a link that can be copied."""
        hosts = ",".join(map(bracketed, self.addresses))
        known = {
            "sum": _sum(self),
            "name": self.name,
            "fp": shortened(self.fingerprint) if self.fingerprint else "",
            "clear": "1" if self.in_clear else "",
        }
        query = _encoded(known)
        secret = "#" + quote(self.password, safe="") if self.password else ""
        bare = self.channel.removeprefix("#")
        channel = quote(self.channel if bare.startswith("#") else bare, safe="")
        return f"parlor://join/{hosts}:{self.port}/{channel}?{query}{secret}"

    def page(self) -> str:
        """The address of the page that the room shows to a browser, short enough for a QR code: it has one address."""
        known = {
            "fp": shortened(self.fingerprint) if self.fingerprint else "",
            "channel": self.channel if self.channel != DEFAULT_CHANNEL else "",
            "password": self.password,
        }
        scheme = "http" if self.in_clear else "https"
        fragment = _encoded(known)
        return f"{scheme}://{self.address}:{page_port(self.port)}/{'#' if fragment else ''}{fragment}"

    def plain(self) -> str:
        """The invite as other programs know it, without the password."""
        known = {
            "sum": _sum(replace(self, addresses=self.addresses[:1], name="")),
            "fp": shortened(self.fingerprint) if self.fingerprint else "",
        }
        scheme = "irc" if self.in_clear else "ircs"
        return f"{scheme}://{self.address}:{self.port}/{quote(self.channel, safe='')}?{_encoded(known)}"

    def code(self) -> str:
        """The code of the first address that has one; empty if none has."""
        made = (codes.written(address, self.port, self.fingerprint) for address in self.addresses)
        return next(filter(None, made), "")

    def is_same_room(self, other: "Invite") -> bool:
        """Whether both lead to one room, as far as they tell."""
        if self.fingerprint and other.fingerprint:
            return self.fingerprint == other.fingerprint
        return self.port == other.port and not set(self.addresses).isdisjoint(other.addresses)

    def may_be(self, fingerprint: str) -> bool:
        """Whether a room with this fingerprint may be meant, as far as a code tells."""
        return self.hint is None or codes.hint(fingerprint) == self.hint


def read(pasted: str) -> Invite:
    """Understand whatever was pasted. Raises InviteError with a sentence."""
    text = pasted.strip()
    if not text:
        raise InviteError(_("Paste the invite somebody gave you, or type the address of their computer."))
    if code := _read_code(text):
        return code
    if len(text) > MAX_LENGTH or not text.isprintable() or any(mark.isspace() for mark in text):
        raise InviteError(_("This is not an invite: it should be one link or one address, without spaces."))
    scheme, colons, rest = text.partition("://")
    if not colons:
        hosts, port = _where(text.rstrip("/"))
        return Invite(hosts, port)
    if scheme.lower() not in SCHEMES:
        raise InviteError(
            _("Parlor cannot join by a “{scheme}” link. An invite starts with “parlor://”.").format(scheme=scheme)
        )
    try:
        if scheme.lower() in ("http", "https"):
            return _read_page(scheme.lower(), rest)
        if scheme.lower() == "parlor":
            return _read_link(_after_join(rest))
        # Elsewhere the sign of a channel may stand in a link as it is; in ours it starts the password.
        return _read_link(rest.replace("/#", "/%23", 1), in_clear=scheme.lower() == "irc")
    except InviteError:
        raise
    except ValueError as error:
        raise InviteError(_("This link is damaged. Ask for the invite again.")) from error


def _read_code(text: str) -> Invite | None:
    """What a code says; None for what is no code. Raises InviteError for one that has a mistake in it."""
    try:
        if not _CODE.fullmatch(text):
            raise codes.CodeError(_("Part of this code is missing, or there is too much of it."))
        place = codes.read(text)
    except codes.CodeError as error:
        if _INTENDED_CODE.fullmatch(text):
            name = _("If this is what a computer is called, put “.local” after it.")
            raise InviteError(f"{error} {name}") from error
        return None
    return Invite((place.address,), place.port, hint=place.hint)


def _read_page(scheme: str, rest: str) -> Invite:
    """What a QR code holds, or the address of a room's page as a browser shows it."""
    parts = urlsplit(f"{scheme}://{rest}")
    if parts.path not in ("", "/") or parts.query or not re.search(r":\d+$", parts.netloc):
        raise InviteError(_("This is the address of a web page, not of a room. An invite starts with “parlor://”."))
    hosts, port = _where(parts.netloc)
    known = _decoded(parts.fragment)
    fingerprint = restored(known["fp"]) if "fp" in known else ""
    invite = Invite(
        hosts[:1],
        port,
        _channel(known.get("channel", "")),
        _shown(known.get("name", "")),
        _typed(known.get("password", "")),
        fingerprint,
        in_clear=scheme == "http" and not fingerprint,
    )
    _compare(invite, known)
    return invite


def _after_join(rest: str) -> str:
    verb, _slash, where = rest.partition("/")
    if verb.lower() != "join" or not where:
        raise InviteError(_("This link is incomplete. Ask for the invite again."))
    return where


def _read_link(rest: str, *, in_clear: bool | None = None) -> Invite:
    authority, _slash, behind = rest.partition("/")
    hosts, port = _where(authority)
    parts = urlsplit("//x/" + behind)
    if set(parts.path) & set("=&"):
        raise ValueError("what stands in front of the query has got lost")
    channel = _channel(unquote(parts.path.lstrip("/"), errors="strict"))
    known = _decoded(parts.query)
    fingerprint = restored(known["fp"]) if "fp" in known else ""
    password = _typed(unquote(parts.fragment, errors="strict"))
    if in_clear is None:
        in_clear = known.get("clear") == "1"
    # What can be proved need not be believed.
    in_clear = in_clear and not fingerprint
    invite = Invite(hosts, port, channel, _shown(known.get("name", "")), password, fingerprint, in_clear)
    _compare(invite, known)
    return invite


def _sum(invite: Invite) -> str:
    """A few letters that are others as soon as anything in the invite is. The password is nothing to guess by them."""
    parts = (
        *invite.addresses,
        str(invite.port),
        invite.channel,
        _shown(invite.name),
        invite.fingerprint,
        str(int(invite.in_clear)),
    )
    return urlsafe_b64encode(hashlib.sha256("\n".join(parts).encode()).digest()[:3]).decode()


def _compare(invite: Invite, known: dict[str, str]) -> None:
    if "sum" in known and known["sum"] != _sum(invite):
        raise InviteError(_("Part of this link has been lost or changed on the way. Ask for the invite again."))


def _decoded(query: str) -> dict[str, str]:
    known = {key: values[0] for key, values in parse_qs(query, errors="strict").items()}
    if not all(key.isalnum() for key in known):
        raise ValueError("two parts have run into one another")
    return known


def _encoded(known: dict[str, str]) -> str:
    return urlencode({key: value for key, value in known.items() if value}, quote_via=quote)


def _channel(name: str) -> str:
    channel = name or DEFAULT_CHANNEL
    channel = channel if channel.startswith("#") else "#" + channel
    if problem := channel_problem(channel):
        raise InviteError(_("This link leads to no channel. {problem}").format(problem=told(problem)))
    return channel


def _shown(name: str) -> str:
    return "".join(mark for mark in name if mark.isprintable())[:100]


def _typed(password: str) -> str:
    if not password.isprintable():
        raise ValueError("nobody can type this password")
    return password


def _where(text: str) -> tuple[tuple[str, ...], int]:
    try:
        return host_and_port(text)
    except AddressError as error:
        raise InviteError(str(error)) from error
