"""The command line of ``parlor``: what may be asked for, and with which words. Runs nothing itself.

Man pages and completion are made from it as well, so each option is explained here and nowhere else.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from app import __version__
from server.protocol.fingerprints import restored

DESCRIPTION = "Chat with the people around you. Without a command it opens the window."

_ADDRESS = "the room's address, or an invite link"


def read(argv: Sequence[str]) -> argparse.Namespace:
    """What is asked for; ``command`` is None for the window. Exits where it cannot be understood, or only asks."""
    made = parser()
    options, rest = made.parse_known_args(_with_command(list(argv)))
    if len(rest) == 1 and options.command == "send" and not options.message and rest[0][:1] != "-":
        options.message = rest.pop()  # argparse finds it only beside the address, not behind further options
    if rest:
        made.error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def parser() -> argparse.ArgumentParser:
    """All commands with their options, their help and an example of each."""
    top = argparse.ArgumentParser(prog="parlor", description=DESCRIPTION)
    top.add_argument("--version", action="version", version=f"Parlor {__version__}")
    top.add_argument(
        "--profile", default="", metavar="NAME", type=_profile, help="use settings of their own, kept under NAME"
    )
    top.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="keep settings in DIR instead of where this system keeps them"
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    join = _command(
        commands,
        "join",
        "open the window and join a room",
        "Open the window and join a room; if a window is open already, that one.",
        "parlor join 192.168.1.23",
    )
    join.add_argument("invite", metavar="INVITE", help="an invite link or code, or an address: HOST[:PORT]")

    chat = _command(
        commands,
        "chat",
        "talk in this terminal, or through pipes",
        "Talk in a room. What is typed or piped in is sent, line by line; / starts a command, and /help lists them. "
        "At a terminal, Tab finishes names, channels and commands, and the arrow up brings back what was said.",
        "echo 'Lunch is ready' | parlor chat 192.168.1.23 --nick Kitchen",
    )
    _visit(chat)

    send = _command(
        commands,
        "send",
        "say something, and leave",
        "Come into a room, say something, and leave as soon as the room has it. Prints nothing. "
        "The exit status is 0 only if everything has arrived.",
        "parlor send 192.168.1.23 --nick Doorbell 'Somebody is at the door'",
    )
    _visit(send)
    send.add_argument("message", nargs="?", default="", metavar="MESSAGE", help="what to say (default: standard input)")

    tail = _command(
        commands,
        "tail",
        "show what is said, until Ctrl+C",
        "Come into a room and show what is said there, line by line, until Ctrl+C or until the room closes.",
        "parlor tail 192.168.1.23 --json | jq -r 'select(.mention).text'",
    )
    _visit(tail)
    tail.add_argument(
        "-n", "--lines", type=_count, default=10, metavar="COUNT", help="how many older messages to show (default: 10)"
    )

    rooms = _command(
        commands,
        "rooms",
        "list the rooms near you",
        "Look for rooms in this computer's networks, and list them.",
        "parlor rooms --seconds 5",
    )
    rooms.add_argument("--seconds", type=_seconds, default=3.0, metavar="SECONDS", help="how long to look (default: 3)")
    _json(rooms)

    export = _command(
        commands,
        "export",
        "write down what is kept on this computer",
        "Print what is kept here of a room, or of one of its channels or people. Without a room, list what there is.",
        "parlor export 'Tea house' general --out tea.html",
    )
    export.add_argument("room", nargs="?", default="", metavar="ROOM", help="the room's name or fingerprint")
    export.add_argument(
        "channel", nargs="?", default="", metavar="CHANNEL", help="a channel or a person (default: all)"
    )
    export.add_argument(
        "--out", type=Path, metavar="FILE", help="write to FILE: a page if it ends in .html, else text (default: print)"
    )
    _json(export)

    doctor = _command(
        commands,
        "doctor",
        "find out why something does not work",
        "Look at what Parlor needs of this computer and, with an address, whether that room can be reached. "
        "Each line says what is well, or what is not and what to do. The exit status is 1 if anything is not well.",
        "parlor doctor 192.168.1.23",
    )
    doctor.add_argument("address", nargs="?", default="", metavar="HOST[:PORT]", help=_ADDRESS)
    _json(doctor)

    commands.add_parser("host", help="open a room without a window (see parlor host --help)", add_help=False)
    return top


Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse names it nowhere else


def _command(
    commands: "Commands[argparse.ArgumentParser]", name: str, summary: str, description: str, example: str
) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=summary, description=description, epilog=f"Example: {example}")


def _visit(command: argparse.ArgumentParser) -> None:
    """What it takes to be in a room."""
    command.add_argument("address", metavar="HOST[:PORT]", help=_ADDRESS)
    command.add_argument("--nick", default="", metavar="NAME", help="your name there (default: the one in Parlor)")
    command.add_argument("--channel", default="", metavar="NAME", help="the channel to go to (default: #general)")
    command.add_argument(
        "--trust",
        default="",
        metavar="FINGERPRINT",
        type=_fingerprint,
        help="what the room has to prove itself by, where the address does not say so (the host's program prints it)",
    )
    _json(command)


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON object a line, for programs")


def _with_command(argv: list[str]) -> list[str]:
    """What a desktop makes of a click on a link, a command like any other: it starts us with the link alone."""
    others = {"join", "chat", "send", "tail", "doctor", "export"}
    bare = argv[-1:] and argv[-1].startswith("parlor:") and not others & set(argv)
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


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) > 100:
        raise argparse.ArgumentTypeError("a number from 0 to 100 is wanted")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0.1 <= seconds <= 60:
        raise argparse.ArgumentTypeError("seconds from 0.1 to 60 are wanted")
    return seconds
