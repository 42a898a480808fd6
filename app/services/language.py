"""Which language the person's computer is set to. Knows nothing of which ones Parlor speaks."""

import ctypes
import logging
import os
import re
import subprocess
import sys

log = logging.getLogger(__name__)

LOCALE_NAME_MAX_LENGTH = 85  # winnls.h


def system_locale() -> str:
    """The locale as Unix writes it (``de_AT``), or the language alone (``de``); empty where the system does not say."""
    try:
        if sys.platform == "win32":
            return written(_on_windows())
        if sys.platform == "darwin":
            return written(_on_macos())
    except (OSError, AttributeError, subprocess.SubprocessError):
        log.debug("the system does not say which language it speaks", exc_info=True)
    return written(_in_environment())


def written(name: str) -> str:
    """A locale's name without what it says of scripts and encodings: ``de-AT``, ``zh_Hans_CN`` and ``es_MX.UTF-8``."""
    parts = re.split(r"[-_]", re.split(r"[.@]", name)[0])
    language = parts[0].lower()
    if not re.fullmatch(r"[a-z]{2,3}", language):  # C and POSIX among others
        return ""
    place = next((part.upper() for part in parts[1:] if re.fullmatch(r"[A-Za-z]{2}", part)), "")
    return f"{language}_{place}" if place else language


def _in_environment() -> str:
    """What gettext's own tools go by: https://www.gnu.org/software/gettext/manual/html_node/Locale-Environment-Variables.html."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    first = os.environ.get("LANGUAGE", "").split(":")[0]  # a list of languages, which counts unless the locale is C
    return first if first and written(locale) and written(first)[:2] != written(locale)[:2] else locale


def _on_windows() -> str:
    buffer = ctypes.create_unicode_buffer(LOCALE_NAME_MAX_LENGTH)
    ctypes.windll.kernel32.GetUserDefaultLocaleName(buffer, len(buffer))  # type: ignore[attr-defined, unused-ignore]
    return buffer.value


def _on_macos() -> str:
    said = subprocess.run(
        ("/usr/bin/defaults", "read", "-g", "AppleLanguages"), capture_output=True, text=True, timeout=2, check=True
    ).stdout
    first = re.search(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", said)
    return first.group() if first else ""
