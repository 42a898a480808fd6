"""From what was tried to what is said: the table of causes, and that the book tells the same."""

from pathlib import Path

import pytest

from app.models.reach import Judgement, Order, Outcome, Tried, Way
from app.services.causes import Cause, explain
from app.services.firewalls.wall import Kind, Wall
from app.services.reachability import Facts, Findings, judge

HERE, VPN = "192.168.1.5", "10.8.0.2"
UFW = Wall("ufw", Order(("ufw", "allow", "6697/tcp"), "sudo ufw allow 6697/tcp"))
PAGE_WALL = Wall("ufw", UFW.order, Kind.BROWSERS)
PUBLIC = Wall("Café", Order(("netsh",), "netsh"), Kind.PUBLIC)
WORKS, REFUSED, SILENT, NO_WAY, ANOTHER = (
    Outcome.WORKS,
    Outcome.REFUSED,
    Outcome.SILENT,
    Outcome.NO_WAY,
    Outcome.ANOTHER,
)
BOOK = Path(__file__).parents[3] / "docs" / "troubleshooting.md"


def saw(who="Ben", **found):
    """What somebody found at our address (``here``) and in our VPN; ``far`` ones are in another network."""
    places = {"here": HERE, "vpn": VPN}
    return Findings(
        who, tuple(Tried(places[k.removeprefix("far_")], o, not k.startswith("far_")) for k, o in found.items())
    )


def facts(wall=None, *, own=WORKS, addresses=(HERE, VPN), tunnels=(VPN,), page=None):
    tried = tuple(Tried(address, own, page=page) for address in addresses)
    return Facts(addresses, wall, frozenset(tunnels), tried, can_be_asked=True)


def browsed(page, who="Ben", outcome=WORKS):
    """What somebody found at our address, and what a browser finds there."""
    return Findings(who, (Tried(HERE, outcome, page=page),))


@pytest.mark.parametrize(
    ("known", "witnesses", "judgement", "cause"),
    [
        # What this computer finds by itself.
        (facts(addresses=()), [], Judgement.SHUT, Cause.NO_NETWORK),
        (facts(own=ANOTHER), [], Judgement.SHUT, Cause.TAKEN),
        (facts(own=REFUSED), [], Judgement.SHUT, Cause.CLOSED),
        (facts(UFW), [], Judgement.SHUT, Cause.FIREWALL),
        (facts(PUBLIC), [], Judgement.SHUT, Cause.PUBLIC),
        (facts(), [], Judgement.UNSURE, None),
        (facts(), [saw(here=Outcome.HERE)], Judgement.UNSURE, None),
        # All is well; a VPN is only for those in it, whatever else is found.
        (facts(), [saw(here=WORKS, vpn=WORKS)], Judgement.OPEN, None),
        (facts(), [saw(here=WORKS, far_vpn=SILENT)], Judgement.OPEN, None),
        (facts(UFW), [saw(here=WORKS, far_vpn=SILENT)], Judgement.OPEN, None),
        # Nobody gets through.
        (facts(UFW), [saw(here=SILENT)], Judgement.SHUT, Cause.FIREWALL),
        (facts(UFW), [saw(here=NO_WAY)], Judgement.SHUT, Cause.FIREWALL),
        (facts(UFW), [saw(far_here=SILENT)], Judgement.SHUT, Cause.FIREWALL),
        (facts(PUBLIC), [saw(here=SILENT)], Judgement.SHUT, Cause.PUBLIC),
        (facts(), [saw(here=SILENT)], Judgement.SHUT, Cause.HIDDEN),
        (facts(), [saw(here=NO_WAY)], Judgement.SHUT, Cause.ISOLATED),
        (facts(), [saw(here=REFUSED)], Judgement.SHUT, Cause.REFUSED),
        (facts(), [saw(here=ANOTHER)], Judgement.SHUT, Cause.TAKEN),
        (facts(), [saw(far_here=SILENT)], Judgement.SHUT, Cause.ELSEWHERE),
        (facts(), [saw(far_vpn=NO_WAY)], Judgement.SHUT, Cause.TUNNEL),
        # Some do.
        (facts(UFW), [saw(here=SILENT, vpn=WORKS)], Judgement.PARTLY, Cause.FIREWALL),
        (facts(), [saw(here=SILENT, vpn=WORKS)], Judgement.PARTLY, Cause.HIDDEN),
        (facts(), [saw(here=ANOTHER, vpn=WORKS)], Judgement.PARTLY, Cause.TAKEN),
        (facts(), [saw(here=WORKS), saw("Cleo", here=NO_WAY)], Judgement.PARTLY, Cause.ISOLATED),
        (facts(), [saw(here=WORKS), saw("Cleo", far_here=SILENT)], Judgement.OPEN, None),
        # Browsers come by a port of their own.
        (facts(page=WORKS), [browsed(WORKS)], Judgement.OPEN, None),
        (facts(page=WORKS), [browsed(SILENT)], Judgement.PARTLY, Cause.PAGE),
        (facts(page=WORKS), [browsed(ANOTHER)], Judgement.PARTLY, Cause.PAGE_TAKEN),
        (facts(PAGE_WALL, page=WORKS), [browsed(SILENT)], Judgement.PARTLY, Cause.PAGE_WALL),
        (facts(PAGE_WALL, page=WORKS), [browsed(SILENT, outcome=SILENT)], Judgement.SHUT, Cause.HIDDEN),
        (facts(page=ANOTHER), [browsed(ANOTHER)], Judgement.PARTLY, Cause.PAGE_TAKEN),
        (facts(page=REFUSED), [], Judgement.PARTLY, Cause.PAGE_TAKEN),
        (facts(PAGE_WALL, page=WORKS), [], Judgement.PARTLY, Cause.PAGE_WALL),
        (facts(UFW, page=ANOTHER), [], Judgement.SHUT, Cause.FIREWALL),
        (facts(page=WORKS), [browsed(WORKS), browsed(NO_WAY, "Cleo")], Judgement.PARTLY, Cause.PAGE),
        # Of several causes the gravest.
        (facts(page=WORKS), [browsed(SILENT), saw("Cleo", here=NO_WAY)], Judgement.PARTLY, Cause.ISOLATED),
        (facts(), [saw(here=SILENT, far_vpn=SILENT), saw("Cleo", here=ANOTHER)], Judgement.SHUT, Cause.TAKEN),
    ],
)
def test_of_what_was_found_this_is_the_judgement_and_the_cause(known, witnesses, judgement, cause):
    verdict = judge(known, witnesses, asked=True)
    assert verdict.judgement is judgement
    if cause is None:
        assert verdict.step == ""
    else:
        name = known.wall.name if known.wall else ""
        possible = [explain(cause, name, address=a, who=w) for a in (HERE, VPN, "") for w in ("Ben", "Cleo", "")]
        assert any(verdict.words.endswith(words) and verdict.step == step for words, step in possible)


def test_a_wall_that_is_known_comes_with_the_order_that_opens_it():
    verdict = judge(facts(UFW), [saw(here=SILENT)])
    assert (verdict.order, verdict.offered) == (UFW.order, True)
    assert judge(facts(UFW), [saw(here=ANOTHER)]).order is None  # it would not help
    assert judge(facts(PAGE_WALL), [browsed(SILENT)]).order == UFW.order


def test_each_address_is_told_with_for_whom_it_works():
    witnesses = [saw(here=WORKS, far_vpn=SILENT), saw("Cleo", here=WORKS)]
    assert judge(facts(), witnesses).ways == (
        Way(HERE, True, "Works for Ben and Cleo"),
        Way(VPN, None, "For people in the same VPN"),
    )
    assert judge(facts(), [browsed(SILENT)]).ways == (Way(HERE, True, "Works for Ben, but not for browsers"),)
    assert judge(facts(), [saw(far_here=NO_WAY)]).ways == (Way(HERE, False, "Ben is in another network"),)
    assert [judge(facts(), [saw(here=o)]).ways[0].words for o in (REFUSED, ANOTHER, NO_WAY, SILENT)] == [
        "Turns people away",
        "Something else answers",
        "No way leads there",
        "Nobody gets through",
    ]


def test_an_address_that_nobody_was_asked_about_changes_nothing():
    stranger = Findings("Ben", (Tried("192.0.2.99", SILENT),))
    assert judge(facts(), [stranger, saw(here=WORKS)]).judgement is Judgement.OPEN
    assert judge(facts(), [stranger], asked=True).judgement is Judgement.UNSURE


def test_it_is_said_whether_anybody_was_asked():
    assert "When somebody else is here" in judge(facts()).words
    assert "Nobody could tell" in judge(facts(), asked=True).words


@pytest.mark.parametrize("cause", Cause, ids=lambda cause: cause.name)
def test_the_book_tells_each_cause_in_the_same_words(cause):
    book = " ".join(BOOK.read_text(encoding="utf-8").replace("\n> ", " ").split())
    name = "Café" if cause is Cause.PUBLIC else "ufw"
    for sentence in explain(cause, name, address=HERE if cause is not Cause.TUNNEL else VPN, who="Ben"):
        assert sentence in book
