"""Which channels there are, and who is put into them and taken out. Says nothing to anybody. Engine thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from server.channel import Channel
from server.protocol.names import casefold
from server.stamps import Clock, Ids

if TYPE_CHECKING:
    from server.memory import Memory
    from server.person import Person


class Channels(Mapping[str, Channel]):
    """The channels of a room by their folded names, in the order in which they were made."""

    def __init__(self, memory: Memory, clock: Clock, ids: Ids) -> None:
        self._memory = memory
        self._clock = clock
        self._ids = ids
        self._channels: dict[str, Channel] = {}

    def __getitem__(self, folded: str) -> Channel:
        return self._channels[folded]

    def __iter__(self) -> Iterator[str]:
        return iter(self._channels)

    def __len__(self) -> int:
        return len(self._channels)

    def find(self, name: str) -> Channel | None:
        """The channel of this name, however it is written."""
        return self._channels.get(casefold(name))

    def add(self, name: str) -> Channel:
        """Make a channel. There must be none of that name."""
        channel = Channel(name, self._clock, self._ids)
        self._memory.begin(channel)
        self._channels[casefold(name)] = channel
        return channel

    def enter(self, person: Person, name: str) -> Channel:
        """Put somebody into a channel, which is made if there is none."""
        channel = self.find(name) or self.add(name)
        self.put_into(person, channel)
        return channel

    def put_into(self, person: Person, channel: Channel) -> None:
        """As ``enter``, for a channel that there is."""
        records = self._memory.records
        channel.add(person, records.ranks(channel, person))
        person.channels[casefold(channel.name)] = channel
        records.note(channel)
        records.note_person(person)

    def leave(self, person: Person, channel: Channel) -> None:
        """Take somebody out of a channel, which is gone with its last member."""
        records = self._memory.records
        records.leave(channel, person)
        channel.remove(person)
        del person.channels[casefold(channel.name)]
        records.note_person(person)
        if not channel.size and not channel.permanent and not records.is_owned(channel):
            del self._channels[casefold(channel.name)]
            self._memory.end(channel)

    def rename(self, channel: Channel, name: str) -> None:
        """Call a channel otherwise; all that is in it stays."""
        old, new = casefold(channel.name), casefold(name)
        self._memory.rename(channel, name)
        members = list(channel)
        for person in members:
            del person.channels[old]
        del self._channels[old]
        channel.rename(name)
        self._channels[new] = channel
        for person in members:
            person.channels[new] = channel

    def clear(self) -> None:
        """Forget all of them, at the room's end."""
        self._channels.clear()
