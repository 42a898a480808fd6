"""Scenes of what the sidebar opens: menus, and the lists to begin something from."""

from typing import Any

from app.models.room import ListedChannel, Room
from ui.gallery.chat import WINDOW, chat
from ui.gallery.pictured import design_class, hosted
from ui.gallery.scenes import Stage, scene
from ui.views.chat import ChatScreen
from ui.views.rows import ChannelRow, SectionRow


@scene("chat, room menu", size=WINDOW)
def room_menu(stage: Stage) -> Any:
    view = chat(stage, hosted(design_class()))
    stage.then(view.sidebar.header.button.invoke)
    return view


@scene("chat, a channel's menu", size=WINDOW)
def channel_menu(stage: Stage) -> Any:
    room = design_class()
    room.channels()[2].set_muted(True)
    view = chat(stage, room)

    def open_it() -> None:
        row = next(row for row in view.sidebar.list.rows if isinstance(row, ChannelRow) and row.muted)
        top, _bottom = view.sidebar.list.box(row.key) or (0, 0)
        view.sidebar.list.event_generate("<Button-3>", x=60, y=top + 8)

    stage.then(open_it)
    return view


@scene("chat, new channel", size=WINDOW)
def new_channel(stage: Stage) -> Any:
    room = design_class()
    room.put_listed([ListedChannel("#tea", 4, "Every day at four"), ListedChannel("#typography", 2, "")])
    return _with_section_opened(stage, room, 0)


@scene("chat, new direct message", size=WINDOW)
def new_direct(stage: Stage) -> Any:
    return _with_section_opened(stage, design_class(), 1)


def _with_section_opened(stage: Stage, room: Room, place: int) -> ChatScreen:
    view = chat(stage, room)

    def open_it() -> None:
        sections = [row for row in view.sidebar.list.rows if isinstance(row, SectionRow)]
        view.sidebar.activate(sections[place])

    stage.then(open_it)
    return view
