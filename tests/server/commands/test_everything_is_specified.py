"""Whatever the room offers stands in the tables of sentences that are tried: what is new and without one fails here.

Capabilities and the tokens of 005 have tables of their own, which are as strict.
"""

import re

from server import modes
from server.commands.isupport import RANK_LETTERS
from server.commands.registration import not_a_browser
from server.commands.registry import COMMANDS
from tests.server.commands.test_ircv3 import REFUSED
from tests.server.commands.test_specification import ANSWERS
from tests.server.commands.test_specified_capabilities import CAPABILITY
from tests.server.commands.test_specified_channels import CHANGES, INSIDE, OUTSIDE
from tests.server.commands.test_specified_people import ASKED_FROM_OUTSIDE

OUR_OWN = set("MRSTUu")
"""Modes of which no specification tells. What they do is shown by ``test_modes``."""

SAID = [
    *(line for _, line, _ in (*ANSWERS, *CHANGES)),
    *(line for _, before, line, _ in (*OUTSIDE, *INSIDE, *ASKED_FROM_OUTSIDE) for line in (*before, line)),
    *(line for _, lines, _ in REFUSED for line in lines.split("|")),
    *(line for _, _, adas, bobs, _, _ in CAPABILITY for line in f"{adas}|{bobs}".split("|")),
]
"""What is said to the room in one table or another, each line beside the sentence that it shows to be true."""


def letters(target):
    """The modes that are changed somewhere, of channels or of people."""
    return set("".join(re.findall(rf"^MODE {target} (\S+)", "\n".join(SAID), re.MULTILINE)))


def test_every_command_is_tried_beside_a_sentence():
    tried = {re.sub(r"^(ada: )?(@\S+ )?", "", line).partition(" ")[0] for line in SAID}
    assert {name for name, row in COMMANDS.items() if row.run is not not_a_browser} <= tried


def test_every_mode_of_a_channel_and_every_rank_is_tried_beside_a_sentence():
    assert set(modes.CHANMODES + RANK_LETTERS) - {","} - OUR_OWN <= letters(r"#\w+")


def test_every_mode_of_a_person_is_tried_beside_a_sentence():
    assert set(modes.USER_MODES) - OUR_OWN <= letters(r"\w+")
