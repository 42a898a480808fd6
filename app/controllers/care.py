"""Looking after a channel: who is in, who may speak, what holds there. And whom we do not want to hear ourselves.

Tk thread only. Asks the session, while there is one; what comes of it, the room tells everybody. Who may not do
something is told so by the room.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

from app.client import orders
from app.controllers.line import Line
from app.models.conversation import Conversation, Kind
from app.models.people import Role
from app.models.room import Room
from app.models.rules import INVITE_ONLY, LOCKED, MUTE, QUIET, SLOW, Barred
from app.words import N_, _
from server.protocol.message import Message, is_middle
from server.protocol.names import casefold

OFFLINE = N_("There is no connection to the room right now. Try again when you are back online.")
LONGEST_PASSWORD = 50
LONGEST_PAUSE = 24 * 60 * 60
_RANKS = {Role.HOST: "q", Role.MODERATOR: "o", Role.SPEAKER: "v"}


class Voice(Protocol):
    """Who tells the person what did not work."""

    def remark(self, text: str, *, error: bool = False, target: str = "", icon: str = "") -> None: ...


class Care:
    """What can be done for the current channel of a room."""

    def __init__(self, room: Room, line: Line, voice: Voice) -> None:
        self.room = room
        self._line = line
        self._voice = voice
        self._asked: set[Conversation] = set()

    # -- people

    def kick(self, nick: str, reason: str = "") -> None:
        """Put somebody out of the channel. They can come back."""
        self._ask(lambda channel: [orders.kick(channel, nick, one_line(reason))])

    def ban(self, nick: str, reason: str = "") -> None:
        """Put somebody out and keep them out, under this name and whichever other they take."""
        channel = self._channel()
        present = channel is not None and casefold(nick) in map(casefold, channel.members)
        self._ask(lambda name: orders.lists(name, "+b", self._masks(nick)))
        if present:
            self.kick(nick, reason)

    def mute(self, nick: str) -> None:
        """Let somebody listen, but not speak."""
        self._ask(lambda name: orders.lists(name, "+b", (MUTE + mask for mask in self._masks(nick))))

    def unban(self, nick: str) -> None:
        """Let somebody come back."""
        self._lift(nick, muted=False)

    def unmute(self, nick: str) -> None:
        """Let somebody speak again."""
        self._lift(nick, muted=True)

    def lift(self, barred: Barred) -> None:
        """Take back one ban, or one mute."""
        self._ask(lambda name: orders.lists(name, "-b", [barred.mask]))

    def _lift(self, nick: str, *, muted: bool) -> None:
        """Take back all that was decided about somebody, so far as we know of it; else what we ourselves would have."""
        channel = self._channel()
        known = channel.rules.barred if channel else ()
        names = {casefold(name) for name in (nick, self._account(nick)) if name}
        masks = [entry.mask for entry in known if entry.muted is muted and casefold(entry.who) in names]
        asked = masks or [MUTE + mask if muted else mask for mask in self._masks(nick)]
        self._ask(lambda name: orders.lists(name, "-b", asked))

    def _masks(self, nick: str) -> list[str]:
        """What fits somebody: the name, and the account where the room knows them by one."""
        account = self._account(nick)
        if casefold(account) == casefold(nick):  # nobody else can be called like an account
            return [f"a:{account}"]
        return [nick, f"a:{account}"] if account else [nick]

    def _account(self, nick: str) -> str:
        person = self.room.person(nick)
        return person.account if person else ""

    def give(self, nick: str, role: Role) -> None:
        """Let somebody be a moderator, or speak where only some may; ``MEMBER`` takes it all back."""
        channel = self._channel()
        if role is Role.MEMBER:
            now = self.room.role(nick, channel) if channel else Role.MEMBER
            change = "-" + _RANKS.get(now, "v")
        else:
            change = "+" + _RANKS[role]
        self._ask(lambda name: [orders.mode(name, change, nick)])

    def invite(self, nick: str, channel: str = "") -> None:
        """Ask somebody into a channel, by default the current one."""
        self._ask(lambda name: [orders.invite(nick, channel or name)], channel)

    # -- what holds

    def begin(self) -> None:
        """We are connected anew: what holds anywhere may be something else."""
        self._asked.clear()

    def listed(self, name: str) -> None:
        """Who is in a channel is known: if it is ours to look after, ask once what holds in it. Changes are told."""
        channel, session = self.room.find(name), self._line.session
        if channel and session and channel not in self._asked and self.room.may_moderate(channel):
            self._asked.add(channel)
            session.send(orders.modes(name))
            session.send(orders.barred(name))

    def set_quiet(self, quiet: bool) -> None:
        """Let only those speak who were given a voice, or everybody."""
        self._set(QUIET, on=quiet)

    def set_invite_only(self, invite_only: bool) -> None:
        """Let only those in who were invited, or everybody."""
        self._set(INVITE_ONLY, on=invite_only)

    def set_pause(self, seconds: int) -> str:
        """Have everybody wait between two messages; 0: not. Returns why not, or the empty text."""
        if not 0 <= seconds <= LONGEST_PAUSE:
            return _("A pause lasts from 0 seconds to a day.")
        self._set(SLOW, str(seconds) if seconds else "", on=bool(seconds))
        return ""

    def set_password(self, password: str) -> str:
        """Have people give a password to come in; empty: none. Returns why not, or the empty text."""
        if password and not _can_be_a_key(password):
            words = _("A password has 1 to {number} characters, and neither spaces nor commas.")
            return words.format(number=LONGEST_PASSWORD)
        channel = self._channel()
        known = channel.rules.password if channel else ""
        if password != known:
            self._set(LOCKED, password or known or "*", on=bool(password))
        return ""

    def _set(self, letter: str, value: str = "", *, on: bool) -> None:
        self._ask(lambda name: [orders.mode(name, ("+" if on else "-") + letter, value)])

    def list_channels(self) -> None:
        """Ask which channels there are; they arrive in ``Room.listed``."""
        if self._line.session is not None:
            self._line.session.send(orders.channels())

    # -- for ourselves alone

    def set_muted(self, nick: str, muted: bool) -> None:
        """Hear somebody no more, or again. Only we know of it."""
        self.room.set_muted(nick, muted)

    # -- asking

    def _channel(self) -> Conversation | None:
        current = self.room.current
        return current if current is not None and current.kind is Kind.CHANNEL else None

    def _ask(self, make: Callable[[str], Iterable[Message]], channel: str = "") -> None:
        """Send what is made for a channel, by default the current one."""
        session, current = self._line.session, self._channel()
        if session is None:
            self._voice.remark(_(OFFLINE), error=True)
        elif current is None and not channel:
            self._voice.remark(_("That can be done in a channel only. Choose one, then try again."), error=True)
        else:
            for message in make(current.name if current else channel):
                session.send(message)


def one_line(text: str) -> str:
    """A text that fits where there are no lines."""
    return " ".join(text.replace("\0", "").encode(errors="replace").decode().split())


def _can_be_a_key(password: str) -> bool:
    fits = len(password) <= LONGEST_PASSWORD and is_middle(password)
    return fits and "," not in password and password.isprintable()
