"""The look: every text can be read on what it is written on, and whoever draws hears of changes."""

import pytest

from ui.theme import DARK, LIGHT, Tokens, avatar_colours, nick_index, rgb, theme, usual_index

SURFACES = ("canvas", "side", "raised", "sunk", "hover", "active", "bubble")
TEXTS = {
    "text": (*SURFACES, "own", "mention", "danger_bg", "warn_bg", "ok_bg", "sel"),
    "text2": (*SURFACES, "own", "mention"),
    "text3": SURFACES,
    "accent_text": ("canvas", "side", "raised", "hover", "active", "bubble", "warn_bg", "danger_bg"),
    "danger": ("canvas", "side", "raised", "bubble", "danger_bg"),
    "warn": ("canvas", "side", "raised", "bubble", "warn_bg"),
    "ok": ("canvas", "side", "raised", "bubble", "ok_bg"),
    "on_accent": ("accent", "accent_hover"),
    "on_tip": ("tip",),
    "canvas": ("danger",),  # the words of a button that destroys something
}
SHAPES = {
    "accent": ("canvas", "side", "raised"),
    "border_strong": ("canvas", "side", "raised"),
    "presence_on": ("canvas", "side", "raised"),
    "presence_away": ("canvas", "side", "raised"),
}


def luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1's contrast ratio, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, TEXTS), (3.0, SHAPES)], ids=["text", "shapes"])
def test_everything_stands_out_from_what_lies_behind_it(tokens: Tokens, least: float, pairs):
    for front, surfaces in pairs.items():
        for surface in surfaces:
            ratio = contrast(getattr(tokens, front), getattr(tokens, surface))
            assert ratio >= least, f"{front} on {surface}: {ratio:.2f}"


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_names_and_initials_can_be_read_everywhere(tokens: Tokens):
    for nick in tokens.nicks:
        for surface in SURFACES:
            behind = getattr(tokens, surface)
            assert surface == "active" or contrast(nick, behind) >= 4.5, (nick, surface)
            assert contrast(*avatar_colours(tokens, nick, behind)) >= 4.5, (nick, surface)


def test_a_name_has_one_colour_in_whatever_case():
    assert nick_index("Ada") == nick_index("ADA") == nick_index("ada")
    assert len({nick_index(f"guest{n}") for n in range(100)}) == 8


def test_people_keep_the_colours_that_they_have_in_the_pictures():
    people = ("Dennis", "Grace", "Linus", "Barbara", "Ken", "Margaret", "Ada", "Radia")
    assert [nick_index(nick) for nick in people] == list(range(8))


def test_lengths_are_rounded_once():
    theme.show(scale=1.25)
    assert [theme.px(length) for length in (1, 2, 40, 0.5)] == [1, 2, 50, 1]
    assert theme.font(14, "semibold") == ("Inter SemiBold", -18)


def test_the_screen_and_the_text_size_multiply():
    theme.show(screen=2, scale=1.5)
    assert theme.scale == 3
    theme.show(scale=1)
    assert theme.scale == 2


def test_a_change_is_told_once_and_only_if_it_is_one():
    told = []
    stop = theme.changed.connect(lambda: told.append(theme.dark))
    theme.show(dark=True, compact=True)
    theme.show(dark=True)
    theme.show(dark=False)
    stop()
    assert told == [True, False]
    assert theme.tokens is LIGHT


def test_a_name_has_the_colour_that_its_owner_chose():
    told: list[bool] = []
    stop = theme.changed.connect(lambda: told.append(True))
    usual = nick_index("Ada")
    other = (usual + 1) % 8
    theme.show_chosen({"ada": other})
    theme.show_chosen({"ada": other})
    assert (nick_index("ADA"), nick_index("Ben"), len(told)) == (other, usual_index("Ben"), 1)
    assert theme.nick("Ada") == theme.tokens.nicks[other]
    theme.show_chosen({})
    assert nick_index("Ada") == usual
    stop()
