"""How one app asks another whether it can reach a room's addresses, and how that one answers; as they are written.

Both are client-only tags of a TAGMSG from one person to the other, with JSON in them. Pure; believes nothing it reads.
"""

import ipaddress
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.models.reach import Outcome, Tried

ASK_TAG, TELL_TAG = "+parlor.app/reach", "+parlor.app/reached"

MOST = 16
"""Addresses in one question: as many as an invite has."""

_TOKEN = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class Question:
    """Please connect to these addresses. ``token`` is said again with the answer."""

    token: str
    addresses: tuple[str, ...]
    port: int

    def written(self) -> str:
        return json.dumps({"token": self.token, "port": self.port, "addresses": self.addresses}, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it."""

    token: str
    tried: tuple[Tried, ...]

    def written(self) -> str:
        tried = [[each.address, each.outcome.value, each.near] for each in self.tried]
        pages = {each.address: each.page.value for each in self.tried if each.page}
        return json.dumps({"token": self.token, "tried": tried, "pages": pages}, separators=(",", ":"))


def read_question(written: str) -> Question | None:
    """What a tag asks; None if it is no proper question."""
    match _read(written):
        case {"token": str(token), "port": int(port), "addresses": list(addresses)} if (
            _TOKEN.fullmatch(token) and 0 < port < 65536 and _are_addresses(addresses)
        ):
            return Question(token, tuple(addresses), port)
    return None


def read_answer(written: str) -> Answer | None:
    """What a tag answers; None if it is no proper answer."""
    match _read(written):
        case {"token": str(token), "tried": list(listed), **more} if _TOKEN.fullmatch(token) and len(listed) <= MOST:
            pages = more.get("pages")
            tried = [_tried(each, pages if isinstance(pages, dict) else {}) for each in listed]
            if None not in tried:
                return Answer(token, tuple(filter(None, tried)))
    return None


_OUTCOMES = {each.value: each for each in Outcome}


def _tried(listed: object, pages: dict[str, object]) -> Tried | None:
    match listed:
        case [str(address), str(outcome), bool(near)] if _are_addresses([address]) and outcome in _OUTCOMES:
            page = pages.get(address)
            return Tried(address, _OUTCOMES[outcome], near, _OUTCOMES.get(page) if isinstance(page, str) else None)
    return None


def _read(written: str) -> object:
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return None


def _are_addresses(listed: Sequence[object]) -> bool:
    """Whether these are addresses to which an app may be asked to connect: by number, of one computer, not itself."""
    return 0 < len(listed) <= MOST and all(isinstance(each, str) and _is_address(each) for each in listed)


def _is_address(written: str) -> bool:
    try:
        ip = ipaddress.ip_address(written)
    except ValueError:
        return False
    return not (ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip.is_reserved)
