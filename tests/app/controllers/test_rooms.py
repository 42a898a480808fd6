"""The way into a room and out of it, with a stage that records and a network that the test plays."""

from dataclasses import replace

from app.client.link import Connected, Link, Lost, Unknown
from app.controllers.company import ALONE_MS
from app.controllers.hosting import MAX_ROOM_NAME
from app.controllers.patience import BUSY_AFTER_MS
from app.models.hosted import HostChoices
from app.models.lobby import Busy, Failed, Idle, NearbyRoom, RecentRoom, Search
from app.models.room import Closed, Connecting, Online
from app.services.files import Files
from app.services.invites import Invite, read
from app.services.room_settings import RoomSettings
from server.binding import HostingError
from tests.app.controllers.world import FINGERPRINT

# The welcome window


def test_what_is_known_is_shown_at_once(clockwork, tmp_path, make):
    rooms = (RecentRoom("Tea", "192.168.1.5", 6697, 1.0),)
    Files(tmp_path).save_recent(rooms)
    world = make()
    assert (world.lobby.nick, world.lobby.recent, world.lobby.network) == ("Ada", rooms, "192.168.1.7")


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
    assert read(world.room.invite) == Invite(("192.168.1.7", "10.0.0.7", "adas-pc.local"), 7001, name="Tea house")
    assert world.lobby.recent == (RecentRoom("Tea house", "127.0.0.1", 7001, 100.0, hosted=True),)
    assert world.files.load_recent() == world.lobby.recent
    assert [after for after, _ in world.clockwork.timers.values()] == [ALONE_MS]  # nothing else is waited for


def test_a_room_of_ours_is_told_that_we_run_it_and_no_other_room_is(world):
    world.rooms.host("Tea")
    world.pump()
    world.let_in(people="~Ada")
    (operator,) = world.opening.operators
    assert f"OPER {operator.name} {operator.password}".encode() in world.link.take().split(b"\r\n")
    world.hear(":room 381 Ada :You run this", ":Ada!a@h MODE Ada +o")
    assert world.room.is_operator
    assert world.said() == ["* You opened the room"]
    world.rooms.leave_room()
    world.stage.answers.pop()()
    world.rooms.join("192.168.1.5")
    world.let_in()
    assert b"OPER" not in world.link.take()


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
    world.rooms.join(" http://example.org\n")
    assert isinstance(world.lobby.joining, Failed)
    assert world.wires == []
    assert world.lobby.invite == "http://example.org"  # to be mended


def test_what_we_were_to_join_by_is_forgotten_once_we_are_in(world):
    world.rooms.join("192.168.1.5")
    assert world.lobby.invite == "192.168.1.5"
    world.let_in()
    assert world.lobby.invite == ""


def test_the_name_in_an_invite_is_what_we_connect_to(world):
    world.rooms.join("parlor://join/192.168.1.5:7000/tea?name=Tea%20house")
    assert world.lobby.joining == Busy("Connecting to Tea house…")


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


def test_cancelling_leaves_a_room_of_our_own_alone(world):
    world.rooms.host("Tea")
    world.pump()
    world.rooms.cancel()
    world.let_in(people="~Ada")
    assert world.stage.shown == ["Tea house"]


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
    assert read(world.room.invite).fingerprint == FINGERPRINT
    assert read(world.room.ways.page).fingerprint == FINGERPRINT
    assert read(world.room.ways.code).may_be(FINGERPRINT)
    assert world.room.ways.address == "192.168.1.7:7001"
    assert world.files.load_known() == {}


def test_a_password_is_not_kept_on_disk(world, tmp_path):
    """Passwords and the secrets of invites are in no log, no title and no list of rooms."""
    world.rooms.join("parlor://join/192.168.1.5/#sesame")
    world.let_in()
    assert "sesame" not in (tmp_path / "recent.json").read_text()
    assert world.room.invite.endswith("#sesame")


def test_the_welcome_stands_below_what_was_said_before_although_our_clock_is_behind(world):
    world.rooms.join("192.168.1.5")
    world.let_in(tags="@time=1970-01-01T00:05:00.000Z ")  # on our clock it is 00:01:40
    world.hear(
        ":room BATCH +h chathistory #general",
        "@batch=h;time=1970-01-01T00:04:00.000Z;msgid=1 :Ben!b@h PRIVMSG #general :Tea?",
        ":room BATCH -h",
    )
    assert world.said() == ["Ben: Tea?", "* Welcome to Tea house, Ada"]


# The rooms near us

NEAR = NearbyRoom(FINGERPRINT, "Tea house", ("192.168.1.50", "fd00::5"), 7000, "#tea")


def test_a_room_nearby_has_to_prove_that_it_is_the_one_that_was_announced(world):
    world.rooms.join_nearby(NEAR)
    assert world.invites == [Invite(NEAR.addresses, 7000, "#tea", "Tea house", fingerprint=FINGERPRINT)]


def test_a_room_we_have_been_in_is_joined_where_it_is_now(world):
    world.lobby.set_nearby([NEAR], Search.LOOKING)
    world.rooms.rejoin(RecentRoom("Tea house", "192.168.1.4", 7000, 1.0, fingerprint=FINGERPRINT))
    assert world.invites[-1].addresses == NEAR.addresses


def test_a_code_is_looked_up_among_the_rooms_nearby(world):
    code = Invite(("192.168.1.50",), 7000, fingerprint=FINGERPRINT).code()
    world.lobby.set_nearby([NEAR], Search.SETTLED)
    world.rooms.join(code.lower())
    assert world.invites == [Invite(NEAR.addresses, 7000, "#tea", "Tea house", fingerprint=FINGERPRINT)]


def test_a_code_of_a_room_that_is_not_seen_leads_to_the_address_it_carries(world):
    world.lobby.set_nearby([replace(NEAR, fingerprint="00" * 32)], Search.SETTLED)
    world.rooms.join(Invite(("192.168.1.51",), 7000, fingerprint=FINGERPRINT).code())
    assert (world.invites[-1].addresses, world.invites[-1].port) == (("192.168.1.51",), 7000)
    assert world.invites[-1].fingerprint == ""


def test_a_code_does_not_vouch_for_a_room_that_is_seen_elsewhere(world):
    """Anybody can announce a room that a code may have been made for."""
    world.lobby.set_nearby([NEAR], Search.SETTLED)
    world.rooms.join(Invite(("10.0.0.1",), 7000, fingerprint=FINGERPRINT).code())
    assert world.invites[-1].addresses == ("10.0.0.1", *NEAR.addresses)
    world.tell(Unknown(FINGERPRINT, "192.168.1.50"))
    assert world.stage.questions[-1][0] == "Is this the right room?"


def test_a_code_that_leads_to_another_room_than_it_was_made_for_is_no_way_in(world):
    world.rooms.join(Invite(("10.0.0.1",), 7000, fingerprint=FINGERPRINT).code())
    world.tell(Unknown("00" * 32, "10.0.0.1"))
    assert isinstance(world.lobby.joining, Failed)
    assert "Another room is there" in world.lobby.joining.text
    assert not world.stage.questions


def test_a_code_says_when_it_was_typed_wrongly(world):
    world.rooms.join("CGFR-999E")
    assert isinstance(world.lobby.joining, Failed)
    assert "There is a mistake in this code" in world.lobby.joining.text


# A link that was clicked elsewhere


def test_a_link_from_elsewhere_is_joined_from_the_welcome_window(world):
    world.rooms.come_by("parlor://join/192.168.1.5:7000/tea")
    assert world.invites == [Invite(("192.168.1.5",), 7000, "#tea")]


def test_a_link_into_the_room_we_are_in_leads_to_its_channel(hosting):
    hosting.opening.hosted.fingerprint = FINGERPRINT
    hosting.rooms.come_by("parlor://join/127.0.0.1:7001/tea")
    assert not hosting.stage.questions
    assert hosting.room.current.name == "#tea"


def test_a_link_to_another_room_asks_before_this_one_is_left(world):
    world.rooms.join("192.168.1.5")
    world.let_in()
    world.rooms.come_by("parlor://join/192.168.1.6")
    assert world.stage.questions[-1][0] == "Leave this room?"
    world.stage.answers[-1]()
    assert world.invites[-1].addresses == ("192.168.1.6",)


def test_a_link_that_leads_nowhere_is_no_reason_to_leave(world):
    world.rooms.join("192.168.1.5")
    world.let_in()
    world.rooms.come_by("parlor://join/")
    assert not world.stage.questions
    assert "This link is incomplete" in world.said()[-1]


# The rooms we have been in


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


# Leaving


def test_leaving_somebody_elses_room_asks_nothing(world):
    world.rooms.join("192.168.1.5")
    world.let_in()
    world.rooms.leave_room()
    assert world.stage.questions == []
    assert world.stage.shown == ["Tea house", "welcome"]
    assert world.wires[0].asked == ["start", "close"]
    assert world.rooms.visit is None


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


# Coming back


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


def test_what_the_host_decides_is_written_down_told_to_the_room_and_shown_in_invites(hosting, tmp_path):
    settings = RoomSettings(tmp_path)
    hosting.rooms._own._settings = settings
    hosting.link.take()
    assert hosting.rooms.choose_for_room(HostChoices("tea time", unencrypted=True)) == ""
    assert settings.load() == HostChoices("tea time", unencrypted=True)
    assert hosting.link.take() == b"REHASH\r\n"
    assert hosting.room.hosting.choices.password == "tea time"
    assert hosting.room.invite.endswith("#tea%20time")
    hosting.tell(Lost("gone", 1.0))
    assert hosting.rooms.choose_for_room(HostChoices("tea")) == ""
    hosting.tell(Connected(hosting.link, "127.0.0.1"))
    assert b"PASS tea\r\n" in hosting.link.take()
    assert hosting.rooms.choose_for_room(HostChoices()) == ""
    assert "#" not in hosting.room.invite


def test_why_a_decision_of_the_host_could_not_be_stored(hosting, tmp_path):
    assert "forgotten when it closes" in hosting.rooms.choose_for_room(HostChoices("tea"))
    assert "can be typed" in hosting.rooms.choose_for_room(HostChoices("tea\n"))
    assert "can be typed" in hosting.rooms.choose_for_room(HostChoices("x" * 101))
    hosting.rooms._own._settings = RoomSettings(tmp_path / "nowhere")
    assert "could not be stored" in hosting.rooms.choose_for_room(HostChoices("tea"))
    assert hosting.room.hosting.choices == HostChoices()
