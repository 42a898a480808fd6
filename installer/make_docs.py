"""Makes the parts of the guide that come from the code: every setting of a room. Knows no pictures.

``python installer/make_docs.py`` writes them into docs/, where they are committed; a test tells when they are stale.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from server.config import TABLES, OperatorTable

DOCS = Path(__file__).resolve().parent.parent / "docs"
CONFIGURATION = DOCS / "configuration.md"

_HEAD = """\
# Every setting of a room

`parlor-server --config FILE` reads them from a TOML file, and a room that is hosted in the window from `room.toml` in
its folder. All of them have a default; one that is not known, or of the wrong type, is refused with file, key and
reason.
`parlor-server --config FILE --print-config` shows what is in force.

This page is made from the program itself.
"""


def configuration() -> str:
    """The page about settings, as Markdown."""
    tables = {f"[{name}]": table for name, table in TABLES.items()} | {"[[operators]]": OperatorTable}
    return "\n".join([_HEAD, *(line for name, table in tables.items() for line in _table(name, table))])


def _table(name: str, table: type[Any]) -> Iterator[str]:
    yield f"## `{name}`\n"
    words = (table.__doc__ or "").partition(": ")[2].split("\n")[0]
    yield f"{words[:1].upper()}{words[1:]}\n"
    yield "| key | default | what it is |\n| --- | --- | --- |"
    for item in dataclasses.fields(table):
        choices = item.metadata["choices"]
        among = f" One of {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""
        words = item.metadata["help"].replace("|", "\\|")
        yield f"| `{item.name}` | `{json.dumps(item.default)}` | {words[:1].upper()}{words[1:]}.{among} |"
    yield ""


if __name__ == "__main__":
    CONFIGURATION.write_text(configuration(), encoding="utf-8")
