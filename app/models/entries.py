"""The kinds of things a conversation shows: one frozen value each, made once, drawn as it is.

The union ``Entry`` is closed. The client session makes these values, the conversation
keeps them, the view draws them with one ``case`` each, and the type checker names the
``case`` that is missing.

``key`` identifies an entry within its conversation. For what the room has given an id
it is the ``msgid`` (https://ircv3.net/specs/extensions/message-ids); a line of our own
that the room has not confirmed yet carries its label instead, and is replaced by the
confirmed one. ``time`` is in seconds since the epoch, UTC.
"""

from dataclasses import dataclass, replace
from enum import Enum


class Delivery(Enum):
    """How far a line of our own has come. Lines of others are always ``SENT``."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Voice(Enum):
    """In what manner something was said."""

    SAID = "said"
    ACTED = "acted"  # /me
    NOTICED = "noticed"  # NOTICE: shown, but never asks for attention


class Parting(Enum):
    """In what way somebody left."""

    LEFT = "left"  # the channel, by PART
    QUIT = "quit"  # the room, by leaving or by losing the connection
    REMOVED = "removed"  # by somebody else, with KICK


@dataclass(frozen=True, slots=True)
class Quote:
    """The message that another one answers. ``author`` is empty where it is not known here."""

    key: str
    author: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """One person's sign on a message: an emoji, or a short word."""

    sign: str
    who: str
    own: bool = False
    account: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Something that somebody said."""

    key: str
    time: float
    author: str
    text: str
    own: bool = False
    voice: Voice = Voice.SAID
    mention: bool = False
    delivery: Delivery = Delivery.SENT
    failure: str = ""  # why, in words, when delivery is FAILED
    account: str = ""  # whose it is by the room's word, where it has one
    quote: Quote | None = None
    corrects: str = ""  # key of the message that this is to replace, where that one is not here
    edits: tuple[str, ...] = ()  # keys of the messages that replaced it
    edited: float = 0.0  # when the last of these was said
    reactions: tuple[Reaction, ...] = ()  # in the order in which they came

    @property
    def asks_for_attention(self) -> bool:
        """Whether it is news to us: said by somebody else, and not by a program."""
        return not self.own and self.voice is not Voice.NOTICED


@dataclass(frozen=True, slots=True)
class Retraction:
    """What is left of something that was said and taken back, ``by`` its author or somebody with the right to."""

    key: str
    time: float
    author: str
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody came in."""

    key: str
    time: float
    who: str


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody went away; ``by`` is who removed them, where somebody did, and ``own`` whether it was us."""

    key: str
    time: float
    who: str
    parting: Parting = Parting.QUIT
    reason: str = ""
    by: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Return:
    """Somebody went away and came back soon, so many ``times``, the ``last`` time then."""

    key: str
    time: float
    who: str
    times: int = 1
    last: float = 0.0


@dataclass(frozen=True, slots=True)
class NickChange:
    """Somebody is called otherwise from now on."""

    key: str
    time: float
    old: str
    new: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class TopicChange:
    """The channel has another topic, or none (the empty text)."""

    key: str
    time: float
    who: str
    topic: str


@dataclass(frozen=True, slots=True)
class ModeChange:
    """Somebody who looks after the channel decided something.

    ``change`` is the mode with its sign (``+o``), ``value`` whom or what it is about, where it is about anything.
    """

    key: str
    time: float
    who: str
    change: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A line that Parlor itself adds: a welcome, help, or why something did not work.

    ``icon`` is the name of an icon; ``text`` may have several lines.
    """

    key: str
    time: float
    text: str
    icon: str = "info"
    error: bool = False


Entry = Text | Retraction | Arrival | Departure | Return | NickChange | TopicChange | ModeChange | Remark


def failed(line: Text, reason: str) -> Text:
    """Our own line as one that did not arrive."""
    return replace(line, delivery=Delivery.FAILED, failure=reason)
