"""Bytes to lines in whatever pieces they come, and long texts to short ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.protocol.framing import LineDecoder, clip, is_oversized, split_text


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"PING\r\n", [b"PING"]),
        (b"PING\n", [b"PING"]),
        (b"A\r\nB\nC\r\n", [b"A", b"B", b"C"]),
        (b"\r\n\n\r\nA\n\n", [b"A"]),
        (b"unfinished", []),
        (b"A\rB\0C\n", [b"ABC"]),
    ],
)
def test_bytes_are_cut_into_lines(data, lines):
    """ "If you encounter an empty message, silently ignore it." https://modern.ircdocs.horse/#messages"""
    assert LineDecoder().feed(data) == lines


@given(st.lists(st.text("ab \r\nü").map(str.encode)))
def test_it_does_not_matter_where_the_pieces_end(pieces):
    whole = LineDecoder().feed(b"".join(pieces))
    decoder = LineDecoder()
    assert [line for piece in pieces for byte in piece for line in decoder.feed(bytes([byte]))] == whole


def test_a_line_that_never_ends_is_noticed():
    decoder = LineDecoder(limit=10)
    assert decoder.feed(b"A\n" + b"x" * 10) == [b"A"]
    assert [decoder.overflowed, decoder.feed(b"x"), decoder.overflowed] == [False, [], True]
    assert decoder.feed(b"\nPING\n") == []


def test_as_much_as_16_kib_may_wait_for_its_end():
    decoder = LineDecoder()
    assert (decoder.feed(b"x" * 16 * 1024), decoder.overflowed) == ([], False)
    assert (decoder.feed(b"x"), decoder.overflowed) == ([], True)


def test_a_line_that_ends_too_late_is_noticed_too():
    decoder = LineDecoder(limit=10)
    assert decoder.feed(b"A\n" + b"x" * 11 + b"\nB\n") == [b"A"]
    assert decoder.overflowed
    assert LineDecoder(limit=10).feed(b"A\n" + b"x" * 10 + b"\nB\n") == [b"A", b"x" * 10, b"B"]


@pytest.mark.parametrize(
    ("line", "oversized"),
    [
        (b"x" * 510, False),
        (b"x" * 511, True),
        (b"@" + b"t" * 4094 + b" " + b"x" * 510, False),
        (b"@" + b"t" * 4095 + b" PING", True),
        (b"@a " + b"x" * 511, True),
        (b"@" + b"t" * 600, False),
    ],
)
def test_tags_and_body_have_limits_of_their_own(line, oversized):
    """ "Most IRC servers limit messages to 512 bytes in length, including the trailing CR-LF characters." And
    https://ircv3.net/specs/extensions/message-tags: "Clients MUST NOT send messages with tag data exceeding 4094
    bytes, this includes tags with or without the client-only prefix."
    """
    assert is_oversized(line) is oversized


def test_clipping_leaves_characters_whole():
    """No character is ever cut in two.

    https://ircv3.net/specs/extensions/utf8-only: "if they truncate messages to meet a length limit, they do not do
    so in the middle of a UTF-8-encoded codepoint."
    """
    assert clip("naïve".encode(), 3) == b"na"
    assert clip("小明".encode(), 5).decode() == "小"
    assert clip(b"short", 10) == b"short"


@given(st.text(), st.integers(4, 60))
def test_pieces_are_short_enough_and_lose_nothing(text, limit):
    text = text.encode(errors="ignore").decode()
    pieces = split_text(text, limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece.encode()) <= limit for piece in pieces)


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("", 10, []),
        ("short", 10, ["short"]),
        ("one two three", 9, ["one two ", "three"]),
        ("onetwothree", 4, ["onet", "woth", "ree"]),
        ("aaa e\u0301", 6, ["aaa ", "e\u0301"]),
        ("aaaae\u0301", 6, ["aaaa", "e\u0301"]),
        ("👍👍🏽", 9, ["👍", "👍🏽"]),
        ("a👩‍👧", 8, ["a", "👩‍👧"[:2], "👧"]),
    ],
)
def test_texts_are_cut_where_a_reader_would(text, limit, pieces):
    assert split_text(text, limit) == pieces


def test_a_limit_too_small_for_any_character_is_refused():
    with pytest.raises(ValueError, match="room for one"):
        split_text("x", 3)
