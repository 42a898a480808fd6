"""``parlor``: the desktop application, and what can be done without its window."""

import argparse
import gc
import logging
import multiprocessing
import os
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app import command_line
from app.services.files import Files, data_folder

if TYPE_CHECKING:
    from app.desktop import Desktop


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; returns the exit status."""
    multiprocessing.freeze_support()  # a packaged program starts its children by starting itself
    if getattr(sys, "frozen", False) and sys.platform == "linux":
        _give_back_library_path(os.environ)
    argv = sys.argv[1:] if argv is None else list(argv)
    if argv[:1] == ["host"]:
        from server.__main__ import main as host  # here: the window needs none of it

        return host(argv[1:], prog="parlor host")
    options = command_line.read(argv)
    folder = options.data_dir or data_folder(options.profile)
    if options.command in (None, "join"):
        return _desktop(folder, getattr(options, "invite", ""))
    logging.basicConfig(level=logging.ERROR)
    from app.terminal.ending import quietly  # here: the window needs none of it

    return quietly(lambda: _without_window(options, folder))


def _give_back_library_path(environment: MutableMapping[str, str]) -> None:
    """A built application finds its libraries by a variable, which would lead the system's programs to them as well.

    It has been read when the program began. Children from the same bundle set it anew, as long as they are told so.
    https://pyinstaller.org/en/stable/runtime-information.html#ld-library-path-libpath-considerations
    """
    environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    environment.pop("LD_LIBRARY_PATH", None)
    if before := environment.pop("LD_LIBRARY_PATH_ORIG", ""):
        environment["LD_LIBRARY_PATH"] = before


def _without_window(options: argparse.Namespace, folder: Path) -> int:
    from app.services.known_rooms import KnownRooms  # here and below: the window needs none of it
    from app.terminal import doctor, rooms, visits

    files = Files(folder)
    if options.command == "rooms":
        return rooms.rooms(options.seconds, files.load_recent(), json=options.json)
    if options.command == "export":
        from app.terminal.export import export

        where = {"out": options.out, "json": options.json, "recent": files.load_recent()}
        return export(folder, options.room, options.channel, **where)
    if options.command == "doctor":
        return doctor.doctor(folder, options.address, json=options.json)
    way_in = {
        "known": KnownRooms(files),
        "nick": options.nick,
        "channel": options.channel,
        "known_nick": files.load_choices().nick,
        "fingerprint": options.trust,
        "json": options.json,
    }
    match options.command:
        case "send":
            return visits.send(options.address, options.message, **way_in)
        case "tail":
            return visits.tail(options.address, older=options.lines, **way_in)
        case _:
            return visits.chat(options.address, history=folder / "typed.txt", **way_in)


def _desktop(folder: Path, invite: str) -> int:
    note = Files(folder).running_file
    if note.exists():
        from app.services.doorbell import ring  # here: seldom needed, and slow to load

        if ring(note, invite):
            return 0
    try:
        import tkinter as tk  # noqa: F401 - only to know whether it is there
    except ImportError as error:
        print(f"parlor: the window needs Tk, which this Python has not ({error}).", file=sys.stderr)
        return 1
    try:
        desktop = window(folder)
    except OSError as error:
        print(f"parlor: {error}; `parlor chat` and `parlor host` do without.", file=sys.stderr)
        return 1
    return desktop.run(invite)


def window(folder: Path) -> "Desktop":
    """The application, to be run. Raises OSError where there is no screen."""
    # What is loaded at the start stays: to search it for garbage, then or ever, would be lost time.
    gc.disable()
    from app.desktop import Desktop  # here: terminals do without

    desktop = Desktop(folder)
    gc.freeze()
    gc.enable()
    return desktop


if __name__ == "__main__":
    sys.exit(main())
