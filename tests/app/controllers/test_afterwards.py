"""Answers, reactions, corrections and what is taken back: what is sent for them, and where they arrive."""

import pytest

from app.controllers.care import OFFLINE
from app.controllers.messages import NO_REACTIONS, NO_RETRACTION
from app.models.entries import Quote, Reaction, Retraction, Text
from tests.app.controllers.stay import MODERN, Stay
from tests.app.controllers.test_catch_up import HISTORY, Asker, told

ALL = f"{MODERN} draft/message-redaction account-tag"
PAST = f"{HISTORY} draft/event-playback draft/message-redaction"
THUMB = "\N{THUMBS UP SIGN}"


@pytest.fixture
def stay(clockwork):
    """In #general as Ada, where Ben has just greeted us."""
    stay = Stay(clockwork).come_in(offered=ALL)
    stay.hear(ben("m1", "hello"))
    return stay


def ben(key, text, tags="", time=50):
    return f"@msgid={key};time=1970-01-01T00:00:{time:06.3f}Z{tags} :Ben!b@h PRIVMSG #general :{text}"


def echo(stay, key, text, tags=""):
    """Let the room have what we have sent."""
    (line,) = [line for line in stay.take() if " PRIVMSG " in line]
    label = line.split("label=")[1].split()[0].split(";")[0]
    stay.hear(f"@label={label};msgid={key};time=1970-01-01T00:00:55.000Z{tags} :Ada!a@h PRIVMSG #general :{text}")


def entry(stay, key) -> Text:
    found = stay.general.find(key)
    assert isinstance(found, Text)
    return found


def sent(stay):
    return [line for line in stay.take() if not line.startswith(("WHO", "MARKREAD"))]


@pytest.fixture
def small(clockwork):
    """In a room that tells two things at a time, of which nothing was missed so far."""
    stay = Stay(clockwork)
    stay.connect()
    stay.register(PAST)
    stay.hear(":room 005 Ada CHATHISTORY=2 :are supported", "@time=1970-01-01T00:00:30.000Z :Ada!a@h JOIN #general")
    Asker(stay).answer(came(20), told(21, "hello"))
    return stay


def came(time):
    return f"@time=1970-01-01T00:00:{time:06.3f}Z :Dan!d@h JOIN #general"


# Answers


def test_an_answer_quotes_what_it_answers_at_once_and_as_the_room_has_it(stay):
    assert stay.chat.reply("m1", "good morning")
    assert stay.general.entries[-1].quote == Quote("m1", "Ben", "hello")
    assert any("+draft/reply=m1" in line and "+reply=m1" in line for line in stay.sent)
    echo(stay, "m2", "good morning", ";+reply=m1")
    assert entry(stay, "m2").quote == Quote("m1", "Ben", "hello")


def test_an_answer_to_something_unknown_says_only_that_it_is_one(stay):
    stay.hear(ben("m2", "yes", ";+draft/reply=before"))
    assert entry(stay, "m2").quote == Quote("before")


def test_who_answers_us_means_us(stay):
    stay.chat.submit("tea?")
    echo(stay, "m2", "tea?")
    stay.hear(ben("m3", "yes", ";+reply=m2"), ben("m4", "no", ";+reply=m1"))
    assert (entry(stay, "m3").mention, entry(stay, "m4").mention) == (True, False)


def test_a_command_is_no_answer(stay):
    stay.chat.reply("m1", "/topic tea")
    assert sent(stay) == ["TOPIC #general tea"]


def test_what_is_answered_and_not_kept_here_is_asked_for_and_shown_with_the_answer_alone(clockwork):
    stay = Stay(clockwork).come_in(offered=HISTORY)
    room = Asker(stay)
    stay.hear(ben("m2", "yes", ";+reply=before"), ben("m3", "no", ";+reply=before", time=51))
    asked = [line for line in stay.sent if "AROUND" in line]
    assert [line.partition("CHATHISTORY ")[2] for line in asked] == ["AROUND #general msgid=before 1"]
    room.answer(ben("before", "tea?", time=10))
    assert [entry(stay, key).quote for key in ("m2", "m3")] == [Quote("before", "Ben", "tea?")] * 2
    assert stay.shown() == ["Ben: yes", "Ben: no"]


def test_who_wants_to_see_what_is_not_kept_here_gets_it_page_by_page(small):
    room = Asker(small)
    assert not small.chat.messages.load_to("m5")
    room.answer(told(11, "good morning"), told(12, "hi"))
    room.answer(told(5, "early"), told(11, "good morning"))
    assert small.shown() == ["Ben: early", "Ben: good morning", "Ben: hi", "Ben: hello"]
    assert small.take() == []
    assert small.chat.messages.load_to("m5")


def test_looking_for_what_nobody_has_ends(small):
    room = Asker(small)
    assert not small.chat.messages.load_to("m5")
    room.answer(told(11, "good morning"), told(12, "hi"))
    room.answer(told(11, "good morning"))
    assert not small.chat.messages.load_to("m5")
    assert small.take() == []


# Reactions


def test_a_reaction_is_on_the_message_when_the_room_says_so_and_a_second_one_takes_it_away(stay):
    stay.chat.messages.react("m1", THUMB)
    assert sent(stay) == [f"@+reply=m1;+draft/reply=m1;+draft/react={THUMB} TAGMSG #general"]
    stay.hear(f"@+draft/reply=m1;+draft/react={THUMB} :Ada!a@h TAGMSG #general")
    assert entry(stay, "m1").reactions == (Reaction(THUMB, "Ada", own=True),)
    stay.chat.messages.react("m1", THUMB)
    assert sent(stay) == [f"@+reply=m1;+draft/reply=m1;+draft/unreact={THUMB} TAGMSG #general"]
    stay.hear(f"@+draft/reply=m1;+draft/unreact={THUMB} :Ada!a@h TAGMSG #general")
    assert entry(stay, "m1").reactions == ()


def test_where_nothing_is_echoed_our_reaction_is_there_at_once(clockwork):
    stay = Stay(clockwork).come_in(offered="message-tags")
    stay.hear(ben("m1", "hello"))
    stay.chat.messages.react("m1", THUMB)
    assert entry(stay, "m1").reactions == (Reaction(THUMB, "Ada", own=True),)


def test_a_sign_comes_with_its_message_when_that_comes_later(clockwork):
    """The newest is fetched first, so signs may come before the messages that they are on; also over a restart."""
    stay = Stay(clockwork).come_in(offered=ALL)
    stay.hear(f"@+draft/reply=m1;+draft/react={THUMB} :Cleo!c@h TAGMSG #general")
    stay = Stay(clockwork, archive=stay.archive).come_in(offered=ALL)
    stay.hear(ben("m1", "hello"))
    assert entry(stay, "m1").reactions == (Reaction(THUMB, "Cleo"),)


# Corrections


def test_a_correction_stands_in_the_place_of_what_it_corrects_for_others(stay):
    stay.hear(ben("m2", "good morning"), ben("m3", "hello all", ";+reply=m1;+parlor.app/corrects=m1"))
    assert stay.shown() == ["Ben: hello all", "Ben: good morning"]
    assert entry(stay, "m1").edits == ("m3",)


def test_a_correction_that_came_before_its_message_takes_its_place_when_that_comes(clockwork):
    """What is said now is shown at once, while what was said before is still being fetched."""
    stay = Stay(clockwork)
    stay.connect()
    stay.register(PAST)
    stay.take()
    stay.hear("@time=1970-01-01T00:00:09.000Z :Ada!a@h JOIN #general")
    later = told(20, "hello").replace("time=", "+reply=m10;+parlor.app/corrects=m10;time=")
    stay.hear(later, told(21, "tea?"))
    assert stay.shown() == ["Ben: hello", "Ben: tea?"]
    Asker(stay).answer(told(10, "helo"), later, told(21, "tea?"))
    assert stay.shown() == ["Ben: hello", "Ben: tea?"]
    assert entry(stay, "m10").edits == ("m20",)
    assert list(Stay(clockwork, archive=stay.archive).general.entries) == list(stay.general.entries)


def test_a_correction_by_somebody_else_is_an_answer(stay):
    stay.hear(":Cleo!c@h PRIVMSG #general :tea", ben("m3", "no tea", ";+reply=m1;+parlor.app/corrects=m1"))
    stay.hear("@msgid=m4;+reply=m1;+parlor.app/corrects=m1 :Mallory!m@h PRIVMSG #general :fie")
    assert stay.shown() == ["Ben: no tea", "Cleo: tea", "Mallory: fie"]


def test_our_correction_is_shown_when_the_room_has_it_without_a_line_of_its_own(stay):
    stay.chat.submit("helo")
    echo(stay, "m2", "helo")
    assert stay.chat.correct("m2", "hello")
    assert stay.shown() == ["Ben: hello", "Ada: helo"]
    assert any("+parlor.app/corrects=m2" in line for line in stay.sent)
    echo(stay, "m3", "hello", ";+reply=m2;+parlor.app/corrects=m2")
    assert stay.shown() == ["Ben: hello", "Ada: hello"]


def test_a_correction_to_the_same_words_is_none(stay):
    stay.chat.submit("hello")
    echo(stay, "m2", "hello")
    assert stay.chat.correct("m2", "hello")
    assert sent(stay) == []


def test_a_correction_that_the_room_refuses_stays_to_be_tried_again(stay):
    stay.chat.submit("helo")
    echo(stay, "m2", "helo")
    stay.chat.correct("m2", "hello")
    (line,) = [line for line in stay.take() if " PRIVMSG " in line]
    label = line.split("label=")[1].split()[0].split(";")[0]
    stay.hear(f"@label={label} :room 404 Ada #general :You are muted here")
    assert stay.shown() == ["Ben: hello", "Ada: helo", "Ada: hello [failed]"]
    stay.chat.retry(label)
    echo(stay, "m3", "hello", ";+reply=m2;+parlor.app/corrects=m2")
    assert stay.shown() == ["Ben: hello", "Ada: hello"]


def test_a_correction_that_was_on_its_way_when_the_connection_was_lost_goes_out_again(clockwork):
    stay = Stay(clockwork).come_in(offered=HISTORY)
    room = Asker(stay)
    stay.chat.submit("helo")
    label = next(line for line in stay.sent if " PRIVMSG " in line).split("label=")[1].split()[0].split(";")[0]
    stay.hear(f"@label={label};msgid=m2 :Ada!a@h PRIVMSG #general :helo")
    stay.chat.correct("m2", "hello")
    stay.take()
    stay.lose()
    assert stay.shown()[-1] == "Ada: hello [waiting]"
    stay.connect()
    stay.register(HISTORY)
    stay.take()
    stay.enter()
    room.answer()
    assert any("+parlor.app/corrects=m2" in line for line in stay.sent)
    echo(stay, "m3", "hello", ";+reply=m2;+parlor.app/corrects=m2")
    assert stay.shown() == ["Ada: hello"]


def test_a_sign_on_a_correction_is_on_the_message_itself(stay):
    """Programs that do not know corrections see two messages, and people react to either."""
    stay.hear(ben("m2", "hello all", ";+reply=m1;+parlor.app/corrects=m1"))
    stay.hear(f"@+draft/reply=m2;+draft/react={THUMB} :Cleo!c@h TAGMSG #general")
    assert entry(stay, "m1").reactions == (Reaction(THUMB, "Cleo"),)


# Taking back


def test_what_is_taken_back_goes_with_all_that_corrected_it(stay):
    stay.hear(ben("m2", "hello all", ";+reply=m1;+parlor.app/corrects=m1"))
    stay.chat.messages.retract("m1")
    assert sent(stay) == ["REDACT #general m1", "REDACT #general m2"]
    stay.hear(":Ada!a@h REDACT #general m1 :off topic", ":Ada!a@h REDACT #general m2 :off topic")
    assert stay.general.entries == [Retraction("m1", 50.0, "Ben", "Ada", "off topic")]


def test_who_takes_a_correction_alone_back_does_not_take_the_message_back(stay):
    stay.hear(ben("m2", "hello all", ";+reply=m1;+parlor.app/corrects=m1"), ":Ben!b@h REDACT #general m2")
    assert stay.shown() == ["Ben: hello all"]


def test_what_cannot_be_done_is_said(stay, clockwork):
    plain = Stay(clockwork).come_in(offered="")
    plain.hear(":Ben!b@h PRIVMSG #general :hello")
    key = plain.general.entries[0].key
    plain.chat.messages.react(key, THUMB)
    plain.chat.messages.retract(key)
    assert plain.shown()[1:] == [f"! {NO_REACTIONS}", f"! {NO_RETRACTION}"]
    assert plain.take() == []
    stay.lose()
    stay.chat.messages.react("m1", THUMB)
    stay.chat.messages.retract("m1")
    assert stay.shown()[1:] == [f"! {OFFLINE}"] * 2


# Kept, and caught up with


def test_all_of_it_is_there_again_the_next_time(stay, clockwork):
    stay.hear(
        ben("m2", "hello all", ";+reply=m1;+parlor.app/corrects=m1"),
        ben("m3", "yes", ";+reply=m1", time=51),
        ben("m4", "no", time=52),
        f"@+draft/reply=m3;+draft/react={THUMB} :Cleo!c@h TAGMSG #general",
        ":Ben!b@h REDACT #general m4",
    )
    before = list(stay.general.entries)
    again = Stay(clockwork, archive=stay.archive)
    assert list(again.general.entries) == before
    assert again.general.find("m2") == before[0]


def test_what_was_amended_while_we_were_away_is_amended(clockwork):
    stay = Stay(clockwork)
    stay.connect()
    stay.register(PAST)
    stay.take()
    stay.hear("@time=1970-01-01T00:00:09.000Z :Ada!a@h JOIN #general")
    room = Asker(stay)
    room.answer(told(10, "one"), told(11, "two"), told(12, "tree"))
    stay.lose()
    stay.connect()
    stay.register(PAST)
    stay.take()
    stay.enter()
    room.answer(
        told(12, "tree"),
        told(13, "four"),
        f"@time=1970-01-01T00:00:14.000Z;+draft/reply=m10;+draft/react={THUMB} :Cleo!c@h TAGMSG #general",
        f"@time=1970-01-01T00:00:15.000Z;+draft/reply=m13;+draft/react={THUMB} :Cleo!c@h TAGMSG #general",
        "@time=1970-01-01T00:00:16.000Z :Dan!d@h JOIN #general",
        "@time=1970-01-01T00:00:17.000Z :Ben!n@h REDACT #general m11",
        told(18, "three").replace("time=", "+reply=m12;+parlor.app/corrects=m12;time="),
        told(19, "five").replace("time=", "+reply=m13;time="),
    )
    assert stay.shown() == ["Ben: one", "Ben took it back", "Ben: three", "Ben: four", "Ben: five"]
    assert entry(stay, "m10").reactions == entry(stay, "m13").reactions == (Reaction(THUMB, "Cleo"),)
    assert entry(stay, "m19").quote == Quote("m13", "Ben", "four")


def test_a_page_in_which_nothing_was_said_is_not_the_last_one(small):
    small.lose()
    small.connect()
    small.register(PAST)
    small.hear(":room 005 Ada CHATHISTORY=2 :are supported")
    small.take()
    small.enter()
    room = Asker(small)
    room.answer(came(31), came(32))
    room.answer(came(32), told(33, "tea"))
    room.answer(told(33, "tea"))
    assert small.shown() == ["Ben: hello", "Ben: tea"]


def test_looking_back_goes_on_over_pages_in_which_nothing_was_said(small):
    room = Asker(small)
    small.chat.load_older(small.general)
    room.answer(came(12), came(13))
    room.answer(told(11, "good morning"), came(12))
    assert small.shown() == ["Ben: good morning", "Ben: hello"]
