"""What is on each page of the settings. A setting is one row here; what it means is told in ``app.models.settings``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import customtkinter as ctk

from app.models.settings import AWAY_MINUTES, KEPT_DAYS, TEXT_SIZES, Appearance, Density, Notify, Settings
from app.words import LANGUAGES, N_, _, ngettext
from ui.actions import SettingsActions
from ui.keys import GROUPS
from ui.shortcuts import shortcut
from ui.theme import theme
from ui.views.settings_rows import SettingsPage
from ui.widgets.basics import COMMAND, box, label, line
from ui.widgets.button import Button, IconButton
from ui.widgets.field import Input
from ui.widgets.message import Message
from ui.widgets.swatches import Swatches

NAME_WIDTH = 200


@dataclass(frozen=True, slots=True)
class Page:
    """One page: how it is called, and what fills it."""

    name: str
    title: str
    icon: str
    fill: Callable[[SettingsPage, SettingsActions], None]


def you(page: SettingsPage, actions: SettingsActions) -> None:
    """Who we are to others."""
    page.add(
        "nick",
        _("Name"),
        _("What others call you. In a room it changes for everybody there."),
        lambda row: NameField(row, page.settings, actions.rename),
    )
    page.add(
        "colour",
        _("Colour of my name"),
        _("The first is the one that goes with your name. People in rooms made by Parlor see the one you choose."),
        lambda row: Swatches(
            row, lambda: theme.tokens.nicks, page.value("colour"), lambda number: page.choose(colour=number)
        ),
    )
    minutes = [(number, _minutes(number)) for number in AWAY_MINUTES]
    page.picker(
        "away_minutes",
        _("Show me as away"),
        _("When I have not touched this computer for so long. It ends when I come back."),
        minutes,
    )


def appearance(page: SettingsPage, _actions: SettingsActions) -> None:
    """How it looks."""
    looks = [(Appearance.SYSTEM, _("System")), (Appearance.LIGHT, _("Light")), (Appearance.DARK, _("Dark"))]
    page.segments("appearance", _("Colours"), _("System follows this computer."), looks)
    densities = [(Density.COSY, _("Bubbles")), (Density.COMPACT, _("Compact"))]
    page.segments("density", _("Messages"), _("Compact shows more of them at once."), densities)
    keys = (shortcut(f"<{COMMAND}-{key}>") for key in ("plus", "minus", "Key-0"))
    page.add(
        "text_size",
        _("Text size"),
        _("Also with {larger}, {smaller} and {usual}.").format(
            **dict(zip(("larger", "smaller", "usual"), keys, strict=True))
        ),
        lambda row: TextSize(row, page.settings, page.choose),
    )
    page.toggle(
        "reduced_motion", _("Less motion"), _("What turns or slides stands still. Also where this computer is set so.")
    )
    languages = [("", _("System")), *LANGUAGES.items()]
    page.picker("language", _("Language"), _("Also decides how days and hours are written."), languages)


def notifications(page: SettingsPage, _actions: SettingsActions) -> None:
    """What may interrupt."""
    page.toggle("do_not_disturb", _("Do not disturb"), _("Nothing pops up and nothing sounds until this is off."))
    kinds = [
        (Notify.EVERYTHING, _("Every message")),
        (Notify.MENTIONS, _("Mentions and direct messages")),
        (Notify.NOTHING, _("Nothing")),
    ]
    page.picker("notify", _("Notify me of"), _("While I look elsewhere. Muted channels only tell of mentions."), kinds)
    page.toggle("sounds", _("Sounds"), _("A short one with each notification."))
    page.toggle(
        "read_aloud",
        _("Read new messages aloud"),
        _("By this computer's own voice, those of the conversation that is open. On Linux it needs speech-dispatcher."),
    )


def privacy(page: SettingsPage, _actions: SettingsActions) -> None:
    """What others and this computer learn."""
    page.toggle("send_typing", _("Show others when I am typing"), _("Only that you are, never what."))
    page.toggle(
        "send_read",
        _("Tell the room how far I have read"),
        _("Your other devices then know what is new. Other people are not told."),
    )
    page.toggle(
        "show_read",
        _("Show others what I have read"),
        _("Under their last message, between two people and in channels of a few. You see theirs if they allow it."),
    )
    days = [(number, _kept(number)) for number in KEPT_DAYS]
    page.picker(
        "kept_days",
        _("Keep conversations on this computer"),
        _("What is older is deleted here. The room and others keep theirs."),
        days,
    )


def hosting(page: SettingsPage, _actions: SettingsActions) -> None:
    """How rooms of our own are run."""
    page.toggle(
        "show_nearby",
        _("Show rooms that I host in “Rooms near you”"),
        _("Others on the same network find them by themselves. Turn off to make them invite-only."),
    )
    page.toggle(
        "isolated_hosting",
        _("Run hosted rooms in a process of their own"),
        _("Keeps a busy room and this window out of each other's way. Holds for the next room that you host."),
    )


def keys(page: SettingsPage, _actions: SettingsActions) -> None:
    """What the keyboard does."""
    for number, (title, rows) in enumerate(GROUPS):
        label(page, _(title), 13, "semibold").pack(anchor="w", pady=(20 if number else 10, 6))
        for sequence, words in rows:
            line(page).pack(fill="x")
            row = box(page)
            row.pack(fill="x", pady=5)
            label(row, shortcut(sequence), 12, "semibold", "text2").pack(side="right", padx=(12, 0), anchor="n")
            label(row, _(words), 12, wrap=300).pack(side="left", anchor="w")


PAGES = (
    Page("you", N_("You"), "user", you),
    Page("appearance", N_("Appearance"), "sun-moon", appearance),
    Page("notifications", N_("Notifications"), "bell", notifications),
    Page("privacy", N_("Privacy"), "eye-off", privacy),
    Page("hosting", N_("Hosting"), "radio", hosting),
    Page("keys", N_("Keys"), "keyboard", keys),
)


def _minutes(number: int) -> str:
    if number == 0:
        return _("Never")
    return ngettext("After {minutes} minute", "After {minutes} minutes", number).format(minutes=number)


def _kept(days: int) -> str:
    words = {0: _("For good"), 7: _("For a week"), 30: _("For a month"), 365: _("For a year")}
    return words[days]


class NameField(ctk.CTkFrame):
    """The name, taken at Return or with the button; why it cannot be one stands below it."""

    def __init__(self, master: Any, settings: Settings, rename: Callable[[str], str]) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        self._rename, self._settings, self._nick = rename, settings, settings.choices.nick
        self.error = ""
        row = box(self)
        row.pack(anchor="w")
        self.input = Input(row, width=NAME_WIDTH, on_submit=lambda _text: self.take(), on_change=self._written)
        self.input.text = settings.choices.display_name or settings.choices.nick
        self.input.pack(side="left")
        self.button = Button(row, _("Change"), self.take)
        self.button.pack(side="left", padx=(8, 0))
        self._message = Message(self)
        self._message.wrap(NAME_WIDTH + 100)

    def take(self) -> None:
        """Ask for the name that is written here."""
        self._show_error(self._rename(self.input.text.strip()))

    def set(self, nick: str) -> None:
        """Show the name in force. What is half written stays until there is another one."""
        if nick != self._nick:
            self._nick = nick
            self.input.text = self._settings.choices.display_name or nick

    def _written(self, _text: str) -> None:
        self._show_error("")

    def _show_error(self, words: str) -> None:
        self.error = words
        self.input.set_wrong(bool(words))
        if words:
            self._message.show(words)
            self._message.pack(anchor="w", pady=(4, 0))
        else:
            self._message.pack_forget()


class TextSize(ctk.CTkFrame):
    """The text size in per cent, and a step down or up."""

    def __init__(self, master: Any, settings: Settings, choose: Callable[..., None]) -> None:
        super().__init__(master, fg_color="transparent", width=160, height=0)
        self._settings, self._choose = settings, choose
        self.smaller = IconButton(self, "minus", _("Smaller"), lambda: self._step(-1), kind="secondary")
        self.smaller.pack(side="left")
        self._size = label(self, "", 14, "semibold", width=64, justify="center")
        self._size.pack(side="left", padx=4)
        self.larger = IconButton(self, "plus", _("Larger"), lambda: self._step(1), kind="secondary")
        self.larger.pack(side="left")
        self.set(settings.choices.text_size)

    def set(self, size: int) -> None:
        """Show this size."""
        self._size.configure(text=f"{size} %")
        self.smaller.enable(size > TEXT_SIZES[0])
        self.larger.enable(size < TEXT_SIZES[-1])

    def _step(self, by: int) -> None:
        index = TEXT_SIZES.index(self._settings.choices.text_size) + by
        self._choose(text_size=TEXT_SIZES[min(max(index, 0), len(TEXT_SIZES) - 1)])
