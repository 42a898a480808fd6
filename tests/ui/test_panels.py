"""The people panel and the search panel."""

import pytest

from app.models.conversation import Kind
from app.models.entries import Text
from app.models.people import Person, Role
from app.models.search import Found
from ui.views.calendar import Calendar
from ui.views.found_rows import FoundRow, around
from ui.views.people_panel import PeoplePanel
from ui.views.rows import member_rows
from ui.views.search_panel import SearchPanel


def test_people_stand_by_what_they_may_do_then_by_presence_and_name(room):
    room.put_people([Person("Cleo", away=True), Person("Dan")])
    room.current.set_members(["Cleo", "Dan", "Ada", "Ben", "Grace"], {"grace": Role.HOST, "dan": Role.MODERATOR})
    assert [row.nick for row in member_rows(room, room.current)] == ["Grace", "Dan", "Ada", "Ben", "Cleo"]
    assert [row.nick for row in member_rows(room, room.current, " a")] == ["Grace", "Dan", "Ada"]
    direct = room.open("Radia", Kind.DIRECT)
    assert [(row.nick, row.presence) for row in member_rows(room, direct)] == [("Ada", "on"), ("Radia", "off")]


def test_the_people_panel_follows_the_channel_and_is_narrowed_by_typing(root, room, type_keys, press):
    opened = []
    panel = PeoplePanel(
        root,
        room,
        person=lambda nick, _place: opened.append(nick),
        invite=lambda: opened.append("invite"),
        close=lambda: opened.append("close"),
    )
    panel.pack(side="right", fill="y")
    root.update()
    assert panel._count.cget("text") == "3 people in #general"
    room.current.set_members(["Ada", "Ben"])
    root.update()
    assert [row.nick for row in panel.list.rows] == ["Ada", "Ben"]
    type_keys(panel.filter, "be\n")
    panel.invite_button.invoke()
    assert opened == ["Ben", "invite"]
    type_keys(panel.filter, "x")
    assert panel._count.cget("text") == "Nobody is called so"


@pytest.fixture
def search(root, room):
    asked: list[object] = []
    panel = SearchPanel(
        root,
        room,
        look=lambda text, everywhere: asked.append((text, everywhere)),
        go=lambda found: asked.append(found.entry.key),
        close=lambda: None,
    )
    panel.pack(side="right", fill="y")
    root.update()
    return panel, asked


def found(key, time, text="a needle", place="#general"):
    return Found(place, Kind.CHANNEL, Text(key, time, "Ben", text))


def test_what_is_typed_is_looked_for_at_once_here_or_everywhere(search, room, type_keys):
    panel, asked = search
    type_keys(panel.field, "ne")
    panel.ask(everywhere=True)
    assert asked == [("n", False), ("ne", False), ("ne", True)]
    room.set_current(room.conversations[1])
    assert len(asked) == 3
    panel.ask(everywhere=False)
    room.set_current(room.conversations[0])
    assert asked[3:] == [("ne", False), ("ne", False)]


def test_results_are_shown_as_they_come_and_opened_with_return(search, room, root, press, type_keys):
    panel, asked = search
    room.search.begin("needle", everywhere=True)
    assert panel.words == "Searching…"
    room.search.add([found("1", 10.0)])
    room.search.add([found("2", 30.0), found("3", 20.0)])
    room.search.end(is_cut=False)
    root.update()
    assert [row.found.entry.key for row in panel.list.rows] == ["2", "3", "1"]
    assert panel.words == "3 messages"
    press(panel.field, "Return")
    press(panel.field, "Down")
    press(panel.list, "Down")
    press(panel.list, "Return")
    assert asked == ["2", "3"]
    room.search.begin("nothing", everywhere=True)
    room.search.end(is_cut=False)
    assert panel.words == "No messages with “nothing”"


def test_what_was_found_is_shown_without_marks():
    text = Text("k", 0.0, "Ben", "> tea?\nthe *needle* in `hay`")
    row = FoundRow(Found("#tea", Kind.CHANNEL, text), ("needle",), Calendar(), shows_place=False)
    assert row.snippet == ("tea? the ", "needle", " in hay")


@pytest.mark.parametrize(
    ("text", "words", "parts"),
    [
        ("a Needle in\na haystack", ("needle",), ("a ", "Needle", " in a haystack")),
        (f"{'long ' * 20}way to the needle", ("needle",), ("…long way to the ", "needle", "")),
        ("what else", ("needle",), ("", "", "what else")),
        ("both of them", ("them", "both"), ("", "both", " of them")),
        ("İstanbul", ("stan",), ("", "", "İstanbul")),
    ],
)
def test_the_words_around_a_match(text, words, parts):
    before, match, after = around(text, words)
    if text.startswith("long"):
        assert before.startswith("…")
        assert before.endswith("way to the ")
        assert match == "needle"
    else:
        assert (before, match, after) == parts
