"""Ready lines for the IRC clients of others, so that they too can tell the room from another one. Pure.

All of it comes from the public half of what a room proves itself with, and may be given to anybody.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from cryptography.hazmat.primitives.serialization import Encoding

from server.protocol.vocabulary import DEFAULT_CHANNEL
from server.tls import certificate_fingerprint, key_fingerprint
from server.trust import ROOM_CERTIFICATE_FILE, Identity


@dataclass(frozen=True, slots=True)
class Proof:
    """What the clients of others compare, each its own part of it. Crosses threads and processes; holds no key."""

    certificate: str
    """SHA-256 of the certificate, in hexadecimal: WeeChat."""
    key: str
    """SHA-256 of the certificate's key, in hexadecimal: irssi."""
    authority: str
    """The certificate of who vouches for it, as PEM: Halloy, and whoever takes a file of trusted authorities."""


def proof_of(identity: Identity) -> Proof:
    """The public half of an identity. Who signed their own certificate is their own authority."""
    authority = identity.issuers[-1] if identity.issuers else identity.certificate
    return Proof(
        certificate_fingerprint(identity.certificate),
        key_fingerprint(identity.certificate),
        authority.public_bytes(Encoding.PEM).decode("ascii"),
    )


def ready_lines(
    address: str, port: int, proof: Proof, authority_file: str = f"/path/to/{ROOM_CERTIFICATE_FILE}"
) -> dict[str, str]:
    """What to type, by the name of the client. ``address`` as it is written in front of a port.

    WeeChat compares the certificate, irssi its key, Halloy wants the file with the room's certificate;
    HexChat can only be told not to compare at all.
    """
    bare = address.strip("[]")
    halloy = {
        "server": bare,
        "port": port,
        "channels": [DEFAULT_CHANNEL],
        "root_cert_path": authority_file,
    }
    # Of what is written here TOML and JSON agree on every word.
    table = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in halloy.items()]
    return {
        "WeeChat": f"/server add parlor {bare}/{port} -tls -tls_fingerprint={proof.certificate}",
        "irssi": f"/connect -tls -tls_pinned_pubkey {bytes.fromhex(proof.key).hex(':')} {bare} {port}",
        "Halloy": "\n".join(["[servers.parlor]", 'nickname = "…"', *table]),
        "HexChat": f"/server -ssl-noverify {bare} {port}",
        "any other": f"ircs://{address}:{port}/%23{DEFAULT_CHANNEL[1:]}, certificate {proof.certificate}",
    }
