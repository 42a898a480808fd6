"""Who is typing: a sign lasts a few seconds, and ends with what was typed. Tk thread only."""

from app.models.conversation import Conversation
from app.pump import Clockwork
from server.protocol.names import casefold

TYPING_MS = 6000
"""How long a sign of typing lasts without another: https://ircv3.net/specs/client-tags/typing."""


class TypingSigns:
    """The signs in one room."""

    def __init__(self, clockwork: Clockwork) -> None:
        self._clockwork = clockwork
        self._timers: dict[tuple[Conversation, str], str] = {}  # (where, folded nick) → timer

    def begin(self, conversation: Conversation, nick: str) -> None:
        """Somebody types, or types on."""
        key = (conversation, casefold(nick))
        self._stop_timer(key)
        self._timers[key] = self._clockwork.after(TYPING_MS, lambda: self._over(key))
        if key[1] not in map(casefold, conversation.typing):
            conversation.set_typing((*conversation.typing, nick))

    def end(self, conversation: Conversation, nick: str) -> None:
        """Somebody does not type any more."""
        if not conversation.typing:
            return
        folded = casefold(nick)
        self._stop_timer((conversation, folded))
        conversation.set_typing(name for name in conversation.typing if casefold(name) != folded)

    def forget(self) -> None:
        """Nobody is known to type any more."""
        for conversation, nick in list(self._timers):
            self.end(conversation, nick)

    def stop(self) -> None:
        """Cancel the timers: the room is left."""
        for key in list(self._timers):
            self._stop_timer(key)

    def _over(self, key: tuple[Conversation, str]) -> None:
        self._timers.pop(key, None)  # its timer is what calls us
        self.end(*key)

    def _stop_timer(self, key: tuple[Conversation, str]) -> None:
        if timer := self._timers.pop(key, None):
            self._clockwork.after_cancel(timer)
