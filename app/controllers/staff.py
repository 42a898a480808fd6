"""Those who each look after one thing in a room: makes them, and tells each what concerns it. Tk thread only.

Knows neither how the room is reached nor how one comes in.
"""

from collections.abc import Callable
from functools import partial
from itertools import count
from secrets import token_hex

from app.client import events
from app.controllers.afterwards import Afterwards
from app.controllers.catch_up import CatchUp
from app.controllers.chat import Chat
from app.controllers.crowd import Crowd
from app.controllers.knocks import Knocks
from app.controllers.looks import Looks
from app.controllers.marks import Marks
from app.controllers.memory import Memory
from app.controllers.outbox import Outbox
from app.controllers.outside import Outside
from app.controllers.reach import ReachCheck
from app.controllers.receipts import Receipts
from app.controllers.seek import Seek
from app.controllers.sync import Sync
from app.controllers.takeaway import Takeaway
from app.controllers.witness import Line
from app.models.room import Room
from app.models.settings import Settings
from app.pump import Clockwork
from app.services.export import Export
from app.services.finder import Finder
from app.services.shelf import Shelf


class Staff:
    """For one stay. ``line`` has the session and the room's place, while there are any.

    ``post`` has something done on the Tk thread, for threads that look through what is kept.
    ``outside`` is what finding out who reaches whom does outside of this program.
    """

    def __init__(
        self,
        room: Room,
        line: Line,
        settings: Settings,
        clockwork: Clockwork,
        shelf: Shelf,
        *,
        now: Callable[[], float],
        post: Callable[[Callable[[], object]], object],
        outside: Outside | None,
        leave_room: Callable[[], None],
    ) -> None:
        self._room = room
        keys = (f"{prefix}-{number}" for prefix in [token_hex(8)] for number in count())
        next_key = partial(next, keys)
        memory = Memory(room, shelf)
        afterwards = Afterwards(room, memory)
        self.sync = sync = Sync(room, clockwork, afterwards, next_key=next_key, now=now)
        self.is_known = memory.restore()
        """Whether we have been in this room before."""
        self.knocks = Knocks(room, line)
        hint = partial(sync.remark, icon="lightbulb")
        self.reach = ReachCheck(
            room,
            line,
            clockwork,
            post,
            remark=hint,
            write_to=lambda nick, draft: self.chat.write_to(nick, draft),
            outside=outside,
        )
        Crowd(room, settings, remark=hint)
        self._outbox = Outbox(room, line, memory, next_key=next_key, now=now)
        self._catch_up = CatchUp(room, line, memory, afterwards, is_seen=sync.is_seen, done=self._outbox.release)
        self._looks = Looks(room, line, settings)
        self._marks = Marks(room, line, clockwork, settings)
        self._receipts = Receipts(room, line, clockwork, settings)
        self._seek = Seek(
            room, line, memory, self._catch_up, sync, Finder(shelf.archive, shelf.number, post), clockwork
        )
        takeaway = Takeaway(room, memory, sync, Export(shelf.archive, post))
        self.chat = Chat(
            room,
            line,
            sync,
            settings,
            self._outbox,
            self._catch_up,
            self._seek,
            takeaway,
            now=now,
            leave_room=leave_room,
        )

    # -- how the stay goes

    def registered(self) -> None:
        """The room knows us now, and can be asked."""
        self.chat.care.begin()
        self._looks.registered()
        for direct in self._room.directs():
            self._catch_up.begin(direct)
        self._catch_up.ask_for_directs()

    def in_channel(self, name: str, time: float) -> None:
        """We have come into a channel, at this time by the room's clock."""
        if conversation := self._room.find(name):
            self._catch_up.begin(conversation, entered_at=time)

    def gone(self, nick: str) -> None:
        """Somebody is gone, perhaps our own lost connection: nothing comes from it any more."""
        if self._outbox.is_waited_for(nick):
            for conversation in self._room.conversations:
                if conversation.joined:
                    self._catch_up.begin(conversation)

    def lost(self) -> None:
        """The connection is lost: who waits for an answer gets none."""
        self.knocks.lost()
        self._outbox.lost()
        self._catch_up.lost()
        self._seek.lost()
        self.sync.forget_presence()

    def say_last(self) -> None:
        """Tell what is left to be told, while the room can still be told anything."""
        self._marks.stop()

    def stop(self) -> None:
        """The stay is over."""
        for each in (self.sync, self._marks, self._receipts, self._looks, self._seek, self.reach):
            each.stop()

    # -- what happens

    def heard(self, event: events.Event) -> None:  # noqa: C901 - one case for each kind, none nested
        """Something happened in the room, and is in its models already."""
        match event:
            case events.Happened(target, entry, label):
                self._outbox.confirmed(label)
                self._catch_up.quotes.heard(target, entry)
            case events.Undelivered(label, reason):
                self._outbox.refused(label, reason)
            case events.ShutOut(channel, reason):
                self._outbox.shut_out(channel, reason)
            case events.Knocked():
                self.knocks.heard(event)
            case events.AccountSeen():
                self.knocks.known(event)
            case events.ReachAsked() | events.ReachTold():
                self.reach.heard(event)
            case events.ColourSeen() | events.DisplayNameSeen():
                self._looks.heard(event)
            case events.ReadBy():
                self._receipts.heard(event)
            case events.ReadSeen():
                self._marks.heard(event)
            case events.MembersListed(channel):
                self.chat.care.listed(channel)
            case events.Recalled() if not self._seek.recalled(event):
                self._catch_up.recalled(event)
            case events.TargetsListed():
                self._catch_up.listed(event)
