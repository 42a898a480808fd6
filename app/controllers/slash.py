"""What a person can do by typing ``/word``: a table of functions, which is also the help.

A command is one function under ``@slash``: its parameters are the usage (one with a default
is optional, one after ``*`` takes the rest of the line), its docstring is the help.
Tk thread only.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.models.conversation import Kind
from app.models.entries import Voice
from app.words import _, told
from server.protocol.names import casefold, nick_problem

if TYPE_CHECKING:  # chat runs us, and gives us itself
    from app.controllers.chat import Chat


class UsageError(Exception):
    """The command was not typed as it can be understood; the text says how it is."""


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table, read from the function itself."""

    name: str
    run: Callable[..., None]
    usage: str
    help: str
    required: int
    words: int
    """How many parameters are single words."""
    rest: bool
    """Whether one more takes the rest of the line."""


COMMANDS: dict[str, Command] = {}


def slash(function: Callable[..., None]) -> Callable[..., None]:
    """Enter a function into the table under its own name."""
    name = function.__name__.strip("_")
    parameters = list(inspect.signature(function).parameters.values())[1:]
    shown = [f"<{p.name}>" if p.default is p.empty else f"[{p.name}]" for p in parameters]
    COMMANDS[name] = Command(
        name,
        function,
        " ".join([f"/{name}", *shown]),
        inspect.getdoc(function) or "",
        required=sum(p.default is p.empty for p in parameters),
        words=sum(p.kind is p.POSITIONAL_OR_KEYWORD for p in parameters),
        rest=any(p.kind is p.KEYWORD_ONLY for p in parameters),
    )
    return function


def run(chat: "Chat", text: str) -> None:
    """Run what was typed. Raises UsageError, with words for the person."""
    word = text[1:].split(maxsplit=1)[0] if text[1:2].strip() else ""
    rest = text[1 + len(word) :]
    command = COMMANDS.get(word.lower())
    if command is None:
        raise UsageError(
            _("There is no command /{word}. /help lists what there is; // says something that starts with /.").format(
                word=word
            )
        )
    given = rest.split(None, command.words) if command.rest else rest.split()
    if not command.required <= len(given) <= command.words + command.rest:
        raise UsageError(_("Usage: {usage}").format(usage=command.usage))
    words, tail = given[: command.words], given[command.words :]
    name = list(inspect.signature(command.run).parameters)[-1]
    command.run(chat, *words, **({name: tail[0]} if tail else {}))


@slash
def me(chat: "Chat", *, action: str) -> None:
    """Say what you do: “/me waves” shows as “Ada waves”."""
    chat.say(action, Voice.ACTED)


@slash
def nick(chat: "Chat", name: str) -> None:
    """Change your name."""
    _refuse(chat.change_nick(name))


@slash
def join(chat: "Chat", channel: str) -> None:
    """Go to a channel; it is made if there is none of that name."""
    _refuse(chat.open_channel(channel))


@slash
def part(chat: "Chat") -> None:
    """Leave the channel you are in."""
    conversation = chat.room.current
    if conversation is None or conversation is chat.room.conversations[0]:
        raise UsageError(_("This is the room's first channel. To leave the room use its menu, or /quit."))
    chat.leave(conversation)


@slash
def query(chat: "Chat", name: str) -> None:
    """Show the direct messages with somebody."""
    _turn_to(chat, name)


@slash
def msg(chat: "Chat", name: str, *, text: str) -> None:
    """Send somebody a direct message."""
    _turn_to(chat, name)
    chat.say(text)


@slash
def topic(chat: "Chat", *, text: str = "") -> None:
    """Show the channel's topic, or set it."""
    conversation = chat.room.current
    if conversation is None or conversation.kind is not Kind.CHANNEL:
        raise UsageError(_("Only channels have a topic."))
    if text:
        chat.set_topic(text)
    else:
        chat.sync.remark(
            _("Topic: {topic}").format(topic=conversation.topic) if conversation.topic else _("No topic is set.")
        )


@slash
def names(chat: "Chat") -> None:
    """Say who is in the channel."""
    conversation = chat.room.current
    if conversation is None or conversation.kind is not Kind.CHANNEL:
        raise UsageError(_("Only channels have a list of people."))
    if not conversation.members:
        raise UsageError(_("Who is here is not known right now."))
    chat.sync.remark(", ".join(sorted(conversation.members, key=str.casefold)), icon="users")


@slash
def kick(chat: "Chat", name: str, *, reason: str = "") -> None:
    """Put somebody out of the channel, if you may. They can come back unless they are banned."""
    conversation = chat.room.current
    if conversation is None or conversation.kind is not Kind.CHANNEL:
        raise UsageError(_("People can be put out of channels only."))
    if not any(casefold(member) == casefold(name) for member in conversation.members):
        raise UsageError(_("There is no {name} in {channel}.").format(name=name, channel=conversation.name))
    chat.kick(name, reason)


@slash
def away(chat: "Chat", *, message: str = "Away") -> None:
    """Show that you are away, with a few words if you like. /back ends it."""
    chat.set_away(message)


@slash
def back(chat: "Chat") -> None:
    """Show that you are here again."""
    chat.set_away("")


@slash
def clear(chat: "Chat") -> None:
    """Empty this conversation's window. Others keep theirs."""
    if chat.room.current:
        chat.room.current.clear()


@slash
def _quit(chat: "Chat") -> None:
    """Leave the room."""
    chat.leave_room()


@slash
def _help(chat: "Chat", command: str = "") -> None:
    """Say what can be typed, or how one command is used."""
    name = command.lstrip("/").lower()
    if name and name not in COMMANDS:
        raise UsageError(_("There is no command /{name}. /help lists what there is.").format(name=name))
    rows = [COMMANDS[name]] if name else sorted(COMMANDS.values(), key=lambda row: row.name)
    chat.sync.remark("\n".join(f"{row.usage}: {_(row.help)}" for row in rows), icon="circle-question-mark")


def _turn_to(chat: "Chat", name: str) -> None:
    if chat.room.person(name) is None:
        _refuse(told(nick_problem(name) or ""))
    chat.open_direct(name)


def _refuse(problem: str | None) -> None:
    if problem:
        raise UsageError(problem)
