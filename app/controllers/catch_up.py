"""What was said while we were not there: asks the room for it, and for what is older than anything we have.

What is kept of a conversation has no holes: up to a certain time nothing is missing, and from there we ask on,
page by page. What is said meanwhile is shown at once, and counts as complete when the pages have reached it.
Tk thread only. Knows nothing of connections or windows.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.client.events import Amended, Happened, Recalled, TargetsListed
from app.controllers.afterwards import Afterwards
from app.controllers.line import Line
from app.controllers.memory import Memory
from app.controllers.quotes import Quotes
from app.controllers.unread import count_unread
from app.models.conversation import Conversation, Kind
from app.models.entries import Entry
from app.models.room import Room


@dataclass(frozen=True, slots=True)
class _Question:
    """What was asked of the room: what came after a time, what came before one, or (neither) the latest.

    ``entered_at`` is when we came in, and ``kept_from`` from when on something was kept then.
    """

    conversation: Conversation
    after: float = 0.0
    before: float = 0.0
    entered_at: float = 0.0
    kept_from: float = 0.0


class CatchUp:
    """Fetches for one room.

    ``is_seen(conversation)`` tells whether somebody looks at it; ``done(conversation, certain)`` is called when
    nothing is missing any more (``certain``), or when the room does not tell.
    """

    def __init__(
        self,
        room: Room,
        line: Line,
        memory: Memory,
        afterwards: Afterwards,
        *,
        is_seen: Callable[[Conversation], bool],
        done: Callable[[Conversation, bool], None],
    ) -> None:
        self._room = room
        self._line = line
        self._memory = memory
        self._afterwards = afterwards
        self.quotes = Quotes(room, line, memory)
        self._is_seen = is_seen
        self._done = done
        self._asked: dict[str, _Question] = {}
        self._begun: set[Conversation] = set()  # those of which the room has no more that is older
        self._wanted: set[Conversation] = set()  # those of which somebody wants to see more when that is possible
        self._sought: dict[Conversation, tuple[str, Entry | None]] = {}  # key that is looked for, oldest entry so far

    def begin(self, conversation: Conversation, *, entered_at: float = 0.0) -> None:
        """Fetch what is missing of a conversation, then call ``done``. ``entered_at``: when we came in, if known."""
        session = self._line.session
        if session is None:
            return
        if not session.past.remembers:
            self._done(conversation, False)
            return
        for label in [label for label, asked in self._asked.items() if asked.conversation is conversation]:
            del self._asked[label]  # begun anew: who was asked before answers to nobody
        known = self._memory.complete_to(conversation)
        if not known:  # what was said before we ever came is no hole
            self._memory.note_complete(conversation, entered_at)
        oldest = 0.0 if known else self._memory.oldest_time(conversation)
        self._ask(_Question(conversation, after=known, entered_at=entered_at, kept_from=oldest))

    def ask_for_directs(self) -> None:
        """Ask who has written to us while we were away."""
        if self._line.session and self._line.session.past.remembers:
            self._line.session.past.list_targets()

    def load_older(self, conversation: Conversation) -> None:
        """Show what was said before what is shown: what is kept here, else what the room has."""
        if self._memory.load_older(conversation) or conversation in self._begun:
            return
        oldest, session = conversation.oldest, self._line.session
        if session is None:
            self._wanted.add(conversation)
        elif oldest is not None and session.past.remembers and not self._is_asked(conversation):
            self._ask(_Question(conversation, before=oldest.time))

    def load_to(self, conversation: Conversation, key: str) -> bool:
        """Show everything from the message with this key on. False if it is not kept here: then the room is asked."""
        if conversation.index(key) is not None or self._memory.load_to(conversation, key):
            return True
        if self._line.session and self._line.session.past.remembers and conversation not in self._begun:
            while self._memory.load_older(conversation):
                pass  # the room is asked from the oldest on that is kept
            self._sought[conversation] = key, None
            self._seek_on(conversation)
        return False

    def _seek_on(self, conversation: Conversation) -> None:
        """Fetch what is older until what is looked for is there, or nothing older comes."""
        key, before = self._sought.pop(conversation, ("", None))
        if key and conversation.index(key) is None and conversation.oldest is not before:
            self._sought[conversation] = key, conversation.oldest
            self.load_older(conversation)

    def lost(self) -> None:
        """The connection is lost, and with it all answers."""
        self._asked.clear()
        self._sought.clear()
        self.quotes.lost()
        self._memory.lost()

    # -- answers

    def recalled(self, event: Recalled) -> None:
        """The room has told what was said before."""
        if self.quotes.recalled(event):
            return
        asked = self._asked.pop(event.label, None)
        conversation = asked.conversation if asked else self._room.find(event.target)
        if conversation is None or conversation not in self._room.conversations:
            return
        if asked is None:
            self._replayed(conversation, event)
        elif asked.before:
            self._take(conversation, event)
            if event.size < self._page():
                self._begun.add(conversation)
            elif 0 < event.first < asked.before and not any(isinstance(told, Happened) for told in event.happened):
                self._ask(replace(asked, before=event.first))  # people only came and went there
                return
            self._seek_on(conversation)
        else:
            self._caught(asked, event)

    def listed(self, event: TargetsListed) -> None:
        """The room has told with whom something was said: what is new in direct messages is fetched."""
        for name, time in event.targets:
            if name.startswith(("#", "&")):
                continue
            known = self._room.find(name)
            if known is None or time > self._memory.complete_to(known):
                conversation = self._room.open(name, Kind.DIRECT)
                conversation.set_joined(True)
                self.begin(conversation)

    def _caught(self, asked: _Question, event: Recalled) -> None:
        """A page of what is missing: ask for the next, unless it was the last."""
        conversation = asked.conversation
        if event.failed:
            self._done(conversation, False)
            return
        self._take(conversation, event)
        if (further := self._further(asked, event)) is not None:
            self._ask(further)
            return
        self._memory.note_complete(conversation, asked.entered_at)
        self._memory.note_caught_up(conversation)
        self._done(conversation, True)
        if conversation in self._wanted:
            self._wanted.discard(conversation)
            self.load_older(conversation)

    def _further(self, asked: _Question, event: Recalled) -> _Question | None:
        """What to ask next: the next page, if this one was full."""
        if not event.last or event.size < self._page():
            return None
        if asked.after:
            self._memory.note_complete(asked.conversation, event.last)
            return replace(asked, after=event.last) if event.last > asked.after else None
        is_hole = 0 < asked.kept_from < event.first
        return replace(asked, after=asked.kept_from) if is_hole else None

    def _replayed(self, conversation: Conversation, event: Recalled) -> None:
        """A room that cannot be asked repeats what was said last: what is older than all we show is known."""
        oldest = conversation.oldest
        new = tuple(told for told in event.happened if oldest is None or _time(told) >= oldest.time)
        self._take(conversation, Recalled(event.target, new))

    def _take(self, conversation: Conversation, event: Recalled) -> None:
        """Put what was said into its place. What was said in a channel before we ever came there is not news."""
        told = self._afterwards.replayed(conversation, event.happened)
        for happened in told:
            if happened.confirms:
                conversation.confirm_own(happened.confirms, happened.entry)
        new = conversation.merge(happened.entry for happened in told)
        self.quotes.look(conversation, new)
        if new and not conversation.read_to:
            in_channel = conversation.kind is Kind.CHANNEL
            conversation.note_read(new[-1].time if in_channel else new[0].time - 0.001)
        if count_unread(conversation, new, self._room) and self._is_seen(conversation):
            conversation.mark_read()

    def _ask(self, question: _Question) -> None:
        if session := self._line.session:
            label = session.past.recall(question.conversation.name, after=question.after, before=question.before)
            self._asked[label] = question

    def _page(self) -> int:
        return self._line.session.past.page if self._line.session else 0

    def _is_asked(self, conversation: Conversation) -> bool:
        return any(asked.conversation is conversation for asked in self._asked.values())


def _time(told: Happened | Amended) -> float:
    return told.change.time if isinstance(told, Amended) else told.entry.time
