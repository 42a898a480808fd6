"""How the dialogs for files look that Tk draws itself, where the system has none (X11). Knows not what they ask.

They are made of themed widgets, a list of icons and menus. Tk keeps such a dialog for the next time, so it is thrown
away before each use: it is made anew in the colours, the size and the language of the moment.
"""

import tkinter as tk
from tkinter import font, ttk

from app.words import N_, _
from ui.icons import icon
from ui.theme import Tokens, theme

BASE = "clam"
"""The one of Tk's own themes of which every colour can be chosen."""
CLASS = "TkFDialog"
_ICONS = {"folderImage": "folder", "fileImage": "file", "updirImage": "arrow-up"}
ICON = 16
WIDTH, HEIGHT = 560, 240
_WORDS = {
    "&Directory:": N_("&Folder:"),
    "File &name:": N_("File &name:"),
    "File &names:": N_("File &names:"),
    "Files of &type:": N_("&Kind of file:"),
    "&Open": N_("&Open"),
    "&Save": N_("&Save"),
    "&Cancel": N_("&Cancel"),
    "&Yes": N_("&Yes"),
    "&No": N_("&No"),
    "Show &Hidden Files and Directories": N_("Show &hidden files"),
    'File "%1$s" already exists.\nDo you want to overwrite it?': N_(
        "There is a file “%1$s” already. Do you want to write over it?"
    ),
}
"""What Tk writes in them, and how we put it. The letter behind & is the one to press together with Alt."""
_SELECTION = """
    if {[info commands ::tk::IconList] eq ""} {auto_load ::tk::IconList}
    oo::define ::tk::IconList method DrawSelection {} [
        string map {{-fill black} {-fill $fill}} [lindex [info class definition ::tk::IconList DrawSelection] 1]
    ]
"""
"""Tk writes in black what is selected no more, whatever the others are written in."""


def dress(window: tk.Misc) -> None:
    """Have the next dialog of a window look like the rest of it."""
    if window.tk.call("tk", "windowingsystem") != "x11":
        return
    # Tk loads its dialog when it is first called, and an option that there is not ends that call at once.
    window.tk.eval("catch {tk_getOpenFile -none}")
    window.tk.eval(_SELECTION)
    window.tk.eval("set ::tk::dialog::file::showHiddenBtn 1; set ::tk::dialog::file::showHiddenVar 0")
    path = f"{str(window).removesuffix('.')}.__tk_filedialog"
    window.tk.eval(f"catch {{destroy {path}}}")
    tokens = theme.tokens
    _choose_options(window, tokens)
    _choose_styles(ttk.Style(window), tokens)
    for name, sign in _ICONS.items():
        image = icon(sign, theme.px(ICON), tokens.accent_text if sign == "folder" else tokens.text2)
        window.tk.call("set", f"::tk::Priv({name})", str(image))
    for said, words in _WORDS.items():
        window.tk.call(
            "namespace", "eval", "::tk", ("::msgcat::mcset", window.tk.eval("::msgcat::mclocale"), said, _(words))
        )
    paper = f"-background {tokens.raised} -width {theme.px(WIDTH)} -height {theme.px(HEIGHT)}"
    # Once it is made and before it is seen: Tk would have white paper, and little of it.
    window.after_idle(lambda: window.tk.eval(f"catch {{{path}.contents.icons.cHull.canvas configure {paper}}}"))


def _choose_options(window: tk.Misc, tokens: Tokens) -> None:
    """What is no themed widget: the list and the menus."""
    for option, value in {
        "Canvas.foreground": tokens.text,
        "Menu.background": tokens.raised,
        "Menu.foreground": tokens.text,
        "Menu.activeBackground": tokens.active,
        "Menu.activeForeground": tokens.text,
        "Menu.selectColor": tokens.accent_text,
        "Menu.borderWidth": 1,
        "Menu.relief": "flat",
        "Menu.font": theme.font(14),
    }.items():
        window.option_add(f"*{CLASS}*{option}", value)


def _choose_styles(style: ttk.Style, tokens: Tokens) -> None:
    """The themed widgets, of which only these dialogs have any."""
    px, plain = theme.px, tokens.raised
    family, size = theme.font(14)[:2]
    for name in ("TkTextFont", "TkIconFont"):
        font.nametofont(name, style.master).configure(family=family, size=size)
    style.theme_use(BASE)
    style.configure(
        ".",
        background=tokens.side,
        foreground=tokens.text,
        font=theme.font(14),
        bordercolor=tokens.border_button,
        lightcolor=plain,
        darkcolor=plain,
        troughcolor=tokens.side,
        fieldbackground=plain,
        insertcolor=tokens.text,
        selectbackground=tokens.sel,
        selectforeground=tokens.text,
        focuscolor=tokens.accent,
        arrowcolor=tokens.text2,
    )
    for kind in ("TButton", "TMenubutton"):
        style.configure(kind, background=plain, padding=(px(12), px(6)))
        style.map(
            kind,
            background=[("active", tokens.hover)],
            bordercolor=[("focus", tokens.accent)],
            lightcolor=[("active", tokens.hover)],
            darkcolor=[("active", tokens.hover)],
        )
    style.map("TLabel", background=[("disabled", tokens.side)], foreground=[("disabled", tokens.text3)])
    style.configure("TEntry", padding=px(6), bordercolor=tokens.border_strong)
    style.map("TEntry", bordercolor=[("focus", tokens.accent)], lightcolor=[("focus", tokens.accent)])
    style.configure("TCheckbutton", indicatorbackground=plain, indicatorforeground=tokens.on_accent)
    style.map(
        "TCheckbutton",
        background=[("active", tokens.side)],
        indicatorbackground=[("selected", tokens.accent), ("active", tokens.hover)],
    )
    style.configure("TScrollbar", background=tokens.thumb, bordercolor=tokens.side, gripcount=0, relief="flat")
    style.map("TScrollbar", background=[("disabled", tokens.side), ("active", tokens.border_strong)])
