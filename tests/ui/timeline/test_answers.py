"""How answers, reactions, changed messages, quotations and lists are laid out, without a display."""

from dataclasses import replace

import pytest

from app.models.entries import Quote, Reaction, Retraction
from tests.ui.timeline.conftest import NOON
from ui.theme import nick_index
from ui.views.entries import lay_out
from ui.views.grouping import Standing, standing
from ui.views.layout import Jump, React
from ui.widgets.drawing import Box, Emoji, Label

FIRST = Standing()


def labels(layout):
    return [mark.text for mark in layout.over if isinstance(mark, Label)]


def label(layout, text):
    return next(mark for mark in layout.over if isinstance(mark, Label) and mark.text == text)


def hits(layout, kind):
    return [hit for hit in layout.hits if isinstance(hit.action, kind)]


# Answers


def test_an_answer_shows_what_it_answers_above_its_words_and_leads_there(say, page):
    layout = lay_out(say("Grace", "yes", quote=Quote("m9", "Linus", "tea?")), FIRST, page)
    assert labels(layout)[-3:] == ["Linus", "tea?", "yes"]
    assert label(layout, "Linus").colour == nick_index("Linus")
    assert label(layout, "tea?").y < label(layout, "yes").y
    assert [hit.action for hit in hits(layout, Jump)] == [Jump("m9")]


def test_what_is_answered_is_not_copied_with_the_answer(say, page):
    assert lay_out(say("Grace", "yes", quote=Quote("m9", "Linus", "tea?")), FIRST, page).plain == "yes"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (lambda say: say("Linus", "coffee?"), ["Linus", "coffee?"]),
        (lambda _say: Retraction("m9", NOON, "Linus", "Linus"), ["Linus", "This message was removed"]),
    ],
)
def test_what_is_answered_is_shown_as_it_is_now(say, page, now, words):
    entry = now(say)
    page = replace(page, find={"m9": entry}.get)
    layout = lay_out(say("Grace", "yes", quote=Quote("m9", "Linus", "tea?")), FIRST, page)
    assert labels(layout)[-3:-1] == words


def test_an_answer_to_us_says_so_beside_the_name(say, page):
    layout = lay_out(say("Grace", "yes", quote=Quote("m9", "Ada", "tea?"), mention=True), FIRST, page)
    assert "answered you" in labels(layout)


def test_an_answer_to_something_unknown_says_so(say, page):
    layout = lay_out(say("Grace", "yes", quote=Quote("m9")), FIRST, page)
    assert "An earlier message" in labels(layout)


def test_a_long_message_is_quoted_on_one_line(say, page):
    short = lay_out(say("Grace", "yes", quote=Quote("m9", "Linus", "tea?")), FIRST, page)
    layout = lay_out(say("Grace", "yes", quote=Quote("m9", "Linus", "tea and\n" + "biscuits " * 90)), FIRST, page)
    assert layout.height == short.height
    assert "…" in labels(layout)
    x0, _, x1, _ = layout.box
    assert x1 - x0 <= 600


def test_in_our_own_bubble_a_quoted_name_has_no_colour(say, page):
    """A nick's colours are legible on every surface but that."""
    layout = lay_out(say("Ada", "yes", quote=Quote("m9", "Linus", "tea?")), FIRST, page)
    assert label(layout, "Linus").colour == "text2"


def test_an_answer_begins_a_group(say, page):
    entries = [say("Grace", "one"), say("Grace", "two", at=1, quote=Quote("m9"))]
    assert standing(entries, 1, None, page.calendar).first


# Reactions


def reactions(*who, sign="👍", own=""):
    return tuple(Reaction(sign, name, own=name == own) for name in who)


def test_reactions_stand_below_the_message_with_their_number(say, page):
    bare = lay_out(say("Grace", "tea?"), FIRST, page)
    signs = reactions("Linus", "Ben") + reactions("Ken", sign="🎉")
    layout = lay_out(say("Grace", "tea?", reactions=signs), FIRST, page)
    assert layout.box == bare.box
    assert layout.height == bare.height + 5 + 26
    assert labels(layout)[-2:] == ["2", "1"]
    assert [mark.sequence for mark in layout.over if isinstance(mark, Emoji)] == ["👍", "🎉"]
    assert [hit.action for hit in hits(layout, React)] == [React("👍"), React("🎉")]


def test_our_own_reaction_looks_otherwise_and_says_so(say, page):
    signs = reactions("Linus", "Ada", own="Ada") + reactions("Ken", sign="🎉")
    layout = lay_out(say("Grace", "tea?", reactions=signs), FIRST, page)
    mine, other = [mark for mark in layout.under if isinstance(mark, Box) and mark.radius == 13]
    assert (mine.fill, mine.border, other.fill, other.border) == ("active", "accent", "raised", "border")
    assert [hit.tip for hit in hits(layout, React)] == ["Linus, You", "Ken"]


def test_many_people_are_not_all_named(say, page):
    layout = lay_out(say("Grace", "tea?", reactions=reactions(*(f"v{n}" for n in range(40)))), FIRST, page)
    (hit,) = hits(layout, React)
    assert hit.tip.endswith("v11 and 28 more")


def test_many_signs_take_several_rows_and_stay_in_the_log(say, page):
    signs = tuple(Reaction(f"word{n} " * 20, "Ben") for n in range(30))
    layout = lay_out(say("Ada", "tea?", reactions=signs), FIRST, page)
    assert len({hit.y0 for hit in hits(layout, React)}) > 1
    assert all(hit.x0 >= 0 and hit.x1 <= page.width for hit in hits(layout, React))


# What was changed


@pytest.mark.parametrize("text", ["hello", "```py\nx = 1\n```", "👍", "/me"])
def test_a_changed_message_says_so_and_that_is_not_copied(say, page, text):
    layout = lay_out(say("Grace", text, edits=("m9",)), FIRST, page)
    assert " edited" in labels(layout)
    assert "edited" not in layout.plain


# Quotations and lists


def test_a_quotation_stands_beside_a_bar(say, page):
    layout = lay_out(say("Grace", "> tea?\nyes"), FIRST, page)
    assert label(layout, "tea?").colour == "text2"
    assert label(layout, "tea?").x > label(layout, "yes").x
    assert layout.plain == "> tea?\nyes"


def test_the_lines_of_a_list_hang_behind_their_marks(say, page):
    layout = lay_out(say("Grace", "Get:\n- milk\n  - goat’s\n10. eggs"), FIRST, page)
    words = labels(layout)
    assert [word for word in words if word in {"•", "10."}] == ["•", "•", "10."]
    assert label(layout, "milk").x < label(layout, "goat’s").x
    assert layout.plain == "Get:\n- milk\n- goat’s\n10. eggs"
