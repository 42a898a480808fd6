"""Cut, copy and paste for the pointer, in whatever text is written in. Knows nothing of the text."""

import tkinter as tk

from app.words import _
from ui.shortcuts import with_command
from ui.widgets.basics import SECOND_BUTTON, bind_menu_key
from ui.widgets.menu import Item, Menu


def add_edit_menu(widget: tk.Entry | tk.Text) -> None:
    """Open a menu with what can be done with the text, on a right click and on the menu key."""
    widget.bind(SECOND_BUTTON, lambda event: _open(widget, event.x_root, event.y_root), add="+")
    bind_menu_key(widget, lambda: _open_below(widget))


def _open_below(widget: tk.Entry | tk.Text) -> str:
    return _open(widget, widget.winfo_rootx(), widget.winfo_rooty() + widget.winfo_height())


def _open(widget: tk.Entry | tk.Text, x: int, y: int) -> str:
    if widget.cget("state") == "normal":
        widget.focus_set()
        if items := _items(widget):
            Menu(widget, items).show_at(x, y)
    return "break"


def _items(widget: tk.Entry | tk.Text) -> list[Item]:
    """Only what would do something now."""
    items: list[Item] = []
    if _has_selection(widget) and not _is_secret(widget):
        items += [
            Item(_("Cut"), lambda: _send(widget, "<<Cut>>"), "scissors", with_command("x")),
            Item(_("Copy"), lambda: _send(widget, "<<Copy>>"), "copy", with_command("c")),
        ]
    if _clipboard(widget):
        items.append(Item(_("Paste"), lambda: _send(widget, "<<Paste>>"), "clipboard-paste", with_command("v")))
    if not _is_empty(widget):
        items.append(Item(_("Select all"), lambda: _select_all(widget), "text-select", with_command("a")))
    return items


def _send(widget: tk.Misc, event: str) -> None:
    widget.focus_set()
    widget.event_generate(event)


def _select_all(widget: tk.Entry | tk.Text) -> None:
    widget.focus_set()
    if isinstance(widget, tk.Entry):
        widget.select_range(0, "end")
    else:
        widget.tag_add("sel", "1.0", "end-1c")


def _has_selection(widget: tk.Entry | tk.Text) -> bool:
    return widget.selection_present() if isinstance(widget, tk.Entry) else bool(widget.tag_ranges("sel"))


def _is_empty(widget: tk.Entry | tk.Text) -> bool:
    return not (widget.get() if isinstance(widget, tk.Entry) else widget.get("1.0", "end-1c"))


def _is_secret(widget: tk.Entry | tk.Text) -> bool:
    return isinstance(widget, tk.Entry) and bool(widget.cget("show"))


def _clipboard(widget: tk.Misc) -> str:
    try:
        return str(widget.clipboard_get())
    except tk.TclError:  # nothing there, or no text
        return ""
