"""How channels are, who has the say in them, and who is always there: from one opening of the room to the next.

What changes is noted while things happen, and written down once at the end of the turn. Engine thread.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from server.bans import Entry
from server.channel import Channel, Topic
from server.presence import stays
from server.protocol.names import casefold
from server.ranks import OPERATOR, RANK_OF, RANKS, Rank
from server.store import Store

if TYPE_CHECKING:
    from server.person import Person

State = dict[str, Any]


class Records:
    """What the store knows of channels and people, beside what they said."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.known: set[Channel] = set()
        """All channels that there are."""
        self._channels: set[Channel] = set()
        self._people: set[Person] = set()
        self._left: dict[tuple[str, str], str] = {}
        """With which rank (by its letters) who (by account) left which channel, while that is not safe in the file."""
        self._staying: dict[str, Person] = {}
        """Of each account who is always there: somebody else may have come with it, under another name."""

    # Channels

    def begin(self, channel: Channel) -> None:
        """There is a channel."""
        self.known.add(channel)

    def note(self, channel: Channel) -> None:
        """A channel, or somebody's standing in it, has changed."""
        self._channels.add(channel)

    def channels(self) -> Iterator[State]:
        """What there is to know of every channel; see :func:`restore`."""
        for (state,) in list(self._store.rows("SELECT state FROM channels")):
            yield json.loads(state)

    def forget(self, channel: Channel) -> None:
        """A channel is gone."""
        self.known.discard(channel)
        self._channels.discard(channel)
        self._store.write("DELETE FROM channels WHERE folded = ?", casefold(channel.name))

    def rename(self, channel: Channel, new: str) -> None:
        """A channel, still under its old name here, is called otherwise from now on."""
        self.write()
        self._store.write(
            "UPDATE channels SET folded = ? WHERE folded = ?", casefold(new), casefold(channel.name)
        )  # the ranks follow
        self.note(channel)

    def is_owned(self, channel: Channel) -> bool:
        """Whether somebody with an account has the say in a channel, present or not: then it stays without people."""
        self.write()
        return any(
            RANK_OF[letter].power >= OPERATOR.power
            for (letters,) in self._store.rows("SELECT letters FROM ranks WHERE channel = ?", casefold(channel.name))
            for letter in letters
        )

    def ranks(self, channel: Channel, person: Person) -> set[Rank] | None:
        """The ranks that somebody comes back to; None where nobody has any, so that who is first gets one."""
        key = casefold(channel.name), casefold(person.account)
        letters = self._left.get(key)
        if letters is None:
            found = self._store.row("SELECT letters FROM ranks WHERE channel = ? AND account = ?", *key)
            letters = found[0] if found else ""
        if letters:
            return {RANK_OF[letter] for letter in letters}
        return set() if not channel.size and self.is_owned(channel) else None

    def leave(self, channel: Channel, person: Person) -> None:
        """Somebody is about to leave a channel: keep the ranks to which they may come back."""
        if person.account:
            self._left[casefold(channel.name), casefold(person.account)] = _letters(channel, person)
            self.write()

    # People

    def note_person(self, person: Person) -> None:
        """Somebody with an account has changed, or where they are."""
        if person.account:
            self._people.add(person)

    def people(self) -> Iterator[State]:
        """Those who are always there: what they are called and where they are."""
        for (state,) in list(self._store.rows("SELECT state FROM presence")):
            yield json.loads(state)

    # Once a turn

    def settle(self) -> None:
        """All that was handed over is in the file."""
        self._left.clear()

    def make_good(self) -> None:
        """The file can be written again after it could not: have everything written once more, and struck what ended
        meanwhile.
        """
        names = {casefold(channel.name) for channel in self.known}
        self._strike("channels", "folded", names)
        self._strike("presence", "account", set(self._staying))
        self._channels |= self.known
        self._people.update(self._staying.values())
        self.write()
        for (name, account), letters in self._left.items():
            if name in names:
                self._write_rank(name, account, letters)

    def _strike(self, table: str, key: str, known: set[str]) -> None:
        there = {name for (name,) in self._store.rows(f"SELECT {key} FROM {table}")}  # noqa: S608 - both from above
        for name in there - known:
            self._store.write(f"DELETE FROM {table} WHERE {key} = ?", name)  # noqa: S608 - likewise

    def write(self) -> None:
        """Hand over to the store what was noted since the last time."""
        channels, self._channels = self._channels, set()
        for channel in channels:
            self._write_channel(channel)
        people, self._people = self._people, set()
        for person in people:
            self._write_person(person)

    def _write_channel(self, channel: Channel) -> None:
        folded = casefold(channel.name)
        self._store.write(
            "INSERT INTO channels VALUES (?, ?) ON CONFLICT (folded) DO UPDATE SET state = excluded.state",
            folded,
            json.dumps(describe(channel)),
        )
        for person in channel:
            if person.account:
                self._write_rank(folded, casefold(person.account), _letters(channel, person))

    def _write_rank(self, folded: str, account: str, letters: str) -> None:
        if letters:
            self._store.write("INSERT OR REPLACE INTO ranks VALUES (?, ?, ?)", folded, account, letters)
        else:
            self._store.write("DELETE FROM ranks WHERE channel = ? AND account = ?", folded, account)

    def _write_person(self, person: Person) -> None:
        account = casefold(person.account)
        if person.registered and stays(person):
            state = {
                "account": person.account, "nick": person.nick, "user": person.user, "host": person.host,
                "realname": person.realname, "modes": "".join(sorted(person.modes)), "channels": list(person.channels),
            }  # fmt: skip
            self._store.write("INSERT OR REPLACE INTO presence VALUES (?, ?)", account, json.dumps(state))
            self._staying[account] = person
        elif self._staying.get(account) is person:
            self._store.write("DELETE FROM presence WHERE account = ?", account)
            del self._staying[account]


def _letters(channel: Channel, person: Person) -> str:
    """The ranks of somebody in a channel, as they are written down."""
    return "".join(rank.letter for rank in RANKS if rank in channel.ranks_of(person))


def describe(channel: Channel) -> State:
    """All that has to be known of a channel to make it again. Who is in it is not part of that."""
    return {
        "name": channel.name,
        "created_at": channel.created_at,
        "topic": asdict(channel.topic) if channel.topic else None,
        "modes": "".join(sorted(channel.modes)),
        "settings": channel.settings,
        "lists": {letter: [asdict(entry) for entry in entries] for letter, entries in channel.lists.items()},
    }


def restore(channel: Channel, state: State) -> None:
    """Make a channel what it was."""
    channel.created_at = state["created_at"]
    channel.topic = Topic(**state["topic"]) if state["topic"] else None
    channel.modes = set(state["modes"])
    channel.settings = dict(state["settings"])
    for letter, entries in state["lists"].items():
        for entry in entries:
            channel.lists[letter].add(Entry(**entry))
