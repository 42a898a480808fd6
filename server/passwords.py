"""Passwords as they are kept: scrypt, which costs memory too, with a salt each. Knows not whose they are.

A kept password reads ``$scrypt$n,r,p$salt$hash``, the last two in base64, so that the cost can grow
without those of before becoming void. What does not begin like that is a plain one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_SIGN = "$scrypt$"
_COST, _BLOCK, _LANES = 1 << 14, 8, 1  # 16 MiB and some 50 ms for each guess
_MEMORY = 64 * 1024 * 1024


def hash_password(password: str) -> str:
    """What to keep instead of a password. Takes some 50 ms."""
    salt = secrets.token_bytes(16)
    digest = _digest(password, salt, _COST, _BLOCK, _LANES)
    return f"{_SIGN}{_COST},{_BLOCK},{_LANES}${_written(salt)}${_written(digest)}"


def matches(password: str, kept: str) -> bool:
    """Whether it is the password that was kept, hashed or plain. Tells nothing by the time it takes."""
    if not kept.startswith(_SIGN):
        return hmac.compare_digest(password.encode(), kept.encode())
    try:
        costs, salt, digest = kept.removeprefix(_SIGN).split("$")
        cost, block, lanes = map(int, costs.split(","))
        wanted = base64.b64decode(digest, validate=True)
        return hmac.compare_digest(_digest(password, base64.b64decode(salt, validate=True), cost, block, lanes), wanted)
    except ValueError:
        return False  # somebody has written it by hand


def _digest(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=_MEMORY, dklen=32)


def _written(data: bytes) -> str:
    return base64.b64encode(data).decode()
