"""“Can others join?” with several apps and the room between them, in memory; what each would try is made up."""

import pytest

from app.client.reach import MOST, Answer, Question
from app.controllers.company import ALONE_MS, SETTLED_MS
from app.controllers.outside import Outside
from app.controllers.reach import ANSWER_MS, ENOUGH_MS, MOST_COMPLAINTS
from app.controllers.witness import PAUSE
from app.models.hosted import Hosting
from app.models.reach import Judgement, Order, Outcome, Tried
from app.services.firewalls.wall import Wall
from app.services.reachability import Facts
from tests.app.test_both_ends import House

HERE, VPN = "192.168.1.5", "10.8.0.2"
FINGERPRINT = "ab" * 32
UFW = Wall("ufw", Order(("ufw", "allow", "6697/tcp"), "sudo ufw allow 6697/tcp"))
EVERYTHING = dict.fromkeys((HERE, VPN), Outcome.WORKS)


class Computer:
    """What an app finds outside of itself: what is at each address, and what is in its way."""

    def __init__(self, found, *, wall=None, same=False):
        self.found, self.wall, self.same = found, wall, same
        self.page = Outcome.WORKS
        self.tried = []
        self.orders = []
        self.refusal = ""
        self.waiting = []
        self.slow = False
        self.now = 1000.0

    @property
    def outside(self):
        return Outside(
            try_addresses=self._try,
            look_round=lambda addresses, port, found: Facts(addresses, self.wall, own=found, can_be_asked=True),
            as_seen_here=lambda found: tuple(
                Tried(each.address, Outcome.HERE) if self.same else each for each in found
            ),
            give_order=self._obey,
            background=lambda work: self.waiting.append(work) if self.slow else work(),
            clock=lambda: self.now,
        )

    def _try(self, addresses, port, fingerprint):
        self.tried.append((addresses, port, fingerprint))
        return tuple(Tried(address, self.found[address], page=self.page) for address in addresses)

    def _obey(self, argv):
        self.orders.append(argv)
        if not self.refusal:
            self.wall = None
        return self.refusal


@pytest.fixture
def house(clockwork):
    return House(clockwork)


@pytest.fixture
def desk():
    """Ada's computer."""
    return Computer(EVERYTHING)


@pytest.fixture
def ada(house, desk):
    return house.guest("Ada", hosting=Hosting((HERE, VPN), 6697, False, FINGERPRINT), outside=desk.outside)


def come(house, nick, computer):
    return house.guest(nick, outside=computer.outside)


def ask(ada):
    ada.visit.reach.ask()
    ada.house.settle()
    return ada.model.reach


def test_who_is_there_tries_each_address_and_the_host_is_told(house, ada):
    ben, cleo = Computer(EVERYTHING), Computer(EVERYTHING | {VPN: Outcome.SILENT})
    come(house, "Ben", ben)
    come(house, "Cleo", cleo)
    reach = ask(ada)
    assert not reach.asking
    assert ben.tried == cleo.tried == [((HERE, VPN), 6697, FINGERPRINT)]
    assert reach.verdict.judgement is Judgement.PARTLY
    assert [(way.address, way.works) for way in reach.verdict.ways] == [(HERE, True), (VPN, True)]
    assert set(reach.verdict.ways[0].words.replace("Works for ", "").split(" and ")) == {"Ben", "Cleo"}
    assert ada.shown() == ["Ben came", "Cleo came"]  # nobody sees any of it


def test_a_firewall_that_is_found_is_opened_by_a_click_and_all_is_asked_again(house, ada, desk):
    desk.wall = UFW
    ben = Computer(dict.fromkeys((HERE, VPN), Outcome.SILENT))
    come(house, "Ben", ben)
    assert ask(ada).verdict.judgement is Judgement.SHUT
    desk.refusal = "Nothing was changed."
    ada.visit.reach.let_others_in()
    assert ada.model.reach.problem == "Nothing was changed."
    assert ada.model.reach.verdict.offered
    desk.refusal, ben.found, ben.now = "", EVERYTHING, ben.now + PAUSE
    ada.visit.reach.let_others_in()
    house.settle()
    assert desk.orders == [UFW.order.argv] * 2
    assert (ada.model.reach.verdict.judgement, ada.model.reach.problem) == (Judgement.OPEN, "")


def test_that_browsers_alone_do_not_get_in_is_told_apart(house, ada):
    ben = Computer(EVERYTHING)
    ben.page = Outcome.SILENT
    come(house, "Ben", ben)
    verdict = ask(ada).verdict
    assert verdict.judgement is Judgement.PARTLY
    assert "Browsers, which come by the QR code, are kept from" in verdict.words
    assert verdict.ways[0].words == "Works for Ben, but not for browsers"


def test_where_nothing_can_be_done_here_somebody_who_is_in_is_asked_to_host_instead(house, ada):
    come(house, "Ben", Computer({HERE: Outcome.SILENT, VPN: Outcome.WORKS}))
    assert (ask(ada).verdict.step, ada.model.reach.verdict.instead) == ("Let Ben host the room instead.", "Ben")
    ada.visit.reach.ask_to_host()
    assert (ada.model.current.name, ada.model.current.draft[:26]) == ("Ben", "Could you host instead? No")
    ada.model.current.set_draft("Ben, are you")
    ada.visit.reach.ask_to_host()
    assert ada.model.current.draft == "Ben, are you"


def test_while_nobody_is_there_this_computer_is_looked_at(ada, desk):
    assert "When somebody else is here" in ask(ada).verdict.words
    desk.wall = UFW
    assert "ufw" in ask(ada).verdict.words


def test_a_second_program_on_the_same_computer_proves_nothing(house, ada):
    come(house, "Ben", Computer(EVERYTHING, same=True))
    assert "Nobody could tell" in ask(ada).verdict.words


def test_who_does_not_answer_is_not_waited_for_forever(house, ada, clockwork):
    house.guest("Ben").visit.report = lambda _report: None  # another program, or a guest's browser
    reach = ask(ada)
    assert reach.asking
    clockwork.pass_by(ANSWER_MS)
    assert not reach.asking
    assert "Nobody could tell" in reach.verdict.words


def test_where_every_way_works_for_somebody_those_who_say_nothing_are_not_waited_for_long(house, ada, clockwork):
    come(house, "Ben", Computer(EVERYTHING))
    house.guest("Cleo").visit.report = lambda _report: None
    reach = ask(ada)
    assert reach.asking
    clockwork.pass_by(ENOUGH_MS)
    assert (reach.asking, reach.verdict.judgement) == (False, Judgement.OPEN)


def test_a_second_click_while_it_is_asked_asks_nobody(house, ada, desk):
    ben = Computer(EVERYTHING)
    come(house, "Ben", ben)
    ben.slow = True
    ask(ada)
    ask(ada)
    assert len(ben.waiting) == len(desk.tried) == 1


def test_an_answer_that_comes_late_from_a_stranger_or_twice_is_not_believed(house, ada):
    ben = Computer(EVERYTHING)
    guest = come(house, "Ben", ben)
    ask(ada)
    before = ada.model.reach.verdict
    ada.model.reach.changed.connect(lambda: pytest.fail("it was believed"))
    guest.visit.session.tell_reach("Ada", Answer("0" * 16, (Tried(HERE, Outcome.SILENT),)))
    house.settle()
    assert ada.model.reach.verdict is before


def test_who_sees_the_room_and_does_not_get_in_is_heard_and_there_is_a_word_about_it(ada, desk):
    desk.wall = UFW
    ada.visit.reach.complained("192.168.1.9", (HERE, "192.0.2.99"))
    verdict = ada.model.reach.verdict
    assert (verdict.judgement, verdict.order) == (Judgement.SHUT, UFW.order)
    (line,) = ada.shown()
    assert line.startswith(
        "* Somebody at 192.168.1.9 sees this room but cannot get in. The firewall of this computer (ufw)"
    )


def test_where_this_computer_sees_no_reason_it_is_the_same_as_if_a_member_had_tried(ada):
    ada.visit.reach.complained("192.168.1.9", (HERE,))
    assert ada.model.reach.verdict.words.startswith(f"What somebody at 192.168.1.9 sends to {HERE} is dropped")
    assert (ada.model.reach.verdict.order, ada.model.reach.verdict.instead) == (None, "")  # nobody to be written to


def test_a_complaint_is_weighed_against_what_those_who_are_in_find(house, ada):
    come(house, "Ben", Computer(EVERYTHING))
    ada.visit.reach.complained("192.168.1.9", (HERE,))
    house.settle()
    assert ada.model.reach.verdict.judgement is Judgement.PARTLY
    assert ada.model.reach.verdict.ways[0].words == "Works for Ben"


def test_one_that_comes_while_others_are_asked_is_heard_with_them(house, ada):
    ben = Computer(EVERYTHING)
    ben.slow = True
    come(house, "Ben", ben)
    ask(ada)
    ada.visit.reach.complained("192.168.1.9", (HERE,))
    ben.waiting.pop()()
    house.settle()
    assert ada.model.reach.verdict.judgement is Judgement.PARTLY
    assert "* Somebody at 192.168.1.9 sees this room" in ada.shown()[-1]


def test_complaints_that_make_no_sense_or_do_not_end_are_not_passed_on(ada, desk):
    ada.visit.reach.complained("192.168.1.9", ("192.0.2.99",))  # nowhere that we are
    assert ada.shown() == []
    for number in range(100):
        ada.visit.reach.complained(f"192.168.1.{number}", (HERE,))
    assert len(ada.shown()) == len(desk.tried) == MOST_COMPLAINTS


def question(token="0123456789abcdef", addresses=(HERE,), port=6697):
    return Question(token, addresses, port)


def test_nobody_but_the_host_makes_an_app_knock_anywhere(house, ada):
    computer = Computer(EVERYTHING)
    come(house, "Ben", computer)
    mallory = house.guest("Mallory")
    mallory.visit.session.ask_reach("Ben", question())
    mallory.visit.session.ask_reach("#general", question())
    house.settle()
    assert computer.tried == []
    ada.visit.session.ask_reach("#general", question())  # not to everybody at once
    house.settle()
    assert computer.tried == []


def test_the_host_neither_at_another_door_nor_all_day(house, ada):
    computer = Computer(EVERYTHING)
    come(house, "Ben", computer)

    def knock(asked):
        ada.visit.session.ask_reach("Ben", asked)
        house.settle()
        return len(computer.tried)

    assert knock(question(port=22)) == 0
    assert knock(question(addresses=tuple(f"192.168.1.{n}" for n in range(MOST + 1)))) == 0
    assert knock(question()) == 1
    assert knock(question()) == 1
    computer.now += PAUSE
    assert knock(question()) == 2


def test_after_some_minutes_alone_there_is_a_word_about_it(ada, desk, clockwork):
    desk.wall = UFW
    clockwork.pass_by(ALONE_MS)
    (line,) = ada.shown()
    assert line.startswith("* Nobody has come in yet. The firewall of this computer (ufw) keeps others out.")
    assert ada.model.reach.verdict.order == UFW.order


def test_where_nothing_is_in_the_way_the_word_is_a_quiet_one(ada, clockwork):
    clockwork.pass_by(ALONE_MS)
    assert ada.shown() == [
        "* Nobody has come in yet. “Can others join?” in the invite panel tells whether something is in the way."
    ]


def test_who_comes_first_is_asked_without_a_click_and_nobody_after_them(house, ada, clockwork):
    ben, cleo = Computer(EVERYTHING), Computer(EVERYTHING)
    come(house, "Ben", ben)
    clockwork.pass_by(SETTLED_MS)
    house.settle()
    come(house, "Cleo", cleo)
    clockwork.pass_by(SETTLED_MS)
    house.settle()
    assert ada.model.reach.verdict.judgement is Judgement.OPEN
    assert (len(ben.tried), cleo.tried) == (1, [])
    assert ada.shown() == ["Ben came", "Cleo came"]


def test_there_is_none_where_somebody_came_even_if_they_left_again(house, ada, clockwork):
    come(house, "Ben", Computer(EVERYTHING)).visit.abandon()
    house.settle()
    clockwork.pass_by(ALONE_MS)
    assert ada.shown() == ["Ben came", "Ben quit"]
    assert ada.model.reach.verdict is None


def test_whoever_does_not_host_is_told_nothing(house, ada, clockwork):
    ben = come(house, "Ben", Computer(EVERYTHING))
    ada.visit.abandon()
    house.settle()
    clockwork.pass_by(ALONE_MS)
    assert ben.shown() == ["Ada quit"]
    ben.visit.reach.ask()
    assert ben.model.reach.verdict is None
