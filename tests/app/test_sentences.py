"""What happened in a conversation, in words."""

import pytest

from app.models.entries import ModeChange
from app.sentences import sentence


@pytest.mark.parametrize(
    ("change", "value", "words"),
    [
        ("+o", "Ben", "Ada made Ben a moderator"),
        ("+b", "m:ben!*@*", "Ada muted ben for everybody"),
        ("-b", "ben!*@*", "Ada lets ben come back"),
        ("+S", "30", "Ada made everybody wait 30 seconds between two messages"),
        ("+k", "{value}", "Ada set a password for the channel"),
        ("+C", "", "Ada changed a rule of the channel (+C)"),
    ],
)
def test_a_decision_in_words(change, value, words):
    assert sentence(ModeChange("k", 0.0, "Ada", change, value)) == words
