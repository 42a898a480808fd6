"""What a room proves itself with: made once, kept, and the same again."""

import ipaddress
import stat
import sys
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server import trust
from server.tls import key_fingerprint
from server.trust import (
    AUTHORITY_FILE,
    CERTIFICATE_FILE,
    ROOM_CERTIFICATE_FILE,
    TrustError,
    keep_identity,
    load_identity,
    make_identity,
)


def test_a_room_that_is_opened_again_is_the_same_room(tmp_path):
    """A room makes its certificate itself (ECDSA, P-256) and keeps it: a room that is opened again is the same room."""
    folder = tmp_path / "not" / "yet"
    first, again = keep_identity(folder, "Ada's room"), keep_identity(folder, "renamed")
    assert first.fingerprint == again.fingerprint
    assert first.certificate == again.certificate
    assert first.key.public_key() == again.key.public_key()


def test_every_room_is_another_one():
    assert make_identity("room").fingerprint != make_identity("room").fingerprint


def test_the_authority_vouches_for_the_certificate_and_the_fingerprint_is_the_authoritys():
    """An authority of the room's own signs the certificate; invites carry the SHA-256 of the authority's public key."""
    identity = make_identity("Ada's room")
    (authority,) = identity.issuers
    identity.certificate.verify_directly_issued_by(authority)
    assert identity.fingerprint == key_fingerprint(authority) != key_fingerprint(identity.certificate)
    assert len(identity.fingerprint) == 64


def test_both_keys_are_of_the_curve_that_every_client_knows():
    """RFC 8446, 9.1: A TLS-compliant application MUST support digital signatures with […] ecdsa_secp256r1_sha256."""
    identity = make_identity("room")
    for certificate in (identity.certificate, *identity.issuers):
        key = certificate.public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        assert key.curve.name == "secp256r1"


def test_the_certificate_names_this_computer_for_clients_that_look_at_names():
    certificate = make_identity("小明’s very long room " * 5).certificate
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "localhost" in names.get_values_for_type(x509.DNSName)
    assert "127.0.0.1" in [str(address) for address in names.get_values_for_type(x509.IPAddress)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps such folders to their owner")
def test_only_its_owner_can_read_a_key(tmp_path):
    keep_identity(tmp_path, "room")
    for name in (AUTHORITY_FILE, CERTIFICATE_FILE):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    others = {file.name for file in tmp_path.iterdir()} - {AUTHORITY_FILE, CERTIFICATE_FILE}
    assert others == {ROOM_CERTIFICATE_FILE}
    assert b"PRIVATE KEY" not in (tmp_path / ROOM_CERTIFICATE_FILE).read_bytes()


def test_a_certificate_that_ends_soon_is_made_anew_by_the_same_authority(tmp_path, monkeypatch):
    monkeypatch.setattr(trust, "_LIFETIME", timedelta(days=20))
    first = keep_identity(tmp_path, "room")
    monkeypatch.undo()
    again = keep_identity(tmp_path, "room")
    assert again.fingerprint == first.fingerprint
    assert again.certificate.not_valid_after_utc > datetime.now(UTC) + timedelta(days=100)


def test_a_computer_with_another_address_gets_a_certificate_that_names_both_with_the_key_it_had(tmp_path, monkeypatch):
    def addresses(identity):
        names = identity.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return {str(address) for address in names.get_values_for_type(x509.IPAddress)}

    at_home, at_work = (x509.IPAddress(ipaddress.ip_address(text)) for text in ("192.168.1.5", "10.0.0.5"))
    monkeypatch.setattr(trust, "_own_names", lambda: [at_home])
    first = keep_identity(tmp_path, "room")
    monkeypatch.setattr(trust, "_own_names", lambda: [at_work])
    again = keep_identity(tmp_path, "room")
    assert addresses(again) == {"192.168.1.5", "10.0.0.5"}
    assert again.key.public_key() == first.key.public_key()
    assert again.fingerprint == first.fingerprint
    monkeypatch.setattr(trust, "_own_names", lambda: [at_home])
    assert keep_identity(tmp_path, "room").certificate == again.certificate


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff\x00"])
def test_a_file_that_holds_no_key_is_refused_in_words(tmp_path, content):
    (tmp_path / AUTHORITY_FILE).write_bytes(content)
    with pytest.raises(TrustError, match=AUTHORITY_FILE):
        keep_identity(tmp_path, "room")


def test_a_folder_that_cannot_be_is_refused_in_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(
        TrustError,
        match=r"^The room's key cannot be kept in .* \(.*\)\. Let Parlor write to that folder, then try again\.$",
    ):
        keep_identity(tmp_path / "file" / "folder", "room")


@pytest.fixture
def files(tmp_path):
    """A certificate and its key in files of their own, as somebody else's tools write them."""
    identity = make_identity("elsewhere")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    encoding = serialization.Encoding.PEM
    certificate.write_bytes(identity.certificate.public_bytes(encoding) + identity.issuers[0].public_bytes(encoding))
    none = serialization.NoEncryption()
    key.write_bytes(identity.key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, none))
    return identity, certificate, key


def test_a_certificate_made_elsewhere_is_known_by_the_authority_that_comes_with_it(files):
    identity, certificate, key = files
    loaded = load_identity(certificate, key)
    assert (loaded.certificate, loaded.issuers) == (identity.certificate, identity.issuers)
    assert loaded.fingerprint == identity.fingerprint


def test_a_certificate_that_comes_alone_is_known_by_its_own_key(files):
    identity, certificate, key = files
    certificate.write_bytes(identity.certificate.public_bytes(serialization.Encoding.PEM))
    assert load_identity(certificate, key).fingerprint == key_fingerprint(identity.certificate)


def test_a_key_of_another_certificate_is_refused(files, tmp_path):
    _, certificate, _ = files
    keep_identity(tmp_path / "other", "other")
    with pytest.raises(TrustError, match="is not the key of"):
        load_identity(certificate, tmp_path / "other" / CERTIFICATE_FILE)


def test_a_file_that_is_not_there_is_named(files, tmp_path):
    _, certificate, _ = files
    with pytest.raises(TrustError, match=r"nowhere\.pem cannot be read"):
        load_identity(certificate, tmp_path / "nowhere.pem")
