"""From the first line to the welcome, and how one leaves: PASS, NICK, USER, PING, PONG, QUIT.

https://modern.ircdocs.horse/#connection-registration
"""

from __future__ import annotations

from server import modes
from server.commands.channels import show_again
from server.commands.isupport import USER_LENGTH
from server.commands.registry import command
from server.commands.welcome import welcome
from server.introductions import show_watched
from server.login import knows_password, owns
from server.news import announce, keep_event
from server.person import Person
from server.presence import attach, bearer, whose
from server.protocol.framing import clip
from server.protocol.message import Message
from server.protocol.names import nick_problem
from server.protocol.vocabulary import (
    ERR_ALREADYREGISTERED,
    ERR_ERRONEUSNICKNAME,
    ERR_NEEDMOREPARAMS,
    ERR_NICKNAMEINUSE,
    ERR_NONICKNAMEGIVEN,
    ERR_NOORIGIN,
    ERR_PASSWDMISMATCH,
    ERR_SASLABORTED,
    ERR_UNKNOWNCOMMAND,
)
from server.session import Session
from server.stamps import Stamp

_SPEC = "https://modern.ircdocs.horse/#"
_RESERVED = "That name belongs to an account: log in, or choose another."
_HTTP_METHODS = ("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


@command("PASS", spec=_SPEC + "pass-message", params=1, early=True)
def password(session: Session, message: Message) -> None:
    """Give the room's password, before anything else."""
    if session.registered:
        session.reply(ERR_ALREADYREGISTERED, "You may not reregister")
    else:
        session.password = message.params[-1]


@command("NICK", spec=_SPEC + "nick-message", early=True)
def nick(session: Session, message: Message) -> None:
    """Choose a name, or change it. Who asks for what cannot be had hears why."""
    room, person = session.room, session.person
    wanted = message.params[0] if message.params else ""
    _end_lost_attempt(session, wanted)
    if not wanted:
        session.reply(ERR_NONICKNAMEGIVEN, "No nickname given")
    elif problem := nick_problem(wanted, room.config.limits.nick_len, plain=room.config.server.plain_names):
        session.reply(ERR_ERRONEUSNICKNAME, wanted, problem)
    elif room.is_taken(wanted, by_other_than=person) and not _may_become(session, wanted):
        session.refused = wanted
        session.reply(ERR_NICKNAMEINUSE, wanted, "Somebody here is already called that.")
    elif not session.negotiating and not owns(person, wanted):  # who negotiates may be about to log in
        session.reply(ERR_NICKNAMEINUSE, wanted, _RESERVED)
    elif not session.registered:
        room.release(person)
        if room.find(wanted) is None:
            room.claim(person, wanted)
        else:
            person.name(wanted)
        complete_registration(session)
    elif wanted != person.nick:
        _rename(person, wanted)


def _end_lost_attempt(session: Session, wanted: str) -> None:
    """Free a name that is held by an earlier try of the same client to come in, which was lost half-way.

    Earlier, since what a lost connection has said may arrive after what the next one says.
    """
    holder = session.room.find(wanted)
    if holder is None or holder is session.person or holder.registered or session.certificate is None:
        return
    for other in list(holder.sessions):
        if other.certificate == session.certificate and other.since <= session.since:
            session.room.dismiss(other, "You have come back by another connection")


def _rename(person: Person, wanted: str) -> None:
    room = person.room
    room.log("renamed", f"{person.nick} is now called {wanted}.")
    announce(person, f"NICK {wanted}", to_self=True)
    keep_event(person, f"NICK {wanted}")
    room.claim(person, wanted)


@command("USER", spec=_SPEC + "user-message", params=4, early=True)
def user(session: Session, message: Message) -> None:
    """Say who one is, before one is in."""
    person = session.person
    if session.registered:
        session.reply(ERR_ALREADYREGISTERED, "You may not reregister")
        return
    if not message.params[0] or not message.params[3]:
        session.reply(ERR_NEEDMOREPARAMS, "USER", "Not enough parameters")
        return
    # The ~ says that nobody vouches for the user name. It "contributes to the length of the username".
    letters = "".join(c for c in message.params[0] if c.isascii() and (c.isalnum() or c in "-_."))
    person.user = f"~{letters or 'user'}"[:USER_LENGTH]
    person.realname = clip(message.params[3].encode(), session.room.config.limits.realname_len).decode()
    person.refresh_prefix()
    complete_registration(session)


def complete_registration(session: Session) -> None:
    """Let somebody in once they have said everything that is needed. Does nothing before that."""
    person = session.person
    if session.registered or session.negotiating or not person.nick or not person.user:
        return
    room = session.room
    if session.sasl is not None:
        session.sasl = None
        session.reply(ERR_SASLABORTED, "You came in without logging in")
    if not knows_password(session):
        session.reply(ERR_PASSWDMISMATCH, "The password is wrong" if session.password else "This room has a password")
        room.turn_away(session, "Wrong password")
        return
    session.password = ""
    if not _come_in(session):
        session.reply(ERR_NICKNAMEINUSE, person.nick, _RESERVED)
        room.release(person)
        person.name("")
        return
    if session.closing:
        return  # it was the newcomer's lost connection, of which the last words came late
    welcome(session)
    for channel in session.person.channels.values():
        show_again(session, channel)


def _come_in(session: Session) -> bool:
    """Make a newcomer, who has said all there is to say, somebody here; False if their name is another's."""
    room, newcomer = session.room, session.person
    wanted = newcomer.nick
    is_theirs = owns(newcomer, wanted) and not room.is_taken(wanted, by_other_than=newcomer)
    if (here_already := whose(session)) is not None:
        attach(session, here_already)
        if is_theirs:
            _rename(here_already, wanted)
    elif is_theirs:
        if room.find(wanted) is None:  # whoever had it while they logged in is gone
            room.claim(newcomer, wanted)
        newcomer.bear(newcomer.modes | set(room.config.server.default_user_modes) & set(modes.FREELY_CHOSEN))
        room.admit(session)
        for watcher in room.watch.watchers_of(wanted):
            show_watched(watcher, newcomer)
    return session.registered


def _may_become(session: Session, nick: str) -> bool:
    """Whether a newcomer is somebody of that name who is here already, or, not logged in yet, may be."""
    holder = session.room.find(nick)
    undecided = session.negotiating and not session.person.account and holder is not None and bool(holder.account)
    return not session.registered and (undecided or bearer(session, nick) is not None)


@command("PING", spec=_SPEC + "ping-message", params=1, early=True)
def ping(session: Session, message: Message) -> None:
    """Answer at the very end of the turn: who has the answer knows that all they said before is out."""
    room = session.room
    if not message.params[0]:
        session.reply(ERR_NOORIGIN, "No origin specified")
        return
    session.send(f":{room.server_name} PONG {room.server_name} :{message.params[0]}")
    room.last_to_flush.append(session)


@command("PONG", spec=_SPEC + "pong-message", early=True)
def pong(_session: Session, _message: Message) -> None:
    """Nothing to do: that a line came is noted where lines come in."""


@command("ERROR", spec=_SPEC + "error-message", early=True)
def error(_session: Session, _message: Message) -> None:
    """A client has none to report that would concern us."""


@command("QUIT", spec=_SPEC + "quit-message", early=True)
def quit_(session: Session, message: Message) -> None:
    """Leave the room, with a word about why."""
    reason = f"Quit: {message.params[0] if message.params else ''}"
    if session.registered:  # to others it is perhaps not told: the person may be here by another connection
        session.put_aside(session.person.relay(f"QUIT :{reason}", Stamp(session.room.time())))
    session.room.dismiss(session, reason, farewell=reason.removesuffix(": "))


def not_a_browser(session: Session, message: Message) -> None:
    """Close on HTTP, or any web page its visitor looks at could speak here, in the body of a request."""
    if session.registered:
        session.reply(ERR_UNKNOWNCOMMAND, message.command, "Unknown command")
    else:
        session.room.turn_away(session, "This is not a web server")


for method in _HTTP_METHODS:
    command(method, spec="https://www.rfc-editor.org/rfc/rfc9110#section-9", early=True)(not_a_browser)
