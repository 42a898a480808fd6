"""What was said before, for those who ask: https://ircv3.net/specs/extensions/chathistory."""

from __future__ import annotations

import pytest

MODERN = ("batch", "draft/chathistory", "echo-message", "labeled-response", "message-tags", "server-time")


@pytest.fixture
def said(enter, clock):
    """Ada, and ten messages of hers in #general."""
    ada = enter("ada", *MODERN)
    messages = []
    for number in range(10):
        clock.now += 0.02
        messages += ada.ask(f"PRIVMSG #general :{number}")
    return ada, messages


def batch(answer, target="#general"):
    """What is within the one batch that the answer is."""
    opening, *inner, closing = answer
    name = opening.params[0][1:]
    assert (opening.command, opening.params[1:]) == ("BATCH", ("chathistory", target))
    assert (closing.command, closing.params) == ("BATCH", (f"-{name}",))
    assert all(message.tags["batch"] == name for message in inner)
    return inner


def numbers(answer, target="#general"):
    return "".join(message.params[-1] for message in batch(answer, target))


def place(message, kind):
    return f"msgid={message.tags['msgid']}" if kind == "msgid" else f"timestamp={message.tags['time']}"


def test_history_is_what_was_said_with_the_same_ids_and_times(said):
    """ "The msgid tag that identifies each individual message … MUST be the msgid tag as originally sent"."""
    ada, messages = said
    answer = batch(ada.ask("CHATHISTORY LATEST #general * 50"))
    assert [(m.source, m.params, m.tags["msgid"], m.tags["time"]) for m in answer] == [
        (m.source, m.params, m.tags["msgid"], m.tags["time"]) for m in messages
    ]


@pytest.mark.parametrize("kind", ["msgid", "timestamp"])
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("LATEST #general {4} 50", "56789"),
        ("LATEST #general {4} 2", "89"),
        ("BEFORE #general {6} 50", "012345"),
        ("BEFORE #general {6} 2", "45"),
        ("AFTER #general {3} 50", "456789"),
        ("AFTER #general {3} 3", "456"),
        ("AROUND #general {7} 1", "7"),
        ("AROUND #general {7} 3", "678"),
        ("AROUND #general {9} 4", "89"),
        ("BETWEEN #general {0} {9} 50", "12345678"),
        ("BETWEEN #general {9} {0} 50", "12345678"),
        ("BETWEEN #general {0} {9} 3", "123"),
        ("BETWEEN #general {9} {0} 3", "678"),
        ("AFTER #general {9} 5", ""),
    ],
)
def test_each_question_gets_its_part(said, kind, question, answer):
    """ "LATEST: […] restricted to those sent after and excluding that timestamp or msgid. BEFORE: up to limit number of
    messages before and excluding the given timestamp or msgid. AFTER: after and excluding. AROUND: a number of messages
    before and after […] with the total number of returned messages not exceeding limit. BETWEEN: […] counted starting
    from and excluding the first message selector, while finishing on and excluding the second. This may be forwards or
    backwards in time." "The order […] SHOULD be ascending time order".
    """
    ada, messages = said
    places = [place(message, kind) for message in messages]
    assert numbers(ada.ask("CHATHISTORY " + question.format(*places))) == answer


@pytest.mark.parametrize(("limit", "answer"), [("1", "9"), ("5", "56789"), ("99999", "0123456789")])
def test_the_latest_are_at_most_as_many_as_wanted(said, limit, answer):
    assert numbers(said[0].ask(f"CHATHISTORY LATEST #general * {limit}")) == answer


def test_nobody_gets_more_at_once_than_is_announced(make_room, enter):
    """ "CHATHISTORY MUST be sent to the client to state the maximum number of messages a client can request in a single
    command, e.g., CHATHISTORY=50."
    """
    room = make_room(history={"playback_max": 3})
    ada = enter("ada", *MODERN, to=room)
    assert any("CHATHISTORY=3" in message.params for message in ada.ask("VERSION"))
    ada.ask(*[f"PRIVMSG #general :{number}" for number in range(10)])
    assert numbers(ada.ask("CHATHISTORY LATEST #general * 100")) == "789"


def test_lines_that_came_in_one_go_are_messages_of_their_own(enter):
    ada = enter("ada", *MODERN)
    sent = ada.ask(*[f"PRIVMSG #general :{number}" for number in range(10)])
    answer = batch(ada.ask(f"CHATHISTORY BETWEEN #general {place(sent[2], 'msgid')} {place(sent[7], 'msgid')} 3"))
    assert [(m.params[-1], m.tags["msgid"], m.tags["time"]) for m in answer] == [
        (m.params[-1], m.tags["msgid"], m.tags["time"]) for m in sent[3:6]
    ]


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        ("", ("INVALID_PARAMS", "*")),
        ("FIRST #general * 10", ("INVALID_PARAMS", "FIRST")),
        ("LATEST #general *", ("INVALID_PARAMS", "LATEST")),
        ("LATEST #general * 10 20", ("INVALID_PARAMS", "LATEST")),
        ("LATEST #general * 0", ("INVALID_PARAMS", "LATEST", "0")),
        ("LATEST #general * -1", ("INVALID_PARAMS", "LATEST", "-1")),
        ("LATEST #general * many", ("INVALID_PARAMS", "LATEST", "many")),
        ("BEFORE #general * 10", ("INVALID_PARAMS", "BEFORE", "*")),
        ("BEFORE #general timestamp=yesterday 10", ("INVALID_PARAMS", "BEFORE", "timestamp=yesterday")),
        ("BEFORE #general msgid=ü 10", ("INVALID_PARAMS", "BEFORE", "msgid=ü")),
        ("LATEST #none * 10", ("INVALID_TARGET", "LATEST", "#none")),
        ("LATEST #elsewhere * 10", ("INVALID_TARGET", "LATEST", "#elsewhere")),
        ("TARGETS * * 10", ("INVALID_PARAMS", "TARGETS", "*")),
        ("TARGETS msgid=x msgid=y 10", ("INVALID_PARAMS", "TARGETS", "msgid=x")),
    ],
)
def test_what_cannot_be_answered_is_refused(enter, question, complaint):
    """ "If the server receives a syntactically invalid CHATHISTORY command, e.g., an unknown subcommand, missing
    parameters, excess parameters, or parameters that cannot be parsed, the INVALID_PARAMS error code SHOULD be
    returned. […] If the target does not exist or the client does not have permissions to query it, the INVALID_TARGET
    error code SHOULD be returned".
    """
    ada, _ = enter("ada", *MODERN), enter("bob", channel="#elsewhere")
    (answer,) = ada.ask(f"CHATHISTORY {question}")
    assert (answer.command, answer.params[:-1]) == ("FAIL", ("CHATHISTORY", *complaint))


def test_events_are_only_for_those_who_can_play_them_back(enter):
    """ "If the client has not negotiated the event-playback capability, the server MUST NOT send any lines other than
    PRIVMSG and NOTICE in the reply batch"."""
    ada, bob = enter("ada", *MODERN, "draft/event-playback"), enter("bob", *MODERN)
    eve = enter("eve")
    ada.ask(
        "TOPIC #general :new",
        "PRIVMSG #general :a",
        "@+draft/react=x TAGMSG #general",
        "@+typing=active TAGMSG #general",
    )
    eve.ask("NICK eva", "QUIT :bye")
    assert [m.command for m in batch(bob.ask("CHATHISTORY LATEST #general * 50"))] == ["PRIVMSG"]
    told = batch(ada.ask("CHATHISTORY LATEST #general * 50"))
    assert [m.command for m in told][-5:] == ["TOPIC", "PRIVMSG", "TAGMSG", "NICK", "QUIT"]
    assert told[-3].tags["+draft/react"] == "x"
    assert [m.command for m in told][:3] == ["JOIN", "JOIN", "JOIN"]


def test_that_something_was_taken_back_is_told_instead_of_it(enter):
    ada, bob = enter("ada", *MODERN), enter("bob", *MODERN, "draft/event-playback")
    for target in ("#general", "bob"):
        (sent,) = ada.ask(f"PRIVMSG {target} :oops")
        ada.ask(f"REDACT {target} {sent.tags['msgid']} :sorry")
        told = batch(
            bob.ask(f"CHATHISTORY AFTER {target.replace('bob', 'ada')} {place(sent, 'timestamp')} 9"),
            target.replace("bob", "ada"),
        )
        assert [(m.command, m.params) for m in told] == [("REDACT", (target, sent.tags["msgid"], "sorry"))]


def test_whom_one_did_not_see_one_does_not_hear_of_later(enter):
    """In an auditorium only those on the stage are seen by all."""
    ada = enter("ada", *MODERN, channel="#hall")
    ada.ask("MODE #hall +u")
    bob = enter("bob", *MODERN, "draft/event-playback", channel="#hall")
    for nick in ("eve", "mallory"):
        enter(nick, channel="#hall").ask(f"NICK {nick}2", "PART #hall" if nick == "eve" else "QUIT")
    assert [m.command for m in batch(bob.ask("CHATHISTORY LATEST #hall * 50"), "#hall")] == ["JOIN", "MODE"]


def test_what_two_people_said_is_theirs_alone(enter):
    """ "If a nickname is given as the target then the server SHOULD include history sent between the current user and
    the target nickname, including outgoing messages". "users cannot obtain history they are not authorised to view."
    """
    ada, bob, eve = (enter(nick, *MODERN) for nick in ("ada", "bob", "eve"))
    ada.ask("PRIVMSG bob :1")
    bob.ask("PRIVMSG ada :2")
    eve.ask("PRIVMSG ada :3")
    assert numbers(ada.ask("CHATHISTORY LATEST bob * 50"), "bob") == "12"
    assert numbers(bob.ask("CHATHISTORY LATEST ADA * 50"), "ada") == "12"
    assert numbers(eve.ask("CHATHISTORY LATEST bob * 50"), "bob") == ""


def test_who_takes_over_a_name_does_not_get_what_was_said_to_it(enter):
    ada, bob = enter("ada", *MODERN), enter("bob", *MODERN)
    ada.ask("PRIVMSG bob :secret")
    bob.ask("QUIT")
    assert numbers(enter("bob", *MODERN).ask("CHATHISTORY LATEST ada * 50"), "ada") == ""
    assert numbers(ada.ask("CHATHISTORY LATEST bob * 50"), "bob") == "secret"


def test_messages_to_oneself_are_kept_once(enter):
    ada = enter("ada", *MODERN)
    ada.ask("PRIVMSG ada :note")
    assert numbers(ada.ask("CHATHISTORY LATEST ada * 50"), "ada") == "note"


@pytest.mark.parametrize(
    ("asked", "name"), [("#GENERAL", "#general"), ("BOB", "bob"), ("EVE", "eve"), ("Nobody", "Nobody")]
)
def test_a_conversation_is_told_under_its_own_name(enter, asked, name):
    """ "the batch MUST have type chathistory and take a single additional parameter, the canonical name of the target
    being queried."
    """
    ada, bob, eve = (enter(nick, *MODERN) for nick in ("ada", "bob", "eve"))
    for person in (bob, eve):
        person.ask("PRIVMSG ada :1")
    eve.ask("QUIT")
    batch(ada.ask(f"CHATHISTORY LATEST {asked} * 9"), name)


def test_targets_are_counted_from_the_first_of_two_times(enter, clock):
    """ "The parameters have the same semantics as BETWEEN […] counted starting from and excluding the first message
    selector, while finishing on and excluding the second. This may be forwards or backwards in time."
    """
    ada = enter("ada", *MODERN)
    for nick in ("bob", "eve", "zoe"):
        clock.now += 60
        enter(nick, channel="").ask("PRIVMSG ada :hi")
    early, late = "timestamp=2000-01-01T00:00:00.000Z", "timestamp=2030-01-01T00:00:00.000Z"
    for times, names in ((f"{early} {late}", ["bob", "eve"]), (f"{late} {early}", ["eve", "zoe"])):
        _, *targets, _ = ada.ask("PART #general", f"CHATHISTORY TARGETS {times} 2")[-4:]
        assert [m.params[1] for m in targets] == names


def test_targets_are_the_conversations_with_something_new(enter, clock):
    """ "it lists channels the user has visible history in, together with users with which the user has exchanged direct
    messages, ordered by the time of the latest message". "For TARGETS, the batch MUST have type
    draft/chathistory-targets."
    """
    ada, bob = enter("ada", *MODERN), enter("bob", *MODERN)
    enter("eve").ask("PRIVMSG ada :hi")
    clock.now += 60
    bob.ask("PRIVMSG ada :hi")
    clock.now += 60
    bob.ask("PRIVMSG #general :hi")
    clock.now += 60
    opening, *targets, _ = ada.ask(
        "CHATHISTORY TARGETS timestamp=2023-11-14T22:13:30.000Z timestamp=2030-01-01T00:00:00.000Z 9"
    )
    assert opening.params[1:] == ("draft/chathistory-targets",)
    assert [m.params for m in targets] == [
        ("TARGETS", "bob", "2023-11-14T22:14:20.000Z"),
        ("TARGETS", "#general", "2023-11-14T22:15:20.000Z"),
    ]


def test_a_labelled_question_has_the_label_on_its_batch(enter):
    ada = enter("ada", *MODERN)
    ada.ask("PRIVMSG #general :1", "PRIVMSG #general :2")
    opening, *inner, closing = ada.ask("@label=x CHATHISTORY LATEST #general * 9")
    assert opening.tags["label"] == "x"
    assert not any("label" in message.tags for message in [*inner, closing])


def test_a_message_of_several_lines_is_a_batch_within(enter):
    """Start and end messages of one batch MAY refer to another batch. If they do, they both MUST have batch tag."""
    ada, bob = enter("ada", *MODERN, "draft/multiline"), enter("bob", *MODERN)
    ada.ask(
        "BATCH +1 draft/multiline #general", "@batch=1 PRIVMSG #general :one", "@batch=1 PRIVMSG #general :two",
        "@batch=1;draft/multiline-concat PRIVMSG #general :three", "BATCH -1",
    )  # fmt: skip
    outer, opening, *lines, closing, last = ada.ask("CHATHISTORY LATEST #general * 9")
    assert opening.params[1:] == ("draft/multiline", "#general")
    assert opening.tags["batch"] == outer.params[0][1:] == last.params[0][1:]
    assert [m.params[-1] for m in lines] == ["one", "two", "three"]
    assert "draft/multiline-concat" in lines[2].tags
    assert closing.tags["batch"] == opening.tags["batch"]
    assert {m.tags["batch"] for m in lines} == {opening.params[0][1:]} == {closing.params[0][1:]}
    assert [m.params[-1] for m in batch(bob.ask("CHATHISTORY LATEST #general * 9"))] == ["one", "two", "three"]


def test_a_channel_that_is_founded_anew_does_not_tell_what_was_said_in_the_one_before(enter):
    ada = enter("ada", *MODERN, channel="#secret")
    ada.ask("PRIVMSG #secret :x", "PART #secret")
    eve = enter("eve", *MODERN, channel="#secret")
    assert numbers(eve.ask("CHATHISTORY LATEST #secret * 9"), "#secret") == ""


def test_without_history_nothing_is_offered_nor_kept(make_room, enter):
    ada = enter("ada", to=make_room(history={"enabled": False}))
    assert "draft/chathistory" not in ada.ask("CAP LS 302")[0].params[-1]
    assert not any("CHATHISTORY" in param for message in ada.ask("VERSION") for param in message.params)
    ada.ask("CAP REQ batch", "PRIVMSG #general :x")
    assert batch(ada.ask("CHATHISTORY LATEST #general * 9")) == []


# Clients that cannot ask


def test_who_cannot_ask_is_shown_the_last_messages_on_joining(enter):
    ada = enter("ada")
    ada.ask("PRIVMSG #general :hi", "PRIVMSG #general :\x01ACTION waves\x01", "PRIVMSG #general :\x01VERSION\x01")
    bob = enter("bob", channel="")
    *_, end, first, second = bob.ask("JOIN #general")
    assert end.command == "366"
    assert first.source.startswith("ada!")
    assert first.params[1].endswith("] hi")
    assert first.params[1][:1] + first.params[1][3:4] + first.params[1][6:7] == "[:]"
    assert second.params[1].startswith("\x01ACTION [")
    assert second.params[1].endswith("] waves\x01")


def test_who_knows_times_needs_none_in_the_words(enter):
    ada = enter("ada", *MODERN)
    (sent,) = ada.ask("PRIVMSG #general :hi")
    last = enter("bob", "server-time", channel="").ask("JOIN #general")[-1]
    assert (last.params[1], last.tags["time"]) == ("hi", sent.tags["time"])


def test_who_can_ask_is_left_to_ask(enter):
    enter("ada").ask("PRIVMSG #general :hi")
    assert [m.command for m in enter("bob", *MODERN, channel="").ask("JOIN #general")][-1] == "366"


def test_nothing_is_shown_where_the_host_wants_none(make_room, enter):
    room = make_room(history={"autoreplay": 0})
    enter("ada", to=room).ask("PRIVMSG #general :hi")
    assert [m.command for m in enter("bob", channel="", to=room).ask("JOIN #general")][-1] == "366"


# Searching


def found(answer):
    opening, *inner, _ = answer
    assert opening.params[1] == "soju.im/search"
    return [message.params[-1] for message in inner]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("text=hello", ["hello world", "Hello again", "hello bob"]),
        (r"text=hello\sworld", ["hello world"]),
        ("text=hello;limit=1", ["hello bob"]),
        ("text=hello;in=#general", ["hello world", "Hello again"]),
        ("text=hello;from=BOB", ["Hello again"]),
        ("text=hello;in=bob", ["hello bob"]),
        ("text=小明", ["小明 is here"]),
        ("text=ell", ["hello world", "Hello again", "hello bob"]),
        ('text=a"b', []),
        ("from=bob", ["Hello again"]),
        ("text=hello;after=2030-01-01T00:00:00.000Z", []),
        ("text=hello;before=2023-11-14T22:14:20.000Z", ["hello world"]),
        ("text=hello;before=2023-11-14T22:14:19.999Z", []),
        ("text=hello;after=2023-11-14T22:14:20.000Z;limit=2", ["hello world", "Hello again"]),
        ("text=hello;after=2023-11-14T22:14:20.001Z;before=2023-11-14T22:14:20.001Z", ["Hello again"]),
        ("text=secret", []),
    ],
)
def test_messages_are_found_by_their_words(enter, clock, question, answer):
    """ "after: the message was sent at or after this time"; "before: the message was sent at or before this time".

    "If after is specified, messages SHOULD be searched from that time. Otherwise […] from the before time".
    """
    ada, bob = enter("ada", *MODERN), enter("bob", *MODERN)
    enter("eve", channel="#elsewhere").ask("PRIVMSG #elsewhere :secret hello")
    clock.now += 60
    ada.ask("PRIVMSG #general :hello world")
    bob.ask("PRIVMSG #general :Hello again")
    ada.ask("PRIVMSG #general :小明 is here")
    clock.now += 1
    ada.ask("PRIVMSG bob :hello bob")
    assert found(ada.ask(f"SEARCH {question}")) == answer


@pytest.mark.parametrize("question", ["in=#none", "in=#elsewhere;text=x", "limit=x", "before=yesterday"])
def test_a_search_that_cannot_be_is_refused(enter, question):
    """ "If the selectors were invalid, the INVALID_PARAMS error code SHOULD be returned." """
    ada, _ = enter("ada", *MODERN), enter("eve", channel="#elsewhere")
    (answer,) = ada.ask(f"SEARCH {question}")
    assert (answer.command, *answer.params[:2]) == ("FAIL", "SEARCH", "INVALID_PARAMS")
