"""People who are there even while they are not connected: https://ircv3.net/specs/extensions/persistence."""

from __future__ import annotations

import base64

import pytest

OPT_OUT = {"always_on": "opt-out"}


@pytest.fixture
def room(make_room):
    return make_room(accounts=OPT_OUT)


def with_account(enter, nick, *capabilities, channel="#general"):
    person = enter(nick, *capabilities, channel=channel)
    person.ask("REGISTER * * secret")
    return person


def come_back(person, nick, *capabilities):
    """What somebody is told who logs in and takes their name."""
    words = base64.b64encode(f"\0{nick}\0secret".encode()).decode()
    return person.ask(
        "CAP LS 302", f"CAP REQ :sasl {' '.join(capabilities)}", f"NICK {nick}", "USER new 0 * :New",
        "AUTHENTICATE PLAIN", f"AUTHENTICATE {words}", "CAP END",
    )  # fmt: skip


def names(person, channel="#general"):
    return {name for m in person.ask(f"NAMES {channel}") if m.command == "353" for name in m.params[-1].split()}


def test_who_leaves_is_still_there_and_away(enter):
    ada, bob = with_account(enter, "ada", channel="#c"), enter("bob", "away-notify", channel="#c")
    bob.lines()
    assert ada.ask("QUIT :bye")[-1].command == "ERROR"
    assert [m.command for m in bob.heard()] == ["AWAY"]
    assert names(bob, "#c") == {"@ada", "bob"}
    assert [m.command for m in bob.ask("PRIVMSG ada :hi")] == ["301"]


def test_who_comes_back_is_where_they_were(enter, visit, room):
    """When a client username or host is changed, servers MUST send the CHGHOST message to other clients who share
    channels with the target client and who have enabled the chghost capability. When the capability is not enabled for
    other clients, servers SHOULD send fallback messages to simulate the client reconnecting. For shared channels, the
    simulated events SHOULD include appropriate QUIT, JOIN and MODE commands.
    """
    ada, bob = with_account(enter, "ada", channel="#c"), enter("bob", "away-notify", "chghost", channel="#c")
    old = enter("old", "extended-join", channel="#c")
    ada.ask("QUIT")
    bob.lines(), old.lines()
    back = visit(host="192.0.2.9")
    answer = come_back(back, "ada")
    assert [m.params for m in answer if m.command == "JOIN"] == [("#c",)]
    assert "@ada" in next(m.params[-1] for m in answer if m.command == "353")
    assert [(m.command, m.params) for m in bob.heard()] == [("CHGHOST", ("~new", "192.0.2.9")), ("AWAY", ())]
    assert old.lines()[:3] == [
        ":ada!~u@192.0.2.1 QUIT :Changing hostname",
        ":ada!~new@192.0.2.9 JOIN #c ada :ada Realname",
        ":room.test MODE #c +o ada",
    ]
    assert names(bob, "#c") == {"@ada", "bob", "old"}
    bob.ask("PRIVMSG #c :hi")
    assert back.heard()[-1].params == ("#c", "hi")
    assert room.count == 3


def test_who_comes_back_under_another_name_is_the_one_who_waited(enter, visit, room):
    ada, bob = with_account(enter, "ada", channel="#c"), enter("bob", "chghost", channel="#c")
    ada.ask("NICK ada_gone", "QUIT")
    bob.lines()
    back = visit()
    answer = come_back(back, "ada")
    assert next(m.params[0] for m in answer if m.command == "001") == "ada"
    assert [(m.command, m.params) for m in bob.heard()] == [("CHGHOST", ("~new", "192.0.2.1")), ("NICK", ("ada",))]
    assert names(bob, "#c") == {"@ada", "bob"}
    assert room.count == 2


def test_to_run_the_server_takes_a_connection(enter, visit):
    ada = with_account(enter, "ada")
    ada.session.person.bear({"o", "w"})
    ada.ask("QUIT")
    back = visit()
    come_back(back, "ada")
    assert back.ask("MODE ada")[0].params[-1] == "+w"


def test_the_last_connection_to_end_leaves_somebody_away(enter, visit):
    ada, bob = with_account(enter, "ada"), enter("bob", "away-notify")
    phone = visit()
    come_back(phone, "ada")
    bob.lines()
    ada.ask("QUIT")
    assert bob.heard() == []
    phone.ask("AWAY :on the train", "QUIT")
    assert [m.params for m in bob.heard()] == [("on the train",)]
    come_back(visit(), "ada")
    assert [m.params for m in bob.heard() if m.command == "AWAY"] == [()]


def test_what_was_said_meanwhile_is_to_be_had(enter, visit):
    ada, bob = with_account(enter, "ada"), enter("bob")
    ada.ask("QUIT")
    bob.ask("PRIVMSG ada :call me", "PRIVMSG #general :all of you")
    back = visit()
    come_back(back, "ada", "batch", "draft/chathistory")
    assert [m.params[-1] for m in back.ask("CHATHISTORY LATEST bob * 9")][1:-1] == ["call me"]
    assert [m.params[-1] for m in back.ask("CHATHISTORY LATEST #general * 9")][1:-1] == ["all of you"]


def test_the_numbers_are_right_whoever_comes_and_goes(enter, visit, clock, room):
    ada, bob = with_account(enter, "ada"), enter("bob")
    ada.ask("MODE ada +i")
    ada.ask("QUIT")
    assert "1 users and 1 invisible" in bob.ask("LUSERS")[0].params[-1]
    come_back(visit(), "ada")
    assert "1 users and 1 invisible" in bob.ask("LUSERS")[0].params[-1]
    assert room.count == 2


def test_a_name_that_becomes_free_while_somebody_logs_in_is_theirs(enter, visit, room):
    ada = with_account(enter, "ada")
    back = visit()
    back.ask("CAP LS 302", "NICK ada", "USER new 0 * :New", "AUTHENTICATE PLAIN")
    room.remove(ada.session.person, "gone")
    back.ask(f"AUTHENTICATE {base64.b64encode(b'%cada%csecret' % (0, 0)).decode()}", "CAP END")
    assert room.find("ada") is back.session.person


def test_nobody_else_gets_the_place(enter, visit):
    ada = with_account(enter, "ada")
    ada.ask("QUIT")
    eve = visit()
    assert eve.ask("NICK ada")[0].command == "433"
    eve.ask("CAP LS 302", "NICK ada", "USER eve 0 * :Eve")
    assert [m.command for m in eve.ask("CAP END")] == ["433"]


@pytest.mark.parametrize(
    ("rule", "wish", "status"),
    [
        ("opt-in", None, "DEFAULT OFF"),
        ("opt-in", "ON", "ON ON"),
        ("opt-in", "OFF", "OFF OFF"),
        ("opt-out", None, "DEFAULT ON"),
        ("opt-out", "OFF", "OFF OFF"),
        ("disabled", "ON", "ON OFF"),
    ],
)
def test_everybody_may_choose_within_what_the_room_allows(make_room, enter, rule, wish, status):
    room = make_room(accounts={"always_on": rule})
    ada, bob = enter("ada", to=room), enter("bob", to=room)
    ada.ask("REGISTER * * secret")
    (answer,) = ada.ask(f"PERSISTENCE SET {wish}" if wish else "PERSISTENCE GET")
    assert answer.params == ("STATUS", *status.split())
    bob.lines()
    ada.ask("QUIT")
    assert [m.command for m in bob.heard()] == ([] if status.endswith("ON") else ["QUIT"])


def test_without_an_account_nobody_could_come_back(enter):
    (answer,) = enter("ada").ask("PERSISTENCE SET ON")
    assert answer.params[:2] == ("PERSISTENCE", "ACCOUNT_REQUIRED")


@pytest.mark.parametrize("question", ["SET", "SET MAYBE"])
def test_what_cannot_be_wished_is_refused(enter, question):
    (answer,) = with_account(enter, "ada").ask(f"PERSISTENCE {question}")
    assert answer.params[:2] == ("PERSISTENCE", "INVALID_PARAMETERS")


def test_what_is_not_known_is_passed_over(enter):
    """https://ircv3.net/specs/extensions/persistence: "Implementations SHOULD ignore unrecognized subcommands"."""
    assert enter("ada").ask("PERSISTENCE FORGET") == []


def test_whoever_wants_to_know_hears_when_it_changes(enter, visit):
    """https://ircv3.net/specs/extensions/persistence: "(e.g. … PERSISTENCE SET from another client connection)"."""
    ada = enter("ada", "draft/persistence")
    assert ("STATUS", "DEFAULT", "ON") in [m.params for m in ada.ask("REGISTER * * secret")]
    phone = visit()
    come_back(phone, "ada")
    assert [m.params for m in phone.ask("PERSISTENCE SET OFF")] == [("STATUS", "OFF", "OFF")]
    assert [m.params for m in ada.heard()] == [("STATUS", "OFF", "OFF")]


def test_a_newcomer_is_told_before_the_message_of_the_day(enter, visit):
    with_account(enter, "ada").ask("QUIT")
    commands = [m.command for m in come_back(visit(), "ada", "draft/persistence")]
    assert commands.index("005") < commands.index("PERSISTENCE") < commands.index("422")


def test_who_is_sent_away_for_good_is_gone(enter, room):
    ada, bob = with_account(enter, "ada"), enter("bob")
    ada.ask("QUIT")
    bob.session.person.bear({"o"})
    bob.lines()
    answer = bob.ask("KILL ada :enough")
    assert "QUIT" in [m.command for m in answer]
    assert names(bob) == {"bob"}


def test_who_only_knocks_takes_nobodys_place_away(make_room, enter, visit, tmp_path):
    tables = {"server": {"data_dir": str(tmp_path)}, "accounts": OPT_OUT}
    room = make_room(**tables)
    with_account(lambda *args, **more: enter(*args, to=room, **more), "ada").ask("QUIT")
    room.memory.write()
    words = base64.b64encode(b"\0ada\0secret").decode()
    knocking = visit(room)
    knocking.ask("CAP LS 302", "CAP REQ sasl", "AUTHENTICATE PLAIN", f"AUTHENTICATE {words}", "QUIT")
    second = visit(room)
    come_back(second, "ada")
    second.ask("QUIT")
    room.memory.close()
    assert make_room(**tables).find("ada").detached


def test_where_nobody_is_always_there_any_more_nobody_is_brought_back(make_room, enter, tmp_path):
    server = {"data_dir": str(tmp_path)}
    room = make_room(server, accounts=OPT_OUT)
    enter("ada", to=room).ask("REGISTER * * secret", "QUIT")
    room.memory.close()
    room = make_room(server, accounts={"always_on": "disabled"})
    assert (room.find("ada"), room.count) == (None, 0)


def test_who_wishes_to_stay_no_longer_is_not_there_after_a_restart(make_room, enter, tmp_path):
    server = {"data_dir": str(tmp_path)}
    room = make_room(server, accounts=OPT_OUT)
    ada = enter("ada", to=room)
    ada.ask("REGISTER * * secret")
    room.memory.write()
    ada.ask("NICK adah", "PERSISTENCE SET OFF", "QUIT")
    room.memory.close()
    assert make_room(server, accounts=OPT_OUT).count == 0


def test_they_are_there_after_a_restart(make_room, enter, visit, tmp_path):
    tables = {"server": {"data_dir": str(tmp_path)}, "accounts": OPT_OUT}
    room = make_room(**tables)
    ada = enter("ada", to=room, channel="#c")
    ada.ask("REGISTER * * secret")
    room.memory.write()
    room = make_room(**tables)
    bob = enter("bob", to=room, channel="#c")
    assert names(bob, "#c") == {"@ada", "bob"}
    answer = come_back(visit(room), "ada")
    assert [m.params for m in answer if m.command == "JOIN"] == [("#c",)]
