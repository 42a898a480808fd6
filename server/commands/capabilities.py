"""CAP: what a client may ask for, and what it has.

https://ircv3.net/specs/extensions/capability-negotiation
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter

from server.commands.registration import complete_registration
from server.commands.registry import command
from server.config import Config
from server.protocol.framing import MAX_BODY
from server.protocol.message import Message
from server.protocol.vocabulary import (
    ACCOUNT_REGISTRATION,
    CAP_NOTIFY,
    CAPABILITIES,
    ERR_INVALIDCAPCMD,
    MULTILINE,
    Capability,
)
from server.room import Room
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
    session.negotiating = session.negotiating or not session.registered
    asked = int(version) if version.isascii() and version.isdigit() and len(version) < 6 else 0
    session.cap_version = max(session.cap_version, asked)
    with_values = asked >= _VERSION_WITH_VALUES
    if with_values:
        session.set_capabilities(session.capabilities | {CAP_NOTIFY.name})
    offered = offers(session.room.config)
    _send_list(session, "LS", _with_values(offered) if with_values else _without_values(offered), several=with_values)


@lru_cache(maxsize=4)  # everybody who comes asks
def offers(config: Config) -> Mapping[str, str]:
    """What a room of that configuration has, and what is to be known of each (mostly nothing)."""
    found = (item for item in CAPABILITIES.values() if not item.needs or attrgetter(item.needs)(config))
    return {capability.name: _value(capability, config) for capability in found}


def _value(capability: Capability, config: Config) -> str:
    if capability is ACCOUNT_REGISTRATION:
        return ",".join(_registration_terms(config))
    return capability.value.format(limits=config.limits)


def _with_values(offered: Mapping[str, str]) -> list[str]:
    return [f"{name}={value}" if value else name for name, value in offered.items()]


def _without_values(offered: Iterable[str]) -> list[str]:
    """For who does not know of values. Multiline is nothing without: it has a "REQUIRED value"."""
    return [name for name in offered if name != MULTILINE.name]


def tell_of_changes(room: Room, before: Mapping[str, str]) -> None:
    """The room has other capabilities than before. What it has no more, nobody has any more."""
    after = offers(room.config)
    gone = [name for name in before if name not in after]
    new = {name: value for name, value in after.items() if before.get(name) != value}
    for session in list(room.visitors):
        if session.can(CAP_NOTIFY) and gone:
            _send(session, f"DEL :{' '.join(gone)}")
        names = _with_values(new) if session.cap_version >= _VERSION_WITH_VALUES else _without_values(new)
        if session.can(CAP_NOTIFY) and names:
            _send(session, f"NEW :{' '.join(names)}")
        session.set_capabilities(session.capabilities.difference(gone))


def _registration_terms(config: Config) -> Iterator[str]:
    """https://ircv3.net/specs/extensions/account-registration#capability"""
    yield "custom-account-name"
    if config.accounts.registration_before_connect and not config.server.password:
        yield "before-connect"
    if config.accounts.registration_requires_email:
        yield "email-required"


def _list(session: Session, _: str) -> None:
    _send_list(session, "LIST", sorted(session.capabilities), several=session.cap_version >= _VERSION_WITH_VALUES)


def _req(session: Session, wanted: str) -> None:
    """All of what was asked for, or nothing of it."""
    session.negotiating = session.negotiating or not session.registered
    capabilities, offered = set(session.capabilities), offers(session.room.config)
    for name in wanted.split():
        bare = name.removeprefix("-")
        if bare not in offered or (name == f"-{CAP_NOTIFY.name}" and session.cap_version >= _VERSION_WITH_VALUES):
            _answer(session, "NAK", wanted)
            return
        if name == bare:
            capabilities.add(bare)
        else:
            capabilities.discard(bare)
    _answer(session, "ACK", wanted)
    session.set_capabilities(capabilities)


def _answer(session: Session, word: str, wanted: str) -> None:
    """As many lines as it takes: a question that just fits into a line may not fit behind the room's name."""
    for part in _lines(wanted):
        _send(session, f"{word} :{part}")


def _end(session: Session, _: str) -> None:
    session.negotiating = False
    complete_registration(session)


_SUBCOMMANDS: dict[str, Callable[[Session, str], None]] = {"LS": _ls, "LIST": _list, "REQ": _req, "END": _end}


def _send_list(session: Session, subcommand: str, names: Iterable[str], *, several: bool) -> None:
    """As many lines as it takes. Who can only read one is told as much as it has room for, drafts last."""
    if not several:
        start = f":{session.room.server_name} CAP {session.client} {subcommand} :"
        _send(session, f"{subcommand} :{_fitting(names, MAX_BODY - 2 - len(start.encode()))}")
        return
    *lines, last = _lines(" ".join(names))
    for line in lines:
        _send(session, f"{subcommand} * :{line}")
    _send(session, f"{subcommand} :{last}")


@lru_cache(maxsize=16)  # most ask for the same, and to be told takes longer than all else they do at the door
def _lines(names: str) -> tuple[str, ...]:
    """Names line by line, none of them cut in two."""
    return tuple(textwrap.wrap(names, _ROOM_FOR_NAMES, break_long_words=False, break_on_hyphens=False)) or ("",)


def _fitting(names: Iterable[str], room: int) -> str:
    """As many names, whole ones, as there is room for; first those that have a specification."""
    line = ""
    for name in sorted(names, key=lambda name: "/" in name):
        longer = f"{line} {name}" if line else name
        if len(longer) <= room:
            line = longer
    return line


def _send(session: Session, rest: str) -> None:
    session.send(f":{session.room.server_name} CAP {session.client} {rest}")
