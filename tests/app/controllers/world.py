"""A welcome window's controllers, with a stage that records and a network that the test plays."""

import weakref
from collections import deque
from collections.abc import Callable

from app.client.link import Connected, Link, Received
from app.controllers.hosting import OwnRoom
from app.controllers.nearby import Complaints
from app.controllers.rooms import Rooms
from app.models.lobby import Lobby
from app.models.settings import Choices, Settings
from app.services.archive import Archive
from app.services.files import Files
from server.protocol.message import Message
from tests.app.controllers.stay import Wire, written
from tests.app.controllers.test_hosting import Opening, pump

FINGERPRINT = "ab" * 32


class Stage:
    """Remembers what was to be shown, and what was asked."""

    def __init__(self):
        self.shown = []
        self.questions = []
        self.answers = []

    def show_welcome(self):
        self.shown.append("welcome")

    def show_chat(self, visit):
        self.shown.append(visit.room.name)

    def ask(self, title, text, confirm, done):
        self.questions.append((title, text, confirm))
        self.answers.append(done)

    def ask_nick(self, text, suggestion, done):
        self.questions.append((text, suggestion))
        self.answers.append(done)

    def ask_password(self, text, done):
        self.questions.append((text,))
        self.answers.append(done)

    def ask_trust(self, title, text, confirm, done):
        self.questions.append((title, text, confirm))
        self.answers.append(done)


class World:
    """A welcome window's controllers, and everything around them."""

    def __init__(self, clockwork, folder, nick):
        self.clockwork = clockwork
        self.stage = Stage()
        self.lobby = Lobby()
        self.settings = Settings(Choices(nick=nick))
        self.files = Files(folder)
        self.archive = Archive()
        weakref.finalize(self.archive, self.archive._connection.close)
        self.posted: deque[Callable[[], object]] = deque()
        self.opening = Opening()
        self.complaints: list[tuple[object, ...]] = []
        self.wires = []
        self.invites = []
        self.rooms = Rooms(
            self.lobby,
            self.settings,
            self.files,
            self.stage,
            clockwork,
            self.posted.append,
            self.archive,
            own=OwnRoom(self.posted.append, open_room=self.opening, background=lambda work: work()),
            complaints=Complaints(self.lobby, lambda *made: self.complaints.append(made)),
            connect=self._connect,
            now=lambda: 100.0,
        )

    def _connect(self, invite, report):
        self.invites.append(invite)
        self.wires.append(Wire(report))
        return self.wires[-1]

    def pump(self):
        pump(self.posted)

    def tell(self, report):
        self.wires[-1].report(report)
        self.pump()

    def hear(self, *lines):
        self.tell(Received(tuple(map(Message.parse, lines))))

    def let_in(self, name="Tea\\x20house", people="~Ben Ada", tags=""):
        self.link = Link(lambda: None)
        self.tell(Connected(self.link, "192.168.1.5"))
        self.hear(
            ":room CAP * LS :",
            f":room 001 {self.lobby.nick} :Welcome",
            f":room 005 {self.lobby.nick} NETWORK={name} CHANTYPES=# PREFIX=(qo)~@ :are supported",
            f":room 422 {self.lobby.nick} :none",
            f"{tags}:{self.lobby.nick}!a@h JOIN #general",
            f":room 353 {self.lobby.nick} = #general :{people}",
            f":room 366 {self.lobby.nick} #general :End",
        )

    @property
    def room(self):
        assert self.rooms.visit
        return self.rooms.visit.room

    def said(self):
        return [written(entry) for entry in self.room.conversations[0].entries]
