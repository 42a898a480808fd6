"""How a file in a conversation is laid out: a picture as it is, any other file as a line with what can be done. Pure.

A picture has its place before it is here, so that nothing moves when it comes.
"""

from dataclasses import dataclass

from app.models.attachments import Attachment
from app.models.transfers import Failed, Files, Here, Moving, State
from app.words import _, size_in_words
from ui.pictures import fitted
from ui.views.blocks import Part
from ui.views.layout import Deed, Draft, Handle, Ink, Page
from ui.widgets.drawing import Blend, Box, Icon, Label, Photo

MOST = (320, 240)
"""The largest that a picture is in a conversation, in logical pixels."""
LEAST = 48
RADIUS = 10
INSET = 5
"""Between a picture and the edge of its bubble."""
WIDTH = 320
HEIGHT = 48
BUTTON = 32


def attached(page: Page, files: Files, file: Attachment, width: int) -> Part:
    """Measure a file for a place of this width."""
    picture, state = files.picture(file.digest), files.state(file.digest)
    size = file.picture or (picture.size if picture else None)
    if file.is_picture and size and file.digest not in files.without_picture:
        wide, high = fitted(size, (min(width, page.px(MOST[0])), page.px(MOST[1])), page.px(LEAST))
        shown = Photo(0, 0, file.digest, picture, wide, high, page.px(RADIUS)) if picture else None
        return Picture(file, state, shown, wide, high)
    return Line(file, state, min(width, page.px(WIDTH)))


def is_shown(files: Files, file: Attachment) -> bool:
    """Whether a file is shown as a picture."""
    known = file.picture or files.picture(file.digest)
    return file.is_picture and known is not None and file.digest not in files.without_picture


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, or the place where it will be."""

    file: Attachment
    state: State
    shown: Photo | None
    width: int
    height: int

    gap = 6

    def put(self, draft: Draft, x: int, ink: Ink) -> None:
        px, top = draft.page.px, draft.y
        bottom, right = top + self.height, x + self.width
        if self.shown:
            shown = self.shown
            draft.over.append(Photo(x, top, shown.key, shown.image, self.width, self.height, shown.radius))
            draft.hit(x, top, right, bottom, Handle(self.file, Deed.VIEW), tip=_tip(self.file, self.state))
        else:
            draft.under.append(Box(x, top, right, bottom, "sunk", px(RADIUS), surface=ink.surface))
            self._put_words(draft, x, top)
        draft.note(f"{self.file.link}\n")
        draft.y = bottom

    def _put_words(self, draft: Draft, x: int, top: int) -> None:
        page, middle, centre = draft.page, top + self.height // 2, x + self.width // 2
        icon, words, deed = _while_away(self.state, self.file)
        roomy = self.height >= page.px(80)
        draft.over.append(Icon(centre, middle - page.px(12 if roomy else 0), icon, page.px(22), "text3"))
        if roomy:
            text = page.cut(words, (12, "regular"), self.width - page.px(16))
            draft.over.append(Label(centre, middle + page.px(14), text, (12, "regular"), "text2", "center"))
        draft.hit(x, top, x + self.width, top + self.height, Handle(self.file, deed), tip=words)


def _while_away(state: State, file: Attachment) -> tuple[str, str, Deed]:
    """The icon, the words and what a click does in the place of a picture that is not shown yet."""
    match state:
        case Moving():
            return "image", progress(state), Deed.CANCEL
        case Failed():
            return "image-off", _("Could not load. Try again"), Deed.FETCH
        case Here():
            return "image", file.name, Deed.VIEW
        case _:
            return "image-down", _("Show picture ({size})").format(size=_size(file)), Deed.FETCH


@dataclass(frozen=True, slots=True)
class Line:
    """A file as a line: what it is, how large, and what can be done with it."""

    file: Attachment
    state: State
    width: int

    gap = 6

    def put(self, draft: Draft, x: int, ink: Ink) -> None:
        page, px, top = draft.page, draft.page.px, draft.y
        side, height = px(40), px(HEIGHT)
        middle, right = top + height // 2, x + self.width
        tile = (x, middle - side // 2, x + side, middle + side // 2)
        draft.under.append(Box(*tile, Blend(ink.surface, "accent", 0.18), px(8), surface=ink.surface))
        draft.over.append(Icon(x + side // 2, middle, icon_of(self.file), px(20), "accent_text"))
        buttons = self._buttons()
        end = right - px(BUTTON) * len(buttons) - px(4)
        left = x + side + px(12)
        name = page.cut(self.file.name, (14, "semibold"), end - left)
        draft.over.append(Label(left, middle - px(9), name, (14, "semibold"), ink.text))
        words, colour = _beneath(self.state, self.file)
        draft.over.append(
            Label(left, middle + px(11), page.cut(words, (12, "regular"), end - left), (12, "regular"), colour)
        )
        deed = Deed.CANCEL if isinstance(self.state, Moving) else Deed.OPEN
        draft.hit(x, top, end, top + height, Handle(self.file, deed), tip=_tip(self.file, self.state))
        for place, (icon, tip, deed) in enumerate(buttons):
            begin = end + px(4) + px(BUTTON) * place
            draft.over.append(Icon(begin + px(BUTTON) // 2, middle, icon, px(18), "text2"))
            draft.hit(
                begin,
                middle - px(BUTTON) // 2,
                begin + px(BUTTON),
                middle + px(BUTTON) // 2,
                Handle(self.file, deed),
                tip,
            )
        if isinstance(self.state, Moving):
            _put_bar(draft, left, middle + px(20), end - left, self.state.share, ink)
        draft.note(f"{self.file.link}\n")
        draft.y += height

    def _buttons(self) -> list[tuple[str, str, Deed]]:
        match self.state:
            case Moving():
                return [("x", _("Cancel"), Deed.CANCEL)]
            case Failed():
                return [("refresh-cw", _("Try again"), Deed.FETCH)]
            case _:
                return [("download", _("Save as…"), Deed.SAVE)]


def _put_bar(draft: Draft, x: int, y: int, width: int, share: float, ink: Ink) -> None:
    """How far it is."""
    thick = max(2, draft.page.px(3))
    draft.under.append(Box(x, y, x + width, y + thick, Blend(ink.surface, "text", 0.12)))
    draft.over.append(Box(x, y, x + round(width * share), y + thick, "accent"))


def _beneath(state: State, file: Attachment) -> tuple[str, str]:
    match state:
        case Moving():
            return progress(state), "text2"
        case Failed(reason):
            return reason, "danger"
        case _:
            return _size(file), "text2"


def progress(state: Moving) -> str:
    """How much of a file has come or gone."""
    if not state.total:
        return _("Waiting…")
    return _("{done} of {total}").format(done=size_in_words(state.done), total=size_in_words(state.total))


def icon_of(file: Attachment) -> str:
    """The icon that stands for a kind of file."""
    if file.is_picture:
        return "image"
    if file.runs:
        return "file-terminal"
    ending = file.name.rpartition(".")[2].lower()
    return _ICONS.get(ending, "file")


_ICONS = {
    **dict.fromkeys(("mp3", "ogg", "opus", "wav", "flac", "m4a"), "file-music"),
    **dict.fromkeys(("mp4", "webm", "mkv", "mov", "avi"), "file-play"),
    **dict.fromkeys(("zip", "gz", "xz", "7z", "tar", "rar", "bz2"), "file-archive"),
    **dict.fromkeys(("txt", "md", "pdf", "odt", "doc", "docx", "rtf"), "file-text"),
    **dict.fromkeys(("ods", "xls", "xlsx", "csv"), "file-spreadsheet"),
    **dict.fromkeys(("c", "h", "cpp", "rs", "go", "java", "ts", "css", "json", "xml", "toml", "yaml"), "file-code"),
}


def _tip(file: Attachment, state: State) -> str:
    if isinstance(state, Failed):
        return state.reason  # there may not have been room for all of it
    return f"{file.name}, {_size(file)}" if file.size is not None else file.name


def _size(file: Attachment) -> str:
    return size_in_words(file.size) if file.size is not None else _("File")
