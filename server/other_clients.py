"""Ready lines for the IRC clients of others, so that they too can tell the room from another one. Pure."""

from __future__ import annotations

from server.protocol.vocabulary import DEFAULT_CHANNEL
from server.tls import certificate_fingerprint, key_fingerprint
from server.trust import Identity


def ready_lines(address: str, port: int, identity: Identity) -> dict[str, str]:
    """What to type, by the name of the client. ``address`` as it is written in front of a port.

    WeeChat compares the certificate, irssi its key; HexChat can only be told not to compare at all.
    """
    certificate = certificate_fingerprint(identity.certificate)
    key = bytes.fromhex(key_fingerprint(identity.certificate)).hex(":")
    bare = address.strip("[]")
    return {
        "WeeChat": f"/server add parlor {bare}/{port} -tls -tls_fingerprint={certificate}",
        "irssi": f"/connect -tls -tls_pinned_pubkey {key} {bare} {port}",
        "HexChat": f"/server -ssl-noverify {bare} {port}",
        "any other": f"ircs://{address}:{port}/%23{DEFAULT_CHANNEL[1:]}, certificate {certificate}",
    }
