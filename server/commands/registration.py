"""From the first line to the welcome, and how one leaves: PASS, NICK, USER, PING, PONG, QUIT.

https://modern.ircdocs.horse/#connection-registration
"""

from __future__ import annotations

from server import modes
from server.commands.channels import show_again
from server.commands.registry import command
from server.commands.welcome import welcome
from server.login import knows_password, owns
from server.presence import may_take_over, take_over
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
)
from server.session import Session

_SPEC = "https://modern.ircdocs.horse/#"
_USER_LENGTH = 16
_RESERVED = "That name belongs to an account: log in, or choose another."
_HTTP_METHODS = ("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


@command("PASS", spec=_SPEC + "pass-message", params=1, early=True)
def password(person: Session, message: Message) -> None:
    """Give the room's password, before anything else."""
    if person.registered:
        person.reply(ERR_ALREADYREGISTERED, "You may not reregister")
    else:
        person.password = message.params[-1]


@command("NICK", spec=_SPEC + "nick-message", early=True)
def nick(person: Session, message: Message) -> None:
    """Choose a name, or change it. Who asks for what cannot be had hears why."""
    room = person.room
    wanted = message.params[0] if message.params else ""
    if not wanted:
        person.reply(ERR_NONICKNAMEGIVEN, "No nickname given")
    elif problem := nick_problem(wanted, room.config.limits.nick_len, plain=room.config.server.plain_names):
        person.reply(ERR_ERRONEUSNICKNAME, wanted, problem)
    elif room.is_taken(wanted, by_other_than=person) and not _may_be_taken_over(person, wanted):
        person.refused = wanted
        person.reply(ERR_NICKNAMEINUSE, wanted, "Somebody here is already called that.")
    elif not person.negotiating and not owns(person, wanted):  # who negotiates may be about to log in
        person.reply(ERR_NICKNAMEINUSE, wanted, _RESERVED)
    elif not person.registered:
        room.release(person)
        if room.find(wanted) is None:
            room.claim(person, wanted)
        else:
            person.name(wanted)
        complete_registration(person)
    elif wanted != person.nick:
        room.log("renamed", f"{person.nick} is now called {wanted}.")
        room.announce(person, f"NICK {wanted}", to_self=True)
        room.keep_event(person, f"NICK {wanted}")
        room.claim(person, wanted)


@command("USER", spec=_SPEC + "user-message", params=4, early=True)
def user(person: Session, message: Message) -> None:
    """Say who one is, before one is in."""
    if person.registered:
        person.reply(ERR_ALREADYREGISTERED, "You may not reregister")
        return
    if not message.params[0] or not message.params[3]:
        person.reply(ERR_NEEDMOREPARAMS, "USER", "Not enough parameters")
        return
    # The ~ says that nobody vouches for the user name.
    letters = "".join(c for c in message.params[0] if c.isascii() and (c.isalnum() or c in "-_."))
    person.user = f"~{letters[:_USER_LENGTH] or 'user'}"
    person.realname = clip(message.params[3].encode(), person.room.config.limits.realname_len).decode()
    person.refresh_prefix()
    complete_registration(person)


def complete_registration(person: Session) -> None:
    """Let somebody in once they have said everything that is needed. Does nothing before that."""
    if person.registered or person.negotiating or not person.nick or not person.user:
        return
    room = person.room
    if not knows_password(person):
        person.reply(ERR_PASSWDMISMATCH, "The password is wrong" if person.password else "This room has a password")
        room.dismiss(person, "Wrong password")
        return
    if not _take_name(person):
        return
    person.password = ""
    person.bear(person.modes | set(room.config.server.default_user_modes) & set(modes.FREELY_CHOSEN))
    room.admit(person)
    welcome(person)
    for channel in person.channels.values():
        show_again(person, channel)


def _take_name(person: Session) -> bool:
    """Give a newcomer, who has said all there is to say, their name for good, or tell them that it is another's."""
    room, name = person.room, person.nick
    other = may_take_over(person, name)
    if not owns(person, name) or (other is None and room.is_taken(name, by_other_than=person)):
        person.reply(ERR_NICKNAMEINUSE, name, _RESERVED)
        room.release(person)
        person.name("")
        return False
    if other is not None:
        take_over(person, other)
    elif room.find(name) is None:  # whoever had it while they logged in is gone
        room.claim(person, name)
    return True


def _may_be_taken_over(person: Session, nick: str) -> bool:
    """Whether somebody is on their way back to a place of theirs, or, not logged in yet, may be."""
    holder = person.room.find(nick)
    undecided = person.negotiating and not person.account and holder is not None and bool(holder.account)
    return not person.registered and (undecided or may_take_over(person, nick) is not None)


@command("PING", spec=_SPEC + "ping-message", params=1, early=True)
def ping(person: Session, message: Message) -> None:
    """Answer at the very end of the turn: who has the answer knows that all they said before is out."""
    room = person.room
    if not message.params[0]:
        person.reply(ERR_NOORIGIN, "No origin specified")
        return
    person.send(f":{room.server_name} PONG {room.server_name} :{message.params[0]}")
    room.last_to_flush.append(person)


@command("PONG", spec=_SPEC + "pong-message", early=True)
def pong(_person: Session, _message: Message) -> None:
    """Nothing to do: that a line came is noted where lines come in."""


@command("ERROR", spec=_SPEC + "error-message", early=True)
def error(_person: Session, _message: Message) -> None:
    """A client has none to report that would concern us."""


@command("QUIT", spec=_SPEC + "quit-message", early=True)
def quit_(person: Session, message: Message) -> None:
    """Leave the room, with a word about why."""
    words = message.params[0] if message.params else ""
    person.room.dismiss(person, f"Quit: {words}" if words else "Quit")


def not_a_browser(person: Session, _: Message) -> None:
    """Close on HTTP, or any web page its visitor looks at could speak here, in the body of a request."""
    if not person.registered:
        person.room.dismiss(person, "This is not a web server")


for method in _HTTP_METHODS:
    command(method, spec="https://www.rfc-editor.org/rfc/rfc9110#section-9", early=True)(not_a_browser)
