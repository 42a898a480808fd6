"""What a file may be called that comes from somebody else, and of what kind it is. No file is touched here.

A name from elsewhere is a trap until it has been through ``safe_name``: it may lead out of its folder,
be a device on Windows, or read from right to left so that ``gpj.exe`` looks like a picture.
"""

from __future__ import annotations

import email.message
import email.utils
import mimetypes
import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

LONGEST = 120
"""Bytes of a file's name in UTF-8: file systems take 255, and a message has to hold it in a link."""
UNKNOWN = "application/octet-stream"

_NAMELESS = "file"
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"|?*')
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_TYPES = mimetypes.MimeTypes()  # Python's own table: what this computer has besides differs from the next one's
_MORE_TYPES = {
    ".avif": "image/avif", ".flac": "audio/flac", ".log": "text/plain", ".m4a": "audio/mp4", ".md": "text/plain",
    ".ogg": "audio/ogg", ".opus": "audio/ogg", ".webp": "image/webp", ".7z": "application/x-7z-compressed",
}  # fmt: skip
_SHOWN = re.compile(r"image/(png|jpeg|gif|webp|avif|bmp)|audio/.+|video/.+|text/plain")
_EXTENSIONS = {"image/jpeg": ".jpg", "text/plain": ".txt", "image/webp": ".webp", "image/avif": ".avif"}


def safe_name(name: str) -> str:
    """The name as a file can have it, on every system and to every eye; ``file`` if nothing is left of it."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    visible = "".join(c for c in last if unicodedata.category(c) not in _INVISIBLE)
    bare = "".join("_" if c in _FORBIDDEN else c for c in visible).strip(" .")
    if _DEVICES.fullmatch(bare.partition(".")[0].strip()):
        bare = f"_{bare}"
    return _shortened(bare) or _NAMELESS


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    if len(ending.encode()) > LONGEST // 4:
        stem, ending = name, ""
    room = LONGEST - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + ending


def media_type(name: str) -> str:
    """What a file of that name holds, as far as its ending tells. Nobody's word is taken for it."""
    known = _MORE_TYPES.get(PurePosixPath(name).suffix.lower())
    guessed, encoding = _TYPES.guess_type(f"/{name}")  # with the slash nothing in it reads as a scheme
    return known or (guessed if guessed and not encoding else UNKNOWN)


def with_ending(name: str, kind: str) -> str:
    """The name with the ending of a media type, if it has none of its own."""
    if PurePosixPath(name).suffix:
        return name
    bare = kind.partition(";")[0].strip().lower()
    return name + (_EXTENSIONS.get(bare) or _TYPES.guess_extension(bare) or "")


def is_shown(kind: str) -> bool:
    """Whether a browser may show this by itself: what cannot run anything."""
    return _SHOWN.fullmatch(kind) is not None


def disposition(name: str) -> str:
    """A Content-Disposition with that name: whether it is shown or saved, and as what (RFC 6266)."""
    plain = "".join(c if c.isascii() and c not in '"\\%' else "_" for c in name)
    way = "inline" if is_shown(media_type(name)) else "attachment"
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def name_in(header: str) -> str:
    """The name that a Content-Disposition gives, made safe (RFC 6266); empty if it gives none."""
    message = email.message.Message()
    try:
        message["Content-Disposition"] = header
        given = [value for key, value in message.get_params([], "Content-Disposition") if key == "filename"]
        # "recipients SHOULD pick filename* and ignore filename" (4.3), which comes as more than a text
        name = max(given, key=lambda value: isinstance(value, tuple), default="")
        return safe_name(email.utils.collapse_rfc2231_value(name)) if name else ""
    except (ValueError, LookupError, TypeError):  # what it takes to be badly formed differs with Python's version
        return ""
