"""What somebody is called on the screen: their display name, if they have one. Pure; knows no room.

A nickname has neither spaces nor emoji. So who is called Anna Maria has the nickname Anna-Maria, and a display name
(https://ircv3.net/specs/extensions/metadata, ``display-name``) says how it is written. It is believed only where the
nickname is the one that is made from it, and nobody else can have that: so nobody looks like somebody else.
"""

from functools import lru_cache

from app.models.legible import PLACEHOLDER, legible
from server.protocol.names import CHANNEL_SIGN, NICK_LENGTH, RANK_SIGNS, casefold, nick_problem, suggest_nick

_NOBODY = suggest_nick("")
"""The nickname that is made where there is nothing to make one from."""


def with_nick(wished: str) -> tuple[str, str]:
    """The nickname and the display name of who wants to be called so.

    The latter is empty if the nickname says it all, or if none can be made from the wish: then it is left as it is.
    """
    nick = suggest_nick(wished)
    if nick_problem(wished) is None or not is_believed(nick, wished):
        return wished, ""
    return nick, wished


def is_believed(nick: str, display_name: str) -> bool:
    """Whether who has this nickname may be shown by that name."""
    return (
        0 < len(display_name) <= NICK_LENGTH
        and display_name == display_name.strip()
        and display_name.isprintable()
        and display_name[0] not in RANK_SIGNS + CHANNEL_SIGN
        and casefold(nick) == casefold(suggest_nick(display_name))
        and (nick != _NOBODY or nick in display_name)
    )


@lru_cache(4096)
def shown(nick: str, display_name: str) -> str:
    """What somebody is called on the screen: emoji are left out, which not every place can draw."""
    if not is_believed(nick, display_name):
        return nick
    return " ".join(legible(display_name).replace(PLACEHOLDER, "").split()) or nick
