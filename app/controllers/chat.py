"""What a person can do in a room: speak, move between conversations, change names and topics.

Tk thread only. Knows nothing of connections or windows: it writes models, and asks the
session, while there is one, to send.
"""

import time
from collections.abc import Callable

from app.controllers import slash
from app.controllers.afterwards import quote_of
from app.controllers.care import OFFLINE, Care, one_line
from app.controllers.catch_up import CatchUp
from app.controllers.line import Line
from app.controllers.messages import Messages
from app.controllers.outbox import Outbox
from app.controllers.seek import Seek
from app.controllers.sync import Sync
from app.controllers.takeaway import Takeaway
from app.models.conversation import Conversation, Kind
from app.models.entries import Quote, Voice
from app.models.room import Room
from app.models.settings import Settings
from app.words import _, told
from server.protocol.names import channel_problem, nick_problem

MAX_TEXT = 64 * 1024
"""Bytes of a message; more is a file, or a mistake of the clipboard."""

TYPING_PAUSE = 3.0
"""Least seconds between two signs of typing: https://ircv3.net/specs/client-tags/typing."""

RECALLED = 200
"""How many sent texts a conversation recalls."""


class Chat:
    """One room, as a person uses it."""

    def __init__(
        self,
        room: Room,
        line: Line,
        sync: Sync,
        settings: Settings,
        outbox: Outbox,
        catch_up: CatchUp,
        seek: Seek,
        takeaway: Takeaway,
        *,
        now: Callable[[], float] = time.time,
        leave_room: Callable[[], None] = lambda: None,
    ) -> None:
        self.room = room
        self.sync = sync
        self.leave_room = leave_room
        self._line = line
        self._settings = settings
        self._outbox = outbox
        self._catch_up = catch_up
        self.seek = seek
        self.takeaway = takeaway
        self.care = Care(room, line, sync)
        self.messages = Messages(room, line, sync, catch_up)
        self._now = now
        self._typed: tuple[Conversation, float] | None = None  # where we last showed that we type, and when

    # -- speaking

    def submit(self, text: str) -> bool:
        """Say what was typed, or run it if it is a slash command. False leaves it with its author."""
        return self._submit(text, None)

    def reply(self, key: str, text: str) -> bool:
        """Say what was typed as an answer to a message of the current conversation. False leaves it with its author."""
        message = self.messages.find(key)
        return self._submit(text, quote_of(message) if message else None)

    def correct(self, key: str, text: str) -> bool:
        """Say our own message in other words. False leaves them with their author."""
        conversation, message = self.room.current, self.messages.find(key)
        text = _sendable(text)
        if conversation is None or message is None or not self._can_be_sent(text):
            return False
        if text != message.text:
            self._remember(conversation, text)
            self._outbox.correct(conversation, message, text)
        self._finish(conversation)
        return True

    def _submit(self, text: str, quote: Quote | None) -> bool:
        conversation = self.room.current
        text = _sendable(text)
        if conversation is None or not self._can_be_sent(text):
            return False
        is_command = text.startswith("/") and not text.startswith("//")
        if not is_command and not conversation.joined:
            self._say_that_we_are_out(conversation)
            return False
        self._remember(conversation, text)
        if is_command:
            try:
                slash.run(self, text)
            except slash.UsageError as error:
                self.sync.remark(str(error), error=True)
        else:
            self.say(text.removeprefix("/") if text.startswith("//") else text, quote=quote)
        self._finish(conversation)
        return True

    def _can_be_sent(self, text: str) -> bool:
        if (size := len(text.encode())) > MAX_TEXT:
            most = MAX_TEXT // 1024
            words = _("That is too long for a message: {size} KB, at most {most} KB. Send it in parts.").format(
                size=size // 1024, most=most
            )
            self.sync.remark(words, error=True)
            return False
        return bool(text.strip())

    def _finish(self, conversation: Conversation) -> None:
        conversation.set_draft("")
        self._typed = None

    def say(
        self,
        text: str,
        voice: Voice = Voice.SAID,
        conversation: Conversation | None = None,
        *,
        quote: Quote | None = None,
    ) -> None:
        """Say something in a conversation, by default the current one. It is shown at once."""
        conversation = conversation or self.room.current
        if conversation is None:
            return
        if conversation.joined:
            self._outbox.put(conversation, text, voice, quote=quote)
        else:
            self._say_that_we_are_out(conversation)

    def _say_that_we_are_out(self, conversation: Conversation) -> None:
        name = conversation.name
        self.sync.remark(_("You are not in {name}. Type /join {name} to speak there.").format(name=name), error=True)

    def say_in(self, conversation: Conversation, text: str) -> None:
        """Say something in a conversation, whichever is shown."""
        self.say(text, conversation=conversation)

    def retry(self, key: str) -> None:
        """Send a failed line of the current conversation again."""
        if self.room.current:
            self._outbox.retry(self.room.current, key)

    def discard(self, key: str) -> None:
        """Forget a failed line of the current conversation."""
        if self.room.current:
            self._outbox.discard(self.room.current, key)

    def load_older(self, conversation: Conversation) -> None:
        """Show what was said before what is shown."""
        self._catch_up.load_older(conversation)

    @staticmethod
    def _remember(conversation: Conversation, text: str) -> None:
        if conversation.sent[-1:] != [text]:
            conversation.sent.append(text)
            del conversation.sent[:-RECALLED]

    # -- typing

    def compose(self, text: str) -> None:
        """The text in the send bar is this now."""
        conversation = self.room.current
        if conversation is None:
            return
        conversation.set_draft(text)
        session = self._line.session
        if session is None or not self._settings.choices.send_typing:
            return
        if not text and self._typed and self._typed[0] is conversation:
            self._typed = None
            session.typing(conversation.name, "done")
        elif text and not text.startswith("/") and self._can_see(conversation) and self._may_show_typing(conversation):
            self._typed = (conversation, self._now())
            session.typing(conversation.name, "active")

    def _can_see(self, conversation: Conversation) -> bool:
        """Whether anybody is there to see that we type."""
        if conversation.kind is Kind.DIRECT:
            return self.room.person(conversation.name) is not None
        return conversation.joined

    def _may_show_typing(self, conversation: Conversation) -> bool:
        if self._typed is None or self._typed[0] is not conversation:
            return True
        return self._now() - self._typed[1] >= TYPING_PAUSE

    # -- moving about

    def show(self, conversation: Conversation) -> None:
        self.sync.turn_to(conversation)

    def open_channel(self, name: str, password: str = "") -> str:
        """Join a channel, made if there is none, and show it. Returns why not, or the empty text."""
        name = name.strip()
        name = name if name.startswith("#") else "#" + "-".join(name.split())
        if problem := channel_problem(name):
            return told(problem)
        known = self.room.find(name)
        if known is None or not known.joined:
            if self._line.session is None:
                return _(OFFLINE)
            self._line.session.join(name, password)
        self.sync.turn_to(known or self.room.open(name, Kind.CHANNEL))
        return ""

    def open_direct(self, nick: str) -> None:
        """Show the direct messages with somebody."""
        person = self.room.person(nick)
        conversation = self.room.open(person.nick if person else nick, Kind.DIRECT)
        conversation.set_joined(True)
        self.sync.turn_to(conversation)

    def write_to(self, nick: str, draft: str) -> None:
        """Show the direct messages with somebody, with a text to be sent: not in the place of one that was begun."""
        self.open_direct(nick)
        if (conversation := self.room.current) and not conversation.draft:
            conversation.set_draft(draft)

    def mark_read(self, conversation: Conversation) -> None:
        """Count nothing of it as new. The line above that stays while one looks at it."""
        conversation.mark_read(forget_line=conversation is not self.room.current)

    def mute(self, conversation: Conversation, muted: bool) -> None:
        """Let a conversation ask for no attention, or again."""
        conversation.set_muted(muted)

    def leave(self, conversation: Conversation) -> None:
        """Leave a channel, or put a direct message away."""
        if conversation.kind is Kind.CHANNEL and conversation.joined and self._line.session:
            self._line.session.part(conversation.name)
        self.room.close(conversation)

    def show_channels(self) -> None:
        """Say which channels there are, once the room has told."""
        if self._line.session is None:
            self.sync.remark(_(OFFLINE), error=True)
            return

        def told() -> None:
            stop()
            rows = sorted(self.room.listed, key=lambda row: (-row.people, row.name))
            words = (f"{row.name} ({row.people})" + (f": {row.topic}" if row.topic else "") for row in rows)
            self.sync.remark("\n".join(words) or _("There are no channels."), icon="hash")

        stop = self.room.listed_changed.connect(told)
        self.care.list_channels()

    def set_topic(self, topic: str) -> None:
        """Ask for another topic of the current channel; it is shown when the room says so."""
        if self._line.session is None:
            self.sync.remark(_(OFFLINE), error=True)
        elif self.room.current and self.room.current.kind is Kind.CHANNEL:
            self._line.session.set_topic(self.room.current.name, one_line(topic))

    def change_nick(self, nick: str) -> str:
        """Ask for another name. Returns why it cannot be one, or the empty text."""
        nick = nick.strip()
        if problem := nick_problem(nick):
            return _("{problem} How about “{name}”?").format(problem=told(problem), name=self.sync.suggestion(nick))
        if self._line.session is None:
            return _(OFFLINE)
        self._line.session.change_nick(nick)
        return ""

    def set_away(self, message: str) -> None:
        """Be away with a message, or back with an empty one."""
        if self._line.session is None:
            self.sync.remark(_(OFFLINE), error=True)
        else:
            self._line.session.set_away(one_line(message))


def _sendable(text: str) -> str:
    """A text without what no line can hold, and without blank lines around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode(errors="replace").decode().strip("\n").rstrip()
