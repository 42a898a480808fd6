"""What is offered for a message: the buttons of its bar, and the entries of its menu. Knows no place on the screen.

Whatever is offered can be done by a key too, which is said beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.words import _
from ui.shortcuts import with_command
from ui.theme import called
from ui.views.layout import Deed
from ui.views.overlays import BarButton
from ui.widgets.menu import Item, Rule

if TYPE_CHECKING:  # the log's actions ask us, and give us themselves
    from ui.views.log_actions import LogActions


def buttons(log: LogActions, index: int, *, failed: bool) -> list[BarButton]:
    """The buttons over a message's corner."""
    copy = BarButton("copy", _("Copy   C"), lambda: log.copy_from_bar(index))
    if failed:
        again = BarButton("refresh-cw", _("Try again   Enter"), lambda: log.retry(index))
        return [again, BarButton("trash-2", _("Discard   Esc"), lambda: log.discard(index)), copy]
    if log.said(index) is None:
        return [copy]
    return [
        BarButton("smile-plus", _("React   E"), lambda: log.pick(index)),
        BarButton("reply", _("Reply   R"), lambda: log.reply(index)),
        copy,
        BarButton("ellipsis", _("More   Menu"), lambda: log.open_menu_from_bar(index)),
    ]


def menu(log: LogActions, index: int, *, failed: bool, selected: bool) -> list[Item | Rule]:
    """The entries of a row's menu."""
    said, file = log.said(index), log.file(index)
    entries: list[Item | Rule] = []
    if said:
        entries.append(Item(_("Reply"), lambda: log.reply(index), "reply", "R"))
        entries.append(Item(_("React"), lambda: log.pick(index), "smile-plus", "E"))
        if said.own and file is None:
            entries.append(Item(_("Edit"), lambda: log.edit(index), "pencil"))
        entries.append(Rule())
    if selected:
        entries.append(Item(_("Copy selected text"), log.copying.copy, "copy", with_command("c")))
    words = _("Copy link") if file else _("Copy message")
    entries.append(Item(words, lambda: log.copying.copy_entry(index), "copy", "C"))
    if said and not said.own:
        entries.append(Item(_("About {name}…").format(name=called(said.author)), lambda: log.who(index), "user"))
    if file:
        entries.append(Item(_("Open"), lambda: log.handle(file, Deed.OPEN), "external-link"))
        entries.append(Item(_("Save as…"), lambda: log.handle(file, Deed.SAVE), "download"))
    if failed:
        entries.append(Item(_("Try again"), lambda: log.retry(index), "refresh-cw", _("Enter")))
        entries.append(Item(_("Discard"), lambda: log.discard(index), "trash-2", _("Esc"), danger=True))
    if said and log.messages and log.messages.may_retract(said):
        entries += [Rule(), Item(_("Remove"), lambda: log.retract(index), "trash-2", _("Del"), danger=True)]
    return entries
