"""The tags by which we say more than words do, as they are written. Pure; knows no session.

Only those that begin with ``+`` are ours to give: https://ircv3.net/specs/extensions/message-tags#client-only-tags
"""

from server.protocol.message import Message

KEY_TAG = "+parlor.app/key"
"""The tag by which we find our own lines in what was said before: the room keeps it, as it keeps the text."""

CORRECTS_TAG = "+parlor.app/corrects"
"""The tag of a message that stands for another one from now on, by its msgid.

Programs that do not know it show an answer to that message, which is what its other tags say it is.
"""

READ_TAG = "+parlor.app/read"
"""The tag of a TAGMSG by which somebody lets others know that they have read up to the message with this msgid.

It is not kept by rooms, and programs that do not know it show nothing.
"""

UNHEEDED = "unheeded-"
"""How the label begins of what we say without minding whether it arrives."""

REPLY_TAGS = ("+reply", "+draft/reply")
"""https://ircv3.net/specs/client-tags/reply. Both names are in use; the draft's is what a reaction has to have."""

REACT_TAG, UNREACT_TAG = "+draft/react", "+draft/unreact"
"""https://ircv3.net/specs/client-tags/react."""

LONGEST_SIGN = 40
"""Characters of a reaction: an emoji of a whole family has a dozen. What is longer is no sign, but a speech."""


def answered(message: Message) -> str:
    """The msgid of the message that this one answers, or the empty text."""
    return next((message.tags[tag] for tag in REPLY_TAGS if message.tags.get(tag)), "")


def line_tags(*, answers: str, corrects: str) -> dict[str, str]:
    """What a line says of other messages, by their msgids: which it answers, and which it corrects."""
    tags = dict.fromkeys(REPLY_TAGS, answers or corrects) if answers or corrects else {}
    return {**tags, CORRECTS_TAG: corrects} if corrects else tags


def sign_tags(key: str, sign: str, *, withdrawn: bool) -> dict[str, str]:
    """A sign on the message with this msgid, or no sign any more."""
    return {**dict.fromkeys(REPLY_TAGS, key), UNREACT_TAG if withdrawn else REACT_TAG: sign}
