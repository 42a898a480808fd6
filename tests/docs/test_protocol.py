"""The room's own rules: each of them stands in the words of a test, which shows that it is true."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
RULES = [" ".join(rule.split()) for rule in re.findall(r"^- (.+(?:\n  .+)*)", PAGE, re.MULTILINE)]


@cache
def all_tests():
    return " ".join(word for path in (ROOT / "tests").rglob("test_*.py") for word in path.read_text("utf-8").split())


@pytest.mark.parametrize("rule", RULES, ids=range(len(RULES)))
def test_every_rule_of_a_room_is_quoted_by_a_test(rule):
    assert rule in all_tests()
