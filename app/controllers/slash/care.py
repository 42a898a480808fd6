"""Commands for those who look after a channel. Who may not use one is told so by the room."""

from typing import TYPE_CHECKING

from app.controllers.slash.table import UsageError, member, refuse, slash, this_channel
from app.models.people import Role
from app.words import N_, _

if TYPE_CHECKING:  # chat runs us, and gives us itself
    from app.controllers.chat import Chat

_CHANNELS_ONLY = N_("That can be done in channels only.")


@slash
def kick(chat: "Chat", name: str, *, reason: str = "") -> None:
    """Put somebody out of the channel, if you may. They can come back unless they are banned."""
    member(chat, name, _("People can be put out of channels only."))
    chat.care.kick(name, reason)


@slash
def ban(chat: "Chat", name: str, *, reason: str = "") -> None:
    """Put somebody out of the channel and keep them out. /unban takes it back."""
    this_channel(chat, _(_CHANNELS_ONLY))
    chat.care.ban(name, reason)


@slash
def unban(chat: "Chat", name: str) -> None:
    """Let somebody come back who was banned."""
    this_channel(chat, _(_CHANNELS_ONLY))
    chat.care.unban(name)


@slash
def mute(chat: "Chat", name: str) -> None:
    """Let somebody read but not write in this channel. To hide them from yourself alone: /ignore."""
    this_channel(chat, _(_CHANNELS_ONLY))
    chat.care.mute(name)


@slash
def unmute(chat: "Chat", name: str) -> None:
    """Let somebody write again who was muted."""
    this_channel(chat, _(_CHANNELS_ONLY))
    chat.care.unmute(name)


@slash
def moderator(chat: "Chat", name: str) -> None:
    """Let somebody look after this channel as you do."""
    member(chat, name, _(_CHANNELS_ONLY))
    chat.care.give(name, Role.MODERATOR)


@slash
def voice(chat: "Chat", name: str) -> None:
    """Let somebody write while the channel is quiet."""
    member(chat, name, _(_CHANNELS_ONLY))
    chat.care.give(name, Role.SPEAKER)


@slash
def demote(chat: "Chat", name: str) -> None:
    """Take back what /moderator or /voice gave."""
    member(chat, name, _(_CHANNELS_ONLY))
    chat.care.give(name, Role.MEMBER)


@slash
def quiet(chat: "Chat", switch: str = "on") -> None:
    """Let only those write who were given a voice; “/quiet off” ends it."""
    this_channel(chat, _(_CHANNELS_ONLY))
    if switch not in ("on", "off"):
        raise UsageError(_("Usage: {usage}").format(usage="/quiet [on/off]"))
    chat.care.set_quiet(switch == "on")


@slash
def slow(chat: "Chat", seconds: str) -> None:
    """Have everybody wait that many seconds between two messages; 0 ends it."""
    this_channel(chat, _(_CHANNELS_ONLY))
    if not (seconds.isascii() and seconds.isdecimal()):
        raise UsageError(_("Usage: {usage}").format(usage="/slow <seconds>"))
    refuse(chat.care.set_pause(int(seconds)))


@slash
def password(chat: "Chat", word: str = "") -> None:
    """Have people give this password to come into the channel; without one, none."""
    this_channel(chat, _(_CHANNELS_ONLY))
    refuse(chat.care.set_password(word))
