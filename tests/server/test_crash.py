"""A room that is killed at any moment, and opened again: what was acknowledged is there."""

from __future__ import annotations

import base64
import subprocess
import sys

import pytest

from server.protocol.message import Message

CAPS = "sasl batch draft/chathistory draft/read-marker echo-message labeled-response message-tags server-time"


@pytest.fixture
def start(tmp_path):
    """A room in a process of its own, kept in one folder; gives the process and its port."""
    processes = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "-m", "server", "--host", "127.0.0.1", "--port", "0", "--no-tls", "--data-dir", tmp_path],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        processes.append(process)
        assert process.stdout
        assert process.stderr
        ready = process.stdout.readline()
        assert ready, process.stderr.read()
        return process, int(ready.partition(", ")[0].split()[-1].rpartition(":")[2])

    yield start
    for process in processes:
        process.kill()
        process.communicate()


LOGIN = base64.b64encode(b"\0ada\0hers alone").decode()


def enter(connect, port, *lines):
    wire = connect(port)
    wire.send("CAP LS 302", f"CAP REQ :{CAPS}", *lines, "CAP END")
    return wire.enter("ada")


def said(lines):
    messages = [Message.parse(line) for line in lines]
    return [(m.tags["msgid"], m.tags["time"], m.params[-1]) for m in messages if m.command == "PRIVMSG"]


def test_every_acknowledged_message_survives_with_its_id_and_time(start, connect):
    """What was acknowledged is in the store, and is there when the room has been killed."""
    process, port = start()
    ada = enter(connect, port)
    ada.send("TOPIC #general :as before", "MODE #general +m", "JOIN #more", "MODE #more +b eve!*@*")
    acknowledged = []
    for number in range(40):
        ada.send(f"@label={number} PRIVMSG #general :{number}", f"PRIVMSG #general :{number}, plainly")
        acknowledged += said(ada.until(f":{number}, plainly"))
    ada.send(
        "REGISTER * * :hers alone", f"MARKREAD #general timestamp={acknowledged[-1][1]}", "METADATA * SET color #123456"
    )
    ada.until(" 761 ")
    ada.send(*[f"PRIVMSG #general :in flight {number}" for number in range(500)])  # and nobody waits for an answer
    process.kill()
    process.wait()

    _, port = start()
    ada = enter(connect, port, "AUTHENTICATE PLAIN", f"AUTHENTICATE {LOGIN}")
    ada.send("MARKREAD #general", "METADATA * GET color", "NAMES #general")
    known = "\n".join(ada.until(" 366 "))
    assert f"MARKREAD #general timestamp={acknowledged[-1][1]}" in known
    assert ":#123456" in known
    assert "~ada" in known, "who founded the room has the say in it"
    ada.send("CHATHISTORY LATEST #general * 1000")
    kept = said(ada.until("BATCH -"))
    assert kept[: len(acknowledged)] == acknowledged
    assert len({msgid for msgid, _, _ in kept}) == len(kept)
    assert [text for _, _, text in kept[80:]] == [f"in flight {number}" for number in range(len(kept) - 80)]
    ada.send("TOPIC #general", "MODE #general", "MODE #more b")
    answers = "\n".join(ada.until(" 368 "))
    assert "as before" in answers
    assert "+mn" in answers
    assert "eve!*@*" in answers
