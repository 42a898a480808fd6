"""What proxies put in front. https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt"""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.proxy import Header, ProxyError, read_header

SIGN = b"\r\n\r\n\0\r\nQUIT\n"


def version_2(source, destination, *, command=0x21, more=b""):
    addresses = [ipaddress.ip_address(address) for address in (source, destination)]
    family = 0x11 if addresses[0].version == 4 else 0x21
    body = b"".join(address.packed for address in addresses) + b"\x12\x34\x1a\x29" + more
    return SIGN + bytes([command, family]) + len(body).to_bytes(2, "big") + body


HEADERS = [
    (b"PROXY TCP4 192.0.2.7 192.0.2.1 56324 6697\r\n", "192.0.2.7"),
    (b"PROXY TCP6 2001:db8::7 2001:db8::1 56324 6697\r\n", "2001:db8::7"),
    (b"PROXY UNKNOWN\r\n", ""),
    (b"PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", ""),
    (version_2("192.0.2.7", "192.0.2.1"), "192.0.2.7"),
    (version_2("2001:db8::7", "2001:db8::1"), "2001:db8::7"),
    (version_2("192.0.2.7", "192.0.2.1", more=b"\x04\x00\x01x"), "192.0.2.7"),
    (version_2("192.0.2.7", "192.0.2.1", command=0x20), ""),
    (SIGN + b"\x21\x31\x00\xd8" + bytes(216), ""),
]


@pytest.mark.parametrize(("data", "address"), HEADERS)
def test_a_header_says_who_it_is_and_ends_where_the_visitor_begins(data, address):
    assert read_header(data + b"NICK ada\r\n") == Header(address, len(data))


@pytest.mark.parametrize(("data", "address"), HEADERS)
def test_it_does_not_matter_how_a_header_is_cut(data, address):
    """ "the receiver may ... have to wait for the end": a header that is incomplete is neither right nor wrong."""
    assert all(read_header(data[:end]) is None for end in range(len(data)))


@pytest.mark.parametrize(
    "data",
    [
        b"NICK ada\r\n",
        b"PROXI",
        b"PROXY \r\n",
        b"PROXY TCP4 192.0.2.7\r\n",
        b"PROXY TCP4 nowhere 192.0.2.1 1 2\r\n",
        b"PROXY TCP6 192.0.2.7 192.0.2.1 1 2\r\n",
        b"PROXY TCP4 " + b"1" * 200,
        SIGN + b"\x31\x11\x00\x0c" + bytes(12),
        SIGN + b"\x21\x11\x00\x04" + bytes(4),
    ],
)
def test_what_is_no_header_is_refused(data):
    with pytest.raises(ProxyError):
        read_header(data)


@given(st.binary(max_size=60), st.sampled_from([b"", b"PROXY ", b"PROXY TCP4 ", SIGN, SIGN + b"\x21\x11"]))
def test_nothing_that_may_come_breaks_it(data, start):
    try:
        header = read_header(start + data)
    except ProxyError:
        return
    assert header is None or header.length <= len(start + data)
