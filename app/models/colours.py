"""The colours that names have, as people tell each other of them. Knows nothing of how they are drawn.

Eight, told apart also by those who see few colours; how each looks on which ground is the theme's business.
"""

import re

COLOURS = ("#194595", "#09715D", "#60652C", "#5B3701", "#C52012", "#A53E88", "#7144DF", "#3C3F4B")
"""On a light ground."""


def nearest(colour: str) -> int | None:
    """Which of them is most like one that somebody told of (``#F00``, ``#FF0000``); None if it is no colour."""
    digits = colour.removeprefix("#")
    if re.fullmatch("[0-9a-fA-F]{3}", digits):
        digits = "".join(2 * digit for digit in digits)
    if not re.fullmatch("[0-9a-fA-F]{6}", digits):
        return None
    wanted = _parts(digits)

    def distance(index: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(_parts(COLOURS[index][1:]), wanted, strict=True))

    return min(range(len(COLOURS)), key=distance)


def _parts(digits: str) -> tuple[int, int, int]:
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
