"""One line on its way to many people, rendered once for each kind of reader.

A *kind of reader* is the sum of the bits below: which tags somebody's capabilities let them take.
A further capability that changes how a relayed line looks is a bit here and a line in ``form``.
"""

from __future__ import annotations

from server.protocol.framing import MAX_BODY, clip
from server.stamps import Stamp

TIMED = 1
"""Takes ``time``: https://ircv3.net/specs/extensions/server-time"""

TAGGED = 2
"""Takes ``msgid`` and client-only tags: https://ircv3.net/specs/extensions/message-tags"""

LONG = 4
"""Takes a message of several lines in one piece: https://ircv3.net/specs/extensions/multiline"""

ACCOUNTED = 8
"""Takes ``account``: https://ircv3.net/specs/extensions/account-tag"""

_LONGEST = MAX_BODY - 2


class Relay:
    """A line, its stamp, its client-only tags (written, without ``@``) and its sender's account, if they have one.

    A line that its sender's name makes too long is clipped, as on every server, but never within a
    character. Engine thread.
    """

    __slots__ = ("_forms", "account", "body", "stamp", "tags")

    def __init__(self, body: bytes, stamp: Stamp, tags: bytes = b"", account: str = "") -> None:
        self.body = self.fit(body)
        self.stamp = stamp
        self.tags = tags
        self.account = account
        self._forms: dict[int, bytes] = {}

    def form(self, kind: int) -> bytes:
        """The line for one kind of reader, line end included."""
        form = self._forms.get(kind)
        if form is None:
            form = self._forms[kind] = self.render(kind)
        return form

    def render(self, kind: int) -> bytes:
        return self.write_tags(kind) + self.body + b"\r\n"

    def write_tags(self, kind: int) -> bytes:
        return write_tags(kind, self.stamp, self.tags, self.account)

    @staticmethod
    def fit(body: bytes) -> bytes:
        return clip(body, _LONGEST)


def write_tags(kind: int, stamp: Stamp, client_tags: bytes = b"", account: str = "") -> bytes:
    """What stands before a line for one kind of reader: ``@…`` with its space, or nothing."""
    tags = []
    if kind & TIMED:
        tags.append(b"time=" + stamp.time)
    if kind & TAGGED and stamp.msgid:
        tags.append(b"msgid=" + stamp.msgid)
    if account and kind & ACCOUNTED:
        tags.append(b"account=" + account.encode())
    if client_tags and kind & TAGGED:  # the last: "server-initiated tags … MUST be included before client-only tags"
        tags.append(client_tags)
    return b"@" + b";".join(tags) + b" " if tags else b""
