"""Commands for what one says and how one is seen."""

from typing import TYPE_CHECKING

from app.controllers.slash.table import refuse, slash
from app.models.entries import Voice
from app.words import _, told
from server.protocol.names import nick_problem

if TYPE_CHECKING:  # chat runs us, and gives us itself
    from app.controllers.chat import Chat


@slash
def me(chat: "Chat", *, action: str) -> None:
    """Say what you do: “/me waves” shows as “Ada waves”."""
    chat.say(action, Voice.ACTED)


@slash
def nick(chat: "Chat", name: str) -> None:
    """Change your name."""
    refuse(chat.change_nick(name))


@slash
def query(chat: "Chat", name: str) -> None:
    """Show the direct messages with somebody."""
    _turn_to(chat, name)


@slash
def msg(chat: "Chat", name: str, *, text: str) -> None:
    """Send somebody a direct message."""
    _turn_to(chat, name)
    chat.say(text)


@slash
def away(chat: "Chat", *, message: str = "Away") -> None:
    """Show that you are away, with a few words if you like. /back ends it."""
    chat.set_away(message)


@slash
def back(chat: "Chat") -> None:
    """Show that you are here again."""
    chat.set_away("")


@slash
def ignore(chat: "Chat", name: str) -> None:
    """Do not see any more what somebody says. Nobody else learns of it."""
    refuse(told(nick_problem(name) or "") if chat.room.person(name) is None else None)
    if chat.room.is_me(name):
        refuse(_("You cannot mute yourself."))
    chat.care.set_muted(name, muted=True)
    words = _("What {name} says is hidden from you. /unignore {name} ends that.")
    chat.sync.remark(words.format(name=name), icon="bell-off")


@slash
def unignore(chat: "Chat", name: str) -> None:
    """See again what somebody says."""
    if not chat.room.is_muted(name):
        refuse(_("You have not muted {name}.").format(name=name))
    chat.care.set_muted(name, muted=False)
    chat.sync.remark(_("You see again what {name} says.").format(name=name), icon="bell")


def _turn_to(chat: "Chat", name: str) -> None:
    if chat.room.person(name) is None:
        refuse(told(nick_problem(name) or ""))
    chat.open_direct(name)
