"""What becomes of messages after they were said: told by the room, now or of the past, and written where they are.

A message may be on the screen, or only kept on this computer, or not here yet; a sign on it finds it in each case.
Tk thread only. Knows nothing of connections or windows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from app.client.events import Amended, Happened
from app.controllers.flapping import fold
from app.controllers.memory import Memory
from app.controllers.unread import discount
from app.models.amendments import Amendment, Reacted, Retracted, amended, corrected
from app.models.attachments import in_short
from app.models.conversation import Conversation
from app.models.entries import Arrival, Entry, Quote, Text
from app.models.room import Room

QUOTED = 300
"""Characters of a message that are kept with an answer to it: more than a line shows."""


@dataclass(slots=True)
class Page:
    """What is told of the past and is not in the conversation yet."""

    told: dict[str, Happened] = field(default_factory=dict)
    corrects: dict[str, str] = field(default_factory=dict)
    """Key of a correction → key of what it stands in the place of."""

    def find(self, key: str) -> Entry | None:
        """An entry by its key or that of its correction."""
        happened = self.told.get(self.corrects.get(key, key))
        return happened.entry if happened else None

    def put(self, entry: Entry) -> None:
        """Let what is told under this key be this entry."""
        self.told[entry.key] = replace(self.told[entry.key], entry=entry)
        if isinstance(entry, Text):
            self.corrects.update(dict.fromkeys(entry.edits, entry.key))


class Afterwards:
    """Amends the messages of one room."""

    def __init__(self, room: Room, memory: Memory) -> None:
        self._room = room
        self._memory = memory

    # -- now

    def apply(self, conversation: Conversation, change: Amendment) -> None:
        """Write down what became of a message. A sign on one that is not here waits for it."""
        self._apply(conversation, change, Page())

    def correct(self, conversation: Conversation, correction: Text) -> bool:
        """Put a correction in the place of what it corrects. False if that is not here, or not theirs to correct.

        Then it is to be shown as what it looks like to everybody else: an answer.
        """
        return self._correct(conversation, correction, Page())

    def prepared(self, conversation: Conversation, entry: Entry) -> Entry:
        """An entry as it is to be shown: with the words that it answers, and the signs that waited for it."""
        return self._prepared(conversation, entry, Page())

    def come_back(self, conversation: Conversation, arrival: Arrival) -> bool:
        """Let the return of who has just left take the place of their leaving. False if nobody has."""
        return fold(conversation, arrival, self._memory)

    # -- of the past

    def replayed(self, conversation: Conversation, told: Iterable[Happened | Amended]) -> list[Happened]:
        """What the room tells of the past, with what became of it since, as far as it is told along with it."""
        page = Page()
        for event in told:
            match event:
                case Amended(change=change):
                    self._apply(conversation, change, page)
                case Happened(entry=Text() as line) if self._correct(conversation, line, page):
                    conversation.remove(event.confirms)
                case Happened(entry=entry):
                    page.told[entry.key] = replace(event, entry=self._prepared(conversation, entry, page))
        return list(page.told.values())

    # -- both

    def _apply(self, conversation: Conversation, change: Amendment, page: Page) -> None:
        entry = self._find(conversation, change.key, page)
        if entry is None:
            if isinstance(change, Reacted):
                self._memory.put_aside(conversation, change)
        elif isinstance(change, Retracted) and entry.key != change.key:
            pass  # a correction alone was taken back: what it replaced is not known any more
        else:
            self._put(conversation, entry, amended(entry, change), page)

    def _correct(self, conversation: Conversation, correction: Text, page: Page) -> bool:
        entry = self._find(conversation, correction.corrects, page) if correction.corrects else None
        after = corrected(entry, correction) if isinstance(entry, Text) else None
        if entry is None or after is None:
            return False
        self._put(conversation, entry, after, page)
        return True

    def _prepared(self, conversation: Conversation, entry: Entry, page: Page) -> Entry:
        if isinstance(entry, Text) and entry.quote:
            quoted = self._find(conversation, entry.quote.key, page)
            entry = answering(entry, quoted) if isinstance(quoted, Text) else entry
        for change in self._memory.take_aside(conversation, entry.key):
            entry = amended(entry, change)
        for correction in conversation.corrections_of(entry.key) if isinstance(entry, Text) else ():
            after = corrected(entry, correction) if isinstance(entry, Text) else None
            if after is not None:
                self._memory.drop(conversation, correction.key)
                entry = after
        return entry

    def _find(self, conversation: Conversation, key: str, page: Page) -> Entry | None:
        return conversation.find(key) or page.find(key) or self._memory.find(conversation, key)

    def _put(self, conversation: Conversation, before: Entry, after: Entry, page: Page) -> None:
        if before is page.find(before.key):
            page.put(after)
        elif before is not after:
            self._memory.amend(conversation, after)
            discount(conversation, before, after, self._room)


def answering(entry: Text, quoted: Text) -> Text:
    """An answer with the words that it answers; who answers us means us."""
    means_us = quoted.own and entry.asks_for_attention
    return replace(entry, quote=quote_of(quoted), mention=entry.mention or means_us)


def quote_of(message: Text) -> Quote:
    """A message as it is quoted."""
    return Quote(message.key, message.author, in_short(message.text)[:QUOTED])
