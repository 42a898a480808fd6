"""What a room proves itself with: its key, its certificate, and the authority that both come from.

A room is known by its authority's key alone. The authority signs the certificate of the computer that
holds the room open, so that another computer can hold the same room open one day. All of it is made
once and kept with the room: a room that is opened again is the same room. Knows files, not sockets.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import ifaddr
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.protocol.framing import clip
from server.tls import room_fingerprint

AUTHORITY_FILE = "authority.pem"
CERTIFICATE_FILE = "certificate.pem"
ROOM_CERTIFICATE_FILE = "room.pem"
"""The authority's certificate without its key: what may be given to anybody who wants to trust the room."""
_LIFETIME = timedelta(days=3650)
_LEAD = timedelta(days=1)
"""Certificates begin so long ago, since not all clocks are right."""
_LONGEST_COMMON_NAME = 64
_MOST_NAMES = 100
"""How many names and addresses a certificate has at most: those of today, then those from before."""

PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey
"""The keys that TLS certificates are made for."""


class TrustError(ValueError):
    """A key or certificate cannot be used. The text is a sentence with the file and the reason."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A room's key and certificate, who vouches for it, and the fingerprint that invites carry."""

    key: PrivateKey
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]
    fingerprint: str


def make_identity(name: str) -> Identity:
    """An authority of its own for a room of this name, and a certificate for this computer. Kept nowhere."""
    authority_key, authority = _make_authority(name)
    key, certificate = _make_certificate(name, authority_key, authority)
    return _identity(key, certificate, [authority])


def keep_identity(folder: Path, name: str) -> Identity:
    """The identity kept in a folder; made and put there if there is none. Raises TrustError."""
    authority_file, certificate_file = folder / AUTHORITY_FILE, folder / CERTIFICATE_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not authority_file.exists():
            _write(authority_file, *_make_authority(name))
        authority_key, (authority, *_) = _read(authority_file, authority_file)
        _hand_out(folder / ROOM_CERTIFICATE_FILE, authority)
        if not certificate_file.exists():
            _write(certificate_file, *_make_certificate(name, authority_key, authority), authority)
        elif old := _outdated(certificate_file):
            _write(certificate_file, *_make_certificate(name, authority_key, authority, old), authority)
    except OSError as error:
        reason = error.strerror or error
        words = (
            f"The room's key cannot be kept in {folder} ({reason}). Let Parlor write to that folder, then try again."
        )
        raise TrustError(words) from error
    key, (certificate, *issuers) = _read(certificate_file, certificate_file)
    return _identity(key, certificate, issuers)


def load_identity(certificate_file: Path, key_file: Path) -> Identity:
    """An identity made elsewhere. Raises TrustError."""
    key, (certificate, *issuers) = _read(certificate_file, key_file)
    if key.public_key() != certificate.public_key():
        raise TrustError(f"The key in {key_file} is not the key of the certificate in {certificate_file}.")
    return _identity(key, certificate, issuers)


def _identity(key: PrivateKey, certificate: x509.Certificate, issuers: list[x509.Certificate]) -> Identity:
    return Identity(key, certificate, tuple(issuers), room_fingerprint([certificate, *issuers]))


def _make_authority(name: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(f"Room {name}")  # not the certificate's own name: that would look signed by itself
    builder = _builder(subject, subject, key).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    usage = _key_usage(key_cert_sign=True, crl_sign=True)
    return key, builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())


def _make_certificate(
    name: str, authority_key: PrivateKey, authority: x509.Certificate, old: _Kept | None = None
) -> tuple[PrivateKey, x509.Certificate]:
    """For this computer. In the place of an ``old`` one it keeps its names, and its key, which irssi compares."""
    key = old.key if old else ec.generate_private_key(ec.SECP256R1())
    names = list(dict.fromkeys((*_own_names(), *(old.names if old else ()))))[:_MOST_NAMES]
    certificate = (
        _builder(_named(name), authority.subject, key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )
    return key, certificate


def _builder(subject: x509.Name, issuer: x509.Name, key: PrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _LEAD)
        .not_valid_after(now + _LIFETIME)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _key_usage(
    *, digital_signature: bool = False, key_cert_sign: bool = False, crl_sign: bool = False
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, clip(name.encode(), _LONGEST_COMMON_NAME).decode())])


def _own_names() -> list[x509.GeneralName]:
    """What this computer is called: for the clients of others that look for the name they connected to."""
    host = socket.gethostname()
    names = dict.fromkeys(name for name in ("localhost", host, f"{host}.local") if name.isascii())
    found = {ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1")}
    try:
        listed = [ip.ip if isinstance(ip.ip, str) else ip.ip[0] for each in ifaddr.get_adapters() for ip in each.ips]
        found.update(map(ipaddress.ip_address, listed))
    except OSError:
        pass  # then it is known by its names
    return [*map(x509.DNSName, names), *(x509.IPAddress(address) for address in sorted(found, key=str))]


class _Kept(NamedTuple):
    """What a new certificate takes over from the one before."""

    key: PrivateKey
    names: Sequence[x509.GeneralName]


def _outdated(file: Path) -> _Kept | None:
    """What to keep of a certificate that ends soon, or does not name this computer as it is called today."""
    key, (certificate, *_) = _read(file, file)
    try:
        names = list(certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    except x509.ExtensionNotFound:
        names = []
    is_ending = datetime.now(UTC) > certificate.not_valid_after_utc - timedelta(days=30)
    return _Kept(key, names) if is_ending or not set(_own_names()) <= set(names) else None


def _read(certificate_file: Path, key_file: Path) -> tuple[PrivateKey, list[x509.Certificate]]:
    file = certificate_file
    try:
        certificates = x509.load_pem_x509_certificates(file.read_bytes())
        file = key_file
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except OSError as error:
        raise TrustError(f"The file {file} cannot be read ({error.strerror or error}).") from error
    except (ValueError, TypeError) as error:  # TypeError: it has a password
        what = "certificate" if file is certificate_file and file is not key_file else "key without a password"
        raise TrustError(f"The file {file} holds no {what} in PEM form.") from error
    if not isinstance(key, PrivateKey):
        raise TrustError(f"The key in {key_file} is of no kind that TLS uses.")
    return key, certificates


def _write(file: Path, key: PrivateKey, *certificates: x509.Certificate) -> None:
    """Put a key and its certificates in a file that only its owner may read, whole or not at all."""
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    parts = [key.private_bytes(encoding, form, serialization.NoEncryption())]
    parts += [certificate.public_bytes(encoding) for certificate in certificates]
    partial = file.with_suffix(".new")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(b"".join(parts))
    partial.replace(file)


def _hand_out(file: Path, authority: x509.Certificate) -> None:
    """Have a certificate in a file of its own, which may be copied and sent: there is no key in it."""
    text = authority.public_bytes(serialization.Encoding.PEM)
    if not file.exists() or file.read_bytes() != text:
        file.write_bytes(text)
