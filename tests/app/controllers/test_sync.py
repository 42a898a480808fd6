"""What the network tells, as the models hold it afterwards."""

from typing import Any

import pytest

from app.controllers.typing_signs import TYPING_MS
from app.models.conversation import Kind
from app.models.people import Role

# What is said


def test_what_others_say_is_shown_where_they_said_it(stay):
    stay.hear(
        ":Ben!b@h PRIVMSG #general :hello",
        ":Ben!b@h PRIVMSG Ada :psst",
        ":Cleo!c@h NOTICE #general :note",
    )
    assert stay.shown() == ["Ben: hello", "Cleo: note"]
    assert stay.shown("Ben") == ["Ben: psst"]
    assert stay.room.directs()[0].joined


def test_the_same_message_is_shown_once(stay):
    stay.hear(*["@msgid=m1 :Ben!b@h PRIVMSG #general :hello"] * 2)
    assert stay.shown() == ["Ben: hello"]


def test_what_comes_at_once_is_told_of_once_and_in_its_order(stay):
    told: list[Any] = []
    general = stay.room.find("#general")
    general.entries_changed.connect(told.append)
    stay.hear(
        "@msgid=m1 :Ben!b@h PRIVMSG #general :one",
        "@msgid=m2 :Cleo!c@h PRIVMSG #general :two",
        "@msgid=m2 :Cleo!c@h PRIVMSG #general :two",
        ":Cleo!c@h QUIT :bye",
        "@msgid=m3 :Ben!b@h PRIVMSG #general :three",
        "@msgid=m4;+reply=m3 :Ben!b@h PRIVMSG #general :four",
    )
    assert [(change.index, change.count) for change in told] == [(0, 2), (2, 1), (3, 1), (4, 1)]
    assert stay.shown()[0:2] == ["Ben: one", "Cleo: two"]
    assert general.entries[4].quote.text == "three"


def test_what_we_say_to_ourselves_is_shown_once(stay):
    stay.chat.open_direct("Ada")
    stay.chat.submit("remember the milk")
    label = stay.take()[0].split()[0].removeprefix("@label=")
    stay.hear(
        "@msgid=m1 :Ada!a@h PRIVMSG Ada :remember the milk",
        f"@label={label};msgid=m1 :Ada!a@h PRIVMSG Ada :remember the milk",
    )
    assert stay.shown("Ada") == ["Ada: remember the milk"]


def test_what_is_still_on_its_way_from_a_channel_we_left_does_not_bring_it_back(stay):
    stay.enter("#tea", names="Ada Dan")
    tea = stay.room.find("#tea")
    stay.chat.leave(tea)
    stay.hear(
        ":Dan!d@h PRIVMSG #tea :wait!",
        ":room 332 Ada #tea :Tea",
        ":room 353 Ada = #tea :Ada Dan",
        ":room 366 Ada #tea :End",
        ":Ada!a@h PART #tea",
    )
    assert [c.name for c in stay.room.conversations] == ["#general"]
    assert stay.nicks == ["Ada", "Ben", "Cleo"]


# What asks for attention


def test_another_channel_than_the_first_says_that_we_joined_it_once(stay):
    assert stay.shown("#general") == []
    stay.enter("#tea")
    stay.enter("#tea")
    assert stay.shown("#tea") == ["* You joined #tea"]


def test_we_joined_when_the_room_says_so(stay):
    stay.hear("@time=1970-01-01T00:05:00.000Z :Ada!a@h JOIN #tea")  # on our clock it is 00:01:40
    assert stay.room.find("#tea").entries[0].time == 300.0


def test_nothing_is_unread_where_somebody_looks(stay):
    stay.hear(":Ben!b@h PRIVMSG #general :Ada, hello")
    assert stay.general.unread == 0


def test_what_comes_while_nobody_looks_is_unread(stay):
    stay.sync.look(False)
    stay.hear(
        "@msgid=m1 :Ben!b@h PRIVMSG #general :hello",
        "@msgid=m2 :Ben!b@h PRIVMSG #general :Ada?",
        ":Ben!b@h NOTICE #general :Ada, a notice asks for nothing",
        ":Dan!d@h JOIN #general",
    )
    assert (stay.general.unread, stay.general.mentions, stay.general.unread_from) == (2, 1, "m1")
    stay.sync.look(True)
    assert (stay.general.unread, stay.general.mentions, stay.general.unread_from) == (0, 0, "m1")
    stay.sync.look(False)
    assert stay.general.unread_from is None


def test_what_comes_elsewhere_is_unread_until_it_is_shown(stay):
    stay.enter("#tea", names="Ada Ben")
    tea = stay.room.find("#tea")
    stay.hear("@msgid=m1 :Ben!b@h PRIVMSG #tea :hello")
    assert (tea.unread, tea.mentions) == (1, 0)
    stay.chat.show(tea)
    assert (tea.unread, tea.unread_from) == (0, "m1")
    stay.chat.show(stay.general)
    assert tea.unread_from is None


def test_a_direct_message_always_asks_for_attention(stay):
    stay.hear(":Ben!b@h PRIVMSG Ada :psst")
    direct = stay.room.find("Ben")
    assert (direct.unread, direct.mentions) == (1, 1)


def test_our_own_lines_are_never_unread(stay):
    stay.sync.look(False)
    stay.hear(":Ada!a@h PRIVMSG #general :from my telephone")
    assert stay.general.unread == 0


def test_what_is_turned_to_while_nobody_looks_stays_unread(stay):
    stay.enter("#tea", names="Ada Ben")
    stay.sync.look(False)
    stay.hear(":Ben!b@h PRIVMSG #tea :hello")
    stay.chat.show(stay.room.find("#tea"))
    assert stay.room.find("#tea").unread == 1


# People


def test_the_list_of_names_is_who_is_here_and_the_host_is_known(stay):
    assert stay.nicks == ["Ada", "Ben", "Cleo"]
    assert stay.general.members == ("Ada", "Ben", "Cleo")
    assert stay.room.person("Ada").role is Role.HOST
    assert stay.room.host_name == "Ada"


def test_ranks_of_the_room_are_those_of_its_first_channel(stay):
    stay.enter("#tea", names="~Ben Ada")
    assert stay.room.person("Ben").role is Role.MEMBER
    assert stay.room.host_name == "Ada"


def test_a_new_list_has_new_ranks(stay):
    stay.hear(":Ada!a@h MODE #general +o Ben")
    assert stay.take() == ["NAMES #general"]
    stay.hear(":room 353 Ada = #general :~Ada @Ben Cleo", ":room 366 Ada #general :End")
    assert stay.room.person("Ben").role is Role.MODERATOR


def test_coming_and_going(stay):
    stay.hear(":Dan!d@h JOIN #general")
    assert stay.nicks == ["Ada", "Ben", "Cleo", "Dan"]
    stay.hear(":Dan!d@h PART #general", ":Ben!b@h QUIT :Quit: bye", ":Ada!a@h KICK #general Cleo :no")
    assert stay.nicks == ["Ada"]
    assert stay.general.members == ("Ada",)
    assert stay.shown() == ["Dan came", "Dan left", "Ben quit", "Cleo removed"]


def test_who_leaves_one_channel_and_is_in_another_is_still_here(stay):
    stay.enter("#tea", names="Ada Ben")
    stay.hear(":Ben!b@h PART #general")
    assert "Ben" in stay.nicks
    stay.hear(":Ben!b@h PART #tea")
    assert "Ben" not in stay.nicks


def test_who_leaves_the_room_leaves_every_conversation_they_were_in(stay):
    stay.enter("#tea", names="Ada Ben")
    stay.enter("#chess", names="Ada")
    stay.hear(":Ben!b@h QUIT")
    assert stay.shown("#general") == ["Ben quit"]
    assert stay.shown("#tea")[-1] == "Ben quit"
    assert "Ben quit" not in stay.shown("#chess")


def test_being_removed_ourselves(stay):
    stay.enter("#tea", names="Ada Dan")
    stay.hear(":Dan!d@h KICK #tea Ada :out")
    tea = stay.room.find("#tea")
    assert not tea.joined
    assert tea.members == ()
    assert stay.shown("#tea")[-1] == "Ada removed"
    assert stay.nicks == ["Ada", "Ben", "Cleo"]


def test_another_name_is_shown_wherever_they_are(stay):
    stay.hear(":Ben!b@h PRIVMSG Ada :psst", ":Ben!b@h AWAY :Lunch", ":Ben!b@h NICK Benjamin")
    assert stay.nicks == ["Ada", "Benjamin", "Cleo"]
    assert stay.room.person("Benjamin").away_message == "Lunch"
    assert stay.general.members == ("Ada", "Benjamin", "Cleo")
    assert stay.shown() == ["Ben is Benjamin"]
    assert stay.shown("Benjamin") == ["Ben: psst", "Ben is Benjamin"]
    assert stay.room.find("Ben") is None


def test_our_own_other_name(stay):
    stay.hear(":Ada!a@h NICK Countess")
    assert stay.room.nick == "Countess"
    assert stay.room.host_name == "Countess"
    assert stay.room.person("Countess").role is Role.HOST


def test_two_direct_conversations_do_not_become_one(stay):
    stay.hear(":Ben!b@h PRIVMSG Ada :one", ":Cleo!c@h PRIVMSG Ada :two", ":Cleo!c@h QUIT", ":Ben!b@h NICK Cleo")
    assert [c.name for c in stay.room.directs()] == ["Ben", "Cleo"]


def test_presence(stay):
    stay.hear(":Ben!b@h AWAY :At lunch")
    assert stay.room.person("Ben").away_message == "At lunch"
    stay.hear(":room 352 Ada #general u h s Ben G :0 Ben", ":room 352 Ada #general u h s Nobody G :0 x")
    assert stay.room.person("Ben").away_message == "At lunch"
    told = []
    stay.room.people_changed.connect(lambda: told.append(1))
    stay.hear(":Ben!b@h AWAY", ":Ben!b@h AWAY")
    assert not stay.room.person("Ben").away
    assert stay.room.person("Ben").away_message == ""
    assert told == [1]
    assert stay.room.person("Nobody") is None


# Topics


def test_topics_are_noted_and_only_their_change_is_shown(stay):
    stay.hear(":room 332 Ada #general :Tea at four")
    assert stay.general.topic == "Tea at four"
    assert stay.shown() == []
    stay.hear(":Ben!b@h TOPIC #general :Tea at five")
    assert stay.general.topic == "Tea at five"
    stay.hear(":room 331 Ada #general :No topic is set")
    assert stay.general.topic == ""
    assert stay.shown() == ["Ben set 'Tea at five'"]


# Typing


def test_who_types_is_shown_until_they_stop(stay, clockwork):
    stay.hear("@+typing=active :Ben!b@h TAGMSG #general", "@+typing=active :Cleo!c@h TAGMSG #general")
    assert stay.general.typing == ("Ben", "Cleo")
    stay.hear("@+typing=active :Ben!b@h TAGMSG #general")
    assert stay.general.typing == ("Ben", "Cleo")
    stay.hear("@+typing=done :Ben!b@h TAGMSG #general")
    assert stay.general.typing == ("Cleo",)
    clockwork.pass_by(TYPING_MS)
    assert stay.general.typing == ()


def test_every_sign_of_typing_lasts_anew(stay, clockwork):
    stay.hear("@+typing=active :Ben!b@h TAGMSG #general")
    clockwork.pass_by(TYPING_MS - 1)
    stay.hear("@+typing=active :Ben!b@h TAGMSG #general")
    clockwork.pass_by(TYPING_MS - 1)
    assert stay.general.typing == ("Ben",)
    clockwork.pass_by(1)
    assert stay.general.typing == ()


@pytest.mark.parametrize(
    "line",
    [
        ":Ben!b@h PRIVMSG #general :done",
        ":Ben!b@h PART #general",
        ":Ben!b@h QUIT",
        ":Ben!b@h NICK Benjamin",
        ":Ada!a@h KICK #general Ben",
    ],
)
def test_who_has_spoken_or_is_gone_does_not_type(stay, clockwork, line):
    stay.settings.choose(show_read=False)  # which would be told a second later
    stay.hear("@+typing=active :Ben!b@h TAGMSG #general", line)
    assert stay.general.typing == ()
    assert not clockwork.timers


def test_typing_to_us_is_shown_where_we_talk_and_nowhere_else(stay):
    stay.hear("@+typing=active :Ben!b@h TAGMSG Ada")
    assert stay.room.find("Ben") is None
    stay.hear(":Ben!b@h PRIVMSG Ada :hi", "@+typing=active :Ben!b@h TAGMSG Ada")
    assert stay.room.find("Ben").typing == ("Ben",)
    stay.hear(":Ben!b@h QUIT")
    assert stay.room.find("Ben").typing == ()


# What the room tells us


def test_words_of_the_room_appear_where_they_belong_or_where_we_look(stay):
    stay.enter("#tea")
    stay.hear(
        ":room 482 Ada #tea :You are not a moderator here",
        ":room NOTICE Ada :The room closes at ten",
        ":room 421 Ada FOO :Unknown command",
    )
    assert stay.shown("#tea")[-1] == "! You are not a moderator here"
    assert stay.shown() == ["* The room closes at ten", "! FOO: Unknown command"]


def test_a_refused_name_comes_with_another_that_nobody_here_has(stay):
    stay.hear(
        ":Dan!d@h JOIN #general", ":Dan!d@h NICK Ben2", ":room 433 Ada ben :Somebody here is already called that."
    )
    assert stay.shown()[-1] == "! Somebody here is already called that. How about “ben3”?"


def test_the_kind_of_a_conversation_follows_its_name(stay):
    stay.hear(":Ben!b@h PRIVMSG Ada :psst")
    assert stay.room.find("Ben").kind is Kind.DIRECT
    assert stay.general.kind is Kind.CHANNEL
