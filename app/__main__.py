"""``parlor``: the desktop application, and what can be done without its window."""

import argparse
import gc
import logging
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

from app import __version__
from app.services.files import Files, data_folder
from app.services.known_rooms import KnownRooms
from server.protocol.fingerprints import restored

DESCRIPTION = "Chat with the people around you. Without a command it opens the window."


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; returns the exit status."""
    multiprocessing.freeze_support()  # a packaged program starts its children by starting itself
    argv = sys.argv[1:] if argv is None else list(argv)
    if argv[:1] == ["host"]:
        from server.__main__ import main as host  # here: the window needs none of it

        return host(argv[1:], prog="parlor host")
    options = _parser().parse_args(_with_command(argv))
    folder = options.data_dir or data_folder(options.profile)
    if options.command == "chat":
        return _chat(options, folder)
    return _desktop(folder, getattr(options, "invite", ""))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="parlor", description=DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"Parlor {__version__}")
    parser.add_argument(
        "--profile", default="", metavar="NAME", type=_profile, help="use settings of their own, kept under NAME"
    )
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="keep settings in DIR instead of where this system keeps them"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    join = commands.add_parser("join", help="open the window and join a room", description="Open the window and join.")
    join.add_argument("invite", metavar="INVITE", help="an invite link, or an address: HOST[:PORT]")
    chat = commands.add_parser(
        "chat",
        help="talk in this terminal, or through pipes",
        description="Talk in a room. What is typed or piped in is sent, line by line; / starts a command.",
        epilog="Example: echo 'Lunch is ready' | parlor chat 192.168.1.23 --nick Kitchen",
    )
    chat.add_argument("address", metavar="HOST[:PORT]", help="the room's address, or an invite link")
    chat.add_argument("--nick", default="", metavar="NAME", help="your name there (default: the one you use in Parlor)")
    chat.add_argument("--channel", default="", metavar="NAME", help="the channel to go to (default: #general)")
    chat.add_argument(
        "--trust",
        default="",
        metavar="FINGERPRINT",
        type=_fingerprint,
        help="what the room has to prove itself by, where the address does not say so (the host's program prints it)",
    )
    commands.add_parser("host", help="open a room without a window (see parlor host --help)", add_help=False)
    return parser


def _with_command(argv: list[str]) -> list[str]:
    """What a desktop makes of a click on a link, a command like any other: it starts us with the link alone."""
    bare = argv[-1:] and argv[-1].startswith("parlor:") and not {"join", "chat"} & set(argv)
    return [*argv[:-1], "join", argv[-1]] if bare else argv


def _profile(name: str) -> str:
    if name and not name.replace("-", "").replace("_", "").isalnum():
        raise argparse.ArgumentTypeError("a profile's name has letters, digits, - and _ only")
    return name


def _fingerprint(text: str) -> str:
    try:
        return restored(text) if text else ""
    except ValueError as error:
        raise argparse.ArgumentTypeError("that is no fingerprint: it has 43 or 64 letters and digits") from error


def _chat(options: argparse.Namespace, folder: Path) -> int:
    from app import terminal  # here: the window needs none of it

    logging.basicConfig(level=logging.ERROR)
    files = Files(folder)
    return terminal.chat(
        options.address,
        known=KnownRooms(files),
        nick=options.nick,
        channel=options.channel,
        known_nick=files.load_choices().nick,
        fingerprint=options.trust,
    )


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
    # What is loaded at the start stays: to search it for garbage, then or ever, would be lost time.
    gc.disable()
    from app.desktop import Desktop  # here: terminals do without

    try:
        desktop = Desktop(folder)
    except OSError as error:
        print(f"parlor: {error}; `parlor chat` and `parlor host` do without.", file=sys.stderr)
        return 1
    gc.freeze()
    gc.enable()
    return desktop.run(invite)


if __name__ == "__main__":
    sys.exit(main())
