"""What this computer knows by itself of whether others reach a room of ours. Blocks for a second: for a thread."""

from collections.abc import Mapping

from app.models.reach import Outcome, Tried
from app.services import network
from app.services.elevation import can_ask
from app.services.firewalls import this_wall
from app.services.reachability import Facts


def look_round(addresses: tuple[str, ...], port: int, found: Mapping[str, Outcome]) -> Facts:
    """What there is to know of our own addresses; ``found`` is what came of trying them ourselves."""
    return Facts(
        addresses,
        this_wall(port),
        network.in_tunnels(addresses),
        tuple(Tried(address, outcome) for address, outcome in found.items()),
        can_ask(),
    )


def as_seen_here(found: Mapping[str, Outcome]) -> tuple[Tried, ...]:
    """What came of trying the addresses of somebody else's room, to be told to them."""
    return tuple(
        Tried(address, Outcome.HERE)
        if network.is_own(address)
        else Tried(address, outcome, near=network.is_near(address))
        for address, outcome in found.items()
    )
