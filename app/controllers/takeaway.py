"""Saving a conversation as a file for people. Tk thread only: the writing is done by the export."""

from itertools import count
from pathlib import Path

import platformdirs

from app.controllers.memory import Memory
from app.controllers.sync import Sync
from app.models.conversation import Conversation
from app.models.room import Room
from app.services.export import Export, Saved
from app.words import _, counted, ngettext

LONGEST_NAME = 80


class Takeaway:
    """What can be taken along of one room."""

    def __init__(self, room: Room, memory: Memory, sync: Sync, export: Export) -> None:
        self._room = room
        self._memory = memory
        self._sync = sync
        self._export = export

    def save_here(self, file: str = "") -> str:
        """Save the current conversation, by default among the downloads. Returns why not, or the empty text."""
        if self._room.current is None:
            return _("There is no conversation to be saved.")
        folder = platformdirs.user_downloads_path()
        if not file.strip():
            return self.save(self._room.current, _unused(folder, self.name_for(self._room.current)))
        path = folder / Path(file.strip()).expanduser()
        if path.exists():
            return _("There is a file {path} already. Choose another name.").format(path=path)
        return self.save(self._room.current, path)

    def save(self, conversation: Conversation, path: Path) -> str:
        """Save a conversation in a file; that it is done, or not, is said in it. Returns why not, or the empty text."""
        number = self._memory.number(conversation)
        if number is None:
            return _("There is no conversation to be saved.")
        if not path.parent.is_dir():
            return _("There is no folder {folder}.").format(folder=path.parent)
        title = f"{self._room.name}: {conversation.name}"
        self._export.save(number, title, path, lambda saved: self._saved(conversation, saved))
        return ""

    def name_for(self, conversation: Conversation) -> str:
        """What a file with this conversation is called."""
        words = f"{self._room.name} {conversation.title}"
        kept = "".join(mark if mark.isalnum() or mark in " -_" else " " for mark in words)
        return " ".join(kept.split())[:LONGEST_NAME].strip() + ".txt"

    def _saved(self, conversation: Conversation, saved: Saved) -> None:
        if saved.failure:
            words = _("The conversation could not be saved as {path}: {reason}.")
            words = words.format(path=saved.path, reason=saved.failure)
        else:
            words = ngettext("{number} message saved as {path}", "{number} messages saved as {path}", saved.messages)
            words = words.format(number=counted(saved.messages), path=saved.path)
        self._sync.remark(words, error=bool(saved.failure), target=conversation.name, icon="download")


def _unused(folder: Path, name: str) -> Path:
    """A path of that name, or one like it, where there is nothing yet."""
    path = folder / name
    return next(
        other
        for number in count(1)
        if not (other := path if number == 1 else path.with_stem(f"{path.stem} {number}")).exists()
    )
