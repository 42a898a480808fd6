"""What was said before: what a session asks of the room's memory, and what the room tells of it. Knows no thread.

https://ircv3.net/specs/extensions/chathistory, https://ircv3.net/specs/extensions/read-marker, and soju's search.
"""

from typing import TYPE_CHECKING

from app.client import questions
from app.client.batches import SEARCH, Batch
from app.client.events import Amended, Happened, Recalled, TargetsListed
from app.client.handlers import handle
from app.client.handlers.registry import seconds
from app.client.tags import KEY_TAG
from server.protocol.message import Message

if TYPE_CHECKING:  # the session has us
    from app.client.session import Session

PAGE = 200
"""How many messages we ask for at a time."""
_HISTORY = {"draft/chathistory", "batch", "labeled-response", "message-tags", "server-time"}
"""The capabilities with which we can ask for what was said before, and know it again."""
_RECALLED = ("PRIVMSG", "NOTICE", "TAGMSG", "REDACT")


class Past:
    """Of one session."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._asked: dict[str, str] = {}  # label of a question → its target
        self.is_told = False
        """Whether what is being handled is said again."""

    # -- what the room can

    @property
    def remembers(self) -> bool:
        """Whether the room can be asked for what was said before, and for which of it was ours."""
        return self._session.passes_on(KEY_TAG) and self._session.capabilities >= _HISTORY

    @property
    def searches(self) -> bool:
        """Whether the room looks for words in what was said."""
        return self.remembers and SEARCH in self._session.capabilities

    @property
    def marks_reading(self) -> bool:
        """Whether the room remembers how far we have read."""
        return "draft/read-marker" in self._session.capabilities

    @property
    def page(self) -> int:
        """How many messages the room gives at once, as far as we want them."""
        most = self._session.isupport.get("CHATHISTORY", "")
        return min(int(most) or PAGE, PAGE) if most.isascii() and most.isdigit() else PAGE

    # -- what we ask

    def recall(self, target: str, *, after: float = 0.0, before: float = 0.0) -> str:
        """Ask for what was said from one time on, or up to one; without either (0), for the latest.

        What was said at that very time is among it. The answer is Recalled, with the label returned here.
        """
        label = self._label_for(target)
        self._session.send(questions.history(target, label, self.page, after=after, before=before))
        return label

    def recall_one(self, target: str, key: str) -> str:
        """Ask for one message by its msgid. The answer is Recalled, with the label returned here."""
        label = self._label_for(target)
        self._session.send(questions.one(target, key, label))
        return label

    def search(self, text: str, target: str = "") -> str:
        """Ask for what holds all these words, in one conversation or wherever we are.

        The answer is Recalled, with the label returned here; of each message it says where it was.
        """
        label = self._label_for("")
        self._session.send(questions.search(text, target, label, self.page))
        return label

    def list_targets(self) -> None:
        """Ask with whom something was said at any time. The answer is TargetsListed."""
        self._session.send(questions.targets(PAGE))

    def mark_read(self, target: str, time: float) -> None:
        """Tell our other devices, by the room, how far we have read. The answer is ReadSeen."""
        self._session.send(questions.mark_read(target, time))

    def _label_for(self, target: str) -> str:
        """A label for a question about a conversation, by which its answer is known."""
        label = self._session.next_key()
        self._asked[label] = target
        return label

    def unasked(self, message: Message) -> str | None:
        """The target of the question that will not be answered, if that is what a message says."""
        return self._asked.pop(message.tags.get("label", ""), None)

    # -- what the room tells

    def told(self, batch: Batch) -> Recalled:
        """What was said before, and what became of it; who came and went meanwhile is over."""
        said = [line for line in batch.lines if line.command in _RECALLED]
        self.is_told = True
        events = [event for line in said for event in handle(self._session, line)]
        self.is_told = False
        happened = tuple(event for event in events if isinstance(event, Happened | Amended))
        label = batch.opening.tags.get("label", "")
        target = self._asked.pop(label, "") or "".join(batch.opening.params[2:3])
        dated = [time for line in batch.lines if (time := seconds(line.tags.get("time", ""))) is not None]
        first, last = (dated[0], dated[-1]) if dated else (0.0, 0.0)
        return Recalled(target, happened, label, len(batch.lines), first, last)


def targets_in(batch: Batch) -> TargetsListed:
    """With whom something was said, and when for the last time."""
    listed = (line.params[1:3] for line in batch.lines if len(line.params) > 2)
    times = ((name, seconds(written)) for name, written in listed)
    return TargetsListed(tuple((name, time) for name, time in times if time is not None))
