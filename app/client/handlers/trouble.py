"""What goes wrong: our line did not arrive, or something else that we asked for failed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.client.answers import in_our_words
from app.client.events import Event, Recalled, RoomClosed, ShutOut, Told, Undelivered, Wants
from app.client.handlers.registry import ANY_ERROR, on
from app.client.tags import UNHEEDED
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import ROOM_CLOSED

if TYPE_CHECKING:  # the session calls us, and gives us itself
    from app.client.session import Session


CANNOT_SEND = "404"
"""https://modern.ircdocs.horse/#errcannotsendtochan-404"""
KNOCKED_ALREADY = "712"
"""https://defs.ircdocs.horse/defs/numerics.html#err-toomanyknock-712"""
_WANTS = {"473": Wants.INVITATION, "475": Wants.PASSWORD}
"""https://modern.ircdocs.horse/#errinviteonlychan-473, https://modern.ircdocs.horse/#errbadchannelkey-475"""


@on("FAIL", "WARN", "NOTE", params=3)
def _standard_reply(session: "Session", message: Message) -> Iterator[Event]:
    """https://ircv3.net/specs/extensions/standard-replies."""
    if message.params[1] == ROOM_CLOSED:
        yield RoomClosed(in_our_words(message.params[-1]))
        return
    if _is_unheeded(message):
        return
    failed = message.command == "FAIL"
    if failed and (target := session.past.unasked(message)) is not None:
        yield Recalled(target, label=message.tags["label"], failed=True)
        return
    about = message.params[2] if len(message.params) > 3 else ""
    if failed and (label := session.answered(message, about)):
        yield Undelivered(label, in_our_words(message.params[-1]))
    else:
        yield Told(in_our_words(message.params[-1]), error=failed)


@on(ANY_ERROR, params=2)
def any_error(session: "Session", message: Message) -> Iterator[Event]:
    """Any error numeric without a function of its own: https://modern.ircdocs.horse/#numerics."""
    if _is_unheeded(message):
        return
    about = message.params[1] if len(message.params) > 2 else ""
    if label := session.answered(message, about):
        yield Undelivered(label, in_our_words(message.params[-1]))
    elif message.command == CANNOT_SEND and session.has_shown_typing(about):
        return  # that we type is shown to nobody, which is nothing to be told of: what we then say may be
    elif casefold(about) in session.joining:
        session.joining.discard(casefold(about))
        yield ShutOut(about, in_our_words(message.params[-1]), _WANTS.get(message.command, Wants.NOTHING))
    elif casefold(about) in session.knocking:
        if message.command != KNOCKED_ALREADY:  # then we go on waiting, and knock again when we may
            session.knocking.discard(casefold(about))
            yield ShutOut(about, in_our_words(message.params[-1]), denied=True)
    else:
        target = about if session.is_channel(about) else ""
        answer = in_our_words(message.params[-1])
        yield Told(answer if target or not about else f"{about}: {answer}", True, target)


def _is_unheeded(message: Message) -> bool:
    """Whether it answers what was said without minding whether it arrives."""
    return message.tags.get("label", "").startswith(UNHEEDED)
