"""A room in a terminal, through pipes: real rooms, real sockets, and the input that a test writes."""

import getpass
import socket

import pytest

from app.models.entries import Arrival, Departure, NickChange, Parting, Remark, Return, Text, TopicChange, Voice
from app.services.files import Files, data_folder
from app.services.known_rooms import KnownRooms
from app.terminal import FAILED, OK, visits
from app.terminal.lines import render


def test_what_is_piped_in_is_said_line_by_line(make_room, talk, come, hear):
    room = make_room()
    ben = come(room.port, "Ben")
    one = talk(f"127.0.0.1:{room.port}", "hi\nGrüße, Ben\nno line end", nick="Ada")
    assert hear(ben, "PRIVMSG").params == ("#general", "hi")
    assert hear(ben, "PRIVMSG").params == ("#general", "Grüße, Ben")
    assert hear(ben, "PRIVMSG").params == ("#general", "no line end")
    assert hear(ben, "QUIT")
    assert one.finish() == OK
    assert "* You are in Tea house as Ada." in one.out
    assert "<Ada> hi\n" in one.out
    assert one.err == ""


def test_what_others_say_appears(make_room, talk, come, until):
    room = make_room()
    one = talk(f"127.0.0.1:{room.port}", nick="Ada")
    until(lambda: one.shows("You are in"))
    ben = come(room.port, "Ben")
    ben.write("PRIVMSG #general :hello \x1b[31mred\r\nPRIVMSG Ada :psst\r\n")
    ben.flush()
    until(lambda: one.shows("Ben <Ben> psst"))
    assert "* Ben joined\n" in one.out
    assert "<Ben> hello [31mred\n" in one.out
    one.end_input()
    assert one.finish() == OK


def test_commands_may_be_piped_in_too(make_room, talk, come, hear):
    room = make_room()
    ben = come(room.port, "Ben")
    one = talk(f"127.0.0.1:{room.port}", "/me waves\n/msg Ben psst\n/frob\n", nick="Ada")
    assert hear(ben, "PRIVMSG").params == ("#general", "\x01ACTION waves\x01")
    assert hear(ben, "PRIVMSG").params == ("Ben", "psst")
    assert one.finish() == FAILED  # not all of it was understood
    assert "There is no command /frob" in one.out


def test_another_channel(make_room, talk):
    room = make_room()
    one = talk(f"127.0.0.1:{room.port}", "one lump or two?\n", nick="Ada", channel="tea")
    assert one.finish() == OK
    assert "<Ada> one lump or two?" in one.out


def test_what_cannot_arrive_is_told_and_counts(make_room, talk):
    room = make_room()
    one = talk(f"127.0.0.1:{room.port}", "/msg Nobody hello\n", nick="Ada")
    assert one.finish() == FAILED
    assert one.err == "parlor: Not sent: hello (Nobody here is called that)\n"


def test_what_is_too_long_to_be_said_is_told_and_counts(make_room, talk):
    one = talk(f"127.0.0.1:{make_room().port}", "x" * 100_000 + "\n\nhi\n", nick="Ada")
    assert one.finish() == FAILED
    assert "* That is too long for a message: 97 KB, at most 64 KB. Send it in parts.\n" in one.out
    assert "<Ada> hi\n" in one.out


def test_a_wished_name_that_is_taken_is_answered_with_another(make_room, talk, come):
    room = make_room()
    come(room.port, "Ada")
    one = talk(f"127.0.0.1:{room.port}", "hi\n", nick="Ada")
    assert one.finish() == FAILED
    assert one.err == "parlor: Somebody here is already called that. Try --nick Ada2.\n"


def test_a_name_that_was_not_wished_is_changed_a_little(make_room, talk, come):
    room = make_room()
    come(room.port, "Ada")
    one = talk(f"127.0.0.1:{room.port}", "hi\n", known_nick="Ada")
    assert one.finish() == OK
    assert "as Ada2." in one.out
    assert "<Ada2> hi" in one.out


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("127.0.0.1:{}", "This room has a password."),
        ("parlor://join/127.0.0.1:{}/#wrong", "That is not this room's password."),
    ],
)
def test_a_password_that_is_missing_or_wrong(make_room, talk, link, words):
    room = make_room(password="sesame")
    one = talk(link.format(room.port), "hi\n", nick="Ada")
    assert one.finish() == FAILED
    assert one.err.startswith(f"parlor: {words}")


def test_a_password_in_the_invite(make_room, talk):
    room = make_room(password="sesame")
    assert talk(f"parlor://join/127.0.0.1:{room.port}/#sesame", "hi\n", nick="Ada").finish() == OK


@pytest.mark.parametrize(
    ("address", "options", "words"),
    [
        ("ftp://example.org", {"nick": "Ada"}, "Parlor cannot join by a “ftp” link."),
        ("CGFR-999E", {"nick": "Ada"}, "There is a mistake in this code."),
        ("", {"nick": "Ada"}, "Paste the invite"),
        ("127.0.0.1", {"channel": "tea room"}, "A channel's name cannot have spaces. Try another --channel."),
        ("127.0.0.1", {"nick": "Anna Maria"}, "A name cannot have spaces. Try --nick Anna-Maria."),
    ],
)
def test_what_cannot_be_understood_is_answered_at_once(capsys, address, options, words):
    assert visits.chat(address, known=KnownRooms(Files(data_folder())), **options) == FAILED
    assert capsys.readouterr().err.startswith(f"parlor: {words}")


def test_a_room_that_is_not_open(talk):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    one = talk(f"127.0.0.1:{port}", "hi\n", nick="Ada")
    assert one.finish() == FAILED
    assert one.err.startswith("parlor: The computer at 127.0.0.1 answers, but no room is open there.")


def test_a_room_that_closes_ends_the_talk(make_room, talk, until):
    room = make_room()
    one = talk(f"127.0.0.1:{room.port}", nick="Ada")
    until(lambda: one.shows("You are in"))
    room.stop()
    assert one.finish() == FAILED
    assert one.err == "parlor: The host closed the room.\n"


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (Text("k", 0.0, "Ben", "hello"), "<Ben> hello"),
        (Text("k", 0.0, "Ben", "waves", voice=Voice.ACTED), "* Ben waves"),
        (Text("k", 0.0, "Ben", "note", voice=Voice.NOTICED), "-Ben- note"),
        (Text("k", 0.0, "Ben", "one\ntwo\x1b[2J\u202e"), "<Ben> one\ntwo[2J"),
        (Arrival("k", 0.0, "Ben"), "* Ben joined"),
        (Departure("k", 0.0, "Ben"), "* Ben left"),
        (Return("k", 0.0, "Ben"), "* Ben is back"),
        (Departure("k", 0.0, "Ben", Parting.QUIT, "Good night"), "* Ben left (Good night)"),
        (Departure("k", 0.0, "Ben", Parting.REMOVED, "loud", "Ada"), "* Ben was removed by Ada (loud)"),
        (NickChange("k", 0.0, "Ben", "Benjamin"), "* Ben is now Benjamin"),
        (TopicChange("k", 0.0, "Ben", "Tea"), "* Ben set the topic: Tea"),
        (TopicChange("k", 0.0, "Ben", ""), "* Ben removed the topic"),
        (Remark("k", 0.0, "Topic: Tea"), "* Topic: Tea"),
    ],
)
def test_every_kind_of_entry_is_a_line(entry, line):
    assert render(entry) == line


def test_somebody_whom_the_system_does_not_know_gets_a_name(make_room, talk, monkeypatch):
    def fail():
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr(getpass, "getuser", fail)
    ben = talk(f"127.0.0.1:{make_room().port}", "hi\n")
    assert ben.finish() == 0
    assert "You are in Tea house as" in ben.out
