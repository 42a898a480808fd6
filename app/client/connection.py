"""A connection to a room that comes back by itself. One thread; knows lines, not what they mean.

Laws:
1. The network thread owns the socket. Others call ``Link.send``, ``close``, ``try_now``, ``also`` and ``check``;
   all of them only leave word and wake it.
2. Everything it has to tell goes through ``post``, in order: Connected, then Received, then Lost
   (or, instead of all three, Unknown).
   A ``Link`` belongs to one connection, so what is sent on it can never reach the next one.
3. Nothing is said before the room has proved that it is the one that is known (see ``wire``).
4. PING is answered here: a window that is busy for a moment is not taken for a dead one.
"""

import logging
import random
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.client.dial import Alarm, dial, explain
from app.client.link import Connected, Link, Lost, Place, Received, Report, Unknown, for_log
from app.client.silence import Silence
from app.client.wire import ImpostorError, StrangerError, Wire, agree, received, sent
from app.words import N_, _
from server.protocol.framing import LineDecoder
from server.protocol.message import Message, ProtocolError
from server.tls import TlsError

log = logging.getLogger(__name__)

PORTION = 25
"""Messages that are told of at once: a window draws between two reports, never within one."""

FAREWELL = 0.5
"""Seconds that a goodbye may take to leave this computer."""

IMPOSTOR = N_(
    "What answers at {address} is not the room that you know: it cannot prove it. Nothing was sent to it. "
    "If the room was set up anew, ask for a new invite."
)

BACKOFF = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before the next tries; each shortened by up to a third, so that not all come back at once."""


class Connection:
    """A room's addresses, and the thread that keeps us connected to one of them.

    ``post`` is called on the network thread with every report. With ``persist`` it tries again
    for as long as it takes once it has been connected; the first connection is tried only once,
    since a person waits for its result. ``backoff`` are the seconds before each new try.
    The room has to prove itself by ``fingerprint``; without one it is Unknown, unless it is on this
    computer or meant to be spoken to ``in_clear``. It knows us again by the key in ``key_file``.
    """

    def __init__(
        self,
        addresses: Sequence[str],
        port: int,
        post: Callable[[Report], object],
        *,
        fingerprint: str = "",
        in_clear: bool = False,
        key_file: Path | None = None,
        persist: bool = True,
        backoff: Sequence[float] = BACKOFF,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.addresses = tuple(addresses)
        self.port = port
        self._post = post
        self._fingerprint = fingerprint
        self._in_clear = in_clear
        self._key_file = key_file
        self._persist = persist
        self._backoff = backoff
        self._clock = clock
        self._alarm = Alarm()
        self._closing = threading.Event()
        self._impatient = threading.Event()
        self._doubtful = threading.Event()
        self._stubborn = False
        # A daemon, since looking up a name cannot be interrupted and may take a minute.
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)

    def start(self, *, stubborn: bool = False) -> None:
        """Begin to connect. ``stubborn``: try again as if there had been a connection before."""
        self._stubborn = stubborn
        self._thread.start()

    def close(self) -> None:
        """Send what waits, then hang up, and report nothing more. Returns at once; any thread."""
        self._closing.set()
        self._alarm.ring()

    def join(self, timeout: float) -> bool:
        """Wait until it has hung up; whether it has. Not on the network thread."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def try_now(self) -> None:
        """Do not wait any longer for the next try. Any thread."""
        self._impatient.set()
        self._alarm.ring()

    def also(self, addresses: Sequence[str]) -> None:
        """The room may be at these as well, more likely than where it was: try them now. Any thread."""
        self.addresses = tuple(dict.fromkeys((*addresses, *self.addresses)))
        self.try_now()

    def check(self) -> None:
        """See at once whether the room is still there, and if not, connect again. Any thread."""
        self._doubtful.set()
        self.try_now()

    # -- the network thread

    def _run(self) -> None:
        try:
            self._keep_connected()
        except Exception:
            log.exception("the network thread failed")  # a safety net in case of bugs: the window must not wait forever
            self._report(Lost(_("Something went wrong in Parlor itself."), None))
        finally:
            self._alarm.close()

    def _keep_connected(self) -> None:
        tries = 0
        ever = self._stubborn
        while not self._closing.is_set():
            try:
                sock, address, wire = self._reach()
                with sock:
                    tries, ever = 0, True
                    reason = self._converse(sock, address, wire)
            except StrangerError as stranger:
                self._report(Unknown(stranger.fingerprint, stranger.address))
                return
            except ImpostorError:
                self._report(Lost(_(IMPOSTOR).format(address=self.addresses[0]), None))
                return
            except OSError as error:
                reason = explain(error, self.addresses[0])
            if not (ever and self._persist):
                self._report(Lost(reason, None))
                return
            pause = self._backoff[min(tries, len(self._backoff) - 1)] * random.uniform(0.67, 1.0)
            tries += 1
            self._impatient.clear()  # before the report: who reads it may be impatient at once
            again_at = self._clock() + pause
            self._report(Lost(reason, again_at))
            self._rest(again_at)
            if self._doubtful.is_set():  # another network: what failed in the one before says nothing about it
                tries = 0

    def _reach(self) -> tuple[socket.socket, str, Wire]:
        """The first address that answers and proves itself. Raises OSError, ImpostorError or StrangerError.

        Others may have the room's address in another network; where there are several, those are passed over.
        """
        passed: dict[str, Exception] = {}
        while True:
            try:
                sock, address = dial(
                    self.addresses,
                    self.port,
                    alarm=self._alarm,
                    cancelled=self._closing.is_set,
                    clock=self._clock,
                    avoid=passed,
                )
            except OSError:
                if passed and not self._closing.is_set():
                    raise next(iter(passed.values())) from None
                raise
            try:
                wire = agree(
                    sock,
                    address,
                    fingerprint=self._fingerprint,
                    in_clear=self._in_clear,
                    key_file=self._key_file,
                    alarm=self._alarm,
                    cancelled=self._closing.is_set,
                )
                return sock, address, wire
            except (ImpostorError, TlsError) as error:
                sock.close()
                passed[address] = error
            except BaseException:
                sock.close()
                raise

    def _report(self, report: Report) -> None:
        if not self._closing.is_set():
            self._post(report)

    def _rest(self, until: float) -> None:
        """Wait for the next try, or for somebody who does not want to."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._alarm, selectors.EVENT_READ)
            while (left := until - self._clock()) > 0:
                if self._impatient.is_set() or self._closing.is_set():
                    return
                if selector.select(left):
                    self._alarm.hush()

    def _converse(self, sock: socket.socket, address: str, wire: Wire) -> str:
        """Read and write until it ends; return why it did, in words."""
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link = Link(self._alarm.ring)
        place = Place(address, self.port, self._fingerprint, self._in_clear, self._key_file)
        self._report(Connected(link, address, wire.showed_key, place))
        decoder, out = LineDecoder(), b""
        silence, understood = Silence(self._clock), False
        self._doubtful.clear()
        data: bytes | None = wire.early or None
        with selectors.DefaultSelector() as selector:
            selector.register(sock, selectors.EVENT_READ)
            selector.register(self._alarm, selectors.EVENT_READ)
            while not self._closing.is_set():
                if data == b"":
                    return _("The connection to the room has ended.")
                if data:
                    silence.end()
                    lines = decoder.feed(data)
                    understood = self._take_in(lines, link) or understood
                    if decoder.overflowed or (lines and not understood):
                        return _("What answers at {address} is not a room. Ask for the invite again.").format(
                            address=address
                        )
                if self._doubtful.is_set():
                    self._doubtful.clear()
                    silence.doubt()
                if silence.is_final:
                    return _("The room does not answer any more.")
                if silence.must_ask():
                    link.send(Message("PING", ("still-there",)))
                if said := link.take():
                    silence.note_said()
                out = sent(sock, out + wire.wrap(said))
                ready = self._wait(selector, sock, silence.left, has_more=bool(out))
                data = _heard(sock, wire) if ready else None
            _say_goodbye(sock, out + wire.wrap(link.take()) + wire.end())
        return ""

    def _wait(self, selector: selectors.BaseSelector, sock: socket.socket, seconds: float, *, has_more: bool) -> bool:
        """Wait until something can be done; whether there is something to be read."""
        selector.modify(sock, selectors.EVENT_READ | (selectors.EVENT_WRITE if has_more else 0))
        ready = {key.fileobj: mask for key, mask in selector.select(seconds)}
        if self._alarm in ready:
            self._alarm.hush()
        return bool(ready.get(sock, 0) & selectors.EVENT_READ)

    def _take_in(self, lines: list[bytes], link: Link) -> bool:
        """Answer or report what came in; whether anything of it was a message."""
        messages = list(_parsed(lines))
        for message in messages:
            if message.command == "PING":
                link.send(Message("PONG", message.params[:1] or ("",)))
        told = tuple(message for message in messages if message.command not in ("PING", "PONG"))
        for start in range(0, len(told), PORTION):
            self._report(Received(told[start : start + PORTION]))
        return bool(messages)


def _parsed(lines: list[bytes]) -> Iterator[Message]:
    for line in lines:
        text = line.decode(errors="replace")
        try:
            message = Message.parse(text)
        except ProtocolError:
            log.info("what came is not a message: %r", text[:80])
            continue
        log.debug("> %s", for_log(message, text))
        yield message


def _heard(sock: socket.socket, wire: Wire) -> bytes | None:
    """What the room said; empty at the end; None when it was nothing yet. Raises OSError."""
    data = received(sock)
    if not data:
        return data
    return wire.receive(data) or (b"" if wire.ended else None)


def _say_goodbye(sock: socket.socket, out: bytes) -> None:
    """Let the QUIT leave before we hang up, but never wait long for it."""
    deadline = time.monotonic() + FAREWELL
    try:
        sock.settimeout(FAREWELL)
        sock.sendall(out)
        sock.shutdown(socket.SHUT_WR)
        while (left := deadline - time.monotonic()) > 0:
            sock.settimeout(left)
            if not sock.recv(65536):
                return  # the room has hung up: a reset before that would have taken our last words with it
    except OSError:
        pass
