"""The room that this computer hosts, if it does. Tk thread; opening and stopping it take time and have threads.

What those threads have to tell comes back through ``post``. Knows nothing of who is in the room.
"""

import logging
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Protocol

from app.client.orders import HOST
from app.models.hosted import HostChoices, Hosting, LogEntry
from app.services import network
from app.services.built import one_file
from app.services.room_settings import RoomSettings
from app.words import _

if TYPE_CHECKING:
    from app.models.room import Room
    from server.config import Config
    from server.hosting import HostedRoom
    from server.log import Log, LogLine

log = logging.getLogger(__name__)

LONGEST_PASSWORD = 100
MAX_ROOM_NAME = 60

Post = Callable[[Callable[[], object]], None]


class Sign(Protocol):
    """What tells others of the room: ``nearby.Sign``."""

    def put_up(self, hosted: "HostedRoom", complained: Callable[[str, tuple[str, ...]], object]) -> None: ...

    def take_down(self) -> None: ...

    def wait(self) -> None: ...


class OpenRoom(Protocol):
    """``server.hosting.open_room``, or what a test has in its place."""

    def __call__(
        self, config: "Config", *, settings: Path | None, isolated: bool, on_log: "Log", on_death: Callable[[str], None]
    ) -> "HostedRoom": ...


def on_a_thread(work: Callable[[], None]) -> None:
    """Have work done that would keep the window waiting. A daemon: the program's end does not wait for it either."""
    threading.Thread(target=work, name="hosting", daemon=True).start()


def fitting_name(written: str) -> str:
    """What a room can be called, of what somebody wrote."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in written).split())[:MAX_ROOM_NAME]


class OwnRoom:
    """What we host: nothing, something that is being opened, or something open.

    ``folder`` says where a room of a name is kept, so that it is the same room when it is opened again.
    """

    def __init__(
        self,
        post: Post,
        *,
        folder: Callable[[str], Path] | None = None,
        sign: Sign | None = None,
        open_room: OpenRoom | None = None,
        background: Callable[[Callable[[], None]], None] = on_a_thread,
    ) -> None:
        self.room: Room | None = None
        """The room that is open, or being opened."""
        self.authority = ""
        """The password by which the room knows us as who runs it, as long as it is open."""
        self._hosted: HostedRoom | None = None
        self._settings: RoomSettings | None = None
        self._post = post
        self._folder = folder
        self._sign = sign
        self._open_room = open_room
        self._background = background

    def open(
        self,
        room: "Room",
        *,
        isolated: bool,
        opened: Callable[[], None],
        failed: Callable[[str], None],
        died: Callable[[str], None],
        complained: Callable[[str, tuple[str, ...]], object] = lambda _address, _tried: None,
    ) -> None:
        """Open ``room``, and note in it how it is reached. One of ``opened`` and ``failed`` is called.

        ``died`` is called when it ends by itself after that, ``complained`` when somebody nearby sees it and does not
        get in. Only while nothing is hosted.
        """
        self.room = room
        self._complained = complained
        self.authority = token_urlsafe(24)
        self._background(lambda: self._work(room, isolated, opened, failed, died))

    def _work(
        self,
        room: "Room",
        isolated: bool,
        opened: Callable[[], None],
        failed: Callable[[str], None],
        died: Callable[[str], None],
    ) -> None:
        """Worker thread. What a room is made of is loaded here: the window is shown sooner without."""
        from server.binding import HostingError
        from server.config import Config, OperatorTable, ServerTable
        from server.hosting import open_room

        folder = self._place_for(room)
        settings = RoomSettings(Path(folder)) if folder else None
        try:
            hosted = (self._open_room or open_room)(
                Config(
                    ServerTable(network=room.name, data_dir=folder),
                    operators=(OperatorTable(HOST, self.authority),),
                ),
                settings=settings.path if settings else None,
                isolated=isolated,
                on_log=lambda line: self._post(lambda: _put_log(room, line)),
                on_death=lambda reason: self._post(lambda: self._ended(room, reason, died)),
            )
            addresses = network.own_addresses()
            self._post(lambda: self._listening(room, hosted, addresses, settings, opened))
        except HostingError as error:
            words = str(error)
            self._post(lambda: self._ended(room, words, failed))
        except Exception:  # a safety net in case of bugs: the window must not wait forever
            log.exception("opening a room failed")
            words = _("The room could not be opened: something went wrong in Parlor itself.")
            self._post(lambda: self._ended(room, words, failed))

    def _place_for(self, room: "Room") -> str:
        """The folder that keeps the room; none where nothing can be stored: it is open all the same. Worker thread."""
        if self._folder is None:
            return ""
        folder = self._folder(room.name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            words = _("The room is forgotten when it closes: nothing can be stored in {folder} ({strerror}).").format(
                folder=folder, strerror=error.strerror
            )
            self._post(lambda: room.put_log(LogEntry(time.time(), "opened", words)))
            return ""
        return str(folder)

    def _listening(
        self,
        room: "Room",
        hosted: "HostedRoom",
        addresses: tuple[str, ...],
        settings: RoomSettings | None,
        opened: Callable[[], None],
    ) -> None:
        if self.room is not room:  # not wanted any more
            self._background(hosted.stop)
            return
        self._hosted, self._settings = hosted, settings
        room.port = hosted.port
        room.hosting = _hosting(hosted, addresses, self._settings.load() if self._settings else HostChoices())
        if self._sign:
            self._sign.put_up(hosted, lambda *made: self._post(lambda: self._complaint(room, *made)))
        opened()

    def _complaint(self, room: "Room", address: str, tried: tuple[str, ...]) -> None:
        if self.room is room:
            self._complained(address, tried)

    def choose(self, choices: HostChoices) -> str:
        """Write down what the host has decided; the room follows when it reads it. Why not, or the empty text."""
        if self.room is None or self.room.hosting is None:
            return _("The room is not open.")
        if len(choices.password) > LONGEST_PASSWORD or not choices.password.isprintable():
            return _("A password has at most {number} characters, all of which can be typed.").format(
                number=LONGEST_PASSWORD
            )
        if self._settings is None:
            return _("The room is forgotten when it closes, and cannot be changed.")
        try:
            self._settings.save(choices)
        except OSError as error:
            return _("That could not be stored: {reason}.").format(reason=error.strerror or error)
        self.room.hosting = replace(self.room.hosting, choices=choices)
        self.room.set_about()
        return ""

    def look_again(self, moved: "Callable[[Room], object]") -> None:
        """Find out where others reach what is open now; ``moved`` is called if that is elsewhere."""
        room, hosted = self.room, self._hosted
        if room is None or hosted is None:
            return

        def found(addresses: tuple[str, ...]) -> None:
            if self._hosted is hosted and room.hosting and room.hosting.addresses != addresses:
                room.hosting = _hosting(hosted, addresses, room.hosting.choices)
                moved(room)

        def look() -> None:
            addresses = network.own_addresses()
            self._post(lambda: found(addresses))

        self._background(look)

    def _ended(self, room: "Room", reason: str, tell: Callable[[str], None]) -> None:
        if self.room is room:
            self._let_go()
            tell(reason)

    def stop(self) -> None:
        """Close what is open, behind our back. Nothing is told of it."""
        if hosted := self._let_go():
            self._background(hosted.stop)

    def stop_and_wait(self) -> None:
        """Close what is open, within a second: for the program's end."""
        if hosted := self._let_go():
            hosted.stop()
        if self._sign:
            self._sign.wait()

    def _let_go(self) -> "HostedRoom | None":
        hosted, self._hosted, self.room = self._hosted, None, None
        if self._sign:
            self._sign.take_down()  # first: who reads it still may have knocked in vain
        return hosted


def _hosting(hosted: "HostedRoom", addresses: tuple[str, ...], choices: HostChoices) -> Hosting:
    from server.other_clients import ready_lines  # here: who hosts has loaded it

    lines, certificate = {}, ""
    if hosted.proof and addresses:
        address = f"[{addresses[0]}]" if ":" in addresses[0] else addresses[0]
        lines, certificate = ready_lines(address, hosted.port, hosted.proof), hosted.proof.authority
    return Hosting(
        addresses,
        hosted.port,
        hosted.isolated,
        hosted.fingerprint,
        tuple(lines.items()),
        certificate,
        choices,
        package=str(one_file() or ""),
    )


def _put_log(room: "Room", line: "LogLine") -> None:
    room.put_log(LogEntry(line.time, line.kind, line.text))
