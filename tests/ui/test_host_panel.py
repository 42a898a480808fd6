"""What the host and moderators decide in their panels."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.models.hosted import FileLimits, HostChoices, Hosting
from ui.views import app_offer
from ui.views.app_offer import AppOffer
from ui.views.channel_rules import ChannelRules
from ui.views.file_rules import DAYS, GB, LONGEST, FileRules
from ui.views.host_panel import EntryRules
from ui.widgets.button import IconButton


@pytest.fixture
def rules(root, room, chat_actions):
    rules = ChannelRules(root, room, chat_actions.care, people=lambda: None)
    rules.pack()
    root.update()
    return rules


def test_a_switch_asks_and_stands_as_the_room_says(rules, room, root, click, asked):
    click(rules.quiet.toggle)
    assert asked[-1] == ("set_quiet", True)
    assert not rules.quiet.on
    room.current.rules.put_modes({"m": "", "i": "", "S": "30"})
    assert (rules.quiet.on, rules.invite_only.on, rules.pause.chosen) == (True, True, 30)
    click(rules.pause, 10)
    assert asked[-1] == ("set_pause", 0)
    assert rules.pause.chosen == 30


def test_who_is_barred_is_listed_and_let_in_again(rules, room, root, click, asked):
    room.current.rules.put_barred(["dan!*@*", "m:eve!*@*"])
    root.update()
    assert rules.barred == ["dan", "eve"]
    button = next(
        child for row in rules._list.winfo_children() for child in row.winfo_children() if isinstance(child, IconButton)
    )
    click(button)
    assert asked[-1] == ("lift", room.current.rules.barred[0])
    room.set_current(room.conversations[1])
    assert rules.barred == []


def test_the_rooms_password_and_other_programs(root, room, type_keys, press, click):
    room.hosting = Hosting(("192.168.1.23",), 6697, isolated=False)
    chosen: list[HostChoices] = []
    problems = ["", "The disk is full.", ""]

    def choose(choices):
        chosen.append(choices)
        return problems[len(chosen) - 1]

    entry = EntryRules(root, room, choose)
    entry.pack()
    root.update()
    type_keys(entry.password.input, "tea\n")
    press(entry.password.input, "Return")
    assert chosen == [HostChoices("tea"), HostChoices("tea")]
    assert entry.password.error == "The disk is full."
    click(entry.unencrypted.toggle)
    assert chosen[-1] == HostChoices("", unencrypted=True)


def test_guests_may_have_parlor_from_the_file_it_runs_from_or_one_that_is_chosen(root, room, click, monkeypatch):
    problems = ["The disk is full."]
    chosen: list[str] = []

    def choose(choices):
        room.hosting = replace(room.hosting, choices=choices if not problems else room.hosting.choices)
        room.set_about()
        return problems.pop() if problems else ""

    def ask(_widget, _title):
        return [Path(chosen.pop())] if chosen else []

    monkeypatch.setattr(app_offer, "ask_for_files", ask)
    room.hosting = Hosting(("192.168.1.23",), 6697, isolated=False)
    offer = AppOffer(root, room, choose)
    offer.pack()
    root.update()
    click(offer.switch.toggle)  # nothing is chosen
    assert (offer.switch.on, offer.said) == (False, "")
    chosen += ["/home/ada/parlor_setup.exe"] * 2
    click(offer.switch.toggle)
    assert (offer.switch.on, offer.said) == (False, "The disk is full.")
    click(offer.switch.toggle)
    assert (offer.switch.on, offer.said) == (True, "They get parlor_setup.exe.")
    click(offer.switch.toggle)
    assert (room.hosting.choices.application, offer.said) == ("", "")
    room.hosting = replace(room.hosting, package="/opt/Parlor.AppImage")
    click(offer.switch.toggle)
    assert room.hosting.choices.application == "/opt/Parlor.AppImage"


def test_which_files_a_room_keeps(root, room, click):
    custom = FileLimits(longest=LONGEST[1], days=3)
    room.hosting = Hosting(("192.168.1.23",), 6697, isolated=False, choices=HostChoices("tea", files=custom))
    problems = ["", "The disk is full."]

    def choose(choices):
        if not (problem := problems.pop(0)):
            room.hosting = replace(room.hosting, choices=choices)
            room.set_about()
        return problem

    rules = FileRules(root, room, choose)
    rules.pack()
    root.update()
    assert [name for _, name in rules.longest._choices] == ["10 MB", "100 MB", "1 GB"]
    assert [name for _, name in rules.days._choices] == ["3 days", "A month", "For ever"]
    click(rules.longest, rules.longest.winfo_width() - 5)
    assert room.hosting.choices == HostChoices("tea", files=replace(custom, longest=GB))
    click(rules.days, rules.days.winfo_width() - 5)
    assert rules.problem == "The disk is full."
    assert rules.days.chosen == 3, "it stands as it is"
    assert DAYS[-1] == 0
