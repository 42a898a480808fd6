"""What a computer knows by itself, put together from what it can be asked."""

import pytest

from app.models.reach import Outcome, Tried
from app.services import network, surroundings
from app.services.surroundings import as_seen_here, look_round

OWN, NEAR, FAR = "192.168.1.5", "192.168.1.9", "10.8.0.2"


@pytest.fixture(autouse=True)
def this_computer(monkeypatch):
    monkeypatch.setattr(network, "own_addresses", lambda: (OWN,))
    monkeypatch.setattr(network, "is_near", lambda address: address == NEAR)
    monkeypatch.setattr(network, "in_tunnels", lambda addresses: frozenset(addresses) & {FAR})
    monkeypatch.setattr(surroundings, "this_wall", lambda _port: None)
    monkeypatch.setattr(surroundings, "can_ask", lambda: True)


def test_what_is_tried_for_somebody_else_is_told_with_where_one_is():
    found = (
        Tried(OWN, Outcome.WORKS, page=Outcome.WORKS),
        Tried(NEAR, Outcome.WORKS, page=Outcome.SILENT),
        Tried(FAR, Outcome.NO_WAY),
    )
    assert as_seen_here(found) == (
        Tried(OWN, Outcome.HERE),
        Tried(NEAR, Outcome.WORKS, near=True, page=Outcome.SILENT),
        Tried(FAR, Outcome.NO_WAY, near=False),
    )


def test_what_is_known_of_a_room_of_ours():
    found = Tried(OWN, Outcome.WORKS), Tried(FAR, Outcome.WORKS)
    facts = look_round((OWN, FAR), 6697, found)
    assert facts.tunnels == {FAR}
    assert facts.own == found
    assert (facts.wall, facts.can_be_asked) == (None, True)
