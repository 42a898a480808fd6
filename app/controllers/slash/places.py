"""Commands for channels and the room: going there, leaving, seeing what is there."""

from typing import TYPE_CHECKING

from app.controllers.slash.table import COMMANDS, UsageError, refuse, slash, this_channel
from app.models.conversation import Kind
from app.words import _, listed

if TYPE_CHECKING:  # chat runs us, and gives us itself
    from app.controllers.chat import Chat


@slash
def join(chat: "Chat", channel: str, password: str = "") -> None:
    """Go to a channel; it is made if there is none of that name."""
    refuse(chat.open_channel(channel, password))


@slash
def part(chat: "Chat") -> None:
    """Leave the channel you are in."""
    conversation = chat.room.current
    if conversation is None or conversation is chat.room.conversations[0]:
        raise UsageError(_("This is the room's first channel. To leave the room use its menu, or /quit."))
    chat.leave(conversation)


@slash
def _list(chat: "Chat") -> None:
    """Say which channels there are."""
    chat.show_channels()


@slash
def invite(chat: "Chat", name: str, channel: str = "") -> None:
    """Ask somebody into this channel, or into another one."""
    chat.care.invite(name, channel and f"#{channel.lstrip('#')}")


@slash
def topic(chat: "Chat", *, text: str = "") -> None:
    """Show the channel's topic, or set it."""
    conversation = this_channel(chat, _("Only channels have a topic."))
    if text:
        chat.set_topic(text)
    else:
        words = _("Topic: {topic}") if conversation.topic else _("No topic is set.")
        chat.sync.remark(words.format(topic=conversation.topic))


@slash
def names(chat: "Chat") -> None:
    """Say who is in the channel."""
    conversation = this_channel(chat, _("Only channels have a list of people."))
    if not conversation.members:
        raise UsageError(_("Who is here is not known right now."))
    chat.sync.remark(", ".join(sorted(conversation.members, key=str.casefold)), icon="users")


@slash
def whois(chat: "Chat", name: str) -> None:
    """Say what is known of somebody."""
    person = chat.room.person(name)
    if person is None:
        raise UsageError(_("There is no {name} in this room.").format(name=name))
    where = [c.name for c in chat.room.conversations if c.kind is Kind.CHANNEL and person.nick in c.members]
    lines = [_("{name} is away: {message}") if person.away_message else _("{name} is away") if person.away else ""]
    lines.append(_("{name} is in {channels}") if where else _("{name} is in no channel of yours"))
    lines.append(_("The room knows {name} as {account}") if person.account else "")
    known = {"name": person.nick, "message": person.away_message, "account": person.account}
    words = (line.format(**known, channels=listed(where)) for line in lines if line)
    chat.sync.remark("\n".join(words), icon="user")


@slash
def clear(chat: "Chat") -> None:
    """Empty this conversation's window. Others keep theirs."""
    if chat.room.current:
        chat.room.current.clear()


@slash
def _quit(chat: "Chat") -> None:
    """Leave the room."""
    chat.leave_room()


@slash
def _help(chat: "Chat", command: str = "") -> None:
    """Say what can be typed, or how one command is used."""
    name = command.lstrip("/").lower()
    if name and name not in COMMANDS:
        raise UsageError(_("There is no command /{name}. /help lists what there is.").format(name=name))
    rows = [COMMANDS[name]] if name else sorted(COMMANDS.values(), key=lambda row: row.name)
    chat.sync.remark("\n".join(f"{row.usage}: {_(row.help)}" for row in rows), icon="circle-question-mark")
