"""The rows of one conversation: laid out when first needed, drawn when in sight. Knows no scrolling.

Layouts are kept for some hundred rows, so that scrolling back costs only the drawing. A layout holds
as long as its entry, how that stands among its neighbours, and the page are the same.
"""

import tkinter as tk
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.models.attachments import Attachment, attachment_in
from app.models.conversation import Conversation, Kind
from app.models.entries import Entry, Text
from app.models.readers import Seen
from app.models.transfers import Files
from ui import paint
from ui.theme import theme
from ui.views.calendar import Calendar
from ui.views.entries import lay_out
from ui.views.grouping import Read, Standing, standing
from ui.views.layout import Layout, Page
from ui.views.selection import Selection, boxes
from ui.widgets.drawing import Box, Mark, Ruler, draw

KEPT = 500
"""How many layouts are remembered."""


@dataclass(frozen=True, slots=True)
class _Kept:
    entry: Entry
    standing: Standing
    quoted: Entry | None
    layout: Layout


class LogRows:
    """What a scroller needs to know of a conversation. Tk thread only."""

    def __init__(self, canvas: tk.Canvas, calendar: Calendar) -> None:
        self._canvas = canvas
        self._ruler = Ruler(canvas)
        self._kept: dict[str, _Kept] = {}
        self._chosen = theme.chosen  # the colours of names that rows were laid out with
        self._unfolded: set[str] = set()
        self._in_sight: list[Attachment] = []
        self._seen: Seen | None = None
        self.conversation: Conversation | None = None
        self.entries: Sequence[Entry] = ()
        self.selection: Selection | None = None
        self.focused: int | None = None
        """The row that the keyboard is at."""
        self.page = Page(1, theme.scale, theme.compact, self._ruler.measure, calendar, emoji=paint.emoji_pattern())

    def __len__(self) -> int:
        return len(self.entries)

    def show(self, conversation: Conversation | None) -> None:
        """Turn to another conversation."""
        self.conversation = conversation
        self.entries = conversation.entries if conversation else ()
        self.selection = self.focused = None
        self._seen = conversation.readers.seen if conversation else None
        if conversation is not None:
            self.page = replace(self.page, find=conversation.find)
        self.forget()

    def set_people(self, nicks: Iterable[str], me: str) -> None:
        """Say who can be mentioned. Rows that were laid out before keep the mentions they have."""
        self.page = replace(self.page, nicks=frozenset(n.casefold() for n in (*nicks, me)), me=me)

    def hide(self, is_hidden: Callable[[str], bool]) -> None:
        """Say whose messages are not to be seen."""
        self.page = replace(self.page, is_hidden=is_hidden)
        self._unfolded.clear()
        self.forget()

    def set_files(self, files: Files) -> None:
        """Say where files are known."""
        self.page = replace(self.page, files=files)
        self.forget()

    def take_seen(self) -> list[Attachment]:
        """The files that have come into sight since this was last asked."""
        seen, self._in_sight = self._in_sight, []
        return seen

    def showing(self, digest: str) -> list[int]:
        """The rows that show a file, as far as they are laid out; they are laid out anew."""
        keys = [key for key, kept in self._kept.items() if (file := file_in(kept.entry)) and file.digest == digest]
        for key in keys:
            del self._kept[key]
        conversation = self.conversation
        found = [conversation.index(key) for key in keys] if conversation else []
        return [index for index in found if index is not None]

    def set_width(self, width: int) -> None:
        """Say how wide rows are."""
        self.page = replace(self.page, width=width)
        self.forget()

    def follow_theme(self) -> bool:
        """Lay out for the look in force; say whether scale or density are others than before, and so all heights."""
        if self._chosen is not theme.chosen:
            self._chosen = theme.chosen
            self.forget()
        if (self.page.scale, self.page.compact) == (theme.scale, theme.compact):
            return False
        self.page = replace(self.page, scale=theme.scale, compact=theme.compact)
        self._ruler.forget()
        self.forget()
        return True

    def forget(self) -> None:
        """Lay every row out anew when it is needed again."""
        self._kept.clear()

    def unfold(self, index: int) -> None:
        """Show all of a long message from now on."""
        key = self.entries[index].key
        self._unfolded.add(key)
        self._kept.pop(key, None)

    def quotes(self, index: int, key: str) -> bool:
        """Whether a row shows what stands in another one."""
        entry = self.entries[index]
        return isinstance(entry, Text) and entry.quote is not None and entry.quote.key == key

    # -- what the scroller asks

    def guesses(self, start: int, stop: int) -> list[int]:
        """About how high rows are, from the length of their text alone: a microsecond each."""
        px = self.page.px
        columns = max(20, min(600, self.page.width - 180) // 7)
        line, message, other = px(21), px(27 if self.page.compact else 45), px(32)
        return [
            message + line * min(40, len(entry.text) // columns) if type(entry) is Text else other
            for entry in self.entries[start:stop]
        ]

    def height(self, index: int) -> int:
        return self.layout(index).height

    def draw(self, index: int, top: int, tags: tuple[str, ...]) -> None:
        layout = self.layout(index)
        if self.page.files and (file := file_in(self.entries[index])):
            self._in_sight.append(file)
        under = self._ringed(layout) if index == self.focused else layout.under
        draw(self._canvas, under, top, tags)
        if self.selection and (span := self.selection.on(index)):
            marked = [Box(*box, "sel") for box in boxes(layout, span, self._ruler.measure)]
            draw(self._canvas, marked, top, tags)
        draw(self._canvas, layout.over, top, tags)

    def lowered(self, index: int) -> int:
        """How much lower in its row an entry stands than when it was laid out last: a day line came above it, say."""
        kept = self._kept.get(self.entries[index].key)
        return self.layout(index).box[1] - kept.layout.box[1] if kept else 0

    def layout(self, index: int) -> Layout:
        """How a row is laid out."""
        entry = self.entries[index]
        unread_from = self.conversation.unread_from if self.conversation else None
        stands = standing(self.entries, index, unread_from, self.page.calendar, self._read(entry))
        quoted = self.page.find(entry.quote.key) if isinstance(entry, Text) and entry.quote else None
        kept = self._kept.pop(entry.key, None)
        if kept is None or kept.entry is not entry or kept.standing != stands or kept.quoted is not quoted:
            unfolded = entry.key in self._unfolded
            kept = _Kept(entry, stands, quoted, lay_out(entry, stands, self.page, unfolded=unfolded))
            if len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[entry.key] = kept  # last used, last to go
        return kept.layout

    def read_otherwise(self) -> list[int]:
        """The rows that say another thing than before of who has read them."""
        conversation = self.conversation
        before, self._seen = self._seen, conversation.readers.seen if conversation else None
        keys = [seen.key for seen in (before, self._seen) if seen] if before != self._seen else []
        return [index for key in keys if conversation and (index := conversation.index(key)) is not None]

    def _read(self, entry: Entry) -> Read | None:
        """What is to be said of who has read an entry."""
        conversation = self.conversation
        seen = conversation.readers.seen if conversation else None
        if conversation is None or seen is None or seen.key != entry.key or not isinstance(entry, Text):
            return None
        return Read(seen.by, conversation.kind is Kind.DIRECT)

    def _ringed(self, layout: Layout) -> list[Mark]:
        """What lies under an entry's text, with the focus ring below it."""
        px = self.page.px
        x0, y0, x1, y1 = layout.box
        bubble = next((m for m in layout.under if isinstance(m, Box) and (m.x0, m.y0, m.x1, m.y1) == layout.box), None)
        corners = bubble.radius if bubble else px(13)
        nw, ne, se, sw = corners if isinstance(corners, tuple) else (corners,) * 4

        def around(distance: int, colour: str) -> Box:
            radii = (nw + distance, ne + distance, se + distance, sw + distance)
            return Box(x0 - distance, y0 - distance, x1 + distance, y1 + distance, colour, radii)

        # The ring shows beside the bubble's round corners, so that no longer stands on one colour.
        bare = [
            replace(mark, surface=None) if isinstance(mark, Box) and mark is bubble else mark for mark in layout.under
        ]
        return [around(px(3), "accent"), around(px(1), "canvas"), *bare]


def file_in(entry: Entry) -> Attachment | None:
    """The file that an entry is; None for anything else."""
    return attachment_in(entry.text) if isinstance(entry, Text) else None
