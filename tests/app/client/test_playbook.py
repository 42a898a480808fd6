"""The reader of scripts itself: that it finds what is wrong."""

import pytest

from tests.app.client.playbook import Playbook

GREETING = """
    ** start()
    << CAP LS 302
    << NICK Ada
    << USER parlor 0 * Ada
"""


def test_what_goes_as_written_passes():
    Playbook().play(GREETING)


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        (GREETING.replace("302", "301"), "→ << CAP LS 301\n  came: << CAP LS 302"),
        (GREETING.replace("<< USER parlor 0 * Ada", ""), "too much: << USER parlor 0 \\* Ada"),
        (GREETING + "    << JOIN #x\n", "→ << JOIN #x\n  nothing came"),
        (GREETING.replace("<< CAP", "== CAP").replace("CAP LS 302", "Registered('Ada')"), "came: << CAP LS 302"),
    ],
)
def test_the_first_wrong_line_is_shown(script, complaint):
    with pytest.raises(pytest.fail.Exception, match=complaint):
        Playbook().play(script)
