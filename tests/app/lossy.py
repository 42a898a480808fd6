"""A room and its members with a bad network between them, all in memory: every byte moves when the test says so.

Real are the room's rules and its file, and of each member all but the socket and the window.
"""

import random
from typing import Any

from app.client.link import Connected, Link, Lost, Received
from app.controllers.visit import Visit
from app.models.conversation import Kind, is_told
from app.models.entries import Delivery, Text
from app.models.room import Room as RoomModel
from app.models.settings import Choices, Settings
from app.services.archive import Archive
from app.services.shelf import Shelf
from server import speech
from server.config import Config, ServerTable
from server.protocol.framing import LineDecoder
from server.protocol.message import Message, parse_tags
from server.room import Room
from server.session import Session
from tests.app.conftest import Clockwork
from tests.app.controllers.stay import Wire


def _no_socket(report) -> Any:
    return Wire(report)


class Pipe:
    """One connection: bytes on their way, and the session at the room's end, which may outlive ours."""

    def __init__(self, world, key):
        self.world = world
        self.link = Link(lambda: None)
        self.there = Session(world.room, "192.0.2.1")
        self.up = self.down = b""
        self._up, self._down = LineDecoder(), LineDecoder()
        if key:
            self.there.come_by_tls(key)
        world.room.arrive(self.there)

    def to_room(self, size=None):
        """Carry what we said, or so many bytes of it."""
        self.up += self.link.take()
        data, self.up = self.up[:size], self.up[len(self.up[:size]) :]
        if not self.there.closing:
            speech.take(self.there, self._up.feed(data))
        self.world.turn()
        return bool(data)

    def to_app(self, size=None):
        """The messages in what the room said, or in so many bytes of it."""
        data, self.down = self.down[:size], self.down[len(self.down[:size]) :]
        return tuple(Message.parse(line.decode()) for line in self._down.feed(data))

    def end(self):
        """The room notices that nobody is there any more."""
        self.world.room.dismiss(self.there, "Connection lost")
        self.world.turn()


class World:
    """The room, its members, and the connections of which only the room does not know yet that they are lost."""

    def __init__(self, folder, seed):
        self.random = random.Random(seed)
        self.now = 1_700_000_000.0
        self.config = Config(ServerTable(network="Tea house", data_dir=str(folder)))
        self.members: list[Member] = []
        self.ghosts: list[Pipe] = []
        self.said: list[str] = []
        self.room = self._open()

    def _open(self):
        return Room(self.config, clock=self.clock, monotonic=self.clock)

    def clock(self):
        self.now += 0.0007
        return self.now

    def turn(self):
        """What happened is written down, and then told."""
        self.room.memory.write()
        self.room.dirty.clear()
        for pipe in (*self.ghosts, *(m.pipe for m in self.members if m.pipe)):
            pipe.down += b"".join(pipe.there.mailbox)
            pipe.there.mailbox.clear()

    def crash(self):
        """The room ends without a word, and is opened again from what is on the disk."""
        self.room.memory.store._connection.close()
        self.ghosts.clear()
        self.room = self._open()
        for member in self.members:
            member.lose(known=True)

    def close(self):
        self.room.memory.close()
        for member in self.members:
            member.archive.close()

    def lay_ghost(self, ghost):
        self.ghosts.remove(ghost)
        ghost.end()

    def calm(self):
        """No more mishaps: everybody comes back, and everything that is on its way arrives."""
        for ghost in list(self.ghosts):
            self.lay_ghost(ghost)
        for member in self.members:
            if member.pipe is None:
                member.connect()
        self.settle()

    def settle(self):
        """Let everything that is on its way arrive."""
        while sum(member.carry() for member in self.members):
            pass

    @property
    def log(self):
        """What was said in #general, as the room has it."""
        channel = self.room.channels.find("#general")
        return [(e.msgid, e.text) for e in self.room.history.select(channel.buffer, 100_000)]

    @property
    def meaning(self):
        """What was said in #general, as it is meant to be seen: with its signs, in the words of the last correction."""
        channel = self.room.channels.find("#general")
        seen: dict[str, list[Any]] = {}
        for entry in self.room.history.select(channel.buffer, 100_000, events=True):
            tags, nick = parse_tags(entry.tags), entry.source.partition("!")[0]
            about = seen.get(tags.get("+draft/reply", ""))
            if entry.command == "TAGMSG" and about and "+draft/react" in tags:
                about[1].add((tags["+draft/react"], nick))
            elif entry.command == "TAGMSG" and about and "+draft/unreact" in tags:
                about[1].discard((tags["+draft/unreact"], nick))
            elif entry.command == "PRIVMSG" and about and "+parlor.app/corrects" in tags and about[2] == nick:
                about[0] = entry.text
                seen[entry.msgid] = about  # other programs show it as a message, so signs may be on either
            elif entry.command == "PRIVMSG":
                seen[entry.msgid] = [entry.text, set(), nick, entry.msgid]
        return {key: (text, signs) for key, (text, signs, _nick, first) in seen.items() if key == first}


class Member:
    """Somebody who talks, whatever happens to their connection or to their program."""

    def __init__(self, world, nick, *, key=""):
        self.world = world
        self.nick = nick
        self.key = key
        """What the room knows them by; empty: nothing."""
        self.archive = Archive()
        self.changed: set[str] = set()  # the keys of what was said in other words, whether or not that has arrived
        self.pipe = None
        self.start()
        world.members.append(self)

    def start(self):
        """Start the program."""
        self.clockwork = Clockwork()
        self.model = RoomModel("Tea house", "192.0.2.9", 6697, self.nick)
        self.visit = Visit(
            self.model,
            Settings(Choices(nick=self.nick)),
            self.clockwork,
            Shelf(self.archive, "tea"),
            connect=_no_socket,
            channel="#general",
            entered=lambda: None,
            refused=self._refused,
            leave_room=lambda: None,
            now=self.world.clock,
        )
        self.visit.start()

    def _refused(self, refusal):
        """Our first connection was lost on the doorstep, or our name is taken: try again, later."""
        self.pipe = None
        self.start()

    def restart(self):
        """The program ends without a word, and is started again."""
        self._leave_ghost()
        self.start()

    def connect(self):
        self.pipe = Pipe(self.world, self.key)
        self.visit.report(Connected(self.pipe.link, "192.0.2.9", showed_key=bool(self.key)))

    def lose(self, *, known):
        """The connection is lost; ``known`` whether the room knows, or waits for what is still on its way."""
        pipe = self.pipe
        if pipe is None:
            return
        self._leave_ghost()
        if known and pipe in self.world.ghosts:
            self.world.lay_ghost(pipe)
        self.visit.report(Lost("The connection to the room has ended.", 0.0))

    def _leave_ghost(self):
        if self.pipe:
            self.pipe.up += self.pipe.link.take()
            if self.pipe.there.room is self.world.room:
                self.world.ghosts.append(self.pipe)
            self.pipe = None

    def say(self, text):
        if self.model.current:
            self.visit.chat.submit(text)
            self.world.said.append(text)

    def touch(self, what):
        """Answer, change, sign or take back something that is on the screen."""
        general = self.model.find("#general")
        texts = [e for e in general.entries if isinstance(e, Text) and is_told(e)] if general else []
        if not texts or self.model.current is not general:
            return
        text, chance = self.world.random.choice(texts[-20:]), self.world.random
        match what:
            case "answer":
                self.visit.chat.reply(text.key, f"{self.nick} to {text.key}")
            case "change" if text.own:
                self.visit.chat.correct(text.key, f"{text.text}!")
                self.changed.add(text.key)
            case "sign":
                self.visit.chat.messages.react(text.key, chance.choice("+-"))
            case "take back" if text.own and not text.edits and text.key not in self.changed:
                self.visit.chat.messages.retract(text.key)

    def carry(self, size=None):
        """Carry what is on its way, both ways; whether there was anything."""
        if self.pipe is None:
            return False
        pipe = self.pipe
        moved = pipe.to_room(size)
        self.world.turn()
        moved = moved or bool(pipe.down)
        if messages := pipe.to_app(size):
            self.visit.report(Received(messages))
        if self.pipe is None:
            self.connect()
            return True
        return moved

    def scroll_up(self):
        """Show everything that was ever said in #general."""
        general = self.model.open("#general", Kind.CHANNEL)
        count = -1
        while count < len(general.entries):
            count = len(general.entries)
            self.visit.chat.load_older(general)
            self.world.settle()

    @property
    def shown(self):
        """What was said in #general, as it is on the screen."""
        entries = self.model.open("#general", Kind.CHANNEL).entries
        return [(e.key, e.text) for e in entries if isinstance(e, Text) and is_told(e)]

    @property
    def meant(self):
        """What was said in #general, with its signs, as it is on the screen."""
        entries = self.model.open("#general", Kind.CHANNEL).entries
        said = [e for e in entries if isinstance(e, Text) and is_told(e)]
        return {e.key: (e.text, {(r.sign, r.who) for r in e.reactions}) for e in said}

    @property
    def kept(self):
        """What was said in #general, as it is on the disk."""
        shelf = Shelf(self.archive, "tea")
        number = shelf.open("#general", Kind.CHANNEL, 1).number
        return [(e.key, e.text) for e in shelf.latest(number, 100_000) if isinstance(e, Text)]

    @property
    def waiting(self):
        entries = self.model.open("#general", Kind.CHANNEL).entries
        return [e.text for e in entries if isinstance(e, Text) and e.delivery is not Delivery.SENT]
