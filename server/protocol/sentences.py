"""A sentence for a person that can be said in another language later. Knows no languages."""

from __future__ import annotations

from typing import Any


class Sentence(str):
    """A text in English that remembers what it was made of. For those who only read it, a string."""

    template: str
    values: dict[str, Any]

    __slots__ = ("template", "values")


def sentence(template: str, /, **values: Any) -> Sentence:
    """The template with its named places filled in."""
    made = Sentence(template.format(**values))
    made.template, made.values = template, values
    return made
