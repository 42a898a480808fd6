"""What lets somebody into a room: made and read here, and nowhere else.

The link is ``parlor://join/<address>[,<address>…]:<port>/<channel>?name=<room>&fp=<fingerprint>#<password>``.
The fingerprint is what the room proves itself by. The password stands in the fragment, which no program
sends anywhere. People paste other things as well: ``host``, ``host:port``, ``[v6]:port``,
``ircs://host:port/%23channel``, and ``irc://`` for a room that speaks in the clear.
"""

import ipaddress
import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from app.words import _, told
from server.protocol.fingerprints import restored, shortened
from server.protocol.names import channel_problem
from server.protocol.vocabulary import DEFAULT_CHANNEL, DEFAULT_PORT

SCHEMES = ("parlor", "irc", "ircs")
MAX_LENGTH = 4000
MAX_ADDRESSES = 16

_HOST_NAME = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*\.?")


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

    def link(self) -> str:
        """The invite as a link that can be copied."""
        hosts = ",".join(f"[{address}]" if ":" in address else address for address in self.addresses)
        known = {
            "name": self.name,
            "fp": shortened(self.fingerprint) if self.fingerprint else "",
            "clear": "1" if self.in_clear else "",
        }
        query = urlencode({key: value for key, value in known.items() if value}, quote_via=quote)
        secret = "#" + quote(self.password, safe="") if self.password else ""
        bare = self.channel.removeprefix("#")
        channel = quote(self.channel if bare.startswith("#") else bare, safe="")
        return f"parlor://join/{hosts}:{self.port}/{channel}{'?' if query else ''}{query}{secret}"


def read(pasted: str) -> Invite:
    """Understand whatever was pasted. Raises InviteError with a sentence."""
    text = pasted.strip()
    if not text:
        raise InviteError(_("Paste the invite somebody gave you, or type the address of their computer."))
    if len(text) > MAX_LENGTH or not text.isprintable() or any(mark.isspace() for mark in text):
        raise InviteError(_("This is not an invite: it should be one link or one address, without spaces."))
    scheme, colons, rest = text.partition("://")
    if not colons:
        hosts, port = _host_and_port(text.rstrip("/"))
        return Invite(hosts, port)
    if scheme.lower() not in SCHEMES:
        raise InviteError(
            _("Parlor cannot join by a “{scheme}” link. An invite starts with “parlor://”.").format(scheme=scheme)
        )
    try:
        if scheme.lower() == "parlor":
            return _read_link(_after_join(rest))
        # Elsewhere the sign of a channel may stand in a link as it is; in ours it starts the password.
        invite = _read_link(rest.replace("/#", "/%23", 1))
        return replace(invite, in_clear=scheme.lower() == "irc" and not invite.fingerprint)
    except InviteError:
        raise
    except ValueError as error:
        raise InviteError(_("This link is damaged. Ask for the invite again.")) from error


def _after_join(rest: str) -> str:
    verb, _slash, where = rest.partition("/")
    if verb.lower() != "join" or not where:
        raise InviteError(_("This link is incomplete. Ask for the invite again."))
    return where


def _read_link(rest: str) -> Invite:
    authority, _slash, behind = rest.partition("/")
    hosts, port = _host_and_port(authority)
    parts = urlsplit("//x/" + behind)
    channel = unquote(parts.path.lstrip("/"), errors="strict") or DEFAULT_CHANNEL
    channel = channel if channel.startswith("#") else "#" + channel
    if problem := channel_problem(channel):
        raise InviteError(_("This link leads to no channel. {problem}").format(problem=told(problem)))
    known = {key: values[0] for key, values in parse_qs(parts.query, errors="strict").items()}
    name = "".join(mark for mark in known.get("name", "") if mark.isprintable())[:100]
    fingerprint = restored(known["fp"]) if "fp" in known else ""
    password = unquote(parts.fragment, errors="strict")
    if not password.isprintable():
        raise ValueError("nobody can type this password")
    in_clear = known.get("clear") == "1" and not fingerprint  # what can be proved need not be believed
    return Invite(hosts, port, channel, name, password, fingerprint, in_clear)


def _host_and_port(text: str) -> tuple[tuple[str, ...], int]:
    """``host``, ``host:port``, ``[v6]:port``, a bare IPv6 address, or several with commas and one port."""
    if _is_ipv6(text):
        return (text,), DEFAULT_PORT
    hosts, colon, port = text.rpartition(":")
    if not colon or "]" in port:
        hosts, port = text, str(DEFAULT_PORT)
    if not port:
        raise InviteError(_("The address ends with a “:”. Leave that out, or add the number that belongs there."))
    if not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise InviteError(
            _("“{text}” cannot follow the address. It would be a number from 1 to 65535.").format(text=port[:20])
        )
    addresses = tuple(dict.fromkeys(_address(host) for host in hosts.split(",")))
    return addresses[:MAX_ADDRESSES], int(port)


def _address(host: str) -> str:
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
        if not _is_ipv6(host):
            raise InviteError(
                _("“{address}” is not an address. Check that all of it was copied.").format(address=host[:60])
            )
        return host
    if not host:
        raise InviteError(_("The address is missing. Check that all of the invite was copied."))
    looks_numeric = re.fullmatch(r"[\d.]+", host) is not None
    if len(host) > 253 or not (_is_ipv4(host) if looks_numeric else _HOST_NAME.fullmatch(host)):
        raise InviteError(
            _("“{address}” is not an address. Check the spelling, or ask for the invite again.").format(
                address=host[:60]
            )
        )
    return host


def _is_ipv4(text: str) -> bool:
    try:
        return bool(ipaddress.IPv4Address(text))
    except ValueError:
        return False


def _is_ipv6(text: str) -> bool:
    try:
        return bool(ipaddress.IPv6Address(text))
    except ValueError:
        return False
