"""What holds in a channel, as far as the room has told it."""

import pytest

from app.models.rules import Barred, Rules


@pytest.fixture
def told():
    return []


@pytest.fixture
def rules(told):
    rules = Rules()
    rules.changed.connect(lambda: told.append("changed"))
    return rules


def test_at_first_nothing_is_forbidden(rules):
    assert (rules.quiet, rules.invite_only, rules.password, rules.pause, rules.barred) == (False, False, "", 0, ())


def test_modes_that_stand(rules, told):
    rules.put_modes({"m": "", "i": "", "k": "tea", "S": "30"})
    rules.put_modes({"m": "", "i": "", "k": "tea", "S": "30"})
    assert (rules.quiet, rules.invite_only, rules.password, rules.pause) == (True, True, "tea", 30)
    assert told == ["changed"]


def test_modes_that_change(rules, told):
    for change, value in (("+m", ""), ("+k", "tea"), ("-m", ""), ("+S", "x"), ("+o", "Ben"), ("+e", "a!*@*")):
        rules.apply(change, value)
    assert rules.modes == {"k": "tea", "S": "x"}
    assert rules.pause == 0
    assert len(told) == 4


def test_who_is_barred(rules):
    rules.put_barred(["dan!*@*"])
    rules.apply("+b", "m:eve!*@*")
    rules.apply("+b", "m:eve!*@*")
    assert [(one.who, one.muted) for one in rules.barred] == [("dan", False), ("eve", True)]
    rules.apply("-b", "dan!*@*")
    assert [one.mask for one in rules.barred] == ["m:eve!*@*"]


@pytest.mark.parametrize(
    ("mask", "who"),
    [("ben!*@*", "ben"), ("m:ben!*@*", "ben"), ("*!*@192.0.2.7", "192.0.2.7"), ("a:ben", "ben"), ("m:a:ben", "ben")],
)
def test_a_mask_is_read_as_people_do(mask, who):
    assert Barred(mask).who == who
