"""One room without a window: the same models and controllers, with lines of text for windows.

What is to be said comes from a ``Source`` (the keyboard, a pipe, an argument), on the thread that calls ``run``;
everything else, models included, lives on the thread ``room``, which runs a ``Loop``.
"""

import getpass
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.client.connection import Connection
from app.controllers.refusals import NameRefused, PasswordWanted, Refusal, Unmet, Unreachable
from app.controllers.visit import Visit
from app.loop import Loop
from app.models.conversation import Change, Conversation, Inserted, Replaced
from app.models.entries import Delivery, Entry, Remark, Text
from app.models.room import Closed, Online, Retrying, Room
from app.models.settings import Choices, Settings
from app.services.archive import Archive
from app.services.known_rooms import KnownRooms
from app.services.shelf import Shelf
from app.terminal import FAILED, INTERRUPTED, OK
from app.terminal.goal import Goal
from app.terminal.lines import Lines, complain, render
from server.protocol.fingerprints import shortened, spoken

LAST_LINES_MS = 15_000
"""How long what was to be said may take to arrive after the source has ended."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What a prompt shows of the room; a value, made anew when something changed."""

    current: str = ""
    people: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    unread: tuple[tuple[str, int, int], ...] = ()
    """Of the other conversations: name, how many messages are new, how many of them name us."""


class Source(Protocol):
    """Where what is to be said comes from."""

    interactive: bool
    """Whether a person is there, who sees what goes wrong and can be asked."""

    def begin(self, talk: "Talk") -> None:
        """Hand lines to ``talk.type``, then call ``talk.end``: now, or from a thread. The room is entered."""

    def stop(self) -> None:
        """The talk is over: wait for nothing more. Any thread."""


class Talk:
    """One room, from coming in to leaving."""

    def __init__(
        self, goal: Goal, known: KnownRooms, lines: Lines, source: Source, *, older: int | None = None
    ) -> None:
        """``older``: how much to show at most of what was said before we came; None for all that the room tells."""
        self._invite = known.recognise(goal.invite)
        self._known = known
        self._choose_name = goal.choose_name
        self._lines = lines
        self._source = source
        self._older = older
        self._loop = Loop()
        self._archive = Archive()  # a terminal remembers nothing
        self._settings = Settings(Choices(nick=goal.nick))
        self._visit: Visit | None = None
        self._status = OK
        self._unread: BrokenPipeError | None = None
        self._ended = False
        self._ready = threading.Event()
        self._over = threading.Event()
        self._followed: set[Conversation] = set()
        self._shown: dict[str, str] = {}  # what was printed of each entry, by its key
        self.glance = Glance()
        self.on_glance: Callable[[], object] = lambda: None
        """Called on the thread "room" when there is another glance."""

    def run(self) -> int:
        """Talk until the source ends or the room does. The exit status. Raises BrokenPipeError if nobody reads on."""
        room = threading.Thread(target=self._live, name="room", daemon=True)
        room.start()
        try:
            self._ready.wait()
            if not self._over.is_set():  # else refused: nobody would hear
                self._source.begin(self)
            self._over.wait()
        except KeyboardInterrupt:
            self._status = INTERRUPTED
            self._loop.post(self._leave)
        room.join(timeout=2)
        if self._unread is not None:
            raise self._unread
        return self._status

    # -- any thread

    @property
    def over(self) -> bool:
        return self._over.is_set()

    def type(self, line: str) -> None:
        """Say a line, or do what it asks for."""
        self._loop.post(lambda: self._typed(line))

    def end(self) -> None:
        """Leave as soon as all that was said has arrived."""
        self._loop.post(self._input_ended)

    # -- the thread "room"

    def _live(self) -> None:
        try:
            self._join(self._settings.choices.nick)
            self._loop.run()
        except BrokenPipeError as error:
            self._unread = error
        finally:
            if self._visit:
                self._visit.farewell()
            self._archive.close()
            self._over.set()
            self._ready.set()
            self._source.stop()

    def _join(self, nick: str) -> None:
        invite = self._invite
        room = Room(invite.name or invite.addresses[0], invite.addresses[0], invite.port, nick)
        room.conversations_changed.connect(lambda: self._follow(room))
        room.status_changed.connect(lambda: self._show_status(room))
        room.knocks_changed.connect(lambda: self._show_knock(room))
        if self._source.interactive:
            for signal in (room.conversations_changed, room.current_changed, room.people_changed):
                signal.connect(lambda: self._look(room))

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
            waits=lambda: self._lines.say("You are waiting to be let in. Whoever hosts the room has been asked."),
            leave_room=self._leave,
        )
        self._visit.start()

    def _entered(self) -> None:
        if self._visit:
            room = self._visit.room
            self._lines.say(f"You are in {room.name} as {room.nick}.")
            self._known.remember(self._invite)
        self._ready.set()

    def _refused(self, refusal: Refusal) -> None:
        asked = self._source.interactive
        match refusal:
            case NameRefused(_, suggestion) if self._choose_name:
                self._join(suggestion)
                return
            case NameRefused(reason, suggestion):
                complain(f"{reason} Try --nick {suggestion}.")
            case PasswordWanted(given) if not given and asked:
                self._invite = replace(self._invite, password=getpass.getpass("This room has a password: "))
                self._join(self._settings.choices.nick)
                return
            case PasswordWanted(given):
                wrong = "That is not this room's password." if given else "This room has a password."
                complain(f"{wrong} It stands at the end of the invite link, after “#”.")
            case Unmet(fingerprint) if asked and self._is_trusted(fingerprint):
                self._invite = replace(self._invite, fingerprint=fingerprint)
                self._join(self._settings.choices.nick)
                return
            case Unmet(fingerprint):
                complain(
                    f"You have not been in this room before. If its host reads you the words “{spoken(fingerprint)}”, "
                    f"it is the right one: use the invite, or add --trust {shortened(fingerprint)}."
                )
            case Unreachable(reason):
                complain(reason)
        self._status = FAILED
        self._loop.stop()

    def _is_trusted(self, fingerprint: str) -> bool:
        """Ask whether a room is the right one."""
        self._lines.say("You have not been in this room before. Ask its host to read out its words. They should be:")
        self._lines.say(f"  {spoken(fingerprint)}")
        return input("Are they the same? [y/N] ").strip().lower() in ("y", "yes")

    def _typed(self, line: str) -> None:
        if self._visit and not self._visit.chat.submit(line) and line.strip() and not self._source.interactive:
            self._status = FAILED

    def _input_ended(self) -> None:
        self._ended = True
        self._loop.after(LAST_LINES_MS, self._leave_unheard)
        self._leave_if_done()

    def _leave_if_done(self) -> None:
        if self._ended and not self._waiting():
            self._leave()

    def _leave_unheard(self) -> None:
        if self._waiting():
            self._status = max(self._status, complain("Not everything has arrived."))
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
                conversation.unread_changed.connect(lambda: self._look(room))

    def _look(self, room: Room) -> None:
        current = room.current
        others = [conversation for conversation in room.conversations if conversation is not current]
        self.glance = Glance(
            current.name if current else "",
            tuple(person.nick for person in room.people),
            tuple(conversation.name for conversation in room.channels()),
            tuple((other.name, other.unread, other.mentions) for other in others if other.unread),
        )
        self.on_glance()

    def _changed(self, conversation: Conversation, change: Change) -> None:
        match change:
            case Inserted(index, number):
                end = index + number
                shown = conversation.entries[index:end]
                if self._older is not None:
                    past = [entry for entry in shown if entry.time < conversation.joined_at]
                    left_out = past[: max(0, len(past) - self._older)]
                    self._older -= len(past) - len(left_out)
                    shown = [entry for entry in shown if entry not in left_out]
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
            self._status = complain(f"Not sent: {entry.text} ({entry.failure})")
            return
        if isinstance(entry, Remark) and entry.error and not self._source.interactive:
            self._status = FAILED  # it is shown, but nobody may be looking
        words = render(entry)
        if self._shown.get(entry.key) == words:
            return  # a sign on it: silent here
        self._shown[entry.key] = words
        main = self._visit is not None and conversation is self._visit.room.conversations[0]
        self._lines.entry(conversation, entry, main=main)

    def _show_knock(self, room: Room) -> None:
        if room.knocks:
            nick = room.knocks[-1].nick
            self._lines.say(f"{nick} would like to join. /invite {nick} lets them in.")

    def _show_status(self, room: Room) -> None:
        match room.status:
            case Retrying() if self._source.interactive:
                self._lines.say("The connection is lost. Trying again… What you write waits.")
            case Retrying():
                self._status = complain("The connection to the room was lost.")
                self._loop.stop()
            case Closed(reason):
                self._status = complain(reason)
                self._loop.stop()
            case Online(again=True):
                self._lines.say("You are back in the room.")
            case _:
                pass
