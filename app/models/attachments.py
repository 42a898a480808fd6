"""A file in a conversation: what a link to it says. Values only; knows neither disk nor network.

A file is said as a link to where the room keeps it, so that any program can show it and any browser open
it: ``https://192.168.1.23:6698/files/<SHA-256>/<name>#size=12345&picture=640x480``. What stands behind the
``#`` never leaves the reader's computer; it lets us show how large a file is before we have it. Nothing in
a link is believed: the content is known by its SHA-256, and fetched from our own room, whatever address
the link names.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import parse_qs, quote, unquote

from server.protocol.filenames import media_type, safe_name

_LINK = re.compile(
    r"(?P<base>https?://[^\s/?#]{1,300}/files/(?P<digest>[0-9a-f]{64})/(?P<name>[^\s/?#]{1,600}))(#(?P<more>\S{0,100}))?"
)
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp")
_NUMBER = re.compile(r"\d{1,15}")
_SIZE = re.compile(r"(\d{1,5})x(\d{1,5})")

_RUNS = (
    # what systems start
    ".action .app .appimage .apk .application .appref-ms .appx .bash .bat .bin .cmd .com .command .cpl .deb .desktop "
    ".dmg .exe .fish .flatpak .flatpakref .gadget .img .inf .iso .jar .jnlp .lnk .msc .msi .msix .msp .msu .pif .pkg "
    ".reg .rpm .run .scf .scr .sh .snap .terminal .tool .url .vhd .vhdx .webloc .workflow .zsh "
    # what is run by something that is installed
    ".chm .hlp .hta .htm .html .js .jse .lua .php .pl .ps1 .psm1 .py .pyw .rb .settingcontent-ms .svg .swf .vb .vbe "
    ".vbs .ws .wsf .wsh .xhtml .xll "
    # documents with programs in them
    ".accdb .docm .dotm .mdb .one .potm .ppam .ppsm .pptm .slk .xlam .xlsm .xltm"
)
RUNS = frozenset(_RUNS.split())
"""Endings of files that do something when they are opened: people are asked before."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that somebody has put into a conversation."""

    link: str
    """Where the room keeps it, for other programs."""
    digest: str
    name: str
    size: int | None = None
    """Bytes, where that was said."""
    picture: tuple[int, int] | None = None
    """Width and height, of a picture."""

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown here."""
        return media_type(self.name) in _PICTURES

    @property
    def runs(self) -> bool:
        """Whether opening it could do more than show something."""
        return PurePosixPath(self.name).suffix.lower() in RUNS

    @property
    def path(self) -> str:
        """Where it is in the room."""
        return f"/files/{self.digest}/{quote(self.name, safe='')}"

    def written(self) -> str:
        """The link with all that is known, as it is said."""
        more = [f"size={self.size}"] if self.size is not None else []
        if self.picture is not None:
            more.append("picture={}x{}".format(*self.picture))
        return f"{self.link}#{'&'.join(more)}" if more else self.link


@lru_cache(2000)
def attachment_in(text: str) -> Attachment | None:
    """The file that a message is; None if it is something else, be it with a link to a file."""
    match = _LINK.fullmatch(text.strip()) if "/files/" in text else None
    if match is None:
        return None
    found = Attachment(match["base"], match["digest"], safe_name(unquote(match["name"])))
    said = parse_qs(match["more"] or "", max_num_fields=None)
    size, picture = said.get("size", [""])[0], _SIZE.fullmatch(said.get("picture", [""])[0])
    if _NUMBER.fullmatch(size):
        found = replace(found, size=int(size))
    if picture and found.is_picture and all(int(side) for side in picture.groups()):
        found = replace(found, picture=(int(picture[1]), int(picture[2])))
    return found


def in_short(text: str) -> str:
    """What somebody said, where there is little room: of a file its name."""
    file = attachment_in(text)
    return file.name if file else text
