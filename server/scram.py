"""Passwords proven without being told: what is kept of one, and the server's part of SCRAM-SHA-256. Pure.

RFC 5802 and RFC 7677. From what is kept nobody can log in, and a guess costs as many rounds as the
host has chosen; PLAIN is checked against the same.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import stringprep
import unicodedata
from dataclasses import dataclass

_SALT_LENGTH = 16
_NO_CHANNEL_BINDING = ("n", "y")


class ScramError(ValueError):
    """What the client said is not SCRAM, or proves nothing."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is kept of a password."""

    salt: bytes
    iterations: int
    stored_key: bytes
    server_key: bytes


def derive(password: str, iterations: int, salt: bytes | None = None) -> Credentials:
    """Hide a password. Takes long, on purpose: not for a thread that anybody waits for."""
    salt = salt or secrets.token_bytes(_SALT_LENGTH)
    salted = hashlib.pbkdf2_hmac("sha256", prepare(password).encode(), salt, iterations)
    return Credentials(salt, iterations, _hash(_hmac(salted, b"Client Key")), _hmac(salted, b"Server Key"))


def matches(password: str, kept: Credentials) -> bool:
    """Whether it is the password that was hidden. Takes as long."""
    return hmac.compare_digest(derive(password, kept.iterations, kept.salt).stored_key, kept.stored_key)


def decoy(name: str, iterations: int, secret: bytes) -> Credentials:
    """What would be kept for a name that nobody has: the same each time, so that nobody can tell."""
    seed = _hmac(secret, name.encode())
    return Credentials(seed[:_SALT_LENGTH], iterations, _hmac(secret, seed), _hmac(secret, seed + b"s"))


def prepare(password: str) -> str:
    """The form in which different ways to type the same password are the same. RFC 4013, section 2.1 and 2.2."""
    mapped = "".join(
        " " if stringprep.in_table_c12(character) else character
        for character in password
        if not stringprep.in_table_b1(character)
    )
    return unicodedata.normalize("NFKC", mapped)


class Exchange:
    """One attempt to log in: three messages of the client, and what is answered."""

    def __init__(self, first: bytes) -> None:
        """Read the first message. Raises ScramError."""
        header, _, rest = _text(first).partition(",")
        authorized, _, bare = rest.partition(",")
        fields = _fields(bare)
        if header not in _NO_CHANNEL_BINDING or "n" not in fields or not fields.get("r"):
            raise ScramError("That is no first message.")
        self.name = fields["n"].replace("=2C", ",").replace("=3D", "=")
        self.authorized = authorized.removeprefix("a=")
        self._header = f"{header},{authorized},".encode()
        self._first = bare
        self._nonce = fields["r"] + secrets.token_urlsafe(18)
        self._challenge = ""

    def challenge(self, kept: Credentials) -> bytes:
        """What the client has to answer."""
        salt = base64.b64encode(kept.salt).decode()
        self._challenge = f"r={self._nonce},s={salt},i={kept.iterations}"
        return self._challenge.encode()

    def finish(self, last: bytes, kept: Credentials) -> bytes:
        """Check the proof, and prove in turn that we know what was kept. Raises ScramError."""
        bare, _, _ = _text(last).rpartition(",p=")
        fields = _fields(_text(last))
        if fields.get("r") != self._nonce or _decoded(fields.get("c", "")) != self._header:
            raise ScramError("That is the answer to something else.")
        about = f"{self._first},{self._challenge},{bare}".encode()
        signature = _hmac(kept.stored_key, about)
        proof = _decoded(fields.get("p", ""))
        if len(proof) != len(signature):
            raise ScramError("That proves nothing.")
        key = bytes(one ^ other for one, other in zip(proof, signature, strict=True))
        if not hmac.compare_digest(_hash(key), kept.stored_key):
            raise ScramError("The password is wrong.")
        return b"v=" + base64.b64encode(_hmac(kept.server_key, about))


def _fields(text: str) -> dict[str, str]:
    return {item[0]: item[2:] for item in text.split(",") if item[1:2] == "="}


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise ScramError("That is not UTF-8.") from error


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ScramError("That is not base64.") from error


def _hmac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
