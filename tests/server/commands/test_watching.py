"""WHO, WHOX, WHOIS, WHOWAS and MONITOR: what one can learn of others."""

import pytest


def said(messages):
    return [(m.command, m.params) for m in messages]


def numerics(messages):
    return [m.command for m in messages]


@pytest.fixture
def operator(make_room, enter):
    """Somebody who runs the server, in a room of their own."""
    room = make_room(operators={"root": "secret"})

    def make(nick="root", channel="#general"):
        person = enter(nick, to=room, channel=channel)
        person.ask("OPER root secret")
        return person

    return make


# WHOX: https://ircv3.net/specs/extensions/whox


def test_whox_answers_in_its_own_order(enter):
    """ "Servers MUST send the fields in the order specified above." """
    enter("ada")
    bob = enter("bob")
    expected = ("bob", "123", "#general", "~u", "192.0.2.1", "192.0.2.1", "room.test", "ada", "H~", "0", "0", "0")
    for letters in ("tcuihsnfdlaor", "roaldfnshiuct"):
        row, end = bob.ask(f"WHO ada %{letters},123")
        assert (row.command, row.params) == ("354", (*expected, "n/a", "ada Realname"))
        assert (end.command, end.params[:2]) == ("315", ("bob", "ada"))


@pytest.mark.parametrize(
    ("options", "params"),
    [
        ("%tn,321", ("bob", "321", "ada")),
        ("%na", ("bob", "ada", "0")),
        ("%nx", ("bob", "ada")),
        ("o%n", None),
        ("%tn", ("bob", "ada")),
    ],
)
def test_whox_answers_what_was_asked(enter, options, params):
    """ "Servers MUST ignore any non-standard field they don't support." """
    enter("ada")
    rows = [m.params for m in enter("bob").ask(f"WHO ada {options}") if m.command == "354"]
    assert rows == ([params] if params else [])


def test_whox_tells_accounts(enter):
    ada = enter("ada")
    ada.session.person.account = "lovelace"
    assert enter("bob").ask("WHO ada %na")[0].params == ("bob", "ada", "lovelace")


@pytest.mark.parametrize("mask", ["ada", "ADA", "ad*", "192.0.2.*", "*"])
def test_who_finds_by_name_and_address(enter, mask):
    enter("ada")
    bob = enter("bob", channel="")
    answer = bob.ask(f"WHO {mask}")
    assert "ada" in [m.params[5] for m in answer if m.command == "352"]
    assert answer[-1].params[1] == mask


def test_who_shows_operators_and_those_away(operator, enter):
    root = operator()
    bob = enter("bob", to=root.session.room)
    root.send("AWAY :tea")
    assert bob.ask("WHO root")[0].params[6] == "G*~"
    assert [m.params[5] for m in bob.ask("WHO * o") if m.command == "352"] == ["root"]
    assert bob.ask("USERHOST root")[0].params[1].startswith("root*=-")


def test_whois_tells_everything_that_may_be_known(operator, enter):
    root = operator()
    ada = enter("ada", to=root.session.room)
    root.session.person.account, root.session.secure, root.session.certificate = "root", True, "ab12"
    assert numerics(ada.ask("WHOIS root")) == ["311", "319", "312", "313", "330", "671", "317", "318"]
    assert "276" in numerics(root.ask("WHOIS root"))
    assert ada.ask("WHOIS root")[4].params == ("ada", "root", "root", "is logged in as")


def test_where_the_invisible_are_only_their_neighbours_know(enter):
    ada, bob = enter("ada"), enter("bob", channel="")
    ada.send("MODE ada +i")
    assert "319" not in numerics(bob.ask("WHOIS ada"))
    bob.send("JOIN #general")
    assert "319" in numerics(bob.ask("WHOIS ada"))


# WHOWAS


def leave(enter, nick, user):
    person = enter(nick)
    person.session.person.user = user
    person.send("QUIT")


def test_who_was_here_is_told_the_last_first(enter):
    """ "The history is searched backward, returning the most recent entry first." """
    ada = enter("ada")
    leave(enter, "bob", "one")
    leave(enter, "Bob", "two")
    assert [m.params[2] for m in ada.ask("WHOWAS bob") if m.command == "314"] == ["two", "one"]
    assert numerics(ada.ask("WHOWAS bob 1")) == ["314", "312", "369"]
    for count in ("2", "0", "-1"):
        assert numerics(ada.ask(f"WHOWAS bob {count}")).count("314") == 2
    assert numerics(ada.ask("WHOWAS *ob")).count("314") == 2
    assert ada.ask("WHOWAS BOB")[0].params == ("ada", "Bob", "two", "192.0.2.1", "*", "Bob Realname")


def test_several_who_were_here(enter):
    ada = enter("ada")
    leave(enter, "bob", "b")
    leave(enter, "eve", "e")
    for targets in ("bob,eve", "eve,bob"):
        answer = ada.ask(f"WHOWAS {targets}")
        assert [m.params[1] for m in answer if m.command == "314"] == ["eve", "bob"]
        assert answer[-1].params[1] == targets


def test_an_old_name_is_remembered(enter):
    ada, bob = enter("ada"), enter("bob")
    bob.send("NICK robert")
    assert numerics(ada.ask("WHOWAS bob")) == ["314", "312", "369"]


def test_nobody_was_here(enter):
    """ "At the end of all reply batches, there must be RPL_ENDOFWHOWAS (even if […] it was an error)." """
    ada = enter("ada")
    assert [(m.command, m.params[:2]) for m in ada.ask("WHOWAS bob")] == [
        ("406", ("ada", "bob")),
        ("369", ("ada", "bob")),
    ]
    assert numerics(ada.ask("WHOWAS")) == ["431"]


# MONITOR: https://ircv3.net/specs/extensions/monitor


def test_one_is_told_who_comes_and_goes(enter):
    ada = enter("ada")
    assert said(ada.ask("MONITOR + bob")) == [("731", ("ada", "bob"))]
    bob = enter("bob", channel="")
    assert said(ada.heard()) == [("730", ("ada", "bob!~u@192.0.2.1"))]
    bob.send("QUIT")
    assert said(ada.heard()) == [("731", ("ada", "bob"))]


def test_a_name_is_not_here_before_its_owner_is_in(enter, visit):
    ada = enter("ada")
    ada.ask("MONITOR + bob")
    visit().send("NICK bob")
    assert ada.heard() == []


def test_names_that_change_come_and_go(enter):
    ada, bob = enter("ada"), enter("bob", channel="")
    assert said(ada.ask("MONITOR + bob,qux")) == [
        ("730", ("ada", "bob!~u@192.0.2.1")),
        ("731", ("ada", "qux")),
    ]
    bob.send("NICK qux")
    assert said(ada.heard()) == [("731", ("ada", "bob")), ("730", ("ada", "qux!~u@192.0.2.1"))]
    bob.send("NICK QUX")
    assert ada.heard() == []
    bob.send("NICK zoe")
    assert said(ada.heard()) == [("731", ("ada", "QUX"))]


def test_the_list_can_be_seen_shortened_and_cleared(enter):
    ada = enter("ada")
    ada.ask("MONITOR + bob,eve,BOB")
    assert said(ada.ask("MONITOR L")) == [("732", ("ada", "bob,eve")), ("733", ("ada", "End of the list"))]
    assert ada.ask("MONITOR - Bob,nobody") == []
    assert said(ada.ask("MONITOR s")) == [("731", ("ada", "eve"))]
    assert ada.ask("MONITOR C") == []
    assert numerics(ada.ask("MONITOR L")) == ["733"]
    enter("eve")
    assert "730" not in numerics(ada.heard())


def test_what_nobody_can_be_called_is_not_watched_for(enter):
    """ "'target' MUST be a valid nick as determined by the IRC daemon." """
    ada = enter("ada")
    assert ada.ask("MONITOR + *!user@localhost", "MONITOR +", "MONITOR x y") == []
    assert numerics(ada.ask("MONITOR")) == ["461"]


def test_there_is_a_limit_to_watching(make_room, enter):
    ada = enter("ada", to=make_room(monitor=2))
    answer = ada.ask("MONITOR + a,b,c,d")
    assert [(m.command, m.params[1:3]) for m in answer] == [("734", ("2", "c,d")), ("731", ("a,b",))]


def test_who_leaves_watches_no_more(enter, room):
    ada = enter("ada")
    ada.send("MONITOR + bob", "QUIT")
    assert list(room.watch.watchers_of("bob")) == []


@pytest.mark.parametrize("extended", ["extended-monitor", "draft/extended-monitor"])
@pytest.mark.parametrize(
    ("needs", "line", "told"), [("away-notify", "AWAY :tea", "AWAY"), ("setname", "SETNAME :B", "SETNAME")]
)
def test_what_somebody_does_is_told_too_to_who_asked_for_both(enter, extended, needs, line, told):
    """ "If `away-notify` is also enabled, the client will get AWAY notifications for monitored nicks." """
    ada, other = enter("ada", extended, needs, channel=""), enter("other", needs, channel="")
    neighbour = enter("eve", extended, needs, channel="#x")
    bob = enter("bob", channel="#x")
    for watcher in (ada, other, neighbour):
        watcher.send("MONITOR + bob")
        watcher.lines()
    bob.send(line)
    assert numerics(ada.heard()) == [told]
    assert numerics(neighbour.heard()) == [told]
    assert other.heard() == []
