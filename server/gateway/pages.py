"""The files of the guests' page, and what a browser is allowed to do with them. Does no input or output of the net.

All of it is the room's own and comes from nowhere else; the policy holds browsers to that
(https://www.w3.org/TR/CSP3).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PAGE = "/"
"""Where the page itself is; the other files are what belongs to it."""

_FOLDER = Path(__file__).resolve().parent / "guests"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_OFFER = ' <span data-say>If not:</span> <a id="get" href="{}" download data-say>get it here</a>.'
_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]{1,255}")


@dataclass(frozen=True, slots=True)
class File:
    """What is sent of a file."""

    type: str
    body: bytes


def find(path: str, room: str, application: str = "") -> File | None:
    """What there is at a path of the room's page; None where there is nothing."""
    if path == PAGE:
        offer = _OFFER.format(html.escape(application)) if application else ""
        page = _read("page.html").replace("{download}", offer).replace("{name}", html.escape(room))
        return File(_TYPES[".html"] + "; charset=utf-8", page.encode())
    name = path.removeprefix("/")
    if name not in _names():
        return None
    return File(_TYPES[Path(name).suffix] + "; charset=utf-8", _read(name).encode())


def policy(host: str) -> str:
    """What the page may load and where it may connect: to the room at ``host``, as the browser calls it, alone."""
    # 'self' is not the WebSocket of the same room in every browser.
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"connect-src 'self'{sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def _names() -> frozenset[str]:
    """Everything but the page itself, which is filled in."""
    return frozenset(path.name for path in _FOLDER.iterdir() if path.suffix != ".html")


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
