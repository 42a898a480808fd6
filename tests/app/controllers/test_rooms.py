"""The way into a room and out of it, with a stage that records and a network that the test plays."""

import weakref
from collections import deque
from collections.abc import Callable

import pytest

from app.client.link import Connected, Link, Lost, Received, Unknown
from app.controllers.hosting import OwnRoom
from app.controllers.rooms import BUSY_AFTER_MS, FIREWALL_HINT, HINT_AFTER_MS, MAX_ROOM_NAME, Rooms
from app.models.lobby import Busy, Failed, Idle, Lobby, NearbyRoom, RecentRoom, Search
from app.models.room import Closed, Connecting, Online
from app.models.settings import Choices, Settings
from app.services import network
from app.services.archive import Archive
from app.services.files import Files
from app.services.invites import Invite
from server.hosting import HostingError
from server.protocol.fingerprints import shortened, spoken
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
        weakref.finalize(self, self.archive.close)
        self.posted: deque[Callable[[], object]] = deque()
        self.opening = Opening()
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

    def let_in(self, name="Tea\\x20house", people="~Ben Ada"):
        self.tell(Connected(Link(lambda: None), "192.168.1.5"))
        self.hear(
            ":room CAP * LS :",
            f":room 001 {self.lobby.nick} :Welcome",
            f":room 005 {self.lobby.nick} NETWORK={name} CHANTYPES=# PREFIX=(qo)~@ :are supported",
            f":room 422 {self.lobby.nick} :none",
            f":{self.lobby.nick}!a@h JOIN #general",
            f":room 353 {self.lobby.nick} = #general :{people}",
            f":room 366 {self.lobby.nick} #general :End",
        )

    @property
    def room(self):
        assert self.rooms.visit
        return self.rooms.visit.room

    def said(self):
        return [written(entry) for entry in self.room.conversations[0].entries]


@pytest.fixture
def make(clockwork, tmp_path, monkeypatch):
    monkeypatch.setattr(network, "own_addresses", lambda: ("192.168.1.7", "10.0.0.7"))
    return lambda nick="Ada": World(clockwork, tmp_path, nick)


@pytest.fixture
def world(make):
    return make()


@pytest.fixture
def hosting(world):
    """Ada hosts, and is in."""
    world.rooms.host("Tea house")
    world.pump()
    world.let_in(people="~Ada")
    return world


# The welcome window


def test_what_is_known_is_shown_at_once(clockwork, tmp_path, make):
    rooms = (RecentRoom("Tea", "192.168.1.5", 6697, 1.0),)
    Files(tmp_path).save_recent(rooms)
    world = make()
    assert (world.lobby.nick, world.lobby.recent, world.lobby.network) == ("Ada", rooms, "192.168.1.7")


def test_a_good_name_is_kept(world):
    assert world.rooms.give_nick("  Zoë ")
    assert (world.lobby.nick, world.lobby.nick_error) == ("Zoë", "")
    assert world.settings.choices.nick == "Zoë"


@pytest.mark.parametrize(
    ("nick", "error", "offer"),
    [
        ("", "Give a name first: it is how others see you.", ""),
        ("Anna Maria", "A name cannot have spaces.", "Anna-Maria"),
        ("x" * 40, "A name can have at most 32 characters.", "x" * 32),
        ("a\x07b", "A name cannot have invisible characters.", "ab"),
    ],
)
def test_a_name_that_cannot_be_one_is_answered(world, nick, error, offer):
    assert not world.rooms.give_nick(nick)
    assert (world.lobby.nick, world.lobby.nick_error, world.lobby.nick_offer) == (nick, error, offer)
    assert world.settings.choices.nick == "Ada"


# Hosting


def test_hosting_opens_a_room_and_goes_in(world):
    world.rooms.host("  Tea\n house ")
    assert world.lobby.hosting == Idle()
    world.pump()
    assert world.opening.asked == [("Tea house", False)]
    assert world.invites == [Invite(("127.0.0.1",), 7001, name="Tea house")]
    world.let_in(people="~Ada")
    assert world.stage.shown == ["Tea house"]
    assert world.said() == ["* You opened the room"]
    assert world.room.status == Online()
    assert world.room.host_name == "Ada"
    assert world.room.invite == "parlor://join/192.168.1.7:7001/general?name=Tea%20house"
    assert world.lobby.recent == (RecentRoom("Tea house", "127.0.0.1", 7001, 100.0, hosted=True),)
    assert world.files.load_recent() == world.lobby.recent
    assert not world.clockwork.timers


def test_a_room_without_a_name_is_called_after_its_host(world):
    world.rooms.host(" \x07 ")
    assert world.opening.asked == [("Ada's room", False)]


def test_a_long_name_is_cut(world):
    world.rooms.host("x" * 500)
    assert world.opening.asked == [("x" * MAX_ROOM_NAME, False)]


def test_a_room_may_have_a_process_of_its_own(world):
    world.settings.choose(isolated_hosting=True)
    world.rooms.host("Tea")
    assert world.opening.asked == [("Tea", True)]


def test_only_slow_opening_is_shown_as_work(world):
    world.rooms.host("Tea")
    world.clockwork.pass_by(BUSY_AFTER_MS)
    assert world.lobby.hosting == Busy("Starting…")
    world.pump()
    world.let_in(people="~Ada")
    assert world.lobby.hosting == Idle()


def test_a_room_that_cannot_be_opened_says_why_and_can_be_tried_again(world):
    world.opening.error = HostingError("The disk is full.")
    world.rooms.host("Tea")
    world.pump()
    assert world.lobby.hosting == Failed("The disk is full.")
    assert not world.clockwork.timers
    world.opening.error = None
    world.rooms.host("Tea")
    assert world.lobby.hosting == Idle()
    world.pump()
    world.let_in(people="~Ada")
    assert world.stage.shown == ["Tea house"]


def test_a_second_click_opens_no_second_room(world):
    for _ in range(2):
        world.rooms.host("Tea")
    world.pump()
    world.rooms.host("Tea")
    world.rooms.join("192.168.1.5")
    assert len(world.opening.asked) == 1
    assert len(world.wires) == 1


def test_without_a_name_no_room_is_opened(make):
    world = make("")
    world.rooms.host("Tea")
    assert world.opening.asked == []
    assert world.lobby.nick_error


def test_hosting_gives_up_joining(world):
    world.rooms.join("192.168.1.5")
    world.rooms.host("Tea")
    assert world.wires[0].asked == ["start", "close"]
    assert world.lobby.joining == Idle()


def test_our_own_room_that_does_not_let_us_in_is_closed_again(world):
    world.rooms.host("Tea")
    world.pump()
    world.tell(Lost("Nobody answers.", None))
    assert world.lobby.hosting == Failed("Nobody answers.")
    assert world.opening.hosted.stopped == 1
    world.rooms.host("Tea")
    assert len(world.opening.asked) == 2


def test_a_room_that_dies_before_we_are_in_is_told_on_the_welcome_window(world):
    world.rooms.host("Tea")
    world.pump()
    world.clockwork.pass_by(BUSY_AFTER_MS)
    world.opening.on_death("The room's process has ended.")
    world.pump()
    assert world.lobby.hosting == Failed("The room's process has ended.")
    assert world.wires[0].asked == ["start", "close"]
    assert world.rooms.visit is None


def test_a_room_that_dies_while_we_are_in_leaves_its_words_to_be_read(hosting):
    hosting.opening.on_death("The room's process has ended.")
    hosting.pump()
    assert hosting.room.status == Closed("The room's process has ended.")
    assert hosting.rooms.question() is None
    hosting.rooms.leave_room()
    assert hosting.stage.shown[-1] == "welcome"
    assert hosting.stage.questions == []


def test_the_rooms_log_is_kept_for_its_host(hosting):
    assert [line.text for line in hosting.room.log] == ["The room is open."]


# Joining


def test_joining_by_whatever_was_pasted(world):
    world.rooms.join(" 192.168.1.5:7000 ")
    assert world.invites == [Invite(("192.168.1.5",), 7000)]
    assert world.lobby.joining == Busy("Connecting to 192.168.1.5…")
    world.let_in()
    assert world.lobby.joining == Idle()
    assert world.stage.shown == ["Tea house"]
    assert world.said() == ["* Welcome to Tea house, Ada"]
    assert world.lobby.recent == (RecentRoom("Tea house", "192.168.1.5", 7000, 100.0),)
    assert not world.clockwork.timers


def test_a_paste_that_leads_nowhere_is_answered(world):
    world.rooms.join("http://example.org")
    assert isinstance(world.lobby.joining, Failed)
    assert world.wires == []


def test_the_name_in_an_invite_is_what_we_connect_to(world):
    world.rooms.join("parlor://join/192.168.1.5:7000/tea?name=Tea%20house")
    assert world.lobby.joining == Busy("Connecting to Tea house…")


def test_after_a_while_there_is_something_to_look_at(world):
    world.rooms.join("192.168.1.5")
    world.clockwork.pass_by(HINT_AFTER_MS)
    assert world.lobby.joining == Busy("Connecting to 192.168.1.5…", FIREWALL_HINT)


def test_cancelling_stops_at_once(world):
    world.rooms.join("192.168.1.5")
    world.rooms.cancel()
    assert world.wires[0].asked == ["start", "close"]
    assert world.lobby.joining == Idle()
    assert not world.clockwork.timers
    world.tell(Lost("Nobody answers.", None))
    assert world.lobby.joining == Idle()


def test_joining_elsewhere_gives_up_the_first_way(world):
    world.rooms.join("192.168.1.5")
    world.rooms.join("192.168.1.6")
    assert world.wires[0].asked == ["start", "close"]
    assert world.wires[1].asked == ["start"]


def test_who_cannot_be_reached_says_why(world):
    world.rooms.join("192.168.1.5")
    world.tell(Lost("Nobody answers.", None))
    assert world.lobby.joining == Failed("Nobody answers.")
    assert not world.clockwork.timers


def test_who_has_no_name_is_asked_for_one_until_it_can_be_one(make):
    world = make("")
    world.rooms.join("parlor://join/192.168.1.5/?name=Tea")
    assert world.stage.questions == [("What should the people in Tea call you?", "")]
    assert world.wires == []
    world.stage.answers[-1]("Anna Maria")
    assert world.stage.questions[-1] == ("A name cannot have spaces.", "Anna-Maria")
    world.stage.answers[-1]("Anna")
    assert len(world.wires) == 1
    assert world.room.nick == "Anna"


def test_a_name_on_the_welcome_window_that_cannot_be_one_is_answered_there(world):
    world.rooms.give_nick("Anna Maria")
    world.rooms.join("192.168.1.5")
    assert world.lobby.nick_error == "A name cannot have spaces."
    assert world.wires == []


def test_a_taken_name_is_answered_with_another_that_one_click_takes(world):
    world.rooms.join("192.168.1.5")
    world.tell(Connected(Link(lambda: None), "192.168.1.5"))
    world.hear(":room 433 * Ada :Somebody here is already called that.")
    assert world.lobby.joining == Failed("Somebody here is already called that.", offer="Use “Ada2”")
    assert world.stage.questions == [("Somebody here is already called that.", "Ada2")]
    world.rooms.accept_offer()
    assert world.room.nick == "Ada2"
    assert world.invites[1] == world.invites[0]
    assert world.lobby.joining == Busy("Connecting to 192.168.1.5…")


def test_a_taken_name_may_be_answered_with_any_other(world):
    world.rooms.join("192.168.1.5")
    world.tell(Connected(Link(lambda: None), "192.168.1.5"))
    world.hear(":room 433 * Ada :Somebody here is already called that.")
    world.stage.answers[-1]("Countess")
    assert world.room.nick == "Countess"
    assert world.lobby.nick == "Countess"


def test_cancelling_leaves_a_room_of_our_own_alone(world):
    world.rooms.host("Tea")
    world.pump()
    world.rooms.cancel()
    world.let_in(people="~Ada")
    assert world.stage.shown == ["Tea house"]


def test_an_offer_that_was_never_made_cannot_be_taken(world):
    world.rooms.accept_offer()
    assert world.wires == []


def test_a_room_that_nobody_vouched_for_is_asked_about_and_known_from_then_on(world, tmp_path):
    world.rooms.join("192.168.1.5:7000")
    world.tell(Unknown(FINGERPRINT, "192.168.1.5"))
    title, text, confirm = world.stage.questions[-1]
    assert (title, confirm) == ("Is this the right room?", "They are the same")
    assert "at 192.168.1.5" in text
    assert spoken(FINGERPRINT) in text
    assert world.lobby.joining == Idle()
    world.stage.answers[-1]()
    assert world.invites[-1] == Invite(("192.168.1.5",), 7000, fingerprint=FINGERPRINT)
    world.let_in()
    world.rooms.leave_room()
    world.rooms.rejoin(world.lobby.recent[0])
    assert world.invites[-1].fingerprint == FINGERPRINT
    assert len(world.stage.questions) == 1


def test_a_room_that_was_not_entered_is_not_known(world):
    world.rooms.join(Invite(("192.168.1.5",), fingerprint=FINGERPRINT).link())
    assert world.invites[-1].fingerprint == FINGERPRINT
    world.tell(Lost("It is not the room that you know.", None))
    world.rooms.join("192.168.1.5")
    assert world.invites[-1].fingerprint == ""


def test_a_room_known_to_speak_in_the_clear_is_joined_again_like_that(world):
    world.rooms.join("irc://192.168.1.5:6667")
    world.let_in()
    world.rooms.leave_room()
    world.rooms.rejoin(world.files.load_recent()[0])
    assert world.invites[-1].in_clear


def test_who_is_invited_to_our_own_room_gets_what_it_proves_itself_by(world):
    world.opening.hosted.fingerprint = FINGERPRINT
    world.rooms.host("Tea")
    world.pump()
    assert world.invites == [Invite(("127.0.0.1",), 7001, name="Tea", fingerprint=FINGERPRINT)]
    world.let_in(people="~Ada")
    assert world.room.invite.endswith(f"?name=Tea&fp={shortened(FINGERPRINT)}")
    assert world.files.load_known() == {}


def test_a_password_is_asked_for_until_it_is_right(world):
    world.rooms.join("192.168.1.5")
    world.tell(Connected(Link(lambda: None), "192.168.1.5"))
    world.hear(":room 464 * :This room has a password")
    assert world.stage.questions == [("Whoever hosts the room can tell you.",)]
    assert world.lobby.joining == Idle()
    world.stage.answers[-1]("wrong\n")
    assert world.invites[-1].password == "wrong"
    world.tell(Connected(Link(lambda: None), "192.168.1.5"))
    world.hear(":room 464 * :The password is wrong")
    assert world.stage.questions[-1] == ("That is not this room's password. Whoever hosts the room can tell you.",)


def test_a_password_is_not_kept_on_disk(world, tmp_path):
    world.rooms.join("parlor://join/192.168.1.5/#sesame")
    world.let_in()
    assert "sesame" not in (tmp_path / "recent.json").read_text()
    assert world.room.invite.endswith("#sesame")


# The rooms near us

NEAR = NearbyRoom(FINGERPRINT, "Tea house", ("192.168.1.50", "fd00::5"), 7000, "#tea")


def test_a_room_nearby_has_to_prove_that_it_is_the_one_that_was_announced(world):
    world.rooms.join_nearby(NEAR)
    assert world.invites == [Invite(NEAR.addresses, 7000, "#tea", "Tea house", fingerprint=FINGERPRINT)]


def test_a_room_we_have_been_in_is_joined_where_it_is_now(world):
    world.lobby.set_nearby([NEAR], Search.LOOKING)
    world.rooms.rejoin(RecentRoom("Tea house", "192.168.1.4", 7000, 1.0, fingerprint=FINGERPRINT))
    assert world.invites[-1].addresses == NEAR.addresses


def test_what_a_room_proves_itself_by_is_remembered_with_it(world):
    world.rooms.join_nearby(NEAR)
    world.let_in()
    assert world.files.load_recent()[0].fingerprint == FINGERPRINT
    world.rooms.leave_room()
    world.rooms.join_by(Invite(("10.0.0.9",), 7000, fingerprint=FINGERPRINT))  # the same one, elsewhere
    world.let_in()
    assert len(world.lobby.recent) == 1


# The rooms we have been in


def test_a_room_is_remembered_once_the_latest_first(world):
    for address in ("192.168.1.5", "192.168.1.6", "192.168.1.5"):
        world.rooms.join(address)
        world.let_in()
        world.rooms.leave_room()
    assert [room.address for room in world.lobby.recent] == ["192.168.1.5", "192.168.1.6"]


def test_a_room_of_our_own_is_opened_again(hosting):
    (recent,) = hosting.lobby.recent
    hosting.rooms.leave_room()
    hosting.stage.answers[-1]()
    hosting.rooms.rejoin(recent)
    assert hosting.opening.asked == [("Tea house", False)] * 2
    hosting.pump()
    hosting.let_in(people="~Ada")
    assert len(hosting.lobby.recent) == 1


def test_another_room_is_joined_again(world):
    world.rooms.rejoin(RecentRoom("Tea", "192.168.1.5", 7000, 1.0))
    assert world.invites == [Invite(("192.168.1.5",), 7000, name="Tea")]


def test_a_room_can_be_forgotten(hosting):
    hosting.rooms.forget(hosting.lobby.recent[0])
    assert hosting.lobby.recent == ()
    assert hosting.files.load_recent() == ()


def test_a_full_disk_does_not_keep_us_out(world, monkeypatch, caplog):
    def full(_rooms):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(world.files, "save_recent", full)
    world.rooms.join("192.168.1.5")
    world.let_in()
    assert world.stage.shown == ["Tea house"]
    assert "No space left" in caplog.text


# Leaving


def test_leaving_somebody_elses_room_asks_nothing(world):
    world.rooms.join("192.168.1.5")
    world.let_in()
    world.rooms.leave_room()
    assert world.stage.questions == []
    assert world.stage.shown == ["Tea house", "welcome"]
    assert world.wires[0].asked == ["start", "close"]
    assert world.rooms.visit is None


@pytest.mark.parametrize(
    ("others", "text"),
    [
        ([], "Nobody else is here now. Nobody can join until you open it again."),
        (["Ben"], "Ben will be disconnected, and nobody can join until you open it again."),
        (["Ben", "Cleo"], "Ben and Cleo will be disconnected, and nobody can join until you open it again."),
        (
            ["Ben", "Cleo", "Dan"],
            "Ben, Cleo and Dan will be disconnected, and nobody can join until you open it again.",
        ),
        (
            ["Ben", "Cleo", "Dan", "Eve"],
            "Ben, Cleo and 2 others will be disconnected, and nobody can join until you open it again.",
        ),
    ],
)
def test_closing_our_own_room_says_what_happens_to_the_others(hosting, others, text):
    hosting.hear(*(f":{nick}!x@h JOIN #general" for nick in others))
    hosting.rooms.leave_room()
    assert hosting.stage.questions == [("Close “Tea house”?", text, "Close the room")]
    assert hosting.opening.hosted.stopped == 0
    hosting.stage.answers[-1]()
    assert hosting.opening.hosted.stopped == 1
    assert hosting.stage.shown[-1] == "welcome"


def test_a_link_to_another_room_is_followed_once_confirmed(world):
    world.rooms.join("192.168.1.5")
    world.let_in()
    world.rooms.leave_for("parlor://join/192.168.1.6")
    assert len(world.wires) == 1
    world.stage.answers[-1]()
    assert world.wires[0].asked == ["start", "close"]
    assert world.invites[-1] == Invite(("192.168.1.6",))


def test_the_end_of_the_program_says_goodbye_and_closes_the_room(hosting):
    hosting.rooms.close()
    assert hosting.wires[0].asked == ["start", "close", "join"]
    assert hosting.opening.hosted.stopped == 1
    assert not hosting.clockwork.timers


def test_the_program_may_end_from_the_welcome_window_or_the_doorstep(world):
    world.rooms.join("192.168.1.5")
    world.rooms.close()
    assert world.wires[0].asked == ["start", "close", "join"]
    assert not world.clockwork.timers


# Rooms we have been in


def in_clear(world):
    world.rooms.join("irc://192.168.1.5")
    world.pump()


def test_a_known_room_is_shown_before_anybody_answers(world):
    in_clear(world)
    world.let_in()
    world.rooms.leave_room()
    world.rooms.rejoin(world.lobby.recent[0])
    assert world.stage.shown == ["Tea house", "welcome", "Tea house"]
    assert world.wires[-1].asked == ["start stubbornly"]
    assert isinstance(world.room.status, Connecting)
    assert world.lobby.joining == Idle()


def test_a_known_room_that_wants_a_password_now_is_left_for_the_question(world):
    in_clear(world)
    world.let_in()
    world.rooms.leave_room()
    in_clear(world)
    world.tell(Connected(Link(lambda: None), "192.168.1.5"))
    world.hear(":room 464 Ada :Password required")
    assert world.stage.shown[-1] == "welcome"
    assert world.rooms.visit is None


def test_the_open_room_is_what_to_come_back_to(world):
    in_clear(world)
    world.let_in()
    assert world.rooms.open_room == RecentRoom("Tea house", "192.168.1.5", 6697, 100.0, in_clear=True)


def test_a_room_that_was_left_or_never_entered_is_not_come_back_to(world):
    in_clear(world)
    assert world.rooms.open_room is None
    world.let_in()
    world.rooms.leave_room()
    assert world.rooms.open_room is None


def test_a_room_of_our_own_is_not_opened_again_unasked(world):
    world.rooms.host("Mine")
    world.pump()
    world.let_in()
    assert world.rooms.open_room is None
