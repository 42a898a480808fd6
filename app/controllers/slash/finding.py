"""Commands that look for what was said, or take it along."""

from typing import TYPE_CHECKING

from app.controllers.slash.table import refuse, slash
from app.words import _

if TYPE_CHECKING:  # chat runs us, and gives us itself
    from app.controllers.chat import Chat

SAID = 10
"""How many results are said where no window shows them."""


@slash
def search(chat: "Chat", *, text: str) -> None:
    """Look for words in this conversation."""
    chat.seek.look(text, everywhere=False)
    if chat.room.search.show():
        return
    lines = [f"{one.entry.author}: {one.entry.text}" for one in chat.room.search.results[:SAID]]
    chat.sync.remark("\n".join(lines) or _("No messages with “{text}”").format(text=text), icon="search")


@slash
def export(chat: "Chat", *, file: str = "") -> None:
    """Save this conversation as text, or as a page for a browser where the name ends with .html."""
    refuse(chat.takeaway.save_here(file))
