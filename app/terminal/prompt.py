"""What a person types at a terminal: with history, completion, and what is new elsewhere below the line.

The prompt lives on the thread that calls ``begin``; of the room it sees only a ``Glance``.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from app.controllers.slash import COMMANDS
from app.terminal.talk import Talk


class Prompt:
    """A person at the keyboard."""

    interactive = True

    def __init__(self, history: Path | None = None) -> None:
        self._session: PromptSession[str] = PromptSession(erase_when_done=True, history=_history(history))

    def begin(self, talk: Talk) -> None:
        talk.on_glance = self._session.app.invalidate
        with patch_stdout(raw=True):  # what is printed meanwhile appears above the prompt
            while not talk.over:
                try:
                    line = self._session.prompt(
                        lambda: f"{talk.glance.current}> ",
                        completer=Words(talk),
                        complete_while_typing=False,
                        bottom_toolbar=lambda: news(talk) or None,
                    )
                except EOFError:
                    break
                talk.type(line)
        talk.end()

    def stop(self) -> None:
        app = self._session.app
        if app.loop and app.is_running:
            app.loop.call_soon_threadsafe(lambda: app.exit(exception=EOFError))


class Words(Completer):
    """What Tab offers: commands at the beginning, channels after #, otherwise people."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002 - as the library calls it
        before = document.text_before_cursor
        word = before.rpartition(" ")[2]
        glance = self._talk.glance
        if before.startswith("/") and " " not in before:
            for command in COMMANDS.values():
                if f"/{command.name}".startswith(before.lower()):
                    yield Completion(f"/{command.name} ", -len(before), command.usage, command.help)
        elif word.startswith("#"):
            yield from _begun(word, glance.channels, " ")
        elif word:
            sign = "@" if word.startswith("@") else ""
            ending = ": " if word == before and not sign else " "
            yield from _begun(word, (sign + nick for nick in glance.people), ending)


def _begun(word: str, names: Iterable[str], ending: str) -> Iterator[Completion]:
    for name in names:
        if name.casefold().startswith(word.casefold()):
            yield Completion(name + ending, -len(word), name)


def news(talk: Talk) -> str:
    """What is unread elsewhere, as one line; mentions have an exclamation mark."""
    return "  ".join(f"{name} {count}{'!' if mentions else ''}" for name, count, mentions in talk.glance.unread)


class _Kept(FileHistory):
    """What was said, for the next time; commands are not kept, since some have passwords in them."""

    def store_string(self, string: str) -> None:
        if not string.startswith("/"):
            super().store_string(string)


def _history(path: Path | None) -> History:
    if path is None:
        return InMemoryHistory()
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return _Kept(str(path))
    return InMemoryHistory()
