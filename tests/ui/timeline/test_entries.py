"""How each kind of entry is laid out, without a display."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import pytest

from app.models.entries import (
    Arrival,
    Delivery,
    Departure,
    NickChange,
    Parting,
    Remark,
    TopicChange,
    Voice,
)
from app.sentences import sentence
from ui.theme import nick_index
from ui.views.entries import lay_out
from ui.views.grouping import Read, Standing, standing
from ui.views.layout import SHOWN_LENGTH, Copy, Layout, Open, Retry, Unfold, Who
from ui.views.lines import DAY_LINE, SENTENCE, UNREAD_LINE
from ui.widgets.drawing import Avatar, Box, Emoji, Icon, Label

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC).timestamp()
M = TypeVar("M")
FIRST, NEXT = Standing(), Standing(first=False)


def labels(layout: Layout) -> list[str]:
    return [mark.text for mark in layout.over if isinstance(mark, Label)]


def of_kind(layout: Layout, kind: type[M]) -> list[M]:
    return [mark for mark in (*layout.under, *layout.over) if isinstance(mark, kind)]


def bubble(layout: Layout) -> Box:
    return next(box for box in of_kind(layout, Box) if box.radius not in (0, 4, 5, 8))


# -- standing among neighbours


@pytest.mark.parametrize(
    ("second", "first_of_group"),
    [
        ({"author": "Grace", "at": 299}, False),
        ({"author": "Grace", "at": 300}, True),
        ({"author": "Linus", "at": 1}, True),
        ({"author": "Grace", "at": -20}, False),
        ({"author": "Grace", "at": 1, "mention": True}, True),
        ({"author": "Grace", "at": 1, "voice": Voice.ACTED}, True),
        ({"author": "Grace", "at": 1, "voice": Voice.NOTICED}, True),
    ],
)
def test_a_group_is_one_author_within_five_minutes(say, page, second, first_of_group):
    author = second.pop("author")
    entries = [say("Grace", "one"), say(author, "two", **second)]
    assert standing(entries, 1, None, page.calendar).first is first_of_group


def test_a_day_line_and_an_unread_line_divide_groups(say, page):
    midnight = 12 * 3600
    entries = [
        say("Grace", "late", at=midnight - 5),
        say("Grace", "early", at=midnight + 5),
        say("Grace", "x", at=midnight + 6),
    ]
    assert standing(entries, 0, None, page.calendar) == Standing(date(2026, 11, 20))
    assert standing(entries, 1, None, page.calendar) == Standing(date(2026, 11, 21))
    assert standing(entries, 2, None, page.calendar) == NEXT
    assert standing(entries, 2, entries[2].key, page.calendar) == Standing(unread=True)


def test_a_system_line_divides_groups(say, page):
    entries = [say("Grace", "one"), Arrival("a", NOON, "Linus"), say("Grace", "two")]
    assert standing(entries, 2, None, page.calendar).first


# -- lines


def test_day_and_unread_lines_stand_above_the_entry(say, page):
    entry = say("Grace", "hello")
    bare = lay_out(entry, FIRST, page)
    divided = lay_out(entry, Standing(date(2026, 11, 20), unread=True), page)
    assert divided.height == bare.height + DAY_LINE + UNREAD_LINE
    assert labels(divided)[:2] == ["Today", "New"]
    assert divided.box[1] == bare.box[1] + DAY_LINE + UNREAD_LINE


@pytest.mark.parametrize(
    ("entry", "words", "icon"),
    [
        (Arrival("k", NOON, "Linus"), "Linus joined", "log-in"),
        (Departure("k", NOON, "Linus"), "Linus left", "log-out"),
        (Departure("k", NOON, "Linus", reason="\x0304tea\x03"), "Linus left (tea)", "log-out"),
        (
            Departure("k", NOON, "Linus", Parting.REMOVED, "noise", "Grace"),
            "Linus was removed by Grace (noise)",
            "log-out",
        ),
        (
            Departure("k", NOON, "Ada", Parting.REMOVED, "noise", "Grace", own=True),
            "You were removed by Grace (noise)",
            "log-out",
        ),
        (Departure("k", NOON, "Ada", Parting.LEFT, own=True), "You left", "log-out"),
        (NickChange("k", NOON, "Linus", "Lin"), "Linus is now called Lin", "pen-line"),
        (NickChange("k", NOON, "Ada", "Ada2", own=True), "You are now called Ada2", "pen-line"),
        (TopicChange("k", NOON, "Grace", "Tea"), "Grace changed the topic to “Tea”", "pen-line"),
        (TopicChange("k", NOON, "Grace", ""), "Grace cleared the topic", "pen-line"),
        (Remark("k", NOON, "Welcome", icon="sofa"), "Welcome", "sofa"),
    ],
)
def test_a_line_of_its_own_is_a_sentence_with_an_icon_and_the_time(page, entry, words, icon):
    layout = lay_out(entry, FIRST, page)
    assert sentence(entry) == words
    assert layout.plain == words
    assert labels(layout) == [words, "12:00"]
    assert [mark.name for mark in of_kind(layout, Icon)] == [icon]
    assert layout.height == SENTENCE


def test_an_error_has_the_colour_of_errors_and_a_remark_may_have_lines(page):
    layout = lay_out(Remark("k", NOON, "No such command.\nTry `/help`.", "circle-alert", error=True), FIRST, page)
    assert layout.height == SENTENCE + 16
    assert layout.plain == "No such command.\nTry /help."
    assert {mark.colour for mark in of_kind(layout, Icon)} == {"danger"}


def test_names_in_lines_mean_only_themselves(page):
    layout = lay_out(Arrival("k", NOON, "*x* https://a.org"), FIRST, page)
    assert layout.plain == "*x* https://a.org joined"
    assert not layout.hits


# -- messages


def test_the_first_of_a_group_carries_avatar_name_and_time(say, page):
    first, following = (lay_out(say("Grace", "hello"), stands, page) for stands in (FIRST, NEXT))
    assert labels(first) == ["Grace", "12:00", "hello"]
    assert labels(following) == ["hello"]
    assert [mark.nick for mark in of_kind(first, Avatar)] == ["Grace"]
    assert not of_kind(following, Avatar)
    assert (first.height, following.height) == (16 + 21 + 39, 3 + 39)


def test_bubbles_meet_with_small_corners_at_their_authors_side(say, page):
    corners = [
        bubble(lay_out(say(author, "hello"), stands, page)).radius
        for author in ("Grace", "Ada")
        for stands in (FIRST, NEXT)
    ]
    assert corners == [(14, 14, 14, 5), (5, 14, 14, 5), (14, 14, 5, 14), (14, 5, 5, 14)]


def test_own_messages_stand_at_the_right_with_the_time_alone(say, page):
    layout = lay_out(say("Ada", "hello"), FIRST, page)
    assert layout.box[2] == 900 - 24
    assert labels(layout) == ["12:00", "hello"]
    assert bubble(layout).fill == "own"
    assert not of_kind(layout, Avatar)


def test_compact_has_no_bubbles_and_own_messages_at_the_left(say, page):
    layout = lay_out(say("Ada", "hello"), FIRST, replace(page, compact=True))
    assert layout.box[0] == 72
    assert labels(layout) == ["Ada", "12:00", "hello"]
    assert not of_kind(layout, Box)


def test_a_mention_has_a_colour_an_icon_and_words(say, page):
    entry = say("Grace", "hi @Ada", mention=True)
    cosy, compact = lay_out(entry, FIRST, page), lay_out(entry, FIRST, replace(page, compact=True))
    assert "mentioned you" in labels(cosy)
    assert bubble(cosy).fill == "mention"
    band, bar = of_kind(compact, Box)[:2]
    assert (band.x0, band.x1, band.fill) == (0, 900, "mention")
    assert (bar.x1 - bar.x0, bar.fill) == (3, "mention_bar")
    assert [mark.name for mark in of_kind(compact, Icon)] == ["at-sign"]


def test_my_name_stands_out_and_others_are_tinted(say, page):
    layout = lay_out(say("Grace", "@Ada and @Grace and @nobody"), FIRST, page)
    ink = {mark.text: mark.colour for mark in layout.over if isinstance(mark, Label)}
    assert (ink["@Ada"], ink["@Grace"], ink[" and @nobody"]) == ("on_accent", "accent_text", "text")


def test_a_bubble_is_at_most_600_wide_and_narrow_windows_narrow_it(say, page):
    entry = say("Grace", "word " * 200)
    for width, most in ((1400, 600), (500, 500 - 72 - 24 - 56)):
        x0, _, x1, _ = lay_out(entry, FIRST, replace(page, width=width)).box
        assert most - 50 < x1 - x0 <= most


def test_an_action_is_a_sentence_that_begins_with_the_name(say, page):
    layout = lay_out(say("Grace", "waves at @Ada", voice=Voice.ACTED), FIRST, page)
    assert layout.plain == "Grace waves at @Ada"
    name = next(mark for mark in layout.over if isinstance(mark, Label))
    assert (name.text, name.colour) == ("Grace", nick_index("Grace"))


def test_a_notice_says_so_and_is_quiet(say, page):
    layout = lay_out(say("Grace", "backup", voice=Voice.NOTICED), FIRST, page)
    assert "notice" in labels(layout)
    assert (bubble(layout).fill, bubble(layout).border) == ("canvas", "border")


def test_a_few_emoji_alone_are_large_and_many_are_not(say, page):
    few, many, word = (lay_out(say("Grace", text), FIRST, page) for text in ("👍 👍🏽", "👍" * 9, "👍 ok"))
    assert [mark.size for mark in of_kind(few, Emoji)] == [40, 40]
    assert few.plain == "👍👍🏽"
    assert {mark.size for mark in of_kind(many, Emoji)} == {19}
    assert {mark.size for mark in of_kind(word, Emoji)} == {19}


def test_links_and_code_can_be_clicked_and_say_what_they_do(say, page):
    layout = lay_out(say("Grace", "https://a.org\n```py\nx = 1\n```"), FIRST, page)
    assert [(hit.action, hit.tip) for hit in layout.hits if not isinstance(hit.action, Who)] == [
        (Open("https://a.org"), "https://a.org"),
        (Copy("x = 1"), "Copy the code"),
    ]
    assert layout.plain == "https://a.org\nx = 1"


def test_code_is_coloured_and_long_lines_are_broken(say, page):
    layout = lay_out(say("Grace", "```python\ndef f(): # why\n" + "x" * 500 + "\n```"), FIRST, page)
    ink = {mark.text: mark.colour for mark in layout.over if isinstance(mark, Label)}
    assert (ink["def"], ink["# why"]) == ("accent_text", "text3")
    assert "".join(text for text in ink if set(text) == {"x"}) != ""
    assert layout.plain.replace("\n", "") == "def f(): # why" + "x" * 500
    assert all(run.x + run.width <= layout.box[2] for run in layout.runs)


@pytest.mark.parametrize("compact", [False, True])
def test_waiting_shows_a_clock_and_failing_a_reason_and_a_way_out(say, page, compact):
    page = replace(page, compact=compact)
    waiting = lay_out(say("Ada", "hello", delivery=Delivery.WAITING), FIRST, page)
    failed = lay_out(say("Ada", "hello", delivery=Delivery.FAILED, failure="Nobody hears you."), FIRST, page)
    sent = lay_out(say("Ada", "hello"), FIRST, page)
    assert [mark.name for mark in of_kind(waiting, Icon)] == ["clock"]
    assert [mark.name for mark in of_kind(failed, Icon)] == ["circle-alert"]
    assert "Nobody hears you." in labels(failed)
    assert {hit.action for hit in failed.hits} - {Who("Ada")} == {Retry()}
    assert not of_kind(sent, Icon)
    assert waiting.height == sent.height, "nothing moves when it arrives"


# -- what is long or odd


@pytest.mark.parametrize("text", ["word " * 20_000, "x" * 100_000, "\n" * 5_000 + "end"])
def test_a_long_message_is_folded_until_asked_for(say, page, text):
    entry = say("Grace", text)
    folded, whole = lay_out(entry, FIRST, page), lay_out(entry, FIRST, page, unfolded=True)
    assert folded.hits[-1].action == Unfold()
    assert labels(folded)[-1] == f"Show all {len(text):,} characters"
    assert folded.height < 2000 < whole.height
    assert Unfold() not in {hit.action for hit in whole.hits}


def test_there_is_an_end_even_to_what_is_asked_for(say, page):
    layout = lay_out(say("Grace", "x" * (SHOWN_LENGTH + 5)), FIRST, page, unfolded=True)
    assert len(layout.plain) == SHOWN_LENGTH


def test_folding_inside_code_leaves_it_code(say, page):
    layout = lay_out(say("Grace", "```\n" + "row = 1\n" * 1000 + "```"), FIRST, page)
    assert Copy in {type(hit.action) for hit in layout.hits}
    assert "`" not in layout.plain


def test_long_names_are_cut(say, page):
    layout = lay_out(say("N" * 5000, "hello"), FIRST, page)
    name = labels(layout)[0]
    assert name.endswith("…")
    assert len(name) < 200


def test_everything_grows_with_the_scale(say, page):
    entry = say("Grace", "hello")
    half = page.measure
    big = replace(page, scale=2.0, width=1800, measure=lambda font, text: 2 * half(font, text))
    assert lay_out(entry, FIRST, big).height == 2 * lay_out(entry, FIRST, page).height


def test_yesterday_is_called_so(say, page):
    day = date(2026, 11, 20) - timedelta(days=1)
    assert labels(lay_out(say("Grace", "x"), Standing(day), page))[0] == "Yesterday"


# Read


@pytest.mark.parametrize("compact", [False, True])
def test_that_a_message_was_read_is_said_beside_it_and_moves_nothing(say, page, compact):
    page = replace(page, compact=compact)
    entry = say("Ada", "hello")
    before, after = lay_out(entry, FIRST, page), lay_out(entry, replace(FIRST, read=Read(("Grace",), True)), page)
    (sign,) = [mark for mark in of_kind(after, Icon) if mark.name == "check-check"]
    (words,) = [mark for mark in of_kind(after, Label) if mark.text == "Read"]
    assert (after.height, after.box) == (before.height, before.box)
    left, _, right, bottom = after.box
    assert (right < sign.x < words.x) if compact else (sign.x < words.x < left)
    assert words.y < bottom
    assert [hit.tip for hit in after.hits if hit.action is None] == ["Read by Grace"]


def test_where_several_have_read_it_is_said_how_many_and_who(say, page):
    layout = lay_out(say("Ada", "hello"), replace(FIRST, read=Read(("Grace", "Linus", "Ken"), False)), page)
    assert "Read by 3" in [mark.text for mark in of_kind(layout, Label)]
    assert [hit.tip for hit in layout.hits if hit.action is None] == ["Read by Grace, Linus and Ken"]


def test_where_there_is_no_room_for_words_the_sign_stands_alone(say, page):
    page = replace(page, compact=True, width=400)
    layout = lay_out(say("Ada", "word " * 60), replace(FIRST, read=Read(("Grace",), True)), page)
    assert "check-check" in [mark.name for mark in of_kind(layout, Icon)]
    assert "Read" not in [mark.text for mark in of_kind(layout, Label)]
