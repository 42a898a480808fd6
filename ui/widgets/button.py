"""Buttons that fire on release inside, on Return and on space, and show hover, focus, work and rest."""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from ui import paint
from ui.theme import Style, theme
from ui.widgets.basics import text_width
from ui.widgets.shape import Shape
from ui.widgets.spinner import Spin
from ui.widgets.tooltip import Tooltip

Kind = Literal["primary", "secondary", "ghost", "link", "danger"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of button is drawn, in tokens; ``None`` for what it has not."""

    fill: str | None
    hover: str | None
    border: str | None
    ink: str
    ring: str = "accent"
    size: int = 14
    style: Style = "semibold"


LOOKS: dict[Kind, Look] = {
    "primary": Look("accent", "accent_hover", None, "on_accent", ring="text"),
    "secondary": Look("raised", "hover", "border_button", "text"),
    "ghost": Look(None, "hover", None, "text"),
    "link": Look(None, None, None, "accent_text", size=13),
    "danger": Look("danger", "danger", None, "canvas", ring="text"),
}
ICON = 16
GAP = 8
BESIDE_WORDS, BESIDE_ICON = 16, 8
PADDING = {"link": 8}
RADIUS = 8
LIFT = 1  # words look centred a little above the middle


class Button(Shape):
    """A button with words, and perhaps an icon before them.

    It is as wide as its words need, and at least ``width``. The keyboard reaches it unless
    ``takefocus`` is off; a click leaves the keyboard where it was.
    """

    def __init__(
        self,
        master: Any,
        text: str,
        command: Callable[[], object],
        *,
        kind: Kind = "secondary",
        icon: str | None = None,
        width: float = 0,
        height: float = 40,
        takefocus: bool = True,
        tooltip: str = "",
    ) -> None:
        self.text = text
        self.command = command
        self.kind: Kind = kind
        self._icon, self._least_width = icon, width
        self._enabled, self._hovered, self._focused = True, False, False
        self._spin: Spin | None = None
        super().__init__(master, width, height, takefocus=takefocus)
        self._fit()
        self._listen()
        if tooltip:
            Tooltip(self.canvas, tooltip)

    def _listen(self) -> None:
        bind = self.canvas.bind
        bind("<Enter>", lambda _: self._note(hovered=True))
        bind("<Leave>", lambda _: self._note(hovered=False))
        bind("<FocusIn>", lambda _: self._note(focused=True))
        bind("<FocusOut>", lambda _: self._note(focused=False))
        self.on_click(lambda _: self.invoke())
        for key in ("<Return>", "<KP_Enter>", "<space>"):
            bind(key, self._on_key)

    # -- what it is told

    def show(self, *, text: str | None = None, icon: str | None = None, kind: Kind | None = None) -> None:
        """Say or look otherwise; None leaves a thing as it is."""
        self.text = self.text if text is None else text
        self._icon = self._icon if icon is None else icon
        self.kind = self.kind if kind is None else kind
        self._fit()
        self.redraw()

    @property
    def enabled(self) -> bool:
        """Whether it can be used now."""
        return self._enabled and not self.busy

    def enable(self, enabled: bool) -> None:
        """Let it be used, or not."""
        self._enabled = enabled
        self.canvas.configure(takefocus=enabled)
        self.redraw()

    @property
    def busy(self) -> bool:
        """Whether it works on what it was asked for."""
        return self._spin is not None

    def set_busy(self, busy: bool) -> None:
        """Show that it works on it, and ignore clicks until that is over. Keeps its width."""
        if busy and not self._spin:
            self._spin = Spin(self.canvas, self.redraw)
        elif not busy and self._spin:
            self._spin.stop()
            self._spin = None
        self.redraw()

    def invoke(self) -> None:
        """Do what it is for, if it can be used now."""
        if self.enabled:
            self.command()

    # -- what the person does

    def _note(self, *, hovered: bool | None = None, focused: bool | None = None) -> None:
        self._hovered = self._hovered if hovered is None else hovered
        self._focused = self._focused if focused is None else focused
        self.redraw()

    def _on_key(self, _event: object) -> str:
        self.invoke()
        return "break"

    # -- how it looks

    @property
    def look(self) -> Look:
        """How its kind is drawn."""
        return LOOKS[self.kind]

    def _fit(self) -> None:
        padding = PADDING.get(self.kind, BESIDE_WORDS if self.text else BESIDE_ICON) * 2
        width = self._content_width() / theme.scale + padding
        self.configure(width=max(self._least_width, round(width)))

    def _content_width(self) -> int:
        words = text_width(self, self.text, theme.font(self.look.size, self.look.style)) if self.text else 0
        sign = theme.px(ICON) if self._icon or self._spin else 0
        return words + sign + (theme.px(GAP) if words and sign else 0)

    def _set_scaling(self, *args: Any, **kwargs: Any) -> None:
        super()._set_scaling(*args, **kwargs)
        self._fit()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the box, then icon and words in its middle."""
        look, tokens = self.look, theme.tokens
        usable = self._enabled
        fill = look.hover if self._hovered and self.enabled else look.fill
        border = look.border if usable else None
        if not usable and look.fill:
            fill = "sunk"
        self._paint_box(canvas, width, height, fill, border)
        ink = getattr(tokens, look.ink if usable else "text3")
        self._paint_content(canvas, width, height, ink)

    def _paint_box(self, canvas: tk.Canvas, width: int, height: int, fill: str | None, border: str | None) -> None:
        tokens = theme.tokens
        inside = getattr(tokens, fill) if fill else self.surface
        if self._focused and self._enabled:
            colour, thick = getattr(tokens, self.look.ring), theme.px(2)
        elif border:
            colour, thick = getattr(tokens, border), theme.px(1)
        elif fill:
            colour, thick = None, 0
        else:
            return
        paint.rounded(canvas, 0, 0, width, height, theme.px(RADIUS), inside, border=colour, border_width=thick)

    def _paint_content(self, canvas: tk.Canvas, width: int, height: int, ink: str) -> None:
        middle, size = height / 2 - theme.px(LIFT), theme.px(ICON)
        content = self._content_width()
        left = (width - content) // 2
        if self._spin:
            self._spin.put(canvas, left + size / 2, middle, size, ink)
            left += size + theme.px(GAP)
        elif self._icon:
            paint.put_icon(canvas, left + size / 2, middle, self._icon, size, ink)
            left += size + theme.px(GAP)
        font = theme.font(self.look.size, self.look.style)
        canvas.create_text(left, middle, text=self.text, font=font, fill=ink, anchor="w")


class IconButton(Button):
    """A square button with an icon alone; its tooltip says what it does, and by which key."""

    def __init__(
        self,
        master: Any,
        icon: str,
        tooltip: str,
        command: Callable[[], object],
        *,
        key: str = "",
        kind: Kind = "ghost",
        size: float = 36,
        icon_size: int = 18,
        takefocus: bool = True,
    ) -> None:
        self._icon_size = icon_size
        super().__init__(master, "", command, kind=kind, icon=icon, width=size, height=size, takefocus=takefocus)
        self._tooltip = Tooltip(self.canvas, tooltip, key)

    def show(self, *, text: str | None = None, icon: str | None = None, kind: Kind | None = None) -> None:
        """Look otherwise; ``text`` is the tooltip's."""
        if text is not None:
            self._tooltip.text = text
        super().show(icon=icon, kind=kind)

    def _paint_content(self, canvas: tk.Canvas, width: int, height: int, ink: str) -> None:
        if self.kind == "ghost":
            ink = theme.tokens.text2 if self._enabled else theme.tokens.border_strong
        size = theme.px(self._icon_size)
        if self._spin:
            self._spin.put(canvas, width / 2, height / 2, size, ink)
        elif self._icon:
            paint.put_icon(canvas, width / 2, height / 2, self._icon, size, ink)
