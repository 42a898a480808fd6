"""The table of slash commands: how one is entered, and how what was typed finds it. Knows no command itself."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.models.conversation import Conversation, Kind
from app.words import _
from server.protocol.names import casefold

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


def offered() -> list[tuple[str, str]]:
    """What can be typed, and what it does, for people."""
    return [(command.usage, _(command.help)) for command in COMMANDS.values()]


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


def refuse(problem: str | None) -> None:
    """Raise UsageError with this sentence, if there is one."""
    if problem:
        raise UsageError(problem)


def this_channel(chat: "Chat", otherwise: str) -> Conversation:
    """The channel that is shown. Raises UsageError with the sentence where there is none."""
    conversation = chat.room.current
    if conversation is None or conversation.kind is not Kind.CHANNEL:
        raise UsageError(otherwise)
    return conversation


def member(chat: "Chat", name: str, otherwise: str) -> None:
    """Raises UsageError where nobody of that name is in the channel that is shown."""
    conversation = this_channel(chat, otherwise)
    if not any(casefold(known) == casefold(name) for known in conversation.members):
        raise UsageError(_("There is no {name} in {channel}.").format(name=name, channel=conversation.name))
