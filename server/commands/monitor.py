"""MONITOR: be told when somebody comes or goes, without a channel in common.

https://ircv3.net/specs/extensions/monitor
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from server.commands.registry import command
from server.introductions import show_watched
from server.person import Person
from server.protocol.message import Message
from server.protocol.names import nick_problem
from server.protocol.vocabulary import (
    ERR_MONLISTFULL,
    RPL_ENDOFMONLIST,
    RPL_MONLIST,
    RPL_MONOFFLINE,
    RPL_MONONLINE,
)
from server.session import Session

_ROOM_FOR_NAMES = 400


@command("MONITOR", spec="https://ircv3.net/specs/extensions/monitor", params=1)
def monitor(session: Session, message: Message) -> None:
    """Watch for people (+), no longer (-), for nobody (C); see for whom (L), and who is here (S)."""
    run = _ACTIONS.get(message.params[0].upper())
    if run is not None:
        targets = message.params[1].split(",") if len(message.params) > 1 else []
        run(session, [target for target in targets if target])


def _add(session: Session, targets: list[str]) -> None:
    watch, limits = session.room.watch, session.room.config.limits
    added: list[str] = []
    here: list[Person] = []
    for number, nick in enumerate(targets):
        if nick_problem(nick, limits.nick_len):
            continue  # nobody can ever be called that
        if len(watch.wanted_by(session)) >= limits.monitor:
            session.reply(ERR_MONLISTFULL, str(limits.monitor), ",".join(targets[number:]), "The list is full")
            break
        watch.add(session, nick)
        added.append(nick)
        other = session.room.find(nick)
        if other is not None and other.registered:
            here.append(other)
    _send_status(session, added)
    for other in here:
        show_watched(session, other)


def _remove(session: Session, targets: list[str]) -> None:
    for nick in targets:
        session.room.watch.remove(session, nick)


def _clear(session: Session, _: list[str]) -> None:
    session.room.watch.clear(session)


def _list(session: Session, _: list[str]) -> None:
    for line in _lines(session.room.watch.wanted_by(session)):
        session.reply(RPL_MONLIST, line)
    session.reply(RPL_ENDOFMONLIST, "End of the list")


def _status(session: Session, _: list[str]) -> None:
    _send_status(session, session.room.watch.wanted_by(session))


_ACTIONS: dict[str, Callable[[Session, list[str]], None]] = {
    "+": _add, "-": _remove, "C": _clear, "L": _list, "S": _status
}  # fmt: skip


def _send_status(session: Session, nicks: Iterable[str]) -> None:
    here, away = [], []
    for nick in nicks:
        other = session.room.find(nick)
        if other is not None and other.registered:
            here.append(other.source)
        else:
            away.append(nick)
    for line in _lines(here):
        session.reply(RPL_MONONLINE, line)
    for line in _lines(away):
        session.reply(RPL_MONOFFLINE, line)


def _lines(names: list[str]) -> Iterator[str]:
    """Names with commas between them, in as many lines as it takes."""
    line = ""
    for name in names:
        if line and len(f"{line},{name}".encode()) > _ROOM_FOR_NAMES:
            yield line
            line = ""
        line += f",{name}" if line else name
    if line:
        yield line
