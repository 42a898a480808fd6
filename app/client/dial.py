"""Reaching a room at one of its addresses, and saying in words why not. Network thread; knows nothing of lines."""

import errno
import ipaddress
import os
import selectors
import socket
import threading
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from queue import SimpleQueue

from app.words import N_, _

TIMEOUT = 15.0
"""Seconds for all addresses of a room together."""

HEAD_START = 0.25
"""Seconds that each address has for itself before the next one is tried beside it: RFC 8305."""

_Candidate = tuple[socket.AddressFamily, socket.SocketKind, int, tuple[object, ...]]


class Alarm:
    """Wakes the thread that waits in a selector. That one registers it, hushes it and closes it."""

    def __init__(self) -> None:
        self._ringing, self._waking = socket.socketpair()
        self._ringing.setblocking(False)
        self._waking.setblocking(False)

    def ring(self) -> None:
        """Wake it. Never blocks; safe from any thread, and in vain once closed."""
        try:
            self._ringing.send(b"!")
        except OSError:  # full: it is awake; closed: nobody sleeps there any more
            pass

    def hush(self) -> None:
        try:
            while self._waking.recv(4096):
                pass
        except OSError:
            pass

    def fileno(self) -> int:
        """For the selector."""
        return self._waking.fileno()

    def close(self) -> None:
        self._waking.close()
        self._ringing.close()


def dial(
    addresses: Sequence[str],
    port: int,
    *,
    alarm: Alarm,
    cancelled: Callable[[], bool],
    clock: Callable[[], float] = time.monotonic,
    avoid: Container[str] = (),
) -> tuple[socket.socket, str]:
    """Connect to whichever address answers first; the socket, which does not block, and the address.

    Each is tried a little after the one before and beside it, so that one that leads nowhere delays
    the others by no more than that; those to ``avoid`` are not. Names join in when they are looked up.
    Raises OSError when none answers, or when ``cancelled`` is true after the alarm rang.
    """
    deadline = clock() + TIMEOUT
    race = _Race(alarm)
    names = _Names([address for address in addresses if not _is_numeric(address)], port, alarm)
    try:
        waiting = [way for way in _numeric(addresses, port, race) if way[3][0] not in avoid]
        next_at = clock()
        while waiting or race.trying or names.pending:
            if waiting and (not race.trying or clock() >= next_at):
                next_at = clock() + HEAD_START
                race.enter(waiting.pop(0))
            until = min(deadline, next_at) if waiting else deadline
            if winner := race.wait(max(0.0, until - clock())):
                return winner
            if cancelled():
                raise ConnectionAbortedError(errno.ECONNABORTED, "cancelled")
            if clock() >= deadline:
                raise TimeoutError(errno.ETIMEDOUT, "nobody answers")
            waiting += [way for way in names.found() if way[3][0] not in avoid]
        raise race.problem or names.problem or OSError(errno.EADDRNOTAVAIL, "no address")
    finally:
        race.close()


class _Race:
    """Sockets on their way to the same room. Whichever arrives first leaves the race; the others are closed."""

    def __init__(self, alarm: Alarm) -> None:
        self.trying: dict[socket.socket, str] = {}
        self.problem: OSError | None = None
        """Why the last one that fell out did."""
        self._alarm = alarm
        self._selector = selectors.DefaultSelector()
        self._selector.register(alarm, selectors.EVENT_READ)

    def enter(self, candidate: _Candidate) -> None:
        family, kind, protocol, where = candidate
        try:
            sock = socket.socket(family, kind, protocol)
        except OSError as error:  # IPv6 where there is none
            self.problem = error
            return
        sock.setblocking(False)
        code = sock.connect_ex(where)
        if code in (0, errno.EINPROGRESS, errno.EWOULDBLOCK):
            self.trying[sock] = str(where[0])
            self._selector.register(sock, selectors.EVENT_WRITE)
        else:
            self._fell_out(sock, code)

    def wait(self, seconds: float) -> tuple[socket.socket, str] | None:
        """The winner, as soon as there is one; None when something else happened, or nothing for so long."""
        for key, _mask in self._selector.select(seconds):
            if key.fileobj is self._alarm:
                self._alarm.hush()
                continue
            sock = next(known for known in self.trying if known is key.fileobj)
            self._selector.unregister(sock)
            address = self.trying.pop(sock)
            if not (code := sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)):
                return sock, address
            self._fell_out(sock, code)
        return None

    def close(self) -> None:
        self._selector.close()
        for sock in self.trying:
            sock.close()

    def _fell_out(self, sock: socket.socket, code: int) -> None:
        sock.close()
        self.problem = OSError(code, os.strerror(code))


class _Names:
    """Names that are looked up beside the race, each on a thread of its own: that cannot be interrupted."""

    def __init__(self, names: Sequence[str], port: int, alarm: Alarm) -> None:
        self.pending = len(names)
        self.problem: OSError | None = None
        """Why the last one that was not found was not."""
        self._port, self._alarm = port, alarm
        self._answers: SimpleQueue[list[_Candidate] | OSError] = SimpleQueue()
        for name in names:
            # Daemons, since some systems take a minute to find out that there is nobody of that name.
            threading.Thread(target=self._find, args=(name,), name="names", daemon=True).start()

    def _find(self, name: str) -> None:
        try:
            self._answers.put(_look_up(name, self._port))
        except OSError as error:
            self._answers.put(error)
        except UnicodeError:  # a label too long for the domain name system
            self._answers.put(socket.gaierror(socket.EAI_NONAME, "not a name"))
        self._alarm.ring()

    def found(self) -> Iterator[_Candidate]:
        """What has been found since one last asked."""
        while self.pending and not self._answers.empty():
            self.pending -= 1
            answer = self._answers.get()
            if isinstance(answer, OSError):
                self.problem = answer
            else:
                yield from answer


def _numeric(addresses: Iterable[str], port: int, race: _Race) -> Iterator[_Candidate]:
    for address in filter(_is_numeric, addresses):
        try:
            yield from _look_up(address, port)
        except OSError as error:  # of an interface that there is not
            race.problem = error


def _look_up(address: str, port: int) -> list[_Candidate]:
    answers = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)
    return [(family, kind, protocol, where) for family, kind, protocol, _, where in answers]


def _is_numeric(address: str) -> bool:
    try:
        return bool(ipaddress.ip_address(address))
    except ValueError:
        return False


_WORDS = {
    code: words
    for codes, words in (
        (
            (errno.ECONNREFUSED,),
            N_("The computer at {address} answers, but no room is open there. Ask whether it is still open."),
        ),
        (
            (errno.ETIMEDOUT, errno.EHOSTUNREACH, errno.EHOSTDOWN),
            N_("Nobody answers at {address}. Is that computer on, and on the same network as this one?"),
        ),
        (
            (errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL),
            N_("There is no way from this computer to {address}. Check that it is connected to a network."),
        ),
        (
            (errno.EPROTO,),
            N_("What answers at {address} is not a room, or one without encryption. Ask for the invite again."),
        ),
        (
            (errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED),
            N_("The connection to the room was cut."),
        ),
    )
    for code in codes
}


def explain(error: OSError, address: str) -> str:
    """A network error as a sentence for people."""
    if isinstance(error, socket.gaierror):
        return _("No computer called “{address}” was found. Check the spelling, or ask for the invite again.").format(
            address=address
        )
    if isinstance(error, TimeoutError):
        return _(_WORDS[errno.ETIMEDOUT]).format(address=address)
    words = _WORDS.get(error.errno or 0)
    if words:
        return _(words).format(address=address)
    return _("No connection to {address}: {reason}.").format(address=address, reason=error.strerror or error)
