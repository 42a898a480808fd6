"""https://ircv3.net/specs/extensions/batch"""

import re

from server.batch import new_reference, with_tag, within


def test_every_batch_has_a_name_of_its_own():
    """Reference tag MUST contain only ASCII letters, numbers, and/or hyphen."""
    names = {new_reference() for _ in range(100)}
    assert len(names) == 100
    assert all(re.fullmatch("[A-Za-z0-9-]+", name) for name in names)


def test_a_tag_stands_in_front_of_the_others():
    assert with_tag(b":a B", b"x=1") == b"@x=1 :a B"
    assert with_tag(b"@y=2 :a B", b"x=1") == b"@x=1;y=2 :a B"


def test_a_batch_in_a_batch_begins_and_ends_in_it_and_keeps_its_lines():
    """Start and end messages of one batch MAY refer to another batch. If they do, they both MUST have batch tag, and
    they MUST refer to the same batch.
    """
    inner = b"@time=1 :a BATCH +in t\r\n@batch=in :a PRIVMSG #c :BATCH -x\r\n:a BATCH -in\r\n"
    assert within(inner, "out").split(b"\r\n") == [
        b"@batch=out;time=1 :a BATCH +in t", b"@batch=in :a PRIVMSG #c :BATCH -x", b"@batch=out :a BATCH -in", b""
    ]  # fmt: skip
