"""Which colours, type and scale are in force. Knows tokens and numbers; draws nothing.

Lengths everywhere in ``ui`` are logical pixels; ``theme.px`` turns them into device pixels,
rounded once, at the moment of drawing. CustomTkinter's own arguments stay logical: it
scales them itself (see ``ui.scaling``).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import customtkinter as ctk

from app.models.colours import COLOURS
from app.models.observable import Signal

Style = Literal["regular", "semibold", "bold", "italic", "mono"]
TkFont = tuple[str, int] | tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Tokens:
    """One look: every colour by what it is for."""

    canvas: str
    side: str
    raised: str
    sunk: str
    hover: str
    active: str
    border: str
    border_button: str
    border_strong: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    bubble: str
    own: str
    mention: str
    mention_bar: str
    danger: str
    warn: str
    ok: str
    danger_bg: str
    warn_bg: str
    ok_bg: str
    sel: str
    presence_on: str
    presence_away: str
    tip: str
    on_tip: str
    thumb: str
    nicks: tuple[str, ...]
    """Eight colours for names, told apart by people of any colour sight."""
    avatar_tint: float
    """How much of the name's colour is in the avatar's disc."""


LIGHT = Tokens(
    canvas="#FFFFFF",
    side="#F4F5F7",
    raised="#FFFFFF",
    sunk="#F0F1F4",
    hover="#E9EBEF",
    active="#E7E6FB",
    border="#DEE0E6",
    border_button="#C6CAD4",
    border_strong="#858A98",
    text="#1A1C22",
    text2="#4E5463",
    text3="#5F6575",
    accent="#5B54D6",
    accent_hover="#4C45C4",
    on_accent="#FFFFFF",
    accent_text="#5048CC",
    bubble="#F1F2F5",
    own="#E6E4FD",
    mention="#FFF1CC",
    mention_bar="#C98A00",
    danger="#C0264A",
    warn="#7A5000",
    ok="#12724A",
    danger_bg="#FDE7EC",
    warn_bg="#FFF1CC",
    ok_bg="#DFF5EA",
    sel="#BFD6FF",
    presence_on="#1F9D62",
    presence_away="#B07600",
    tip="#23252C",
    on_tip="#F5F6FA",
    thumb="#C3C7D1",
    nicks=COLOURS,
    avatar_tint=0.20,
)  # fmt: skip

DARK = Tokens(
    canvas="#1C1D22",
    side="#16171B",
    raised="#24262C",
    sunk="#121317",
    hover="#2D3038",
    active="#33315A",
    border="#2F323A",
    border_button="#4A4F5C",
    border_strong="#737989",
    text="#ECEDF2",
    text2="#B4B9C6",
    text3="#9AA0AF",
    accent="#6C63E6",
    accent_hover="#5C53D6",
    on_accent="#FFFFFF",
    accent_text="#A9A4FF",
    bubble="#282A31",
    own="#38357A",
    mention="#3A3220",
    mention_bar="#F0B455",
    danger="#FF7A8A",
    warn="#F0B455",
    ok="#4CCB8F",
    danger_bg="#3D2229",
    warn_bg="#3A3220",
    ok_bg="#17352A",
    sel="#3F5F9E",
    presence_on="#4CCB8F",
    presence_away="#F0B455",
    tip="#ECEDF2",
    on_tip="#1A1C22",
    thumb="#454954",
    nicks=(
        "#44A1F2", "#80CFC2", "#97A92E", "#FAC36F", "#E4997B", "#FA69BF", "#CCABFE", "#CFE0F6",
    ),
    avatar_tint=0.24,
)  # fmt: skip

FACES: dict[Style, tuple[str, str]] = {
    # SemiBold is a family of its own: Tk's "bold" means weight 700.
    "regular": ("Inter", ""),
    "semibold": ("Inter SemiBold", ""),
    "bold": ("Inter", "bold"),
    "italic": ("Inter", "italic"),
    "mono": ("JetBrains Mono", ""),
}


NICK_SALT = b"17045361"
"""Any would do; with this one the people of the design's pictures have the colours that they have there."""


class Theme:
    """The look in force, and word when it changes. Tk thread only."""

    def __init__(self) -> None:
        self.tokens = LIGHT
        self.dark = False
        self.screen = 1.0
        """Device pixels for one logical pixel at the usual text size: how dense the screen is."""
        self.text_size = 1.0
        self.compact = False
        self.reduced_motion = False
        self.chosen: dict[str, int] = {}
        """The colours that people chose for their names, by folded name."""
        self.called: dict[str, str] = {}
        """What people are called who have a display name, by folded nickname."""
        self.changed: Signal[[]] = Signal()
        """After any of these changed: whoever draws by hand draws again."""

    def show(
        self,
        *,
        dark: bool | None = None,
        scale: float | None = None,
        screen: float | None = None,
        compact: bool | None = None,
        reduced_motion: bool | None = None,
    ) -> None:
        """Change some of the look; None leaves a thing as it is. ``scale`` is the text size, 1 for 100 %.

        CustomTkinter's widgets follow at once, by themselves. It is told "light" or "dark"
        and never "system", which polls, and on Linux starts a process at each poll.
        """
        before, scale_before = self._state(), self.scale
        self.dark = self.dark if dark is None else dark
        self.text_size = self.text_size if scale is None else scale
        self.screen = self.screen if screen is None else screen
        self.compact = self.compact if compact is None else compact
        self.reduced_motion = self.reduced_motion if reduced_motion is None else reduced_motion
        self.tokens = DARK if self.dark else LIGHT
        ctk.set_appearance_mode("dark" if self.dark else "light")
        if self.scale != scale_before:
            ctk.set_widget_scaling(self.scale)
        if self._state() != before:
            self.changed.emit()

    def show_chosen(self, colours: Mapping[str, int], called: Mapping[str, str] | None = None) -> None:
        """Have the names of those people in the colours that they chose, and written as they wish."""
        chosen = dict(colours), dict(called or {})
        if (self.chosen, self.called) != chosen:
            self.chosen, self.called = chosen
            self.changed.emit()

    @property
    def scale(self) -> float:
        """Device pixels for one logical pixel."""
        return self.screen * self.text_size

    def _state(self) -> tuple[object, ...]:
        return self.dark, self.scale, self.compact, self.reduced_motion

    def px(self, length: float) -> int:
        """Device pixels of a logical length."""
        return round(length * self.scale)

    def font(self, size: float, style: Style = "regular") -> TkFont:
        """A font for canvas items and plain Tk widgets, in device pixels."""
        family, face = FACES[style]
        pixels = -max(1, self.px(size))  # negative: Tk means pixels, not points
        return (family, pixels, face) if face else (family, pixels)

    def nick(self, nick: str) -> str:
        """The colour of somebody's name."""
        return self.tokens.nicks[nick_index(nick)]


theme = Theme()


def pair(token: str) -> tuple[str, str]:
    """A token as CustomTkinter takes colours: light and dark."""
    return getattr(LIGHT, token), getattr(DARK, token)


def ctk_font(size: int, style: Style = "regular") -> TkFont:
    """A font for CustomTkinter widgets, which scale it themselves."""
    family, face = FACES[style]
    return (family, size, face) if face else (family, size)


def called(nick: str) -> str:
    """What somebody is called on the screen who has this nickname."""
    return theme.called.get(nick.casefold(), nick) if theme.called else nick


def nick_index(nick: str) -> int:
    """Which of the eight colours somebody has: the one they chose, or one that is always the same."""
    if theme.chosen and (chosen := theme.chosen.get(nick.casefold())) is not None:
        return chosen
    return usual_index(nick)


@lru_cache(4096)
def usual_index(nick: str) -> int:
    """Which of the eight colours goes with a name: the same one everywhere, always."""
    name = nick.casefold().encode(errors="replace")
    return hashlib.blake2s(name, digest_size=1, salt=NICK_SALT).digest()[0] % len(LIGHT.nicks)


def rgb(colour: str) -> tuple[int, int, int]:
    """``#RRGGBB`` as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(a: str, b: str, t: float) -> str:
    """The colour that lies between ``a`` (t = 0) and ``b`` (t = 1)."""
    channels = (round(x + (y - x) * t) for x, y in zip(rgb(a), rgb(b), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*channels)


def avatar_colours(tokens: Tokens, nick: str, surface: str) -> tuple[str, str]:
    """Disc and initials of an avatar for this colour of a name, on this surface.

    On a lit row the disc is lighter, too, and the initials stand out as much as elsewhere.
    """
    lit = surface in {tokens.hover, tokens.active, tokens.bubble}
    return mix(surface, nick, tokens.avatar_tint), mix(nick, tokens.text, 0.45 if lit else 0.28)
