"""The invite panel: what it shows of a room, and what it copies."""

import tkinter as tk
from dataclasses import replace

import customtkinter as ctk
import pytest

from app.models.hosted import Hosting, WaysIn
from app.models.reach import Judgement, Order, Verdict, Way
from app.models.settings import Settings
from ui.actions import ReachActions
from ui.views.invite import InvitePanel

WAYS = WaysIn(
    link="parlor://join/192.168.1.23:6697/general",
    page="https://192.168.1.23:6697/#fp=K7Zc",
    address="192.168.1.23",
    code="7QF4-M9XA",
    plain="ircs://192.168.1.23:6697/%23general?fp=K7Zc",
    words="garden otter",
)


@pytest.fixture
def copied():
    return []


@pytest.fixture
def panel(root, room, copied, asked):
    room.set_about(ways=WAYS)
    room.hosting = Hosting(("192.168.1.23",), 6697, False, clients=(("irssi", "/connect"), ("any other", "x")))
    made = InvitePanel(
        root,
        room,
        Settings(),
        choose=print,
        reach=ReachActions(
            check=lambda: asked.append(("check",)),
            let_others_in=lambda: asked.append(("let in",)),
            ask_to_host=lambda: asked.append(("host",)),
        ),
        copy=lambda text, word: copied.append((text, word)),
        close=print,
    )
    made.pack(side="right", fill="y")
    root.update()
    return made


def test_everything_in_it_can_be_copied(panel, copied, click, press):
    click(panel._address.address)
    click(panel._address.code)
    click(panel.others.button)
    press(panel.others.lines["irssi"].canvas, "Return")
    click(panel.others.lines["Any browser"])
    click(panel.others.lines["Any other app"])
    assert copied == [
        ("192.168.1.23", "Address copied"),
        ("7QF4-M9XA", "Code copied"),
        ("/connect", "Copied for irssi"),
        (WAYS.page, "Copied for Any browser"),
        (WAYS.plain, "Copied for Any other app"),
    ]
    click(panel.others.button)
    assert not panel.others.open


def test_it_follows_the_room(panel, room, root, click):
    assert panel.code.text == WAYS.page
    click(panel.others.button)
    long = replace(WAYS, address="192.168.100.200:50000", code="7QF4-M9XA-33TK", plain="ircs://elsewhere")
    room.set_about(ways=long)
    root.update()
    typed = panel._address
    assert (typed.address.text, typed.code.text) == (long.address, long.code)
    assert typed.address.winfo_y() < typed.code.winfo_y()  # not beside it, for want of room
    assert panel.others.lines["Any other app"].text == "ircs://elsewhere"
    room.set_about(ways=replace(WAYS, address="127.0.0.1:6697"))
    root.update()
    assert not panel.code.winfo_ismapped()
    assert "in no network" in panel._promise.cget("text")


def test_it_says_what_newcomers_have_to_expect(panel, room):
    rules = room.channels()[0].rules
    assert panel._promise.cget("text").startswith("Anybody on the same network")
    rules.apply("+k", "sesame")
    assert "password" in panel._promise.cget("text")
    rules.apply("+i", "")
    assert "has to be let in" in panel._promise.cget("text")


def test_who_hosts_finds_out_whether_others_can_join(panel, room, root, copied, asked, click):
    section = panel.reach
    click(section.button)
    room.reach.begin()
    root.update()
    click(section.button)  # in vain: it is being found out
    assert (asked, section.button.text) == ([("check",)], "Finding out…")
    order = Order(("ufw",), "sudo ufw allow 6697/tcp")
    ways = (Way("192.168.1.23", False, "Nobody gets through"),)
    room.reach.conclude(Verdict(Judgement.SHUT, "A firewall keeps others out.", "Let others in.", ways, order))
    root.update()
    click(section.command)
    assert copied == [("sudo ufw allow 6697/tcp", "Command copied")]
    room.reach.conclude(replace(room.reach.verdict, offered=True))
    root.update()
    click(section.allow)
    room.reach.fail("Nothing was changed.")
    root.update()
    assert "Nothing was changed." in texts(section)
    assert {"A firewall keeps others out.", "192.168.1.23\nNobody gets through", "Let others in."} <= texts(section)
    click(section.button)
    assert asked == [("check",), ("let in",), ("check",)]
    words, step = "What Ben sends is dropped.", "Let Ben host the room instead."
    room.reach.conclude(Verdict(Judgement.PARTLY, words, step, instead="Ben"))
    root.update()
    click(section.instead)
    assert (asked[-1], section.instead.text) == (("host",), "Write to Ben")


def texts(widget):
    return {str(part.cget("text")) for part in descendants(widget) if isinstance(part, ctk.CTkLabel)}


def descendants(widget):
    for part in tk.Misc.winfo_children(widget):
        yield part
        yield from descendants(part)
