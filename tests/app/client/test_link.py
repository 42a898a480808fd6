"""What the log may know of the lines that go to a room and come from it."""

import pytest

from app.client.link import for_log
from server.protocol.message import Message


@pytest.mark.parametrize(
    "line",
    [
        "PASS sesame", "OPER host sesame", "AUTHENTICATE c2VzYW1l", "REGISTER * * sesame", "JOIN #tea sesame",
        "MODE #tea +k sesame", ":room 324 ada #tea +k sesame",
        ":room 005 ada soju.im/FILEHOST=https://x?for=sesame :are supported",
    ],
)  # fmt: skip
def test_a_secret_is_not_logged(line):
    message = Message.parse(line)
    assert for_log(message, line) == message.command


def test_of_other_lines_the_log_has_the_beginning():
    line = "PRIVMSG #tea :" + "x" * 500
    assert for_log(Message.parse(line), line) == line[:200]
