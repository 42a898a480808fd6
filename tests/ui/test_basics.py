"""What all views share: following for as long as one exists, and measuring what one says."""

import tkinter as tk

import customtkinter as ctk

from app.models.observable import Signal
from ui.theme import theme
from ui.widgets.basics import box, follow, label, line, on_destroy, text_width


def test_a_signal_is_followed_until_the_widget_goes(root):
    signal: Signal[[int]] = Signal()
    heard: list[int] = []
    frame = box(root)
    inner = tk.Frame(frame)
    follow(frame, signal, heard.append)
    inner.destroy()
    signal.emit(1)
    frame.destroy()
    signal.emit(2)
    assert (heard, len(signal)) == ([1], 0)


def test_a_window_is_told_of_its_own_end_and_not_of_its_children(root):
    ended: list[str] = []
    on_destroy(root, lambda: ended.append("root"))
    ctk.CTkFrame(root).destroy()
    assert ended == []
    root.destroy()
    assert ended == ["root"]


def test_a_label_is_one_line_of_its_type_high(root):
    words = label(root, "Host a room", 18, "semibold")
    words.pack()
    theme.show(scale=2)
    root.update()
    assert words.winfo_height() == 48


def test_a_line_is_one_logical_pixel_and_follows_the_look(root):
    rule = line(root)
    rule.pack(fill="x")
    theme.show(dark=True, scale=2)
    root.update()
    assert (rule.winfo_height(), rule.cget("bg")) == (2, theme.tokens.border)


def test_longer_texts_and_larger_type_are_wider(root):
    small, large = theme.font(14), theme.font(26)
    assert (
        text_width(root, "Host", small)
        < text_width(root, "Host a room", small)
        < text_width(root, "Host a room", large)
    )
