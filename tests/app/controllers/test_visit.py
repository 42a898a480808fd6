"""One stay: coming in, being refused, losing the connection and coming back, leaving."""

import pytest

from app.controllers.refusals import NameRefused, PasswordWanted, Unreachable
from app.models.room import Closed, Connecting, Online, Retrying
from tests.app.controllers.stay import Stay


def test_we_are_in_once_we_have_entered_a_channel(outside):
    assert outside.wire.asked == ["start"]
    outside.connect()
    assert outside.take() == ["CAP LS 302", "NICK Ada", "USER parlor 0 * Ada"]
    outside.register()
    assert outside.take()[-1] == "JOIN #general"
    assert outside.entered == 0
    assert outside.room.status == Connecting()
    outside.enter()
    assert outside.entered == 1
    assert outside.room.status == Online()
    assert outside.room.current is outside.general
    assert outside.take() == ["WHO #general"]


def test_entering_is_told_once(stay):
    stay.enter("#tea")
    assert stay.entered == 1


def test_the_room_is_called_as_it_says(clockwork):
    stay = Stay(clockwork)
    stay.room.set_about(name="192.168.1.5")
    stay.come_in()
    assert stay.room.name == "Ada's room"


def test_no_way_to_the_room(outside):
    outside.lose("Nobody answers.", None)
    assert outside.refusals == [Unreachable("Nobody answers.", silent=True)]
    assert outside.wire.asked == ["start", "close"]


def test_a_connection_that_ends_before_we_are_in_is_not_tried_again(outside):
    outside.connect()
    outside.lose(again_at=105.0)
    assert outside.refusals == [Unreachable("The connection to the room has ended.")]
    assert outside.wire.asked == ["start", "close"]


def test_the_rooms_own_reason_counts_more_than_that_the_connection_ended(outside):
    outside.connect()
    outside.hear("ERROR :Closing link: Too many visitors")
    outside.lose()
    assert outside.refusals == [Unreachable("The room ended the connection: Too many visitors.")]


def test_a_reason_of_the_last_connection_is_not_that_of_the_next(stay):
    stay.hear("ERROR :Closing link: Ping timeout")
    stay.lose()
    stay.connect()
    stay.lose("Nobody answers.", None)
    assert stay.room.status == Closed("Nobody answers.")


def test_a_taken_name_is_refused_with_another(outside):
    outside.connect()
    outside.hear(":room 433 * Ada :Somebody here is already called that.")
    assert outside.refusals == [NameRefused("Somebody here is already called that.", "Ada2")]
    assert outside.wire.asked == ["start", "close"]


def test_a_password_is_wanted(outside):
    outside.connect()
    outside.hear(":room 464 * :This room has a password")
    assert outside.refusals == [PasswordWanted(given=False)]


def test_a_wrong_password(clockwork):
    stay = Stay(clockwork, password="open sesame")
    stay.connect()
    assert "PASS :open sesame" in stay.take()
    stay.hear(":room 464 * :The password is wrong", "ERROR :Closing link: Wrong password")
    stay.lose()
    assert stay.refusals == [PasswordWanted(given=True)]


def test_a_channel_that_does_not_let_us_in_is_a_refusal(outside):
    outside.connect()
    outside.register()
    outside.hear(":room 473 Ada #general :You have to be invited")
    assert outside.refusals == [Unreachable("You have to be invited")]


def test_a_room_that_closes_before_we_are_in_is_a_refusal(outside):
    outside.connect()
    outside.hear(":room NOTE * ROOM_CLOSED :The host closed the room.", "ERROR :Closing link: The room was closed")
    outside.lose()
    assert outside.refusals == [Unreachable("The room ended the connection: The room was closed.")]


def test_after_a_refusal_nothing_is_heard_any_more(outside):
    outside.connect()
    outside.hear(":room 433 * Ada :taken", ":room 433 * Ada :taken", ":room 001 Ada :Welcome", ":room 422 Ada :none")
    outside.enter()
    outside.lose()
    assert len(outside.refusals) == 1
    assert outside.entered == 0


# The connection comes and goes


def test_a_lost_connection_is_tried_again_and_who_is_here_is_not_known(stay):
    stay.lose(again_at=105.0)
    assert stay.room.status == Retrying(105.0)
    assert stay.nicks == []
    assert stay.general.members == ()
    assert stay.visit.session is None


def test_coming_back_goes_where_we_were(stay):
    stay.enter("#tea")
    stay.enter("#left")
    stay.hear(":Ada!a@h PART #left")
    stay.lose()
    stay.connect()
    stay.register()
    assert stay.take()[-2:] == ["JOIN #general", "JOIN #tea"]
    stay.enter(names="~Ada Dan")
    assert stay.room.status == Online(again=True)
    assert stay.nicks == ["Ada", "Dan"]
    assert stay.entered == 1


def test_a_second_channel_after_coming_back_does_not_say_so_again(stay):
    stay.lose()
    stay.connect()
    stay.register()
    stay.enter()
    told = []
    stay.room.status_changed.connect(lambda: told.append(1))
    stay.enter("#tea")
    assert told == []


def test_a_loss_without_return_is_the_end(stay):
    stay.lose("Something went wrong.", None)
    assert stay.room.status == Closed("Something went wrong.")


def test_a_taken_name_on_coming_back_is_another_name_for_now(stay):
    stay.lose()
    stay.connect()
    stay.take()
    stay.hear(":room 433 * Ada :Somebody here is already called that.")
    assert stay.take() == ["NICK Ada2"]
    stay.register(nick="Ada2")
    stay.enter(names="~Ada Ada2")
    assert stay.room.nick == "Ada2"
    assert "! Somebody here is already called that. You are “Ada2” for now." in stay.shown()
    stay.take()
    stay.hear(":Ada!a@h QUIT :Ping timeout: 150 seconds")
    assert stay.take() == ["NICK Ada"]
    stay.hear(":Ada2!a@h NICK Ada")
    assert stay.room.nick == "Ada"
    stay.hear(":Ben!b@h NICK Ada3", ":Ada3!b@h QUIT")
    assert stay.take() == []


def test_who_chose_another_name_meanwhile_keeps_it(stay):
    stay.lose()
    stay.connect()
    stay.hear(":room 433 * Ada :taken")
    stay.register(nick="Ada2")
    stay.enter(names="~Ada Ada2")
    stay.hear(":Ada2!a@h NICK Countess")
    stay.take()
    stay.hear(":Ada!a@h QUIT")
    assert stay.take() == []


def test_several_names_may_be_taken_on_coming_back(stay):
    stay.lose()
    stay.connect()
    stay.take()
    stay.hear(":room 433 * Ada :taken", ":room 433 * Ada2 :taken")
    assert stay.take() == ["NICK Ada2", "NICK Ada2-2"]


CLOSED = (":room NOTE * ROOM_CLOSED :The host closed the room.", "ERROR :Closing link: The room was closed")


def test_the_words_of_a_room_that_is_closed_can_still_be_read(stay):
    stay.hear(":Ben!b@h PRIVMSG #general :last words")
    stay.chat.submit("me too")
    stay.hear(*CLOSED)
    stay.lose()
    stay.lose("Nobody answers at 192.168.1.5.", again_at=130.0)
    assert stay.room.status == Closed("The host closed the room.", may_open=True)
    assert stay.wire.asked == ["start"]
    assert stay.shown() == ["Ben: last words", "Ada: me too [waiting]"]
    assert stay.nicks == []


def test_who_was_in_a_room_that_was_closed_is_back_once_it_is_open_again(stay):
    stay.hear(*CLOSED)
    stay.lose()
    stay.chat.submit("still there?")
    stay.connect()
    stay.register()
    assert "JOIN #general" in stay.take()
    stay.enter()
    assert stay.room.status == Online(again=True)
    assert any("still there?" in line for line in stay.take())
    stay.lose()
    assert stay.room.status == Retrying(105.0)  # a loss like any other


# Leaving


def test_leaving_says_goodbye(stay):
    stay.visit.abandon()
    assert stay.take() == ["QUIT"]
    assert stay.wire.asked == ["start", "close"]
    stay.visit.abandon()
    assert stay.take() == []


def test_a_farewell_waits_until_it_is_said(stay):
    assert stay.visit.farewell()
    assert stay.wire.asked == ["start", "close", "join"]


def test_who_leaves_from_the_doorstep_has_nobody_to_say_goodbye_to(outside):
    outside.connect()
    outside.take()
    outside.visit.abandon()
    assert outside.take() == []
    assert outside.refusals == []


def test_impatience_is_passed_on(stay):
    stay.lose()
    stay.visit.try_now()
    assert stay.wire.asked[-1] == "try_now"


def test_no_timer_outlives_the_stay(stay, clockwork):
    stay.hear("@+typing=active :Ben!b@h TAGMSG #general")
    assert clockwork.timers
    stay.visit.abandon()
    assert not clockwork.timers


@pytest.mark.parametrize("line", ["@batch=x BATCH", "005", ":room 353 Ada = #general :@@@", ":Ada!a@h PART #nowhere"])
def test_oddities_from_the_room_do_no_harm(stay, line):
    before = stay.nicks
    stay.hear(line)
    assert stay.shown() == []
    assert stay.nicks == before
