"""Small signs: as large as what they say, and of the present look."""

from ui.theme import theme
from ui.widgets.badge import Avatar, Badge, Disc, Tile, badge_colours


def test_a_badge_grows_with_what_it_says_and_is_never_narrower_than_high(root):
    badge = Badge(root, "1")
    badge.pack()
    root.update()
    assert badge.winfo_width() == badge.winfo_height() == 20
    badge.show("99+", "accent")
    root.update()
    assert badge.winfo_width() > 20


def test_an_avatar_shows_somebody_else_when_told(root):
    avatar = Avatar(root, "Ada", 40)
    avatar.pack()
    root.update()
    first = avatar.canvas.itemcget(avatar.canvas.find_all()[0], "image")
    avatar.show("Grace", "away")
    root.update()
    assert avatar.canvas.itemcget(avatar.canvas.find_all()[0], "image") != first


def test_every_sign_is_drawn_anew_in_another_look(root):
    signs = [Tile(root, "radio", 44, 22), Tile(root, "log-in", 44, 22, soft=True), Disc(root, "clock", 40, 20)]
    for sign in signs:
        sign.pack()

    def pictures():
        root.update()
        return [[sign.canvas.itemcget(item, "image") for item in sign.canvas.find_all()[-1:]] for sign in signs]

    light = pictures()
    theme.show(dark=True)
    dark = pictures()
    # White on the accent is the same in both; what is soft or quiet is not.
    assert [before != after for before, after in zip(light, dark, strict=True)] == [False, True, True]


def test_the_ground_of_a_quiet_badge_stands_out_from_its_surface():
    tokens = theme.tokens
    for surface in (tokens.side, tokens.active):
        assert badge_colours("count", surface)[0] != surface
