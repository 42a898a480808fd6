"""“Can others join?”: asks those who are here to try the room's addresses, and says what comes of it. Tk thread only.

What this computer can tell by itself is found out beside that, on a thread. Writes ``Room.reach``; knows no causes.
"""

import random
from collections.abc import Callable, Sequence
from secrets import token_hex

from app.client.events import ReachAsked, ReachTold
from app.client.reach import MOST, Answer, Question
from app.controllers.company import Company
from app.controllers.outside import Outside
from app.controllers.witness import Line, Witness
from app.models.reach import Judgement, Order, Outcome, Tried
from app.models.room import Room
from app.pump import Clockwork
from app.services.reachability import Facts, Findings, judge
from app.words import N_, _
from server.protocol.names import casefold

ASKED = 8
"""So many people are asked at once: some have another program, some sit at this computer."""
ANSWER_MS = 12_000
"""Whoever has not answered by then does not."""
ENOUGH_MS = 2_000
"""Once every address is known to work, others are waited for only so long: some have a program that never answers."""

HINT = N_("Nobody has come in yet. {why} “Can others join?” in the invite panel says what to do.")
SHUT_OUT = N_(
    "Somebody at {address} sees this room but cannot get in. {why} "
    "“Can others join?” in the invite panel says what to do."
)
PLEASE_HOST = N_(
    "Could you host instead? Not everybody gets through to my computer. "
    "Leave this room, click “Host room” in Parlor, and send us the invite."
)
MOST_COMPLAINTS = 3
"""So many complaints are passed on while we are in a room: anybody may make them."""
HINT_UNSURE = N_(
    "Nobody has come in yet. “Can others join?” in the invite panel tells whether something is in the way."
)


class ReachCheck:
    """For one stay in a room. In one of ours it asks; in somebody else's it has its ``Witness`` answer."""

    def __init__(
        self,
        room: Room,
        line: Line,
        clockwork: Clockwork,
        post: Callable[[Callable[[], object]], object],
        *,
        remark: Callable[[str], object],
        write_to: Callable[[str, str], object],
        outside: Outside | None = None,
    ) -> None:
        self._room, self._line, self._clockwork, self._post = room, line, clockwork, post
        self._remark, self._write_to = remark, write_to
        self._outside = outside or Outside()
        self._witness = Witness(room, line, post, self._outside)
        self._token = ""
        """Of the question that is open; empty while none is."""
        self._waited_for: set[str] = set()
        self._asked_anybody = False
        self._hurries = False
        self._complaints = 0
        self._heard: list[Findings] = []
        self._facts: Facts | None = None
        self._timer: str | None = None
        self._company = Company(room, clockwork, came=self._ask_the_first, alone=self._look_while_alone)

    # -- asking

    def ask(self) -> None:
        """Find out, and ask whoever is here. The verdict arrives in ``Room.reach``."""
        self._begin(self._others()[:ASKED])

    def complained(self, address: str, tried: Sequence[str]) -> None:
        """Somebody nearby says that they see our room, and do not get in. Find out, and say a word about it.

        Nobody vouches for it, so nothing is done by it but to look and to ask, now and then.
        """
        own = self._room.hosting.addresses if self._room.hosting else ()
        who = _("somebody at {address}").format(address=address)
        found = Findings(who, tuple(Tried(each, Outcome.SILENT) for each in own if each in tried), inside=False)
        if not found.tried or self._complaints == MOST_COMPLAINTS:
            return
        self._complaints += 1
        stop = self._room.reach.changed.connect(lambda: self._pass_on(address, stop))
        if self._token:
            self._heard.append(found)
        else:
            self._begin(self._others()[:ASKED], found)

    def _pass_on(self, address: str, stop: Callable[[], object]) -> None:
        reach = self._room.reach
        if not reach.asking and reach.verdict:
            stop()
            self._remark(_(SHUT_OUT).format(address=address, why=reach.verdict.words))

    def _begin(self, nicks: list[str], *heard: Findings) -> None:
        hosting, session = self._room.hosting, self._line.session
        if hosting is None or self._token:
            return
        addresses = hosting.addresses[:MOST]
        question = Question(token_hex(8), addresses, hosting.port)
        self._token, self._facts, self._heard = question.token, None, [*heard]
        self._waited_for = {casefold(nick) for nick in nicks} if session and session.takes_tags and addresses else set()
        self._asked_anybody, self._hurries = bool(self._waited_for), False
        self._room.reach.begin()
        for nick in nicks:
            if session and self._waited_for:
                session.ask_reach(nick, question)
        self._wait_for(ANSWER_MS)
        self._outside.background(lambda: self._look_round(question, hosting.fingerprint))

    def _look_round(self, question: Question, fingerprint: str) -> None:
        """Worker thread."""
        found = self._outside.try_addresses(question.addresses, question.port, fingerprint)
        facts = self._outside.look_round(question.addresses, question.port, found)
        self._post(lambda: self._looked(question.token, facts))

    def _looked(self, token: str, facts: Facts) -> None:
        if token == self._token:
            self._facts = facts
            self._see_whether_all_is_in()

    def heard(self, event: ReachAsked | ReachTold) -> None:
        """Another app asks, or answers."""
        match event:
            case ReachAsked():
                self._witness.asked(event)
            case ReachTold(nick, answer):
                self._told(nick, answer)

    def _told(self, nick: str, answer: Answer) -> None:
        """Somebody's app has tried. Only who was asked is believed, and only once."""
        if answer.token == self._token and casefold(nick) in self._waited_for:
            self._waited_for.discard(casefold(nick))
            self._heard.append(Findings(nick, answer.tried))
            self._see_whether_all_is_in()

    def _wait_for(self, ms: int | None) -> None:
        """Wait so long for answers from now on, or (None) no more."""
        if self._timer is not None:
            self._clockwork.after_cancel(self._timer)
        self._timer = None if ms is None else self._clockwork.after(ms, self._time_is_up)

    def _time_is_up(self) -> None:
        self._timer = None
        self._waited_for.clear()
        self._see_whether_all_is_in()

    def _see_whether_all_is_in(self) -> None:
        facts = self._facts
        if not self._token or facts is None:
            return
        if not self._waited_for:
            self._token = ""
            self._wait_for(None)
            self._room.reach.conclude(judge(facts, self._heard, asked=self._asked_anybody))
        elif not self._hurries and self._every_way_works(facts):
            self._hurries = True
            self._wait_for(ENOUGH_MS)

    def _every_way_works(self, facts: Facts) -> bool:
        tried = [each for heard in self._heard for each in heard.tried]
        return {each.address for each in tried if each.outcome is Outcome.WORKS} >= set(facts.addresses)

    def _others(self) -> list[str]:
        others = [person.nick for person in self._room.people if not self._room.is_me(person.nick)]
        return random.sample(others, len(others))

    # -- doing something about it

    def let_others_in(self) -> None:
        """Do what the verdict has come down to: the system asks an administrator. Then ask again."""
        verdict = self._room.reach.verdict
        if verdict and verdict.order and verdict.offered and not self._room.reach.asking:
            order = verdict.order
            self._room.reach.begin()
            self._outside.background(lambda: self._give(order))

    def _give(self, order: Order) -> None:
        """Worker thread."""
        problem = self._outside.give_order(order.argv)
        self._post(lambda: self._room.reach.fail(problem) if problem else self.ask())

    def ask_to_host(self) -> None:
        """Write to whoever might host the room instead; what to say is there to be sent, or changed."""
        if (verdict := self._room.reach.verdict) and verdict.instead:
            self._write_to(verdict.instead, _(PLEASE_HOST))

    # -- by itself

    def came_in(self) -> None:
        """We are in. Who comes first is asked by itself; when nobody does, there is a word about it."""
        if self._room.hosting:
            self._company.expect()

    def _ask_the_first(self) -> None:
        if self._others() and self._room.reach.verdict is None:
            self.ask()

    def _look_while_alone(self) -> None:
        if not self._token:
            stop = self._room.reach.changed.connect(lambda: self._hint(stop))
            self._begin([])

    def _hint(self, stop: Callable[[], object]) -> None:
        """This computer has been looked at: say a word about it."""
        reach = self._room.reach
        if reach.asking or reach.verdict is None:
            return
        stop()
        if not self._others():
            shut = reach.verdict.judgement is Judgement.SHUT
            self._remark(_(HINT).format(why=reach.verdict.words) if shut else _(HINT_UNSURE))

    def stop(self) -> None:
        """Ask no more: the room is left."""
        self._token = ""
        self._wait_for(None)
        self._company.stop()
