"""What lets somebody in: there and back again, and whatever else people paste."""

import re
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.services.addresses import MAX_ADDRESSES
from app.services.invites import MAX_LENGTH, Invite, InviteError, read
from server.protocol.names import channel_problem
from server.protocol.ports import page_port
from server.protocol.vocabulary import DEFAULT_CHANNEL, DEFAULT_PORT

HOSTS = st.one_of(
    st.ip_addresses(v=4).map(str),
    st.ip_addresses(v=6).map(str),
    st.sampled_from(["ada.local", "ben-s-computer", "büro.example", "xn--bro-hoa.example", "a_b"]),
)
PRINTABLE = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "))
CHANNELS = PRINTABLE.map(lambda text: "#" + text[:64]).filter(lambda name: channel_problem(name) is None)
PROOFS: st.SearchStrategy[dict[str, object]] = st.one_of(
    st.just({}),
    st.just({"in_clear": True}),
    st.binary(min_size=32, max_size=32).map(lambda data: {"fingerprint": data.hex()}),
)
INVITES = st.builds(
    lambda proof, **known: Invite(**known, **proof),
    proof=PROOFS,
    addresses=st.lists(HOSTS, min_size=1, max_size=4, unique=True).map(tuple),
    port=st.integers(1, 65535),
    channel=st.one_of(st.sampled_from(["#general", "##a", "#a/b", "#/", "#a&b#c", "#%23"]), CHANNELS),
    name=PRINTABLE.map(lambda text: text[:60]),
    password=PRINTABLE.map(lambda text: text[:50]),
)


@given(INVITES)
@example(Invite(tuple(f"10.0.0.{number}" for number in range(MAX_ADDRESSES))))
def test_a_link_is_read_back_as_it_was(invite):
    assert read(invite.link()) == invite


@given(INVITES)
def test_the_page_of_a_qr_code_is_read_back_with_its_one_address(invite):
    page = replace(invite, addresses=invite.addresses[:1], port=page_port(invite.port), name="")
    assert read(invite.page()) == page


@given(INVITES)
def test_the_form_for_other_programs_is_read_back_without_what_is_nobody_elses_business(invite):
    assert read(invite.plain()) == replace(invite, addresses=invite.addresses[:1], name="", password="")


@given(INVITES)
def test_a_code_is_read_back_as_a_place_that_may_be_the_room(invite):
    if code := invite.code():
        back = read(code)
        assert back.addresses[0] in invite.addresses
        assert back.port == invite.port
        assert back.may_be(invite.fingerprint)


def test_the_password_of_a_page_stays_at_home_as_well():
    page = Invite(("ada.local",), name="Tea", password="sesame", fingerprint="fb" * 32).page()
    assert page.startswith("https://ada.local:6698/#fp=")
    assert "sesame" not in page.partition("#")[0]


def test_a_link_looks_like_this():
    invite = Invite(("192.168.1.5", "fe80::1"), 6697, "#tea room", "Ada's room", "open#sesame")
    link = "parlor://join/192.168.1.5,[fe80::1]:6697/tea%20room?sum=SUM&name=Ada%27s%20room#open%23sesame"
    assert re.sub("sum=[\\w-]{4}", "sum=SUM", invite.link()) == link


def test_a_link_says_what_the_room_proves_itself_by():
    invite = Invite(("ada.local",), name="Tea", fingerprint="fb" * 32)
    assert invite.link().endswith("&name=Tea&fp=-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s")


@pytest.mark.parametrize("form", [Invite.link, Invite.plain])
@given(INVITES, st.data())
def test_whatever_was_changed_or_lost_on_the_way_is_noticed(form, invite, data):
    """The password apart: a wrong one is noticed by the room."""
    text = form(replace(invite, password=""))
    at = data.draw(st.integers(0, len(text) - 1))
    instead = data.draw(st.sampled_from(["", text[at] * 2, "x", "7", "/", "?", "=", "%"]))
    changed = text[:at] + instead + text[at + 1 :]
    with suppress(InviteError):
        assert read(changed) == read(text)


@given(INVITES, st.data())
def test_a_link_that_breaks_off_is_noticed(invite, data):
    link = replace(invite, password="", name=invite.name or "Tea").link()
    end = data.draw(st.integers(link.index("sum=") + 5, len(link) - 1))
    with pytest.raises(InviteError):
        read(link[:end])


def test_a_password_cannot_be_guessed_by_the_sum():
    assert Invite(("ada.local",), password="a").link().partition("#")[0] == Invite(("ada.local",)).link()


def test_the_password_stands_behind_the_sign_that_keeps_it_at_home():
    link = Invite(("ada.local",), password="sesame").link()
    assert "sesame" not in link.partition("#")[0]


@pytest.mark.parametrize(
    ("pasted", "invite"),
    [
        ("192.168.1.5", Invite(("192.168.1.5",))),
        ("  192.168.1.5:7000\n", Invite(("192.168.1.5",), 7000)),
        ("ada.local", Invite(("ada.local",))),
        ("ada.local:7000/", Invite(("ada.local",), 7000)),
        ("fe80::1", Invite(("fe80::1",))),
        ("[fe80::1]", Invite(("fe80::1",))),
        ("[fe80::1]:7000", Invite(("fe80::1",), 7000)),
        ("ada.local,192.168.1.5:7000", Invite(("ada.local", "192.168.1.5"), 7000)),
        ("ada.local,ada.local", Invite(("ada.local",))),
        ("irc://ada.local", Invite(("ada.local",), in_clear=True)),
        ("irc://ada.local:7000/tea", Invite(("ada.local",), 7000, "#tea", in_clear=True)),
        ("ircs://ada.local:7000/%23tea", Invite(("ada.local",), 7000, "#tea")),
        ("irc://ada.local/#tea", Invite(("ada.local",), channel="#tea", in_clear=True)),
        ("IRC://[::1]:7000/tea", Invite(("::1",), 7000, "#tea", in_clear=True)),
        (f"ircs://ada.local/?fp={'ab' * 32}", Invite(("ada.local",), fingerprint="ab" * 32)),
        (f"parlor://join/ada.local/?clear=1&fp={'A' * 43}", Invite(("ada.local",), fingerprint="00" * 32)),
        ("parlor://join/ada.local", Invite(("ada.local",))),
        ("parlor://join/ada.local/#sesame", Invite(("ada.local",), password="sesame")),
        ("PARLOR://JOIN/ada.local:7000/tea?name=Tea#sesame", Invite(("ada.local",), 7000, "#tea", "Tea", "sesame")),
        ("parlor://join/ada.local/?name=a%0Ab%E2%80%AE", Invite(("ada.local",), name="ab")),
        ("parlor://join/ada.local/?colour=red", Invite(("ada.local",))),
        ("CGFR-999D", Invite(("192.168.1.23",), hint=43)),
        ("cgfr 999d", Invite(("192.168.1.23",), hint=43)),
        ("cgfr999d", Invite(("192.168.1.23",), hint=43)),
        ("mary-anne", Invite(("mary-anne",))),
        ("DESKTOP-4F2K9QX", Invite(("DESKTOP-4F2K9QX",))),
        ("raspberry", Invite(("raspberry",))),
        ("https://192.168.1.5:6697/", Invite(("192.168.1.5",))),
        ("https://192.168.1.5:6697", Invite(("192.168.1.5",))),
        ("http://[fe80::1]:7000/", Invite(("fe80::1",), 7000, in_clear=True)),
        ("https://ada.local:6697/#channel=tea&password=open%23", Invite(("ada.local",), 6697, "#tea", "", "open#")),
    ],
)
def test_whatever_leads_to_a_room_is_understood(pasted, invite):
    assert read(pasted) == invite


def test_what_is_not_said_is_as_usual():
    invite = read("ada.local")
    assert (invite.port, invite.channel) == (DEFAULT_PORT, DEFAULT_CHANNEL)


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("", "Paste the invite somebody gave you"),
        ("   ", "Paste the invite somebody gave you"),
        ("come to my room", "should be one link or one address"),
        ("ada\x00.local", "should be one link or one address"),
        ("x" * (MAX_LENGTH + 1), "should be one link or one address"),
        ("ftp://example.org", "cannot join by a “ftp” link"),
        ("https://example.org", "the address of a web page, not of a room"),
        ("https://example.org:6697/shop", "the address of a web page, not of a room"),
        ("https://example.org:6697/?q=1", "the address of a web page, not of a room"),
        ("https://[:6697/", "This link is damaged"),
        ("https://192.168.1.5:6697/#fp=abc", "This link is damaged"),
        ("https://192.168.1.5:6697/#password=a%0Ab", "This link is damaged"),
        ("CGFR-999E", "There is a mistake in this code"),
        ("CGFR-9990", "There is no “0” in any code"),
        ("CGFR-99D", "Part of this code is missing"),
        ("CGFR 999E", "If this is what a computer is called, put “.local” after it"),
        ("ada.local:0", "“0” cannot follow the address"),
        ("ada.local:65536", "“65536” cannot follow the address"),
        ("ada.local:1000000", "“1000000” cannot follow the address"),
        ("ada.local:٣٣٣", "“٣٣٣” cannot follow the address"),
        (":7000", "The address is missing"),
        ("a,,b", "The address is missing"),
        ("256.1.1.1", "“256.1.1.1” is not an address"),
        ("1.2.3", "“1.2.3” is not an address"),
        ("[fe80::x]:7000", "“fe80::x” is not an address"),
        ("ada.local:", "The address ends with a “:”."),
        ("-ada.local", "“-ada.local” is not an address"),
        ("a" * 300, "is not an address"),
        ("user@ada.local", "“user@ada.local” is not an address"),
        ("parlor://join/", "This link is incomplete"),
        ("parlor://ada.local:7000", "This link is incomplete"),
        ("parlor://leave/ada.local", "This link is incomplete"),
        ("parlor://join/ada.local/%FF", "This link is damaged"),
        ("parlor://join/ada.local/?fp=abc", "This link is damaged"),
        (f"parlor://join/ada.local/?fp={'x' * 64}", "This link is damaged"),
        ("parlor://join/ada.local/tea#%FF", "This link is damaged"),
        ("parlor://join/ada.local/tea#a%00b", "This link is damaged"),
        ("parlor://join/ada.local/tea#a%0Ab", "This link is damaged"),
        ("parlor://join/ada.local/a%20b%2Cc", "leads to no channel. A channel's name cannot have"),
    ],
)
def test_whatever_does_not_says_why(pasted, words):
    with pytest.raises(InviteError) as caught:
        read(pasted)
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


@given(st.text() | st.text("parlo:/jin[]%#?,.@1289ab"))
@example("parlor://join/[")
@example("parlor://join/[::1]]:1/")
@example("irc:///")
@example("://")
def test_no_paste_is_too_odd(pasted):
    _read_or_refuse(pasted)


@given(INVITES, st.data())
def test_a_mutilated_link_leads_somewhere_or_says_why(invite, data):
    link = invite.link()
    at = data.draw(st.integers(0, len(link)))
    gone = data.draw(st.integers(0, 5))
    _read_or_refuse(link[:at] + data.draw(st.text(max_size=3)) + link[at + gone :])


@given(INVITES, st.data())
def test_a_mutilated_page_leads_somewhere_or_says_why(invite, data):
    page = invite.page()
    at = data.draw(st.integers(0, len(page)))
    gone = data.draw(st.integers(0, 5))
    _read_or_refuse(page[:at] + data.draw(st.text(max_size=3)) + page[at + gone :])


NEAR = st.ip_addresses(v=4, network="192.168.0.0/16").map(str)
CODES = st.builds(lambda address, proof: Invite((address,), **proof).code(), NEAR, PROOFS).filter(bool)


@given(CODES, st.data())
def test_a_mutilated_code_is_refused(code, data):
    letters = st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    at = data.draw(st.sampled_from([place for place, mark in enumerate(code) if mark != "-"]))
    instead = data.draw(st.one_of(st.just(""), letters, letters.map(lambda letter: letter + code[at])))
    if instead != code[at]:
        with pytest.raises(InviteError):
            read(code[:at] + instead + code[at + 1 :])


def _read_or_refuse(pasted):
    try:
        invite = read(pasted)
    except InviteError:
        return
    assert invite.addresses
    assert 0 < invite.port < 65536
    assert channel_problem(invite.channel) is None
    assert invite.password.isprintable()
    assert invite.name.isprintable()
