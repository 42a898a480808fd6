"""What is to be typed into the clients of others."""

import tomllib

from cryptography import x509

from server.other_clients import Proof, proof_of, ready_lines
from server.tls import certificate_fingerprint, key_fingerprint
from server.trust import ROOM_CERTIFICATE_FILE, keep_identity, make_identity


def test_each_client_gets_what_it_can_compare():
    identity = make_identity("room")
    lines = ready_lines("192.168.1.5", 6697, proof_of(identity))
    certificate = certificate_fingerprint(identity.certificate)
    assert lines["WeeChat"] == f"/server add parlor 192.168.1.5/6697 -tls -tls_fingerprint={certificate}"
    key = lines["irssi"].split()[3]
    assert key.replace(":", "") == key_fingerprint(identity.certificate)
    assert key.count(":") == 31
    assert lines["HexChat"] == "/server -ssl-noverify 192.168.1.5 6697"


def test_an_address_of_the_newer_kind_is_written_as_each_wants_it():
    lines = ready_lines("[fe80::1]", 6697, proof_of(make_identity("room")))
    assert "fe80::1 6697" in lines["irssi"]
    assert "ircs://[fe80::1]:6697/%23general" in lines["any other"]


def test_halloy_is_given_a_file_that_vouches_for_the_room():
    proof = proof_of(make_identity("room"))
    windows = "C:\\Users\\Zoë\\room.pem"
    (server,) = tomllib.loads(ready_lines("192.168.1.5", 6697, proof, windows)["Halloy"])["servers"].values()
    assert (server["server"], server["port"], server["root_cert_path"]) == ("192.168.1.5", 6697, windows)
    assert server["channels"] == ["#general"]


def test_what_is_handed_out_is_the_authority_without_its_key(tmp_path):
    identity = keep_identity(tmp_path, "room")
    proof = proof_of(identity)
    assert "KEY" not in proof.authority
    assert x509.load_pem_x509_certificates(proof.authority.encode()) == list(identity.issuers)
    assert (tmp_path / ROOM_CERTIFICATE_FILE).read_text() == proof.authority


def test_a_certificate_that_signs_itself_is_its_own_authority():
    identity = make_identity("room")
    alone = type(identity)(identity.key, identity.certificate, (), identity.fingerprint)
    assert x509.load_pem_x509_certificate(proof_of(alone).authority.encode()) == identity.certificate
    assert isinstance(proof_of(alone), Proof)
