"""What the network tells, written into the models; and what of it asks for attention.

Tk thread only. Knows nothing of connections or windows.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import assert_never

from app.client import events
from app.controllers import rulebook
from app.controllers.afterwards import Afterwards
from app.controllers.presence import Presence
from app.controllers.typing_signs import TypingSigns
from app.controllers.unread import note_unread
from app.models.conversation import Conversation, Kind
from app.models.entries import Arrival, Departure, Entry, ModeChange, Remark, Text, TopicChange, failed
from app.models.observable import Signal
from app.models.room import Room
from app.pump import Clockwork
from app.words import _
from server.protocol.names import CaseInsensitive, suggest_nick


class Sync:
    """Keeps one room's models in step with what happens there."""

    def __init__(
        self,
        room: Room,
        clockwork: Clockwork,
        afterwards: Afterwards,
        *,
        next_key: Callable[[], str],
        now: Callable[[], float],
    ) -> None:
        self.room = room
        self.attentive = True
        """Whether the person is looking: the window has the focus."""
        self.unseen: Signal[[Conversation, Sequence[Text]]] = Signal()
        """What was just said and asks for attention, where nobody was looking."""
        self._typing = TypingSigns(clockwork)
        self._presence = Presence(room, self._typing)
        self._afterwards = afterwards
        self._next_key = next_key
        self._now = now
        self._gathering = False
        self._gathered: tuple[Conversation, list[Entry]] | None = None

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Put what is said meanwhile into its conversation in one go, as far as nothing else comes between.

        Everything that follows a conversation is told once then: a line costs half, where thousands come a second.
        """
        self._gathering = True
        try:
            yield
        finally:
            self._gathering = False
            self._show_gathered()

    def apply(self, event: events.Event) -> None:  # noqa: C901, PLR0912, PLR0915 - one case for each kind, none nested
        """Write one event into the models."""
        if not _is_plain(event):  # what it concerns may be among what was gathered
            self._show_gathered()
        match event:
            case events.Registered(nick):
                self.room.set_about(nick=nick)
            case events.RoomNamed(name):
                self.room.set_about(name=name)
            case events.Happened(target, entry, confirms):
                if conversation := self._conversation(target):
                    self._happened(conversation, entry, confirms)
            case events.Amended(target, change):
                if where := self.room.find(target):
                    self._afterwards.apply(where, change)
            case events.Undelivered(label, reason):
                self.fail(label, reason)
            case events.Entered(channel, time):
                self._entered(channel, time)
            case events.ShutOut(channel, reason):
                self._shut_out(channel, reason)
            case events.Invited(who, channel):
                words = _("{who} invites you to {channel}. Type /join {channel} to go there.")
                self.remark(words.format(who=who, channel=channel))
            case events.Exited(channel, entry):
                self._exited(channel, entry)
            case events.MembersListed(channel, members):
                self._presence.listed(channel, members)
            case events.Vanished(entry):
                for where in self._presence.vanished(entry.who):
                    self._show(where, entry)
            case events.Renamed(entry):
                for where in self._presence.renamed(entry):
                    self._show(where, entry)
            case events.PresenceSeen(nick, away, message):
                self._presence.seen(nick, away=away, message=message)
            case (
                events.AccountSeen()
                | events.Empowered()
                | events.ModesSeen()
                | events.BarredListed()
                | events.ChannelsListed()
            ):
                rulebook.note(self.room, event)
            case events.TopicSeen(channel, topic):
                self._topic_is(channel, topic)
            case events.TypingSeen(target, nick, active):
                if conversation := self.room.find(target):
                    self._typed(conversation, nick, active=active)
            case events.Told(text, error, target):
                self.remark(text, error=error, target=target)
            case events.NickRefused(nick, reason):
                self.remark(
                    _("{problem} How about “{name}”?").format(problem=reason, name=self.suggestion(nick)), error=True
                )
            case events.Recalled() | events.TargetsListed() | events.ReadSeen():
                pass  # about the past: for who catches up with it
            case events.Knocked() | events.ReadBy() | events.ReachAsked() | events.ReachTold():
                pass  # for who may answer, and for who knows of readers
            case events.ColourSeen() | events.DisplayNameSeen():
                pass  # for who knows of looks
            case events.PasswordRefused(reason) | events.RoomClosed(reason) | events.Dismissed(reason):
                self.remark(reason, error=True)
            case _:
                assert_never(event)

    def remark(self, text: str, *, error: bool = False, target: str = "", icon: str = "") -> None:
        """Add a line of our own to a conversation: the named one, else the one that is shown."""
        conversation = (self.room.find(target) if target else None) or self.room.current
        if conversation:
            icon = icon or ("circle-alert" if error else "info")
            conversation.append(Remark(self._next_key(), self._now(), text, icon, error))

    def fail(self, label: str, reason: str) -> None:
        """Mark our own line as not delivered."""
        for conversation in self.room.conversations:
            index = conversation.index(label)
            if index is not None and isinstance(line := conversation.entries[index], Text):
                conversation.replace(label, failed(line, reason))
                return

    def suggestion(self, nick: str) -> str:
        """A name that can be one, is not this one, and is nobody's here."""
        taken: CaseInsensitive[None] = CaseInsensitive()
        taken.update((name, None) for name in (nick, *(person.nick for person in self.room.people)))
        return suggest_nick(nick, taken)

    def look(self, attentive: bool) -> None:
        """The person begins or ceases to look at the current conversation.

        The unread line is set anew by what comes after they ceased, and stays where it is
        while they look.
        """
        looked, self.attentive = self.attentive, attentive
        if self.room.current and (looked or attentive):
            self.room.current.mark_read(forget_line=not attentive)

    def turn_to(self, conversation: Conversation) -> None:
        """Show another conversation: the one before loses its unread line, this one its count."""
        if self.room.current is not None and self.room.current is not conversation:
            self.room.current.mark_read(forget_line=True)
        self.room.set_current(conversation)
        if self.attentive:
            conversation.mark_read()

    def forget_presence(self) -> None:
        """The connection is lost: who is here is not known any more."""
        self._presence.forget()

    def stop(self) -> None:
        """Cancel the timers: the room is left."""
        self._typing.stop()

    # -- entries

    def _conversation(self, target: str) -> Conversation | None:
        """Where something belongs that is said to or by somebody. None for a channel we have left meanwhile."""
        if target.startswith(("#", "&")):
            return self.room.find(target)
        conversation = self.room.open(target, Kind.DIRECT)
        conversation.set_joined(True)
        return conversation

    def _happened(self, conversation: Conversation, entry: Entry, confirms: str) -> None:
        if isinstance(entry, Text) and self._afterwards.correct(conversation, entry):
            self._corrected(conversation, entry, confirms)
            return
        self._take_effect(conversation, entry)
        if isinstance(entry, Arrival) and self._afterwards.come_back(conversation, entry):
            return
        entry = self._afterwards.prepared(conversation, entry)
        if self._gathering and isinstance(entry, Text) and not confirms:
            self._gather(conversation, entry)
        elif not (confirms and conversation.confirm_own(confirms, entry)):
            self._show(conversation, entry)
        elif self.is_seen(conversation):
            conversation.note_read(entry.time)

    def _take_effect(self, conversation: Conversation, entry: Entry) -> None:
        """What an entry changes besides being there."""
        match entry:
            case Text():
                self._typing.end(conversation, entry.author)
            case Arrival(who=who):
                self._presence.arrived(conversation, who)
            case Departure(who=who):
                self._presence.departed(conversation, who)
            case TopicChange(topic=topic):
                conversation.set_topic(topic)
            case ModeChange(change=change, value=value):
                conversation.rules.apply(change, value)
            case _:
                pass

    def _corrected(self, conversation: Conversation, correction: Text, confirms: str) -> None:
        """A correction stands in its place: that is nothing new to be read."""
        conversation.remove(confirms)
        self._typing.end(conversation, correction.author)
        if self.is_seen(conversation):
            conversation.note_read(correction.time)

    def _gather(self, conversation: Conversation, entry: Entry) -> None:
        if self._gathered is None or self._gathered[0] is not conversation:
            self._show_gathered()
            self._gathered = conversation, []
        self._gathered[1].append(entry)

    def _show_gathered(self) -> None:
        if self._gathered is not None:
            (conversation, entries), self._gathered = self._gathered, None
            self._show(conversation, *entries)

    def _show(self, conversation: Conversation, *entries: Entry) -> None:
        new = [entry for entry in entries if conversation.index(entry.key) is None]  # the others are replays
        if not new:
            return
        conversation.append(*new)
        if self.is_seen(conversation):
            conversation.note_read(new[-1].time)
            return
        said = [entry for entry in new if isinstance(entry, Text) and entry.asks_for_attention]
        unread = [text for text in said if not self.room.is_muted(text.author)]
        if unread:
            if not conversation.read_to:
                conversation.note_read(unread[0].time - 0.001)  # from here on it is known what was not seen
            note_unread(conversation, unread)
            self.unseen.emit(conversation, unread)

    def is_seen(self, conversation: Conversation) -> bool:
        """Whether somebody looks at a conversation now."""
        return self.attentive and conversation is self.room.current

    def _topic_is(self, channel: str, topic: str) -> None:
        if conversation := self.room.find(channel):
            conversation.set_topic(topic)

    # -- ourselves in a channel

    def _entered(self, channel: str, time: float) -> None:
        conversation = self.room.open(channel, Kind.CHANNEL)
        is_back = conversation.joined
        conversation.joined_at = time
        conversation.set_joined(True)
        if self.room.current is None:  # the first one, where the room itself bids welcome
            self.turn_to(conversation)
        elif not is_back:
            text = _("You joined {name}").format(name=conversation.name)
            conversation.append(Remark(self._next_key(), time or self._now(), text, "log-in"))

    def _shut_out(self, channel: str, reason: str) -> None:
        if conversation := self.room.find(channel):
            conversation.set_joined(False)
        self.remark(reason, error=True, target=channel)

    def _exited(self, channel: str, entry: Entry) -> None:
        if conversation := self.room.find(channel):  # none when closed by ourselves
            conversation.set_joined(False)
            conversation.set_members((), {})
            conversation.append(entry)
        self._presence.forget_elsewhere()

    def _typed(self, conversation: Conversation, nick: str, *, active: bool) -> None:
        if not active:
            self._typing.end(conversation, nick)
        elif not self.room.is_muted(nick):
            self._typing.begin(conversation, nick)


def _is_plain(event: events.Event) -> bool:
    """Whether it only adds a line, which concerns no other."""
    match event:
        case events.Happened(entry=Text(corrects="", quote=None), confirms=""):
            return True
        case _:
            return False
