"""What is asked on the way into a room and out: a name, a password, whether it is the right one, whether to close it.

Tk thread only. Writes the lobby, and asks by the stage; each answer is another try to join.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.controllers.refusals import NameRefused, PasswordWanted, Refusal, Unmet, Unreachable
from app.controllers.stage import Stage
from app.models.called import with_nick
from app.models.lobby import Failed, Idle, Lobby
from app.models.settings import Settings
from app.services.invites import Invite
from app.words import N_, _, listed, ngettext, told
from server.protocol.fingerprints import spoken
from server.protocol.names import nick_problem, suggest_nick

if TYPE_CHECKING:
    from app.models.room import Room

SEEN = N_(
    "The room can be seen from here, so a firewall there lets nobody in: whoever hosts it finds out more by "
    "“Can others join?” in the invite panel."
)
"""Where a room is announced by its computer, but cannot be reached."""


class Doorstep:
    """Asks who wants to come in. ``join`` tries to join by an invite.

    ``complain`` lets its host know that we do not get in, if the room is in sight; it says whether it is.
    """

    def __init__(
        self,
        lobby: Lobby,
        settings: Settings,
        stage: Stage,
        *,
        join: Callable[[Invite], None],
        complain: Callable[[str, int], bool],
    ) -> None:
        self._lobby = lobby
        self._settings = settings
        self._stage = stage
        self._join = join
        self._complain = complain
        self._offer: tuple[str, Invite] | None = None  # a name that the room that refused ours may take

    # -- our name

    def give_nick(self, name: str) -> bool:
        """Take a name; whether it can be one, or a nickname be made from it. If not, the welcome window says why."""
        nick, display_name = with_nick(name.strip())
        if problem := nick_problem(nick):
            words = told(problem) if nick else _("Give a name first: it is how others see you.")
            self._lobby.set_nick(nick, error=words, offer=suggest_nick(nick) if nick else "")
            return False
        self._lobby.set_nick(nick, display_name=display_name)
        self._settings.choose(nick=nick, display_name=display_name)
        return True

    def ask_nick(self, invite: Invite) -> None:
        """Ask who has no name yet for one, and join."""
        if invite.name:
            text = _("What should the people in {room} call you?").format(room=invite.name)
        else:
            text = _("What should the people in the room call you?")
        self._stage.ask_nick(text, "", lambda nick: self._join_as(nick, invite))

    def accept_offer(self) -> None:
        """Join again under the name that was offered."""
        if self._offer:
            self._join_as(*self._offer)

    def _join_as(self, nick: str, invite: Invite) -> None:
        if self.give_nick(nick):
            self._join(invite)
        else:
            text, offer = self._lobby.nick_error, self._lobby.nick_offer
            self._stage.ask_nick(text, offer, lambda other: self._join_as(other, invite))

    # -- what the room says

    def refused(self, invite: Invite, refusal: Refusal) -> None:
        """A room did not let us in: say why, and ask for what it wants."""
        match refusal:
            case Unreachable(reason, silent):
                if silent and self._complain(invite.fingerprint, invite.port):
                    reason = f"{reason} {_(SEEN)}"
                self._lobby.set_joining(Failed(reason))
            case NameRefused(reason, suggestion):
                self._offer = suggestion, invite
                self._lobby.set_joining(Failed(reason, offer=_("Use “{suggestion}”").format(suggestion=suggestion)))
                self._stage.ask_nick(reason, suggestion, lambda nick: self._join_as(nick, invite))
            case PasswordWanted(given):
                self._lobby.set_joining(Idle())
                text = _("Whoever hosts the room can tell you.")
                text = " ".join([_("That is not this room's password."), text]) if given else text
                self._stage.ask_password(text, lambda word: self._join(_with_password(invite, word)))
            case Unmet(fingerprint) if not invite.may_be(fingerprint):
                text = _(
                    "Another room is there than the one that this code was made for. Ask its host for the code again."
                )
                self._lobby.set_joining(Failed(text))
            case Unmet(fingerprint):
                self._lobby.set_joining(Idle())
                title, text = _first_meeting(invite, fingerprint)
                known = replace(invite, fingerprint=fingerprint)
                self._stage.ask_trust(title, text, _("They are the same"), lambda: self._join(known))


def why_not_ours(refusal: Refusal) -> str:
    """Why we cannot enter a room that we have opened ourselves: nobody can be asked then."""
    match refusal:
        case PasswordWanted():
            return _("It has a password.")
        case Unmet():
            return _("Another program has taken its place.")
        case Unreachable(reason) | NameRefused(reason):
            return reason


def closing_question(room: "Room") -> tuple[str, str, str]:
    """What to ask before a room of our own is closed: title, text, and what the button says."""
    others = [person.nick for person in room.people if not room.is_me(person.nick)]
    if others:
        text = _("{people} will be disconnected, and nobody can join until you open it again.").format(
            people=_listed(others)
        )
    else:
        text = _("Nobody else is here now. Nobody can join until you open it again.")
    return _("Close “{name}”?").format(name=room.name), text, _("Close the room")


def _first_meeting(invite: Invite, fingerprint: str) -> tuple[str, str]:
    """What to ask before a room is entered that nobody has vouched for: a title and a text."""
    text = _(
        "You have not been in the room at {address} before, and came without an invite. "
        "Ask its host to read out the words of the room. They should be: {words}."
    )
    return _("Is this the right room?"), text.format(address=invite.addresses[0], words=spoken(fingerprint))


def _with_password(invite: Invite, password: str) -> Invite:
    return replace(invite, password="".join(filter(str.isprintable, password)))


def _listed(names: list[str]) -> str:
    """Ben. Ben and Cleo. Ben, Cleo and 3 others."""
    shown = names[:3] if len(names) <= 3 else names[:2]
    more = len(names) - len(shown)
    parts = [*shown, *([ngettext("{more} other", "{more} others", more).format(more=more)] if more else [])]
    return listed(parts)
