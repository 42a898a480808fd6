"""Questions for a certain server of a network, of which a room has one only.

https://modern.ircdocs.horse/#server-queries-and-commands
"""

from __future__ import annotations

from server.bans import fits
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import ERR_NOSUCHSERVER
from server.session import Session


def is_for_elsewhere(session: Session, message: Message) -> bool:
    """Whether a question is for a server that there is not; then it has been answered so.

    The target may be the server's name, a mask of it, or the name of somebody who is here.
    """
    room = session.room
    target = message.params[0] if message.params else ""
    if not target or fits(casefold(target), casefold(room.server_name)) or room.find(target) is not None:
        return False
    session.reply(ERR_NOSUCHSERVER, target, "There is no such server")
    return True
