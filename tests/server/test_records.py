"""The same room after it was closed, or killed, and opened again."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest

MODERN = ("batch", "draft/chathistory", "draft/read-marker", "echo-message", "message-tags", "server-time")


@pytest.fixture
def reopen(make_room, tmp_path):
    """The room, anew, from what it kept: as after a crash, unless it was closed before."""

    def reopen(**tables):
        return make_room({"data_dir": str(tmp_path)}, **tables)

    return reopen


def words(answer):
    return [(m.tags["msgid"], m.tags["time"], m.params[-1]) for m in answer if m.command == "PRIVMSG"]


def test_every_message_is_there_once_with_the_same_id_and_time(reopen, enter, clock):
    room = reopen()
    ada = enter("ada", *MODERN, to=room)
    said = words(ada.ask("PRIVMSG #general :1", *["PRIVMSG #general :more"] * 5, "@+x=1 PRIVMSG #general :tagged"))
    room.memory.write()
    ada.ask("PRIVMSG #general :not kept, and nobody was told")
    again = enter("ada", *MODERN, to=reopen())
    assert words(again.ask("CHATHISTORY LATEST #general * 50")) == said


def test_times_go_on_after_those_that_were_kept(reopen, enter, clock):
    room = reopen()
    ada = enter("ada", *MODERN, to=room)
    last = words(ada.ask("PRIVMSG #general :1"))[0]
    room.memory.write()
    clock.now -= 1000
    again = enter("ada", *MODERN, to=reopen())
    assert words(again.ask("PRIVMSG #general :2"))[0][:2] > last[:2]


def test_channels_are_what_they_were(reopen, enter):
    room = reopen()
    ada = enter("ada", to=room)
    ada.ask(
        "JOIN #Café",
        "TOPIC #Café :Welcome", "MODE #Café +imk secret", "MODE #Café +b *!*@192.0.2.7", "MODE #Café +l 7",
        "MODE #general +t",
    )  # fmt: skip
    room.memory.write()
    before, after = room.channels.find("#café"), reopen().channels.find("#café")
    assert (after.name, after.topic, after.modes, after.settings, after.created_at) == (
        before.name, before.topic, before.modes, before.settings, before.created_at
    )  # fmt: skip
    assert list(after.lists["b"]) == list(before.lists["b"])
    assert "t" in reopen().channels.find("#general").modes


def test_a_channel_that_is_gone_stays_gone(reopen, enter):
    room = reopen()
    enter("ada", to=room, channel="#gone").ask("PART #gone")
    room.memory.write()
    assert reopen().channels.find("#gone") is None


def test_what_a_channel_was_at_last_stays_with_what_was_said_in_it(reopen, enter):
    room = reopen()
    enter("ada", to=room, channel="#gone").ask("TOPIC #gone :Tea", "MODE #gone +b eve!*@*", "PART #gone")
    room.memory.write()
    ((number, was),) = room.memory.store.rows("SELECT id, was FROM buffers WHERE was NOT NULL")
    state = json.loads(was)
    assert (state["name"], state["topic"]["text"], state["lists"]["b"][0]["mask"]) == ("#gone", "Tea", "eve!*@*")
    assert room.memory.store.row("SELECT count(*) FROM messages WHERE buffer = ?", number) == (4,)


def test_a_renamed_channel_keeps_its_new_name_and_all_else(reopen, enter):
    room = reopen()
    ada = enter("ada", *MODERN, to=room, channel="#old")
    said = words(ada.ask("PRIVMSG #old :1"))
    ada.ask("TOPIC #old :x", "RENAME #old #new")
    room.memory.write()
    again = reopen()
    assert again.channels.find("#old") is None
    assert again.channels.find("#new").topic.text == "x"
    assert words(enter("bob", *MODERN, to=again, channel="#new").ask("CHATHISTORY LATEST #new * 9")) == said


def test_who_has_an_account_comes_back_to_their_rank(reopen, enter):
    room = reopen()
    ada = enter("ada", to=room, channel="#hers")
    ada.ask("REGISTER * * secret", "PART #hers")
    assert room.channels.find("#hers") is not None  # it is hers, and waits for her
    room.memory.write()
    room = reopen()
    eve = enter("eve", to=room, channel="#hers")
    assert room.channels.find("#hers").power(eve.session.person) == 0
    ada = enter("somebody", to=room, channel="")
    ada.session.person.account = "ada"
    eve.lines()
    ada.ask("JOIN #hers")
    assert room.channels.find("#hers").is_operator(ada.session.person)
    assert eve.lines()[-1] == f":{room.server_name} MODE #hers +o somebody"  # those who are there already are told


def test_a_rank_that_was_taken_is_not_come_back_to(reopen, enter):
    room = reopen()
    ada = enter("ada", to=room, channel="#c")
    bob = enter("bob", to=room, channel="#c")
    bob.ask("REGISTER * * secret")
    ada.ask("MODE #c +o bob", "MODE #c -o bob")
    bob.ask("PART #c", "JOIN #c")
    assert room.channels.find("#c").power(bob.session.person) == 0


def test_accounts_marks_and_metadata_are_there_again(reopen, enter):
    room = reopen()
    ada = enter("ada", *MODERN, to=room)
    ada.ask("REGISTER * * secret", "MARKREAD #general timestamp=2019-01-04T14:33:26.123Z", "METADATA * SET color :red")
    room.memory.write()
    room = reopen()
    assert room.accounts.find("ADA").name == "ada"
    assert room.marks.get("=ada", "#general") == 1546612406123
    assert room.metadata.of("=ada") == {"color": "red"}


def test_bans_hold(reopen, enter):
    room = reopen()
    enter("ada", to=room, channel="#c").ask("MODE #c +b eve!*@*")
    room.memory.write()
    eve = enter("eve", to=reopen(), channel="")
    assert eve.ask("JOIN #c")[0].command == "474"


def test_what_was_taken_back_stays_so(reopen, enter):
    room = reopen()
    ada = enter("ada", *MODERN, to=room)
    ((msgid, _, _),) = words(ada.ask("PRIVMSG #general :oops"))
    ada.ask(f"REDACT #general {msgid}")
    room.memory.write()
    assert words(enter("bob", *MODERN, to=reopen()).ask("CHATHISTORY LATEST #general * 9")) == []


def test_a_room_whose_file_is_full_says_so_to_operators_and_goes_on(make_room, enter, tmp_path, log):
    room = make_room({"data_dir": str(tmp_path)})
    ada, bob = enter("ada", to=room), enter("bob", to=room)
    bob.session.person.bear({"o"})
    bob.lines()
    room.memory.write()
    pages = room.memory.store.row("PRAGMA page_count")[0]
    room.memory.store.row(f"PRAGMA max_page_count = {pages}")
    for _ in range(20):
        ada.send(*[f"PRIVMSG #general :{'x' * 400}"] * 20)
        room.memory.write()
    heard = bob.heard()
    assert len([m for m in heard if m.command == "PRIVMSG"]) == 400
    (warning,) = (m for m in heard if m.command == "NOTICE")
    assert "is not being kept" in warning.params[1]
    assert any(line.kind == "problem" and "is not being kept" in line.text for line in log)


@contextmanager
def out_of_reach(room):
    """The room's file cannot be written for a while, as when the disk is full."""
    room.memory.store.row("PRAGMA query_only = ON")
    yield
    room.memory.write()
    assert room.memory.store.is_failing
    room.memory.store.row("PRAGMA query_only = OFF")


def test_channels_are_what_they_have_become_while_the_file_could_not_be_written(reopen, enter):
    room = reopen()
    ada, bob = enter("ada", *MODERN, to=room, channel="#gone"), enter("bob", *MODERN, to=room)
    ada.ask("PRIVMSG #gone :for those who were there", "JOIN #old", "PRIVMSG #old :kept")
    room.memory.write()
    with out_of_reach(room):
        ada.ask("PART #gone", "RENAME #old #new", "JOIN #made")
        bob.ask("JOIN #gone")
        assert words(bob.ask("CHATHISTORY LATEST #gone * 9")) == []
    bob.ask("PRIVMSG #general :there you are")
    room.memory.write()
    ada.ask("PRIVMSG #made :kept, too")
    room.memory.write()
    again = reopen()
    assert set(again.channels) == {"#general", "#gone", "#new", "#made"}
    eve = enter("eve", *MODERN, to=again)
    eve.ask("JOIN #gone,#new,#made")
    said = {name: [text for *_, text in words(eve.ask(f"CHATHISTORY LATEST {name} * 9"))] for name in again.channels}
    assert said == {"#general": ["there you are"], "#gone": [], "#new": ["kept"], "#made": ["kept, too"]}


def test_what_is_taken_back_while_the_file_cannot_be_written_stays_so(reopen, enter):
    room = reopen()
    ada = enter("ada", *MODERN, to=room)
    ((msgid, _, _),) = words(ada.ask("PRIVMSG #general :oops"))
    room.memory.write()
    with out_of_reach(room):
        ada.ask(f"REDACT #general {msgid}")
    ada.ask("PRIVMSG #general :phew")
    room.memory.write()
    bob = enter("bob", *MODERN, to=reopen())
    assert [text for *_, text in words(bob.ask("CHATHISTORY LATEST #general * 9"))] == ["phew"]


def test_who_loses_a_rank_or_is_killed_while_the_file_cannot_be_written_has_done_so(reopen, enter):
    always_on = {"always_on": "opt-out"}
    room = reopen(accounts=always_on)
    ada, bob = enter("ada", to=room, channel="#c"), enter("bob", to=room, channel="#c")
    for person in (ada, bob):
        person.ask("REGISTER * * secret")
    ada.ask("MODE #c +o bob")
    room.memory.write()
    with out_of_reach(room):
        ada.ask("MODE #c -o bob")
        bob.ask("PART #c", "JOIN #c")
        assert room.channels.find("#c").power(bob.session.person) == 0
        room.remove(bob.session.person, "Killed")
    ada.ask("PRIVMSG #c :there you are")
    room.memory.write()
    again = reopen(accounts=always_on)
    assert [person.nick for person in again.registered()] == ["ada"]
    bob = enter("bobby", to=again, channel="")
    bob.session.person.account = "bob"
    bob.ask("JOIN #c")
    assert again.channels.find("#c").power(bob.session.person) == 0


def test_retention_is_looked_after(reopen, enter, clock):
    room = reopen(history={"retention_messages": 2, "retention_days": 1})
    ada = enter("ada", *MODERN, to=room)
    ada.ask(*[f"PRIVMSG #general :{number}" for number in range(5)])
    clock.now += 1000
    ada.session.heard_at = clock.now
    ada.ask("@+a PRIVMSG #general :5", "@+a PRIVMSG #general :6")
    room.tick()
    assert [text for *_, text in words(ada.ask("CHATHISTORY LATEST #general * 9"))] == ["5", "6"]
    clock.now += 2 * 24 * 3600
    ada.session.heard_at = clock.now
    room.tick()
    assert words(ada.ask("CHATHISTORY LATEST #general * 9")) == []


def test_a_room_without_a_file_remembers_only_so_much(make_room, enter):
    room = make_room()
    ada = enter("ada", to=room)
    for _ in range(50):
        ada.send(*["PRIVMSG #general :x"] * 1000)
        room.memory.write()
    ((kept,),) = room.memory.store.rows("SELECT sum(count) FROM messages")
    assert 10_000 <= kept <= 31_000
