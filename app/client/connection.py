"""A connection to a room that comes back by itself. One thread; knows lines, not what they mean.

Laws:
1. The network thread owns the socket. Others call ``Link.send`` and ``close`` and ``try_now``;
   all three only leave word and wake it.
2. Everything it has to tell goes through ``post``, in order: Connected, then Received, then Lost.
   A ``Link`` belongs to one connection, so what is sent on it can never reach the next one.
3. PING is answered here: a window that is busy for a moment is not taken for a dead one.
"""

import errno
import logging
import random
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from server.protocol.framing import LineDecoder
from server.protocol.message import Message, ProtocolError

log = logging.getLogger(__name__)

CONNECT_TIMEOUT = 15.0
"""Seconds for all addresses of a room together."""

PROBE_AFTER, LOST_AFTER = 30.0, 45.0
"""Seconds of silence after which we ask whether the room is there, and give it up."""

FAREWELL = 0.5
"""Seconds that a goodbye may take to leave this computer."""

BACKOFF = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before the next tries; each shortened by up to a third, so that not all come back at once."""


class Link:
    """The sending half of one connection. ``send`` never blocks and is safe from any thread."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._waiting: deque[bytes] = deque()

    def send(self, message: Message) -> None:
        """Have a message sent. Raises LocalProtocolError for what cannot be one."""
        line = message.serialise()
        log.debug("< %s", line[:200] if message.command not in ("PASS", "AUTHENTICATE") else message.command)
        self._waiting.append(line.encode() + b"\r\n")
        self._wake()

    def take(self) -> bytes:
        """All that waits. Network thread."""
        taken = []
        while self._waiting:
            taken.append(self._waiting.popleft())
        return b"".join(taken)


@dataclass(frozen=True, slots=True)
class Connected:
    """There is a connection; what is to be said on it goes into ``link``."""

    link: Link
    address: str


@dataclass(frozen=True, slots=True)
class Received:
    """Messages that came in together."""

    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """No connection, or no longer. ``again_at`` is when it is tried again, by the monotonic clock."""

    reason: str
    again_at: float | None


Report = Connected | Received | Lost


class Connection:
    """A room's addresses, and the thread that keeps us connected to one of them.

    ``post`` is called on the network thread with every report. With ``persist`` it tries again
    for as long as it takes once it has been connected; the first connection is tried only once,
    since a person waits for its result.
    """

    def __init__(
        self,
        addresses: Sequence[str],
        port: int,
        post: Callable[[Report], object],
        *,
        persist: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.addresses = tuple(addresses)
        self.port = port
        self._post = post
        self._persist = persist
        self._clock = clock
        self._wake_out, self._wake_in = socket.socketpair()
        self._wake_out.setblocking(False)
        self._wake_in.setblocking(False)
        self._closing = threading.Event()
        self._impatient = threading.Event()
        # A daemon, since looking up a name cannot be interrupted and may take a minute.
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Send what waits, then hang up, and report nothing more. Returns at once; any thread."""
        self._closing.set()
        self._wake()

    def join(self, timeout: float) -> bool:
        """Wait until it has hung up; whether it has. Not on the network thread."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def try_now(self) -> None:
        """Do not wait any longer for the next try. Any thread."""
        self._impatient.set()
        self._wake()

    def _wake(self) -> None:
        try:
            self._wake_out.send(b"!")
        except OSError:  # full: it is awake; closed: it has ended
            pass

    # -- the network thread

    def _run(self) -> None:
        try:
            self._keep_connected()
        except Exception:
            log.exception("the network thread failed")  # a safety net in case of bugs: the window must not wait forever
            self._report(Lost("Something went wrong in Parlor itself.", None))
        finally:
            self._wake_in.close()
            self._wake_out.close()

    def _keep_connected(self) -> None:
        tries = 0
        ever = False
        while not self._closing.is_set():
            reason = ""
            try:
                sock, address = self._connect()
                with sock:
                    tries, ever = 0, True
                    reason = self._converse(sock, address)
            except OSError as error:
                reason = explain(error, self.addresses[0])
            if self._closing.is_set():
                return
            if not (ever and self._persist):
                self._report(Lost(reason, None))
                return
            pause = BACKOFF[min(tries, len(BACKOFF) - 1)] * random.uniform(0.67, 1.0)
            tries += 1
            self._report(Lost(reason, self._clock() + pause))
            self._rest(pause)

    def _report(self, report: Report) -> None:
        if not self._closing.is_set():
            self._post(report)

    def _rest(self, seconds: float) -> None:
        """Wait for the next try, or for somebody who does not want to."""
        self._impatient.clear()
        deadline = self._clock() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake_in, selectors.EVENT_READ)
            while (left := deadline - self._clock()) > 0:
                if self._impatient.is_set() or self._closing.is_set():
                    return
                if selector.select(left):
                    self._drain_wake()

    def _drain_wake(self) -> None:
        try:
            while self._wake_in.recv(4096):
                pass
        except OSError:
            pass

    def _connect(self) -> tuple[socket.socket, str]:
        """Try every address in turn. Raises the last one's OSError, or ConnectionAbortedError if closed."""
        problem: OSError = OSError(errno.EADDRNOTAVAIL, "no address")
        deadline = self._clock() + CONNECT_TIMEOUT
        for address in self.addresses:
            try:
                found = socket.getaddrinfo(address, self.port, type=socket.SOCK_STREAM)
            except UnicodeError as error:  # a label too long for the domain name system
                raise socket.gaierror(socket.EAI_NONAME, "not a name") from error
            except socket.gaierror as error:
                problem = error
                continue
            for family, kind, protocol, _, where in found:
                sock = socket.socket(family, kind, protocol)
                try:
                    self._connect_one(sock, where, deadline)
                    return sock, str(where[0])
                except OSError as error:
                    sock.close()
                    problem = error
                    if self._closing.is_set():
                        raise
        raise problem

    def _connect_one(self, sock: socket.socket, where: object, deadline: float) -> None:
        """Connect, but let ``close`` interrupt it at once."""
        sock.setblocking(False)
        code = sock.connect_ex(where)  # type: ignore[arg-type]  # as getaddrinfo gave it
        if code not in (0, errno.EINPROGRESS, errno.EWOULDBLOCK):
            raise OSError(code, "connect")
        with selectors.DefaultSelector() as selector:
            selector.register(sock, selectors.EVENT_WRITE)
            selector.register(self._wake_in, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in selector.select(max(0.0, deadline - self._clock()))}
                if self._wake_in in ready:
                    self._drain_wake()
                if self._closing.is_set():
                    raise ConnectionAbortedError(errno.ECONNABORTED, "cancelled")
                if sock in ready:
                    break
                if self._clock() >= deadline:
                    raise TimeoutError(errno.ETIMEDOUT, "nobody answers")
        if code := sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(code, "connect")

    def _converse(self, sock: socket.socket, address: str) -> str:
        """Read and write until it ends; return why it did, in words."""
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link = Link(self._wake)
        self._report(Connected(link, address))
        decoder, out = LineDecoder(), b""
        heard = self._clock()
        probed = False
        with selectors.DefaultSelector() as selector:
            selector.register(sock, selectors.EVENT_READ)
            selector.register(self._wake_in, selectors.EVENT_READ)
            while not self._closing.is_set():
                selector.modify(sock, selectors.EVENT_READ | (selectors.EVENT_WRITE if out else 0))
                silence = self._clock() - heard
                if silence >= LOST_AFTER:
                    return "The room does not answer any more."
                if silence >= PROBE_AFTER and not probed:
                    probed = True
                    link.send(Message("PING", ("still-there",)))
                until = (LOST_AFTER if probed else PROBE_AFTER) - silence
                ready = {key.fileobj: mask for key, mask in selector.select(until)}
                if self._wake_in in ready:
                    self._drain_wake()
                if ready.get(sock, 0) & selectors.EVENT_READ:
                    data = _received(sock)
                    if not data and data is not None:
                        return "The connection to the room has ended."
                    if data:
                        heard, probed = self._clock(), False
                        self._take_in(decoder.feed(data), link)
                        if decoder.overflowed:
                            return "What answers there does not speak Parlor's language."
                out = _sent(sock, out + link.take())
            self._say_goodbye(sock, out + link.take())
        return ""

    def _take_in(self, lines: list[bytes], link: Link) -> None:
        messages = []
        for line in lines:
            text = line.decode(errors="replace")
            log.debug("> %s", text[:200])
            try:
                message = Message.parse(text)
            except ProtocolError:
                log.info("the room sent what is not a message: %r", text[:80])
                continue
            if message.command == "PING":
                link.send(Message("PONG", message.params[:1] or ("",)))
            elif message.command != "PONG":
                messages.append(message)
        if messages:
            self._report(Received(tuple(messages)))

    @staticmethod
    def _say_goodbye(sock: socket.socket, out: bytes) -> None:
        """Let the QUIT leave before we hang up, but never wait long for it."""
        try:
            sock.settimeout(FAREWELL)
            sock.sendall(out)
            sock.shutdown(socket.SHUT_WR)
            deadline = time.monotonic() + FAREWELL
            while time.monotonic() < deadline and sock.recv(65536):
                pass  # until the room has hung up: a reset would take our last words with it
        except OSError:
            pass


def _received(sock: socket.socket) -> bytes | None:
    """What came in; empty at the end; None when it was a false alarm."""
    try:
        return sock.recv(65536)
    except (BlockingIOError, InterruptedError):
        return None
    except ConnectionError:
        return b""


def _sent(sock: socket.socket, out: bytes) -> bytes:
    """Send what can be sent now; return the rest."""
    if not out:
        return out
    try:
        return out[sock.send(out) :]
    except (BlockingIOError, InterruptedError):
        return out


_WORDS = {
    code: words
    for codes, words in (
        (
            (errno.ECONNREFUSED, getattr(errno, "WSAECONNREFUSED", 0)),
            "The computer at {address} answers, but no room is open there. Ask whether it is still open.",
        ),
        (
            (errno.ETIMEDOUT, errno.EHOSTUNREACH, errno.EHOSTDOWN, getattr(errno, "WSAETIMEDOUT", 0)),
            "Nobody answers at {address}. Is that computer on, and on the same network as this one?",
        ),
        (
            (errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, getattr(errno, "WSAENETUNREACH", 0)),
            "There is no way from this computer to {address}. Check that it is connected to a network.",
        ),
        (
            (errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED, getattr(errno, "WSAECONNRESET", 0)),
            "The connection to the room was cut.",
        ),
    )
    for code in codes
}


def explain(error: OSError, address: str) -> str:
    """A network error as a sentence for people."""
    if isinstance(error, socket.gaierror):
        return f"No computer called “{address}” was found. Check the spelling, or ask for the invite again."
    if isinstance(error, TimeoutError):
        return _WORDS[errno.ETIMEDOUT].format(address=address)
    words = _WORDS.get(error.errno or 0)
    return words.format(address=address) if words else f"No connection to {address}: {error.strerror or error}."
