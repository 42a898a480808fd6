"""One person with several connections: https://github.com/ergochat/ergo, manual, "Multiclient":

"both connections must authenticate with SASL to the same user account and then use the same nickname
during connection registration".
"""

from __future__ import annotations

import base64

import pytest

MODERN = ("message-tags", "server-time", "echo-message", "batch", "labeled-response")


def log_in(person, nick, *capabilities, account="ada", password="secret"):
    """What somebody is told who logs in as Ada and asks for a name."""
    words = base64.b64encode(f"\0{account}\0{password}".encode()).decode()
    return person.ask(
        f"CAP REQ :sasl {' '.join(capabilities)}", f"NICK {nick}", "USER u 0 * :Ada at home",
        "AUTHENTICATE PLAIN", f"AUTHENTICATE {words}", "CAP END",
    )  # fmt: skip


def commands(messages):
    return [message.command for message in messages]


def said(messages):
    return [message.params[-1] for message in messages if message.command == "PRIVMSG"]


@pytest.fixture
def desk(enter):
    """Ada, who has an account, at her desk."""
    person = enter("ada", *MODERN, channel="#tea")
    person.ask("REGISTER * * secret", "TOPIC #tea :Leaves")
    return person


@pytest.fixture
def bob(enter, desk):
    person = enter("bob", *MODERN, channel="#tea")
    desk.lines()
    return person


@pytest.fixture
def phone(visit, desk, bob):
    """Her phone, which has just come."""
    person = visit(host="192.0.2.9")
    log_in(person, "ada", *MODERN)
    return person


def test_a_further_connection_is_the_same_person_in_the_same_places(visit, desk, bob, room):
    phone = visit(host="192.0.2.9")
    answer = log_in(phone, "ADA", "draft/read-marker")
    assert next(m for m in answer if m.command == "001").params[0] == "ada"
    place = [m.command for m in answer[commands(answer).index("JOIN") :]]
    assert place[:5] == ["JOIN", "332", "333", "MARKREAD", "353"]
    assert next(m.params for m in answer if m.command == "353")[-1].split() == ["@ada", "bob"]
    assert (desk.heard(), bob.heard()) == ([], [])
    assert (room.count, desk.session.person) == (2, phone.session.person)


def test_what_is_said_to_somebody_reaches_all_their_connections_in_the_form_each_takes(visit, desk, bob):
    phone = visit()
    log_in(phone, "ada", "server-time")
    bob.ask("PRIVMSG #tea :all", "PRIVMSG ada :you", "@+typing=active TAGMSG #tea")
    at_desk, on_phone = desk.heard(), phone.heard()
    assert said(at_desk) == said(on_phone) == ["all", "you"]
    assert "TAGMSG" in commands(at_desk)
    assert "TAGMSG" not in commands(on_phone)
    assert "msgid" in at_desk[0].tags
    assert set(on_phone[0].tags) == {"time"}


@pytest.mark.parametrize("target", ["#tea", "bob"])
def test_what_one_says_goes_to_the_others_with_or_without_echo(visit, desk, bob, target):
    """https://ircv3.net/specs/extensions/echo-message is for the client that speaks; the others have not said it."""
    phone = visit()
    log_in(phone, "ada", "message-tags")
    assert commands(phone.ask(f"PRIVMSG {target} :from the phone")) == []
    (seen,) = desk.heard()
    (heard,) = bob.heard()
    assert (seen.source, seen.params) == ("ada!~u@192.0.2.1", (target, "from the phone"))
    assert seen.tags["msgid"] == heard.tags["msgid"]
    assert said(desk.ask(f"@+a=1 PRIVMSG {target} :from the desk")) == ["from the desk"]
    assert said(phone.heard()) == ["from the desk"]


def test_what_somebody_says_to_themselves_comes_to_each_connection_once(desk, phone):
    """https://ircv3.net/specs/extensions/labeled-response: "the server MUST NOT include the label tag, except for"."""
    answer = desk.ask("@label=1 PRIVMSG ada :note")
    assert [m.tags.get("label") for m in answer] == [None, "1"]
    (note,) = phone.heard()
    assert "label" not in note.tags


def test_labels_come_back_only_where_they_came_from(desk, phone):
    (echo,) = desk.ask("@label=7 PRIVMSG #tea :hi")
    assert echo.tags["label"] == "7"
    assert all("label" not in m.tags for m in phone.heard())


def test_answers_come_only_to_who_asked(desk, phone):
    assert "318" in commands(desk.ask("WHOIS ada"))
    assert phone.heard() == []


def test_where_one_goes_all_go(desk, phone, bob):
    desk.ask("JOIN #milk")
    heard = commands(phone.heard())
    assert heard[0] == "JOIN"
    assert "353" in heard
    phone.ask("NICK lovelace", "PART #milk")
    assert commands(desk.heard()) == ["NICK", "PART"]
    assert commands(bob.heard()) == ["NICK"]


def test_somebody_is_one_person_to_whoever_asks(desk, phone, bob):
    assert len([m for m in bob.ask("WHO #tea") if m.command == "352" and m.params[5] == "ada"]) == 1
    assert len([m for m in bob.ask("WHOIS ada") if m.command == "311"]) == 1
    assert bob.ask("MONITOR + ada")[0].command == "730"
    assert bob.ask("LUSERS")[0].params[-1].startswith("There are 2 users")


def test_each_connection_has_its_own_list_of_whom_to_watch(desk, phone, bob):
    phone.ask("MONITOR + bob")
    bob.ask("NICK rob")
    assert "731" in commands(phone.heard())
    assert "731" not in commands(desk.heard())


def test_who_leaves_by_one_connection_is_still_here_by_the_other(desk, phone, bob, room):
    answer = phone.ask("QUIT :two out")
    assert commands(answer) == ["QUIT", "ERROR"]
    assert "two out" in answer[0].params[-1]
    assert (desk.heard(), bob.heard()) == ([], [])
    assert said(bob.ask("PRIVMSG ada :still there?")) == ["still there?"]
    assert said(desk.heard()) == ["still there?"]
    assert (room.count, phone.heard()) == (2, [])
    desk.ask("QUIT :three out")
    assert [(m.command, m.params) for m in bob.heard()] == [("QUIT", ("Quit: three out",))]


@pytest.mark.parametrize("first", ["desk", "phone"])
def test_a_connection_that_breaks_takes_nobody_else_along(desk, phone, bob, room, first):
    gone, left = (desk, phone) if first == "desk" else (phone, desk)
    room.dismiss(gone.session, "Connection lost")
    assert bob.heard() == []
    bob.ask("PRIVMSG #tea :hi")
    assert said(left.heard()) == ["hi"]
    assert gone.session not in room.visitors
    assert left.session in room.visitors


def test_who_is_made_to_leave_leaves_by_all_connections(desk, phone, bob, room):
    bob.session.person.bear({"o"})
    assert [m.params for m in bob.ask("KILL ada :enough")] == [("Killed (bob (enough))",)]
    assert [commands(one.heard()) for one in (desk, phone)] == [["KILL", "QUIT", "ERROR"]] * 2
    assert room.count == 1


def test_somebody_is_away_when_they_are_so_everywhere(visit, enter, desk, phone):
    """https://ircv3.net/specs/extensions/pre-away: "aggregation of away statuses across multiple connections"."""
    eve = enter("eve", "away-notify", channel="#tea")
    assert "306" in commands(phone.ask("AWAY :on the road"))
    assert eve.heard() == []
    desk.ask("AWAY :asleep")
    assert eve.heard()[-1].params == ("asleep",)
    assert eve.ask("PRIVMSG ada :?")[0].params[-1] == "asleep"
    desk.ask("QUIT")
    assert eve.heard()[-1].params == ("on the road",)
    assert "305" in commands(phone.ask("AWAY"))
    assert (eve.heard()[-1].command, eve.ask("PRIVMSG ada :?")) == ("AWAY", [])


def test_a_client_that_comes_by_itself_makes_nobody_present(visit, desk, phone, bob):
    """https://ircv3.net/specs/extensions/pre-away: ``*`` "should be treated as though the connection did not exist"."""
    desk.ask("AWAY :lunch")
    phone.ask("AWAY *")
    tablet = visit()
    tablet.ask("CAP REQ draft/pre-away", "AWAY *")
    log_in(tablet, "ada")
    assert bob.ask("PRIVMSG ada :?")[-1].params[-1] == "lunch"


def test_capabilities_are_each_connections_own(visit, desk, bob):
    phone = visit()
    log_in(phone, "ada", "setname")
    bob.ask("SETNAME :Robert")
    assert (commands(desk.heard()), commands(phone.heard())) == ([], ["SETNAME"])
    phone.ask("CAP REQ -setname", "CAP REQ server-time")
    bob.ask("PRIVMSG #tea :hi")
    assert "time" in phone.heard()[-1].tags


def test_what_is_read_on_one_is_read_on_the_others(visit, enter):
    """https://ircv3.net/specs/extensions/read-marker."""
    desk = enter("ada", "draft/read-marker")
    desk.ask("REGISTER * * secret")
    phone = visit()
    log_in(phone, "ada", "draft/read-marker")
    desk.lines()
    phone.ask("MARKREAD #general timestamp=2022-11-11T11:11:11.111Z")
    assert [m.params for m in desk.heard()] == [("#general", "timestamp=2022-11-11T11:11:11.111Z")]


def test_who_asks_for_another_name_is_somebody_else(visit, desk, room):
    assert "001" in commands(log_in(visit(), "ada2"))
    assert room.count == 2


def test_nobody_else_becomes_part_of_somebody(visit, enter, desk):
    enter("eve").ask("REGISTER eve * hers")
    assert "433" in commands(log_in(visit(), "ada", account="eve", password="hers"))
    assert "433" in commands(log_in(visit(), "ada", password="guessed"))


def test_a_device_that_comes_back_takes_the_place_of_its_lost_connection(visit, desk, phone, bob, room):
    """Ergo's manual: "You can add it to your SASL username with an ``@``, e.g. ``alice@phone``"."""
    first, again = visit(host="192.0.2.3"), visit(host="192.0.2.4")
    log_in(first, "ada", account="ada@tablet")
    answer = log_in(again, "ada", account="ada@tablet")
    assert "JOIN" in commands(answer)
    assert commands(first.heard()) == ["ERROR"]
    first.send("PRIVMSG #tea :what was on its way")
    assert bob.heard() == []
    assert set(desk.session.person.sessions) == {desk.session, phone.session, again.session}
    assert room.parting == [first.session]


def test_a_device_is_not_put_out_by_its_own_lost_connection_whose_words_come_late(visit, clock, desk):
    lost = visit()
    clock.now += 1
    again = visit()
    log_in(again, "ada", account="ada@tablet")
    assert commands(log_in(lost, "ada", account="ada@tablet"))[-1] == "ERROR"
    assert not again.session.closing
    assert again.session in desk.session.person.sessions


def test_nothing_counts_that_comes_after_a_goodbye(phone, bob):
    phone.send("QUIT", "PRIVMSG #tea :one thing more")
    phone.send("PRIVMSG #tea :and another")
    assert bob.heard() == []


def test_a_busy_room_tells_every_connection_and_every_one_only_once(desk, phone, bob):
    bob.send(*["PRIVMSG #tea :x"] * 50)
    assert (len(said(desk.heard())), len(said(phone.heard()))) == (50, 50)
    phone.send(*["PRIVMSG #tea :y"] * 50)
    assert (len(said(desk.heard())), len(said(phone.heard())), len(said(bob.heard()))) == (50, 50, 100)
