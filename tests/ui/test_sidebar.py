"""The list at the left, with the pointer and with the keyboard."""

import pytest

from app.models.conversation import Kind
from app.models.entries import Text
from app.models.hosted import Hosting
from app.models.people import Person
from app.models.room import Online, Retrying
from ui.theme import theme
from ui.views.rows import ChannelRow, DirectRow, PersonRow, SectionRow
from ui.views.sidebar import Sidebar, SidebarActions


@pytest.fixture
def asked_for():
    return []


@pytest.fixture
def sidebar(root, room, asked_for):
    names = SidebarActions.__dataclass_fields__
    actions = SidebarActions(
        **{name: lambda *arguments, name=name: asked_for.append((name, *arguments)) for name in names}
    )
    sidebar = Sidebar(root, room, actions)
    sidebar.place(x=0, y=0)
    sidebar.configure(width=272, height=700)
    root.update()
    return sidebar


def row(sidebar, kind, name=""):
    def called(row):
        return getattr(row, "title", getattr(row, "nick", "")) or row.section.value

    return next(row for row in sidebar.list.rows if isinstance(row, kind) and name in called(row))


def middle(sidebar, row):
    top, bottom = sidebar.list.box(row.key)
    return (top + bottom) // 2


def test_a_click_on_a_channel_opens_it(sidebar, room, click, asked_for):
    click(sidebar.list, 100, middle(sidebar, row(sidebar, ChannelRow, "homework")))
    assert asked_for == [("show", room.conversations[1])]


def test_a_click_on_a_person_opens_their_card_and_on_ourselves_does_nothing(sidebar, click, asked_for):
    click(sidebar.list, 100, middle(sidebar, row(sidebar, PersonRow, "Ada")))
    assert asked_for == []
    click(sidebar.list, 100, middle(sidebar, row(sidebar, PersonRow, "Ben")))
    assert [asked[:2] for asked in asked_for] == [("person", "Ben")]


def test_of_a_section_only_its_button_answers(sidebar, click, asked_for):
    channels = row(sidebar, SectionRow, "Channels")
    click(sidebar.list, 40, middle(sidebar, channels))
    assert asked_for == []
    click(sidebar.list, sidebar.list.winfo_width() - 28, middle(sidebar, channels))
    assert [name for name, _place in asked_for] == ["new_channel"]


def test_the_arrows_walk_through_all_that_can_be_opened_and_return_opens_it(sidebar, press, asked_for, room):
    sidebar.focus_list()
    for _ in range(2):
        press(sidebar.list, "Down")
    press(sidebar.list, "Return")
    assert asked_for == [("show", room.conversations[1])]
    press(sidebar.list, "End")
    press(sidebar.list, "space")
    assert asked_for[-1][:2] == ("person", "Ben")
    press(sidebar.list, "Home")
    press(sidebar.list, "Return")
    assert asked_for[-1][0] == "new_channel"


def test_a_right_click_and_the_menu_key_open_a_channels_menu(sidebar, click, press, asked_for, room):
    click(sidebar.list, 100, middle(sidebar, row(sidebar, ChannelRow, "homework")), button=3)
    press(sidebar.list, "Shift-F10")
    assert [(name, conversation) for name, conversation, _place in asked_for] == [
        ("conversation_menu", room.conversations[1])
    ] * 2


def test_what_is_new_appears_by_itself(sidebar, room, root):
    room.conversations[1].note_unread("1", mention=True)
    root.update()
    assert row(sidebar, ChannelRow, "homework").mentions == 1
    grace = room.open("Grace", Kind.DIRECT)
    root.update()
    grace.append(Text("1", 0.0, "Grace", "see you at 3"))
    root.update()
    assert row(sidebar, DirectRow, "Grace").preview == "see you at 3"
    room.drop_people(["Ben"])
    root.update()
    assert not any(isinstance(found, PersonRow) and found.nick == "Ben" for found in sidebar.list.rows)


def test_a_thousand_people_cost_no_more_than_those_in_sight(sidebar, room, root):
    room.put_people(Person(f"Person{number}") for number in range(1000))
    root.update()
    assert len(sidebar.list.rows) > 1000
    assert len(sidebar.list.find_all()) < 300
    sidebar.list.event_generate("<End>")
    sidebar.list.focus_force()
    root.update()
    sidebar.list.event_generate("<End>")
    root.update()
    top, bottom = sidebar.list.box(sidebar.list.rows[-1].key)
    assert top >= 0
    assert bottom <= sidebar.list.winfo_height()


def test_the_wheel_scrolls_a_long_list_and_not_beyond_its_ends(sidebar, room, root):
    room.put_people(Person(f"Person{number}") for number in range(100))
    root.update()
    first = sidebar.list.rows[0].key
    sidebar.list.event_generate("<Button-4>")
    root.update()
    assert sidebar.list.box(first)[0] == 0
    sidebar.list.event_generate("<Button-5>")
    root.update()
    assert sidebar.list.box(first)[0] < 0


def test_the_header_says_whose_room_it_is(sidebar, room):
    assert sidebar.header.words == ("Design class", "Hosted by Grace")
    room.hosting = Hosting(("192.168.1.23",), 6667, isolated=False)
    room.set_about(name="Ada's room")
    assert sidebar.header.words == ("Ada's room", "Open on this computer")


def test_the_own_bar_says_how_we_are_connected(sidebar, room):
    assert sidebar.own.words == ("Ada", "Online")
    room.set_status(Retrying(at=0.0))
    assert sidebar.own.words == ("Ada", "Not connected")
    room.set_status(Online(again=True))
    room.set_about(nick="Ada2")
    assert sidebar.own.words == ("Ada2", "Online")


def test_the_own_bar_says_that_we_are_away(sidebar, room):
    room.put_people([Person("Ada", away=True, away_message="lunch")])
    assert sidebar.own.words == ("Ada", "Away: lunch")
    room.put_people([Person("Ada")])
    assert sidebar.own.words == ("Ada", "Online")


def test_as_a_rail_it_shows_signs_that_say_their_names(sidebar, root):
    sidebar.configure(width=64)
    root.update()
    assert not sidebar.header._words.winfo_ismapped()
    sidebar.list.event_generate("<Motion>", x=30, y=middle(sidebar, row(sidebar, ChannelRow, "homework")))
    root.update()
    assert sidebar._tooltip.text == "homework"


def test_names_of_any_kind_are_drawn(sidebar, room, root):
    names = ["\N{PARTY POPPER}Ada", "\u202eevil", "a" * 300, "名前", "\N{FACE WITH TEARS OF JOY}" * 50, "z\u0301" * 90]
    room.put_people(Person(name, away=True, away_message=name) for name in names)
    for name in names:
        room.open(f"#{name}", Kind.CHANNEL)
    root.update()
    theme.show(dark=True, scale=2)
    root.update()
    drawn = [
        sidebar.list.itemcget(item, "text") for item in sidebar.list.find_all() if sidebar.list.type(item) == "text"
    ]
    assert not any("\N{PARTY POPPER}" in text or "\u202e" in text for text in drawn)
    right = sidebar.list.winfo_width()
    assert all(sidebar.list.bbox(item)[2] <= right for item in sidebar.list.find_all())
