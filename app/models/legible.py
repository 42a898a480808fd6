"""What of a text can be shown: no control characters, no endless accents. Pure; knows neither fonts nor meaning.

Text from a network is arbitrary. Three things in it would do harm on a screen: control
characters (boxes, or worse), characters that turn the direction of everything behind
them, and thousands of accents on one letter, which paint over the lines above. They go.
Emoji that nobody has drawn for us become a box as well: given to X11 as text, a colour
emoji can end the whole process (libXft before 2.3.5).
"""

import re

PLACEHOLDER = "\u25a1"
"""Stands for a character that cannot be shown."""

ACCENTS = 8
"""How many marks in a row a letter may carry; more than any living script needs."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe20-\ufe2f"
)
_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_COLOURED = (
    "\u20e3\U0001f1e6-\U0001f1ff\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7f0"
    "\U0001f90c-\U0001f9ff\U0001fa70-\U0001faff"
)
_ODD = re.compile(
    rf"(?P<newline>\r\n|[\u2028\u2029\x85])|(?P<tab>\t)|(?P<unseen>[{_UNSEEN}]+)"
    rf"|(?P<marks>[{_MARKS}]{{{ACCENTS + 1},}})|(?P<boxed>[\ud800-\udfff{_COLOURED}])"
)


def legible(text: str) -> str:
    """``text`` as it can be drawn. Its lines stay its lines; a tab is four spaces."""
    if text.isascii() and text.isprintable():
        return text
    return _ODD.sub(_shown, text)


def _shown(odd: re.Match[str]) -> str:
    match odd.lastgroup:
        case "newline":
            return "\n"
        case "tab":
            return "    "
        case "marks":
            return odd.group()[:ACCENTS]
        case "boxed":
            return PLACEHOLDER
        case _:
            return ""
