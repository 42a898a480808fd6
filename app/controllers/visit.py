"""One stay in one room, from the first try to connect until it is left.

Ties together the connection, the session that each new connection gets, and those who look after the room's models.
Tk thread only; it is handed the connection's reports and never touches a socket.
"""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.client import events, orders
from app.client.link import Connected, Lost, Place, Received, Report, Unknown
from app.client.session import Session
from app.controllers.admission import Admission
from app.controllers.outside import Outside
from app.controllers.own_name import OwnName
from app.controllers.refusals import NameRefused, PasswordWanted, Refusal, Unmet, Unreachable
from app.controllers.staff import Staff
from app.models.conversation import Kind
from app.models.room import Closed, Online, Retrying, Room
from app.models.settings import Settings
from app.pump import Clockwork
from app.services.shelf import Shelf
from app.words import _

if TYPE_CHECKING:
    from app.client.connection import Connection

GOODBYE = 1.0
"""Seconds that leaving may take."""


class Visit:
    """A room we are in, or try to come into.

    ``entered`` is called once, when we are in; ``refused`` at most once, instead of it. After
    that the room's own status tells how it goes. Where ``shelf`` has something of the room, we are
    in as soon as we start, before there is any connection; then only a password can still be wanted.
    ``waits`` is called when somebody inside has been asked to let us in.
    ``authority`` is the password of who runs the room, where we host it.
    ``connect`` makes the connection, given where its reports go; those must arrive on the Tk thread.
    ``post`` and ``outside`` are what ``Staff`` says of them.
    """

    def __init__(
        self,
        room: Room,
        settings: Settings,
        clockwork: Clockwork,
        shelf: Shelf,
        *,
        connect: Callable[[Callable[[Report], object]], "Connection"],
        channel: str,
        password: str = "",
        authority: str = "",
        entered: Callable[[], None],
        refused: Callable[[Refusal], None],
        waits: Callable[[], None] = lambda: None,
        leave_room: Callable[[], None],
        post: Callable[[Callable[[], object]], object] = lambda work: work(),
        now: Callable[[], float] = time.time,
        outside: Outside | None = None,
    ) -> None:
        self.room = room
        self.session: Session | None = None
        """The session while we are registered: who is not, has nobody to ask."""
        self.inside = False
        """Whether we are in, as far as the person can see."""
        self.entered_at = 0.0
        """When we came in, by the room's clock; 0 where it has not said so."""
        self.place: Place | None = None
        """Where the room was reached, for further connections to it."""
        self._was_online = self._over = False
        self._channel = channel
        self._password = password
        self._authority = authority
        self._entered = entered
        self._refused = refused
        self._waits = waits
        self._dialog: Session | None = None
        self._dismissal = ""
        self._closed = ""  # why, while the room is closed by who hosts it
        self._now = now
        self._device = shelf.device
        self._staff = staff = Staff(
            room,
            self,
            settings,
            clockwork,
            shelf,
            now=now,
            post=post,
            outside=outside,
            leave_room=leave_room,
        )
        self.sync, self.chat, self.knocks, self.reach = staff.sync, staff.chat, staff.knocks, staff.reach
        self._name = OwnName(room, staff.sync)
        self.is_known = staff.is_known
        """Whether we have been in this room before."""
        if self.is_known:
            self.sync.attentive = False  # what is there already is not seen before a window shows it
        self._admission = Admission(
            channel,
            password,
            clockwork,
            waits=self._asked_to_be_let_in,
            denied=self._not_let_in,
            locked=lambda: self._give_up(PasswordWanted(given=bool(password))),
        )
        self._connection = connect(self.report)

    def start(self) -> None:
        self._connection.start(stubborn=self.is_known)
        if self.is_known:
            self.inside = True
            self._entered()

    def report(self, report: Report) -> None:
        """Take what the network thread tells."""
        if self._over:
            return
        match report:
            case Connected(link, _, showed_key, place):
                self._dismissal, self.place = "", place
                self._dialog = Session(
                    self.room.nick,
                    send=link.send,
                    emit=self._event,
                    password=self._password,
                    by_key=showed_key,
                    device=self._device,
                    clock=self._now,
                )
                self._dialog.start()
            case Received(messages):
                with self.sync.at_once():
                    for message in messages:
                        if self._dialog and not self._over:
                            self._dialog.receive(message)
            case Unknown(fingerprint):
                self._give_up(Unmet(fingerprint))
            case Lost(reason, again_at):
                self._lost(self._dismissal or reason, again_at)

    def know_password(self, password: str) -> None:
        """The room's password is this now; it is given when we come back after a loss."""
        self._password = password

    def try_now(self) -> None:
        self._connection.try_now()

    def also(self, addresses: Sequence[str]) -> None:
        """The room may be at these addresses as well: try them now."""
        self._connection.also(addresses)

    def check(self) -> None:
        """Something happened to this computer's network, or it slept: see at once whether the room is still there."""
        self._connection.check()

    def abandon(self) -> None:
        """Leave, and hear no more of it. Returns at once; the goodbye is sent behind our back."""
        if not self._over:
            self._staff.say_last()
            if self.session:
                self.session.quit()
            self._end()

    def close(self, reason: str) -> None:
        """The room is no more; what was said there stays to be read."""
        self._end()
        self._forget_connection()
        self.room.set_status(Closed(reason))

    def _closed_by_host(self, reason: str) -> None:
        """The room is closed for now. We go on asking where it was, seldom, so as to be back when it is open again."""
        self._closed = reason
        self.room.set_status(Closed(reason, may_open=True))

    def farewell(self) -> bool:
        """Leave, and wait until it is said, in bounded time. Whether it was: for the program's end."""
        self.abandon()
        return self._connection.join(GOODBYE)

    def _end(self) -> None:
        self._over = True
        self._admission.stop()
        self.session = self._dialog = None
        self._staff.stop()
        self._connection.close()

    # -- what happens

    def _event(self, event: events.Event) -> None:
        match event:
            case events.Dismissed(reason):
                words = _("The room ended the connection: {reason}.")
                self._dismissal = words.format(reason=reason.rstrip("."))  # the end itself follows
            case events.RoomClosed(reason) if self.inside:
                self._closed_by_host(reason)
            case events.NickRefused(_, reason) if self.session is None:
                self._nick_refused(reason)
            case events.PasswordRefused() if self.session is None:
                self._give_up(PasswordWanted(given=bool(self._password)))
            case events.ShutOut() if self._admission.shut_out(event):
                pass
            case events.Invited() if self._admission.invited(event):
                pass
            case events.ShutOut(_, text) if not self.inside:
                self._give_up(Unreachable(text))
            case events.Told(text, True, _) if not self.inside and not self._admission.waiting:
                self._give_up(Unreachable(text))
            case _:
                self.sync.apply(event)
                self._advance(event)

    def _advance(self, event: events.Event) -> None:
        """What follows from what has happened, now that it is in the models."""
        self._staff.heard(event)
        match event:
            case events.Registered():
                self._registered()
            case events.Entered(channel, time):
                self._admission.entered(channel)
                self._in_channel(channel, time)
            case events.Vanished(entry):
                self._name.gone(self.session, entry.who)
                self._staff.gone(entry.who)
            case events.Renamed(entry) if entry.own:
                self._name.changed()

    def _registered(self) -> None:
        self.session = session = self._dialog
        if session:
            if self._authority:
                session.send(orders.take_charge(self._authority))
            for channel in self._channels():
                self._admission.ask(session, channel)
            self._staff.registered()

    def _in_channel(self, name: str, time: float) -> None:
        if self.session:
            self.session.who(name)
        self.entered_at = time
        self._come_in()
        self._staff.in_channel(name, time)

    def _asked_to_be_let_in(self) -> None:
        if self.inside:
            self.sync.remark(_("Whoever looks after the room has been asked to let you in."), icon="door-closed")
        else:
            self._waits()

    def _not_let_in(self) -> None:
        words = _("You were not let in. Whoever hosts the room can tell you why.")
        if self.inside:
            self.sync.remark(words, error=True)
        else:
            self._give_up(Unreachable(words))

    def _come_in(self) -> None:
        again, self._was_online, self._closed = self._was_online, True, ""
        if not self.room.is_online:
            self.room.set_status(Online(again))
        if not self.inside:
            self.inside = True
            self._entered()
        self.reach.came_in()

    def _channels(self) -> Sequence[str]:
        """Where to go: on coming back, to where we were."""
        known = [c.name for c in self.room.conversations if c.kind is Kind.CHANNEL and c.joined]
        return known or [self._channel]

    def _nick_refused(self, reason: str) -> None:
        if not self.inside:
            self._give_up(NameRefused(reason, self._name.suggestion))
        elif self._dialog:
            self._name.make_do(self._dialog, reason)

    def _lost(self, reason: str, again_at: float | None) -> None:
        silent, self.session, self._dialog = self._dialog is None, None, None
        if not self.inside:
            self._give_up(Unreachable(reason, silent))
            return
        self._forget_connection()
        if again_at is None:
            self.room.set_status(Closed(reason))
        elif self._closed:
            self.room.set_status(Closed(self._closed, may_open=True))
        else:
            self.room.set_status(Retrying(again_at))

    def _forget_connection(self) -> None:
        self._admission.stop()
        self._staff.lost()

    def _give_up(self, refusal: Refusal) -> None:
        self._end()
        self._refused(refusal)
