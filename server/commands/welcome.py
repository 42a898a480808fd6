"""What a newcomer is told, and may ask for again: the greeting, what the room can do, who is here, the day's message.

https://modern.ircdocs.horse/#feature-advertisement
"""

from __future__ import annotations

import time

from server import VERSION, modes
from server.commands.registry import command
from server.protocol.message import Message
from server.protocol.vocabulary import (
    CASEMAPPING,
    ERR_NOMOTD,
    RPL_CREATED,
    RPL_ENDOFMOTD,
    RPL_GLOBALUSERS,
    RPL_ISUPPORT,
    RPL_LOCALUSERS,
    RPL_LUSERCHANNELS,
    RPL_LUSERCLIENT,
    RPL_LUSERME,
    RPL_LUSEROP,
    RPL_LUSERUNKNOWN,
    RPL_MOTD,
    RPL_MOTDSTART,
    RPL_MYINFO,
    RPL_VERSION,
    RPL_WELCOME,
    RPL_YOURHOST,
)
from server.ranks import RANKS
from server.room import Room
from server.session import Session

_SPEC = "https://modern.ircdocs.horse/#"
_TOKENS_A_LINE = 13
_OF_HISTORY = ("CHATHISTORY", "MSGREFTYPES")
MAX_TARGETS = 8

_RANK_LETTERS = "".join(rank.letter for rank in RANKS)
_RANK_SIGNS = "".join(rank.sign for rank in RANKS)

ISUPPORT: tuple[tuple[str, str], ...] = (
    ("AWAYLEN", "{limits.away_len}"),
    ("CASEMAPPING", CASEMAPPING),
    ("CHATHISTORY", "{history.playback_max}"),
    ("CHANLIMIT", "#:{limits.max_channels}"),
    ("CHANMODES", modes.CHANMODES),
    ("CHANNELLEN", "{limits.channel_len}"),
    ("CHANTYPES", "#"),
    ("KICKLEN", "{limits.kick_len}"),
    ("MODES", ""),
    ("MSGREFTYPES", "msgid,timestamp"),
    ("NAMELEN", "{limits.realname_len}"),
    ("NETWORK", "{network}"),
    ("NICKLEN", "{limits.nick_len}"),
    ("PREFIX", f"({_RANK_LETTERS}){_RANK_SIGNS}"),
    (
        "TARGMAX",
        f"JOIN:,KICK:,LIST:,NAMES:,NOTICE:{MAX_TARGETS},PART:,PRIVMSG:{MAX_TARGETS},TAGMSG:{MAX_TARGETS},WHOIS:1",
    ),
    ("TOPICLEN", "{limits.topic_len}"),
    ("UTF8ONLY", ""),
)
"""What the room announces about itself. A new token is a line here; braces take from the configuration."""


def welcome(person: Session) -> None:
    """The burst that every client waits for."""
    room = person.room
    created = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(room.created_at))
    with_value = "".join(modes.LISTS) + modes.SETTINGS + _RANK_LETTERS
    person.reply(RPL_WELCOME, f"Welcome to {room.name}, {person.nick}")
    person.reply(RPL_YOURHOST, f"Your host is {room.server_name}, running Parlor {VERSION}")
    person.reply(RPL_CREATED, f"This room was opened {created}")
    person.send(
        f":{room.server_name} {RPL_MYINFO} {person.nick} {room.server_name} parlor-{VERSION} "
        f"{modes.USER_MODES} {''.join(sorted(modes.FLAGS + with_value))} {''.join(sorted(with_value))}"
    )
    _send_isupport(person)
    _send_lusers(person)
    _send_motd(person)


@command("VERSION", spec=_SPEC + "version-message")
def version(person: Session, _: Message) -> None:
    person.reply(RPL_VERSION, f"parlor-{VERSION}", person.room.server_name, "A chat room of Parlor")
    _send_isupport(person)


@command("MOTD", spec=_SPEC + "motd-message")
def motd(person: Session, _: Message) -> None:
    _send_motd(person)


@command("LUSERS", spec=_SPEC + "lusers-message")
def lusers(person: Session, _: Message) -> None:
    _send_lusers(person)


def isupport_tokens(room: Room) -> list[str]:
    """The tokens with the values they have in this room."""
    network = "".join(f"\\x{ord(c):02X}" if c in " =\\" else c for c in room.name)
    config = room.config
    filled = (
        (name, value.format(limits=config.limits, history=config.history, network=network))
        for name, value in ISUPPORT
        if config.history.enabled or name not in _OF_HISTORY
    )
    return [f"{name}={value}" if value else name for name, value in filled]


def _send_isupport(person: Session) -> None:
    tokens = isupport_tokens(person.room)
    for start in range(0, len(tokens), _TOKENS_A_LINE):
        person.reply(RPL_ISUPPORT, *tokens[start : start + _TOKENS_A_LINE], "are supported by this server")


def _send_lusers(person: Session) -> None:
    room = person.room
    people = room.registered()
    invisible = sum("i" in one.modes for one in people)
    unknown = len(room.visitors) - len(people)
    channels = sum(1 for channel in room.channels.values() if channel.size)
    person.reply(RPL_LUSERCLIENT, f"There are {len(people) - invisible} users and {invisible} invisible on 1 servers")
    person.reply(RPL_LUSEROP, "0", "operator(s) online")
    person.reply(RPL_LUSERUNKNOWN, str(unknown), "unknown connection(s)")
    person.reply(RPL_LUSERCHANNELS, str(channels), "channels formed")
    person.reply(RPL_LUSERME, f"I have {len(people)} clients and 0 servers")
    now, most = str(len(people)), str(room.most_people)
    person.reply(RPL_LOCALUSERS, now, most, f"Current local users {now}, max {most}")
    person.reply(RPL_GLOBALUSERS, now, most, f"Current global users {now}, max {most}")


def _send_motd(person: Session) -> None:
    text = person.room.config.server.motd
    if not text:
        person.reply(ERR_NOMOTD, "There is no message of the day")
        return
    person.reply(RPL_MOTDSTART, f"- {person.room.name} Message of the day - ")
    for line in text.splitlines():
        person.reply(RPL_MOTD, f"- {line}")
    person.reply(RPL_ENDOFMOTD, "End of the message of the day")
