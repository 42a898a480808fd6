"""One scene with every widget in every state, and the type: the design's sheet of components."""

import time
from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.models.room import Closed, Online, Retrying, Room
from ui.gallery.scenes import Stage, scene
from ui.theme import pair
from ui.views.banner import Banner
from ui.widgets.badge import Avatar, Badge, Weight
from ui.widgets.basics import LINE_HEIGHTS, box, label
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.choice import Segments, Toggle
from ui.widgets.field import Input
from ui.widgets.message import Message

LEFT = 160
NICKS = ("Ada", "Ben", "Cleo", "Deniz", "Edgar", "Fatima", "Grace", "Hedy")
TYPE: tuple[tuple[int, str, str], ...] = (
    (26, "semibold", "26 SemiBold  display"),
    (18, "semibold", "18 SemiBold  card title"),
    (16, "semibold", "16 SemiBold  header"),
    (14, "regular", "14 Regular  body, fields, messages (line 21)"),
    (13, "semibold", "13 SemiBold  names, section titles"),
    (12, "regular", "12 Regular  secondary, labels in 12 SemiBold"),
    (11, "regular", "11 Regular  time, badges in 11 SemiBold"),
)


def _row(page: Any, title: str, top: int) -> Any:
    label(page, title, 12, "semibold", "text2").place(x=40, y=top + 2)
    row = box(page)
    row.place(x=LEFT, y=top)
    return row


def _captioned(row: Any, widget: Any, caption: str, *, anchor: str = "center", gap: float = 16) -> None:
    cell = widget.master
    widget.pack(anchor=anchor)
    label(cell, caption, 11, colour="text3").pack(anchor=anchor, pady=(4, 0))
    cell.pack(in_=row, side="left", padx=(0, gap), anchor="n")


def _buttons(page: Any, kind: Kind, title: str, top: int) -> None:
    row = _row(page, title, top)
    states: dict[str, Callable[[Button], object]] = {
        "rest": lambda _: None,
        "hover": lambda button: button._note(hovered=True),  # noqa: SLF001 as if a pointer were there
        "focus": lambda button: button._note(focused=True),  # noqa: SLF001 as if the keyboard were there
        "busy": lambda button: button.set_busy(True),
        "disabled": lambda button: button.enable(False),
    }
    for state, show in states.items():
        button = Button(box(page), "Host room", lambda: None, kind=kind, width=116)
        show(button)
        _captioned(row, button, state)


def _icon_buttons(page: Any, top: int) -> None:
    row = _row(page, "Icon button", top)
    for state in ("rest", "hover", "focus", "busy", "disabled"):
        button = IconButton(box(page), "search", "Search", lambda: None)
        button._note(hovered=state == "hover", focused=state == "focus")  # noqa: SLF001 as above
        button.set_busy(state == "busy")
        button.enable(state != "disabled")
        _captioned(row, button, state)


def _fields(page: Any, top: int) -> None:
    row = _row(page, "Field", top)
    for state in ("rest", "focus", "error", "disabled"):
        cell = box(page)
        field = Input(cell, text="Ada Lovelace" if state == "error" else "Ada", width=180)
        field.set_wrong(state == "error")
        field.enable(state != "disabled")
        field.pack()
        if state == "focus":
            field._focused = True  # noqa: SLF001 as if the keyboard were there
        if state == "error":
            message = Message(cell)
            message.show("A name cannot have spaces")
            message.pack(anchor="w", pady=(2, 0))
        else:
            label(cell, state, 11, colour="text3").pack(anchor="w", pady=(4, 0))
        cell.pack(in_=row, side="left", padx=(0, 16), anchor="n")


def _choices(page: Any, top: int) -> None:
    row = _row(page, "Toggle, choice", top)
    for on, focused in ((True, False), (False, False), (True, True)):
        toggle = Toggle(row, lambda _: None, on=on)
        toggle._note_focus(focused=focused)  # noqa: SLF001 as above
        toggle.pack(side="left", padx=(0, 16))
    Segments(row, [(name, name) for name in ("System", "Light", "Dark")], "Light", lambda _: None).pack(side="left")


def _people(page: Any, top: int) -> None:
    row = _row(page, "Avatars", top)
    for nick, presence in zip(NICKS, ("on", "away", "off", None, "on", None, None, None), strict=True):
        Avatar(row, nick, 40, presence=presence).pack(side="left", padx=(0, 12))  # type: ignore[arg-type]
    words = "online: full disc   away: crescent   offline: ring"
    label(row, words, 12, colour="text2").pack(side="left", padx=(8, 0))


def _badges(page: Any, top: int) -> None:
    row = _row(page, "Badges", top)
    badges: list[tuple[str, Weight]] = [
        ("3", "count"), ("@2", "accent"), ("99+", "accent"), ("Host", "soft"), ("New", "accent"),
    ]  # fmt: skip
    for text, weight in badges:
        Badge(row, text, weight).pack(side="left", padx=(0, 12))


def _type(page: Any, top: int) -> None:
    label(page, "Type", 12, "semibold", "text2").place(x=40, y=top + 2)
    for size, style, text in TYPE:
        label(page, text, size, style).place(x=LEFT, y=top)  # type: ignore[arg-type]
        top += LINE_HEIGHTS[size] + 4


def _banners(page: Any, top: int) -> None:
    label(page, "Banner", 12, "semibold", "text2").place(x=40, y=top + 2)
    for status in (Retrying(time.monotonic() + 3), Closed("The host closed the room."), Online(again=True)):
        room = Room("Design class", "192.168.1.40", 6667, "Ada")
        room.set_status(status)
        place = ctk.CTkFrame(page, fg_color="transparent", width=640, height=44)
        place.pack_propagate(False)
        place.place(x=LEFT, y=top)
        above = box(place)
        above.pack()
        Banner(place, room, try_now=lambda: None, back=lambda: None, under=above)
        top += 52


def _other_buttons(page: Any, top: int) -> None:
    row = _row(page, "Other buttons", top)
    kinds: tuple[Kind, ...] = ("ghost", "link", "danger")
    for kind in kinds:
        icon = "radio" if kind == "ghost" else None
        Button(row, "Host room", lambda: None, kind=kind, icon=icon).pack(side="left", padx=(0, 16))


@scene("components", size=(980, 980))
def components(stage: Stage) -> Any:
    """Like the design's sheet, from top to bottom."""
    page = ctk.CTkFrame(stage.window, fg_color=pair("canvas"), corner_radius=0)
    _buttons(page, "primary", "Primary button", 32)
    _buttons(page, "secondary", "Secondary button", 116)
    _icon_buttons(page, 200)
    _fields(page, 280)
    _choices(page, 364)
    _people(page, 416)
    _badges(page, 480)
    _banners(page, 532)
    _type(page, 712)
    _other_buttons(page, 912)
    return page
