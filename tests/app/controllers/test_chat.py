"""What a person can do in a room, and what becomes of what they say."""

import pytest

from app.controllers.care import OFFLINE
from app.controllers.chat import MAX_TEXT, RECALLED, TYPING_PAUSE
from app.models.conversation import Kind
from app.models.entries import Delivery, Text
from tests.app.controllers.stay import MULTILINE, Stay


def said(stay):
    """What we sent, without labels."""
    return [line.partition(" ")[2] if line.startswith("@label=") else line for line in stay.take()]


def labels(stay):
    return [line.split()[0].removeprefix("@label=") for line in stay.sent if line.startswith("@label=")]


def failures(stay):
    return [entry.failure for entry in stay.general.entries if isinstance(entry, Text) and entry.failure]


# Speaking


def test_what_is_said_is_shown_at_once_and_then_as_the_room_has_it(stay):
    assert stay.chat.submit("hello")
    (label,) = labels(stay)
    assert said(stay) == ["PRIVMSG #general hello"]
    assert stay.general.entries == [Text(label, 100.0, "Ada", "hello", own=True, delivery=Delivery.WAITING)]
    stay.hear(f"@label={label};msgid=m1;time=1970-01-01T00:01:41.000Z :Ada!a@h PRIVMSG #general :hello")
    assert stay.general.entries == [Text("m1", 101.0, "Ada", "hello", own=True)]


def test_what_others_say_meanwhile_stands_above_what_waits(stay):
    stay.chat.submit("one")
    stay.chat.submit("two")
    first, second = labels(stay)
    stay.hear(":Ben!b@h PRIVMSG #general :hi", f"@label={first};msgid=m1 :Ada!a@h PRIVMSG #general :one")
    stay.hear(":Ben!b@h PRIVMSG #general :ho", f"@label={second};msgid=m2 :Ada!a@h PRIVMSG #general :two")
    assert stay.shown() == ["Ben: hi", "Ada: one", "Ben: ho", "Ada: two"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\0", " \r\n "])
def test_nothing_is_not_said(stay, text):
    assert not stay.chat.submit(text)
    assert stay.take() == []
    assert stay.shown() == []


def test_line_ends_of_every_system_and_what_no_line_can_hold(stay):
    stay.chat.submit("\n\none\r\ntwo\rthree\0 \ud83d  \n")
    assert said(stay) == ["PRIVMSG #general one", "PRIVMSG #general two", "PRIVMSG #general :three ?"]


def test_lines_go_together_where_the_room_takes_them(clockwork):
    stay = Stay(clockwork).come_in(offered=MULTILINE)
    stay.chat.submit("one\ntwo")
    assert stay.shown() == ["Ada: one\ntwo [waiting]"]
    assert len(said(stay)) == 4


def test_what_is_too_long_stays_with_its_author(stay):
    assert not stay.chat.submit("x" * (MAX_TEXT + 1024))
    assert stay.take() == []
    assert stay.shown() == ["! That is too long for a message: 65 KB, at most 64 KB. Send it in parts."]
    assert stay.general.sent == []


def test_the_longest_message_is_said_in_pieces(stay):
    assert stay.chat.submit("x" * MAX_TEXT)
    assert "".join(line.split()[-1] for line in said(stay)) == "x" * MAX_TEXT


def test_two_slashes_say_one(stay):
    stay.chat.submit("//shrug is no command")
    assert said(stay) == ["PRIVMSG #general :/shrug is no command"]


def test_a_command_that_fails_says_why(stay):
    assert stay.chat.submit("/nick")
    assert stay.shown() == ["! Usage: /nick <name>"]


def test_what_was_sent_can_be_recalled_once_and_not_for_ever(stay):
    for number in range(RECALLED + 10):
        stay.chat.submit(f"text {number}")
        stay.chat.submit(f"text {number}")
    assert len(stay.general.sent) == RECALLED
    assert stay.general.sent[-2:] == ["text 208", "text 209"]


def test_sending_empties_the_draft(stay):
    stay.chat.compose("hello")
    assert stay.general.draft == "hello"
    stay.chat.submit("hello")
    assert stay.general.draft == ""


def test_with_no_conversation_there_is_nobody_to_speak_to(outside):
    assert not outside.chat.submit("hello")
    outside.chat.compose("hello")
    outside.chat.say("hello")
    outside.chat.retry("x")
    outside.chat.discard("x")
    outside.chat.set_topic("x")
    assert outside.take() == []


def test_a_channel_we_are_not_in_takes_nothing(stay):
    stay.enter("#tea")
    stay.chat.show(stay.room.find("#tea"))
    stay.hear(":Ben!b@h KICK #tea Ada")
    stay.take()
    assert not stay.chat.submit("but"), "the words stay with their author"
    assert stay.take() == []
    assert stay.shown("#tea")[-1] == "! You are not in #tea. Type /join #tea to speak there."


def test_what_cannot_arrive_is_marked_with_the_reason(stay):
    stay.chat.submit("hello")
    stay.hear(f"@label={labels(stay)[0]} :room 404 Ada #general :Only moderators may speak")
    assert stay.shown() == ["Ada: hello [failed]"]
    assert failures(stay) == ["Only moderators may speak"]


def test_a_failed_line_can_be_sent_again(stay):
    stay.chat.submit("hello")
    stay.hear(f"@label={labels(stay)[0]} :room 404 Ada #general :Not now", ":Ben!b@h PRIVMSG #general :hi")
    stay.take()
    stay.chat.retry(stay.general.entries[0].key)
    assert stay.shown() == ["Ben: hi", "Ada: hello [waiting]"]
    assert said(stay) == ["PRIVMSG #general hello"]


def test_a_failed_line_can_be_forgotten(stay):
    stay.chat.submit("hello")
    stay.hear(f"@label={labels(stay)[0]} :room 404 Ada #general :Not now")
    stay.chat.discard(stay.general.entries[0].key)
    assert stay.shown() == []


def test_only_a_failed_line_of_ours_can_be_sent_again_or_forgotten(stay):
    stay.chat.submit("waiting")
    stay.hear("@msgid=m1 :Ben!b@h PRIVMSG #general :hi")
    stay.take()
    for key in ("m1", stay.general.entries[1].key, "nothing"):
        stay.chat.retry(key)
        stay.chat.discard(key)
    assert stay.shown() == ["Ben: hi", "Ada: waiting [waiting]"]
    assert stay.take() == []


# The connection comes and goes


def test_where_the_room_does_not_say_what_arrived_what_was_on_its_way_has_failed(stay):
    stay.chat.submit("on its way")
    stay.lose()
    assert stay.shown() == ["Ada: on its way [waiting]"]
    stay.connect()
    stay.register()
    stay.enter()
    assert stay.shown() == ["Ada: on its way [failed]"]
    assert failures(stay) == ["The connection was lost before this was confirmed."]


def test_what_is_said_without_a_connection_waits_and_is_sent_in_order(stay):
    stay.lose()
    stay.chat.submit("one\nand a half")
    stay.chat.submit("/me waits")
    stay.chat.submit("two")
    assert stay.shown() == ["Ada: one\nand a half [waiting]", "Ada: waits [waiting]", "Ada: two [waiting]"]
    stay.connect()
    stay.register()
    assert said(stay)[-1] == "JOIN #general"
    stay.enter()
    assert said(stay)[1:] == [
        "PRIVMSG #general one",
        "PRIVMSG #general :and a half",
        "PRIVMSG #general :\x01ACTION waits\x01",
        "PRIVMSG #general two",
    ]
    waiting = ["one", "and a half", "waits", "two"]
    assert stay.shown() == [f"Ada: {text} [waiting]" for text in waiting]


def test_what_waits_is_never_gone_while_it_is_sent(stay):
    stay.lose()
    stay.chat.submit("one\ntwo")
    seen: list[str] = []
    stay.general.entries_changed.connect(lambda _: seen.append(" ".join(stay.shown())))
    stay.connect()
    stay.register()
    stay.enter()
    assert seen
    assert all("one" in shown and "two" in shown for shown in seen)


def test_what_waits_is_sent_once(stay):
    stay.lose()
    stay.chat.submit("one")
    stay.connect()
    stay.register()
    stay.enter()
    stay.take()
    stay.enter()
    assert said(stay) == ["WHO #general"]


def test_what_waits_for_another_channel_waits_for_it(stay):
    stay.enter("#tea")
    stay.chat.show(stay.room.find("#tea"))
    stay.lose()
    stay.chat.submit("milk?")
    stay.connect()
    stay.register()
    stay.enter()
    assert not any("milk" in line for line in stay.take())
    stay.enter("#tea")
    assert "PRIVMSG #tea milk?" in said(stay)


def test_direct_messages_that_wait_are_sent_when_we_are_registered(stay):
    stay.chat.open_direct("Ben")
    stay.lose()
    stay.chat.submit("are you there?")
    stay.connect()
    stay.register()
    assert said(stay)[-1] == "PRIVMSG Ben :are you there?"


def test_what_failed_is_not_sent_again_by_itself(stay):
    stay.chat.submit("one")
    stay.take()
    stay.lose()
    stay.connect()
    stay.register()
    stay.enter()
    assert not any("one" in line for line in stay.take())


def test_a_failed_line_retried_without_a_connection_waits(stay):
    stay.chat.submit("one")
    stay.hear(f"@label={labels(stay)[0]} :room 404 Ada #general :You are muted")
    stay.lose()
    stay.take()
    stay.chat.retry(stay.general.entries[0].key)
    assert stay.shown() == ["Ada: one [waiting]"]
    stay.connect()
    stay.register()
    stay.enter()
    assert "PRIVMSG #general one" in said(stay)


# Typing


def test_typing_is_shown_now_and_then(stay):
    for text in ("h", "he", "hel"):
        stay.chat.compose(text)
    assert stay.take() == ["@+typing=active TAGMSG #general"]
    stay.time += TYPING_PAUSE
    stay.chat.compose("hell")
    assert stay.take() == ["@+typing=active TAGMSG #general"]


def test_an_emptied_box_stops_it(stay):
    stay.chat.compose("h")
    stay.chat.compose("")
    stay.chat.compose("")
    assert stay.take() == ["@+typing=active TAGMSG #general", "@+typing=done TAGMSG #general"]


def test_sending_needs_no_further_sign(stay):
    stay.chat.compose("h")
    stay.chat.submit("h")
    stay.chat.compose("")
    assert said(stay) == ["@+typing=active TAGMSG #general", "PRIVMSG #general h"]


def test_another_conversation_is_shown_it_at_once(stay):
    stay.chat.compose("h")
    stay.chat.open_direct("Ben")
    stay.chat.compose("h")
    assert stay.take() == ["@+typing=active TAGMSG #general", "@+typing=active TAGMSG Ben"]


def test_commands_are_typed_unseen(stay):
    stay.chat.compose("/nick")
    assert stay.take() == []


def test_who_does_not_want_it_types_unseen(stay):
    stay.settings.choose(send_typing=False)
    stay.chat.compose("h")
    assert stay.take() == []


def test_nobody_is_shown_it_who_is_not_there(stay):
    stay.chat.open_direct("Nobody")
    stay.chat.compose("h")
    stay.enter("#tea")
    stay.chat.show(stay.room.find("#tea"))
    stay.hear(":Ben!b@h KICK #tea Ada")
    stay.take()
    stay.chat.compose("h")
    assert stay.take() == []


# Moving about


def test_a_channel_is_joined_and_shown(stay):
    assert stay.chat.open_channel(" tea  room ") == ""
    assert stay.take() == ["JOIN #tea-room"]
    assert stay.room.current.name == "#tea-room"
    assert stay.room.current.kind is Kind.CHANNEL


def test_a_channel_we_are_in_is_only_shown(stay):
    stay.chat.open_direct("Ben")
    assert stay.chat.open_channel("#General") == ""
    assert stay.take() == []
    assert stay.room.current is stay.general


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "A channel needs a name after the “#”."),
        ("#a b", "A channel's name cannot have spaces."),
        ("a,b", "A channel's name cannot have “,” in it."),
        ("x" * 99, "A channel's name can have at most 64 characters."),
    ],
)
def test_a_channel_that_cannot_be_called_so(stay, name, reason):
    assert stay.chat.open_channel(name) == reason
    assert stay.take() == []
    assert len(stay.room.conversations) == 1


def test_a_new_channel_needs_a_connection(stay):
    stay.lose()
    assert stay.chat.open_channel("#tea") == OFFLINE
    assert len(stay.room.conversations) == 1
    assert stay.chat.open_channel("#general") == ""


def test_somebody_to_talk_to_is_called_as_they_are(stay):
    stay.chat.open_direct("BEN")
    assert stay.room.current.name == "Ben"
    assert stay.room.current.joined


def test_leaving_a_channel(stay):
    stay.enter("#tea")
    stay.take()
    tea = stay.room.find("#tea")
    stay.chat.leave(tea)
    assert stay.take() == ["PART #tea"]
    assert stay.room.find("#tea") is None


def test_what_we_are_not_in_is_put_away_without_a_word(stay):
    stay.chat.open_direct("Ben")
    stay.chat.leave(stay.room.find("Ben"))
    stay.enter("#tea")
    stay.hear(":Ben!b@h KICK #tea Ada")
    stay.take()
    stay.chat.leave(stay.room.find("#tea"))
    assert stay.take() == []
    assert len(stay.room.conversations) == 1


# Names, topics, presence


def test_a_topic_is_one_line(stay):
    stay.chat.set_topic(" Tea\nat \0 four ")
    assert stay.take() == ["TOPIC #general :Tea at four"]
    stay.chat.set_topic("")
    assert stay.take() == ["TOPIC #general :"]


def test_a_direct_message_has_no_topic(stay):
    stay.chat.open_direct("Ben")
    stay.chat.set_topic("Tea")
    assert stay.take() == []


@pytest.mark.parametrize(
    ("nick", "reason"),
    [
        ("", "A name needs at least one letter. How about “Guest”?"),
        ("Anna Maria", "A name cannot have spaces. How about “Anna-Maria”?"),
        ("Ben !", "A name cannot have spaces. How about “Ben2”?"),
    ],
)
def test_a_name_that_cannot_be_one_comes_back_with_another(stay, nick, reason):
    assert stay.chat.change_nick(nick) == reason
    assert stay.take() == []


def test_another_name_is_asked_for(stay):
    assert stay.chat.change_nick(" Countess ") == ""
    assert stay.take() == ["NICK Countess"]
    assert stay.room.nick == "Ada"


def test_without_a_connection_each_wish_is_answered(stay):
    stay.lose()
    assert stay.chat.change_nick("Countess") == OFFLINE
    stay.chat.set_topic("Tea")
    stay.chat.set_away("Lunch")
    assert stay.shown() == [f"! {OFFLINE}"] * 2


def test_being_away_is_told_in_one_line(stay):
    stay.chat.set_away("At\nlunch")
    stay.chat.set_away("")
    assert stay.take() == ["AWAY :At lunch", "AWAY"]
