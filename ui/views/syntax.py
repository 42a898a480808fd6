"""What each part of some code is: a word of its language, a text, a number, a remark. Knows languages, no places.

A language is loaded when code in it is first shown. Nothing is guessed: code whose writer names no language is plain.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from ui.widgets.drawing import Colour

LONGEST = 10_000
"""Characters that are looked at: a language is a table of patterns, and others write what they are tried on."""

Line = tuple[tuple[str, Colour], ...]
"""The parts of one line, in order, each with its colour."""

_COLOURS: dict[str, Colour] = {
    "Comment": "text3",
    "String": "ok",
    "Number": "warn",
    "Keyword": "accent_text",
    "Operator.Word": "accent_text",
    "Name.Tag": "accent_text",
    "Name.Decorator": "warn",
    "Name.Attribute": "warn",
    "Generic.Inserted": "ok",
    "Generic.Deleted": "danger",
    "Generic.Heading": "accent_text",
    "Generic.Subheading": "accent_text",
}


@lru_cache(256)
def coloured(text: str, language: str) -> tuple[Line, ...]:
    """The lines of some code in their colours."""
    lexer = _lexer(language.lower()) if language and len(text) <= LONGEST else None
    if lexer is None:
        return tuple(((line, "text"),) if line else () for line in text.split("\n"))
    lines: list[list[tuple[str, Colour]]] = [[]]
    for kind, value in lexer.get_tokens(text + "\n"):  # many a pattern wants the end of its line
        for number, part in enumerate(value.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append((part, _colour(kind)))
    return tuple(map(tuple, lines[:-1]))


def warm_up() -> None:
    """Load what nearly every language needs, and the one that is used most. Any thread."""
    coloured("import this", "python")


@cache
def _lexer(language: str) -> Any:
    """Who knows a language; None for a name that is none."""
    from pygments.lexers import get_lexer_by_name  # it takes a while, and many never see code
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@cache
def _colour(kind: Any) -> Colour:
    """The colour of a kind of token, or that of the nearest kind above it which has one."""
    return next((_COLOURS[name] for name in _names(kind) if name in _COLOURS), "text")


def _names(kind: Any) -> Iterator[str]:
    """``Token.Literal.String.Doc`` is a ``String.Doc`` and a ``String``."""
    parts = [part for part in str(kind).split(".")[1:] if part != "Literal"]
    while parts:
        yield ".".join(parts)
        parts.pop()
