"""Scenes of the invite panel: what to send to people, for every kind of room."""

from dataclasses import replace
from typing import Any

from ui.gallery.chat import WINDOW, chat
from ui.gallery.pictured import WAYS, design_class, hosted
from ui.gallery.scenes import Stage, scene


@scene("chat, invite", size=WINDOW)
def invite(stage: Stage) -> Any:
    view = chat(stage, hosted(design_class()))
    stage.then(view.toggle_invite)
    stage.then(view.copy_invite)
    return view


@scene("chat, invite, other apps", size=(1200, 1300))
def invite_apps(stage: Stage) -> Any:
    view = chat(stage, hosted(design_class()))
    stage.then(view.toggle_invite)
    stage.then(lambda: view.panel and view.panel.others.toggle())
    return view


@scene("chat, invite, approved", size=WINDOW)
def invite_approved(stage: Stage) -> Any:
    """Whoever comes is let in by the host, at an address that is too long to stand beside the code."""
    room = hosted(design_class())
    room.channels()[0].rules.apply("+i", "")
    room.set_about(ways=replace(WAYS, address="192.168.100.123:50123", code="7QF4-M9XA-33TK"))
    view = chat(stage, room)
    stage.then(view.toggle_invite)
    return view


@scene("chat, invite, alone", size=WINDOW)
def invite_alone(stage: Stage) -> Any:
    room = hosted(design_class())
    room.set_about(ways=replace(WAYS, link="parlor://join/127.0.0.1:6697/general", address="127.0.0.1"))
    view = chat(stage, room)
    stage.then(view.toggle_invite)
    return view
