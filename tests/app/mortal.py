"""A room and its members' programs, each a process of its own that can end at any moment. Knows no network but a port.

They come from a process that has loaded everything already (where the system has such a thing), so one is there in
a few hundredths of a second. All end with whoever started them.
"""

import logging
import multiprocessing
import threading
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

from app.client import silence
from app.client.connection import Connection
from app.controllers.refusals import Refusal
from app.controllers.visit import Visit
from app.loop import Loop
from app.models.conversation import Conversation, is_told
from app.models.entries import Text
from app.models.room import Online, Room
from app.models.settings import Choices, Settings
from app.services.archive import FILE, Archive
from app.services.shelf import Shelf
from server.binding import bind
from server.config import Config, LimitsTable, ServerTable, TlsTable
from server.history import History
from server.listener import prepare_process
from server.store import Store

CHANNELS = ("#general", "#tea")
PATIENCE = 60.0
"""Seconds in which a process answers, whatever else the computer does."""

_IMPATIENT = {"PROBE_AFTER": 0.8, "QUIET": 0.2, "PATIENCE": 0.8, "HASTE": 0.5}
_PATIENT = {"PROBE_AFTER": 0.8, "QUIET": 0.2, "PATIENCE": 4.0, "HASTE": 4.0}
_AGAIN_MS = 50

Said = list[tuple[str, str]]
"""Messages by their ids, in their order."""

_warm = "forkserver" in multiprocessing.get_all_start_methods()
_context: Any = multiprocessing.get_context("forkserver" if _warm else "spawn")
if _warm:
    _context.set_forkserver_preload([__name__])


class _Mortal:
    """A process with a pipe to it."""

    def begin(self, work: Any, *arguments: Any) -> None:
        self.pipe, theirs = _context.Pipe()
        self._process = _context.Process(target=work, args=(*arguments, theirs), daemon=True)
        self._process.start()
        theirs.close()  # or nobody would notice when it ends

    def hear(self) -> Any:
        assert self.pipe.poll(PATIENCE), "a process did not answer"
        return self.pipe.recv()

    def kill(self) -> None:
        """End it without a word, in the middle of everything."""
        self._process.kill()
        self._over()

    def bid_end(self) -> None:
        """Have it end in good order."""
        self.pipe.send(None)
        self._over()

    def _over(self) -> None:
        self._process.join(PATIENCE)
        assert self._process.exitcode is not None, "a process did not end"
        self._process.close()
        self.pipe.close()


class MortalRoom(_Mortal):
    """A room in a folder, at the same port whenever it can be."""

    def __init__(self, folder: Path, *, encrypted: bool) -> None:
        self._folder = folder
        self._encrypted = encrypted
        self.port = 0
        self.fingerprint = ""
        folder.mkdir(parents=True)
        self.start()

    def start(self) -> None:
        self.begin(_hold_open, self._folder, self.port, self._encrypted)
        self.port, self.fingerprint = self.hear()

    def log(self, channel: str) -> Said:
        """What was said in a channel, as the room has it on its disk."""
        store = Store(self._folder / "room.sqlite")
        history = History(store)
        entries = history.select(history.channel(channel) or 0, 1_000_000)
        store.close()
        return [(entry.msgid, entry.text) for entry in entries]


def _hold_open(folder: Path, port: int, encrypted: bool, pipe: Pipe) -> None:
    """Be a room until somebody says so, or is gone."""
    prepare_process()
    config = Config(
        ServerTable(network="Tea house", host="127.0.0.1", port=port, data_dir=str(folder), flood_protection=False),
        tls=TlsTable(enabled=encrypted),
        limits=LimitsTable(ping_interval=1, ping_timeout=4, registration_timeout=5),
    )
    server = bind(config)
    server.start()
    with suppress(EOFError, OSError):  # who started us is gone
        pipe.send((server.port, server.fingerprint))
        pipe.recv()
    server.stop()


class MortalMember(_Mortal):
    """Somebody's program without its window."""

    def __init__(self, nick: str, folder: Path, port: int, fingerprint: str) -> None:
        self.nick = nick
        self.unsure: set[str] = set()
        """What was said and may not be on the disk yet: it may be gone if the program is killed now."""
        self._made_of = nick, folder, port, fingerprint
        folder.mkdir()
        self.start()

    def start(self) -> None:
        self.begin(_be_member, *self._made_of)

    def ask(self, verb: str, *arguments: Any) -> Any:
        self.pipe.send((verb, *arguments))
        return self.hear()

    def say(self, channel: str, text: str, *, surely: bool) -> bool:
        """Say it, if we are there; whether we are. ``surely``: until it is on the disk."""
        if not (said := bool(self.ask("say", channel, text, surely))):
            return False
        if surely:
            self.unsure.clear()
        else:
            self.unsure.add(text)
        return said


def _be_member(nick: str, folder: Path, port: int, fingerprint: str, pipe: Pipe) -> None:
    """Be somebody's program until somebody says so, or is gone."""
    _wait_for_answers(_IMPATIENT)
    loop = Loop()
    program = _Program(loop, nick, folder, port, fingerprint)

    def listen() -> None:
        with suppress(EOFError, OSError):  # who started us is gone
            while asked := pipe.recv():
                verb, *arguments = asked
                loop.post(partial(lambda work, told: pipe.send(work(*told)), getattr(program, verb), arguments))
        loop.post(program.end)

    threading.Thread(target=listen, daemon=True).start()
    loop.run()


def _wait_for_answers(seconds: dict[str, float]) -> None:
    for name, value in seconds.items():
        setattr(silence, name, value)


class _Program(logging.Handler):
    """All of a member's program but the window; everything on one thread. Hears of every error that is logged."""

    def __init__(self, loop: Loop, nick: str, folder: Path, port: int, fingerprint: str) -> None:
        super().__init__(logging.ERROR)
        logging.getLogger().addHandler(self)
        self._errors: list[str] = []
        self._loop, self._nick, self._folder = loop, nick, folder
        self._port, self._fingerprint = port, fingerprint
        self._archive = Archive(folder / FILE, self._errors.append)
        self._build()

    def emit(self, record: logging.LogRecord) -> None:
        self._errors.append(self.format(record))

    def _build(self) -> None:
        self.visit = Visit(
            Room("Tea house", "127.0.0.1", self._port, self._nick),
            Settings(Choices(nick=self._nick)),
            self._loop,
            Shelf(self._archive, "tea"),
            connect=self._connection,
            channel=CHANNELS[0],
            entered=lambda: None,
            refused=self._refused,
            leave_room=lambda: None,
        )
        self.visit.start()

    def _refused(self, refusal: Refusal) -> None:
        """Our first connection was lost on the doorstep: try again."""
        self._loop.after(_AGAIN_MS, self._build)

    def _connection(self, report: Any) -> Connection:
        return Connection(
            ("127.0.0.1",),
            self._port,
            lambda told: self._loop.post(lambda: report(told)),
            fingerprint=self._fingerprint,
            key_file=self._folder / "key.pem",
            backoff=(0.05, 0.1, 0.2),
            in_clear=not self._fingerprint,
        )

    def end(self) -> None:
        self.visit.farewell()
        self._archive.close()
        self._loop.stop()

    # -- what can be asked

    def say(self, channel: str, text: str, surely: bool) -> bool:
        conversation = self._find(channel)
        if conversation is None:
            return False
        self.visit.chat.show(conversation)
        taken = self.visit.chat.submit(text)
        if surely:
            self._archive.read("SELECT 1")  # comes back when all is written
        return taken

    def _find(self, channel: str) -> Conversation | None:
        """A channel that we are in; if we are not, we ask to be."""
        conversation = self.visit.room.find(channel)
        if conversation is not None and conversation.joined:
            return conversation
        self.visit.chat.open_channel(channel)
        return None

    def be_patient(self, patient: bool) -> None:
        """Wait a while for answers, for the computer may have much else to do, or give a connection up soon."""
        _wait_for_answers(_PATIENT if patient else _IMPATIENT)

    def unsettled(self, channels: tuple[str, ...]) -> str:
        """What is left until we are everywhere, know all that was said, and everybody has all that we said."""
        here = [self._find(channel) for channel in channels]
        waiting = [text for c in here if c for text in _texts(c) if not is_told(text)]
        if (
            waiting
            or None in here
            or not isinstance(self.visit.room.status, Online)
            or self.visit._staff._catch_up._asked
        ):
            return f"{self.visit.room.status}, in {here}, asked {self.visit._staff._catch_up._asked}, waiting {waiting}"
        return ""

    def scroll_up(self, channel: str) -> None:
        """Show more of what was said before."""
        if conversation := self.visit.room.find(channel):
            self.visit.chat.load_older(conversation)

    def shown(self, channel: str) -> Said:
        """What would be on the screen."""
        conversation = self.visit.room.find(channel)
        return [(text.key, text.text) for text in _texts(conversation)] if conversation else []

    def kept(self, channel: str) -> Said:
        """What is on our disk."""
        shelf = Shelf(self._archive, "tea")
        numbers = [kept.number for kept in shelf.conversations() if kept.name == channel]
        entries = [entry for number in numbers for entry in shelf.latest(number, 1_000_000)]
        return [(entry.key, entry.text) for entry in entries if isinstance(entry, Text)]

    def errors(self) -> list[str]:
        """What was logged as an error."""
        return self._errors


def _texts(conversation: Conversation) -> list[Text]:
    return [entry for entry in conversation.entries if isinstance(entry, Text)]
