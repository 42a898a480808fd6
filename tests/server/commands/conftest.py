"""Three people by whom most commands can be tried: Ada operates #c, Bob is in it without a rank, Zoe is outside."""

import pytest


@pytest.fixture
def ada(enter):
    return enter("ada", channel="#c")


@pytest.fixture
def bob(ada, enter):
    return enter("bob", channel="#c")


@pytest.fixture
def zoe(bob, enter):
    return enter("zoe", channel="")
