"""A stay in a room of which the test plays the room: everything is real but the sockets and the time."""

import weakref

from app.client.handlers import WANTED
from app.client.link import Connected, Link, Lost, Received
from app.controllers.refusals import Refusal
from app.controllers.visit import Visit
from app.models.conversation import Conversation
from app.models.entries import (
    Arrival,
    Departure,
    ModeChange,
    NickChange,
    Remark,
    Retraction,
    Return,
    Text,
    TopicChange,
)
from app.models.room import Room
from app.models.settings import Choices, Settings
from app.services.archive import Archive
from app.services.shelf import Shelf
from server.protocol.message import Message

MODERN = "batch echo-message labeled-response message-tags multi-prefix server-time"
MULTILINE = f"{MODERN} draft/multiline=max-bytes=4096,max-lines=24"


class Wire:
    """A connection that does what the test says; what it is told to do is in ``asked``."""

    def __init__(self, report):
        self.report = report
        self.asked: list[str] = []

    def start(self, *, stubborn=False):
        self.asked.append("start stubbornly" if stubborn else "start")

    def check(self):
        self.asked.append("check")

    def close(self):
        self.asked.append("close")

    def join(self, timeout):
        self.asked.append("join")
        return True

    def try_now(self):
        self.asked.append("try_now")


class Stay:
    """A visit, and what comes of it. ``sent`` holds our lines until they are taken."""

    def __init__(self, clockwork, nick="Ada", *, channel="#general", password="", room=None, archive=None):
        self._link = Link(lambda: None)
        self._sent: list[str] = []
        self.refusals: list[Refusal] = []
        self.entered = 0
        self.left = 0
        self.time = 100.0
        self.settings = Settings(Choices(nick=nick))
        self.room = room or Room("Ada's room", "192.168.1.5", 6697, nick)
        self.archive = archive or Archive()
        weakref.finalize(self.archive, self.archive._connection.close)  # others may have it after us
        self.wires: list[Wire] = []
        self.visit = Visit(
            self.room,
            self.settings,
            clockwork,
            Shelf(self.archive, "room"),
            connect=self._connect,
            channel=channel,
            password=password,
            entered=self._count_entered,
            refused=self.refusals.append,
            leave_room=self._count_left,
            now=lambda: self.time,
        )
        self.chat = self.visit.chat
        self.sync = self.visit.sync
        self.visit.start()

    @property
    def sent(self) -> list[str]:
        """Our lines since they were last taken."""
        self._sent += self._link.take().decode().split("\r\n")[:-1]
        return self._sent

    @property
    def wire(self):
        return self.wires[-1]

    def _connect(self, report):
        self.wires.append(Wire(report))
        return self.wires[-1]

    def _count_entered(self):
        self.entered += 1

    def _count_left(self):
        self.left += 1

    # -- what the test has the network do

    def connect(self):
        self._sent = self.sent
        self._link = Link(lambda: None)
        self.visit.report(Connected(self._link, "192.168.1.5"))

    def lose(self, reason="The connection to the room has ended.", again_at=105.0):
        self.visit.report(Lost(reason, again_at))

    def hear(self, *lines):
        self.visit.report(Received(tuple(map(Message.parse, lines))))

    def register(self, offered=MODERN, nick=""):
        """Go through the registration, up to its end."""
        nick = nick or self.room.nick
        asked = [name for name in WANTED if name in {word.partition("=")[0] for word in offered.split()}]
        self.hear(f":room CAP * LS :{offered}")
        if asked:
            self.hear(f":room CAP * ACK :{' '.join(asked)}")
        self.hear(
            f":room 001 {nick} :Welcome",
            rf":room 005 {nick} NETWORK=Ada's\x20room CHANTYPES=# PREFIX=(qo)~@ :are supported by this server",
            f":room 422 {nick} :There is no message of the day",
        )

    def enter(self, channel="#general", names=""):
        """Be let into a channel in which there are these people besides us."""
        nick = self.room.nick
        self.hear(
            f":{nick}!~parlor@host JOIN {channel}",
            f":room 353 {nick} = {channel} :{names or nick}",
            f":room 366 {nick} {channel} :End of NAMES",
        )

    def come_in(self, names="~Ada Ben Cleo", offered=MODERN):
        """All the way in; what was sent for it is forgotten."""
        self.connect()
        self.register(offered)
        self.enter(names=names)
        self.take()
        return self

    def take(self):
        """What we have sent since it was last taken."""
        taken, self._sent = self.sent, []
        return taken

    # -- what there is to see

    @property
    def general(self) -> Conversation:
        found = self.room.find("#general")
        assert found is not None
        return found

    def shown(self, name="#general"):
        """A conversation as lines for people."""
        conversation = self.room.find(name)
        assert conversation is not None
        return [written(entry) for entry in conversation.entries]

    @property
    def nicks(self):
        return sorted(person.nick for person in self.room.people)


def written(entry):
    match entry:
        case Text(author=author, text=text, delivery=delivery):
            return f"{author}: {text}" + ("" if delivery.value == "sent" else f" [{delivery.value}]")
        case Retraction(by=by):
            return f"{by} took it back"
        case Arrival(who=who):
            return f"{who} came"
        case Departure(who=who, parting=parting):
            return f"{who} {parting.value}"
        case Return(who=who, times=times):
            return f"{who} was back {times}"
        case NickChange(old=old, new=new):
            return f"{old} is {new}"
        case TopicChange(who=who, topic=topic):
            return f"{who} set {topic!r}"
        case ModeChange(who=who, change=change, value=value):
            return f"{who} set {change} {value}".rstrip()
        case Remark(text=text, error=error):
            return f"{'!' if error else '*'} {text}"
