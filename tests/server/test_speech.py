"""The hot path says exactly what the long way would have said."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.commands.registry import handle

WORDS = [
    "#general",
    "#other",
    "#General",
    "bob",
    "#none",
    ":hi",
    "hi",
    ":",
    ":ü",
    "",
    " ",
    ":a :b",
    "@+a=1",
    "@label=9",
]
COMMANDS = ["PRIVMSG", "privmsg", "NOTICE", "TAGMSG", "JOIN", "PART", "MODE", "PING", "NICK"]


def talk(room, enter, lines, *, short):
    """Send lines by one way or the other; give back what everybody heard, without what chance and time add."""
    people = [
        enter("ada", "echo-message", to=room),
        enter("bob", "message-tags", to=room),
        enter("eve", "server-time", to=room),
        enter("zoe", channel="#other", to=room),
    ]
    people[0].send("JOIN #other")
    for person in people:
        person.lines()
    if short:
        people[0].send(*lines)
    else:
        for line in lines:
            handle(people[0].session, line.encode())
    return [
        [(m.source, m.command, m.params, {key: m.tags[key] for key in m.tags if key[0] == "+"}) for m in person.heard()]
        for person in people
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(
        st.builds(
            lambda c, w: " ".join([c, *w]), st.sampled_from(COMMANDS), st.lists(st.sampled_from(WORDS), max_size=3)
        )
    )
)
def test_both_ways_lead_to_the_same(make_room, enter, lines):
    assert talk(make_room(), enter, lines, short=True) == talk(make_room(), enter, lines, short=False)


def test_lines_in_a_row_become_one_piece_for_each_kind_of_reader(enter):
    ada, bob, eve = enter("ada"), enter("bob"), enter("eve")
    bob.lines(), eve.lines()
    ada.send(*["PRIVMSG #general :x"] * 64)
    assert len(bob.session.mailbox) == 1
    assert bob.session.mailbox[0] is eve.session.mailbox[0]
    assert len(bob.lines()) == 64


def test_order_is_kept_across_channels_and_commands(enter):
    ada, bob = enter("ada"), enter("bob")
    for person in (ada, bob):
        person.send("JOIN #b")
    bob.lines()
    ada.send(
        "PRIVMSG #general :1", "PRIVMSG #b :2", "TOPIC #b :3", "PRIVMSG #b :4", "@a PRIVMSG #b :5", "PRIVMSG #b :6"
    )
    assert [m.params[-1] for m in bob.heard()] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("when", ["before", "between"])
def test_who_changes_what_they_can_take_gets_it_from_then_on(enter, when):
    ada, bob = enter("ada"), enter("bob")
    bob.lines()
    if when == "between":
        ada.send("PRIVMSG #general :first")
        assert bob.heard()[0].tags == {}
    bob.ask("CAP REQ message-tags")
    ada.send("PRIVMSG #general :second")
    assert "msgid" in bob.heard()[0].tags


def test_nobody_hears_what_is_said_after_they_left(enter):
    ada, bob = enter("ada"), enter("bob")
    ada.send("PRIVMSG #general :1")
    bob.ask("PART #general")
    ada.send("PRIVMSG #general :2")
    assert bob.heard() == []


def test_who_asks_for_more_than_anybody_can_read_is_dropped(enter, room):
    ada = enter("ada")
    ada.send(*["LIST"] * 20_000)
    assert ada.lines()[-1] == "ERROR :Closing link: SendQ exceeded"
    assert room.parting == [ada.session]
