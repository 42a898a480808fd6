"""Finishing names, channels, commands and emoji."""

import pytest

from ui.emoji_names import by_name
from ui.views.completion import Words, complete, emoji_written

WORDS = Words(
    nicks=["Grace", "Greta", "Ben", "Élodie"],
    channels=["#general", "#Games", "&local"],
    commands=[("/topic [text]", "Show the topic, or set it."), ("/help", "Say what can be typed."), ("/tell", "x")],
)


def texts(before, **more):
    completion = complete(before, WORDS, **more)
    return [choice.text for choice in completion.choices] if completion else []


@pytest.mark.parametrize(
    ("before", "finished"),
    [
        ("gra", "Grace: "),
        ("GRA", "Grace: "),
        ("hello ben", "hello Ben "),
        ("@gra", "@Grace "),
        ("hello @gre", "hello @Greta "),
        ("él", "Élodie: "),
        ("see #ga", "see #Games "),
        ("/to", "/topic "),
        ("nice :tada", f"nice {by_name()['tada']} "),
        ("Hi (b", None),
        ("", None),
        ("hello ", None),
        ("zzz", None),
        ("and /to", None),
        (":D", None),
        ("so: be", "so: Ben "),
    ],
)
def test_a_word_that_was_begun_is_finished(before, finished):
    completion = complete(before, WORDS)
    assert (before[: completion.start] + completion.text if completion else None) == finished


def test_pressing_tab_again_offers_the_next_name_and_then_the_first_again():
    completion = complete("gr", WORDS)
    assert completion is not None
    offered = [completion.text, completion.next().text, completion.next().next().text]
    assert offered == ["Grace: ", "Greta: ", "Grace: "]


def test_a_bare_sign_offers_all_there_are():
    assert texts("tell @") == ["@Ben ", "@Grace ", "@Greta ", "@Élodie "]
    assert texts("in #") == ["#Games ", "#general ", "#local "]
    assert texts("/") == ["/help ", "/tell ", "/topic "]


def test_commands_begin_a_message_and_nothing_else():
    assert texts("/t", first_line=False) == []


@pytest.mark.parametrize(
    ("before", "offered"), [("gr", False), ("@gr", True), ("#g", True), ("/t", True), (":ta", True)]
)
def test_only_what_has_a_sign_is_offered_unasked(before, offered):
    completion = complete(before, WORDS)
    assert completion is not None
    assert completion.offered is offered


@pytest.mark.parametrize(("before", "exact"), [("@ben", True), ("@be", False), ("/topic", True), ("#general", True)])
def test_a_whole_word_is_known_as_one(before, exact):
    completion = complete(before, WORDS)
    assert completion is not None
    assert completion.exact is exact


def test_a_command_is_offered_with_its_usage_and_what_it_does():
    completion = complete("/to", WORDS)
    assert completion is not None
    assert (completion.choices[0].label, completion.choices[0].hint) == ("/topic [text]", "Show the topic, or set it.")


@pytest.mark.parametrize(
    ("before", "written"),
    [
        (":tada:", (":tada:", by_name()["tada"])),
        ("so :+1:", (":+1:", by_name()["+1"])),
        ("at 10:30:", None),
        (":no such name:", None),
        ("::", None),
        ("", None),
    ],
)
def test_an_emoji_that_is_written_out_is_one(before, written):
    assert emoji_written(before) == written
