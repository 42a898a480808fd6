"""Files in a room, as a person sends, shows, saves and opens them; those who carry them are played by the test."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from app.client.link import Place
from app.client.parcels import Broken, Fetched, Progress, Sent
from app.controllers.courier import Courier
from app.controllers.fetching import Fetching
from app.controllers.sending import MOST_AT_ONCE, Sending
from app.controllers.sharing import Sharing
from app.models.attachments import Attachment, attachment_in
from app.models.conversation import Kind
from app.models.room import Online, Room
from app.models.transfers import Chosen, Elsewhere, Failed, Here, Moving
from app.services.pictures import Picture, decode

DIGEST = "ab" * 32
LINK = f"https://192.168.1.5:6697/files/{DIGEST}/sunset.png"
PICTURE = Attachment(LINK, DIGEST, "sunset.png", 1000, (40, 30))
PROGRAM = Attachment(LINK.replace("png", "exe"), DIGEST, "sunset.exe", 1000)
FILEHOST = {"soju.im/FILEHOST": "https://192.168.1.5:6697/files/for/me"}


class Carriers:
    """Carries nothing, and remembers what it was asked for."""

    def __init__(self):
        self.sent, self.fetched, self.cancelled = [], [], []

    def send(self, place, parcel, post):
        self.sent.append((place, parcel, post))
        return lambda: self.cancelled.append(parcel.name)

    def fetch(self, place, source, digest, into, post):
        self.fetched.append((source, into, post))
        return lambda: self.cancelled.append(source)

    def close(self):
        self.cancelled.append("all")


class Looking:
    """Decodes at once."""

    def show(self, path, most, done):
        done(decode(path, most))

    def do(self, work, done):
        done(work())


class Desk:
    """A room with files, and everything around it."""

    def __init__(self, folder: Path):
        self.room = Room("Ada's room", "192.168.1.5", 6697, "Ada")
        self.general = self.room.open("#general", Kind.CHANNEL)
        self.room.set_current(self.general)
        self.stay = SimpleNamespace(session=SimpleNamespace(isupport=FILEHOST), place=Place("192.168.1.5", 6697))
        self.folder = folder / "files"
        self.carriers = Carriers()
        self.told: list[str] = []
        self.said: list[tuple[str, str]] = []
        self.questions: list[tuple[str, object]] = []
        self.launched: list[Path] = []
        self.courier = Courier(self.stay, lambda work: work(), Looking())  # type: ignore[arg-type]
        self.courier._transfers = self.carriers  # type: ignore[assignment]
        self.sending = Sending(
            self.room,
            self.courier,
            self.folder,
            say=lambda c, text: self.said.append((c.name, text)),
            tell=self.told.append,
        )
        self.fetching = Fetching(
            self.room,
            self.courier,
            self.folder,
            tell=self.told.append,
            confirm=lambda title, _text, _word, done: self.questions.append((title, done)),
            launch=self.launched.append,
        )

    @property
    def tray(self):
        return [(item.name, item.state) for item in self.general.tray.items]

    def arrive(self, content=b"content", digest=DIGEST):
        """What was asked for last has been fetched."""
        _, into, post = self.carriers.fetched[-1]
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_bytes(content)
        post(Fetched(into))


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "sunset.png"
    Image.new("RGB", (40, 30), "purple").save(path)
    return path


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("hello")
    return path


def test_a_file_is_chosen_sent_and_said(desk, picture):
    desk.sending.add([picture])
    assert desk.tray == [("sunset.png", Chosen())]
    assert not desk.said, "nothing is sent before its author says so"
    assert desk.sending.send()
    ((place, parcel, post),) = desk.carriers.sent
    assert place.upload == "/files/for/me"
    assert (parcel.file, parcel.copies) == (picture, desk.folder)
    post(Progress(50, 100))
    assert desk.tray == [("sunset.png", Moving(50, 100))]
    post(Sent(LINK, DIGEST))
    assert desk.tray == []
    size = picture.stat().st_size
    assert desk.said == [("#general", f"{LINK}#size={size}&picture=40x30")]
    assert desk.room.files.state(DIGEST) == Here(desk.folder / DIGEST)
    assert desk.room.files.picture(DIGEST)


def test_it_is_said_where_it_was_chosen_whatever_is_shown_by_then(desk, text):
    desk.sending.add([text])
    desk.sending.send()
    desk.room.set_current(desk.room.open("#other", Kind.CHANNEL))
    desk.carriers.sent[0][2](Sent(LINK, DIGEST))
    assert desk.said[0][0] == "#general"


def test_who_sends_nothing_is_told_so(desk):
    assert not desk.sending.send()
    desk.room.set_current(None)
    desk.sending.add([Path("x")])
    assert not desk.sending.send()


def test_a_file_can_be_taken_away_before_and_while_it_is_sent(desk, text, picture):
    desk.sending.add([text, picture])
    first, second = desk.general.tray.items
    desk.sending.remove(first.key)
    assert desk.tray == [("sunset.png", Chosen())]
    desk.sending.send()
    desk.sending.remove(second.key)
    assert (desk.tray, desk.carriers.cancelled) == ([], ["sunset.png"])
    desk.carriers.sent[0][2](Progress(1, 2))
    desk.sending.remove("nothing")
    assert not desk.tray


def test_what_did_not_arrive_can_be_sent_again(desk, text):
    desk.sending.add([text])
    desk.sending.send()
    desk.carriers.sent[0][2](Broken("No."))
    assert desk.tray == [("notes.txt", Failed("No."))]
    assert not desk.sending.send(), "only its author sends it again"
    desk.sending.retry(desk.general.tray.items[0].key)
    assert len(desk.carriers.sent) == 2
    desk.sending.retry(desk.general.tray.items[0].key)
    assert len(desk.carriers.sent) == 2, "it is on its way already"


def test_without_a_connection_it_is_said_that_there_is_none(desk, text):
    desk.sending.add([text])
    desk.stay.session = None
    desk.sending.send()
    assert desk.tray == [("notes.txt", Failed("There is no connection to the room at the moment."))]
    desk.sending.add([text])
    assert desk.told == ["This room takes no files now."]


@pytest.mark.parametrize(
    "announced",
    ["", "ftp://192.168.1.5:6697/files", "https://elsewhere.example/files", "https://192.168.1.5:80/files", "files"],
)
def test_files_go_to_the_room_itself_and_nowhere_else(desk, announced):
    desk.stay.session.isupport = {"soju.im/FILEHOST": announced}
    assert not desk.courier.can_send


def test_folders_and_what_cannot_be_read_are_not_taken(desk, tmp_path, text):
    desk.sending.add([tmp_path, tmp_path / "nothing"])
    assert desk.tray == []
    assert desk.told[0].endswith("is a folder. Choose the files in it.")
    assert "cannot be read" in desk.told[1]
    desk.sending.add([text] * (MOST_AT_ONCE + 1))
    assert len(desk.tray) == MOST_AT_ONCE
    assert desk.told[2] == "That is too many files at once: send these first."


def test_a_pasted_picture_is_a_file(desk, picture, monkeypatch):
    desk.sending.add_picture(picture.read_bytes())
    assert desk.tray == [("Picture.png", Chosen())]
    monkeypatch.setattr("app.services.clipping.ImageGrab.grabclipboard", lambda: [str(picture), "/nowhere"])
    desk.sending.add_pasted()
    monkeypatch.setattr("app.services.clipping.ImageGrab.grabclipboard", lambda: Image.open(picture))
    desk.sending.add_pasted()
    monkeypatch.setattr("app.services.clipping.ImageGrab.grabclipboard", lambda: None)
    desk.sending.add_pasted()
    assert [name for name, _ in desk.tray] == ["Picture.png", "sunset.png", "Picture.png"]


# -- what others sent


def test_a_picture_in_view_is_fetched_and_shown(desk, picture):
    desk.fetching.look(PICTURE)
    desk.fetching.look(PICTURE)
    ((source, into, post),) = desk.carriers.fetched
    assert (source, into) == (f"/files/{DIGEST}/sunset.png", desk.folder / DIGEST)
    assert desk.room.files.state(DIGEST) == Moving(0, 1000)
    post(Progress(10, 1000))
    assert desk.room.files.state(DIGEST) == Moving(10, 1000)
    desk.arrive(picture.read_bytes())
    assert desk.room.files.picture(DIGEST)


@pytest.mark.parametrize(
    "file",
    [PROGRAM, Attachment(LINK, DIGEST, "sunset.png"), Attachment(LINK, DIGEST, "sunset.png", 11 * 1024 * 1024)],
)
def test_nothing_else_is_fetched_before_somebody_wants_it(desk, file):
    desk.fetching.look(file)
    assert not desk.carriers.fetched
    assert desk.room.files.state(DIGEST) == Elsewhere()
    desk.fetching.fetch(file)
    assert len(desk.carriers.fetched) == 1


def test_before_there_is_a_connection_nothing_is_wanted_of_it(desk):
    session, desk.stay.session = desk.stay.session, None
    desk.fetching.look(PICTURE)
    assert desk.room.files.state(DIGEST) == Elsewhere()
    desk.stay.session = session
    desk.fetching.look(PICTURE)
    assert desk.room.files.state(DIGEST) == Moving(0, 1000)


def test_what_was_fetched_before_is_here(desk, picture):
    desk.folder.mkdir()
    (desk.folder / DIGEST).write_bytes(picture.read_bytes())
    desk.fetching.look(PICTURE)
    assert desk.room.files.state(DIGEST) == Here(desk.folder / DIGEST)
    assert desk.room.files.picture(DIGEST)
    assert not desk.carriers.fetched


def test_what_is_called_a_picture_and_is_none_is_shown_as_a_file(desk):
    desk.fetching.look(PICTURE)
    desk.arrive(b"no picture")
    assert DIGEST in desk.room.files.without_picture


def test_fetching_can_be_given_up_and_tried_again(desk):
    desk.fetching.fetch(PICTURE)
    desk.fetching.cancel(PICTURE)
    assert desk.carriers.cancelled == [f"/files/{DIGEST}/sunset.png"]
    assert desk.room.files.state(DIGEST) == Elsewhere()
    desk.carriers.fetched[0][2](Progress(1, 2))
    assert desk.room.files.state(DIGEST) == Elsewhere()
    desk.fetching.fetch(PICTURE)
    desk.carriers.fetched[1][2](Broken("Gone."))
    assert desk.room.files.state(DIGEST) == Failed("Gone.")
    desk.stay.place = None
    desk.fetching.fetch(PICTURE)
    assert desk.room.files.state(DIGEST) == Failed("There is no connection to the room at the moment.")


def test_a_file_is_saved_once_it_is_here(desk, tmp_path):
    desk.fetching.save(PROGRAM, tmp_path / "saved.exe")
    desk.arrive()
    assert (tmp_path / "saved.exe").read_bytes() == b"content"
    assert desk.told == ["“sunset.exe” is saved."]
    desk.fetching.save(PROGRAM, tmp_path / "saved.exe" / "x")
    assert "could not be saved" in desk.told[1]


def test_what_could_do_something_is_opened_only_after_a_question(desk):
    desk.fetching.open(PROGRAM)
    assert not desk.carriers.fetched
    ((title, go_on),) = desk.questions
    assert title == "Open “sunset.exe”?"
    go_on()
    desk.arrive()
    ((launched),) = desk.launched
    assert launched.name == "sunset.exe"
    assert launched.read_bytes() == b"content"


def test_a_picture_is_opened_and_viewed_at_once(desk, picture):
    seen: list[Picture] = []
    desk.fetching.view(PICTURE, seen.append)
    desk.arrive(picture.read_bytes())
    assert seen[0].size == (40, 30)
    desk.fetching.open(PICTURE)
    assert desk.launched[0].name == "sunset.png"
    assert not desk.questions


def test_what_is_told_after_the_end_is_not_heard(desk, text):
    desk.sending.add([text])
    desk.sending.send()
    desk.courier.close()
    desk.carriers.sent[0][2](Sent(LINK, DIGEST))
    assert not desk.said
    assert desk.carriers.cancelled == ["all"]


def test_whether_the_room_takes_files_follows_the_connection(desk, tmp_path):
    visit = desk.stay
    visit.room, visit.chat = desk.room, SimpleNamespace(say_in=lambda *_: None)
    sharing = Sharing(visit, tmp_path, lambda work: work(), Looking(), tell=print, confirm=print)  # type: ignore[arg-type]
    assert desk.room.files.takes_files
    visit.session = None
    desk.room.set_status(Online())
    assert not desk.room.files.takes_files
    sharing.close()
    assert attachment_in(LINK)
