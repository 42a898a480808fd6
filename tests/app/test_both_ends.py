"""Both ends at once: the app's controllers and the room's own rules, joined in memory. Neither sockets nor threads."""

import weakref

import pytest

from app.client.link import Connected, Link, Lost, Place, Received
from app.controllers.receipts import PAUSE_MS
from app.controllers.refusals import NameRefused, PasswordWanted, Refusal
from app.controllers.visit import Visit
from app.models.conversation import Kind
from app.models.entries import Delivery, Quote, Text
from app.models.people import Role
from app.models.readers import Seen
from app.models.room import Closed, Online
from app.models.room import Room as RoomModel
from app.models.settings import Choices, Settings
from app.services.archive import Archive
from app.services.shelf import Shelf
from server import speech
from server.config import Config, ServerTable
from server.protocol.framing import LineDecoder
from server.protocol.message import Message
from server.room import Room
from server.session import Session
from tests.app.controllers.stay import Wire, written


class House:
    """A room, its visitors, and the time of all of them."""

    def __init__(self, clockwork, **table):
        self.clockwork = clockwork
        self.now = 1_700_000_000.0
        self.guests = []
        self.room = Room(Config(ServerTable(network="Ada's room", **table)), clock=self.clock, monotonic=self.clock)

    def clock(self):
        self.now += 0.001
        return self.now

    def guest(self, nick, **options):
        """Somebody who comes in, as far as they are let."""
        guest = Guest(self, nick, **options)
        self.guests.append(guest)
        guest.connect()
        self.settle()
        return guest

    def settle(self):
        """Carry what anybody says to where it goes, until nobody says anything any more."""
        while sum(guest.carry() for guest in self.guests):
            pass


class Guest:
    """One person: a visit on this side, a session on that one."""

    def __init__(self, house, nick, *, channel="#general", password="", hosting=None, outside=None):
        self.house = house
        self.model = RoomModel("somewhere", "192.0.2.1", 6697, nick)
        self.model.hosting = hosting
        self.refusals: list[Refusal] = []
        self.archive = Archive()
        weakref.finalize(self.archive, self.archive._connection.close)
        self.settings = Settings(Choices(nick=nick))
        self.visit = Visit(
            self.model,
            self.settings,
            house.clockwork,
            Shelf(self.archive, "room"),
            connect=self._connect,
            channel=channel,
            password=password,
            entered=lambda: None,
            refused=self.refusals.append,
            leave_room=lambda: None,
            now=house.clock,
            outside=outside,
        )
        self.chat = self.visit.chat

    def _connect(self, report):
        return Wire(report)

    def connect(self):
        self.there = Session(self.house.room, "192.0.2.1")
        self.house.room.arrive(self.there)
        self._to_room, self._to_app = LineDecoder(), LineDecoder()
        self._link = Link(lambda: None)
        place = Place("192.0.2.1", 6697, "ab" * 32)
        self.visit.report(Connected(self._link, "192.0.2.1", place=place))

    def lose(self):
        """The connection breaks; the room has not noticed yet."""
        self._link = Link(lambda: None)
        self.visit.report(Lost("The connection to the room has ended.", 0.0))

    def carry(self):
        said, told = self._link.take(), b"".join(self.there.mailbox)
        self.there.mailbox.clear()
        speech.take(self.there, self._to_room.feed(said))
        lines = self._to_app.feed(told)
        self.visit.report(Received(tuple(Message.parse(line.decode()) for line in lines)))
        return bool(said or told)

    def say(self, text):
        self.chat.submit(text)
        self.house.settle()

    def shown(self, name="#general"):
        return [written(entry) for entry in self.model.open(name, Kind.CHANNEL).entries]

    def texts(self, name="#general"):
        return [entry for entry in self.model.open(name, Kind.CHANNEL).entries if isinstance(entry, Text)]

    @property
    def nicks(self):
        return sorted(person.nick for person in self.model.people)


@pytest.fixture
def house(clockwork):
    return House(clockwork)


@pytest.fixture
def ada(house):
    return house.guest("Ada")


@pytest.fixture
def ben(house, ada):
    return house.guest("Ben")


def test_the_first_to_come_is_the_host_and_both_know_it(ada, ben):
    for guest in (ada, ben):
        assert guest.model.status == Online()
        assert guest.model.name == "Ada's room"
        assert guest.nicks == ["Ada", "Ben"]
        assert guest.model.person("Ada").role is Role.HOST
        assert guest.model.person("Ben").role is Role.MEMBER
        assert guest.model.host_name == "Ada"
    assert ada.shown() == ["Ben came"]


def test_everything_the_app_asks_for_is_in_force(ada):
    wanted = {"batch", "echo-message", "labeled-response", "message-tags", "multi-prefix", "server-time", "away-notify"}
    assert wanted <= ada.visit.session.capabilities


def test_both_see_the_same_lines_in_the_same_order(ada, ben):
    for number in range(3):
        ada.chat.submit(f"ada {number}")
        ben.chat.submit(f"ben {number}")
    ada.house.settle()
    of_ada, of_ben = ada.texts(), ben.texts()
    assert [(t.key, t.time, t.text) for t in of_ada] == [(t.key, t.time, t.text) for t in of_ben]
    assert {t.text for t in of_ada} == {f"{who} {n}" for who in ("ada", "ben") for n in range(3)}
    assert all(t.delivery is Delivery.SENT for t in of_ada)
    assert [t.time for t in of_ada] == sorted({t.time for t in of_ada})


def test_direct_messages_reach_both(ada, ben):
    ada.chat.open_direct("ben")
    ada.say("psst")
    assert ada.shown("Ben") == ["Ada: psst"]
    assert ben.shown("Ada") == ["Ada: psst"]
    assert ben.model.find("Ada").mentions == 1
    ben.say("/msg Ada what?")
    assert ada.shown("Ben") == ["Ada: psst", "Ben: what?"]


def test_a_note_to_oneself_is_there_once(ada):
    ada.chat.open_direct("Ada")
    ada.say("remember the milk")
    assert ada.shown("Ada") == ["Ada: remember the milk"]


def test_nobody_of_that_name(ada):
    ada.say("/msg Nobody hello")
    (line,) = ada.texts("Nobody")
    assert line.delivery is Delivery.FAILED
    assert line.failure == "Nobody here is called that"


@pytest.mark.parametrize("text", ["x" * 3000, "ü" * 900, "👩‍👩‍👧 " * 200, "/me " + "long " * 300])
def test_a_long_text_arrives_whole(ada, ben, text):
    ada.say(text)
    expected = text.removeprefix("/me ").rstrip()
    assert "".join(line.text for line in ben.texts()) == expected
    assert "".join(line.text for line in ada.texts()) == expected
    assert all(line.delivery is Delivery.SENT for line in ada.texts())


def test_lines_arrive_as_lines(ada, ben):
    ada.say("one\n\ntwo")
    lines = [line for text in ben.texts() for line in text.text.split("\n")]
    assert list(filter(None, lines)) == ["one", "two"]
    assert [text.text for text in ada.texts()] == [text.text for text in ben.texts()]


def test_an_action_and_a_mention(ada, ben):
    ada.say("/me waves at Ben")
    (line,) = ben.texts()
    assert (line.voice.value, line.text, line.mention) == ("acted", "waves at Ben", True)


def test_typing_is_seen_by_the_other(ada, ben):
    ada.chat.compose("h")
    ada.house.settle()
    assert ben.model.current.typing == ("Ada",)
    assert ada.model.current.typing == ()
    ada.say("hello")
    assert ben.model.current.typing == ()


def test_topics(ada, ben):
    ada.say("/topic Tea at four")
    assert ada.shown()[-1] == ben.shown()[-1] == "Ada set 'Tea at four'"
    cleo = ada.house.guest("Cleo")
    assert cleo.model.current.topic == "Tea at four"
    assert cleo.shown() == []


def test_another_name(ada, ben):
    ada.say("/nick 小明")
    assert ada.model.nick == "小明"
    assert ben.nicks == ["Ben", "小明"]
    assert ben.shown()[-1] == "Ada is 小明"
    ada.say("/nick bEN")
    assert ada.shown()[-1] == "! Somebody here is already called that. How about “bEN2”?"


def test_somebody_is_called_as_they_wish_whoever_comes_first(house, ada):
    """Parlor believes a display name where the nickname is the one that is made from it: nobody looks like another."""
    anna = house.guest("Anna-Maria")
    anna.settings.choose(nick="Anna-Maria", display_name="Anna Maria")
    house.settle()
    ben = house.guest("Ben")
    ben.settings.choose(display_name="Anna Maria")
    house.settle()
    for guest in (ada, anna, ben):
        assert (guest.model.called("Anna-Maria"), guest.model.called("Ben")) == ("Anna Maria", "Ben")


def test_another_channel(ada, ben):
    ada.say("/join tea house now")
    assert ada.shown()[-1] == "! Usage: /join <channel> [password]"
    assert ada.chat.open_channel("tea house") == ""
    ada.house.settle()
    assert ada.model.current.name == "#tea-house"
    assert ada.model.current.joined
    ben.say("/join #TEA-house")
    assert ada.shown("#tea-house") == ["* You joined #tea-house", "Ben came"]
    ben.say("hello")
    assert ada.shown("#tea-house")[1:] == ["Ben came", "Ben: hello"]
    ben.chat.leave(ben.model.current)
    ada.house.settle()
    assert ada.shown("#tea-house")[-1] == "Ben left"
    assert ben.model.find("#tea-house") is None
    assert ben.nicks == ["Ada", "Ben"]


def test_presence(ada, ben):
    ada.say("/away At lunch")
    assert ben.model.person("Ada").away_message == "At lunch"
    assert ada.model.person("Ada").away
    cleo = ada.house.guest("Cleo")
    assert cleo.model.person("Ada").away
    ada.say("/back")
    assert not cleo.model.person("Ada").away
    assert not ada.model.person("Ada").away


def test_leaving_is_seen_at_once(ada, ben):
    ben.visit.abandon()
    ada.house.settle()
    assert ada.shown()[-1] == "Ben quit"
    assert ada.model.find("#general").entries[-1].reason == ""
    assert ada.nicks == ["Ada"]


def test_being_removed(ada, ben):
    ada.visit.session.send(Message("KICK", ("#general", "Ben", "Too loud")))
    ada.house.settle()
    assert not ben.model.find("#general").joined
    assert ben.shown()[-1] == "Ben removed"
    ben.say("but")
    assert ben.shown()[-1].startswith("! You are not in #general.")


def test_a_taken_name_is_refused_with_another(house, ada):
    other = house.guest("ADA")
    assert other.refusals == [NameRefused("Somebody here is already called that.", "ADA2")]


def test_a_password(clockwork):
    house = House(clockwork, password="open sesame")
    assert house.guest("Ada").refusals == [PasswordWanted(given=False)]
    assert house.guest("Ada", password="sesame").refusals == [PasswordWanted(given=True)]
    inside = house.guest("Ada", password="open sesame")
    assert inside.refusals == []
    assert inside.model.status == Online()


def test_coming_back_after_a_loss_with_what_was_written_meanwhile(ada, ben):
    ben.lose()
    ben.chat.submit("written in the dark")
    ada.say("hello?")
    ben.connect()
    ada.house.settle()
    assert ben.model.nick == "Ben2"
    assert ben.model.status == Online(again=True)
    ben.house.room.dismiss(ben.house.room.find("Ben").sessions[0], "Ping timeout: 150 seconds")
    ada.house.settle()
    assert ben.model.nick == "Ben"
    assert [line.text for line in ada.texts()] == ["hello?", "written in the dark"]
    assert [line.text for line in ben.texts()] == ["hello?", "written in the dark"]
    assert ada.nicks == ben.nicks == ["Ada", "Ben"]


def test_each_learns_what_the_other_has_read_as_far_as_they_allow_it(ada, ben, clockwork):
    """Who has read up to a message says so, where few talk and they wish it, by a `TAGMSG` with its msgid in
    `+parlor.app/read`, which no room keeps.
    """
    ada.chat.open_direct("Ben")
    ada.say("tea?")
    ben.chat.open_direct("Ada")
    clockwork.pass_by(PAUSE_MS)
    ada.house.settle()
    (line,) = ada.texts("Ben")
    assert ada.model.find("Ben").readers.seen == Seen(line.key, ("Ben",))
    ben.settings.choose(show_read=False)
    ada.say("or coffee?")
    clockwork.pass_by(PAUSE_MS)
    ada.house.settle()
    assert ben.model.find("Ada").read_to == ada.texts("Ben")[-1].time
    assert ada.model.find("Ben").readers.seen == Seen(line.key, ("Ben",))
    later = ada.house.guest("Cleo")
    ada.chat.show(ada.model.find("#general"))
    later.say("hello")
    clockwork.pass_by(PAUSE_MS)
    ada.house.settle()
    assert later.model.find("#general").readers.seen == Seen(later.texts()[-1].key, ("Ada",))


def test_a_closing_room_is_told_and_read_on(ada, ben):
    ada.say("last words")
    ada.house.room.close()
    ben.carry()
    ben.visit.report(Lost("The connection to the room has ended.", 0.0))
    assert ben.shown() == ["Ada: last words"]
    assert ben.model.find("#general").kind is Kind.CHANNEL
    assert ben.model.status == Closed("The host closed the room.", may_open=True)


def test_a_crowd(house, ada):
    crowd = [house.guest(f"guest{number}") for number in range(30)]
    assert ada.nicks == sorted(["Ada", *(guest.model.nick for guest in crowd)])
    assert crowd[0].nicks == ada.nicks == crowd[-1].nicks
    ada.say("welcome, all")
    assert all(guest.shown()[-1] == "Ada: welcome, all" for guest in crowd)


def test_answers_signs_corrections_and_what_is_taken_back_are_the_same_for_everybody(house):
    """Also for who comes later and is told of it by CHATHISTORY, and for the host, who may take others' words back."""
    ada, ben = house.guest("Ada"), house.guest("Ben")
    ada.say("helo")
    ben.say("tea?")
    ada.chat.correct(ada.texts()[0].key, "hello")
    house.settle()
    ada.chat.reply(ada.texts()[1].key, "yes")
    house.settle()
    for guest in (ada, ben):
        guest.chat.messages.react(guest.texts()[1].key, "👍")
        house.settle()
    ben.say("nonsense")
    ada.chat.messages.retract(ada.texts()[-1].key)
    house.settle()
    cleo = house.guest("Cleo")
    for guest in (ada, ben, cleo):
        first, second, third, *_ = guest.texts()
        assert (first.text, first.edits != ()) == ("hello", True)
        assert [reaction.who for reaction in second.reactions] == ["Ada", "Ben"]
        assert (third.text, third.quote) == ("yes", Quote(second.key, "Ben", "tea?"))
        assert "nonsense" not in " ".join(guest.shown())
    assert [r.own for r in ada.texts()[1].reactions] == [True, False]
    assert "Ada took it back" in ben.shown()


def test_who_may_not_take_a_message_back_is_told_so(house):
    ada, ben = house.guest("Ada"), house.guest("Ben")
    ada.say("hello")
    ben.chat.messages.retract(ben.texts()[0].key)
    house.settle()
    assert ben.shown()[-1].startswith("! It is not your message")
    assert "Ada: hello" in ada.shown()
