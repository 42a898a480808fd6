"""That this system opens ``parlor:`` links with this program: written where each system looks for it, for this person.

Only the built application asks for it; on macOS its bundle says it (``installer/parlor.spec``). Knows no links.
"""

import logging
import os
import subprocess
import sys
from pathlib import Path

log = logging.getLogger(__name__)

SCHEME = "parlor"
DESKTOP_FILE = "parlor.desktop"
_WINDOWS_KEY = rf"Software\Classes\{SCHEME}"


def register(program: Path) -> None:
    """Have ``parlor:`` links opened with this program from now on. Takes a moment; any thread.

    Where that cannot be written, links are pasted as ever.
    """
    try:
        if sys.platform == "win32":
            _write_registry(windows_values(program))
        elif sys.platform != "darwin":
            _write_desktop_file(applications_folder(), program)
    except OSError as error:
        log.warning("links cannot be opened with Parlor: %s", error)


def windows_values(program: Path) -> dict[str, dict[str, str]]:
    """What the registry says of the scheme: keys below HKEY_CURRENT_USER, and the values in them, "" for a key's own.

    https://learn.microsoft.com/windows/win32/shell/app-registration
    """
    return {
        _WINDOWS_KEY: {"": "URL:Parlor", "URL Protocol": ""},
        rf"{_WINDOWS_KEY}\DefaultIcon": {"": f'"{program}",0'},
        rf"{_WINDOWS_KEY}\shell\open\command": {"": f'"{program}" "%1"'},
    }


def desktop_file(program: Path) -> str:
    """What a Linux desktop reads of the program: https://specifications.freedesktop.org/desktop-entry-spec/."""
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Name=Parlor",
            "GenericName=Chat",
            "Comment=Chat with the people around you",
            f"Exec={_quoted(str(program))} %u",
            f"TryExec={_escaped(str(program))}",
            f"Icon={_escaped(_icon(program))}",
            "Terminal=false",
            "Categories=Network;Chat;",
            f"MimeType=x-scheme-handler/{SCHEME};",
            "StartupWMClass=Parlor",
            "",
        )
    )


def applications_folder() -> Path:
    """Where this person's own programs are listed on Linux."""
    data = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (data if data.is_absolute() else Path.home() / ".local" / "share") / "applications"


def _write_desktop_file(folder: Path, program: Path) -> None:
    file, text = folder / DESKTOP_FILE, desktop_file(program)
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    # Both belong to the desktop; without them the file is found when the desktop looks again.
    for command in (
        ["update-desktop-database", str(folder)],
        ["xdg-mime", "default", DESKTOP_FILE, f"x-scheme-handler/{SCHEME}"],
    ):
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=10)  # noqa: S603 - nobody else's words
        except (OSError, subprocess.TimeoutExpired) as error:
            log.info("%s did not run: %s", command[0], error)


def _quoted(word: str) -> str:
    """A word of Exec, which has its own rules: backslashes before some, and every per cent twice."""
    for mark in ("\\", '"', "`", "$"):
        word = word.replace(mark, f"\\{mark}")
    return _escaped(f'"{word}"'.replace("%", "%%"))


def _escaped(value: str) -> str:
    """A value of the file, which has backslashes of its own."""
    return value.replace("\\", "\\\\")


def _icon(program: Path) -> str:
    """The picture that lies beside the built program, or the name of an installed one."""
    pictures = program.parent / "_internal" / "assets" / "icon" / "parlor-256.png"
    return str(pictures) if pictures.exists() else "parlor"


def _write_registry(values: dict[str, dict[str, str]]) -> None:
    if sys.platform == "win32":
        import winreg

        for key, named in values.items():
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                for name, value in named.items():
                    winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)
