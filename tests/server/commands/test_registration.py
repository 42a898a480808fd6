"""From the first line to the welcome, and how one leaves."""

import pytest

from server.config import Config


def test_a_name_and_a_user_make_a_person(visit, room):
    person = visit()
    numerics = [m.command for m in person.ask("NICK ada", "USER ada 0 * :Ada Lovelace")]
    assert numerics[:5] == ["001", "002", "003", "004", "005"]
    assert numerics[-1] == "422"
    assert room.count == 1
    assert room.find("ADA") is person.session.person


def test_the_welcome_names_the_room_and_the_person(visit, room):
    welcome = visit().ask("NICK ada", "USER ada 0 * :Ada")[0]
    assert welcome.source == "room.test"
    assert welcome.params == ("ada", "Welcome to Ada's room, ada")


def test_what_the_room_can_do_is_announced(visit):
    said = [m for m in visit().ask("NICK ada", "USER ada 0 * :Ada") if m.command == "005"]
    tokens = {token for m in said for token in m.params[1:-1]}
    assert {
        "NETWORK=Ada's\\x20room",
        "CASEMAPPING=precis",
        "CHANTYPES=#",
        "PREFIX=(qaohv)~&@%+",
        "CHANMODES=Ibe,k,Sfl,CMRUimnstu",
        "NICKLEN=32",
        "UTF8ONLY",
    } <= tokens
    assert all(len(m.params) <= 15 for m in said)


def test_before_that_one_can_do_nothing_else(visit):
    person = visit()
    assert [m.command for m in person.ask("JOIN #general", "PRIVMSG ada :x")] == ["451", "451"]
    assert person.ask("WHO")[0].params[0] == "*"


@pytest.mark.parametrize(
    ("line", "numeric", "words"),
    [
        ("NICK", "431", "No nickname"),
        ("NICK :", "431", "No nickname"),
        ("NICK :Anna Maria", "432", "A name cannot have spaces."),
        ("NICK ~x", "432", "cannot start"),
        ("NICK " + "x" * 33, "432", "at most 32"),
        ("NICK bob", "433", "already"),
        ("NICK BOB", "433", "already"),
        ("USER a b", "461", "parameters"),
        ("NONSENSE", "421", "Unknown"),
        ("PING", "461", "parameters"),
        ("PING :", "409", "origin"),
    ],
)
def test_what_cannot_be_has_a_reason(visit, enter, line, numeric, words):
    enter("bob")
    answer = visit().ask(line)
    assert [m.command for m in answer] == [numeric]
    assert words in answer[0].params[-1]


def test_names_are_in_any_script(visit, enter):
    enter("José")
    assert visit().ask("NICK JOSÉ")[0].command == "433"
    assert visit().ask("NICK 小明", "USER x 0 * :x")[0].params[0] == "小明"


def test_names_can_be_changed_and_everybody_who_knows_the_person_hears_it(room, enter, log):
    ada, bob, stranger = enter("ada"), enter("bob"), enter("eve", channel="#other")
    stranger.lines()
    said = ada.ask("NICK Zoë")
    assert [(m.source, m.command, m.params) for m in said] == [("ada!~u@192.0.2.1", "NICK", ("Zoë",))]
    assert bob.heard()[-1].params == ("Zoë",)
    assert stranger.heard() == []
    assert room.find("ada") is None
    assert room.find("zoë") is ada.session.person
    assert log[-1].kind == "renamed"


def test_the_case_of_ones_name_can_be_changed_and_the_same_name_says_nothing(enter):
    ada = enter("ada")
    assert [m.params for m in ada.ask("NICK Ada")] == [("Ada",)]
    assert ada.ask("NICK Ada") == []


def test_who_has_come_in_cannot_come_in_again(enter):
    ada = enter("ada")
    assert [m.command for m in ada.ask("USER x 0 * :x", "PASS x")] == ["462", "462"]


def test_user_names_keep_only_harmless_letters(visit):
    person = visit().enter("ada", user="a!b@c*é" + "x" * 30)
    assert person.session.person.user == "~abc" + "x" * 12


def test_an_address_that_begins_with_a_colon_stays_one_parameter(visit):
    ada = visit(host="::1").enter("ada")
    assert ada.ask("USERHOST ada")[0].params[1] == "ada=+~u@0::1"


@pytest.mark.parametrize(
    ("given", "let_in"),
    [("PASS open", True), ("PASS wrong|PASS open", True), ("PASS open|PASS wrong", False), ("PING x", False)],
)
def test_a_room_with_a_password_asks_for_it(visit, make_room, given, let_in):
    """ "It is possible to send multiple PASS commands before registering but only the last one sent is used for
    verification". "Returned to indicate that the connection could not be registered as the password was either
    incorrect or not supplied."
    """
    room = make_room({"password": "open"})
    person = visit(room)
    said = person.ask(*given.split("|"), "NICK ada", "USER ada 0 * :Ada")
    commands = [m.command for m in said]
    assert ("001" in commands) is let_in
    assert ("464" in commands) is not let_in
    if not let_in:
        assert said[-1].command == "ERROR"
        assert room.find("ada") is None
        assert person.session in room.parting


def test_ping_is_answered_with_its_word(enter):
    assert enter("ada").ask("PING :two words")[0].params == ("room.test", "two words")


def test_leaving_frees_the_name_and_tells_the_others_before_anything_else(room, enter, log):
    ada, bob = enter("ada"), enter("bob")
    ada.lines()
    assert ada.ask("QUIT :see you")[-1].params == ("Closing link: Quit: see you",)
    assert [(m.command, m.params) for m in bob.heard()[-1:]] == [("QUIT", ("Quit: see you",))]
    assert room.find("ada") is None
    assert room.count == 1
    assert room.parting == [ada.session]
    assert (log[-1].kind, log[-1].text) == ("disconnected", "ada (192.0.2.1) is gone: Quit: see you.")


def test_nothing_counts_after_quit(room, enter):
    ada, bob = enter("ada"), enter("bob")
    bob.lines()
    ada.send("QUIT", "PRIVMSG #general :ghost", "JOIN #general")
    assert [m.command for m in bob.heard()] == ["QUIT"]


def test_a_browser_is_shown_the_door(visit, room):
    said = visit().ask("POST / HTTP/1.1", "NICK evil", "USER e 0 * :e")
    assert [m.command for m in said] == ["ERROR"]
    assert room.people == {}


def test_who_says_no_name_in_time_is_let_go(visit, room, clock):
    """Who has not said a name within 30 seconds is let go.

    "This message is sent from a server to a client to report a fatal error, before terminating the client's
    connection."
    """
    person = visit()
    clock.now += 30
    room.tick()
    assert person.lines() == []
    clock.now += 1
    room.tick()
    assert "No name within 30 seconds" in person.lines()[0]


def test_the_silent_are_asked_for_a_sign_of_life_and_then_let_go(room, enter, clock):
    """Who is silent is asked for a sign of life after 90 seconds, and let go after 150.

    "The PING command is sent by either clients or servers to check the other side of the connection is still
    connected." 'For instance, "Ping timeout: 120 seconds" [is a] relevant reason for closing.'
    """
    ada = enter("ada")
    clock.now += 91
    room.tick()
    room.tick()
    assert [m.command for m in ada.heard()] == ["PING"]
    clock.now += 60
    room.tick()
    assert "Ping timeout: 151 seconds" in ada.lines()[0]


def test_secrets_and_words_are_not_in_the_log(visit, make_room, log):
    room = make_room({"password": "open sesame"})
    person = visit(room)
    person.send("PASS :open sesame", "NICK ada", "USER ada 0 * :Ada", "JOIN #general", "PRIVMSG #general :a secret")
    text = " ".join(line.text for line in log)
    assert "sesame" not in text
    assert "secret" not in text
    assert [line.kind for line in log] == ["named", "joined"]


def test_a_message_of_the_day_is_shown_line_by_line(visit, make_room):
    """ "If the MOTD can be found, one RPL_MOTDSTART numeric is returned, followed by one or more RPL_MOTD numeric, then
    one RPL_ENDOFMOTD numeric."
    """
    room = make_room({"motd": "Welcome.\nBe kind."})
    person = visit(room).enter("ada")
    start, *lines, end = person.ask("MOTD")
    assert (start.command, end.command) == ("375", "376")
    assert [(m.command, m.params[-1]) for m in lines] == [("372", "- Welcome."), ("372", "- Be kind.")]


def test_everybody_has_the_modes_that_the_host_wants_as_far_as_they_may_choose_them(visit, make_room):
    ada = visit(make_room({"default_user_modes": "+iwo"})).enter("ada")
    assert [m.params for m in ada.ask("MODE ada")] == [("ada", "+iw")]


def test_counts_are_true(visit, enter):
    ada = enter("ada")
    enter("bob", channel="").send("MODE bob +i")
    visit()
    said = {m.command: m.params for m in ada.ask("LUSERS")}
    assert said["251"][1] == "There are 1 users and 1 invisible on 1 servers"
    assert said["253"][1] == "1"
    assert said["254"][1] == "1"
    assert said["265"][1:3] == ("2", "2")


def test_version_says_what_runs(enter):
    said = enter("ada").ask("VERSION")
    assert said[0].command == "351"
    assert said[0].params[1].startswith("parlor-")


def test_a_room_has_a_default_for_everything():
    assert Config().server.port == 6697


@pytest.mark.parametrize(("certificate", "numerics"), [("ab" * 32, ["001"]), ("cd" * 32, ["433"]), (None, ["433"])])
def test_who_was_lost_on_the_doorstep_has_their_name_when_they_try_again(visit, certificate, numerics):
    """Their first connection is still taken for one that is about to come in."""
    lost, back = visit(), visit()
    lost.session.come_by_tls("ab" * 32)
    lost.ask("CAP LS 302", "NICK ada", "USER ada 0 * :Ada")
    back.session.come_by_tls(certificate)
    assert [m.command for m in back.ask("NICK ada", "USER ada 0 * :Ada")][:1] == numerics
    assert lost.session.closing is (numerics == ["001"])


def test_what_a_lost_connection_said_late_ends_no_newer_one(visit, clock):
    lost = visit()
    clock.now += 1
    back = visit()
    for each in (lost, back):
        each.session.come_by_tls("ab" * 32)
    back.ask("CAP LS 302", "NICK ada")
    assert [m.command for m in lost.ask("NICK ada")] == ["433"]
    assert not back.session.closing


def test_who_is_in_keeps_their_name_whoever_shows_their_key(visit):
    here, other = visit(), visit()
    here.session.come_by_tls("ab" * 32)
    other.session.come_by_tls("ab" * 32)
    here.ask("NICK ada", "USER ada 0 * :Ada")
    assert [m.command for m in other.ask("NICK ada")] == ["433"]
    assert not here.session.closing
