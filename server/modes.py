"""Which modes channels and people can have, and how each is written. Data only: what they do is done elsewhere.

https://modern.ircdocs.horse/#channel-modes. ISUPPORT, MODE and 004 all follow from these tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from server.protocol.vocabulary import (
    RPL_BANLIST,
    RPL_ENDOFBANLIST,
    RPL_ENDOFEXCEPTLIST,
    RPL_ENDOFINVEXLIST,
    RPL_EXCEPTLIST,
    RPL_INVEXLIST,
)

# On or off
NO_CTCP: Final = "C"
MEMBERS_SPEAK_WITH_ACCOUNT: Final = "M"
ACCOUNTS_ONLY: Final = "R"
TO_OPERATORS_ONLY: Final = "U"
INVITE_ONLY: Final = "i"
MODERATED: Final = "m"
OUTSIDERS_SILENT: Final = "n"
SECRET: Final = "s"  # noqa: S105 - a mode
TOPIC_LOCKED: Final = "t"
AUDITORIUM: Final = "u"
FLAGS: Final = "CMRUimnstu"

ON_NEW_CHANNELS: Final = OUTSIDERS_SILENT
"""Among friends anybody may say what a channel is about, so the topic is not locked."""

SPEECH_FLAGS: Final = frozenset(MODERATED + MEMBERS_SPEAK_WITH_ACCOUNT + TO_OPERATORS_ONLY)
"""Those that make a difference between who has a voice and who has not."""

# With a value
KEY: Final = "k"
LIMIT: Final = "l"
FORWARD: Final = "f"
SLOW: Final = "S"
SETTINGS: Final = KEY + FORWARD + LIMIT + SLOW

# People's own
INVISIBLE: Final = "i"
WALLOPS: Final = "w"
BOT: Final = "B"
ACCOUNTS_WRITE: Final = "R"
NO_CTCP_TO_ME: Final = "T"
SERVER_OPERATOR: Final = "o"
FREELY_CHOSEN: Final = "BRTiw"
USER_MODES: Final = "BRTiow"

# Lists
BAN: Final = "b"
EXCEPTION: Final = "e"
INVITE_EXCEPTION: Final = "I"


@dataclass(frozen=True, slots=True)
class ListMode:
    """A mode that is a list of masks: the numerics by which it is shown."""

    entry: str
    end: str
    words: str


LISTS: Final = {
    BAN: ListMode(RPL_BANLIST, RPL_ENDOFBANLIST, "End of the list of bans"),
    EXCEPTION: ListMode(RPL_EXCEPTLIST, RPL_ENDOFEXCEPTLIST, "End of the list of exceptions to bans"),
    INVITE_EXCEPTION: ListMode(RPL_INVEXLIST, RPL_ENDOFINVEXLIST, "End of the list of who needs no invitation"),
}

CHANMODES: Final = f"{''.join(sorted(LISTS))},{KEY},{''.join(sorted(FORWARD + LIMIT + SLOW))},{FLAGS}"
"""As ISUPPORT has it: lists; always with a value; with a value when set; never with one."""
