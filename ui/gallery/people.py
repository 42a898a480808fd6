"""Scenes about people, what they decide, and how things are found: panels and boxes of the chat screen."""

from functools import partial
from typing import Any

from app.models.conversation import Kind
from app.models.entries import Arrival, ModeChange, Text
from app.models.people import Person, Role
from app.models.room import ListedChannel
from app.models.search import Found
from ui.gallery.chat import WINDOW, chat
from ui.gallery.pictured import design_class, hosted, said
from ui.gallery.scenes import Stage, scene
from ui.gallery.times import NOW
from ui.views.chat import ChatScreen


@scene("chat, people", size=WINDOW)
def people(stage: Stage) -> Any:
    room = design_class()
    general = room.channels()[0]
    general.set_members(general.members, {"grace": Role.HOST, "barbara": Role.MODERATOR, "linus": Role.SPEAKER})
    room.set_muted("Dennis", muted=True)
    view = chat(stage, room)
    stage.then(lambda: view.panels.open("people"))
    return view


@scene("chat, host's panel", size=(1200, 1250))
def host_panel(stage: Stage) -> Any:
    room = hosted(design_class())
    rules = room.channels()[0].rules
    rules.put_modes({"i": "", "S": "30"})
    rules.put_barred(["troll!*@*", "m:ken!*@*"])
    view = chat(stage, room)
    stage.then(lambda: view.panels.open("host"))
    return view


@scene("chat, channel menu", size=WINDOW)
def channel_menu(stage: Stage) -> Any:
    room = hosted(design_class())
    general = room.channels()[0]
    general.set_members(general.members, {"ada": Role.HOST})
    view = chat(stage, room)
    stage.then(view.sidebar.list.focus_force)
    for key in ("<Down>", "<Shift-F10>"):
        stage.then(partial(view.sidebar.list.event_generate, key, when="tail"))
    return view


@scene("chat, person card", size=WINDOW)
def person_card(stage: Stage) -> Any:
    room = hosted(design_class())
    general = room.channels()[0]
    general.set_members(general.members, {"ada": Role.HOST, "linus": Role.MODERATOR})
    view = chat(stage, room)
    stage.then(
        lambda: view.sidebar.activate(next(r for r in view.sidebar.list.rows if getattr(r, "nick", "") == "Ken"))
    )
    return view


@scene("chat, display name", size=WINDOW)
def display_name(stage: Stage) -> Any:
    room = design_class()
    general = room.channels()[0]
    room.put_people([Person("Anna-Maria")])
    room.set_display_name("Anna-Maria", "Anna Maria")
    general.set_members([*general.members, "Anna-Maria"])
    general.append(Arrival("1", NOW - 60, "Anna-Maria"), said(0, "Anna-Maria", "Here I am, spaces and all."))
    general.set_typing(["Anna-Maria"])
    view = chat(stage, room)
    stage.then(
        lambda: view.sidebar.activate(next(r for r in view.sidebar.list.rows if getattr(r, "nick", "") == "Anna-Maria"))
    )
    return view


@scene("chat, hidden messages", size=WINDOW)
def hidden(stage: Stage) -> Any:
    room = design_class()
    room.set_muted("Linus", muted=True)
    general = room.channels()[0]
    decisions = ("+o", "Barbara"), ("+m", ""), ("+b", "m:linus!*@*")
    general.append(*(ModeChange(change, NOW - 60, "Grace", change, value) for change, value in decisions))
    return chat(stage, room)


@scene("chat, search", size=WINDOW)
def search(stage: Stage) -> Any:
    return _with_search(stage, "palette", everywhere=True)


@scene("chat, search, nothing", size=WINDOW)
def search_nothing(stage: Stage) -> Any:
    return _with_search(stage, "watercolour", everywhere=False)


def _with_search(stage: Stage, text: str, *, everywhere: bool) -> ChatScreen:
    room = design_class()
    texts = [entry for entry in room.channels()[0].entries if isinstance(entry, Text) and text in entry.text]
    room.search.begin(text, everywhere=everywhere)
    room.search.add(Found("#general", Kind.CHANNEL, entry) for entry in texts)
    room.search.end(is_cut=False)
    view = chat(stage, room)
    stage.then(lambda: view.panels.search(everywhere=everywhere))
    return view


@scene("chat, go to", size=WINDOW)
def go_to(stage: Stage) -> Any:
    room = design_class()
    room.put_listed([ListedChannel("#tea", 4, "Every day at four"), ListedChannel("#typography", 2, "")])
    view = chat(stage, room)
    stage.then(view.commands["go to"])
    return view
