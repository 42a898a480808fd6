"""What is asked on the way into a room and out of it."""

from dataclasses import replace

import pytest

from app.client.link import Connected, Link, Lost, Unknown
from app.controllers.patience import HINT_AFTER_MS
from app.models.lobby import Busy, Failed, Idle, NearbyRoom, Search
from app.services.invites import Invite
from server.discovery.announcement import Complaint
from server.protocol.fingerprints import spoken
from tests.app.controllers.world import FINGERPRINT


def test_a_good_name_is_kept(world):
    assert world.rooms.doorstep.give_nick("  Zoë ")
    assert (world.lobby.nick, world.lobby.nick_error) == ("Zoë", "")
    assert world.settings.choices.nick == "Zoë"


@pytest.mark.parametrize(
    ("nick", "error", "offer"),
    [
        ("", "Give a name first: it is how others see you.", ""),
        ("@Anna Maria", "A name cannot start with “@”.", "Anna-Maria"),
        ("x" * 40, "A name can have at most 32 characters.", "x" * 32),
        ("a\x07b", "A name cannot have invisible characters.", "ab"),
    ],
)
def test_a_name_that_cannot_be_one_is_answered(world, nick, error, offer):
    assert not world.rooms.doorstep.give_nick(nick)
    assert (world.lobby.nick, world.lobby.nick_error, world.lobby.nick_offer) == (nick, error, offer)
    assert world.settings.choices.nick == "Ada"


def test_who_has_a_name_that_cannot_be_a_nickname_is_given_one_and_called_by_it_all_the_same(world):
    """What cannot be a nickname can be a display name (`draft/metadata-3`); who does not know of those sees the
    nickname.
    """
    assert world.rooms.doorstep.give_nick(" Anna Maria ")
    assert (world.lobby.nick, world.lobby.called) == ("Anna-Maria", "Anna Maria")
    assert (world.settings.choices.nick, world.settings.choices.display_name) == ("Anna-Maria", "Anna Maria")
    world.rooms.join("192.168.1.5")
    assert world.room.nick == "Anna-Maria"
    assert world.lobby.called == "Anna Maria"
    assert world.rooms.rename("Anna") == ""
    assert (world.settings.choices.nick, world.settings.choices.display_name) == ("Anna", "")


def test_our_own_room_that_does_not_let_us_in_is_closed_again(world):
    world.rooms.host("Tea")
    world.pump()
    world.tell(Lost("Nobody answers.", None))
    assert world.lobby.hosting == Failed("Nobody answers.")
    assert world.opening.hosted.stopped == 1
    world.rooms.host("Tea")
    assert len(world.opening.asked) == 2


def test_who_sees_a_room_but_cannot_reach_it_is_told_where_to_look(world):
    room = NearbyRoom(FINGERPRINT, "Tea", ("192.168.1.5",), 6697, "#general")
    for fresh, told in ((True, True), (False, False)):
        world.lobby.set_nearby([replace(room, fresh=fresh)], Search.LOOKING)
        world.rooms.join_nearby(room)
        world.tell(Lost("Nobody answers.", None))
        assert world.lobby.joining.text.startswith("Nobody answers.")
        assert ("“Can others join?”" in world.lobby.joining.text) is told
        assert bool(world.complaints) is told
        world.complaints.clear()


def test_whoever_holds_it_open_is_told_of_it_even_before_we_give_up(world):
    room = NearbyRoom(FINGERPRINT, "Tea", ("192.168.1.5", "fe80::5%2"), 6697, "#general")
    world.lobby.set_nearby([room, replace(room, fingerprint="cd" * 32)], Search.LOOKING)
    world.rooms.join_nearby(room)
    world.clockwork.pass_by(HINT_AFTER_MS - 1)
    assert world.complaints == []
    world.clockwork.pass_by(1)
    complaint = Complaint(FINGERPRINT, 6697, ("192.168.1.5", "fe80::5"))
    assert world.complaints == [(complaint, room.addresses)]


def test_nobody_is_told_of_a_room_that_is_not_in_sight_or_let_us_in(world):
    world.rooms.join("parlor://join/192.168.1.5/")
    world.clockwork.pass_by(HINT_AFTER_MS)
    world.rooms.join_nearby(NearbyRoom(FINGERPRINT, "Tea", ("192.168.1.5",), 6697, "#general"))
    world.let_in()
    world.clockwork.pass_by(HINT_AFTER_MS)
    assert world.complaints == []


def test_who_has_no_name_is_asked_for_one_until_it_can_be_one(make):
    world = make("")
    world.rooms.join("parlor://join/192.168.1.5/?name=Tea")
    assert world.stage.questions == [("What should the people in Tea call you?", "")]
    assert world.wires == []
    world.stage.answers[-1]("@Anna Maria")
    assert world.stage.questions[-1] == ("A name cannot start with “@”.", "Anna-Maria")
    world.stage.answers[-1]("Anna")
    assert len(world.wires) == 1
    assert world.room.nick == "Anna"


def test_a_name_on_the_welcome_window_that_cannot_be_one_is_answered_there(world):
    world.rooms.doorstep.give_nick("Anna!Maria\x07")
    world.rooms.join("192.168.1.5")
    assert world.lobby.nick_error == "A name cannot have “!” in it."
    assert world.wires == []


def test_a_taken_name_is_answered_with_another_that_one_click_takes(world):
    world.rooms.join("192.168.1.5")
    world.tell(Connected(Link(lambda: None), "192.168.1.5"))
    world.hear(":room 433 * Ada :Somebody here is already called that.")
    assert world.lobby.joining == Failed("Somebody here is already called that.", offer="Use “Ada2”")
    assert world.stage.questions == [("Somebody here is already called that.", "Ada2")]
    world.rooms.doorstep.accept_offer()
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


def test_an_offer_that_was_never_made_cannot_be_taken(world):
    world.rooms.doorstep.accept_offer()
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
