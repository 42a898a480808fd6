"""The one window: which screen it shows, what it is called, its keys, and its questions. Knows no screen from inside.

Tk thread only. Keys are one table; what they do is a command of the window or of the screen that it shows.
"""

import sys
import time
import tkinter as tk
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import customtkinter as ctk

from app.models.legible import legible
from app.models.lobby import Lobby
from app.models.settings import TEXT_SIZES, Settings
from app.words import _
from ui import fonts, scaling
from ui.actions import ChatActions, SettingsActions, WelcomeActions
from ui.app_icon import AppIcon
from ui.keys import ANYWHERE, FIRST_KEYS, LAST_KEYS
from ui.place import Place
from ui.theme import pair
from ui.title import mentions, window_title
from ui.views.nickname import ask_nick, ask_password
from ui.views.viewer import Viewer
from ui.views.welcome import WelcomeView
from ui.widgets.basics import on_destroy
from ui.widgets.dialog import Dialog, ask
from ui.widgets.popover import Popover
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.models.room import Room

WELCOME_SIZE, WELCOME_LEAST = (1040, 696), (920, 640)
CHAT_SIZE, CHAT_LEAST = (1200, 800), (720, 480)

FIRST_TAG = "ParlorKeys"


class MainWindow(ctk.CTk):
    """Is not to be seen until it is to ``appear``.

    ``on_close`` is called when the person closes the window; whether it goes then is for others to say.
    Raises OSError where there is no screen to show it on.
    """

    def __init__(self, *, on_close: Callable[[], None]) -> None:
        scaling.prepare()
        fonts.load_private_fonts()
        try:
            super().__init__(className="Parlor", fg_color=pair("canvas"))
        except tk.TclError as error:
            raise OSError("there is no screen here for the window") from error
        self.withdraw()
        self.update()  # for CustomTkinter it is there from now on; on Windows it would show it by itself otherwise
        # CustomTkinter gives the keyboard to whatever is clicked; what wants it takes it by itself.
        self.unbind_all("<Button-1>")
        self.on_close = on_close
        self.where = Place(self)
        self.screen: Any = None
        """What is shown. ``start`` brings the keyboard to where one begins; it may have ``commands`` for keys, by name,
        and ``type`` for what is typed beside them."""
        self._room: Room | None = None
        self._settings: tuple[Settings, SettingsActions] | None = None
        self._seen: Callable[[bool], None] | None = None
        self._toast: Toast | None = None
        self._watched: list[Callable[[], None]] = []
        self.protocol("WM_DELETE_WINDOW", lambda: self.on_close())
        self._icon = AppIcon(self)
        self._touched = time.monotonic()
        self._bind_keys()
        self._focused = False
        self.bind("<FocusIn>", self._put_keys_first, add="+")
        for sequence in ("<FocusIn>", "<FocusOut>"):
            self.bind(sequence, lambda _event: self.after_idle(self._note_focus), add="+")
        for sequence in ("<KeyPress>", "<ButtonPress>", "<Motion>"):
            self.bind(sequence, self._note_touch, add="+")
        on_destroy(self, self._stop_watching)

    def appear(self) -> None:
        """Come onto the screen, with all that is in it in its place."""
        self.update_idletasks()
        self.where.appear()
        # What lies in a window gets there after it, and can have the keyboard only then. The first event may be a key.
        self.update_idletasks()
        if self.screen is not None and not self._boxes():
            self.screen.start()

    def come_forward(self) -> None:
        """Be in front of other windows, and have the keyboard: the person has asked for us elsewhere."""
        self.deiconify()
        self.lift()
        self.focus_force()

    # -- screens

    def show_welcome(
        self, lobby: Lobby, actions: WelcomeActions, settings: Settings, settings_actions: SettingsActions
    ) -> None:
        """Show the welcome screen."""
        self._settings, self._seen = (settings, settings_actions), None
        screen = WelcomeView(self, lobby, actions, settings, settings_actions)
        self._swap(screen, None, WELCOME_SIZE, WELCOME_LEAST)
        screen.start()

    def show_chat(
        self, room: "Room", actions: ChatActions, settings: Settings, settings_actions: SettingsActions
    ) -> None:
        """Show the chat screen of a room."""
        from ui.views.chat import ChatScreen  # here: the welcome screen is shown sooner without

        self._settings, self._seen = (settings, settings_actions), actions.seen
        screen = ChatScreen(
            self,
            room,
            actions,
            choices=settings,
            choose=settings_actions.choose,
            toast=self.toast,
            settings=self.open_settings,
            change_name=lambda: self._change_name(room, actions),
        )
        self._swap(screen, room, CHAT_SIZE, CHAT_LEAST)
        screen.start()
        actions.seen(self._focused)

    def _swap(self, screen: Any, room: "Room | None", size: tuple[int, int], least: tuple[int, int]) -> None:
        first, old = self.screen is None, self.screen
        for box in self._boxes():
            box.close()  # what it asks is about the screen that goes
        self.screen, self._room, self._toast = screen, room, None
        screen.pack(fill="both", expand=True)
        if old is not None:
            old.destroy()
        self.where.take_size(size, least, keep=not first)
        self._watch_title()

    def _boxes(self) -> list[Dialog | Popover]:
        return [child for child in self.winfo_children() if isinstance(child, Dialog | Popover)]

    @property
    def idle(self) -> float:
        """Seconds since the last key, click or movement of the pointer in this window."""
        return time.monotonic() - self._touched

    def _note_touch(self, _event: object) -> None:
        self._touched = time.monotonic()

    # -- title and icon

    def _watch_title(self) -> None:
        self._stop_watching()
        if (room := self._room) is not None:
            for signal in (room.current_changed, room.about_changed, room.looks_changed):
                self._watched.append(signal.connect(self._show_title))
            self._watched.append(room.conversations_changed.connect(self._watch_title))
            for conversation in room.conversations:
                for signal in (conversation.unread_changed, conversation.renamed):
                    self._watched.append(signal.connect(self._show_title))
        self._show_title()

    def _stop_watching(self) -> None:
        while self._watched:
            self._watched.pop()()

    def _show_title(self) -> None:
        self.title(window_title(self._room))
        self._icon.show(mentions(self._room))

    # -- questions and words

    def ask(self, title: str, text: str, *, confirm: str, done: Callable[[], None], danger: bool = False) -> None:
        """Ask in words; ``done`` is called if the answer is ``confirm``."""
        ask(self, title, legible(text), confirm=confirm, on_confirm=done, danger=danger)

    def ask_nick(self, text: str, suggestion: str, done: Callable[[str], None]) -> None:
        """Ask for another name: ``text`` says why. Nothing is called if there is no answer."""
        typed = self.screen.typed_name if isinstance(self.screen, WelcomeView) else ""
        ask_nick(self, text=legible(text), nick=suggestion or typed, submit=_answering(done))

    def ask_password(self, text: str, done: Callable[[str], None]) -> None:
        """Ask for a room's password: ``text`` says which room's. Nothing is called if there is no answer."""
        ask_password(self, text=legible(text), submit=_answering(done))

    def toast(self, text: str, icon: str = "check") -> None:
        """Say something short for three seconds."""
        if self.screen is None:
            return
        if self._toast is None:
            self._toast = Toast(getattr(self.screen, "log", self.screen))
        self.update_idletasks()  # what has just been opened beside it takes its place first
        self._toast.show(legible(text), icon)

    def _change_name(self, room: "Room", actions: ChatActions) -> None:
        ask_nick(
            self,
            text="",
            nick=room.called(room.nick),
            submit=actions.change_nick,
            title=_("Change name"),
            confirm=_("Change"),
        )

    def open_settings(self, page: str = "") -> None:
        """Show the settings above the screen, at one of their pages."""
        if self._settings is not None and not self._in_box(self.focus_get()):
            from ui.views.preferences import show_preferences  # here: the window is shown sooner without

            show_preferences(self, *self._settings, page=page)

    # -- keys

    def _bind_keys(self) -> None:
        for sequence, name in FIRST_KEYS:
            self.bind_class(FIRST_TAG, sequence, lambda event, name=name: self._command(event, name))
        for sequence, name in LAST_KEYS:
            self.bind(sequence, lambda event, name=name: self._command(event, name), add="+")
        self.bind("<Key>", self._typed, add="+")
        self.bind("<<Paste>>", self._pasted, add="+")
        if sys.platform == "darwin":
            self.createcommand("::tk::mac::Quit", lambda: self.on_close())
            self.createcommand("::tk::mac::ShowPreferences", self.open_settings)

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """All that a key can do now, by name."""
        own: dict[str, Callable[[], object]] = {
            "settings": self.open_settings,
            "larger": lambda: self._resize_text(1),
            "smaller": lambda: self._resize_text(-1),
            "usual size": lambda: self._resize_text(0),
        }
        return own | dict(getattr(self.screen, "commands", {}))

    def _command(self, event: "tk.Event[tk.Misc]", name: str) -> str | None:
        command = self.commands.get(name)
        if command is None or (self._in_box(event.widget) and name not in ANYWHERE):
            return None
        command()
        return "break"

    def _resize_text(self, step: int) -> None:
        """One size up (1) or down (-1), or back to the usual one (0)."""
        if self._settings is None:
            return
        settings, actions = self._settings
        now = TEXT_SIZES.index(settings.choices.text_size)
        place = min(max(now + step, 0), len(TEXT_SIZES) - 1) if step else TEXT_SIZES.index(100)
        actions.choose(text_size=TEXT_SIZES[place])

    def _typed(self, event: "tk.Event[tk.Misc]") -> str | None:
        """What is typed where no text is written goes to the screen."""
        if self._is_written_in(event.widget):
            return None
        take = getattr(self.screen, "type", None)
        if take is None or not event.char or not event.char.isprintable() or _is_shortcut(int(event.state)):
            return None
        take(event.char)
        return "break"

    def _pasted(self, event: "tk.Event[tk.Misc]") -> None:
        """So is what is pasted there."""
        if not self._is_written_in(event.widget) and (paste := getattr(self.screen, "paste", None)):
            paste()

    def _is_written_in(self, widget: Any) -> bool:
        return isinstance(widget, tk.Entry | tk.Text) or self._in_box(widget)

    def _in_box(self, widget: Any) -> bool:
        """Whether the keyboard is in a dialog or a popover, which have the keys for themselves."""
        while widget is not None and not isinstance(widget, str):
            if isinstance(widget, Dialog | Popover | Viewer):
                return True
            widget = widget.master
        return False

    def _put_keys_first(self, event: "tk.Event[tk.Misc]") -> None:
        """Let our keys come before those of the widget that the keyboard has come to."""
        if isinstance(event.widget, tk.Misc) and FIRST_TAG not in (tags := event.widget.bindtags()):
            event.widget.bindtags((FIRST_TAG, *tags))

    def _note_focus(self) -> None:
        """Tell whether the window has the keyboard, when it comes or goes; within the window it may wander."""
        focused = bool(self.tk.call("focus", "-displayof", str(self)))
        if focused is not self._focused:
            self._focused = focused
            if self._seen is not None:
                self._seen(focused)


def _answering(done: Callable[[str], None]) -> Callable[[str], str]:
    """A function that hands an answer on and finds nothing wrong with it: who asked says so, by asking again."""

    def submit(text: str) -> str:
        done(text)
        return ""

    return submit


def _is_shortcut(state: int) -> bool:
    """Whether a key was pressed together with one that makes a shortcut of it. AltGr makes a letter."""
    control, alt = bool(state & 0x4), bool(state & 0x20000)
    if sys.platform == "win32":
        return control != alt  # AltGr is both
    return control or alt or bool(state & 0x8)  # Alt on X11, Command on macOS
