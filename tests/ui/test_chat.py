"""The chat screen in the window: panels, menus, keys, the title, and closing."""

import re
import tkinter as tk
from typing import Any

import pytest

from app.models.conversation import Kind
from app.models.entries import Remark, Text
from app.models.hosted import Hosting, LogEntry, WaysIn
from app.models.lobby import Lobby
from app.models.people import Person, Role
from app.models.room import Online
from app.models.search import Found
from app.models.settings import Settings
from ui.actions import SettingsActions, WelcomeActions
from ui.theme import called, nick_index, theme
from ui.views.chat_plan import MOST_SIDEBAR, RAIL
from ui.views.choosing import Choosing
from ui.views.line_popover import LinePopover
from ui.views.person_card import PersonCard
from ui.widgets.dialog import Dialog
from ui.widgets.menu import Menu
from ui.window import MainWindow


@pytest.fixture
def settings():
    return Settings()


@pytest.fixture
def closed():
    return []


@pytest.fixture
def window(open_window, room, chat_actions, settings, closed):
    def make():
        window = MainWindow(on_close=lambda: closed.append("asked"))
        window.show_chat(room, chat_actions, settings, SettingsActions(choose=settings.choose, rename=lambda _nick: ""))
        window.geometry("1200x800+0+0")
        window.appear()
        return window

    window = open_window(make)
    window.screen.composer.text.focus_force()
    window.update()
    return window


def the(window: Any, kind: type) -> Any:
    """The one open box of this kind."""
    (found,) = (child for child in window.winfo_children() if isinstance(child, kind))
    return found


def none(window: Any, kind: type) -> bool:
    return not any(isinstance(child, kind) for child in window.winfo_children())


def choose(window, press, words):
    menu = the(window, Menu)
    texts = [getattr(entry, "text", "") for entry in menu.rows._entries]
    place = [text for text in texts if text].index(words)
    for _ in range(place + 1):
        press(menu.rows, "Down")
    press(menu.rows, "Return")


# -- keys


def test_keys_move_between_conversations_even_while_writing(window, room, press):
    text = window.screen.composer.text
    press(text, "Alt-Down")
    assert room.current is room.conversations[1]
    press(text, "Alt-Up")
    assert room.current is room.conversations[0]
    press(text, "Control-Key-2")
    assert room.current is room.conversations[1]
    press(text, "Control-Key-9")
    assert room.current is room.conversations[1]


def test_a_key_goes_straight_to_what_is_new(window, room, press):
    random = room.open("#random", Kind.CHANNEL)
    random.note_unread("1", mention=False)
    press(window.screen.composer.text, "Alt-Shift-Down")
    assert room.current is random


def test_what_is_pasted_outside_a_text_goes_to_the_composer_once(window):
    screen = window.screen
    window.clipboard_clear()
    window.clipboard_append("words")
    screen.log.take_focus()
    window.update()
    window.focus_get().event_generate("<<Paste>>")
    assert screen.composer.text.content == "words"
    screen.composer.text.event_generate("<<Paste>>")
    assert screen.composer.text.content == "wordswords"


def test_what_is_typed_outside_a_text_goes_to_the_composer(window, type_keys):
    type_keys(window.screen.sidebar.list, "hi")
    assert window.screen.composer.text.content == "hi"
    assert window.focus_get() is window.screen.composer.text


def test_shortcuts_are_not_taken_for_letters(window, press):
    press(window.screen.sidebar.list, "Alt-x")
    press(window.screen.sidebar.list, "Control-x")
    assert window.screen.composer.text.content == ""


def test_f6_goes_round_the_regions_and_escape_back_to_writing(window, press):
    screen = window.screen
    press(screen.composer.text, "F6")
    assert window.focus_get() is screen.sidebar.list
    press(screen.sidebar.list, "F6")
    assert str(window.focus_get()).startswith(str(screen.log))
    press(screen.log, "F6")
    assert window.focus_get() is screen.composer.text
    press(screen.composer.text, "Shift-F6")
    assert str(window.focus_get()).startswith(str(screen.log))
    press(screen.log, "Escape")
    assert window.focus_get() is screen.composer.text


def test_tab_reaches_every_region_and_comes_round(window, press):
    seen, place = set(), window.screen.sidebar.list
    place.focus_force()
    window.update()
    for _ in range(30):
        press(window.focus_get(), "Tab")
        seen.add(str(window.focus_get()))
        if window.focus_get() is place:
            break
    else:
        pytest.fail("the keyboard does not come round")
    screen = window.screen
    regions = (screen.sidebar.header, screen.sidebar.own, screen.header, screen.log, screen.composer)
    assert all(any(name.startswith(str(region)) for name in seen) for region in regions)


def test_text_size_has_keys_and_stops_at_its_bounds(window, press, settings):
    text = window.screen.composer.text
    for _ in range(9):
        press(text, "Control-plus")
    assert settings.choices.text_size == 200
    for _ in range(12):
        press(text, "Control-minus")
    assert settings.choices.text_size == 80
    press(text, "Control-Key-0")
    assert settings.choices.text_size == 100
    assert text.get("1.0", "end-1c") == ""


# -- the invite


def test_a_key_opens_the_invite_and_escape_closes_it(window, press):
    screen = window.screen
    press(screen.composer.text, "Control-i")
    assert screen.panel.link == "parlor://join/192.168.1.23:6667/general"
    assert screen.header.invite.kind == "secondary"
    press(window.focus_get(), "Escape")
    assert screen.panel is None
    assert screen.header.invite.kind == "primary"
    assert window.focus_get() is screen.composer.text
    assert screen.composer.text.content == ""


def test_the_invite_link_is_copied_by_button_and_by_key(window, click, press):
    screen = window.screen
    click(screen.header.invite)
    click(screen.panel.copy_button)
    assert window.clipboard_get() == "parlor://join/192.168.1.23:6667/general"
    window.clipboard_clear()
    press(screen.composer.text, "Control-Shift-C")
    assert window.clipboard_get() == "parlor://join/192.168.1.23:6667/general"


def test_the_link_in_the_panel_cannot_be_changed(window, click, type_keys):
    click(window.screen.header.invite)
    type_keys(window.screen.panel._link, "x")
    assert window.screen.panel.link == "parlor://join/192.168.1.23:6667/general"


def test_an_open_panel_follows_the_room(window, room, click):
    click(window.screen.header.invite)
    room.set_about(ways=WaysIn("parlor://join/10.0.0.4:7000/general"))
    assert window.screen.panel.link == "parlor://join/10.0.0.4:7000/general"


def test_the_host_chooses_there_whether_the_room_is_shown_nearby(window, room, settings, click):
    click(window.screen.header.invite)
    assert not hasattr(window.screen.panel, "nearby")  # it is somebody else's room
    room.hosting = Hosting(("192.168.1.23",), 6667, isolated=False)
    click(window.screen.header.invite)
    click(window.screen.header.invite)
    switch = window.screen.panel.nearby.toggle
    assert switch.on
    click(switch)
    assert not settings.choices.show_nearby
    settings.choose(show_nearby=True)
    assert switch.on


# -- finding one's way


def test_a_key_leads_to_any_channel_or_person(window, room, press, type_keys, asked):
    press(window.screen.composer.text, "Control-k")
    type_keys(the(window, Choosing).filter, "home\n")
    assert room.current is room.conversations[1]
    press(window.screen.composer.text, "Control-k")
    type_keys(the(window, Choosing).filter, "@ben\n")
    assert ("open_direct", "Ben") in asked


def test_keys_search_here_and_everywhere_and_escape_goes_back_to_writing(window, room, press, type_keys, asked):
    screen = window.screen
    press(screen.composer.text, "Control-f")
    assert (screen.panel.scope.chosen, window.focus_get()) == (False, screen.panel.field.entry)
    type_keys(screen.panel.field, "x")
    press(screen.panel.field, "Control-Shift-F")
    assert asked[-2:] == [("look", "x", False), ("look", "x", True)]
    press(screen.panel.field, "Escape")
    assert screen.panel is None
    assert window.focus_get() is screen.composer.text


def test_what_was_found_is_shown_with_the_keyboard_at_it(window, room, press, asked):
    room.current.append(*(Text(str(n), 1e9 + n, "Ben", f"line {n}") for n in range(100)))
    window.update()
    room.search.begin("line", everywhere=False)
    room.search.add([Found("#general", Kind.CHANNEL, room.current.entries[3])])
    press(window.screen.composer.text, "Control-f")
    press(window.screen.panel.field, "Return")
    assert ("go", room.search.results[0]) in asked
    assert window.screen.log._rows.focused == 3


def test_what_the_room_has_to_tell_first_is_shown_when_it_comes(window, room, press):
    late = Text("late", 1e9, "Ben", "a needle")
    room.search.begin("needle", everywhere=False)
    room.search.add([Found("#general", Kind.CHANNEL, late)])
    press(window.screen.composer.text, "Control-f")
    press(window.screen.panel.field, "Return")
    assert window.screen.log._rows.focused is None
    room.current.merge([late])
    room.search.arrived.emit("late")
    window.update()
    assert window.screen.log._rows.focused == 0


def test_escape_while_writing_marks_all_as_read(window, room, press, asked):
    press(window.screen.composer.text, "Escape")
    assert ("mark_read", room.current) in asked


def test_somebodys_card_mentions_them(window, room, press):
    screen = window.screen
    screen.sidebar.list.focus_force()
    press(screen.sidebar.list, "End")
    press(screen.sidebar.list, "Shift-F10")
    card = the(window, PersonCard)
    press(card.rows, "Down")
    press(card.rows, "Down")
    press(card.rows, "Return")
    assert screen.composer.text.content == "@Ben "


def test_one_shows_oneself_as_away_and_as_back(window, room, click, press, type_keys, asked):
    click(window.screen.sidebar.own._avatar)
    choose(window, press, "Show me as away…")
    type_keys(the(window, LinePopover).field.input, "Lunch\n")
    room.put_people([Person("Ada", away=True)])
    click(window.screen.sidebar.own._avatar)
    choose(window, press, "I am back")
    assert asked[-2:] == [("set_away", "Lunch"), ("set_away", "")]


# -- small boxes


def test_a_channel_is_made_from_its_section(window, press, type_keys, asked):
    window.screen.sidebar.list.focus_force()
    press(window.screen.sidebar.list, "Return")
    type_keys(the(window, Choosing).filter, "tea house\n")
    assert ("open_channel", "#tea-house") in asked
    assert none(window, Choosing)


def test_a_channel_name_that_cannot_be_gets_its_reason(open_window, room, chat_actions, settings, press, type_keys):
    from dataclasses import replace

    actions = replace(chat_actions, open_channel=lambda _name: "A channel's name has no spaces.")
    window = open_window(lambda: MainWindow(on_close=lambda: None))
    window.show_chat(room, actions, settings, SettingsActions(choose=settings.choose, rename=lambda _nick: ""))
    window.appear()
    window.update()
    press(window.screen.sidebar.list, "Return")
    box = the(window, Choosing)
    type_keys(box.filter, "a b\n")
    assert box.problem == "A channel's name has no spaces."
    type_keys(box.filter, "c")
    assert box.problem == ""
    press(box.filter, "Escape")
    assert none(window, Choosing)


def test_escape_closes_a_small_box_from_any_control_in_it(window, press):
    window.screen.sidebar.list.focus_force()
    press(window.screen.sidebar.list, "Return")
    press(window.focus_get(), "Tab")
    assert str(window.focus_get()).startswith(str(the(window, Choosing)))
    press(window.focus_get(), "Escape")
    assert none(window, Choosing)
    assert window.focus_get() is window.screen.sidebar.list


def test_somebody_to_write_to_is_found_by_typing(window, room, press, type_keys, asked):
    room.put_people(Person(f"Person{number}") for number in range(1000))
    window.update()
    window.screen.sidebar.list.focus_force()
    window.screen.sidebar.activate(window.screen.sidebar.list.rows[3])
    window.update()
    type_keys(the(window, Choosing).filter, "ben\n")
    assert ("open_direct", "Ben") in asked
    assert none(window, Choosing)


def test_the_topic_is_changed_in_a_small_box(window, room, press, type_keys, asked):
    room.current.set_topic("Old")
    press(window.screen.header._topic, "Return")
    field = the(window, LinePopover).field.input
    assert field.text == "Old"
    type_keys(field, "New\n")
    assert ("set_topic", "New") in asked


def test_a_channel_is_left_from_its_menu(window, room, press, asked):
    window.screen.sidebar.list.focus_force()
    press(window.screen.sidebar.list, "Down")
    press(window.screen.sidebar.list, "Shift-F10")
    choose(window, press, "Leave this channel")
    assert ("leave", room.conversations[0]) in asked


# -- the room's menu


def test_the_room_is_left_from_its_menu(window, click, press, asked):
    click(window.screen.sidebar.header.button)
    choose(window, press, "Leave room")
    assert ("leave_room",) in asked


def test_a_guest_is_not_offered_the_hosts_panel(window, click):
    click(window.screen.sidebar.header.button)
    texts = [getattr(entry, "text", "") for entry in the(window, Menu).rows._entries]
    assert "Host’s panel" not in texts


def test_the_name_is_changed_in_a_dialog(window, click, press, type_keys, asked):
    click(window.screen.sidebar.header.button)
    choose(window, press, "Change name")
    dialog = the(window, Dialog)
    assert dialog.field.text == "Ada"
    type_keys(dialog.field.input, "Adele\n")
    assert ("change_nick", "Adele") in asked
    assert none(window, Dialog)


def test_settings_have_a_key_and_keep_the_others_away_while_open(window, press):
    press(window.screen.composer.text, "Control-comma")
    assert isinstance(the(window, Dialog), Dialog)
    press(window.focus_get(), "Control-i")
    assert window.screen.panel is None
    press(window.focus_get(), "Escape")
    assert none(window, Dialog)
    assert window.focus_get() is window.screen.composer.text


# -- hosting


def host(room):
    room.hosting = Hosting(("192.168.1.23", "fd00::1"), 6667, isolated=False)
    for number in range(5):
        room.put_log(LogEntry(0.0, "joined", f"Person{number} joined"))
    room.set_about()


def test_the_hosts_panel_shows_addresses_and_the_log_as_it_grows(window, room, click, press, asked):
    host(room)
    click(window.screen.sidebar.header.button)
    choose(window, press, "Host’s panel")
    panel = window.screen.panel
    assert panel.log.content.count("\n") == 5
    room.put_log(LogEntry(0.0, "left", "Person0 left:\nthe connection was lost\x07"))
    assert panel.log.content.endswith("Person0 left: the connection was lost\n")
    press(panel.log, "x")
    assert "x" not in panel.log.content.splitlines()[-1].split("lost")[-1]
    click(panel.close_button)
    assert asked[-1] == ("leave_room",)


def test_the_log_of_a_long_evening_stays_as_long_as_the_model_keeps_it(window, room):
    host(room)
    window.screen.panels.open("host")
    for number in range(room.LOG_LIMIT + 10):
        room.put_log(LogEntry(0.0, "joined", f"{number} joined"))
    assert window.screen.panel.log.content.count("\n") == len(room.log)
    window.update()
    assert window.screen.panel.log.dlineinfo("end-1c") is not None


def test_the_log_stays_where_somebody_reads_in_it_until_they_come_back_to_its_end(window, room):
    host(room)
    window.screen.panels.open("host")
    window.update()
    log = window.screen.panel.log
    for number in range(200):
        room.put_log(LogEntry(0.0, "joined", f"{number} joined"))
    log.see("1.0")
    log.event_generate("<ButtonRelease-1>")
    window.update()
    room.put_log(LogEntry(0.0, "joined", "another joined"))
    assert log.dlineinfo("1.0") is not None
    log.see("end")
    log.event_generate("<ButtonRelease-1>")
    window.update()
    room.put_log(LogEntry(0.0, "joined", "one more joined"))
    assert log.dlineinfo("end-1c") is not None


def test_a_room_nobody_has_come_to_says_how_to_invite_until_somebody_comes(window, room, until, click):
    room.drop_people(["Grace", "Ben"])
    room.put_people([Person("Ada", Role.HOST)])
    host(room)
    room.current.append(Remark("1", 0.0, "You opened the room"))
    until(lambda: window.screen.empty.winfo_ismapped())
    room.put_people([Person("Ben")])
    until(lambda: not window.screen.empty.winfo_ismapped())
    room.drop_people(["Ben"])
    until(lambda: window.screen.empty.winfo_ismapped())
    room.current.append(Text("2", 0.0, "Ada", "Hello?", own=True))
    until(lambda: not window.screen.empty.winfo_ismapped())


# -- the window


def test_the_title_follows_the_room(window, room):
    assert window.title() == "#general – Design class – Parlor"
    room.set_current(room.open("Grace", Kind.DIRECT))
    room.conversations[1].note_unread("1", mention=True)
    assert window.title() == "(1) Grace – Design class – Parlor"
    room.conversations[1].mark_read()
    room.set_about(name="Another")
    assert window.title() == "Grace – Another – Parlor"


def test_closing_the_window_asks_whoever_is_in_charge(window, closed):
    window.tk.call(*window.tk.splitlist(window.protocol("WM_DELETE_WINDOW")))
    assert closed == ["asked"]
    assert window.winfo_exists()


def test_a_question_is_answered_in_the_window(window, press, click):
    answers = []
    window.ask("Close the room?", "Ben and Grace will be disconnected.", confirm="Close room", danger=True,
               done=lambda: answers.append("close"))  # fmt: skip
    window.update()
    press(window.focus_get(), "Escape")
    assert answers == []
    window.ask("Close the room?", "Ben will be disconnected.", confirm="Close room", danger=True,
               done=lambda: answers.append("close"))  # fmt: skip
    window.update()
    press(window.focus_get(), "Tab")
    press(window.focus_get(), "Return")
    assert answers == ["close"]
    assert none(window, Dialog)


def test_a_room_is_shown_and_left_without_a_trace(window, room, settings):
    nothing = {name: lambda *_: None for name in WelcomeActions.__dataclass_fields__}
    window.show_welcome(
        Lobby(), WelcomeActions(**nothing), settings, SettingsActions(choose=settings.choose, rename=lambda _nick: "")
    )
    window.update()
    assert window.title() == "Parlor"
    signals = (room.status_changed, room.about_changed, room.people_changed, room.current_changed, room.logged,
               room.conversations_changed)  # fmt: skip
    assert [len(signal) for signal in signals] == [0] * len(signals)
    for conversation in room.conversations:
        assert len(conversation.unread_changed) == len(conversation.entries_changed) == 0


def test_leaving_a_room_takes_its_open_boxes_away(window, click, press, settings):
    click(window.screen.sidebar.header.button)
    choose(window, press, "Change name")
    press(window.screen.header._topic, "Return")
    nothing = {name: lambda *_: None for name in WelcomeActions.__dataclass_fields__}
    window.show_welcome(
        Lobby(), WelcomeActions(**nothing), settings, SettingsActions(choose=settings.choose, rename=lambda _nick: "")
    )
    window.update()
    assert none(window, Dialog)
    assert none(window, LinePopover)
    assert window.grab_current() is None


def test_the_sidebar_is_pulled_within_bounds_and_becomes_a_rail_in_a_narrow_window(window, until):
    screen = window.screen
    screen._sash.event_generate("<B1-Motion>", x=0, rootx=window.winfo_rootx() + 330)
    window.update()
    assert screen.sidebar.winfo_width() == 330
    screen._sash._grip.event_generate("<B1-Motion>", x=0, rootx=window.winfo_rootx() + 900)
    window.update()
    assert screen.sidebar.winfo_width() == MOST_SIDEBAR
    screen._sash.focus_force()
    screen._sash.event_generate("<Left>")
    window.update()
    assert screen.sidebar.winfo_width() == MOST_SIDEBAR - 16
    window.geometry("800x600")
    until(lambda: screen.sidebar.winfo_width() == RAIL)
    window.geometry("1200x800")
    until(lambda: screen.sidebar.winfo_width() == MOST_SIDEBAR - 16)


@pytest.mark.parametrize("panel", ["invite", "host", "search"])
def test_the_layout_holds_at_twice_the_size_in_a_small_window(window, room, panel, until):
    host(room)
    theme.show(scale=2)
    window.geometry("1280x720")
    window.screen.panels.open(panel)
    until(lambda: window.winfo_width() == 1280)
    screen = window.screen
    for part in (screen.header, screen.composer, screen.typing, screen.panel, screen.sidebar):
        assert part.winfo_rootx() + part.winfo_width() <= window.winfo_rootx() + 1280
        assert part.winfo_rooty() + part.winfo_height() <= window.winfo_rooty() + 720
    assert screen.log.winfo_height() > 200
    theme.show(scale=0.8)
    window.update()
    assert screen.header.winfo_height() == round(65 * 0.8)


def test_a_change_of_look_reaches_every_part(window, room):
    host(room)
    room.set_status(Online(again=True))
    window.screen.panels.open("host")
    for dark in (True, False):
        theme.show(dark=dark)
        window.update()
    assert window.screen.composer.text.cget("bg") == theme.tokens.raised


def test_names_are_in_the_colours_that_people_chose_as_long_as_the_room_is_shown(window, room, until):
    index = (nick_index("Grace") + 1) % 8
    room.set_colour("Grace", index)
    until(lambda: nick_index("Grace") == index)
    window.screen.destroy()
    assert theme.chosen == {}


def test_who_cannot_be_called_so_by_their_nickname_is_shown_by_their_display_name(window, room, until):
    """What cannot be a nickname can be a display name (`draft/metadata-3`); who does not know of those sees the
    nickname.
    """
    screen, general = window.screen, room.current
    room.put_people([Person("Anna-Maria")])
    room.set_display_name("Anna-Maria", "Anna Maria")
    general.append(Text("1", 1.0, "Anna-Maria", "Here I am"))
    room.set_current(room.open("Anna-Maria", Kind.DIRECT))
    room.current.set_typing(["Anna-Maria"])
    until(lambda: called("Anna-Maria") == "Anna Maria")
    assert screen.header.title == "Anna Maria"
    assert screen.typing.words == "Anna Maria is typing…"
    room.set_current(general)
    until(lambda: "Anna Maria" in drawn(screen.log) and "Anna Maria" in drawn(screen.sidebar.list))
    assert "Anna-Maria" not in drawn(screen.log)
    room.set_display_name("Anna-Maria", "Grace")
    until(lambda: "Anna-Maria" in drawn(screen.log))


def drawn(widget):
    """The texts in a widget's canvases."""
    found = [widget, *widget.winfo_children()]
    canvases = [one for one in found if isinstance(one, tk.Canvas)]
    return [one.itemcget(item, "text") for one in canvases for item in one.find_all() if str(one.type(item)) == "text"]


def test_no_key_of_ours_stands_between_an_input_method_and_the_text(window):
    """What is composed arrives as plain keys: one that is bound where text is written would be missing from it."""
    text = window.screen.composer.text
    ours = [tag for tag in text.bindtags() if tag not in {"Text", "all"}]
    bound = {sequence for tag in ours for sequence in text.bind_class(tag)}
    assert bound  # Tab, Up and others, which an input method keeps for itself while it composes
    assert {sequence for sequence in bound if len(sequence) == 1 or re.fullmatch("<(Key-)?.>", sequence)} == set()
