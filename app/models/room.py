"""The room we are in: how the connection stands, who is here, and which conversations there are.

Tk thread only; knows neither Tk nor sockets.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.models.called import shown
from app.models.conversation import Conversation, Kind
from app.models.hosted import Hosting, LogEntry, WaysIn
from app.models.observable import Signal
from app.models.people import Knock, Person, Role
from app.models.reach import Reach
from app.models.search import Search
from app.models.transfers import Files
from server.protocol.names import casefold


@dataclass(frozen=True, slots=True)
class Connecting:
    """Under way to the room."""


@dataclass(frozen=True, slots=True)
class Online:
    """In the room. ``again`` after a connection was lost and came back."""

    again: bool = False


@dataclass(frozen=True, slots=True)
class Retrying:
    """The connection was lost; it is tried again at ``at`` (seconds of the monotonic clock)."""

    at: float


@dataclass(frozen=True, slots=True)
class Closed:
    """It is over. ``reason`` is a sentence for people.

    Whether it ``may_open`` again: who hosts it has closed it, and as soon as they open it we are back.
    """

    reason: str
    may_open: bool = False


Status = Connecting | Online | Retrying | Closed


@dataclass(frozen=True, slots=True)
class ListedChannel:
    """A channel of the room, whether we are in it or not."""

    name: str
    people: int
    topic: str


class Room:
    """One room, from joining it to leaving it."""

    LOG_LIMIT = 2000
    """Lines of a hosted room's log that are kept for the host's panel."""

    def __init__(self, name: str, address: str, port: int, nick: str) -> None:
        self.name = name
        self.address = address
        self.port = port
        self.nick = nick
        """What we are called in it."""
        self.host_name = ""
        """Nickname of who hosts it, when known."""
        self.hosting: Hosting | None = None
        self.ways = WaysIn()
        """What lets others in; all empty while unknown."""
        self.status: Status = Connecting()
        self.conversations: list[Conversation] = []
        self.current: Conversation | None = None
        self.log: list[LogEntry] = []
        self.search = Search()
        self.files = Files()
        self.reach = Reach()
        self.is_operator = False
        """Whether the room lets us do everything, in every channel: it is ours."""
        self.listed: tuple[ListedChannel, ...] = ()
        """The channels that the room told of when it was last asked."""
        self.knocks: tuple[Knock, ...] = ()
        """Who waits to be let in, the first comer first, as far as we may let them in."""
        self.muted: frozenset[str] = frozenset()
        """Folded nicknames of those whom we do not want to hear. They do not learn of it."""

        self.colours: dict[str, int] = {}
        """Which of ``COLOURS`` the names of those have who chose one, by folded nickname."""

        self.display_names: dict[str, str] = {}
        """What people want to be called, by folded nickname. ``called`` says whether it is believed."""

        self.status_changed: Signal[[]] = Signal()
        self.about_changed: Signal[[]] = Signal()  # name, own nick, host, invite
        self.people_changed: Signal[[]] = Signal()
        self.conversations_changed: Signal[[]] = Signal()
        self.current_changed: Signal[[]] = Signal()
        self.logged: Signal[[LogEntry]] = Signal()
        self.listed_changed: Signal[[]] = Signal()
        self.muted_changed: Signal[[]] = Signal()
        self.knocks_changed: Signal[[]] = Signal()
        self.looks_changed: Signal[[]] = Signal()  # colours and display names

        self._people: dict[str, Person] = {}

    @property
    def invite(self) -> str:
        """The link that lets others in; empty while unknown."""
        return self.ways.link

    # -- people

    @property
    def people(self) -> Sequence[Person]:
        """Everybody here: the host, then by presence, then by name."""
        return sorted(self._people.values(), key=lambda p: (p.role is not Role.HOST, p.away, casefold(p.nick)))

    def person(self, nick: str) -> Person | None:
        """Somebody by name, in whatever case."""
        return self._people.get(casefold(nick))

    def is_me(self, nick: str) -> bool:
        """Whether that is our own name."""
        return casefold(nick) == casefold(self.nick)

    def is_muted(self, nick: str) -> bool:
        """Whether we do not want to hear somebody."""
        return bool(self.muted) and casefold(nick) in self.muted

    def set_muted(self, nick: str, muted: bool) -> None:
        """Note whether we want to hear somebody."""
        folded = casefold(nick)
        if muted is not (folded in self.muted):
            self.muted ^= {folded}
            self.muted_changed.emit()

    def set_colour(self, nick: str, colour: int | None) -> None:
        """Note which colour somebody chose; None: the one that goes with their name."""
        folded = nick.casefold()
        if self.colours.get(folded) != colour:
            if colour is None:
                del self.colours[folded]
            else:
                self.colours[folded] = colour
            self.looks_changed.emit()

    def set_display_name(self, nick: str, name: str) -> None:
        """Note what somebody wants to be called; empty: by their nickname."""
        folded = nick.casefold()
        if self.display_names.get(folded, "") != name:
            self.display_names.pop(folded, None)
            if name:
                self.display_names[folded] = name
            self.looks_changed.emit()

    def called(self, nick: str) -> str:
        """What somebody is called on the screen."""
        return shown(nick, self.display_names.get(nick.casefold(), ""))

    def role(self, nick: str, conversation: Conversation) -> Role:
        """What somebody may do in a conversation."""
        return conversation.ranks.get(casefold(nick), Role.MEMBER)

    def may_moderate(self, conversation: Conversation | None) -> bool:
        """Whether we look after a conversation: it is a channel, and we are its operator or the room's."""
        if conversation is None or conversation.kind is not Kind.CHANNEL or not conversation.joined:
            return False
        return self.is_operator or self.role(self.nick, conversation).may_moderate

    def put_people(self, people: Iterable[Person]) -> None:
        """Add people, or what is new about them."""
        for person in people:
            self._people[casefold(person.nick)] = person
        self.people_changed.emit()

    def note_account(self, nick: str, account: str) -> None:
        """Note by what the room knows somebody. Nothing that is always on the screen shows it, so nobody is told."""
        if person := self.person(nick):
            self._people[casefold(nick)] = replace(person, account=account)

    def drop_people(self, nicks: Iterable[str]) -> None:
        """Take away those who are gone."""
        for nick in nicks:
            self._people.pop(casefold(nick), None)
        self.people_changed.emit()

    def clear_people(self) -> None:
        """Forget who is here: the connection is lost."""
        self._people.clear()
        self.people_changed.emit()

    # -- conversations

    def find(self, name: str) -> Conversation | None:
        """A conversation by its name, in whatever case."""
        for conversation in self.conversations:
            if conversation.name == name:  # as it is nearly always written; this is asked for every line
                return conversation
        folded = casefold(name)
        return next((c for c in self.conversations if casefold(c.name) == folded), None)

    def channels(self) -> list[Conversation]:
        """The channels, in the order in which they were opened."""
        return [c for c in self.conversations if c.kind is Kind.CHANNEL]

    def directs(self) -> list[Conversation]:
        """The direct messages, in the order in which they were opened."""
        return [c for c in self.conversations if c.kind is Kind.DIRECT]

    def open(self, name: str, kind: Kind) -> Conversation:
        """The conversation of that name, made if there is none yet."""
        if found := self.find(name):
            return found
        conversation = Conversation(name, kind)
        self.conversations.append(conversation)
        self.conversations_changed.emit()
        return conversation

    def close(self, conversation: Conversation) -> None:
        """Take a conversation away; if it is the current one, its neighbour becomes it."""
        index = self.conversations.index(conversation)
        self.conversations.remove(conversation)
        self.conversations_changed.emit()
        if self.current is conversation:
            rest = self.conversations
            self.set_current(rest[min(index, len(rest) - 1)] if rest else None)

    def set_current(self, conversation: Conversation | None) -> None:
        """Show another conversation."""
        if conversation is not self.current:
            self.current = conversation
            self.current_changed.emit()

    # -- the room itself

    @property
    def is_online(self) -> bool:
        """Whether we are in it, as far as the connection knows."""
        return isinstance(self.status, Online)

    @property
    def is_closed(self) -> bool:
        """Whether it is over, as far as we are concerned."""
        return isinstance(self.status, Closed)

    def set_status(self, status: Status) -> None:
        """Note how the connection stands."""
        self.status = status
        self.status_changed.emit()

    def set_about(
        self,
        *,
        name: str | None = None,
        nick: str | None = None,
        host_name: str | None = None,
        ways: WaysIn | None = None,
    ) -> None:
        """Note what is new about the room or about us in it; None leaves a thing as it is."""
        self.name = self.name if name is None else name
        self.nick = self.nick if nick is None else nick
        self.host_name = self.host_name if host_name is None else host_name
        self.ways = self.ways if ways is None else ways
        self.about_changed.emit()

    def put_listed(self, channels: Iterable[ListedChannel]) -> None:
        """Note which channels there are."""
        self.listed = tuple(channels)
        self.listed_changed.emit()

    def set_knocks(self, knocks: Iterable[Knock]) -> None:
        """Note who waits to be let in."""
        knocks = tuple(knocks)
        if knocks != self.knocks:
            self.knocks = knocks
            self.knocks_changed.emit()

    def put_log(self, entry: LogEntry) -> None:
        """Add a line to the hosted room's log; the oldest makes way when it is long."""
        self.log.append(entry)
        if len(self.log) > self.LOG_LIMIT:
            del self.log[: self.LOG_LIMIT // 10]
        self.logged.emit(entry)
