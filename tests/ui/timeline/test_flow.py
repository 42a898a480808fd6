"""Breaking spans into lines, with letters ten wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.markup import Kind, Span, parse_line
from ui.widgets.flow import Flow, Setting, flow


def measure(font, text):
    return 10 * sum(c not in "\u0301\u200d" for c in text)


SETTING = Setting(measure, lambda span: (14, "regular"), emoji=20, pad=5)


def broken(text, width=100) -> Flow:
    return flow(parse_line(text), width, SETTING)


def lines(text, width=100):
    return ["".join(piece.text for piece in line.pieces) for line in broken(text, width).lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("short", ["short"]),
        ("one two three", ["one two ", "three"]),
        ("exactly ten", ["exactly ", "ten"]),
        ("tenletters tenletters", ["tenletters ", "tenletters"]),
        ("averyveryverylongword", ["averyveryv", "erylongwor", "d"]),
        ("a averyverylongword b", ["a ", "averyveryl", "ongword b"]),
        ("one\n\ntwo", ["one", "", "two"]),
        ("  indented", ["  indented"]),
        ("中文字中文字中文字中文字", ["中文字中文字中文字中", "文字"]),
        ("hi 中文字中文字中文字", ["hi 中文字中文字中", "文字"]),
    ],
)
def test_lines_break_where_readers_expect(text, expected):
    assert lines(text) == expected


def test_a_line_ends_where_the_writer_ended_it():
    assert [line.ends for line in broken("one\ntwo three four").lines] == [True, False, False]


def test_the_width_is_what_is_seen_without_the_hanging_space():
    assert broken("hi").width == 20
    assert broken("one two three").width == 70


def test_a_letter_keeps_its_accent():
    assert lines("nine" + "e\u0301" * 9) == ["nine" + "e\u0301" * 6, "e\u0301" * 3]


def test_chips_have_room_around_them():
    pieces = broken("a `b` c").lines[0].pieces
    assert [(piece.text, piece.x) for piece in pieces] == [("a ", 0), ("b", 25), (" c", 40)]


def test_an_emoji_does_not_begin_beyond_the_edge():
    spans = [Span(Kind.TEXT, "ninechars", "ninechars"), Span(Kind.EMOJI, "👍", "👍")]
    placed = flow(spans, 100, SETTING).lines
    assert [[piece.x for piece in line.pieces] for line in placed] == [[0], [0]]


@given(st.text(alphabet="ab 中\u0301\n`*👍", max_size=80), st.integers(1, 300))
def test_no_text_is_lost_and_nothing_but_spaces_hangs_over(text, width):
    result = broken(text, width)
    shown = "\n".join(
        "".join(p.text for p in line.pieces) + ("" if line.ends or line is result.lines[-1] else "\0")
        for line in result.lines
    ).replace("\0\n", "")
    assert shown == "".join(span.text for span in parse_line(text))
    for line in result.lines:
        for piece in line.pieces:
            end = piece.x + measure(None, piece.text.rstrip())
            assert end <= max(width, 30) or len(piece.text.rstrip()) == 1 or not measure(None, piece.text)


def test_an_endless_word_costs_no_more_than_it_is_long():
    asked = 0

    def counting(font, text):
        nonlocal asked
        asked += len(text)
        return 10 * len(text)

    flow([Span(Kind.TEXT, "x" * 100_000, "")], 600, Setting(counting, SETTING.font, 20, 5))
    assert asked < 40 * 100_000
