"""What the session tells the rest of the app: one frozen value for each thing that happened.

The union ``Event`` is closed; ``app.controllers.sync`` answers each kind with one ``case``.
Whatever a conversation will show is already made here as an entry, and kept and drawn as it is.
"""

from dataclasses import dataclass
from enum import Enum

from app.client.reach import Answer, Question
from app.models.amendments import Amendment
from app.models.entries import Departure, Entry, NickChange
from app.models.people import Role


@dataclass(frozen=True, slots=True)
class Registered:
    """We are in the room, under this name."""

    nick: str


@dataclass(frozen=True, slots=True)
class NickRefused:
    """The room does not let us be called that. ``taken`` when somebody else is."""

    nick: str
    reason: str
    taken: bool


@dataclass(frozen=True, slots=True)
class PasswordRefused:
    """The room has a password, and we did not give it."""

    reason: str


@dataclass(frozen=True, slots=True)
class RoomNamed:
    """What the room is called."""

    name: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Something to show in a conversation.

    ``target`` is a channel or the other person's name. ``confirms`` is the label of our own
    line that this is the room's copy of.
    """

    target: str
    entry: Entry
    confirms: str = ""


@dataclass(frozen=True, slots=True)
class Amended:
    """Something became of a message that was said before."""

    target: str
    change: Amendment


@dataclass(frozen=True, slots=True)
class Recalled:
    """The room told what happened before in a conversation, in order: by itself, or as the answer to ``label``.

    ``size`` is how many messages it told, of which some may mean nothing to us, ``first`` and ``last`` are the times
    of the first and the last of them (0 where it does not date them); ``failed`` says that it would not.
    """

    target: str
    happened: tuple[Happened | Amended, ...] = ()
    label: str = ""
    size: int = 0
    first: float = 0.0
    last: float = 0.0
    failed: bool = False


@dataclass(frozen=True, slots=True)
class TargetsListed:
    """With whom, and where, something was said, and when for the last time."""

    targets: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ReadSeen:
    """We have read a conversation up to a time, on this device or another."""

    target: str
    time: float


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Our line with this label did not arrive, and why."""

    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entered:
    """We have joined a channel; ``time`` is when, by the room's clock, or 0 where it does not say."""

    channel: str
    time: float = 0.0


class Wants(Enum):
    """What a closed channel asks of who wants to come in."""

    NOTHING = "nothing"  # that we could give
    PASSWORD = "password"  # noqa: S105 - no password, but what is missing
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class ShutOut:
    """A channel that we wanted to join does not let us in, and why; ``wants`` what would help.

    ``denied`` where it is not the room that says so, but somebody inside whom we had asked.
    """

    channel: str
    reason: str
    wants: Wants = Wants.NOTHING
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody asks us into a channel."""

    who: str
    channel: str


@dataclass(frozen=True, slots=True)
class Knocked:
    """Somebody asks to be let into a channel that we look after."""

    nick: str
    channel: str


@dataclass(frozen=True, slots=True)
class Exited:
    """We are no longer in a channel; ``entry`` says how that came about."""

    channel: str
    entry: Departure


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a channel, and what they may do there."""

    nick: str
    role: Role


@dataclass(frozen=True, slots=True)
class MembersListed:
    """Everybody in a channel."""

    channel: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Vanished:
    """Somebody left the room; ``entry`` goes into every conversation they were in."""

    entry: Departure


@dataclass(frozen=True, slots=True)
class Renamed:
    """Somebody, perhaps we, is called otherwise; ``entry`` goes wherever they are."""

    entry: NickChange


@dataclass(frozen=True, slots=True)
class PresenceSeen:
    """Somebody is away or back."""

    nick: str
    away: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """What the room knows somebody by; empty: nothing any more."""

    nick: str
    account: str


@dataclass(frozen=True, slots=True)
class ColourSeen:
    """Somebody would like their name to have this colour, as they wrote it; empty: none any more."""

    nick: str
    colour: str


@dataclass(frozen=True, slots=True)
class DisplayNameSeen:
    """Somebody would like to be called this, beside their nickname; empty: not any more."""

    nick: str
    name: str


@dataclass(frozen=True, slots=True)
class Empowered:
    """The room lets us do everything."""


@dataclass(frozen=True, slots=True)
class ModesSeen:
    """The modes of a channel as they stand, each with its value where it has one."""

    channel: str
    modes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BarredListed:
    """Who may not come to a channel, or may not speak there: masks."""

    channel: str
    masks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChannelsListed:
    """The channels of the room: name, how many are there, topic."""

    channels: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class TopicSeen:
    """A channel's topic as it stands, without anybody having changed it now."""

    channel: str
    topic: str


@dataclass(frozen=True, slots=True)
class TypingSeen:
    """Somebody began to type in a conversation, or stopped."""

    target: str
    nick: str
    active: bool


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Somebody else has read a conversation up to the message with this key."""

    target: str
    nick: str
    key: str


@dataclass(frozen=True, slots=True)
class ReachAsked:
    """Somebody's app asks ours to connect to these addresses."""

    nick: str
    question: Question


@dataclass(frozen=True, slots=True)
class ReachTold:
    """Somebody's app answers what ours has asked."""

    nick: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Told:
    """The room has words for us that belong nowhere else; ``target`` may name a conversation."""

    text: str
    error: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class RoomClosed:
    """The room itself is closed: there is nothing to come back to."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dismissed:
    """The room ends our connection, with its reason."""

    reason: str


Event = (
    Registered
    | NickRefused
    | PasswordRefused
    | RoomNamed
    | Happened
    | Amended
    | Recalled
    | TargetsListed
    | ReadSeen
    | Undelivered
    | Entered
    | ShutOut
    | Invited
    | Knocked
    | Exited
    | MembersListed
    | Vanished
    | Renamed
    | PresenceSeen
    | AccountSeen
    | ColourSeen
    | DisplayNameSeen
    | Empowered
    | ModesSeen
    | BarredListed
    | ChannelsListed
    | TopicSeen
    | TypingSeen
    | ReadBy
    | ReachAsked
    | ReachTold
    | Told
    | RoomClosed
    | Dismissed
)
