"""``parlor doctor``: whether this computer has what Parlor needs, and whether a room can be reached; in words.

Each check is one function that yields findings; a finding that is not ``good`` says what to do about it.
"""

import platform
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app import __version__
from app.client.dial import Alarm, dial, explain
from app.client.wire import ImpostorError, StrangerError, agree
from app.services import invites, network
from app.services.archive import FILE
from app.services.firewalls import this_wall
from app.services.invites import Invite, InviteError
from app.services.reachability import explain_wall
from app.terminal import FAILED, OK
from app.terminal.lines import print_json
from server.protocol.fingerprints import spoken
from server.protocol.vocabulary import DEFAULT_PORT
from server.tls import TlsError


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and how it is: a sentence, and where it is not ``good``, with what to do."""

    about: str
    good: bool
    words: str


def doctor(folder: Path, address: str = "", *, json: bool = False) -> int:
    """Print every finding, as it is found. Returns the exit status: 1 if anything is wrong."""
    checks: list[Callable[[], Iterator[Finding]]] = [program, window, lambda: disk(folder), this_network]
    if address:
        checks.append(lambda: room(address))
    status = OK
    for check in checks:
        for finding in check():
            if json:
                print_json({"about": finding.about, "good": finding.good, "words": finding.words})
            else:
                print(f"{'ok     ' if finding.good else 'PROBLEM'}  {finding.about}: {finding.words}", flush=True)
            if not finding.good:
                status = FAILED
    return status


def program() -> Iterator[Finding]:
    """Which Parlor this is, and on what."""
    yield Finding("Parlor", True, f"{__version__}, Python {platform.python_version()}, {platform.platform()}")
    yield Finding("Encryption", True, ssl.OPENSSL_VERSION)


def window() -> Iterator[Finding]:
    """Whether a window can be opened. Opens none: that is tried in a process of its own, which may end badly."""
    attempt = "import tkinter; root = tkinter.Tk(); print(root.tk.call('info', 'patchlevel')); root.destroy()"
    if getattr(sys, "frozen", False):  # the packaged application cannot be asked to run something else
        yield Finding("Window", True, "Tk comes with this application.")
        return
    answer = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", attempt], capture_output=True, text=True, timeout=30, check=False
    )
    if answer.returncode == 0:
        yield Finding("Window", True, f"Tk {answer.stdout.strip()} opens one.")
        return
    reason = (answer.stderr.strip().splitlines() or ["unknown reason"])[-1]
    missing = "No module named" in reason
    what = "Install your system's Tk for Python (python3-tk)." if missing else "Is there a screen, and may you use it?"
    yield Finding("Window", False, f"None can be opened ({reason}). {what} “parlor chat” and “parlor host” need none.")


def disk(folder: Path) -> Iterator[Finding]:
    """Whether conversations and settings can be kept, and are whole."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
        yield Finding("Settings", True, f"are kept in {folder}.")
    except OSError as error:
        yield Finding("Settings", False, f"Nothing can be kept in {folder}: {error.strerror}. Use --data-dir.")
        return
    archive = folder / FILE
    if not archive.exists():
        yield Finding("Conversations", True, "None are kept yet.")
        return
    try:
        with closing(sqlite3.connect(f"{archive.as_uri()}?mode=ro", uri=True)) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
    except sqlite3.Error as error:
        verdict, count = str(error), 0
    size = archive.stat().st_size / 1_000_000
    if verdict == "ok":
        yield Finding("Conversations", True, f"{count:,} lines are kept, {size:,.1f} MB, and the file is whole.")
    else:
        words = f"The file {archive} is damaged ({verdict}). Parlor keeps it aside at the next start and begins anew."
        yield Finding("Conversations", False, words)


def this_network() -> Iterator[Finding]:
    """Whether others can find this computer, as far as it can tell by itself."""
    addresses = network.own_addresses()
    if addresses:
        yield Finding("Network", True, f"This computer is {', '.join(addresses)}.")
    else:
        yield Finding(
            "Network", False, "This computer is in no network. Connect it; rooms on it itself work all the same."
        )
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
            trial.bind(("", DEFAULT_PORT))
        yield Finding("Hosting", True, f"Port {DEFAULT_PORT} is free for a room.")
    except OSError:
        yield Finding("Hosting", True, f"Port {DEFAULT_PORT} is taken, perhaps by a room; the next one takes another.")
    if wall := this_wall(DEFAULT_PORT):
        yield Finding("Firewall", False, f"{' '.join(explain_wall(wall))} {wall.order.line}")
    else:
        yield Finding("Firewall", True, "None that can be looked into keeps others from a room on this computer.")
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            trial.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
        yield Finding("Rooms near you", True, "This computer may ask its networks for rooms.")
    except OSError as error:
        words = f"This computer may not ask its networks ({error.strerror}). Join with an invite or by address."
        yield Finding("Rooms near you", False, words)


def room(address: str) -> Iterator[Finding]:
    """Whether a room can be reached, by each address that an invite has."""
    try:
        invite = invites.read(address)
    except InviteError as error:
        yield Finding("Room", False, str(error))
        return
    for host in invite.addresses:
        yield _reach(invite, host)


def _reach(invite: Invite, host: str) -> Finding:
    about = f"Room at {host}, port {invite.port}"
    alarm = Alarm()  # nobody rings it: Ctrl+C ends the program
    began = time.perf_counter()
    try:
        sock, address = dial([host], invite.port, alarm=alarm, cancelled=_never)
        took = f"answers after {(time.perf_counter() - began) * 1000:.0f} ms"
        with sock:
            fingerprint, in_clear = invite.fingerprint, invite.in_clear
            agree(
                sock, address, fingerprint=fingerprint, in_clear=in_clear, key_file=None, alarm=alarm, cancelled=_never
            )
    except StrangerError as stranger:
        return Finding(about, True, f"{took}; its words are “{spoken(stranger.fingerprint)}”.")
    except ImpostorError:
        return Finding(about, False, "Another room answers, not the one that was meant. Ask for a new invite.")
    except TlsError:
        return Finding(about, False, "Something answers, but it is no room: it does not encrypt as rooms do.")
    except OSError as error:
        return Finding(about, False, explain(error, host))
    finally:
        alarm.close()
    return Finding(about, True, f"{took}, and is the room that was meant." if invite.fingerprint else f"{took}.")


def _never() -> bool:
    return False
