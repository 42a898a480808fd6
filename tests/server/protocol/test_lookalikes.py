"""Which names look the same."""

import pytest

from server.protocol.lookalikes import skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("evan", "еvan"),
        ("Evan", "Еvan"),
        ("cop", "сор"),
        ("ada", "аdа"),
        ("ona", "οnα"),
        ("ivi", "іѵі"),
        ("noh", "ոօհ"),
    ],
)
def test_names_that_look_the_same_have_one_skeleton(one, other):
    assert one != other
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ada", "adá"), ("José", "Jose"), ("ada1", "adal"), ("o0", "oo"), ("小明", "小红"), ("Иван", "Иванна")],
)
def test_names_that_do_not_have_two(one, other):
    assert skeleton(one) != skeleton(other)
