"""Has what is said in the open conversation read aloud, for those who wish it. Tk thread only."""

import time
from collections.abc import Callable
from typing import Protocol

from app.models.conversation import Change, Conversation, Inserted
from app.models.entries import Delivery, Text
from app.models.gist import gist
from app.models.room import Room
from app.models.settings import Choices, Settings
from app.words import _

LATE = 60.0
"""Seconds after which a message is history, to be read by its reader's own eyes or when asked for."""


class Voice(Protocol):
    """What speaks."""

    def say(self, words: str) -> None: ...

    def stop(self) -> None: ...


class Aloud:
    """Follows one room at a time."""

    def __init__(self, settings: Settings, voice: Voice, *, now: Callable[[], float] = time.time) -> None:
        self._settings, self._voice, self._now = settings, voice, now
        self._room: Room | None = None
        self._conversation: Conversation | None = None
        self._stops: list[Callable[[], None]] = []
        settings.changed.connect(self._chosen)

    def follow(self, room: Room) -> None:
        """Read this room from now on, and the one before no more."""
        self.rest()
        self._room = room
        self._stops = [room.current_changed.connect(self._turn), lambda: None]
        self._turn()

    def rest(self) -> None:
        """Read nothing any more, not to the end either."""
        while self._stops:
            self._stops.pop()()
        self._room = self._conversation = None
        self._voice.stop()

    def _turn(self) -> None:
        assert self._room is not None
        self._stops.pop()()
        self._conversation = self._room.current
        follow = self._conversation.entries_changed.connect(self._changed) if self._conversation else lambda: None
        self._stops.append(follow)

    def _chosen(self, before: Choices, after: Choices) -> None:
        if before.read_aloud and not after.read_aloud:
            self._voice.stop()

    def _changed(self, change: Change) -> None:
        if not self._settings.choices.read_aloud or self._conversation is None or not isinstance(change, Inserted):
            return
        for entry in self._conversation.entries[change.index : change.index + change.count]:
            if isinstance(entry, Text) and self._is_to_be_read(entry):
                who = self._room.called(entry.author) if self._room else entry.author
                self._voice.say(_("{who}: {text}").format(who=who, text=gist(entry.text)))

    def _is_to_be_read(self, text: Text) -> bool:
        is_news = text.time > self._now() - LATE and not text.own and text.delivery is Delivery.SENT
        return is_news and not (self._room and self._room.is_muted(text.author))
