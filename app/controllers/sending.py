"""Files that a person sends: put above the text, sent with it, said as a link once they are there. Tk thread only."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from app.client.parcels import Broken, Parcel, Progress, Report, Sent
from app.controllers.courier import Courier
from app.models.attachments import Attachment, attachment_in
from app.models.conversation import Conversation
from app.models.room import Room
from app.models.transfers import Failed, Here, Moving, Outgoing
from app.services.clipping import kept_picture, pasted_files
from app.services.pictures import SMALL, Picture
from app.words import _
from server.protocol.filenames import safe_name

MOST_AT_ONCE = 20
"""Files in one tray."""
KEPT_COPY = 20 * 1024 * 1024
"""Bytes of a file of ours of which a copy is kept, so that it need not be fetched to be shown."""


class Sending:
    """The trays of one stay in a room. ``folder`` is where fetched files are kept; ``say`` says something in one."""

    def __init__(
        self,
        room: Room,
        courier: Courier,
        folder: Path,
        *,
        say: Callable[[Conversation, str], object],
        tell: Callable[[str], object],
    ) -> None:
        self._room, self._courier, self._folder = room, courier, folder
        self._say, self._tell = say, tell
        self._pasted = folder / "pasted"
        self._measures: dict[str, tuple[int, int]] = {}
        self._cancels: dict[str, Callable[[], None]] = {}
        self._numbers = count(1)

    # -- choosing

    def add(self, paths: Iterable[Path]) -> None:
        """Put files above the text of the current conversation, to be sent with it."""
        conversation = self._room.current
        if conversation is None:
            return
        if not self._courier.can_send:
            self._tell(_("This room takes no files now."))
            return
        for path in paths:
            if len(conversation.tray.items) >= MOST_AT_ONCE:
                self._tell(_("That is too many files at once: send these first."))
                return
            self._put(conversation, path)

    def add_pasted(self) -> None:
        """Put there what lies on the clipboard, if that is a picture or files."""
        self._courier.do(partial(pasted_files, self._pasted), self.add)

    def add_picture(self, data: bytes) -> None:
        """Put there a picture (PNG) that was copied elsewhere."""
        self._courier.do(partial(kept_picture, self._pasted, data), self.add)

    def _put(self, conversation: Conversation, path: Path) -> None:
        try:
            is_file, size = path.is_file(), path.stat().st_size
        except OSError as error:
            self._tell(_("“{name}” cannot be read: {reason}.").format(name=path.name, reason=error.strerror or error))
            return
        if not is_file:
            self._tell(_("“{name}” is a folder. Choose the files in it.").format(name=path.name))
            return
        name = _("Picture") + ".png" if path.parent == self._pasted else safe_name(path.name)
        item = Outgoing(f"own {next(self._numbers)}", name, size, path)
        conversation.tray.put(item)
        if Attachment("", "", name).is_picture:
            self._courier.decode(path, SMALL, partial(self._looked_at, item.key))

    def _looked_at(self, key: str, picture: Picture | None) -> None:
        if picture is not None:
            self._measures[key] = picture.size
            self._room.files.put_picture(key, picture.image)

    def remove(self, key: str) -> None:
        """Take a file away again, and stop sending it."""
        if cancel := self._cancels.pop(key, None):
            cancel()
        if conversation := self._conversation_of(key):
            conversation.tray.drop(key)

    # -- sending

    def send(self) -> bool:
        """Send what waits above the text of the current conversation. False if nothing does."""
        conversation = self._room.current
        chosen = list(conversation.tray.chosen) if conversation else []
        for item in chosen:
            self.retry(item.key)
        return bool(chosen)

    def retry(self, key: str) -> None:
        """Send a file, for the first time or again."""
        conversation = self._conversation_of(key)
        item = conversation.tray.find(key) if conversation else None
        if conversation is None or item is None or isinstance(item.state, Moving):
            return
        parcel = Parcel(item.path, item.name, self._folder if item.size <= KEPT_COPY else None)
        if cancel := self._courier.send(parcel, partial(self._reported, conversation, key)):
            self._cancels[key] = cancel
            conversation.tray.put(replace(item, state=Moving(0, item.size)))
        else:
            words = _("There is no connection to the room at the moment.")
            conversation.tray.put(replace(item, state=Failed(words)))

    def _reported(self, conversation: Conversation, key: str, report: Report) -> None:
        item = conversation.tray.find(key)
        if item is None:
            return
        match report:
            case Progress(done, total):
                conversation.tray.put(replace(item, state=Moving(done, total)))
            case Broken(reason):
                self._cancels.pop(key, None)
                conversation.tray.put(replace(item, state=Failed(reason)))
            case Sent(link, digest):
                self._cancels.pop(key, None)
                self._arrived(conversation, item, link, digest)

    def _arrived(self, conversation: Conversation, item: Outgoing, link: str, digest: str) -> None:
        """The room has it: say so, and show it from here."""
        conversation.tray.drop(item.key)
        files = self._room.files
        if item.size <= KEPT_COPY:
            files.set_state(digest, Here(self._folder / digest))
        if picture := files.picture(item.key):
            files.put_picture(digest, picture)
        found = attachment_in(link)
        if found is None:
            self._tell(_("The room has the file, but not where it can be shown."))
            return
        self._say(conversation, replace(found, size=item.size, picture=self._measures.get(item.key)).written())

    def _conversation_of(self, key: str) -> Conversation | None:
        return next((one for one in self._room.conversations if one.tray.find(key)), None)
