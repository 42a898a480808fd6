"""What the firewall of macOS says of a program."""

import pytest

from app.services.firewalls.macos import TOOL, wall

PROGRAM = "/Applications/Parlor.app/Contents/MacOS/parlor"
ON, OFF = "Firewall is enabled. (State = 1)\n", "Firewall is disabled. (State = 0)\n"


@pytest.mark.parametrize(
    ("state", "everybody", "program", "order"),
    [
        (OFF, "", "", None),
        (ON, "Firewall has block all state set to disabled.", "Incoming connection to the app is permitted", None),
        (ON, "Block all DISABLED!", "The file path you specified is not part of the firewall", None),
        (ON, "", "Incoming connections to the app are blocked", ("--add", PROGRAM, "--unblockapp", PROGRAM)),
        (ON, "Firewall has block all state set to enabled.", "", ("--setblockall", "off")),
        ("Firewall is blocking all non-essential incoming connections. (State = 2)", "", "", ("--setblockall", "off")),
        ("", "", "", None),
    ],
)
def test_what_keeps_others_out(state, everybody, program, order):
    answers = {"--getglobalstate": state, "--getblockall": everybody, "--getappblocked": program}
    found = wall(PROGRAM, lambda _tool, question, *_more: answers[question])
    assert (found.order.argv if found else None) == ((TOOL, *order) if order else None)
