"""A stay in a room, on the doorstep or inside."""

import pytest

from tests.app.controllers.stay import Stay


@pytest.fixture
def outside(clockwork):
    """Not even connected."""
    return Stay(clockwork)


@pytest.fixture
def stay(clockwork):
    """In #general as Ada, the host, with Ben and Cleo."""
    return Stay(clockwork).come_in()
