"""Files that others have sent: shown, saved, opened. Tk thread only.

A picture in view is fetched by itself, unless it is large; anything else when somebody wants it. What was fetched
is kept under its SHA-256, and is there the next time.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.client.parcels import Broken, Fetched, Progress, Report
from app.controllers.courier import Courier
from app.models.attachments import Attachment
from app.models.room import Room
from app.models.transfers import Elsewhere, Failed, Here, Moving, State
from app.services import opening
from app.services.keepsakes import note_use
from app.services.pictures import LARGE, SMALL, Picture
from app.words import _

FETCHED_UNASKED = 10 * 1024 * 1024
"""Bytes of a picture that is fetched because it is in view."""


class Fetching:
    """The files of others in one stay. ``folder`` is where they are kept; ``confirm`` asks a question first."""

    def __init__(
        self,
        room: Room,
        courier: Courier,
        folder: Path,
        *,
        tell: Callable[[str], object],
        confirm: Callable[[str, str, str, Callable[[], None]], object],
        launch: Callable[[Path], object] = opening.launch,
    ) -> None:
        self._room, self._courier, self._folder = room, courier, folder
        self._tell, self._confirm, self._launch = tell, confirm, launch
        self._cancels: dict[str, Callable[[], None]] = {}
        self._decoding: set[str] = set()
        self._then: dict[str, Callable[[Path], object]] = {}

    # -- looking

    def look(self, file: Attachment) -> None:
        """A file is in view: see whether it is here, and if it is a picture, have it shown."""
        files = self._room.files
        if isinstance(files.state(file.digest), Elsewhere):
            path = self._folder / file.digest
            if path.is_file():
                note_use(path)
                files.set_state(file.digest, Here(path))
            elif file.is_picture and file.size is not None and file.size <= FETCHED_UNASKED and self._courier.can_fetch:
                self.fetch(file)
        self._show(file)

    def view(self, file: Attachment, done: Callable[[Picture], object]) -> None:
        """Have a picture as large as a screen is, once it is here."""
        self._have(file, lambda path: self._courier.decode(path, LARGE, lambda seen: seen and done(seen)))

    def _show(self, file: Attachment) -> None:
        files, digest = self._room.files, file.digest
        state = files.state(digest)
        is_known = files.picture(digest) is not None or digest in files.without_picture or digest in self._decoding
        if file.is_picture and isinstance(state, Here) and not is_known:
            self._decoding.add(digest)
            self._courier.decode(state.path, SMALL, partial(self._looked_at, file))

    def _looked_at(self, file: Attachment, picture: Picture | None) -> None:
        self._decoding.discard(file.digest)
        if picture is not None:
            self._room.files.put_picture(file.digest, picture.image)
        else:
            self._room.files.note_no_picture(file.digest)

    # -- fetching

    def fetch(self, file: Attachment) -> None:
        """Fetch a file, or try again."""
        files, state = self._room.files, self._room.files.state(file.digest)
        if isinstance(state, Here | Moving):
            return
        told = partial(self._reported, file)
        if cancel := self._courier.fetch(file.path, file.digest, self._folder / file.digest, told):
            self._cancels[file.digest] = cancel
            files.set_state(file.digest, Moving(0, file.size or 0))
        else:
            files.set_state(file.digest, Failed(_("There is no connection to the room at the moment.")))

    def cancel(self, file: Attachment) -> None:
        """Fetch no more of it. What has come is kept for the next time."""
        self._then.pop(file.digest, None)
        if cancel := self._cancels.pop(file.digest, None):
            cancel()
            self._room.files.set_state(file.digest, Elsewhere())

    def _reported(self, file: Attachment, report: Report) -> None:
        if file.digest not in self._cancels:
            return
        state: State
        match report:
            case Progress(done, total):
                state = Moving(done, total)
            case Fetched(path):
                state = Here(path)
            case Broken(reason):
                state = Failed(reason)
            case _:
                return
        if not isinstance(state, Moving):
            del self._cancels[file.digest]
        self._room.files.set_state(file.digest, state)
        if isinstance(state, Here):
            self._show(file)
            if then := self._then.pop(file.digest, None):
                then(state.path)

    # -- saving and opening

    def save(self, file: Attachment, place: Path) -> None:
        """Put a copy where the person wants it, once it is here."""
        self._have(file, lambda path: self._courier.do(partial(opening.copy, path, place), partial(self._saved, file)))

    def open(self, file: Attachment) -> None:
        """Open a file with whatever the system has for it. Asks first where that could do more than show it."""
        if not file.runs:
            self._open(file)
            return
        title = _("Open “{name}”?").format(name=file.name)
        words = _("This file is a program, or can hold one. Open it only if you expected it and trust who sent it.")
        self._confirm(title, words, _("Open"), lambda: self._open(file))

    def _open(self, file: Attachment) -> None:
        named = self._folder / "opened" / file.digest[:16] / file.name
        self._have(file, lambda path: self._courier.do(partial(opening.copy, path, named), self._copied(named)))

    def _copied(self, named: Path) -> Callable[[str], object]:
        def done(problem: str) -> None:
            if problem:
                self._tell(problem)
            else:
                self._launch(named)

        return done

    def _saved(self, file: Attachment, problem: str) -> None:
        self._tell(problem or _("“{name}” is saved.").format(name=file.name))

    def _have(self, file: Attachment, then: Callable[[Path], object]) -> None:
        """Go on once the file is here."""
        self.look(file)
        state = self._room.files.state(file.digest)
        if isinstance(state, Here):
            then(state.path)
            return
        self._then[file.digest] = then
        self.fetch(file)
