"""How the chat screen shares out its width among sidebar, log and panel. Pure."""

from dataclasses import dataclass

RAIL = 64
RAIL_BELOW = 860
COVER_BELOW = 1000
LEAST_SIDEBAR, USUAL_SIDEBAR, MOST_SIDEBAR = 220, 272, 360
PANEL = 329
"""Width of a panel with its hairline."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Widths in logical pixels. Between sidebar and main there is a hairline; ``panel`` is 0 where none is open."""

    sidebar: int
    main: int
    panel: int


def plan(width: float, *, sidebar: float, panel: bool) -> Plan:
    """Share out the width. In a narrow window the sidebar is a rail, and a panel covers the log."""
    left = RAIL if width < RAIL_BELOW else min(max(round(sidebar), LEAST_SIDEBAR), MOST_SIDEBAR)
    right = min(PANEL, max(1, round(width) - left)) if panel else 0
    taken = left + 1 + (right if width >= COVER_BELOW else 0)
    return Plan(left, max(1, round(width) - taken), right)
