"""What the room's words mean to us, in playbooks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.client.handlers import mentions
from server.protocol.message import Message
from tests.app.client.playbook import Playbook


@pytest.fixture
def book():
    book = Playbook()
    book.play(
        """
        >> :room 001 Ada :Welcome
        >> :room 005 Ada CHANTYPES=# PREFIX=(qov)~@+ STATUSMSG=@+ :are supported by this server
        >> :room 422 Ada :There is no message of the day
        == Registered("Ada")
        """
    )
    return book


# Who is where


def test_our_own_arrival_and_that_of_others(book):
    book.play(
        """
        >> :Ada!~parlor@host JOIN #general * :Ada
        == Entered("#general")
        >> @msgid=m1;time=2024-05-01T12:00:00.250Z :ben!b@h JOIN #general
        == Happened("#general", Arrival("m1", 1714564800.25, "ben"))
        """
    )
    assert book.session.source == "Ada!~parlor@host"


def test_leaving_with_and_without_words(book):
    book.play(
        """
        >> :ben!b@h PART #general
        == Happened("#general", Departure("t-1", 0.0, "ben", Parting.LEFT))
        >> :cleo!c@h PART #general :Good night
        == Happened("#general", Departure("t-2", 0.0, "cleo", Parting.LEFT, "Good night"))
        >> :ADA!~parlor@host PART #general
        == Exited("#general", Departure("t-3", 0.0, "ADA", Parting.LEFT, own=True))
        """
    )


def test_being_removed(book):
    book.play(
        """
        >> :ben!b@h KICK #general cleo :Too loud
        == Happened("#general", Departure("t-1", 0.0, "cleo", Parting.REMOVED, "Too loud", by="ben"))
        >> :ben!b@h KICK #general dan
        == Happened("#general", Departure("t-2", 0.0, "dan", Parting.REMOVED, by="ben"))
        >> :ben!b@h KICK #general Ada :Ada
        == Exited("#general", Departure("t-3", 0.0, "Ada", Parting.REMOVED, by="ben", own=True))
        >> :ben!b@h KICK #general eve :ben
        == Happened("#general", Departure("t-4", 0.0, "eve", Parting.REMOVED, by="ben"))
        """
    )


def test_leaving_the_room(book):
    book.play(
        """
        >> :ben!b@h QUIT :Quit: Good night
        == Vanished(Departure("t-1", 0.0, "ben", Parting.QUIT, "Good night"))
        >> :cleo!c@h QUIT :Ping timeout: 150 seconds
        == Vanished(Departure("t-2", 0.0, "cleo", Parting.QUIT, "Ping timeout: 150 seconds"))
        >> :dan!d@h QUIT
        == Vanished(Departure("t-3", 0.0, "dan", Parting.QUIT))
        >> :eve!e@h QUIT :Quit
        == Vanished(Departure("t-4", 0.0, "eve", Parting.QUIT))
        """
    )


def test_another_name(book):
    book.play(
        """
        >> :ben!b@h NICK Benjamin
        == Renamed(NickChange("t-1", 0.0, "ben", "Benjamin"))
        >> :Ada!~parlor@host JOIN #general
        == Entered("#general")
        >> :Ada!~parlor@host NICK :小明
        == Renamed(NickChange("t-2", 0.0, "Ada", "小明", own=True))
        """
    )
    assert (book.session.nick, book.session.source) == ("小明", "小明!~parlor@host")


def test_the_list_of_names_comes_in_pieces_with_every_rank(book):
    book.play(
        """
        >> :room 353 Ada = #general :~@Ada +ben
        >> :room 353 Ada = #tea :@eve
        >> :room 353 Ada = #general :@cleo!c@h dan
        >> :room 366 Ada #General :End of NAMES
        == MembersListed("#General", (Member("Ada", Role.HOST), Member("ben", Role.SPEAKER), \
Member("cleo", Role.MODERATOR), Member("dan", Role.MEMBER)))
        >> :room 366 Ada #tea :End of NAMES
        == MembersListed("#tea", (Member("eve", Role.MODERATOR),))
        >> :room 366 Ada #void :End of NAMES
        == MembersListed("#void", ())
        """
    )


def test_a_change_of_rank_has_the_list_asked_for_again(book):
    book.play(
        """
        >> @msgid=m1 :ben!b@h MODE #general +o cleo
        == Happened("#general", ModeChange("m1", 0.0, "ben", "+o", "cleo"))
        << NAMES #general
        >> :room MODE #general +o cleo
        << NAMES #general
        >> :room MODE Ada +i
        """
    )


def test_changes_of_modes_are_told_one_by_one_each_with_its_value(book):
    """https://modern.ircdocs.horse/#chanmodes-parameter: "Type C: Modes that change a setting […] and only have a
    parameter when set"."""
    book.play(
        """
        >> :room 005 Ada CHANMODES=beI,k,fSl,CMRUimnstu :are supported by this server
        >> @msgid=m1 :ben!b@h MODE #general -n+kSb-lb key 30 m:dan!*@* eve!*@*
        == Happened("#general", ModeChange("m1", 0.0, "ben", "-n"))
        == Happened("#general", ModeChange("m1/1", 0.0, "ben", "+k", "key"))
        == Happened("#general", ModeChange("m1/2", 0.0, "ben", "+S", "30"))
        == Happened("#general", ModeChange("m1/3", 0.0, "ben", "+b", "m:dan!*@*"))
        == Happened("#general", ModeChange("m1/4", 0.0, "ben", "-l"))
        == Happened("#general", ModeChange("m1/5", 0.0, "ben", "-b", "eve!*@*"))
        >> :room 324 Ada #general +knS key 30
        == ModesSeen("#general", (("k", "key"), ("n", ""), ("S", "30")))
        """
    )


def test_who_is_barred_comes_in_pieces(book):
    book.play(
        """
        >> :room 367 Ada #general dan!*@* ben!b@h 1714564800
        >> :room 367 Ada #tea m:eve!*@*
        >> :room 367 Ada #General m:cleo!*@*
        >> :room 368 Ada #general :End of the list of bans
        == BarredListed("#general", ("dan!*@*", "m:cleo!*@*"))
        >> :room 368 Ada #empty :End of the list of bans
        == BarredListed("#empty", ())
        """
    )


def test_which_channels_there_are_comes_in_pieces(book):
    book.play(
        """
        >> :room 321 Ada Channel :Users
        >> :room 322 Ada #general 3 :Colour studies
        >> :room 322 Ada #tea x
        >> :room 323 Ada :End of LIST
        == ChannelsListed((("#general", 3, "Colour studies"), ("#tea", 0, "")))
        >> :room 323 Ada :End of LIST
        == ChannelsListed(())
        """
    )


def test_by_which_account_the_room_knows_somebody(book):
    book.session.capabilities.add("extended-join")
    book.play(
        """
        >> :room 005 Ada WHOX :are supported by this server
        ** who("#general")
        << WHO #general %tnfa,7
        >> :room 354 Ada 7 ben G@ ben-1
        == PresenceSeen("ben", True)
        == AccountSeen("ben", "ben-1")
        >> :room 354 Ada 7 cleo H 0
        == PresenceSeen("cleo", False)
        == AccountSeen("cleo", "")
        >> :room 354 Ada 8 dan H dan
        >> :ben!b@h ACCOUNT *
        == AccountSeen("ben", "")
        >> :dan!d@h JOIN #general dan :Daniel
        == Happened("#general", Arrival("t-1", 0.0, "dan"))
        == AccountSeen("dan", "dan")
        """
    )


def test_who_is_asked_to_come(book):
    book.play(
        """
        >> :ben!b@h INVITE Ada #tea
        == Invited("ben", "#tea")
        >> :ben!b@h INVITE dan #tea
        >> :room 341 Ada dan #tea
        == Told("dan has been invited to #tea.")
        >> :room 341 Ada #tea dan
        == Told("dan has been invited to #tea.")
        >> :room 494 Ada dan #tea :is not asked in any more
        == Told("dan was not let in.")
        >> :room 381 Ada :You are now an operator of this server
        == Empowered()
        """
    )


def test_who_is_away(book):
    book.play(
        """
        >> :room 352 Ada #general user host room ben G :0 Ben
        == PresenceSeen("ben", True)
        >> :room 352 Ada #general user host room cleo H@ :0 Cleo
        == PresenceSeen("cleo", False)
        >> :ben!b@h AWAY :At lunch
        == PresenceSeen("ben", True, "At lunch")
        >> :ben!b@h AWAY
        == PresenceSeen("ben", False)
        >> :room 301 Ada cleo :Asleep
        == PresenceSeen("cleo", True, "Asleep")
        >> :room 306 Ada :You have been marked as being away
        == PresenceSeen("Ada", True)
        >> :room 305 Ada :You are no longer marked as being away
        == PresenceSeen("Ada", False)
        """
    )


# Topics


def test_topics(book):
    book.play(
        """
        >> :room 332 Ada #general :Tea at four
        == TopicSeen("#general", "Tea at four")
        >> :room 331 Ada #tea :No topic is set
        == TopicSeen("#tea", "")
        >> @msgid=m1 :ben!b@h TOPIC #general :Tea at five
        == Happened("#general", TopicChange("m1", 0.0, "ben", "Tea at five"))
        >> :ben!b@h TOPIC #general :
        == Happened("#general", TopicChange("t-1", 0.0, "ben", ""))
        """
    )


# What is said


def test_what_is_said_in_a_channel_and_to_us(book):
    book.play(
        """
        >> @msgid=m1 :ben!b@h PRIVMSG #general :hello
        == Happened("#general", Text("m1", 0.0, "ben", "hello"))
        >> :ben!b@h PRIVMSG Ada :psst
        == Happened("ben", Text("t-1", 0.0, "ben", "psst"))
        >> :ben!b@h PRIVMSG @#general :for the moderators
        == Happened("#general", Text("t-2", 0.0, "ben", "for the moderators"))
        """
    )


def test_a_message_that_names_us_says_so_unless_it_is_our_own_or_a_notice(book):
    book.play(
        """
        >> :ben!b@h PRIVMSG #general :ada, tea?
        == Happened("#general", Text("t-1", 0.0, "ben", "ada, tea?", mention=True))
        >> :ben!b@h NOTICE #general :Ada is back
        == Happened("#general", Text("t-2", 0.0, "ben", "Ada is back", voice=Voice.NOTICED))
        >> :Ada!a@h PRIVMSG #general :Ada is me
        == Happened("#general", Text("t-3", 0.0, "Ada", "Ada is me", own=True))
        >> :ben!b@h PRIVMSG #general :\x01ACTION pokes Ada\x01
        == Happened("#general", Text("t-4", 0.0, "ben", "pokes Ada", voice=Voice.ACTED, mention=True))
        """
    )


def test_an_action_need_not_be_closed_and_other_requests_to_programs_are_left_alone(book):
    book.play(
        """
        >> :ben!b@h PRIVMSG #general :\x01ACTION waves
        == Happened("#general", Text("t-1", 0.0, "ben", "waves", voice=Voice.ACTED))
        >> :ben!b@h PRIVMSG Ada :\x01VERSION\x01
        >> :ben!b@h PRIVMSG Ada :\x01ACTION\x01
        """
    )


def test_what_the_room_itself_says_is_told(book):
    book.play(
        """
        >> :room NOTICE Ada :The room closes at ten
        == Told("The room closes at ten")
        >> NOTICE * :Looking up your name
        == Told("Looking up your name")
        """
    )


def test_typing_begins_and_stops(book):
    book.play(
        """
        >> @+typing=active :ben!b@h TAGMSG #general
        == TypingSeen("#general", "ben", True)
        >> @+typing=paused :ben!b@h TAGMSG Ada
        == TypingSeen("ben", "ben", False)
        >> @+typing=done :ben!b@h TAGMSG #general
        == TypingSeen("#general", "ben", False)
        >> @+typing=active :Ada!a@h TAGMSG #general
        """
    )


# What becomes of messages


@pytest.mark.parametrize("tag", ["+reply", "+draft/reply"])
def test_an_answer_names_the_message_that_it_answers(book, tag):
    """https://ircv3.net/specs/client-tags/reply: "its value references the server provided ID of another message"."""
    book.play(
        f"""
        >> @{tag}=m1;account=ben :ben!b@h PRIVMSG #general :yes
        == Happened("#general", Text("t-1", 0.0, "ben", "yes", account="ben", quote=Quote("m1")))
        """
    )


def test_a_correction_names_the_message_that_it_stands_for(book):
    book.play(
        """
        >> @+reply=m1;+parlor.app/corrects=m1 :ben!b@h PRIVMSG #general :hello
        == Happened("#general", Text("t-1", 0.0, "ben", "hello", quote=Quote("m1"), corrects="m1"))
        """
    )


def test_reactions_come_and_go(book):
    """https://ircv3.net/specs/client-tags/react: "used in conjunction with the +draft/reply client tag"."""
    book.play(
        f"""
        >> @+draft/react=👍;+draft/reply=m1 :ben!b@h TAGMSG #general
        == Amended("#general", Reacted("m1", 0.0, "ben", "👍"))
        >> @+draft/unreact=👍;+draft/reply=m1 :Ada!a@h TAGMSG ben
        == Amended("ben", Reacted("m1", 0.0, "Ada", "👍", own=True, withdrawn=True))
        -- those that are on nothing, or no sign
        >> @+draft/react=👍 :ben!b@h TAGMSG #general
        >> @+draft/react;+draft/reply=m1 :ben!b@h TAGMSG #general
        >> @+draft/react={"x" * 41};+draft/reply=m1 :ben!b@h TAGMSG #general
        """
    )


def test_a_message_is_taken_back(book):
    """https://ircv3.net/specs/extensions/message-redaction."""
    book.play(
        """
        >> :ben!b@h REDACT #general m1 :off topic
        == Amended("#general", Retracted("m1", 0.0, "ben", "off topic"))
        >> :ben!b@h REDACT Ada m2
        == Amended("ben", Retracted("m2", 0.0, "ben"))
        """
    )


@pytest.mark.parametrize("time", ["", "yesterday", "2024-13-01T00:00:00Z", "99999999999999999999"])
def test_a_time_that_is_none_is_our_own(book, time):
    book.play(
        f"""
        >> @time={time} :ben!b@h PRIVMSG #general :hello
        == Happened("#general", Text("t-1", 0.0, "ben", "hello"))
        """
    )


# What goes wrong


def test_errors_are_told_where_they_belong(book):
    book.play(
        """
        >> :room 482 Ada #general :You are not a moderator here
        == Told("You are not a moderator here", True, "#general")
        >> :room 421 Ada FOO :Unknown command
        == Told("FOO: Unknown command", True)
        >> :room 412 Ada :No text to send
        == Told("No text to send", True)
        >> :room 499 Ada
        """
    )


def test_standard_replies_are_told_and_only_failures_are_errors(book):
    book.play(
        """
        >> :room FAIL NICK SLOW :Not so often
        == Told("Not so often", True)
        >> :room WARN JOIN OLD #tea :That channel moves soon
        == Told("That channel moves soon")
        >> :room NOTE * NEWS :There is tea
        == Told("There is tea")
        """
    )


def test_a_closing_room_says_so(book):
    book.play(
        """
        >> :room NOTE * ROOM_CLOSED :The host closed the room.
        == RoomClosed("The host closed the room.")
        >> ERROR :Closing link: The room was closed
        == Dismissed("The room was closed")
        >> ERROR :Closing Link: Ada[host] (Excess Flood)
        == Dismissed("Ada[host] (Excess Flood)")
        """
    )


@pytest.mark.parametrize(
    "line",
    [
        "BATCH",
        "BATCH +",
        "BATCH +1",
        "BATCH -1",
        "BATCH :",
        "CAP",
        "CAP Ada",
        "CAP Ada LS",
        "CAP Ada NAK :",
        "CAP Ada FOO :bar",
        "JOIN",
        ":ben!b@h JOIN :",
        ":Ada!a@h JOIN :",
        ":Ada!a@h JOIN ben",
        "PART",
        "KICK #general",
        "NICK",
        ":ben!b@h NICK :",
        ":ben!b@h PRIVMSG Ada",
        "PRIVMSG",
        "TAGMSG",
        "001",
        "005",
        "005 Ada",
        "353 Ada = #general",
        "366 Ada",
        "352 Ada #general",
        "MODE",
        "MODE #general",
        "TOPIC #general",
        "332 Ada #general",
        "ERROR",
        "FAIL",
        "FAIL NICK",
        "WALLOPS :to all",
        "999 Ada :what",
        "INVITE Ada #tea",
        "@batch=none :room FOO",
    ],
)
def test_what_is_too_short_or_unknown_means_nothing(book, line):
    book.play(f">> {line}")


def test_a_batch_that_nobody_opened_or_closed_disturbs_nobody(book):
    book.play(
        """
        >> :room BATCH +1 draft/multiline #general
        >> :room BATCH -1
        >> :room BATCH +2 netsplit a b
        >> @batch=2 :ben!b@h QUIT :a b
        == Vanished(Departure("t-1", 0.0, "ben", Parting.QUIT, "a b"))
        >> @batch=nobody :ben!b@h PRIVMSG #general :hello
        == Happened("#general", Text("t-2", 0.0, "ben", "hello"))
        """
    )


WORDS = st.sampled_from(
    [
        "Ada",
        "#general",
        "#",
        "",
        "*",
        "+1",
        "-1",
        "1",
        "draft/multiline",
        "LS",
        "ACK",
        "NEW",
        "+o",
        "=",
        ":",
        "~@+",
        "\x01ACTION ",
    ]
)
COMMANDS = st.sampled_from(
    [
        "BATCH",
        "CAP",
        "JOIN",
        "PART",
        "KICK",
        "QUIT",
        "NICK",
        "MODE",
        "TOPIC",
        "PRIVMSG",
        "NOTICE",
        "TAGMSG",
        "AWAY",
        "FAIL",
        "NOTE",
        "ERROR",
        "ACK",
        "INVITE",
        "001",
        "005",
        "301",
        "305",
        "331",
        "332",
        "352",
        "353",
        "366",
        "376",
        "401",
        "404",
        "421",
        "433",
        "451",
        "464",
    ]
)
TAGS = st.dictionaries(st.sampled_from(["batch", "label", "time", "msgid", "+typing"]), WORDS, max_size=3)
GARBAGE = st.builds(
    Message,
    COMMANDS,
    st.lists(WORDS, max_size=8).map(tuple),
    TAGS,
    st.sampled_from(["", "room", "Ada!a@h", "ben!b@h", "!"]),
)


@given(st.lists(GARBAGE, max_size=12))
def test_no_message_is_too_odd(messages):
    book = Playbook()
    for message in messages:
        book.session.receive(message)
        for done in book.done:
            str(done)  # what is sent can be written


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ada", True),
        ("hello Ada!", True),
        ("@ada: hi", True),
        ("Adam", False),
        ("Canada", False),
        ("ada_", False),
        ("a d a", False),
    ],
)
def test_somebody_is_named_by_a_word_of_its_own(text, named):
    assert mentions(text, "Ada") is named


def test_a_name_with_signs_is_found_as_it_is():
    assert mentions("hi x.y*z", "x.y*z")
    assert not mentions("hi xqyyz", "x.y*z")
