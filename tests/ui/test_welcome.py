"""The welcome screen as a person uses it: name, host, join, come back; by pointer and by keyboard alone."""

import pytest

from app.models.lobby import Busy, Failed, Idle, Lobby, NearbyRoom, RecentRoom, Search
from app.models.settings import Appearance, Settings
from ui.actions import SettingsActions, WelcomeActions
from ui.theme import theme
from ui.views.welcome import WelcomeView
from ui.widgets.dialog import Dialog

CLUB = RecentRoom("Chess club", "192.168.1.41", 6667, 0.0)
NEAR = NearbyRoom("a" * 64, "Tea house", ("192.168.1.50",), 6697, "#general", "grace-pc", 3)
OURS = RecentRoom("Ada's room", "192.168.1.23", 6667, 0.0, hosted=True)


class Desk:
    """The view with its models, and what it asked for. Names are judged as simply as can be."""

    def __init__(self, root) -> None:
        self.lobby = Lobby()
        self.settings = Settings()
        self.asked: list[tuple[object, ...]] = []
        actions = WelcomeActions(
            give_nick=self.give_nick,
            host=lambda name: self.asked.append(("host", name)),
            join=lambda invite: self.asked.append(("join", invite)),
            join_nearby=lambda room: self.asked.append(("join", room.name)),
            rejoin=lambda room: self.asked.append(("rejoin", room)),
            forget=lambda room: self.asked.append(("forget", room)),
            cancel=lambda: self.asked.append(("cancel",)),
            accept_offer=lambda: self.asked.append(("accept",)),
        )
        self.view = WelcomeView(
            root,
            self.lobby,
            actions,
            self.settings,
            SettingsActions(choose=self.settings.choose, rename=lambda _nick: ""),
        )
        self.view.pack(fill="both", expand=True)
        root.update()

    def give_nick(self, nick: str) -> None:
        if not nick:
            self.lobby.set_nick("", error="Give a name first.")
        elif " " in nick:
            self.lobby.set_nick(nick, error="A name cannot have spaces.", offer=nick.replace(" ", "_"))
        else:
            self.lobby.set_nick(nick)


@pytest.fixture
def desk(root):
    root.geometry("1040x696")
    return Desk(root)


def shown(widget):
    """All words that can be seen in a widget, from top to bottom of the tree."""
    words = []
    if widget.winfo_viewable():
        for name in ("_text", "text"):
            text = getattr(widget, name, None)
            if isinstance(text, str) and text:
                words.append(text)
                break
        for child in widget.winfo_children():
            words += shown(child)
    return words


def test_with_the_keyboard_alone_one_gives_a_name_and_hosts(desk, root, type_keys, press):
    desk.view.start()
    type_keys(desk.view.name.input, "Ada")
    press(desk.view.name.input, "Return")
    assert root.focus_get() is desk.view.host_card.input.entry
    assert desk.view.host_card.input.text == "Ada's room"
    press(desk.view.host_card.input, "Return")
    assert desk.asked == [("host", "Ada's room")]


def test_with_the_keyboard_alone_one_joins(desk, root, type_keys, press):
    desk.lobby.set_nick("Ada")
    type_keys(desk.view.join_card.input, "192.168.1.40")
    press(desk.view.join_card.input, "Return")
    assert desk.asked == [("join", "192.168.1.40")]


def test_tab_goes_through_everything_in_reading_order(desk, root):
    desk.lobby.set_recent([CLUB])
    desk.lobby.set_nearby([NEAR], Search.LOOKING)
    root.update()
    view = desk.view
    footer = [child.canvas for child in view.footer.winfo_children() if hasattr(child, "invoke")]
    order = [
        view.name.input.entry,
        view.host_card.input.entry,
        view.host_card.button.canvas,
        view.join_card.input.entry,
        view.join_card.button.canvas,
        view.nearby.list,
        view.recent.list,
        *footer,
    ]
    here, seen = order[0], []
    for _ in order:
        seen.append(here)
        here = here.tk_focusNext()
    assert seen == order
    assert here is order[0]


def test_without_a_name_nothing_is_opened_and_the_name_is_asked_for(desk, root, click):
    click(desk.view.host_card.button)
    assert desk.asked == []
    assert root.focus_get() is desk.view.name.input.entry
    assert "Give a name first." in shown(root)


def test_passing_through_an_empty_name_is_no_mistake_yet(desk, root, press):
    desk.view.start()
    root.update()
    desk.view.host_card.input.entry.focus_force()
    root.update()
    assert desk.lobby.nick_error == ""


def test_a_name_that_cannot_be_is_said_on_leaving_and_another_one_offered(desk, root, type_keys, click):
    type_keys(desk.view.name.input, "Ada L")
    desk.view.join_card.input.entry.focus_force()
    root.update()
    assert "A name cannot have spaces." in shown(root)
    offer = desk.view.name._message._button
    assert offer.text == "Use “Ada_L”"
    click(offer)
    assert (desk.lobby.nick, desk.view.name.input.text) == ("Ada_L", "Ada_L")
    assert "A name cannot have spaces." not in shown(root)


def test_a_name_that_is_given_again_unchanged_is_asked_about_once(desk, root):
    desk.lobby.set_nick("Ada")
    told = []
    desk.lobby.nick_changed.connect(lambda: told.append(desk.lobby.nick))
    desk.view.name.input.entry.focus_force()
    root.update()
    desk.view.host_card.input.entry.focus_force()
    root.update()
    assert told == []


def test_the_room_is_called_after_us_until_it_is_called_otherwise(desk, type_keys, press):
    card, name = desk.view.host_card, desk.view.name
    type_keys(name.input, "Ada")
    assert card.input.text == "Ada's room"
    press(card.input, "Control-a")
    type_keys(card.input, "Lunch")
    desk.lobby.set_nick("Grace")
    assert card.input.text == "Lunch"


def test_hosting_shows_work_then_what_went_wrong_and_what_to_do(desk, root, click):
    card = desk.view.host_card
    desk.lobby.set_nick("Ada")
    desk.lobby.set_hosting(Busy("Starting…"))
    root.update()
    width = card.button.winfo_width()
    assert (card.button.busy, card.button.text) == (True, "Starting…")
    click(card.button)
    assert desk.asked == []
    desk.lobby.set_hosting(Failed("The room's process ended before the room was open.", "Use another"))
    root.update()
    assert (card.button.busy, card.button.text, card.button.winfo_width()) == (False, "Try again", width)
    assert "The room's process ended before the room was open." in shown(card)
    click(card._below._button)
    assert desk.asked == [("accept",)]
    desk.lobby.set_hosting(Idle())
    root.update()
    assert card.button.text == "Host room"
    assert "The room's process ended before the room was open." not in shown(card)


def test_joining_can_be_called_off_at_once(desk, root, click, press):
    card = desk.view.join_card
    desk.lobby.set_nick("Ada")
    card.input.text = "192.168.1.40"
    desk.lobby.set_joining(Busy("Connecting to 192.168.1.40…"))
    root.update()
    assert "Connecting to 192.168.1.40…" in shown(card)
    assert card.button.text == "Cancel"
    click(card.button)
    press(card.input, "Escape")
    press(card.input, "Return")
    assert desk.asked == [("cancel",), ("cancel",)]


def test_when_it_takes_long_the_hint_comes_and_nothing_moves(desk, root):
    card = desk.view.join_card
    desk.lobby.set_joining(Busy("Connecting to 192.168.1.40…"))
    root.update()
    before = card.button.winfo_rooty(), desk.view.recent.winfo_rooty()
    desk.lobby.set_joining(Busy("Connecting to 192.168.1.40…", "A firewall may be in the way."))
    root.update()
    assert "A firewall may be in the way." in shown(card)
    assert (card.button.winfo_rooty(), desk.view.recent.winfo_rooty()) == before
    desk.lobby.set_joining(Idle())
    root.update()
    assert "A firewall may be in the way." not in shown(card)


def test_editing_takes_back_what_was_wrong(desk, root, type_keys):
    card = desk.view.join_card
    desk.lobby.set_joining(Failed("There is no room at 192.168.1.4."))
    root.update()
    type_keys(card.input, "192.168.1.40")
    assert "There is no room at 192.168.1.4." not in shown(card)
    assert card.button.text == "Join"


def test_a_link_from_elsewhere_that_leads_nowhere_stands_in_the_field_to_be_mended(desk, root, type_keys, press):
    card = desk.view.join_card
    desk.lobby.set_nick("Ada")
    desk.lobby.set_invite("192.168.1.4")
    desk.lobby.set_joining(Failed("There is no room at 192.168.1.4."))
    root.update()
    assert (card.input.text, root.focus_get()) == ("192.168.1.4", card.input.entry)
    type_keys(card.input, "1")
    press(card.input, "Return")
    assert desk.asked == [("join", "192.168.1.41")]


def test_joining_nothing_says_what_to_do(desk, root, click):
    desk.lobby.set_nick("Ada")
    click(desk.view.join_card.button)
    assert desk.asked == []
    assert "Paste an invite link, a code or an address first." in shown(root)


def test_a_recent_room_is_one_click_away(desk, root, click):
    desk.lobby.set_recent([CLUB, OURS])
    root.update()
    click(desk.view.recent.list, 100, 20)
    assert desk.asked == [("rejoin", CLUB)]


def test_a_recent_room_is_one_key_away_and_can_be_forgotten(desk, root, press):
    desk.lobby.set_recent([CLUB, OURS])
    root.update()
    rooms = desk.view.recent.list
    press(rooms, "Down")
    press(rooms, "Return")
    press(rooms, "Shift-F10")
    menu = root.focus_get()
    press(menu, "Up")
    press(menu, "Return")
    assert desk.asked == [("rejoin", OURS), ("forget", OURS)]


def test_a_room_nearby_is_one_click_away(desk, root, click):
    desk.lobby.set_nick("Ada")
    desk.lobby.set_nearby([NEAR], Search.LOOKING)
    root.update()
    click(desk.view.nearby.list, 100, 20)
    assert desk.asked == [("join", "Tea house")]


def test_a_room_nearby_is_not_joined_without_a_name(desk, root, click):
    desk.lobby.set_nearby([NEAR], Search.LOOKING)
    root.update()
    click(desk.view.nearby.list, 100, 20)
    assert desk.asked == []
    assert root.focus_get() is desk.view.name.input.entry


def test_where_one_cannot_look_the_field_for_a_link_is_one_click_away(desk, root, click):
    desk.lobby.set_nearby((), Search.UNABLE)
    root.update()
    click(desk.view.nearby._words.button)
    assert root.focus_get() is desk.view.join_card.input.entry


def test_without_recent_rooms_it_says_what_will_be_there(desk, root):
    assert "Nothing here yet" in shown(desk.view.recent)
    desk.lobby.set_recent([CLUB])
    root.update()
    assert "Nothing here yet" not in shown(desk.view.recent)


def test_the_foot_says_where_we_are(desk, root):
    assert "Not connected to a network" in shown(desk.view.footer)
    desk.lobby.set_network("192.168.1.23")
    assert "Connected  ·  192.168.1.23" in shown(desk.view.footer)


def test_the_look_is_turned_by_hand(desk, click):
    chosen = []
    desk.settings.changed.connect(lambda _before, after: chosen.append(after.appearance))
    click(desk.view.footer.look)
    theme.show(dark=True)
    click(desk.view.footer.look)
    assert chosen == [Appearance.DARK, Appearance.LIGHT]


def test_settings_and_about_open_over_it(desk, root, click, press):
    _look, about, settings = [child for child in desk.view.footer.winfo_children() if hasattr(child, "invoke")]
    for button, title in ((about, "About Parlor"), (settings, "Settings")):
        click(button)
        (dialog,) = [child for child in root.winfo_children() if isinstance(child, Dialog)]
        assert title in shown(dialog)
        press(root.focus_get(), "Escape")
        assert not dialog.winfo_exists()


@pytest.mark.parametrize(
    ("width", "scale", "stacked"), [(1040, 1, False), (800, 1, True), (640, 1, True), (1280, 2, True)]
)
def test_it_holds_at_every_width_and_text_size(desk, root, width, scale, stacked):
    theme.show(scale=scale)
    root.geometry(f"{width}x720")
    root.update()
    host, join = desk.view.host_card, desk.view.join_card
    assert (join.winfo_rooty() > host.winfo_rooty()) is stacked
    assert (desk.view.recent.winfo_rooty() > desk.view.nearby.winfo_rooty()) is stacked
    right = root.winfo_rootx() + width
    for part in (desk.view.name, host, join, desk.view.nearby, desk.view.recent, desk.view.footer):
        assert part.winfo_rootx() >= root.winfo_rootx()
        assert part.winfo_rootx() + part.winfo_width() <= right
    for card in (host, join):
        assert card.button.winfo_rootx() + card.button.winfo_width() <= card.winfo_rootx() + card.winfo_width()


def test_it_follows_nobody_after_its_end(desk, root):
    desk.view.destroy()
    signals = [value for value in vars(desk.lobby).values() if hasattr(value, "emit")]
    assert [len(signal) for signal in signals] == [0] * len(signals)
    assert len(desk.settings.changed) == 0
    desk.lobby.set_nick("Grace")


def test_all_of_it_is_in_sight_in_the_least_window_of_the_design(desk, root, until):
    root.geometry("920x640")
    until(lambda: root.winfo_height() == 640)
    assert not desk.view._area.scrolls
