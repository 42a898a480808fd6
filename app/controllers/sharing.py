"""The files of one stay in a room: puts together who sends, who fetches and who carries. Tk thread only."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.controllers.courier import Courier, Post
from app.controllers.fetching import Fetching
from app.controllers.sending import Sending
from app.services.pictures import Pictures

if TYPE_CHECKING:
    from app.controllers.visit import Visit


class Sharing:
    """``folder`` is where files are kept; ``tell`` says a sentence, ``confirm`` asks a question first."""

    def __init__(
        self,
        visit: "Visit",
        folder: Path,
        post: Post,
        pictures: Pictures,
        *,
        tell: Callable[[str], object],
        confirm: Callable[[str, str, str, Callable[[], None]], object],
    ) -> None:
        self.visit = visit
        self._courier = courier = Courier(visit, post, pictures)
        room, chat = visit.room, visit.chat
        self.sending = Sending(room, courier, folder, say=chat.say_in, tell=tell)
        self.fetching = Fetching(room, courier, folder, tell=tell, confirm=confirm)
        self._stop = room.status_changed.connect(self._note_status)
        self._note_status()

    def _note_status(self) -> None:
        """What the room takes is known once we are in."""
        self.visit.room.files.set_takes_files(self._courier.can_send)

    def close(self) -> None:
        """End everything that is on its way."""
        self._stop()
        self._courier.close()
