"""Files that are to be sent: how they come into the composer, and what is shown of them."""

from pathlib import Path

import pytest
from PIL import Image

from app.models.transfers import Failed, Moving, Outgoing
from ui.views.composer import Composer
from ui.views.tray import Tray
from ui.widgets import clipboard


@pytest.fixture
def desk(root, room, chat_actions):
    """A composer with its tray above it."""
    room.files.set_takes_files(True)
    names = ("submit", "compose", "reply", "correct", "commands", "files")
    composer = Composer(root, room, **{name: getattr(chat_actions, name) for name in names})
    tray = Tray(root, room, chat_actions.files)
    composer.pack(side="bottom", fill="x")
    tray.pack(side="bottom", fill="x")
    root.update()
    composer.text.focus_force()
    root.update()
    return composer, tray


def put(room, key="own 1", name="notes.txt", **more):
    room.current.tray.put(Outgoing(key, name, 2000, Path(name), **more))


def read(tray):
    return [[card._name.said, card._words.said] for card in tray._cards.values()]


def test_files_lie_above_the_text_and_are_sent_with_it(desk, room, root, press, asked, click):
    composer, tray = desk
    assert tray.is_empty
    low = tray.winfo_height()
    put(room)
    put(room, "own 2", "sunset.png")
    room.files.put_picture("own 2", Image.new("RGB", (40, 30)))
    root.update()
    assert tray.winfo_height() > low
    assert composer._send.kind == "primary"
    press(composer.text, "Return")
    assert ("send",) in asked
    assert not [what for what, *_ in asked if what == "submit"], "there was no text"

    put(room, state=Moving(500, 2000))
    put(room, "own 2", "sunset.png", state=Failed("No."))
    root.update()
    first, second = tray._cards.values()
    assert [first._again.winfo_ismapped(), second._again.winfo_ismapped()] == [0, 1]
    assert [first._reason.text, second._reason.text] == ["", "No."]
    click(second._again)
    assert asked[-1] == ("retry", "own 2")
    assert composer._send.kind == "ghost", "nothing waits any more"
    room.current.tray.drop("own 1")
    room.current.tray.drop("own 2")
    root.update()
    assert tray.is_empty
    assert tray.winfo_height() == low


def test_each_conversation_has_its_own(desk, room, root):
    _, tray = desk
    put(room)
    other = next(one for one in room.conversations if one is not room.current)
    room.set_current(other)
    root.update()
    assert tray.is_empty


def test_files_are_chosen_where_the_room_takes_them(desk, room, root, asked, click, monkeypatch):
    composer, _ = desk
    monkeypatch.setattr("tkinter.filedialog.askopenfilenames", lambda **_: ("/a/x.txt", "/a/y.png"))
    click(composer._attach)
    assert asked[-1] == ("add", [Path("/a/x.txt"), Path("/a/y.png")])
    assert root.focus_get() is composer.text
    room.files.set_takes_files(False)
    asked.clear()
    click(composer._attach)
    assert not asked


def test_a_copied_picture_is_pasted_where_there_is_no_text(desk, root, asked):
    composer, _ = desk
    content = b"\x89PNG\r\n\x1a\n\x00\xff"
    numbers = " ".join(map(str, content))
    hand_over = root.register(lambda start, size: numbers[int(start) : int(start) + int(size)])
    root.tk.call(
        *("selection", "handle", "-selection", "CLIPBOARD", "-type", clipboard.PICTURE, "-format", "INTEGER"),
        *(".", hand_over),
    )
    root.selection_own(selection="CLIPBOARD")
    # Some programs hand it out as a text too, to who asks for one without looking what is offered.
    for kind, answer in (("TARGETS", clipboard.PICTURE), ("STRING", "0x89")):
        handler = root.register(lambda *_, answer=answer: answer)
        root.tk.call("selection", "handle", "-selection", "CLIPBOARD", "-type", kind, ".", handler)
    assert root.clipboard_get() == "0x89"
    assert clipboard.picture(root) == content
    composer.text.event_generate("<<Paste>>")
    assert asked[-1] == ("add_picture", content)

    root.clipboard_clear()
    root.clipboard_append("words")
    composer.text.event_generate("<<Paste>>")
    assert composer.text.content == "words"
    assert clipboard.picture(root) is None


def test_copied_files_are_pasted_although_their_names_are_a_text(desk, room, root, asked):
    composer, _ = desk
    content = b"# from a file manager\r\nfile:///a/two%20words.txt\r\nfile:///b/y.png\r\nhttps://example.org/\r\n"
    numbers = " ".join(map(str, content))
    answers = {clipboard.FILES: numbers, "TARGETS": f"{clipboard.FILES} STRING", "STRING": "/a/two words.txt"}
    for kind, answer in answers.items():
        handler = root.register(lambda start, size, answer=answer: answer[int(start) : int(start) + int(size)])
        how = ("-format", "INTEGER") if kind == clipboard.FILES else ()
        root.tk.call("selection", "handle", "-selection", "CLIPBOARD", "-type", kind, *how, ".", handler)
    root.selection_own(selection="CLIPBOARD")
    composer.text.event_generate("<<Paste>>")
    assert asked[-1] == ("add", [Path("/a/two words.txt"), Path("/b/y.png")])
    assert composer.text.content == ""

    room.files.set_takes_files(False)
    composer.text.event_generate("<<Paste>>")
    assert composer.text.content == "/a/two words.txt"


def test_what_only_the_system_can_tell_is_asked_of_it(desk, root, asked):
    composer, _ = desk
    root.clipboard_clear()
    root.clipboard_append("")
    composer.text.event_generate("<<Paste>>")
    assert asked[-1] == ("add_pasted",)
