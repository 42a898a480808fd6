"""Who carries files for us, seen from the Tk thread: what is told of them arrives there. Knows what, not why."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import urlsplit

from app.services.pictures import Picture, Pictures

if TYPE_CHECKING:
    from app.client.link import Place
    from app.client.parcels import Parcel, Report
    from app.client.session import Session
    from app.client.transfers import Transfers

T = TypeVar("T")
Post = Callable[[Callable[[], object]], object]


class Stay(Protocol):
    """What of a visit files need."""

    session: "Session | None"
    place: "Place | None"


class Courier:
    """One stay's carriers. They are made when the first file moves: the window is shown sooner without."""

    def __init__(self, stay: Stay, post: Post, pictures: Pictures) -> None:
        self._stay, self._post, self._pictures = stay, post, pictures
        self._transfers: Transfers | None = None
        self._is_closed = False

    @property
    def can_send(self) -> bool:
        """Whether the room takes files, now."""
        return bool(self._filehost())

    @property
    def can_fetch(self) -> bool:
        """Whether there is a way to the room, now."""
        return self._stay.place is not None and self._stay.session is not None

    def send(self, parcel: "Parcel", told: "Callable[[Report], object]") -> Callable[[], None] | None:
        """Send a file. Returns what cancels it, or None while there is no way to the room."""
        place, filehost = self._stay.place, self._filehost()
        if place is None or not filehost:
            return None
        return self._carriers().send(place.sending_to(filehost), parcel, self.on_tk(told))

    def fetch(
        self, source: str, digest: str, into: Path, told: "Callable[[Report], object]"
    ) -> Callable[[], None] | None:
        """Fetch a file. Returns what cancels it, or None while there is no way to the room."""
        place = self._stay.place
        if place is None or not self.can_fetch:
            return None
        return self._carriers().fetch(place, source, digest, into, self.on_tk(told))

    def decode(self, path: Path, most: tuple[int, int], done: Callable[[Picture | None], object]) -> None:
        """Look at a picture."""
        self._pictures.show(path, most, self.on_tk(done))

    def do(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Have something else done that the window must not wait for."""
        self._pictures.do(work, self.on_tk(done))

    def close(self) -> None:
        """End everything that is on its way, and hear no more of it."""
        self._is_closed = True
        if self._transfers is not None:
            self._transfers.close()

    def on_tk(self, told: Callable[[T], object]) -> Callable[[T], object]:
        """The same for other threads: it is called on the Tk thread, and not after the end."""

        def hear(report: T) -> None:
            if not self._is_closed:
                told(report)

        return lambda report: self._post(lambda: hear(report))

    def _carriers(self) -> "Transfers":
        if self._transfers is None:
            from app.client.transfers import Transfers  # here: the window is shown sooner without

            self._transfers = Transfers()
        return self._transfers

    def _filehost(self) -> str:
        """Where in the room files are sent to: what it announces, if that is the room itself.

        Nothing is sent to any other computer, whatever a room announces.
        """
        session, place = self._stay.session, self._stay.place
        if session is None or place is None:
            return ""
        announced = urlsplit(session.isupport.get("soju.im/FILEHOST", ""))
        if announced.scheme not in ("http", "https") or announced.port != place.port:
            return ""
        return announced.path + (f"?{announced.query}" if announced.query else "")
