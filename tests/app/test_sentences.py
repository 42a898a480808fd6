"""What happened in a conversation, in words."""

import pytest

from app.models.entries import ModeChange
from app.sentences import sentence
from server import modes


@pytest.mark.parametrize(
    ("change", "value", "words"),
    [
        ("+o", "Ben", "Ada made Ben a moderator"),
        ("+b", "m:ben!*@*", "Ada muted ben for everybody"),
        ("-b", "ben!*@*", "Ada lets ben come back"),
        ("+S", "30", "Ada made everybody wait 30 seconds between two messages"),
        ("+k", "{value}", "Ada set a password for the channel"),
        ("+i", "", "Ada now lets only invited people in"),
        ("+I", "a:ben", "Ada lets ben come in at any time"),
        ("-e", "*!*@10.0.0.7", "Bans hold for 10.0.0.7 again, says Ada"),
        ("+X", "", "Ada changed a rule of the channel (+X)"),
    ],
)
def test_a_decision_in_words(change, value, words):
    assert sentence(ModeChange("k", 0.0, "Ada", change, value)) == words


@pytest.mark.parametrize("sign", "+-")
@pytest.mark.parametrize("letter", sorted({*modes.FLAGS, *modes.SETTINGS, *modes.LISTS, *"qaohv"}))
def test_nothing_that_our_rooms_can_change_is_told_in_letters(sign, letter):
    assert f"({sign}{letter})" not in sentence(ModeChange("k", 0.0, "Ada", sign + letter, "Ben"))
