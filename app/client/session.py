"""Our half of the conversation with a room: messages in, events out; intents in, messages out.

No input or output, no threads, no clock of its own: it is handed ``send`` and ``emit``,
and a test joins it to the room's own session in memory. Lives on the thread of its owner
(the Tk thread in the app). One session is one connection; the next connection gets a new one.
"""

import time
from collections.abc import Callable, Iterator
from itertools import count
from secrets import token_hex

from app.client import cutting
from app.client.batches import Batch, Batches
from app.client.events import Amended, Event, Happened
from app.client.handlers import WHO_TOKEN, handle
from app.client.past import Past, targets_in
from app.client.reach import ASK_TAG, TELL_TAG, Answer, Question
from app.client.tags import KEY_TAG, READ_TAG, UNHEEDED, line_tags, sign_tags
from app.models.amendments import Reacted
from app.models.entries import Quote, Text, Voice
from server.protocol.message import Message
from server.protocol.names import casefold

USER = "parlor"
_LONGEST_HOST = 63  # bytes left for our address until the room has shown us what it makes of it


class Session:
    """One connection to a room, as IRC.

    ``send`` is called with every message to be sent, ``emit`` with every event, both in order
    and on the caller's thread. ``label_prefix`` makes labels, which are also the keys of lines
    that wait, unique beyond this connection; ``clock`` gives seconds since the epoch and is
    asked for what the room has not dated.
    """

    def __init__(
        self,
        nick: str,
        *,
        send: Callable[[Message], None],
        emit: Callable[[Event], None],
        password: str = "",
        by_key: bool = False,
        device: str = "",
        clock: Callable[[], float] = time.time,
        label_prefix: str | None = None,
    ) -> None:
        self.nick = nick
        self.send = send
        self.emit = emit
        self.password = password
        self.by_key = by_key
        """Whether the room has seen our key, and can know us by it."""
        self.device = device
        """What this program calls itself, so that the room ends a connection of ours that was lost when we are back."""
        self.clock = clock
        self.registered = False
        self.source = ""
        """Our own ``nick!user@host``, once the room has shown it to us."""
        self.account = ""
        """The account that the room knows us by from one visit to the next; empty: none."""
        self.offered: dict[str, str] = {}
        """The capabilities of the room with their values."""
        self.capabilities: set[str] = set()
        """Those of them that are in force."""
        self.isupport: dict[str, str] = {}
        self.names: dict[str, list[str]] = {}
        """Names as they come in, by folded channel, until the list ends."""
        self._typing: set[str] = set()  # conversations to which we have shown that we type
        self.listing: dict[str, list[str]] = {}
        """Masks likewise."""
        self.channels: list[tuple[str, int, str]] = []
        """The room's channels as they come in, until the list ends."""
        self.joining: set[str] = set()
        """Folded names of the channels that have not answered yet whether they let us in."""
        self.knocking: set[str] = set()
        """The same of those in which somebody was asked to let us in."""
        self._awaiting: dict[str, str] = {}  # label → folded target, oldest first
        self._batches = Batches()
        self.past = Past(self)
        """What was said before: what we ask of it, and what the room tells."""
        self._prefix = token_hex(4) if label_prefix is None else label_prefix
        self._count = count(1)

    # -- what the room says

    def receive(self, message: Message) -> None:
        """Take one message from the room, and emit what it means."""
        match self._batches.take(message):
            case Message() as whole:
                self._handle(whole)
            case Batch(kind="chathistory" | "soju.im/search") as batch:
                self.emit(self.past.told(batch))
            case Batch() as batch:
                self.emit(targets_in(batch))

    def _handle(self, message: Message) -> None:
        for event in handle(self, message):
            self.emit(event)

    # -- what we want

    def start(self) -> None:
        """Open the registration: https://ircv3.net/specs/extensions/capability-negotiation."""
        self.send(Message("CAP", ("LS", "302")))
        if self.password:
            self.send(Message("PASS", (self.password,)))
        self.send(Message("NICK", (self.nick,)))
        self.send(Message("USER", (USER, "0", "*", self.nick)))

    def join(self, channel: str, password: str = "") -> None:
        """Ask to be let into a channel. The answer is Entered or ShutOut."""
        self.joining.add(casefold(channel))
        self.send(Message("JOIN", (channel, password) if password else (channel,)))

    def knock(self, channel: str) -> None:
        """Ask those inside a channel to let us in. The answer is Invited or ShutOut, and may take long."""
        self.knocking.add(casefold(channel))
        self.send(Message("KNOCK", (channel,)))

    def part(self, channel: str) -> None:
        self.send(Message("PART", (channel,)))

    def who(self, channel: str) -> None:
        """Ask who in the channel is away, and by which account the room knows whom."""
        fields = (f"%tnfa,{WHO_TOKEN}",) if "WHOX" in self.isupport else ()
        self.send(Message("WHO", (channel, *fields)))

    def ask_names(self, channel: str) -> None:
        self.send(Message("NAMES", (channel,)))

    def set_topic(self, channel: str, topic: str) -> None:
        self.send(Message("TOPIC", (channel, topic)))

    def change_nick(self, nick: str) -> None:
        """Ask for another name. The answer is Renamed or NickRefused."""
        self.send(Message("NICK", (nick,)))

    def set_away(self, message: str) -> None:
        """Be away with a message, or back with an empty one."""
        self.send(Message("AWAY", (message,) if message else ()))

    @property
    def knows_people(self) -> bool:
        """Whether the room keeps and tells what people say about themselves."""
        return "draft/metadata-3" in self.capabilities

    def subscribe(self, *keys: str) -> None:
        """Be told what everybody says about themselves under these keys. The answers are events of their own."""
        self.send(Message("METADATA", ("*", "SUB", *keys)))

    def describe(self, key: str, value: str) -> None:
        """Say something about ourselves, or with an empty value nothing any more."""
        self.send(Message("METADATA", ("*", "SET", key, value) if value else ("*", "SET", key)))

    def quit(self, reason: str = "") -> None:
        self.send(Message("QUIT", (reason,) if reason else ()))

    def typing(self, target: str, state: str) -> None:
        """Show that we type (``active``) or stopped (``done``), where the room relays it.

        https://ircv3.net/specs/client-tags/typing
        """
        if "message-tags" in self.capabilities:
            self._typing.add(casefold(target))
            self.send(Message("TAGMSG", (target,), {"+typing": state}))

    def has_shown_typing(self, target: str) -> bool:
        """Whether an answer about this conversation is to the sign that we type; it is answered once."""
        shown = casefold(target) in self._typing
        self._typing.discard(casefold(target))
        return shown

    # -- whether others can join: see ``app.client.reach``

    def ask_reach(self, nick: str, question: Question) -> None:
        """Have somebody's app try our room's addresses. The answer is ReachTold, if it answers."""
        self.send(Message("TAGMSG", (nick,), {ASK_TAG: question.written()}))

    def tell_reach(self, nick: str, answer: Answer) -> None:
        """Answer somebody's app."""
        self.send(Message("TAGMSG", (nick,), {TELL_TAG: answer.written()}))

    # -- signs on what was said, and taking it back

    @property
    def takes_tags(self) -> bool:
        """Whether the room passes on what is said by tags alone, and names its messages."""
        return "message-tags" in self.capabilities

    @property
    def takes_back(self) -> bool:
        """Whether messages can be taken back: https://ircv3.net/specs/extensions/message-redaction."""
        return "draft/message-redaction" in self.capabilities

    def passes_on(self, tag: str) -> bool:
        """Whether the room passes on one of our own tags: https://ircv3.net/specs/extensions/message-tags."""
        denied, bare = self.isupport.get("CLIENTTAGDENY", "").split(","), tag.removeprefix("+")
        return self.takes_tags and bare not in denied and ("*" not in denied or f"-{bare}" in denied)

    def react(self, target: str, key: str, sign: str, *, withdrawn: bool = False) -> None:
        """Put a sign on a message, or take it away. The answer is Amended, as it is for everybody."""
        self.send(Message("TAGMSG", (target,), sign_tags(key, sign, withdrawn=withdrawn)))
        if "echo-message" not in self.capabilities:
            self.emit(Amended(target, Reacted(key, self.clock(), self.nick, sign, own=True, withdrawn=withdrawn)))

    def retract(self, target: str, key: str) -> None:
        """Ask that a message be taken back. The answer is Amended."""
        self.send(Message("REDACT", (target, key)))

    def confirm_read(self, target: str, key: str) -> None:
        """Let who said the message with this msgid know that we have read it. Nobody waits for an answer."""
        if self.passes_on(READ_TAG):
            label = {"label": f"{UNHEEDED}{self.next_key()}"} if "labeled-response" in self.capabilities else {}
            self.send(Message("TAGMSG", (target,), {READ_TAG: key, **label}))

    # -- saying something

    def next_key(self) -> str:
        """A label for something to be sent, or a key for something the room gave no id."""
        return f"{self._prefix}-{next(self._count)}"

    def pieces(self, target: str, text: str, voice: Voice = Voice.SAID) -> list[str]:
        """The messages that a text has to be sent as: itself, where the room takes it whole.

        Otherwise its lines, and long lines cut where a reader minds least. Blank lines cannot
        be sent on their own and are left out.
        """
        budget = self._budget(target, voice)
        whole = cutting.is_one_line(text, budget) or (voice is Voice.SAID and self._takes_whole(text, budget))
        return [text] if whole else cutting.lines_of(text, budget)

    def say(
        self, target: str, text: str, label: str, voice: Voice = Voice.SAID, *, answers: str = "", corrects: str = ""
    ) -> None:
        """Send one of the pieces of a text, perhaps one that ``answers`` or ``corrects`` a message with a msgid.

        The answer is Happened, confirming this label, or Undelivered with it. Where the room
        does not echo, having sent it is all there is to know, and it is confirmed at once.
        """
        budget = self._budget(target, voice)
        tags = {"label": label} if "labeled-response" in self.capabilities else {}
        if self.past.remembers:
            tags[KEY_TAG] = label
        if self.takes_tags:
            tags |= line_tags(answers=answers, corrects=corrects)
        self._awaiting[label] = casefold(target)
        if not cutting.is_one_line(text, budget):
            for message in cutting.batch(target, text, self.next_key().rpartition("-")[2], tags, budget):
                self.send(message)
        else:
            written = f"\x01ACTION {text}\x01" if voice is Voice.ACTED else text
            self.send(Message("PRIVMSG", (target, written), tags))
        if "echo-message" not in self.capabilities:
            del self._awaiting[label]
            quote = Quote(answers or corrects) if answers or corrects else None
            line = Text(label, self.clock(), self.nick, text, own=True, voice=voice, quote=quote, corrects=corrects)
            self.emit(Happened(target, line, confirms=label))

    def answered(self, message: Message, target: str) -> str:
        """The label of our own line that a message answers, or the empty text.

        Without labels the room still answers in order, so it is the oldest line for that target. What is
        said again answers nothing.
        """
        if self.past.is_told:
            return ""
        label = message.tags.get("label", "")
        if not label and "labeled-response" not in self.capabilities:
            folded = casefold(target)
            label = next((known for known, to in self._awaiting.items() if to == folded), "")
        return label if self._awaiting.pop(label, None) is not None else ""

    def _takes_whole(self, text: str, budget: int) -> bool:
        can = {cutting.MULTILINE, "batch"} <= self.capabilities
        return can and cutting.fits_batch(text, budget, self.offered.get(cutting.MULTILINE, ""))

    def _budget(self, target: str, voice: Voice) -> int:
        """Bytes of text that fit into one line as the room will relay it."""
        source = self.source or f"{self.nick}!~{USER}@{'x' * _LONGEST_HOST}"
        return cutting.left_for_text(source, target, acted=voice is Voice.ACTED)

    # -- for the handlers

    def key(self, message: Message) -> str:
        """What identifies the entry made from this message."""
        return message.tags.get("msgid") or self.next_key()

    def is_me(self, nick: str) -> bool:
        return casefold(nick) == casefold(self.nick)

    def is_channel(self, target: str) -> bool:
        return target.startswith(tuple(self.isupport.get("CHANTYPES", "#&")))

    def ranks(self) -> Iterator[tuple[str, str]]:
        """The modes that members may have and their signs, highest first: ``PREFIX=(ov)@+``."""
        modes, _, signs = self.isupport.get("PREFIX", "(ov)@+").lstrip("(").partition(")")
        return zip(modes, signs, strict=False)
