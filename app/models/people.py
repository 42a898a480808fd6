"""Who is in a room, as far as it is known: values only."""

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What somebody may do in the room, highest first."""

    HOST = "host"
    MODERATOR = "moderator"
    SPEAKER = "speaker"  # may speak where only some may
    MEMBER = "member"

    @property
    def may_moderate(self) -> bool:
        return self in (Role.HOST, Role.MODERATOR)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the room, as far as we know them."""

    nick: str
    role: Role = Role.MEMBER
    away: bool = False
    away_message: str = ""
    account: str = ""
    """What the room knows them by from one visit to the next; empty: nothing."""


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody who asks to be let into a channel."""

    nick: str
    channel: str
