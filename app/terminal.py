"""A room in a terminal: the same models and controllers, with lines of text for windows.

``chat`` reads what is typed (or piped in) on the calling thread; everything else, models
included, lives on the thread ``room``, which runs a ``Loop``. Exit status: 0 when the room
was left as wished and everything arrived, 1 when not, 130 on Ctrl+C.
"""

import getpass
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.client.connection import Connection
from app.controllers.visit import NameRefused, PasswordWanted, Refusal, Unmet, Unreachable, Visit
from app.loop import Loop
from app.models.conversation import Change, Conversation, Inserted, Replaced
from app.models.entries import (
    Arrival,
    Delivery,
    Departure,
    Entry,
    ModeChange,
    NickChange,
    Parting,
    Remark,
    Retraction,
    Text,
    TopicChange,
    Voice,
)
from app.models.room import Closed, Online, Retrying, Room
from app.models.settings import Choices, Settings
from app.services import invites
from app.services.archive import Archive
from app.services.invites import Invite, InviteError
from app.services.known_rooms import KnownRooms
from app.services.shelf import Shelf
from server.protocol.fingerprints import shortened, spoken
from server.protocol.names import channel_problem, nick_problem, suggest_nick

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

OK, FAILED, INTERRUPTED = 0, 1, 130

LAST_LINES_MS = 15_000
"""How long what was piped in may take to arrive after the pipe has ended."""


def chat(
    address: str,
    *,
    known: KnownRooms,
    nick: str = "",
    channel: str = "",
    known_nick: str = "",
    fingerprint: str = "",
) -> int:
    """Talk in a room until the input ends. Returns the exit status.

    ``nick`` is the name asked for; without it ``known_nick`` or the login name is used, and
    changed a little where somebody else has it. ``fingerprint`` is what the room has to prove itself
    by, where the address does not say so.
    """
    if sys.stdin is None:  # whoever started us has closed it: nothing will be typed
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - it stays open, as stdin does
    try:
        invite = invites.read(address)
    except InviteError as error:
        return _complain(str(error))
    if channel:
        invite = replace(invite, channel=channel if channel.startswith("#") else f"#{channel}")
        if problem := channel_problem(invite.channel):
            return _complain(f"{problem} Try another --channel.")
    if nick and (problem := nick_problem(nick)):
        return _complain(f"{problem} Try --nick {suggest_nick(nick)}.")
    if fingerprint:
        invite = replace(invite, fingerprint=fingerprint, in_clear=False)
    nick, choose_name = nick or known_nick or suggest_nick(_login_name()), not nick
    talk = Talk(known.recognise(invite), nick, known, choose_name=choose_name)
    return talk.run()


def _login_name() -> str:
    """Who is logged in; empty where the system does not know, as in some containers."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # which of them depends on the system and Python's version
        return ""


class Talk:
    """One room on the terminal."""

    def __init__(self, invite: Invite, nick: str, known: KnownRooms, *, choose_name: bool) -> None:
        self._invite = invite
        self._known = known
        self._choose_name = choose_name
        self._interactive = sys.stdin.isatty() and sys.stdout.isatty()
        self._loop = Loop()
        self._archive = Archive()  # a terminal remembers nothing
        self._settings = Settings(Choices(nick=nick))
        self._visit: Visit | None = None
        self._status = OK
        self._ended = False
        self._ready = threading.Event()
        self._over = threading.Event()
        self._followed: set[Conversation] = set()
        self._shown: dict[str, str] = {}  # what was printed of each entry, by its key
        self._end_prompt: Callable[[], None] = lambda: None

    def run(self) -> int:
        """Pass input on until it ends or the room does, while the room lives on a thread of its own."""
        room = threading.Thread(target=self._live, name="room", daemon=True)
        room.start()
        try:
            self._ready.wait()
            if self._over.is_set():
                pass  # refused: nobody would hear the input
            elif self._interactive:
                self._prompt()
            else:
                # A daemon, since nobody can interrupt a read from a pipe.
                threading.Thread(target=self._read_pipe, name="input", daemon=True).start()
            self._over.wait()
        except KeyboardInterrupt:
            self._status = INTERRUPTED
            self._loop.post(self._leave)
        room.join(timeout=2)
        return self._status

    # -- the calling thread, or "input"

    def _prompt(self) -> None:
        from prompt_toolkit import PromptSession  # here: 0.1 s that pipes need not pay for
        from prompt_toolkit.patch_stdout import patch_stdout

        prompt: PromptSession[str] = PromptSession(erase_when_done=True)
        self._end_prompt = lambda: _end_prompt(prompt)
        with patch_stdout():  # what is printed meanwhile appears above the prompt
            while not self._over.is_set():
                try:
                    self._pass_on(prompt.prompt("> "))
                except EOFError:
                    break
        self._loop.post(self._input_ended)

    def _read_pipe(self) -> None:
        """Without sys.stdin, whose lock a thread that waits for input would keep when Python ends."""
        rest = b""
        with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as pipe:
            while data := pipe.read(65536):
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    self._pass_on(line.decode(errors="replace").rstrip("\r"))
        if rest:
            self._pass_on(rest.decode(errors="replace"))
        self._loop.post(self._input_ended)

    def _pass_on(self, line: str) -> None:
        self._loop.post(lambda: self._typed(line))

    # -- the thread "room"

    def _live(self) -> None:
        try:
            self._join(self._settings.choices.nick)
            self._loop.run()
        finally:
            if self._visit:
                self._visit.farewell()
            self._archive.close()
            self._over.set()
            self._ready.set()
            self._end_prompt()

    def _join(self, nick: str) -> None:
        invite = self._invite
        room = Room(invite.name or invite.addresses[0], invite.addresses[0], invite.port, nick)
        room.conversations_changed.connect(lambda: self._follow(room))
        room.status_changed.connect(lambda: self._show_status(room))
        room.knocks_changed.connect(lambda: _show_knock(room))

        def connect(report: Callable[..., object]) -> Connection:
            return Connection(
                invite.addresses,
                invite.port,
                lambda r: self._loop.post(lambda: report(r)),
                fingerprint=invite.fingerprint,
                in_clear=invite.in_clear,
            )

        self._visit = Visit(
            room,
            self._settings,
            self._loop,
            Shelf(self._archive, ""),
            connect=connect,
            channel=invite.channel,
            password=invite.password,
            entered=self._entered,
            refused=self._refused,
            waits=lambda: _say("* You are waiting to be let in. Whoever hosts the room has been asked."),
            leave_room=self._leave,
        )
        self._visit.start()

    def _entered(self) -> None:
        if self._visit:
            room = self._visit.room
            _say(f"* You are in {room.name} as {room.nick}.")
            self._known.remember(self._invite)
        self._ready.set()

    def _refused(self, refusal: Refusal) -> None:
        match refusal:
            case NameRefused(_, suggestion) if self._choose_name:
                self._join(suggestion)
                return
            case NameRefused(reason, suggestion):
                _complain(f"{reason} Try --nick {suggestion}.")
            case PasswordWanted(given) if not given and self._interactive:
                self._invite = replace(self._invite, password=getpass.getpass("This room has a password: "))
                self._join(self._settings.choices.nick)
                return
            case PasswordWanted(given):
                wrong = "That is not this room's password." if given else "This room has a password."
                _complain(f"{wrong} It stands at the end of the invite link, after “#”.")
            case Unmet(fingerprint) if self._interactive and _trusted(fingerprint):
                self._invite = replace(self._invite, fingerprint=fingerprint)
                self._join(self._settings.choices.nick)
                return
            case Unmet(fingerprint):
                _complain(
                    f"You have not been in this room before. If its host reads you the words “{spoken(fingerprint)}”, "
                    f"it is the right one: use the invite, or add --trust {shortened(fingerprint)}."
                )
            case Unreachable(reason):
                _complain(reason)
        self._status = FAILED
        self._loop.stop()

    def _typed(self, line: str) -> None:
        if self._visit and not self._visit.chat.submit(line) and line.strip() and not self._interactive:
            self._status = FAILED  # the reason has been shown, but nobody may be looking

    def _input_ended(self) -> None:
        self._ended = True
        self._loop.after(LAST_LINES_MS, self._leave_unheard)
        self._leave_if_done()

    def _leave_if_done(self) -> None:
        if self._ended and not self._waiting():
            self._leave()

    def _leave_unheard(self) -> None:
        if self._waiting():
            self._status = max(self._status, _complain("Not everything has arrived."))
        self._leave()

    def _waiting(self) -> bool:
        conversations = self._visit.room.conversations if self._visit else ()
        return any(
            isinstance(entry, Text) and entry.delivery is Delivery.WAITING
            for conversation in conversations
            for entry in conversation.entries
        )

    def _leave(self) -> None:
        self._loop.stop()

    # -- what is shown

    def _follow(self, room: Room) -> None:
        for conversation in room.conversations:
            if conversation not in self._followed:
                self._followed.add(conversation)
                conversation.entries_changed.connect(lambda change, c=conversation: self._changed(c, change))  # type: ignore[misc]

    def _changed(self, conversation: Conversation, change: Change) -> None:
        match change:
            case Inserted(index, number):
                shown = conversation.entries[index : index + number]
            case Replaced(index):
                shown = conversation.entries[index : index + 1]
            case _:
                shown = ()
        for entry in shown:
            self._show(conversation, entry)
        self._leave_if_done()

    def _show(self, conversation: Conversation, entry: Entry) -> None:
        if isinstance(entry, Text) and entry.delivery is Delivery.WAITING:
            return  # shown when the room has it
        if isinstance(entry, Text) and entry.delivery is Delivery.FAILED:
            self._status = _complain(f"Not sent: {entry.text} ({entry.failure})")
            return
        lines = render(entry)
        if self._shown.get(entry.key) == lines:
            return  # a sign on it: silent here
        self._shown[entry.key] = lines
        main = self._visit is not None and conversation is self._visit.room.conversations[0]
        place = "" if main else f"{conversation.name} "
        for line in lines.split("\n"):
            _say(f"{time.strftime('%H:%M', time.localtime(entry.time))} {place}{line}")

    def _show_status(self, room: Room) -> None:
        match room.status:
            case Retrying() if self._interactive:
                _say("* The connection is lost. Trying again… What you write waits.")
            case Retrying():
                self._status = _complain("The connection to the room was lost.")
                self._loop.stop()
            case Closed(reason):
                self._status = _complain(reason)
                self._loop.stop()
            case Online(again=True):
                _say("* You are back in the room.")
            case _:
                pass


def render(entry: Entry) -> str:  # noqa: C901 - one case for each kind
    """An entry as a line (or several) of plain text, without its time."""
    match entry:
        case Text(author=author, text=text, voice=Voice.ACTED):
            return f"* {author} {_printable(text)}"
        case Text(author=author, text=text, voice=Voice.NOTICED):
            return f"-{author}- {_printable(text)}"
        case Text(author=author, text=text, quote=quote, edits=edits):
            answers = f"(to {quote.author}) " if quote and quote.author else ""
            return f"<{author}> {answers}{_printable(text)}" + (" (edited)" if edits else "")
        case Retraction(author=author, by=by, reason=reason):
            return f"* {by} removed a message by {author}" + _because(reason)
        case Arrival(who=who):
            return f"* {who} joined"
        case Departure(who=who, parting=Parting.REMOVED, by=by, reason=reason):
            return f"* {who} was removed by {by}" + _because(reason)
        case Departure(who=who, reason=reason):
            return f"* {who} left" + _because(reason)
        case NickChange(old=old, new=new):
            return f"* {old} is now {new}"
        case TopicChange(who=who, topic=topic):
            return f"* {who} set the topic: {_printable(topic)}" if topic else f"* {who} removed the topic"
        case ModeChange(who=who, change=change, value=value):
            return f"* {who} set {change} {_printable(value)}".rstrip()
        case Remark(text=text):
            return f"* {_printable(text)}"


def _show_knock(room: Room) -> None:
    if room.knocks:
        nick = room.knocks[-1].nick
        _say(f"* {nick} would like to join. /invite {nick} lets them in.")


def _because(reason: str) -> str:
    return f" ({_printable(reason)})" if reason else ""


def _printable(text: str) -> str:
    """A text that cannot command the terminal: others write it, and escape codes do a lot."""
    return "".join(mark for mark in text if mark.isprintable() or mark in "\n\t")


def _trusted(fingerprint: str) -> bool:
    """Ask whether a room is the right one."""
    _say("* You have not been in this room before. Ask its host to read out its words. They should be:")
    _say(f"*   {spoken(fingerprint)}")
    return input("Are they the same? [y/N] ").strip().lower() in ("y", "yes")


def _say(line: str) -> None:
    print(line, flush=True)


def _complain(sentence: str) -> int:
    print(f"parlor: {sentence}", file=sys.stderr, flush=True)
    return FAILED


def _end_prompt(prompt: "PromptSession[str]") -> None:
    """Let a prompt that waits for input end as if the input had. Any thread."""
    if prompt.app.loop and prompt.app.is_running:
        prompt.app.loop.call_soon_threadsafe(lambda: prompt.app.exit(exception=EOFError))
