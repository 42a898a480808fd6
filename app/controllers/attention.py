"""What asks for attention while nobody looks: decides what the desktop tells of, and what is heard.

Tk thread only. Knows neither desktops nor sounds.
"""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from app.models.conversation import Conversation, Kind
from app.models.entries import Text, Voice
from app.models.gist import gist
from app.models.observable import Signal
from app.models.settings import Notify, Settings
from app.words import _, ngettext

LATE = 120.0
"""Seconds after which something is no news: a server may tell what was said while we were away as if it were now."""
PAUSE = 4.0
"""Seconds from one notice of a conversation to the next, unless it is addressed to us."""


class Notices(Protocol):
    """What shows notices outside our window."""

    def show(self, title: str, text: str, clicked: Callable[[], object]) -> None: ...

    def clear(self) -> None: ...


class Chime(Protocol):
    """What plays sounds by name."""

    def ring(self, name: str) -> None: ...


class Attention:
    """Follows what is said unseen. ``go`` brings the person to a conversation."""

    def __init__(
        self,
        settings: Settings,
        notices: Notices,
        chime: Chime,
        *,
        go: Callable[[Conversation], object],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._settings, self._notices, self._chime = settings, notices, chime
        self._go, self._now = go, now
        self._shown: dict[Conversation, float] = {}  # when there was a notice last
        self._looking: Callable[[], bool] = lambda: False
        self._called: Callable[[str], str] = str
        self._stop: Callable[[], None] | None = None

    def follow(
        self,
        unseen: Signal[[Conversation, Sequence[Text]]],
        *,
        looking: Callable[[], bool],
        called: Callable[[str], str] = str,
    ) -> None:
        """Listen to this room, and to the one before no more. ``looking`` tells whether the window is looked at,
        ``called`` what somebody is called who has a nickname.
        """
        self.rest()
        self._looking, self._called = looking, called
        self._stop = unseen.connect(self._heard)

    def knocked(self, nick: str, conversation: Conversation) -> None:
        """Somebody waits before the door of this one, and nobody looks. That is for us alone, whatever is muted."""
        choices = self._settings.choices
        if choices.do_not_disturb or choices.notify is Notify.NOTHING:
            return
        self._shown[conversation] = self._now()
        text = _("{who} would like to join.").format(who=self._called(nick))
        self._notices.show(conversation.name, text, lambda: self._go(conversation))
        if choices.sounds:
            self._chime.ring("mention")

    def rest(self) -> None:
        """Listen to no room."""
        if self._stop is not None:
            self._stop()
        self._stop = None
        self._shown.clear()

    def looked(self) -> None:
        """The person looks at the window: what is outside it has done its work."""
        if self._shown:
            self._shown.clear()
            self._notices.clear()

    def _heard(self, conversation: Conversation, texts: Sequence[Text]) -> None:
        if self._settings.choices.do_not_disturb:
            return
        now = self._now()
        news = [text for text in texts if self._wanted(conversation, text) and text.time > now - LATE]
        if not news:
            return
        loud = any(self._is_for_us(conversation, text) for text in news)
        if not loud and now - self._shown.get(conversation, 0.0) < PAUSE:
            return
        if not self._looking():  # else the list of conversations shows it
            self._shown[conversation] = now
            self._notices.show(*_words(conversation, news, self._called), lambda: self._go(conversation))
        elif not loud:
            return
        if self._settings.choices.sounds:
            self._chime.ring("mention" if loud else "message")

    def _wanted(self, conversation: Conversation, text: Text) -> bool:
        match self._settings.choices.notify:
            case Notify.NOTHING:
                return False
            case Notify.MENTIONS:
                return self._is_for_us(conversation, text)
            case Notify.EVERYTHING:
                return self._is_for_us(conversation, text) or not conversation.muted

    @staticmethod
    def _is_for_us(conversation: Conversation, text: Text) -> bool:
        return text.mention or (conversation.kind is Kind.DIRECT and not conversation.muted)


def _words(conversation: Conversation, news: Sequence[Text], called: Callable[[str], str]) -> tuple[str, str]:
    """The title and the text of a notice."""
    last, who = news[-1], called(news[-1].author)
    if len(news) > 1:
        number = len(news)
        words = ngettext("{number} new message", "{number} new messages", number)
        where = conversation.name if conversation.kind is Kind.CHANNEL else called(conversation.name)
        return where, words.format(number=number)
    title = who
    if conversation.kind is Kind.CHANNEL:
        words = _("{author} mentioned you in {channel}") if last.mention else _("{author} in {channel}")
        title = words.format(author=who, channel=conversation.name)
    said = gist(last.text)
    return title, f"{who} {said}" if last.voice is Voice.ACTED else said
