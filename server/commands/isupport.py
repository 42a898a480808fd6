"""What the room announces about itself, with the welcome and when asked: the tokens of 005.

https://modern.ircdocs.horse/#feature-advertisement and https://ircv3.net/specs/extensions/extended-isupport
"""

from __future__ import annotations

from functools import lru_cache

from server import modes
from server.bans import ACCOUNT, EXTENDED
from server.commands.listing import ELIST
from server.commands.modes import LONGEST_KEY
from server.commands.registry import command
from server.config import Config
from server.playback import send_batch
from server.protocol.framing import MAX_BODY
from server.protocol.message import Message
from server.protocol.vocabulary import ERR_NOTREGISTERED, EXTENDED_ISUPPORT, RPL_ISUPPORT
from server.ranks import RANKS
from server.room import Room
from server.session import Session

_TOKENS_A_LINE = 13
_OF_HISTORY = ("CHATHISTORY", "MSGREFTYPES")
MAX_TARGETS = 8
USER_LENGTH = 16
HOST_LENGTH = 63
"""More than any address has; names of computers are not looked up."""

_TARGETS = {
    "JOIN": "", "KICK": "", "LIST": "", "MONITOR": "", "NAMES": "", "PART": "", "WHOWAS": "",
    "NOTICE": MAX_TARGETS, "PRIVMSG": MAX_TARGETS, "TAGMSG": MAX_TARGETS, "WHOIS": 1,
}  # fmt: skip
"""To how many targets a command may be addressed; empty: to any number."""

RANK_LETTERS = "".join(rank.letter for rank in RANKS)
_RANK_SIGNS = "".join(rank.sign for rank in RANKS)

ISUPPORT: tuple[tuple[str, str], ...] = (
    ("ACCOUNTEXTBAN", ACCOUNT),
    ("AWAYLEN", "{limits.away_len}"),
    ("BOT", modes.BOT),
    ("CASEMAPPING", "{server.casemapping}"),
    ("CHATHISTORY", "{history.playback_max}"),
    ("CHANLIMIT", "#:{limits.max_channels}"),
    ("CHANMODES", modes.CHANMODES),
    ("CHANNELLEN", "{limits.channel_len}"),
    ("CHANTYPES", "#"),
    ("CLIENTTAGDENY", ""),
    ("ELIST", ELIST),
    ("EXCEPTS", modes.EXCEPTION),
    ("EXTBAN", f",{EXTENDED}"),
    ("HOSTLEN", str(HOST_LENGTH)),
    ("INVEX", modes.INVITE_EXCEPTION),
    ("KEYLEN", str(LONGEST_KEY)),
    ("KICKLEN", "{limits.kick_len}"),
    ("KNOCK", ""),
    ("MAXLIST", ",".join(f"{letter}:{{limits.max_list_entries}}" for letter in modes.LISTS)),
    ("MODES", ""),
    ("MONITOR", "{limits.monitor}"),
    ("MSGREFTYPES", "msgid,timestamp"),
    ("NAMELEN", "{limits.realname_len}"),
    ("NETWORK", "{network}"),
    ("NICKLEN", "{limits.nick_len}"),
    ("PREFIX", f"({RANK_LETTERS}){_RANK_SIGNS}"),
    ("SAFELIST", ""),
    ("STATUSMSG", _RANK_SIGNS),
    ("TARGMAX", ",".join(f"{name}:{most}" for name, most in _TARGETS.items())),
    ("TOPICLEN", "{limits.topic_len}"),
    ("USERLEN", str(USER_LENGTH)),
    ("UTF8ONLY", ""),
    ("WHOX", ""),
)
"""What the room announces about itself. A new token is a line here; braces take from the configuration."""


def isupport_tokens(room: Room) -> tuple[str, ...]:
    """The tokens with the values they have in this room, the same for everybody."""
    return _filled_in(room.name, room.config)


@lru_cache(maxsize=4)  # everybody who comes is told them; 20 µs without it
def _filled_in(name: str, config: Config) -> tuple[str, ...]:
    network = "".join(f"\\x{ord(c):02X}" if c in " =\\" else c for c in name)
    filled = (
        (name, value.format(server=config.server, limits=config.limits, history=config.history, network=network))
        for name, value in ISUPPORT
        if config.history.enabled or name not in _OF_HISTORY
    )
    return tuple(f"{name}={value}" if value else name for name, value in filled)


def _own_tokens(session: Session) -> tuple[str, ...]:
    """What is another for everybody: where they can send files.

    https://codeberg.org/emersion/soju/src/branch/master/doc/ext/filehost.md
    """
    if not session.filehost:
        return ()
    return (f"soju.im/FILEHOST={session.filehost}/for/{session.ticket}",)


@command("ISUPPORT", spec=EXTENDED_ISUPPORT.spec, early=True)
def isupport(session: Session, _: Message) -> None:
    """The tokens again; already at the door, if the client asked for that."""
    if session.registered or session.can(EXTENDED_ISUPPORT):
        send_isupport(session)
    else:
        session.reply(ERR_NOTREGISTERED, "You have not registered")


def send_isupport(session: Session) -> None:
    send_tokens(session, isupport_tokens(session.room), _own_tokens(session))


def send_tokens(session: Session, tokens: tuple[str, ...], own: tuple[str, ...] = ()) -> None:
    """Announce all tokens, or those that have changed: ``-NAME`` for what there is no more."""
    start, end = f":{session.room.server_name} {RPL_ISUPPORT} {session.client} ", " :are supported by this server"
    room = MAX_BODY - 2 - len((start + end).encode())
    lines = [start + part + end for part in (*_parts(tokens, room), *own)]
    if session.can(EXTENDED_ISUPPORT):
        send_batch(session, "draft/isupport", [], [f"{line}\r\n".encode() for line in lines])
        return
    for line in lines:
        session.send(line)


@lru_cache(maxsize=64)  # names of some lengths ask for the same; 20 µs without it
def _parts(tokens: tuple[str, ...], room: int) -> tuple[str, ...]:
    """Tokens line by line: not more than clients count on, and not more bytes than there is room for."""
    parts: list[list[str]] = [[]]
    size = 0
    for token in tokens:
        length = len(token.encode()) + 1
        if parts[-1] and (len(parts[-1]) == _TOKENS_A_LINE or size + length > room + 1):
            parts.append([])
            size = 0
        parts[-1].append(token)
        size += length
    return tuple(" ".join(part) for part in parts if part)
