"""Scenes of what a message can be and what can be done with it."""

import tkinter as tk
from typing import Any

from app.models.conversation import Kind
from app.models.entries import Entry, Quote, Retraction, Text, Voice
from app.models.room import Room
from ui.gallery.chat import WINDOW, chat
from ui.gallery.pictured import design_class, said, signs
from ui.gallery.scenes import Stage, scene
from ui.gallery.times import NOW
from ui.theme import theme
from ui.views.chat import ChatScreen

SQL = """Which of them is right?
```sql
select name, count(*) from guests
where arrived > '2026-11-20'  -- today
group by name;
```"""


def talk(*entries: Entry) -> Room:
    """The room of the pictures with another conversation in it."""
    room = design_class()
    general = room.channels()[0]
    general.clear()
    general.set_typing([])
    general.append(*entries)
    for nick in ("Grace", "Linus", "Barbara"):
        general.readers.note(nick, NOW)
    return room


def answers() -> list[Entry]:
    """Answers to what is there, to what was taken back, and to what nobody has kept."""
    lamp = said(50, "Ada", "Two of mine: the roof at six, and the lamp in the hall", reactions=signs("👍 Grace"))
    return [
        said(60, "Grace", "The brief is at https://studio.example/brief.pdf", key="brief"),
        lamp,
        Retraction("gone", NOW - 49 * 60, "Linus", "Grace", "posted twice"),
        said(
            45,
            "Linus",
            "The lamp!",
            quote=Quote(lamp.key, "Ada"),
            mention=True,
            reactions=signs("🎉 Ada", "🔥 Ken", "lol Ben"),
        ),
        said(44, "Barbara", "What did it say?", quote=Quote("gone")),
        said(43, "Margaret", "See above", quote=Quote("long ago")),
        said(30, "Ada", "I like the second one \N{SPARKLES}", quote=Quote("brief"), edits=("e2",)),
        said(29, "Ada", "looks at the lamp", voice=Voice.ACTED, reactions=signs("👀 Ken")),
        said(28, "Ada", "Then it is settled, I shall paint the one in the hall"),
    ]


@scene("chat, messages", size=WINDOW)
def messages(stage: Stage) -> Any:
    view = chat(stage, talk(*answers()))
    stage.then(lambda: view.composer.answer(_last(view, "Linus")))
    return view


@scene("chat, messages, compact", size=WINDOW)
def messages_compact(stage: Stage) -> Any:
    view = messages(stage)
    theme.show(compact=True)
    return view


@scene("chat, formatting", size=WINDOW)
def formatting(stage: Stage) -> Any:
    room = talk(
        said(
            60,
            "Grace",
            "For *Thursday*, please:\n- three colours, _no more_\n- a photograph\n  - or a friend’s\n10. a title",
        ),
        said(58, "Ken", "> three colours, no more\nDoes black count?"),
        said(57, "Grace", "No. `#000` is no colour, see https://example.org/black", edits=("e1",)),
        said(40, "Ada", "1. the roof at six\n2. the lamp in the hall\n> whichever is warmer"),
        said(35, "Dennis", SQL),
        said(30, "Ada", "\N{PARTY POPPER}\N{SPARKLES}"),
    )
    return chat(stage, room)


@scene("chat, editing", size=WINDOW)
def editing(stage: Stage) -> Any:
    view = chat(stage, talk(*answers()))
    stage.then(lambda: view.composer.edit(_last(view, "Ada")))
    return view


@scene("chat, message menu", size=WINDOW)
def message_menu(stage: Stage) -> Any:
    view = chat(stage, talk(*answers()))

    def open_menu() -> None:
        view.log.jump(_last(view, "Ada").key)
        _canvas(view).event_generate("<Menu>")

    stage.then(open_menu)
    return view


@scene("chat, message bar", size=WINDOW)
def message_bar(stage: Stage) -> Any:
    view = chat(stage, talk(*answers()))
    stage.then(lambda: _canvas(view).event_generate("<Motion>", x=200, y=300))
    return view


@scene("chat, suggestions", size=WINDOW)
def suggestions(stage: Stage) -> Any:
    view = chat(stage, design_class())
    stage.then(lambda: view.composer.type("/m"))
    return view


@scene("chat, suggested names", size=(720, 480))
def suggested_names(stage: Stage) -> Any:
    view = chat(stage, design_class())
    stage.then(lambda: view.composer.type("I think @"))
    return view


@scene("chat, suggested emoji", size=WINDOW)
def suggested_emoji(stage: Stage) -> Any:
    view = chat(stage, design_class())
    stage.then(lambda: view.composer.type("Well done :par"))
    return view


@scene("chat, emoji", size=WINDOW)
def emoji(stage: Stage) -> Any:
    view = chat(stage, design_class())
    stage.then(view.composer.pick_emoji)
    return view


@scene("chat, direct message, answer", size=(720, 480))
def direct_answer(stage: Stage) -> Any:
    room = design_class()
    direct = room.open("Grace", Kind.DIRECT)
    long = said(20, "Ada", "Could you look at the palette once more, " * 6)
    direct.append(long, said(19, "Grace", "Yes", quote=Quote(long.key, "Ada"), mention=True))
    room.set_current(direct)
    view = chat(stage, room)
    stage.then(lambda: view.composer.answer(long))
    return view


def _canvas(view: ChatScreen) -> tk.Misc:
    """What the log is drawn on."""
    return tk.Misc.winfo_children(view.log)[0]


def _last(view: ChatScreen, author: str) -> Text:
    """The last message of somebody."""
    entries = view.room.current.entries if view.room.current else ()
    return next(e for e in reversed(entries) if isinstance(e, Text) and e.author == author)
