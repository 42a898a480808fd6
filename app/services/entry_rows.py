"""How an entry is written as a row and read back. Knows the kinds of entries, not where rows are kept.

What is searched and sorted by has columns of its own; everything else is JSON, without what is as it usually is.
So a kind may gain a field with a default, and rows written before are still read.
"""

import json
from dataclasses import astuple, fields
from enum import Enum, EnumType
from typing import Any, get_args, get_type_hints

from app.models.entries import Entry, Quote, Reaction, Text

ROW = "key, time, kind, author, text, more"
"""The columns of a row; the last one has all else, as JSON."""
Row = tuple[Any, ...]

_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Entry)}
_USUAL = {
    kind: tuple((field.name, field.default) for field in fields(kind) if field.name not in ("key", "time"))
    for kind in _KINDS.values()
}
"""What else a kind has, and how that usually is."""
_ENUMS = {
    kind: {name: hint for name, hint in get_type_hints(kind).items() if isinstance(hint, EnumType)}
    for kind in _KINDS.values()
}
_OF_TEXT = ("author", "text")


def row_of(entry: Entry) -> Row:
    """The row that an entry is kept as."""
    said = isinstance(entry, Text)
    rest = {}
    for name, usual in _USUAL[type(entry)]:
        value = getattr(entry, name)
        if value != usual and not (said and name in _OF_TEXT):
            rest[name] = _plain(value)
    more = json.dumps(rest, ensure_ascii=False, separators=(",", ":")) if rest else ""
    author, text = (entry.author, entry.text) if isinstance(entry, Text) else ("", "")
    return entry.key, entry.time, type(entry).__name__, author, text, more


def entry_of(row: Row) -> Entry | None:
    """The entry that a row was made from; None for a kind that another version knew."""
    key, time, name, author, text, more = row
    if name == Text.__name__ and not more:  # as most are, and there may be a hundred thousand of them
        return Text(key, time, author, text)
    kind = _KINDS.get(name)
    if kind is None:
        return None
    values: dict[str, Any] = {"key": key, "time": time}
    if kind is Text:
        values |= {"author": author, "text": text}
    enums = _ENUMS[kind]
    try:
        for field, value in json.loads(more or "{}").items():
            values[field] = enums[field](value) if field in enums else _rich(field, value)
        entry: Entry = kind(**values)
    except TypeError:  # it has a field that another version knew
        return None
    return entry


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case Enum():
            return value.value
        case Quote() | Reaction():
            return astuple(value)
        case tuple():
            return [_plain(part) for part in value]
        case _:
            return value


def _rich(field: str, value: Any) -> Any:
    match field:
        case "quote":
            return Quote(*value)
        case "reactions":
            return tuple(Reaction(*reaction) for reaction in value)
        case _:
            return tuple(value) if isinstance(value, list) else value
