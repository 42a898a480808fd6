"""What this computer knows by itself of whether others reach a room of ours. Blocks for a second: for a thread."""

from dataclasses import replace

from app.models.reach import Outcome, Tried
from app.services import network
from app.services.elevation import can_ask
from app.services.firewalls import this_wall
from app.services.reachability import Facts


def look_round(addresses: tuple[str, ...], port: int, found: tuple[Tried, ...]) -> Facts:
    """What there is to know of our own addresses; ``found`` is what came of trying them ourselves."""
    return Facts(addresses, this_wall(port), network.in_tunnels(addresses), found, can_ask())


def as_seen_here(found: tuple[Tried, ...]) -> tuple[Tried, ...]:
    """What came of trying the addresses of somebody else's room, to be told to them."""
    return tuple(
        Tried(tried.address, Outcome.HERE)
        if network.is_own(tried.address)
        else replace(tried, near=network.is_near(tried.address))
        for tried in found
    )
