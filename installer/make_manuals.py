"""Makes manual pages and completion for shells from the definitions of the commands; knows no words of its own.

``python installer/make_manuals.py FOLDER`` writes them below FOLDER as they lie below /usr/share. Their date is that of
the sources (``SOURCE_DATE_EPOCH``), if it is known.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from pathlib import Path

import shtab
from argparse_manpage.manpage import Manpage

import app.command_line
import server.command_line
from app import __version__

COMPLETIONS = {
    "bash": "bash-completion/completions/{name}",
    "zsh": "zsh/vendor-completions/_{name}",
    "fish": "fish/vendor_completions.d/{name}.fish",
}
"""Where each shell looks for what a package brings."""
FOLDERS = ("DIR", "FOLDER")
"""What the arguments are called that are folders; other paths are files."""


def manuals() -> dict[str, str]:
    """The manual pages, by the names of their files."""
    parlor = app.command_line.parser()
    for command in _commands(parlor).values():
        # The page has no other place for the example of a command.
        command.description = " ".join(part for part in (command.description, command.epilog) if part)
    host = server.command_line.parser("parlor-server")
    settings, host.epilog = host.epilog or "", None
    return {
        "parlor.1": _page(parlor, "talk with the people around you", see="parlor-server"),
        "parlor-server.1": _page(host, "hold a chat room open, without a window", see="parlor", settings=settings),
    }


def completions() -> dict[str, str]:
    """What each shell completes each command by, by the paths of the files below /usr/share."""
    parlor = app.command_line.parser()
    # Of this command the one parser knows only that it exists: the other reads what follows.
    _commands(parlor)["host"] = server.command_line.parser("parlor host")
    made = {}
    for command in (parlor, server.command_line.parser("parlor-server")):
        for each in (command, *_commands(command).values()):
            _complete_paths(each)
        for shell, path in COMPLETIONS.items():
            made[path.format(name=command.prog)] = shtab.complete(command, shell) + "\n"
    return made


def _page(command: argparse.ArgumentParser, summary: str, *, see: str, settings: str = "") -> str:
    page = Manpage(command, {"project_name": "Parlor", "version": __version__, "manual_title": "Parlor"})
    page.description = summary
    if settings:
        page.add_section("configuration", "=", page.format_text(settings))
    page.add_section("see also", "=", f".BR {see} (1)")
    return str(page)


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands of a command, by name: its own table of them."""
    for action in parser._actions:  # noqa: SLF001 - there is no other way to ask for them
        if isinstance(action, app.command_line.Commands):
            return action.choices
    return {}


def _complete_paths(parser: argparse.ArgumentParser) -> None:
    """Have shells complete files and folders where a path is wanted."""
    for action in parser._actions:  # noqa: SLF001 - as above
        if action.type is Path or action.dest == "data_dir":
            action.complete = shtab.DIRECTORY if action.metavar in FOLDERS else shtab.FILE  # type: ignore[attr-defined]


def main(folder: Path) -> None:
    files = {path: text.encode() for path, text in completions().items()}
    files |= {f"man/man1/{name}.gz": gzip.compress(text.encode(), mtime=0) for name, text in manuals().items()}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
