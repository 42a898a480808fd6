"""TLS as a layer over bytes: what came in, decrypted; what goes out, encrypted. Does no input or output.

Built on OpenSSL's memory buffers. An OpenSSL connection is not safe for one thread that reads while
another writes, so each call holds the layer's own lock, and no call waits for anything. Python's own
``ssl`` cannot ask for a client's certificate without refusing those it does not know; pyOpenSSL can.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from OpenSSL import SSL

from server.threads import Lock

_RECORD = 16 * 1024
_BUFFER = 4 * _RECORD
_PARTIAL_WRITE = 1
"""``SSL_MODE_ENABLE_PARTIAL_WRITE``, which pyOpenSSL sets and does not name: a call encrypts one record and returns."""


class TlsError(OSError):
    """The other side does not speak TLS as it should. The link cannot be used any more."""


def key_fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate's public key (SPKI), in hexadecimal: the same for every certificate of that key."""
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(key).hexdigest()


def certificate_fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a whole certificate, in hexadecimal: how IRC servers know a client's certificate."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def room_fingerprint(certificates: Sequence[x509.Certificate]) -> str:
    """What a room is known by that shows these certificates, its own first: the key of the room's own authority.

    A room without one (its certificate signs itself, or comes from an authority that signs for others
    as well) is known by its certificate's key.
    """
    certificate, *issuers = certificates
    own = issuers[0] if issuers and _vouches(issuers[0], issuers[0]) and _vouches(issuers[0], certificate) else None
    return key_fingerprint(own or certificate)


def proves(certificates: Sequence[x509.Certificate], fingerprint: str) -> bool:
    """Whether who shows these certificates, its own first, holds that key or was vouched for by who does."""
    if not certificates:
        return False
    certificate, *issuers = certificates
    if key_fingerprint(certificate) == fingerprint:
        return True
    return any(key_fingerprint(issuer) == fingerprint and _vouches(issuer, certificate) for issuer in issuers)


def _vouches(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
        return issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False


def context(*, server: bool) -> SSL.Context:
    """What connections of one side have in common. Certificates of the other side are taken as they come.

    Who it is that has shown a certificate is judged by those who use it, from its fingerprint.
    """
    made = SSL.Context(SSL.TLS_SERVER_METHOD if server else SSL.TLS_CLIENT_METHOD)
    made.set_min_proto_version(SSL.TLS1_2_VERSION)
    made.set_options(SSL.OP_NO_RENEGOTIATION | SSL.OP_NO_TICKET | SSL.OP_CIPHER_SERVER_PREFERENCE)
    made.set_session_cache_mode(SSL.SESS_CACHE_OFF)
    made.clear_mode(_PARTIAL_WRITE)  # nothing here ever waits for a socket: a call may as well encrypt all there is
    made.set_verify(SSL.VERIFY_PEER, lambda *_: True)
    return made


class Tls:
    """One connection's TLS. ``receive`` is for the thread that reads, ``wrap`` and ``end`` for the one that writes."""

    def __init__(self, context: SSL.Context, *, server_side: bool) -> None:
        self._connection = SSL.Connection(context, None)
        if server_side:
            self._connection.set_accept_state()
        else:
            self._connection.set_connect_state()
        self._lock = Lock()
        self._answers: list[bytes] = []
        self.established = False
        """True once both sides have shaken hands; before that nothing can be said."""
        self.ended = False
        """True once the other side has said that it will say no more."""

    @property
    def has_answers(self) -> bool:
        """Whether there is something to be sent that nobody asked for: ``wrap(b"")`` gives it."""
        return bool(self._answers)

    def start(self) -> None:
        """Begin to shake hands: for the side that speaks first."""
        with self._lock:
            self._shake_hands()

    def receive(self, data: bytes) -> bytes:
        """What the other side said, as far as it has arrived. Raises TlsError."""
        with self._lock:
            self._connection.bio_write(data)
            if not self.established and not self._shake_hands():
                return b""
            return self._decrypted()

    def wrap(self, data: bytes | memoryview) -> bytes:
        """What to send so that the other side reads ``data``. Dropped while hands are not shaken. Raises TlsError."""
        with self._lock:
            if self.established and data:
                try:
                    self._connection.send(data)
                except SSL.Error as error:
                    raise TlsError(_words(error)) from error
            # Room for all of it: a record of 16 KiB grows by 85 bytes at most.
            return self._taken(len(data) + len(data) // 64 + _BUFFER)

    def end(self) -> bytes:
        """What to send so that the other side knows that nothing was cut off."""
        with self._lock:
            if self.established:
                try:
                    self._connection.shutdown()
                except SSL.Error:
                    pass  # it is broken already
            return self._taken()

    def peer_certificates(self) -> list[x509.Certificate]:
        """What the other side showed, its own first and then who vouches for it. Empty if it showed none."""
        with self._lock:
            own = self._connection.get_peer_certificate(as_cryptography=True)
            chain = self._connection.get_peer_cert_chain(as_cryptography=True) or []
        return [] if own is None else [own, *(one for one in chain if one != own)]

    def _shake_hands(self) -> bool:
        try:
            self._connection.do_handshake()
            self.established = True
        except SSL.WantReadError:
            pass
        except SSL.Error as error:
            raise TlsError(_words(error)) from error
        finally:
            self._collect()
        return self.established

    def _decrypted(self) -> bytes:
        parts = []
        try:
            while True:
                parts.append(self._connection.recv(_RECORD))
        except SSL.WantReadError:
            pass
        except SSL.ZeroReturnError:
            self.ended = True
        except SSL.Error as error:
            raise TlsError(_words(error)) from error
        finally:
            self._collect()
        return b"".join(parts)

    def _collect(self, most: int = _BUFFER) -> None:
        try:
            full = True
            # What did not fill the buffer was all. To be told so by an error took longer than to encrypt a line.
            while full:
                self._answers.append(self._connection.bio_read(most))
                full = len(self._answers[-1]) == most
        except SSL.WantReadError:
            pass  # that was all

    def _taken(self, most: int = _BUFFER) -> bytes:
        self._collect(most)
        taken = self._answers[0] if len(self._answers) == 1 else b"".join(self._answers)
        self._answers.clear()
        return taken


def _words(error: SSL.Error) -> str:
    reasons = error.args[0] if error.args and isinstance(error.args[0], list) else []
    return reasons[-1][2] if reasons else "TLS was broken off"
