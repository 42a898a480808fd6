"""What people and channels say about themselves: https://ircv3.net/specs/extensions/metadata."""

from __future__ import annotations

import pytest

CAPS = ("batch", "draft/metadata-3")
NAME = "Ada the First"


def batch(answer):
    opening, *inner, closing = answer
    assert (opening.command, opening.params[1]) == ("BATCH", "metadata")
    assert closing.params == (f"-{opening.params[0][1:]}",)
    return [(m.command, m.params) for m in inner]


def value(person, target, key):
    ((numeric, params),) = batch(person.ask(f"METADATA {target} GET {key}"))
    return params[-1] if numeric == "761" else None


def failure(answer):
    (message,) = answer
    assert (message.command, message.params[0]) == ("FAIL", "METADATA")
    return message.params[1:-1]


@pytest.mark.parametrize(("target", "asked"), [("*", "*"), ("*", "ada"), ("ada", "*"), ("ADA", "ada")])
def test_what_is_set_is_told(enter, target, asked):
    ada = enter("ada", *CAPS)
    (answer,) = ada.ask(f"METADATA {target} SET display-name :{NAME}")
    assert (answer.command, answer.params) == ("761", ("ada", "ada", "display-name", "*", NAME))
    assert batch(ada.ask(f"METADATA {asked} GET display-name")) == [("761", ("ada", "ada", "display-name", "*", NAME))]
    assert batch(ada.ask("METADATA * LIST")) == [("761", ("ada", "ada", "display-name", "*", NAME))]


def test_every_key_is_answered_in_order(enter):
    ada = enter("ada", *CAPS)
    answer = batch(ada.ask("METADATA * GET display-name $url avatar"))
    assert [(command, params[-2]) for command, params in answer] == [
        ("766", "display-name"), ("FAIL", "$url"), ("766", "avatar")
    ]  # fmt: skip


def test_what_is_unset_is_gone(enter):
    ada = enter("ada", *CAPS)
    ada.ask(f"METADATA * SET display-name :{NAME}")
    (answer,) = ada.ask("METADATA * SET display-name")
    assert (answer.command, answer.params[:3]) == ("766", ("ada", "ada", "display-name"))
    assert batch(ada.ask("METADATA * LIST")) == []
    assert failure(ada.ask("METADATA * SET display-name")) == ("KEY_NOT_SET", "ada", "display-name")


def test_clearing_tells_each_key_that_is_gone(enter):
    ada = enter("ada", *CAPS)
    ada.ask("METADATA * SET avatar :a", "METADATA * SET color :b")
    assert [params[2] for _, params in batch(ada.ask("METADATA * CLEAR"))] == ["avatar", "color"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("nobody LIST", ("INVALID_TARGET", "nobody")),
        ("#none LIST", ("INVALID_TARGET", "#none")),
        ("#elsewhere GET topic", ("INVALID_TARGET", "#elsewhere")),
        ("* BURN", ("INVALID_SUBCOMMAND", "BURN")),
        ("* SET $url :x", ("KEY_INVALID", "$url")),
        ("* SET :a b", ("KEY_INVALID", "*")),
        ("bob SET url :x", ("KEY_NO_PERMISSION", "bob", "url")),
        ("bob CLEAR", ("KEY_NO_PERMISSION", "bob", "*")),
        ("#general SET url :x", ("KEY_NO_PERMISSION", "#general", "url")),
        ("* SET url :" + "x" * 301, ("INVALID_VALUE", "url")),
        ("* SET url :" + "💜" * 76, ("INVALID_VALUE", "url")),
    ],
)
def test_what_cannot_be_is_refused(enter, command, code):
    enter("bob"), enter("eve", channel="#elsewhere")
    assert failure(enter("ada", *CAPS).ask(f"METADATA {command}")) == code


def test_no_line_is_longer_than_lines_are(enter):
    """ "The size limit for the rest of the message remains unchanged at 512 bytes." """
    long = "小" * 32
    ada = enter(long, *CAPS)
    ada.ask(f"METADATA * SET {'k' * 64} :{'é' * 150}")
    bob = enter("明" * 32, *CAPS)
    bob.send(f"METADATA {long} LIST")
    assert max(len(line.partition(" ")[2].encode()) for line in bob.lines()) in (509, 510)


def test_nobody_says_too_much(enter):
    ada = enter("ada", *CAPS)
    ada.ask(*[f"METADATA * SET key{number} :x" for number in range(25)])
    assert failure(ada.ask("METADATA * SET one-more :x")) == ("LIMIT_REACHED", "ada")
    assert ada.ask("METADATA * SET key1 :y")[0].command == "761"


def test_who_subscribes_is_told_of_changes(enter):
    """ "all users sharing a channel with that user … will receive a METADATA message notifying them of the change"."""
    ada, bob, eve = enter("ada", *CAPS), enter("bob", *CAPS), enter("eve", *CAPS, channel="#elsewhere")
    (answer,) = bob.ask("METADATA * SUB display-name avatar")
    assert (answer.command, answer.params) == ("770", ("bob", "display-name", "avatar"))
    eve.ask("METADATA * SUB display-name")
    ada.ask(f"METADATA * SET display-name :{NAME}", "METADATA * SET color :red", "METADATA * SET display-name")
    assert [(m.command, m.params[:3]) for m in bob.heard()] == [
        ("761", ("bob", "ada", "display-name")), ("766", ("bob", "ada", "display-name"))
    ]  # fmt: skip
    assert eve.heard() == []


def test_a_channel_says_what_its_operators_set(enter):
    ada, bob = enter("ada", *CAPS), enter("bob", *CAPS)
    bob.ask("METADATA * SUB avatar")
    ada.ask("METADATA #general SET avatar :x")
    assert bob.heard()[0].params == ("bob", "#general", "avatar", "*", "x")
    assert value(bob, "#general", "avatar") == "x"


def test_who_comes_is_told_what_is_said_already(enter):
    ada, bob = enter("ada", *CAPS), enter("bob", *CAPS, channel="")
    ada.ask("METADATA #general SET url :u", f"METADATA * SET display-name :{NAME}", "METADATA * SET color :red")
    bob.ask("METADATA * SUB display-name url", "METADATA * SET display-name :B")
    ada.ask("METADATA * SUB display-name")
    told = [m.params[1:] for m in bob.ask("JOIN #general") if m.command == "761"]
    assert told == [("#general", "url", "*", "u"), ("ada", "display-name", "*", NAME)]
    assert ada.heard()[-1].params == ("ada", "bob", "display-name", "*", "B")


def test_subscribing_tells_what_is_said_at_the_moment(enter):
    ada, bob = enter("ada", *CAPS), enter("bob", *CAPS)
    ada.ask(f"METADATA * SET display-name :{NAME}")
    done, *current = bob.ask("METADATA * SUB display-name")
    assert done.command == "770"
    assert batch(current) == [("761", ("bob", "ada", "display-name", "*", NAME))]
    assert batch(bob.ask("METADATA #general SYNC")) == batch(current)


def test_subscriptions_are_listed_and_ended(enter):
    """ "If the client successfully unsubscribes from a key, or is not subscribed to a requested key, that key MUST
    appear in a RPL_METADATAUNSUBOK reply numeric. If the key's name is invalid, the server sends a FAIL […] and
    continues processing keys."
    """
    ada = enter("ada", *CAPS)
    ada.ask("METADATA * SUB a b c")
    failed, left = ada.ask("METADATA * UNSUB B $url x")
    assert (failed.params[:3], left.params) == (("METADATA", "KEY_INVALID", "$url"), ("ada", "b", "x"))
    assert ada.ask("METADATA * SUBS")[0].params == ("ada", "a", "c")
    ada.ask("METADATA * UNSUB a c")
    assert ada.ask("METADATA * SUBS") == []


def test_there_are_only_so_many_subscriptions(enter):
    """ "The <key> parameter of the FAIL METADATA TOO_MANY_SUBS reply MUST be this first key". "The server responds with
    zero or more RPL_METADATASUBS numerics. The server MUST NOT list the same key multiple times".
    """
    ada = enter("ada", *CAPS)
    wanted = [f"k{number}" for number in range(48)] + ["x" * 64]
    for start in range(0, 49, 25):
        ada.ask("METADATA * SUB " + " ".join(wanted[start : start + 25]))
    told = ada.ask("METADATA * SUBS")
    assert [key for m in told for key in m.params[1:]] == wanted
    assert all(len(m.params) <= 15 for m in told)
    failed, taken = ada.ask("METADATA * SUB k49 k50 k1")
    assert failed.params[:3] == ("METADATA", "TOO_MANY_SUBS", "k50")
    assert taken.params == ("ada", "k49")


def test_one_may_say_something_before_one_is_in(visit):
    ada = visit()
    ada.ask("CAP LS 302", f"CAP REQ :{' '.join(CAPS)}")
    assert ada.ask(f"METADATA * SET display-name :{NAME}")[0].params == ("*", "*", "display-name", "*", NAME)
    burst = ada.ask("NICK ada", "USER a 0 * :a", "CAP END")
    assert batch(burst[-3:]) == [("761", ("ada", "ada", "display-name", "*", NAME))]


def test_whois_shows_what_people_can_read(enter):
    ada, bob = enter("ada", *CAPS), enter("bob")
    ada.ask(f"METADATA * SET display-name :{NAME}", "METADATA * SET color :red")
    told = [m.params for m in bob.ask("WHOIS ada") if m.command == "760"]
    assert told == [("bob", "ada", "display-name", "*", NAME)]


def test_what_somebody_says_stays_with_their_account_and_else_ends_with_the_visit(enter, room):
    ada, bob = enter("ada", *CAPS), enter("bob", *CAPS)
    for person in (ada, bob):
        person.ask("METADATA * SET color :red")
    ada.ask("REGISTER * * secret")
    for person in (ada, bob):
        room.dismiss(person.session, "done")
    again = enter("somebody", *CAPS)
    assert value(again, "*", "color") is None
    again.session.person.account = "ada"
    assert value(again, "*", "color") == "red"
    assert room.metadata.of(bob.session.person.identity) == {}


def test_who_watches_over_somebody_is_told_what_they_say_when_they_are_here(enter, visit):
    """Clients SHOULD receive the current values of keys they are subscribed to when they MONITOR a user, or when one of
    their monitored users comes online.
    """
    ada, bob = enter("ada", *CAPS, channel=""), visit()
    ada.send("METADATA * SUB status", "MONITOR + bob")
    bob.send(f"CAP REQ :{' '.join(CAPS)}", "NICK bob", "METADATA * SET status :here")
    ada.lines()
    bob.send("USER u 0 * :Bob", "CAP END")
    online, opening, value, _ = ada.heard()
    assert (online.command, opening.params[1:]) == ("730", ("metadata", "bob"))
    assert value.params == ("ada", "bob", "status", "*", "here")
    assert [m.command for m in ada.ask("MONITOR + bob,nobody")] == ["730", "731", "BATCH", "761", "BATCH"]
