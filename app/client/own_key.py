"""This installation's own key, by which rooms know it again. Made once and kept in the profile's folder.

Knows files, not sockets. A key that cannot be read or kept is said in the log, and then there is none:
whoever has no key is a stranger in every room, which keeps nobody out.
"""

import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

log = logging.getLogger(__name__)

_LIFETIME = timedelta(days=36500)
"""Rooms know the certificate itself, so it has to last; when it ends is looked at by nobody."""


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A key, and the certificate that shows it to rooms. It says nothing else of whose it is."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def keep_own_key(file: Path) -> OwnKey | None:
    """The key kept in a file; made and put there if there is none. None where that cannot be done."""
    try:
        if not file.exists():
            _write(file, _make())
        return _read(file)
    except (OSError, ValueError, TypeError) as error:
        log.warning("%s: our own key cannot be used: %s", file, error)
        return None


def _make() -> OwnKey:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Parlor")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _LIFETIME)
        .sign(key, hashes.SHA256())
    )
    return OwnKey(key, certificate)


def _read(file: Path) -> OwnKey:
    data = file.read_bytes()
    key = serialization.load_pem_private_key(data, password=None)
    certificate = x509.load_pem_x509_certificate(data)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise ValueError("key and certificate do not belong together")
    return OwnKey(key, certificate)


def _write(file: Path, own: OwnKey) -> None:
    """Put it where only its owner can read it, whole or not at all."""
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    data = own.key.private_bytes(encoding, form, serialization.NoEncryption()) + own.certificate.public_bytes(encoding)
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".new")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
    partial.replace(file)
