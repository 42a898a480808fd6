"""CAP: what a client may ask for, and what it has.

https://ircv3.net/specs/extensions/capability-negotiation
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from server.commands.registration import complete_registration
from server.commands.registry import command
from server.config import Config
from server.person import Person
from server.protocol.message import Message
from server.protocol.vocabulary import ACCOUNT_REGISTRATION, CAP_NOTIFY, CAPABILITIES, ERR_INVALIDCAPCMD, Capability
from server.session import Session

_SPEC = "https://ircv3.net/specs/extensions/capability-negotiation"
_VERSION_WITH_VALUES = 302
_ROOM_FOR_NAMES = 350


@command("CAP", spec=_SPEC, params=1, early=True)
def cap(session: Session, message: Message) -> None:
    """Ask which capabilities there are (LS), which one has (LIST), for some of them (REQ), or be done (END)."""
    subcommand = message.params[0].upper()
    run = _SUBCOMMANDS.get(subcommand)
    if run is None:
        session.reply(ERR_INVALIDCAPCMD, message.params[0], "Invalid CAP command")
    else:
        run(session, message.params[-1] if len(message.params) > 1 else "")


def _ls(session: Session, version: str) -> None:
    person = session.person
    session.negotiating = session.negotiating or not session.registered
    asked = int(version) if version.isascii() and version.isdigit() and len(version) < 6 else 0
    session.cap_version = max(session.cap_version, asked)
    with_values = asked >= _VERSION_WITH_VALUES
    if with_values:
        session.set_capabilities(session.capabilities | {CAP_NOTIFY.name})
    offers = [capability for capability in CAPABILITIES.values() if _is_offered(person, capability)]
    if not with_values:  # who asks like this gets one line, and has not heard of drafts
        offers = [capability for capability in offers if "/" not in capability.name]
    _send_list(session, "LS", (_offer(person, capability, with_value=with_values) for capability in offers))


def _is_offered(person: Person, capability: Capability) -> bool:
    """Whether the room, as it is configured, has something."""
    needed = capability.needs and attrgetter(capability.needs)(person.room.config)
    return not capability.needs or bool(needed)


def _offer(person: Person, capability: Capability, *, with_value: bool) -> str:
    value = capability.value.format(limits=person.room.config.limits) if with_value else ""
    if with_value and capability is ACCOUNT_REGISTRATION:
        value = ",".join(_registration_terms(person.room.config))
    return f"{capability.name}={value}" if value else capability.name


def _registration_terms(config: Config) -> Iterator[str]:
    """https://ircv3.net/specs/extensions/account-registration#capability"""
    yield "custom-account-name"
    if config.accounts.registration_before_connect and not config.server.password:
        yield "before-connect"
    if config.accounts.registration_requires_email:
        yield "email-required"


def _list(session: Session, _: str) -> None:
    _send_list(session, "LIST", sorted(session.capabilities))


def _req(session: Session, wanted: str) -> None:
    """All of what was asked for, or nothing of it."""
    session.negotiating = session.negotiating or not session.registered
    capabilities = set(session.capabilities)
    for name in wanted.split():
        bare = name.removeprefix("-")
        if bare not in CAPABILITIES or not _is_offered(session.person, CAPABILITIES[bare]):
            _send(session, f"NAK :{wanted}")
            return
        if name == bare:
            capabilities.add(bare)
        else:
            capabilities.discard(bare)
    _send(session, f"ACK :{wanted}")
    session.set_capabilities(capabilities)


def _end(session: Session, _: str) -> None:
    session.negotiating = False
    complete_registration(session)


_SUBCOMMANDS: dict[str, Callable[[Session, str], None]] = {"LS": _ls, "LIST": _list, "REQ": _req, "END": _end}


def _send_list(session: Session, subcommand: str, names: Iterable[str]) -> None:
    """As many lines as it takes, where the client knows how to read more than one."""
    lines = [""]
    for name in names:
        if session.cap_version >= _VERSION_WITH_VALUES and len(lines[-1]) + len(name) > _ROOM_FOR_NAMES:
            lines.append("")
        lines[-1] += f" {name}" if lines[-1] else name
    for line in lines[:-1]:
        _send(session, f"{subcommand} * :{line}")
    _send(session, f"{subcommand} :{lines[-1]}")


def _send(session: Session, rest: str) -> None:
    session.send(f":{session.room.server_name} CAP {session.client} {rest}")
