"""All that a room remembers, opened with it, written once a turn, and closed with it. Engine thread.

What each part remembers is its own affair (``history``, ``records``, ``accounts``, ``marks``,
``metadata``); here is which file it is in, and what happens to all of them at the same time.
"""

from __future__ import annotations

import json

from server.accounts import Accounts
from server.channel import Channel
from server.config import Config, HistoryTable
from server.history import History
from server.marks import Marks
from server.metadata import Metadata
from server.protocol.names import casefold
from server.records import Records, describe
from server.search import Search
from server.store import Complain, open_store

_A_DAY = 24 * 60 * 60
_PRUNE_EVERY = 10 * 60
_MOST_IN_MEMORY = 10_000
"""Messages of a conversation that a room without a file remembers."""


class Memory:
    """The files of a room, and what is in them. ``history`` and ``search`` are None where the host wants none."""

    def __init__(self, config: Config, complain: Complain) -> None:
        folder = config.server.data_dir
        self.store = open_store(config.history.database, folder, complain)
        self._store_of_accounts = self.store
        if config.accounts.database not in ("", config.history.database):
            self._store_of_accounts = open_store(config.accounts.database, folder, complain)
        self.accounts = Accounts(self._store_of_accounts, config.accounts.kdf_iterations)
        self.records = Records(self.store)
        self.marks = Marks(self.store)
        self.metadata = Metadata(self.store)
        self.history = History(self.store) if config.history.enabled else None
        self.search = Search(self.store, self.history) if self.history is not None else None
        self._prune_at = 0.0

    # Channels

    def begin(self, channel: Channel) -> None:
        """Remember what happens in a channel, after what happened in it before."""
        channel.records = self.records
        self.records.begin(channel)
        if self.history is not None:
            channel.be_kept_in(self.history, self.history.channel(casefold(channel.name)))

    def rename(self, channel: Channel, name: str) -> None:
        """A channel, still under its old name here, is called otherwise from now on."""
        old, new = casefold(channel.name), casefold(name)
        self.records.rename(channel, name)
        if old != new:
            self.metadata.move(old, new)
            if self.history is not None:
                self.history.rename(old, new)

    def end(self, channel: Channel) -> None:
        """A channel is gone."""
        self.records.forget(channel)
        self.metadata.forget(casefold(channel.name))
        if self.history is not None:
            self.history.close(casefold(channel.name), json.dumps(describe(channel)))

    # Once a turn, once a second, and at the end

    def write(self) -> None:
        """Make sure of what happened in this turn, before anybody is told of it."""
        self._hand_over()
        if self.store.commit():
            self._make_good()
            self._hand_over()
            self.store.commit()
        elif not self.store.is_failing:
            self.records.settle()
            if self.history is not None:
                self.history.settle()
        if self._store_of_accounts.commit():
            self.accounts.read_names()

    def _hand_over(self) -> None:
        self.records.write()
        if self.history is not None:
            self.history.write()
            if self.store.path is None and self.history.grown > 2 * _MOST_IN_MEMORY:
                while self.history.prune(most=_MOST_IN_MEMORY):
                    pass

    def _make_good(self) -> None:
        """The file can be written again after it could not: have it say what is true by now."""
        if self.history is not None:
            channels = {casefold(channel.name): channel for channel in self.records.known}
            kept = {name: channel.buffer for name, channel in channels.items() if channel.buffer is not None}
            self.history.make_good(kept)
            for name in channels.keys() - kept.keys():  # made in the meantime
                channels[name].be_kept_in(self.history, self.history.channel(name))
        self.records.make_good()
        self.accounts.read_names()

    def tick(self, table: HistoryTable, *, now: float, clock: float) -> None:
        """Look who has an account. Keep the history: what is new can be searched for, what is too old is forgotten."""
        self.accounts.look_again()
        if self.history is None or self.search is None:
            return
        if self.store.path is not None:  # what is in memory alone is little, and quickly looked through
            self.search.index()
        if now < self._prune_at:
            return
        oldest = int((clock - table.retention_days * _A_DAY) * 1000) if table.retention_days else 0
        most = table.retention_messages or (0 if self.store.path else _MOST_IN_MEMORY)
        if not self.history.prune(before=oldest, most=most):
            self._prune_at = now + _PRUNE_EVERY

    def close(self) -> None:
        """Close the files. Nothing is kept from here on."""
        self.write()
        for store in {self.store, self._store_of_accounts}:
            store.close()
