"""Files in the log: pictures as they are, other files as lines with what can be done."""

from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from app.models.attachments import Attachment
from app.models.conversation import Conversation, Kind
from app.models.transfers import Failed, Files, Here, Moving
from ui.actions import FileActions
from ui.views.attached import icon_of, progress
from ui.views.entries import lay_out
from ui.views.grouping import Standing
from ui.views.layout import Deed, Handle, Open
from ui.views.offers import menu
from ui.views.timeline import Timeline
from ui.views.viewer import Viewer
from ui.widgets.drawing import Box, Label, Photo
from ui.widgets.menu import Item

DIGEST = "ab" * 32
LINK = f"https://192.168.1.5:6697/files/{DIGEST}"
SUNSET = Attachment(f"{LINK}/sunset.png", DIGEST, "sunset.png", 2_400_000, (3200, 2400))
NOTES = Attachment(f"{LINK}/notes.zip", DIGEST, "notes.zip", 2_400_000)


@pytest.fixture
def files():
    return Files()


@pytest.fixture
def laid(page, files, say):
    """How a file is laid out."""

    def laid(file, *, who="Grace"):
        return lay_out(say(who, file.written()), Standing(), replace(page, files=files))

    return laid


def labels(layout):
    return [mark.text for mark in layout.over if isinstance(mark, Label)]


def photos(layout):
    return [mark for mark in layout.over if isinstance(mark, Photo)]


def deeds(layout):
    return [hit.action.deed for hit in layout.hits if isinstance(hit.action, Handle)]


def test_a_picture_has_its_place_before_it_is_here(laid, files, tmp_path):
    before = laid(SUNSET)
    assert not photos(before)
    assert "Show picture (2.4 MB)" in labels(before)
    files.put_picture(DIGEST, Image.new("RGB", (640, 480)))
    after = laid(SUNSET)
    (photo,) = photos(after)
    assert (photo.width, photo.height) == (320, 240)
    assert after.height == before.height
    assert after.box == before.box
    assert deeds(after) == [Deed.VIEW]


@pytest.mark.parametrize(
    ("state", "words", "deed"),
    [
        (Moving(1_200_000, 2_400_000), "1.2 MB of 2.4 MB", Deed.CANCEL),
        (Failed("Gone."), "Could not load. Try again", Deed.FETCH),
    ],
)
def test_a_picture_that_is_not_here_says_why(laid, files, state, words, deed):
    files.set_state(DIGEST, state)
    layout = laid(SUNSET)
    assert words in labels(layout)
    assert deeds(layout) == [deed]


def test_a_picture_reaches_nearly_to_the_edge_of_its_bubble_and_ours_is_at_the_right(laid, files):
    files.put_picture(DIGEST, Image.new("RGB", (640, 480)))
    theirs, ours = laid(SUNSET), laid(SUNSET, who="Ada")
    assert photos(theirs)[0].x - theirs.box[0] == 5
    assert ours.box[2] == 900 - 24
    assert ours.box[2] - photos(ours)[0].x - 320 == 5


def test_a_small_or_narrow_picture_is_not_made_larger(laid, files):
    files.put_picture(DIGEST, Image.new("RGB", (100, 60)))
    (photo,) = photos(laid(replace(SUNSET, picture=None)))
    assert (photo.width, photo.height) == (100, 60)
    (photo,) = photos(laid(replace(SUNSET, picture=(3000, 10))))
    assert (photo.width, photo.height) == (320, 48)


@pytest.mark.parametrize("file", [replace(SUNSET, picture=None), NOTES])
def test_what_is_no_picture_or_of_unknown_size_is_a_line(laid, file):
    layout = laid(file)
    assert [file.name, "2.4 MB"] == labels(layout)[-2:]
    assert deeds(layout) == [Deed.OPEN, Deed.SAVE]


def test_what_is_called_a_picture_and_is_none_is_a_line(laid, files):
    files.note_no_picture(DIGEST)
    assert "sunset.png" in labels(laid(SUNSET))


@pytest.mark.parametrize(
    ("state", "words", "expected"),
    [
        (Moving(600_000, 2_400_000), "600 kB of 2.4 MB", [Deed.CANCEL, Deed.CANCEL]),
        (Failed("Gone."), "Gone.", [Deed.OPEN, Deed.FETCH]),
        (Moving(), "Waiting…", [Deed.CANCEL, Deed.CANCEL]),
    ],
)
def test_a_line_says_how_far_its_file_is(laid, files, state, words, expected):
    files.set_state(DIGEST, state)
    layout = laid(NOTES)
    assert words in labels(layout)
    assert deeds(layout) == expected
    assert (words if isinstance(state, Failed) else "notes.zip, 2.4 MB") in [hit.tip for hit in layout.hits]
    bars = [mark for mark in (*layout.under, *layout.over) if isinstance(mark, Box) and mark.y1 - mark.y0 == 3]
    assert len(bars) == (2 if isinstance(state, Moving) else 0)


def test_where_nothing_is_known_of_files_a_link_is_a_link(page, say):
    layout = lay_out(say("Grace", SUNSET.written()), Standing(), page)
    assert {hit.action for hit in layout.hits if isinstance(hit.action, Open)} == {Open(SUNSET.written())}


def test_what_is_copied_is_the_link(laid):
    assert laid(SUNSET).plain == SUNSET.link


@pytest.mark.parametrize(
    ("name", "icon"),
    [("a.mp3", "file-music"), ("a.tar.gz", "file-archive"), ("a.exe", "file-terminal"), ("a", "file")],
)
def test_a_kind_of_file_has_its_icon(name, icon):
    assert icon_of(Attachment("", DIGEST, name)) == icon


def test_how_far_it_is_is_said_in_words():
    assert progress(Moving(999, 1_500)) == "999 B of 1.5 kB"


# -- in the log


class Shown:
    """A log with files, and what was asked of them."""

    def __init__(self, root, say):
        self.asked: list[tuple[Any, ...]] = []
        self.files = Files()
        self.time = 5_000

        def note(name):
            return lambda *arguments: self.asked.append((name, *arguments))

        actions = FileActions(**{name: note(name) for name in FileActions.__dataclass_fields__})
        nothing = note("nothing")
        self.timeline = Timeline(root, open_link=nothing, retry=nothing, discard=nothing, files=actions)
        self.timeline.pack(fill="both", expand=True)
        self.timeline.show_files(self.files)
        self.talk = Conversation("#general", Kind.CHANNEL)
        self.talk.append(say("Grace", SUNSET.written()), say("Linus", "words", at=1))
        self.timeline.show(self.talk, me="Ada")
        root.update()

    @property
    def canvas(self):
        return self.timeline._log.canvas

    def middle(self, deed):
        """Where a click does this."""
        layout = self.timeline._rows.layout(0)
        hit = next(hit for hit in layout.hits if isinstance(hit.action, Handle) and hit.action.deed is deed)
        top = self.timeline._scroller.top_of(0)
        assert top is not None
        return (hit.x0 + hit.x1) // 2, top + (hit.y0 + hit.y1) // 2

    def click(self, deed):
        self.canvas.update()
        x, y = self.middle(deed)
        for sequence in ("<Motion>", "<ButtonPress-1>", "<ButtonRelease-1>"):
            self.canvas.event_generate(sequence, x=x, y=y, time=self.time)
        self.time += 5_000  # no second click of a double one
        self.canvas.update()


def test_a_file_in_sight_is_looked_at_and_shown_when_it_comes(root, say, tmp_path, monkeypatch):
    shown = Shown(root, say)
    assert ("look", SUNSET) in shown.asked
    shown.asked.clear()
    shown.files.set_takes_files(True)
    root.update()
    assert ("look", SUNSET) in shown.asked, "now that there is a connection"
    shown.click(Deed.FETCH)
    assert shown.asked[-1] == ("fetch", SUNSET)
    shown.files.put_picture(DIGEST, Image.new("RGB", (640, 480), "red"))
    root.update()
    images = [item for item in shown.canvas.find_all() if shown.canvas.type(item) == "image"]
    assert any(shown.canvas.bbox(item)[2] - shown.canvas.bbox(item)[0] == 320 for item in images)

    shown.files.set_state(DIGEST, Here(tmp_path))
    shown.click(Deed.VIEW)
    ((file, hand_over),) = [more for name, *more in shown.asked if name == "view"]
    assert file == SUNSET
    (viewer,) = [child for child in root.winfo_children() if isinstance(child, Viewer)]
    hand_over(Image.new("RGB", (1000, 500), "blue"))
    root.update()
    assert viewer._ground.find_all()
    monkeypatch.setattr("tkinter.filedialog.asksaveasfilename", lambda **_: str(tmp_path / "x.png"))
    focused = root.focus_get()
    focused.event_generate("<Right>")
    focused.event_generate("<Escape>")
    root.update()
    assert not viewer.winfo_exists()

    offered = menu(shown.timeline._actions, 0, failed=False, selected=False)
    items = {entry.text: entry for entry in offered if isinstance(entry, Item)}
    assert "Copy link" in items
    items["Open"].action()
    items["Save as…"].action()
    done = [what for what in shown.asked if what[0] in ("open", "save")]
    assert done == [("open", SUNSET), ("save", SUNSET, tmp_path / "x.png")]
