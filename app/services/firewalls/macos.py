"""The firewall of macOS, which lets programs in, not ports. Asks its own tool; needs no rights."""

import re
import shlex

from app.models.reach import Order
from app.services.firewalls.wall import Ask, Wall

TOOL = "/usr/libexec/ApplicationFirewall/socketfilterfw"


def wall(program: str, ask: Ask) -> Wall | None:
    """Whether this program is kept from being reached."""
    state = re.search(r"State = ([12])", ask(TOOL, "--getglobalstate"))
    if not state:
        return None
    if state[1] == "2" or "enabled" in ask(TOOL, "--getblockall").lower():
        return _wall("--setblockall", "off")
    if "blocked" in ask(TOOL, "--getappblocked", program):
        return _wall("--add", program, "--unblockapp", program)
    return None


def _wall(*words: str) -> Wall:
    argv = (TOOL, *words)
    return Wall("macOS", Order(argv, f"sudo {shlex.join(argv)}"))
