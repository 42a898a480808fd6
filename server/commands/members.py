"""What those with a rank may do, and what modes there are: KICK and MODE.

https://modern.ircdocs.horse/#mode-message
"""

from __future__ import annotations

from collections.abc import Iterator

from server.channel import FLAGS, FOUNDER, RANKS, Channel, Rank
from server.commands.channels import joined_channel
from server.commands.registry import command
from server.commands.welcome import USER_MODES
from server.protocol.framing import clip
from server.protocol.message import Message
from server.protocol.vocabulary import (
    ERR_CHANOPRIVSNEEDED,
    ERR_NEEDMOREPARAMS,
    ERR_NOSUCHCHANNEL,
    ERR_NOSUCHNICK,
    ERR_UMODEUNKNOWNFLAG,
    ERR_UNKNOWNMODE,
    ERR_USERNOTINCHANNEL,
    ERR_USERSDONTMATCH,
    RPL_CHANNELMODEIS,
    RPL_CREATIONTIME,
    RPL_UMODEIS,
)
from server.session import Session

_SPEC = "https://modern.ircdocs.horse/#"
_RANK_OF = {rank.letter: rank for rank in RANKS}


@command("KICK", spec=_SPEC + "kick-message", params=2)
def kick(person: Session, message: Message) -> None:
    """Put people out of a channel. Who comes back is welcome: that is what bans are for."""
    channel = joined_channel(person, message.params[0])
    if channel is None:
        return
    if not channel.is_operator(person):
        person.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only operators may put people out")
        return
    words = message.params[2] if len(message.params) > 2 else ""
    reason = clip(words.encode(), person.room.config.limits.kick_len).decode() or person.nick
    for nick in filter(None, message.params[1].split(",")):
        if target := _member(person, channel, nick):
            _kick(person, channel, target, reason)


def _kick(person: Session, channel: Channel, target: Session, reason: str) -> None:
    if channel.is_founder(target) and not channel.is_founder(person):
        person.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Nobody can put out who founded the channel")
        return
    line = f"KICK {channel.name} {target.nick} :{reason}"
    channel.relay(person.relay(line, channel.stamps.next()))
    person.room.leave(target, channel)
    person.room.log("left", f"{person.nick} put {target.nick} out of {channel.name}.")


def _member(person: Session, channel: Channel, nick: str) -> Session | None:
    """Somebody in the channel, by name; else the person is told that there is none."""
    target = person.room.find(nick)
    if target is None:
        person.reply(ERR_NOSUCHNICK, nick, "No such nick")
    elif target not in channel:
        person.reply(ERR_USERNOTINCHANNEL, target.nick, channel.name, "They aren't on that channel")
        return None
    return target


@command("MODE", spec=_SPEC + "mode-message", params=1)
def mode(person: Session, message: Message) -> None:
    target, *changes = message.params
    if target.startswith("#"):
        channel = person.room.channel(target)
        if channel is None:
            person.reply(ERR_NOSUCHCHANNEL, target, "No such channel")
        elif changes:
            _change_channel(person, channel, changes)
        else:
            person.reply(RPL_CHANNELMODEIS, channel.name, "+" + "".join(sorted(channel.modes)))
            person.reply(RPL_CREATIONTIME, channel.name, str(channel.created_at))
        return
    whose = person.room.find(target)
    if whose is None:
        person.reply(ERR_NOSUCHNICK, target, "No such nick")
    elif whose is not person:
        person.reply(ERR_USERSDONTMATCH, "Everybody's modes are their own")
    elif changes:
        _change_own(person, changes[0])
    else:
        person.reply(RPL_UMODEIS, "+" + "".join(sorted(person.modes)))


def _change_own(person: Session, letters: str) -> None:
    made = _Changes()
    for sign, letter in _signed(letters):
        if letter not in USER_MODES:
            person.reply(ERR_UMODEUNKNOWNFLAG, "Unknown mode")
        elif (sign == "+") != (letter in person.modes):
            person.modes ^= {letter}
            made.add(sign, letter)
    if made:
        person.send(f"{person.prefix.decode()} MODE {person.nick} {made}")


def _change_channel(person: Session, channel: Channel, changes: list[str]) -> None:
    params = iter(changes[1:])
    made = _Changes()
    for sign, letter in _signed(changes[0]):
        if letter not in FLAGS and letter not in _RANK_OF:
            person.reply(ERR_UNKNOWNMODE, letter, "is a mode that is not known here")
        elif not channel.is_operator(person):
            person.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only operators may change modes")
            break
        elif letter in FLAGS:
            if (sign == "+") != (letter in channel.modes):
                channel.modes ^= {letter}
                made.add(sign, letter)
        elif nick := next(params, ""):
            _change_rank(person, channel, sign, _RANK_OF[letter], nick, made)
        else:
            person.reply(ERR_NEEDMOREPARAMS, "MODE", f"Whose {letter}?")
    if made:
        channel.relay(person.relay(f"MODE {channel.name} {made}", channel.stamps.next()))


def _change_rank(person: Session, channel: Channel, sign: str, rank: Rank, nick: str, made: _Changes) -> None:
    target = _member(person, channel, nick)
    if target is None:
        return
    if rank is FOUNDER and not channel.is_founder(person):
        person.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only founders may say who is one")
        return
    ranks = channel.ranks_of(target)
    if (sign == "+") != (rank in ranks):
        ranks ^= {rank}
        made.add(sign, rank.letter, target.nick)


class _Changes:
    """Modes that were really changed, as they are announced: ``+o-t Zoë``."""

    def __init__(self) -> None:
        self._letters = ""
        self._sign = ""
        self._params: list[str] = []

    def add(self, sign: str, letter: str, param: str = "") -> None:
        self._letters += letter if sign == self._sign else sign + letter
        self._sign = sign
        if param:
            self._params.append(param)

    def __bool__(self) -> bool:
        return bool(self._letters)

    def __str__(self) -> str:
        return " ".join([self._letters, *self._params])


def _signed(letters: str) -> Iterator[tuple[str, str]]:
    """``+a-bc`` as (+, a), (-, b), (-, c)."""
    sign = "+"
    for letter in letters:
        if letter in "+-":
            sign = letter
        else:
            yield sign, letter
