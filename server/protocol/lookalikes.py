"""When two names look the same although they are written differently, so that nobody passes for somebody else.

Only letters of other scripts that a reader cannot tell from Latin ones count; within one script people
are trusted to see the difference. The pairs are a choice from https://www.unicode.org/reports/tr39/.
"""

from __future__ import annotations

from server.protocol.names import casefold

_PAIRS = (
    "аa сc ԁd еe һh іi јj ӏl оo рp ԛq ѕs ѵv ԝw хx уy "  # Cyrillic
    "αa ϲc ιi ϳj νv οo ρp σo υu γy "  # Greek
    "հh ոn օo զq ցg սu "  # Armenian
    "ɑa ᴄc ɡg ıi ɩi ᴏo ᴠv ᴡw ᴢz"  # Latin, of phonetics
)
_AS_LATIN = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})


def skeleton(name: str) -> str:
    """What a name is compared by to see whether it looks like another."""
    folded = casefold(name)
    return folded if folded.isascii() else folded.translate(_AS_LATIN)
