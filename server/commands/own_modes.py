"""Everybody's own modes, which MODE shows and changes. https://modern.ircdocs.horse/#user-modes"""

from __future__ import annotations

from server import modes
from server.commands.mode_changes import Changes, signed
from server.protocol.vocabulary import ERR_NOSUCHNICK, ERR_UMODEUNKNOWNFLAG, ERR_USERSDONTMATCH, RPL_UMODEIS
from server.session import Session
from server.stamps import Stamp


def mode_of_person(session: Session, target: str, changes: list[str]) -> None:
    whose = session.room.find(target)
    if whose is None:
        session.reply(ERR_NOSUCHNICK, target, "Nobody here is called that")
    elif whose is not session.person:
        session.reply(ERR_USERSDONTMATCH, "Everybody's modes are their own")
    elif changes:
        _change_own(session, changes[0])
    else:
        show_own_modes(session)


def show_own_modes(session: Session) -> None:
    session.reply(RPL_UMODEIS, "+" + "".join(sorted(session.person.modes)))


def _change_own(session: Session, letters: str) -> None:
    person = session.person
    made = Changes()
    for sign, letter in signed(letters):
        if letter not in modes.USER_MODES:
            session.reply(ERR_UMODEUNKNOWNFLAG, "Unknown mode")
        elif letter == modes.SERVER_OPERATOR and sign == "+":
            continue  # that takes OPER
        elif (sign == "+") != (letter in person.modes):
            person.bear(person.modes ^ {letter})
            made.add(sign, letter)
    if made:
        person.refresh_standing()
        person.deliver(person.relay(f"MODE {person.nick} {made}", Stamp(person.room.time())))
