"""Tries the built application as two people would: one hosts, one joins, lines and a picture cross, both leave.

    python installer/smoke.py dist/parlor

They do it twice: the room runs inside Alice's window first, then, as she can set it, in a process of its own.
Everything goes through keyboard and screen. What happened is judged from outside: by what the windows let one copy
out of them, by a third person who is in the room with a bare connection, and by `parlor chat` at the end of a pipe.
Pictures of both screens are left in build/smoke, and what the programs said to their terminals. In the end it says how
large the application is, and how soon its window is there.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import re
import shutil
import socket
import statistics
import struct
import subprocess
import sys
from pathlib import Path

from desk import PATIENCE, Desk, TrialError, wait_for
from PIL import Image

from app import __version__

BUILD = Path(__file__).resolve().parent.parent / "build"
LEFTOVERS, APPDIR = BUILD / "smoke", BUILD / "Parlor.AppDir"
FROM_ALICE = "Good evening from Alice"
FROM_BOB = "And good evening from Bob"
FROM_PIPE = "A line out of a pipe"
CLONE_NEWNET, SIOCSIFFLAGS, IFF_UP = 0x40000000, 0x8914, 1  # <linux/sched.h>, <linux/sockios.h>, <net/if.h>


class Witness:
    """Somebody in the room who has nothing but a connection."""

    def __init__(self, port: int) -> None:
        self._connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._lines = self._connection.makefile("r", encoding="utf-8", newline="\r\n")
        self._connection.sendall(b"NICK Witness\r\nUSER witness 0 * :Witness\r\nJOIN #general\r\n")
        self.sees(" 366 ")

    def sees(self, *parts: str) -> str:
        """Read on until a line has all these parts in it, and return it."""
        try:
            for line in self._lines:
                if line.startswith("PING"):
                    self._connection.sendall(line.replace("PING", "PONG", 1).encode())
                if all(part in line for part in parts):
                    return line
        except TimeoutError:
            pass
        raise TrialError(f"nobody in the room saw {' … '.join(parts)}")

    def close(self) -> None:
        self._lines.close()
        self._connection.close()


def invite(desk: Desk) -> str:
    """The link to the room that is open on this desk, as its window gives it to the clipboard."""
    desk.press("ctrl+shift+c")
    return wait_for(desk.clipboard, f"{desk.who}'s window to copy the invite")


def shows(desk: Desk, *parts: str) -> None:
    """Wait until all that can be copied out of a window's chat log has these parts."""

    def copied() -> bool:
        desk.press("shift+F6", "ctrl+a", "ctrl+c")
        text = desk.clipboard()
        desk.press("F6")
        return all(part in text for part in parts)

    wait_for(copied, f"{desk.who}'s window to show {' and '.join(parts)}")


def host(alice: Desk) -> str:
    """Alice gives her name and opens a room; the invite."""
    alice.type("Alice")
    alice.press("Tab", "Return")
    alice.wait_for_title("#general")
    return invite(alice)


def join(bob: Desk, link: str) -> None:
    bob.type("Bob")
    bob.press("Tab", "Tab", "Tab")
    bob.type(link)
    bob.press("Return")
    bob.wait_for_title("#general")


def port_in(link: str) -> int:
    found = re.search(r":(\d+)/", link)
    if not found:
        raise TrialError(f"no port in the invite {link!r}")
    return int(found[1])


def send_picture(bob: Desk, alice: Desk, witness: Witness) -> None:
    """Bob pastes a picture; Alice's application fetches it whole, everybody else gets a link."""
    picture = bob.folder / "copied.png"
    Image.linear_gradient("L").resize((400, 300)).convert("RGB").save(picture)
    bob.copy_picture(picture)
    before = bob.look()
    bob.press("ctrl+v")
    bob.wait_for_news(before)
    bob.press("Return")
    link = witness.sees(":Bob!", "PRIVMSG", "/files/")
    found = re.search(r"/files/([0-9a-f]{64})/\S+\.png", link)
    if not found:
        raise TrialError(f"no picture in {link!r}")
    kept = alice.folder / "data" / "shared" / found[1]
    wait_for(kept.exists, "Alice's window to fetch the picture")
    if hashlib.sha256(kept.read_bytes()).hexdigest() != found[1]:
        raise TrialError("the picture is not what was sent")


def pipe(program: Path, folder: Path, link: str) -> None:
    done = subprocess.run(
        [program, "--data-dir", folder, "chat", link, "--nick", "Piper"],
        input=FROM_PIPE + "\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise TrialError(f"parlor chat ended with {done.returncode}: {done.stderr}")


def open_window(program: Path, desk: Desk) -> float:
    """Start the application and wait until it can be used; how soon it was there."""
    empty = desk.look()
    soon = desk.start([str(program), "--data-dir", str(desk.folder / "data")])
    desk.wait_for_title("Parlor")
    desk.wait_for_news(empty)
    return soon


def evening(program: Path, alice: Desk, bob: Desk) -> list[float]:
    """The whole story; TrialError at the first thing that does not happen. How soon each window was there."""
    starts = [open_window(program, desk) for desk in (alice, bob)]
    link = host(alice)
    witness = Witness(port_in(link))
    join(bob, link)
    witness.sees(":Bob!", "JOIN")
    alice.type(FROM_ALICE)
    alice.press("Return")
    witness.sees(":Alice!", "PRIVMSG", FROM_ALICE)
    bob.type(FROM_BOB)
    bob.press("Return")
    witness.sees(":Bob!", "PRIVMSG", FROM_BOB)
    pipe(program, LEFTOVERS / "Piper", link)
    witness.sees(":Piper!", "PRIVMSG", FROM_PIPE)
    send_picture(bob, alice, witness)
    for desk in (alice, bob):
        shows(desk, FROM_ALICE, FROM_BOB, FROM_PIPE)
        desk.picture(desk.folder / "talking.png")
    bob.press("alt+F4")
    ended(bob)
    witness.sees(":Bob!", "QUIT")
    close_room(alice)
    ended(alice)
    witness.sees("ERROR")
    witness.close()
    return starts


def close_room(alice: Desk) -> None:
    """Close Alice's window; asked whether those who are still there may be disconnected, she says yes."""
    before = alice.look()
    alice.press("alt+F4")
    alice.wait_for_news(before)
    alice.press("Tab", "Return")


def ended(desk: Desk) -> None:
    if status := desk.exit_status():
        raise TrialError(f"{desk.who}'s window ended with {status}")


def trial(program: Path, name: str, settings: dict[str, object]) -> list[float]:
    """One evening, at desks that are set up for it and cleared afterwards. Raises TrialError."""
    folder = LEFTOVERS / name
    data = folder / "Alice" / "data"
    data.mkdir(parents=True)
    (data / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    (folder / "Bob").mkdir()
    with Desk("Alice", folder / "Alice") as alice, Desk("Bob", folder / "Bob") as bob:
        try:
            starts = evening(program, alice, bob)
        except (TrialError, OSError, subprocess.SubprocessError) as error:
            for desk in (alice, bob):
                desk.picture(desk.folder / "failed.png")
            raise TrialError(f"{error} ({name})") from error
        for desk in (alice, bob):
            if said := desk.said():
                raise TrialError(f"{desk.who}'s window said to its terminal ({name}): {said}")
    return starts


def other_names(folder: Path) -> None:
    """That the tree in which packages hold the application starts it by each of its names."""
    for name in ("AppRun", "usr/bin/parlor", "usr/bin/parlor-server"):
        command = [str(folder / name), "--version"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        if done.returncode or __version__ not in done.stdout:
            raise TrialError(f"{name} answered {done.stdout!r} {done.stderr!r}")


def report(folder: Path, starts: list[float]) -> None:
    """How large and how quick it is, beside what is aimed for."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6
    first, *warm = starts
    print(f"One folder: {size:.1f} MB (aim: at most 90).")
    print(
        f"First window: {min(warm):.2f} s at best, {statistics.median(warm):.2f} s as a rule, warm (aim: 0.5);", end=" "
    )
    print(f"{first:.2f} s the first time.")


def go_offline() -> None:
    """Leave all networks but this computer's own: the application looks for rooms, and a trial disturbs nobody.

    Only root may, and only Linux can; elsewhere the trial asks its neighbours for rooms, as the application does.
    """
    try:
        import fcntl  # here: Windows has none

        if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "unshare")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))
    except (ImportError, OSError, AttributeError) as error:
        print(f"The trial stays in its networks ({error}).")


def main(folder: str) -> int:
    go_offline()
    program = Path(folder) / "parlor"
    shutil.rmtree(LEFTOVERS, ignore_errors=True)
    try:
        starts = trial(program, "inside", {})
        starts += trial(program, "isolated", {"isolated_hosting": True})
        if APPDIR.exists():
            other_names(APPDIR)
    except TrialError as error:
        print(f"The trial failed: {error}. Pictures and words are in {LEFTOVERS}.", file=sys.stderr)
        return 1
    print("The built application hosted, joined, talked, sent a picture and closed, with either way of hosting.")
    report(Path(folder), starts)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
