"""What a room can be asked about the past, as messages: what was said, and how far it was read. Pure.

https://ircv3.net/specs/extensions/chathistory, https://ircv3.net/specs/extensions/read-marker, and soju's search.
"""

from datetime import UTC, datetime

from server.protocol.message import Message, serialise_tags

_EVER = 0.0, 253402300799.0
"""From 1970 to the end of the year 9999."""


def history(target: str, label: str, most: int, *, after: float = 0.0, before: float = 0.0) -> Message:
    """What was said from one time on, or up to one, both included; without either (0), the latest."""
    if after:
        place = "AFTER", f"timestamp={_written(after - 0.001)}"
    elif before:
        place = "BEFORE", f"timestamp={_written(before + 0.001)}"
    else:
        place = "LATEST", "*"
    how, where = place
    return Message("CHATHISTORY", (how, target, where, str(most)), {"label": label})


def one(target: str, key: str, label: str) -> Message:
    """One message by its msgid."""
    return Message("CHATHISTORY", ("AROUND", target, f"msgid={key}", "1"), {"label": label})


def targets(most: int) -> Message:
    """With whom something was said at any time."""
    return Message("CHATHISTORY", ("TARGETS", *(f"timestamp={_written(time)}" for time in _EVER), str(most)))


def search(text: str, target: str, label: str, most: int) -> Message:
    """What holds all these words, in one conversation or (empty) wherever we are."""
    wanted = {"text": text, "limit": str(most)} | ({"in": target} if target else {})
    return Message("SEARCH", (serialise_tags(wanted),), {"label": label})


def mark_read(target: str, time: float) -> Message:
    """That we have read a conversation up to a time."""
    return Message("MARKREAD", (target, f"timestamp={_written(time)}"))


def _written(time: float) -> str:
    moment = datetime.fromtimestamp(round(time, 3), UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
