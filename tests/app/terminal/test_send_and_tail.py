"""To say something and leave, and to listen: for scripts, in words and as JSON."""

import json
import subprocess
import sys

from app.terminal import FAILED, OK, visits


def test_what_is_given_is_said_and_nothing_is_printed(make_room, talk, come, hear):
    room = make_room()
    ben = come(room.port, "Ben")
    one = talk(f"127.0.0.1:{room.port}", None, "The oven is hot\nreally", command=visits.send, nick="Oven")
    assert hear(ben, "PRIVMSG").params == ("#general", "The oven is hot")
    assert hear(ben, "PRIVMSG").params == ("#general", "really")
    assert hear(ben, "QUIT")
    assert (one.finish(), one.out, one.err) == (OK, "", "")


def test_without_a_message_what_is_piped_in_is_said(make_room, talk, come, hear):
    room = make_room()
    ben = come(room.port, "Ben")
    one = talk(f"127.0.0.1:{room.port}", "from a pipe\n", "", command=visits.send, nick="Oven")
    assert hear(ben, "PRIVMSG").params == ("#general", "from a pipe")
    assert one.finish() == OK


def test_what_was_sent_is_told_to_programs_as_the_room_has_it(make_room, talk, come, hear):
    room = make_room()
    ben = come(room.port, "Ben")
    ben.write("CAP REQ :message-tags\r\n")
    ben.flush()
    hear(ben, "ACK")
    one = talk(f"127.0.0.1:{room.port}", None, "hello", command=visits.send, nick="Oven", json=True)
    heard = hear(ben, "PRIVMSG")
    assert one.finish() == OK
    (line,) = one.out.splitlines()
    sent = json.loads(line)
    assert (sent["kind"], sent["in"], sent["from"], sent["text"]) == ("message", "#general", "Oven", "hello")
    assert sent["id"] == heard.tags["msgid"]


def test_what_could_not_be_sent_counts(make_room, talk):
    room = make_room()
    one = talk(f"127.0.0.1:{room.port}", None, "x" * 200_000, command=visits.send, nick="Oven")
    assert one.finish() == FAILED
    assert "parlor: " in one.err


def test_what_is_said_is_shown_until_the_room_closes(make_room, talk, come, until):
    room = make_room()
    ben = come(room.port, "Ben")
    one = talk(f"127.0.0.1:{room.port}", command=visits.tail, nick="Ear", json=True)
    until(lambda: one.shows('"kind"') or "You are in" in one.err)
    ben.write("PRIVMSG #general :Ear, listen\r\n")
    ben.flush()
    until(lambda: one.shows("listen"))
    room.stop()
    assert one.finish() == FAILED
    heard = [json.loads(line) for line in one.out.splitlines()]
    (said,) = [line for line in heard if line["kind"] == "message"]
    assert (said["from"], said["text"], said["mention"], said["own"]) == ("Ben", "Ear, listen", True, False)
    assert said["time"].endswith("Z")


def test_what_was_said_before_is_shown_first_as_far_as_wished(make_room, talk, come, hear, until, tmp_path):
    room = make_room(data_dir=str(tmp_path / "room"))
    ben = come(room.port, "Ben")
    ben.write("".join(f"PRIVMSG #general :line {number}\r\n" for number in range(5)) + "PING end\r\n")
    ben.flush()
    hear(ben, "PONG")
    one = talk(f"127.0.0.1:{room.port}", command=visits.tail, nick="Ear", older=2)
    until(lambda: one.shows("line 4"))
    assert "line 3" in one.out
    assert "line 2" not in one.out
    room.stop()
    one.finish()


def test_a_program_of_its_own_ends_on_ctrl_c(make_room):
    room = make_room()
    command = [sys.executable, "-m", "app", "tail", f"127.0.0.1:{room.port}", "--nick", "Ear"]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline().startswith("* You are in Tea house as Ear")
    program.send_signal(2)
    assert program.wait(10) == 130
    program.stdout.close()


def test_what_was_sent_an_hour_ago_is_not_told_again(make_room, talk, come, hear, tmp_path):
    room = make_room(data_dir=str(tmp_path / "room"))
    ben = come(room.port, "Ben")
    assert talk(f"127.0.0.1:{room.port}", None, "first", command=visits.send, nick="Oven").finish() == OK
    hear(ben, "QUIT")
    one = talk(f"127.0.0.1:{room.port}", None, "second", command=visits.send, nick="Oven", json=True)
    assert one.finish() == OK
    assert [json.loads(line)["text"] for line in one.out.splitlines()] == ["second"]


def test_who_reads_no_further_ends_it_without_a_word(make_room, come):
    room = make_room()
    command = [sys.executable, "-m", "app", "tail", f"127.0.0.1:{room.port}", "--nick", "Ear"]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert program.stdout is not None
    program.stdout.readline()
    program.stdout.close()
    ben = come(room.port, "Ben")
    ben.write("PRIVMSG #general :nobody reads this\r\n")
    ben.flush()
    assert program.wait(10) == 0
    assert program.stderr is not None
    assert program.stderr.read() == ""
    program.stderr.close()
