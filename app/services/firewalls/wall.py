"""What keeps others out, as a value. Knows no system."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from app.models.reach import Order

Ask = Callable[..., str]
"""Runs a command of the system: its words in, what it says out; nothing where it fails."""


class Kind(Enum):
    """What sort of wall it is."""

    FIREWALL = "firewall"
    PUBLIC = "public"  # the system takes the network for one of strangers
    BROWSERS = "browsers"  # it lets people in, but not by the port of the room's page


@dataclass(frozen=True, slots=True)
class Wall:
    """Something that keeps others out, what people call it, and the command that lets them in."""

    name: str
    order: Order
    kind: Kind = Kind.FIREWALL
