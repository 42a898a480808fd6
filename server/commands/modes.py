"""MODE: what is on in a channel, who has which rank there, and who is barred.

https://modern.ircdocs.horse/#mode-message
"""

from __future__ import annotations

from collections.abc import Callable

from server import modes
from server.bans import LONGEST_MASK, Entry, complete
from server.channel import Channel
from server.commands.mode_changes import Changes, signed
from server.commands.own_modes import mode_of_person
from server.commands.registry import command
from server.person import Person
from server.protocol.message import Message, is_middle
from server.protocol.vocabulary import (
    ERR_BANLISTFULL,
    ERR_CHANOPRIVSNEEDED,
    ERR_INVALIDMODEPARAM,
    ERR_NEEDMOREPARAMS,
    ERR_NOSUCHCHANNEL,
    ERR_NOSUCHNICK,
    ERR_UNKNOWNMODE,
    ERR_USERNOTINCHANNEL,
    RPL_CHANNELMODEIS,
    RPL_CREATIONTIME,
)
from server.ranks import OPERATOR, RANK_OF, Rank
from server.session import Session

LONGEST_KEY = 50
_SLOWEST = 24 * 60 * 60


@command("MODE", spec="https://modern.ircdocs.horse/#mode-message", params=1)
def mode(session: Session, message: Message) -> None:
    """See or change what is on in a channel, who has which rank there, and who is barred; or one's own modes."""
    person = session.person
    target, *changes = message.params
    if not target.startswith("#"):
        mode_of_person(session, target, changes)
        return
    channel = session.room.channels.find(target)
    if channel is None or not (changes or channel.is_visible_to(person)):
        session.reply(ERR_NOSUCHCHANNEL, target, "No such channel")
    elif changes:
        _ChannelChange(session, channel, changes[1:]).run(changes[0])
    else:
        session.reply(RPL_CHANNELMODEIS, channel.name, *_shown_modes(person, channel))
        session.reply(RPL_CREATIONTIME, channel.name, str(channel.created_at))


def _shown_modes(person: Person, channel: Channel) -> list[str]:
    letters = "".join(sorted(channel.modes) + sorted(channel.settings))
    values = [channel.settings[letter] for letter in sorted(channel.settings)]
    if person not in channel and modes.KEY in channel.settings:
        values[sorted(channel.settings).index(modes.KEY)] = "*"  # or the key would be no key
    return [f"+{letters}", *values]


class _ChannelChange:
    """One MODE command on a channel, letter by letter. What it may not do it says once, and ends."""

    def __init__(self, session: Session, channel: Channel, params: list[str]) -> None:
        self._session = session
        self._person = session.person
        self._channel = channel
        self._params = iter(params)
        self._made = Changes()

    def run(self, letters: str) -> None:
        for sign, letter in signed(letters):
            if not self._change(sign, letter):
                break
        if self._made:
            person, channel = self._person, self._channel
            channel.settle_all()
            channel.relay(person.relay(f"MODE {channel.name} {self._made}", channel.stamps.next()))

    def _change(self, sign: str, letter: str) -> bool:
        """Do what one letter says. Returns whether to go on."""
        if letter in modes.LISTS:
            mask = next(self._params, "")
            if not mask:
                self._show_list(letter)
                return True
            return self._may() and self._change_list(sign, letter, mask)
        if letter in RANK_OF:
            return self._change_rank(sign, RANK_OF[letter], next(self._params, ""))
        if letter not in modes.FLAGS + modes.SETTINGS:
            self._session.reply(ERR_UNKNOWNMODE, letter, "is a mode that is not known here")
            return True
        if not self._may():
            return False
        if letter in modes.FLAGS:
            if (sign == "+") != (letter in self._channel.modes):
                self._channel.modes ^= {letter}
                self._made.add(sign, letter)
            return True
        return self._change_setting(sign, letter)

    def _may(self, power: int = 0) -> bool:
        channel = self._channel
        if channel.is_operator(self._person) and channel.power(self._person) >= power:
            return True
        self._session.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only operators may change modes")
        return False

    # Lists

    def _show_list(self, letter: str) -> None:
        session, channel, kind = self._session, self._channel, modes.LISTS[letter]
        if channel.is_visible_to(self._person):
            for entry in channel.lists[letter]:
                session.send(
                    f":{session.room.server_name} {kind.entry} {session.client} {channel.name} "
                    f"{entry.mask} {entry.by} {entry.at}"
                )
        session.reply(kind.end, channel.name, kind.words)

    def _change_list(self, sign: str, letter: str, written: str) -> bool:
        person, channel = self._person, self._channel
        masks, mask = channel.lists[letter], complete(written)
        if not is_middle(written) or len(mask) > LONGEST_MASK:
            self._refuse(letter, written, "That is no mask")
        elif sign == "-":
            if entry := masks.remove(mask) or masks.remove(written):
                self._made.add(sign, letter, entry.mask)
        elif len(masks) >= person.room.config.limits.max_list_entries:
            self._session.reply(ERR_BANLISTFULL, channel.name, letter, "The list is full")
        elif masks.add(Entry(mask, person.source, int(person.room.clock()))):
            self._made.add(sign, letter, mask)
        return True

    # Ranks

    def _change_rank(self, sign: str, rank: Rank, nick: str) -> bool:
        person, channel = self._person, self._channel
        target = person.room.find(nick)
        gives_up = sign == "-" and target is person
        if not gives_up and not self._may(rank.given_by):
            return False
        if not nick:
            self._session.reply(ERR_NEEDMOREPARAMS, "MODE", f"Whose {rank.letter}?")
        elif target is None:
            self._session.reply(ERR_NOSUCHNICK, nick, "Nobody here is called that")
        elif target not in channel:
            self._session.reply(ERR_USERNOTINCHANNEL, target.nick, channel.name, "They aren't on that channel")
        elif channel.promote(target, rank) if sign == "+" else channel.demote(target, rank):
            self._made.add(sign, rank.letter, target.nick)
        return True

    # Modes with a value

    def _change_setting(self, sign: str, letter: str) -> bool:
        settings = self._channel.settings
        if sign == "+":
            value = next(self._params, "")
            check = _CHECKS[letter]
            if problem := check(value):
                self._refuse(letter, value, problem)
            elif letter == modes.FORWARD and not self._may_forward_to(value):
                pass
            elif settings.get(letter) != value:
                settings[letter] = value
                self._made.add(sign, letter, value)
        else:
            if letter == modes.KEY:
                next(self._params, "")  # which by the book has to be the key
            if settings.pop(letter, None) is not None:
                self._made.add(sign, letter, "*" if letter == modes.KEY else "")
        return True

    def _may_forward_to(self, name: str) -> bool:
        other = self._person.room.channels.find(name)
        if other is None or other is self._channel:
            self._refuse(modes.FORWARD, name, "There is no such channel to send people to")
        elif other.power(self._person) < OPERATOR.power:
            self._session.reply(ERR_CHANOPRIVSNEEDED, other.name, "Only its operators may send people there")
        else:
            return True
        return False

    def _refuse(self, letter: str, value: str, problem: str) -> None:
        shown = "*" if letter == modes.KEY else value  # a key is nobody's business, even one that is none
        self._session.reply(ERR_INVALIDMODEPARAM, self._channel.name, letter, shown, problem)


def _key_problem(value: str) -> str | None:
    fits = 0 < len(value) <= LONGEST_KEY and is_middle(value) and "," not in value and value.isprintable()
    return None if fits else "A key has 1 to 50 characters, and neither spaces nor commas"


def _limit_problem(value: str) -> str | None:
    return None if _is_number(value, 1, 10**6) else "That is no number of people"


def _slow_problem(value: str) -> str | None:
    return None if _is_number(value, 1, _SLOWEST) else "That is no number of seconds"


def _forward_problem(value: str) -> str | None:
    return None if is_middle(value) else "That is no channel"


def _is_number(value: str, low: int, high: int) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 8 and low <= int(value) <= high


_CHECKS: dict[str, Callable[[str], str | None]] = {
    modes.KEY: _key_problem,
    modes.LIMIT: _limit_problem,
    modes.SLOW: _slow_problem,
    modes.FORWARD: _forward_problem,
}
