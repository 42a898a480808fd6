"""Our own lines until the room has them: when they go out, and what becomes of those that may have arrived.

A line that a connection took before it was lost may or may not have reached the room. It is sent again only
when what the room tells of that time does not have it, and when nobody is left there under the name we had,
since that would be our own lost connection, from which the line might still come. Tk thread only.
"""

from collections.abc import Callable
from dataclasses import replace

from app.client.session import Session
from app.controllers.afterwards import quote_of
from app.controllers.line import Line
from app.controllers.memory import Memory
from app.models.conversation import Conversation, Kind
from app.models.entries import Delivery, Quote, Text, Voice, failed
from app.models.room import Room
from app.words import N_, _
from server.protocol.names import casefold

UNCERTAIN = N_("The connection was lost before this was confirmed.")


class Outbox:
    """The lines of one room that wait."""

    def __init__(
        self, room: Room, line: Line, memory: Memory, *, next_key: Callable[[], str], now: Callable[[], float]
    ) -> None:
        self._room = room
        self._line = line
        self._memory = memory
        self._next_key = next_key
        self._now = now
        self._sent: set[str] = set()  # keys of the lines that this connection has taken
        self._corrections: dict[str, tuple[Conversation, Text]] = {}  # sent and not confirmed, by their keys
        self._held: set[Conversation] = set(room.conversations)  # where something may be missing yet

    def put(
        self,
        conversation: Conversation,
        text: str,
        voice: Voice = Voice.SAID,
        *,
        quote: Quote | None = None,
        corrects: str = "",
    ) -> None:
        """Show a text of ours as waiting, in as many pieces as the room takes it, and send it as soon as possible.

        The first of them answers what is quoted.
        """
        session = self._line.session
        for piece in session.pieces(conversation.name, text, voice) if session else [text]:
            line = replace(self._line_of(piece, voice), quote=quote, corrects=corrects)
            quote, corrects = None, ""
            conversation.append(line)
            if session and conversation not in self._held:
                self._send(session, conversation, line)

    def correct(self, conversation: Conversation, message: Text, text: str) -> None:
        """Say a message of ours in other words. It is shown in its place when the room has it.

        Until it can be sent, the correction waits below, as what it is to others: an answer.
        """
        session = self._line.session
        if (
            session is None
            or conversation in self._held
            or len(session.pieces(conversation.name, text, message.voice)) > 1
        ):
            self.put(conversation, text, message.voice, quote=quote_of(message), corrects=message.key)
            return
        line = replace(self._line_of(text, message.voice), quote=quote_of(message), corrects=message.key)
        self._corrections[line.key] = conversation, line
        self._say(session, conversation, line)

    def _line_of(self, text: str, voice: Voice) -> Text:
        nick, waiting = self._room.nick, Delivery.WAITING
        return Text(self._next_key(), self._now(), nick, text, own=True, voice=voice, delivery=waiting)

    def retry(self, conversation: Conversation, key: str) -> None:
        """Send a failed line again, as a new one."""
        if line := _failed_line(conversation, key):
            conversation.remove(key)
            self.put(conversation, line.text, line.voice, quote=line.quote, corrects=line.corrects)

    def discard(self, conversation: Conversation, key: str) -> None:
        """Forget a failed line."""
        if _failed_line(conversation, key):
            conversation.remove(key)

    def is_waited_for(self, nick: str) -> bool:
        """Whether lines wait for somebody of that name to be gone: our own lost connection."""
        folded = casefold(nick)
        return any(casefold(name) == folded for name in self._memory.tried.values())

    # -- what the room answers

    def confirmed(self, key: str) -> None:
        """The room has a line of ours."""
        self._corrections.pop(key, None)

    def refused(self, key: str, reason: str) -> None:
        """The room does not take a line of ours. A correction that was not shown yet is shown now."""
        if unsaid := self._corrections.pop(key, None):
            conversation, line = unsaid
            conversation.append(failed(line, reason))

    # -- the connection comes and goes

    def lost(self) -> None:
        """The connection is gone: what waits goes out when there is another, and it is known what had arrived."""
        for key, (conversation, line) in self._corrections.items():
            conversation.append(line)
            self._memory.note_tried(key)
        self._corrections.clear()
        self._sent.clear()
        self._held.update(self._room.conversations)

    def release(self, conversation: Conversation, certain: bool) -> None:
        """Send what waits in a conversation. ``certain``: whatever had arrived before is among its entries."""
        session = self._line.session
        if session is None:
            return
        self._held.discard(conversation)
        if conversation.kind is Kind.DIRECT and not session.account:
            certain = False  # who has no account is somebody else to the room on each visit, and has no past
        for line in _waiting(conversation):
            if line.key in self._sent:
                continue
            tried_as = self._memory.tried.get(line.key)
            if tried_as is None:  # anew: only now is it known what the room takes whole
                self.put(conversation, line.text, line.voice, quote=line.quote, corrects=line.corrects)
                conversation.remove(line.key)
            elif not certain:
                conversation.replace(line.key, failed(line, _(UNCERTAIN)))
            elif self._is_gone(tried_as):
                self._send(session, conversation, line)

    def shut_out(self, channel: str, reason: str) -> None:
        """A channel does not let us in any more: what waits there cannot go out."""
        if conversation := self._room.find(channel):
            for line in _waiting(conversation):
                conversation.replace(line.key, failed(line, reason))

    def _is_gone(self, nick: str) -> bool:
        return self._room.is_me(nick) or self._room.person(nick) is None

    def _send(self, session: Session, conversation: Conversation, line: Text) -> None:
        self._sent.add(line.key)
        self._memory.note_tried(line.key)
        self._say(session, conversation, line)

    @staticmethod
    def _say(session: Session, conversation: Conversation, line: Text) -> None:
        answers = line.quote.key if line.quote else ""
        session.say(conversation.name, line.text, line.key, line.voice, answers=answers, corrects=line.corrects)


def _waiting(conversation: Conversation) -> list[Text]:
    return [e for e in conversation.entries if isinstance(e, Text) and e.delivery is Delivery.WAITING]


def _failed_line(conversation: Conversation, key: str) -> Text | None:
    index = conversation.index(key)
    entry = conversation.entries[index] if index is not None else None
    return entry if isinstance(entry, Text) and entry.delivery is Delivery.FAILED else None
