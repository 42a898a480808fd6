"""A stay in a room, on the doorstep or inside; and what is around the welcome window."""

import pytest

from app.services import network
from tests.app.controllers.stay import Stay
from tests.app.controllers.world import World


@pytest.fixture
def outside(clockwork):
    """Not even connected."""
    return Stay(clockwork)


@pytest.fixture
def stay(clockwork):
    """In #general as Ada, the host, with Ben and Cleo."""
    return Stay(clockwork).come_in()


@pytest.fixture
def make(clockwork, tmp_path, monkeypatch):
    monkeypatch.setattr(network, "own_addresses", lambda: ("192.168.1.7", "10.0.0.7"))
    monkeypatch.setattr(network, "computer_name", lambda: "adas-pc")
    return lambda nick="Ada": World(clockwork, tmp_path, nick)


@pytest.fixture
def world(make):
    return make()


@pytest.fixture
def hosting(world):
    """Ada hosts, and is in."""
    world.rooms.host("Tea house")
    world.pump()
    world.let_in(people="~Ada")
    return world
