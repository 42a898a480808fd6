"""What is to be typed into the clients of others."""

from server.other_clients import ready_lines
from server.tls import certificate_fingerprint, key_fingerprint
from server.trust import make_identity


def test_each_client_gets_what_it_can_compare():
    identity = make_identity("room")
    lines = ready_lines("192.168.1.5", 6697, identity)
    certificate = certificate_fingerprint(identity.certificate)
    assert lines["WeeChat"] == f"/server add parlor 192.168.1.5/6697 -tls -tls_fingerprint={certificate}"
    key = lines["irssi"].split()[3]
    assert key.replace(":", "") == key_fingerprint(identity.certificate)
    assert key.count(":") == 31
    assert lines["HexChat"] == "/server -ssl-noverify 192.168.1.5 6697"


def test_an_address_of_the_newer_kind_is_written_as_each_wants_it():
    lines = ready_lines("[fe80::1]", 6697, make_identity("room"))
    assert "fe80::1 6697" in lines["irssi"]
    assert "ircs://[fe80::1]:6697/%23general" in lines["any other"]
