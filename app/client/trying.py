"""Trying which of a room's addresses lead to it from here. Blocks; for a thread of its own. Knows no lines.

At each address it connects, has the room prove itself, and hangs up: nothing is said. Where the room has a second
port for browsers, that one as well.
"""

import errno
import socket
import threading
import time
from collections.abc import Sequence
from queue import SimpleQueue

from app.client.dial import Alarm
from app.client.wire import ImpostorError, StrangerError, agree
from app.models.reach import Outcome, Tried
from server.protocol.ports import page_port

PATIENCE = 5.0
"""Seconds for each address; Linux takes three to find that no computer has it."""

_NOWHERE = (errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)


_Door = tuple[str, int]


def try_addresses(addresses: Sequence[str], port: int, fingerprint: str) -> tuple[Tried, ...]:
    """What is at each address, all tried at once. Takes ``PATIENCE`` at most for each of connecting and proving."""
    found: SimpleQueue[tuple[_Door, Outcome]] = SimpleQueue()

    def work(door: _Door) -> None:
        outcome = Outcome.SILENT
        try:
            outcome = _try(*door, fingerprint)
        finally:
            found.put((door, outcome))  # also where it failed in a way that we did not think of

    page = page_port(port)
    doors = dict.fromkeys((address, at) for address in addresses for at in (port, page))
    for door in doors:
        # Daemons: the program's end does not wait for an answer that may not come.
        threading.Thread(target=work, args=(door,), name="reach", daemon=True).start()
    outcomes = dict(found.get() for _ in doors)
    return tuple(
        Tried(address, outcomes[address, port], page=outcomes[address, page] if page != port else None)
        for address in dict.fromkeys(addresses)
    )


def _try(address: str, port: int, fingerprint: str) -> Outcome:
    try:
        sock = socket.create_connection((address, port), timeout=PATIENCE)
    except ConnectionRefusedError:
        return Outcome.REFUSED
    except OSError as error:
        return Outcome.NO_WAY if error.errno in _NOWHERE else Outcome.SILENT
    with sock:
        return Outcome.WORKS if _proves(sock, address, fingerprint) else Outcome.ANOTHER


def _proves(sock: socket.socket, address: str, fingerprint: str) -> bool:
    sock.setblocking(False)
    alarm, end = Alarm(), time.monotonic() + PATIENCE  # nobody rings it
    try:
        agree(
            sock,
            address,
            fingerprint=fingerprint,
            in_clear=False,
            key_file=None,
            alarm=alarm,
            cancelled=lambda: time.monotonic() > end,
            timeout=PATIENCE,
        )
    except (OSError, ImpostorError, StrangerError):
        return False
    finally:
        alarm.close()
    return True
