"""Why others cannot come in: makes what was tried and what is known of this computer into words. Pure; asks nobody.

What the causes are called is in ``causes``.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.models.reach import Judgement, Outcome, Tried, Verdict, Way
from app.services.causes import Cause, explain
from app.services.firewalls.wall import Kind, Wall
from app.words import N_, _, listed

ALL_OPEN = N_("Others can join.")
SOME_OPEN = N_("Others can join, but not by every way.")
NOBODY = N_("Nothing on this computer is in the way, as far as it can tell. When somebody else is here, ask again.")
NO_ANSWER = N_("Nobody could tell: it takes somebody with Parlor, on another computer.")
_UNKNOWN = (Cause.HIDDEN, Cause.REFUSED)
"""What nothing can be done about here, so that somebody else had better host."""
_HARMLESS = (Cause.TUNNEL, Cause.ELSEWHERE)
"""What only keeps out who would have to be elsewhere to come in."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Somebody, and what came of their tries; ``inside`` if they are in the room and can be spoken to."""

    who: str
    tried: tuple[Tried, ...]
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What this computer knows by itself."""

    addresses: tuple[str, ...]
    wall: Wall | None = None
    tunnels: frozenset[str] = frozenset()
    """Those of the addresses that are only for people in the same VPN."""
    own: tuple[Tried, ...] = ()
    """What came of our own tries. That they work proves little."""
    can_be_asked: bool = False
    """Whether the system can be asked to let others in, at a click."""


def judge(facts: Facts, witnesses: Sequence[Findings] = (), *, asked: bool = False) -> Verdict:
    """How it stands. ``asked`` says whether anybody was asked, who may not have answered."""
    if cause := _own_trouble(facts):
        return _verdict(Judgement.SHUT, cause, facts, address=_strange(facts.own))
    ways = [_Seen(address, tuple(_tries(address, witnesses))) for address in facts.addresses]
    if ways := [seen for seen in ways if seen.tries]:
        return _sum_up(ways, facts, {witness.who for witness in witnesses if witness.inside})
    if wall := _wall(facts):
        return _verdict(Judgement.SHUT, _of_wall(wall), facts)
    if cause := _own_trouble_with_page(facts):
        return _verdict(Judgement.PARTLY, cause, facts)
    return Verdict(Judgement.UNSURE, _(NO_ANSWER if asked else NOBODY))


@dataclass(frozen=True, slots=True)
class _Seen:
    """One address, as each of the others found it."""

    address: str
    tries: tuple[tuple[str, Tried], ...]

    @property
    def works_for(self) -> list[str]:
        return [who for who, tried in self.tries if tried.outcome is Outcome.WORKS]

    @property
    def failures(self) -> list[tuple[str, Tried]]:
        return [(who, tried) for who, tried in self.tries if tried.outcome is not Outcome.WORKS]

    @property
    def pages_missed(self) -> list[tuple[str, Tried]]:
        """Where the room was reached, but browsers would not find its page."""
        works = (None, Outcome.WORKS)
        return [(who, tried) for who, tried in self.tries if tried.outcome is Outcome.WORKS and tried.page not in works]


def _tries(address: str, witnesses: Iterable[Findings]) -> Iterator[tuple[str, Tried]]:
    for witness in witnesses:
        for tried in witness.tried:
            if tried.address == address and tried.outcome is not Outcome.HERE:
                yield witness.who, tried


def _sum_up(ways: Sequence[_Seen], facts: Facts, inside: Container[str]) -> Verdict:
    some_work = any(seen.works_for for seen in ways)
    found = [
        (_cause(seen.address, tried, facts, some_work=some_work), seen.address, who)
        for seen in ways
        for who, tried in seen.failures
    ]
    found += [(_page_cause(tried, facts), seen.address, who) for seen in ways for who, tried in seen.pages_missed]
    order = list(Cause)
    found.sort(key=lambda each: order.index(each[0]))
    lines = tuple(_way(seen, facts, some_work=some_work) for seen in ways)
    grave = [each for each in found if each[0] not in _HARMLESS]
    if some_work and not grave:
        return Verdict(Judgement.OPEN, _(ALL_OPEN), ways=lines)
    cause, address, who = (grave or found)[0]
    judgement = Judgement.PARTLY if some_work else Judgement.SHUT
    verdict = _verdict(judgement, cause, facts, address=address, who=who, ways=lines)
    return replace(verdict, instead=who) if cause in _UNKNOWN and who in inside else verdict


def _cause(address: str, tried: Tried, facts: Facts, *, some_work: bool) -> Cause:
    """Why one try failed, most likely."""
    if tried.outcome is Outcome.ANOTHER:
        return Cause.TAKEN
    if not tried.near:
        if address in facts.tunnels:
            return Cause.TUNNEL
        if some_work or not _wall(facts):
            return Cause.ELSEWHERE
    if wall := _wall(facts):
        return _of_wall(wall)
    if tried.outcome is Outcome.REFUSED:
        return Cause.REFUSED
    # Where the network hides even the other's hardware address, no firewall has been asked yet.
    return Cause.ISOLATED if tried.outcome is Outcome.NO_WAY else Cause.HIDDEN


def _page_cause(tried: Tried, facts: Facts) -> Cause:
    """Why browsers do not get in where others do, most likely."""
    if cause := _own_trouble_with_page(facts):
        return cause
    if facts.wall:
        return Cause.PAGE_WALL
    return Cause.PAGE_TAKEN if tried.page is Outcome.ANOTHER else Cause.PAGE


def _own_trouble_with_page(facts: Facts) -> Cause | None:
    """What this computer finds by itself of the port for browsers, if the room has one."""
    pages = {tried.page for tried in facts.own if tried.outcome is Outcome.WORKS} - {None}
    if pages and Outcome.WORKS not in pages:
        return Cause.PAGE_TAKEN
    return Cause.PAGE_WALL if facts.wall and facts.wall.kind is Kind.BROWSERS else None


def _way(seen: _Seen, facts: Facts, *, some_work: bool) -> Way:
    """One address in words: for whom it works, or else what is in the way."""
    if seen.works_for:
        works = _("Works for {people}, but not for browsers") if seen.pages_missed else _("Works for {people}")
        return Way(seen.address, True, works.format(people=listed(seen.works_for)))
    words = {
        Outcome.REFUSED: _("Turns people away"),
        Outcome.ANOTHER: _("Something else answers"),
        Outcome.NO_WAY: _("No way leads there"),
    }
    who, tried = seen.failures[0]
    match _cause(seen.address, tried, facts, some_work=some_work):
        case Cause.TUNNEL:
            return Way(seen.address, None, _("For people in the same VPN"))
        case Cause.ELSEWHERE:
            return Way(seen.address, False, _("{who} is in another network").format(who=who))
    return Way(seen.address, False, words.get(tried.outcome, _("Nobody gets through")))


def _own_trouble(facts: Facts) -> Cause | None:
    """What is wrong already on this computer."""
    if not facts.addresses:
        return Cause.NO_NETWORK
    outcomes = {tried.outcome for tried in facts.own}
    if Outcome.ANOTHER in outcomes:
        return Cause.TAKEN
    return Cause.CLOSED if outcomes and Outcome.WORKS not in outcomes else None


def _strange(tried: Iterable[Tried]) -> str:
    return next((each.address for each in tried if each.outcome is Outcome.ANOTHER), "")


def _wall(facts: Facts) -> Wall | None:
    """What keeps everybody out."""
    return facts.wall if facts.wall and facts.wall.kind is not Kind.BROWSERS else None


def _of_wall(wall: Wall) -> Cause:
    return _CAUSES[wall.kind]


_CAUSES = {Kind.FIREWALL: Cause.FIREWALL, Kind.PUBLIC: Cause.PUBLIC, Kind.BROWSERS: Cause.PAGE_WALL}


def _verdict(
    judgement: Judgement, cause: Cause, facts: Facts, *, address: str = "", who: str = "", ways: tuple[Way, ...] = ()
) -> Verdict:
    words, step = explain(cause, facts.wall.name if facts.wall else "", address=address, who=who)
    if judgement is Judgement.PARTLY:
        words = f"{_(SOME_OPEN)} {words}"
    order = facts.wall.order if facts.wall and cause in _CAUSES.values() else None
    return Verdict(judgement, words, step, ways, order, offered=bool(order) and facts.can_be_asked)


def explain_wall(wall: Wall) -> tuple[str, str]:
    """What a wall does, and what to do about it."""
    return explain(_of_wall(wall), wall.name)
