"""Coming into channels, leaving them, and looking at them."""

import pytest


def said(messages):
    return [(m.command, m.params) for m in messages]


def test_who_joins_is_told_who_is_there(enter):
    enter("ada")
    bob = enter("bob", channel="")
    assert said(bob.ask("JOIN #General")) == [
        ("JOIN", ("#general",)),
        ("353", ("bob", "=", "#general", "~ada bob")),
        ("366", ("bob", "#general", "End of the list of names")),
    ]


def test_the_others_see_who_joins_and_those_who_can_see_more(enter):
    plain, extended = enter("ada"), enter("eve", "extended-join")
    plain.lines(), extended.lines()
    enter("bob")
    assert [(m.source, *m.params) for m in plain.heard()] == [("bob!~u@192.0.2.1", "#general")]
    assert said(extended.heard()) == [("JOIN", ("#general", "*", "bob Realname"))]


def test_several_channels_are_joined_at_once_and_none_twice(room, enter):
    ada = enter("ada")
    assert [m.params[0] for m in ada.ask("JOIN #a,,#b,#general key") if m.command == "JOIN"] == ["#a", "#b"]
    assert set(room.channels) == {"#general", "#a", "#b"}


def test_zero_means_out_of_all(enter):
    ada = enter("ada")
    ada.send("JOIN #a")
    assert said(ada.ask("JOIN 0")) == [("PART", ("#general",)), ("PART", ("#a",))]


@pytest.mark.parametrize("name", ["general", "#a b", "#", "#\x07", "#" + "x" * 64])
def test_a_name_no_channel_can_have_is_refused_with_the_reason(enter, name):
    answer = enter("ada").ask(f"JOIN :{name}")
    assert [m.command for m in answer] == ["403"]
    assert answer[0].params[-1].endswith(".")


def test_nobody_is_in_more_channels_than_allowed(make_room, enter):
    ada = enter("ada", to=make_room(max_channels=2))
    assert [m.command for m in ada.ask("JOIN #a,#b")] == ["JOIN", "353", "366", "405"]


def test_who_is_first_founds_the_room_or_operates_a_channel(enter):
    ada, bob = enter("ada"), enter("bob")
    assert ada.ask("NAMES #general")[0].params[-1] == "~ada bob"
    assert bob.ask("JOIN #b")[1].params[-1] == "@bob"


def test_a_channel_goes_with_its_last_member_but_the_common_one_stays(room, enter):
    ada = enter("ada")
    ada.send("JOIN #a", "PART #a,#general")
    assert list(room.channels) == ["#general"]


def test_parting_is_seen_by_everybody_with_its_reason(enter, log):
    ada, bob = enter("ada"), enter("bob")
    bob.lines()
    assert said(ada.ask("PART #general :so long")) == [("PART", ("#general", "so long"))]
    assert said(bob.heard()) == [("PART", ("#general", "so long"))]
    assert said(ada.ask("PART #general", "PART #none")) == [
        ("442", ("ada", "#general", "You're not on that channel")),
        ("403", ("ada", "#none", "No such channel")),
    ]
    assert [line.kind for line in log][-2:] == ["joined", "left"]


def test_a_topic_is_set_shown_and_cleared(enter):
    ada, bob = enter("ada"), enter("bob")
    assert said(bob.ask("TOPIC #general")) == [("331", ("bob", "#general", "No topic is set"))]
    bob.lines()
    assert said(ada.ask("TOPIC #general :On tea")) == [("TOPIC", ("#general", "On tea"))]
    assert said(bob.heard()) == [("TOPIC", ("#general", "On tea"))]
    assert said(bob.ask("TOPIC #general")) == [
        ("332", ("bob", "#general", "On tea")),
        ("333", ("bob", "#general", "ada!~u@192.0.2.1", "1700000000")),
    ]
    assert [m.command for m in enter("eve", channel="").ask("JOIN #general")] == ["JOIN", "332", "333", "353", "366"]
    ada.send("TOPIC #general :")
    assert [m.command for m in bob.ask("TOPIC #general")][-1] == "331"


def test_only_ranks_set_a_locked_topic(enter):
    ada, bob = enter("ada"), enter("bob")
    ada.send("MODE #general +t")
    assert [m.command for m in bob.ask("TOPIC #general :mine")] == ["482"]
    ada.send("MODE #general -t")
    assert [m.command for m in bob.ask("TOPIC #general :mine")] == ["TOPIC"]


def test_topics_concern_only_those_in_the_channel(enter):
    enter("ada", channel="#a")
    assert [m.command for m in enter("bob").ask("TOPIC #a", "TOPIC #none")] == ["442", "403"]


def test_a_long_topic_is_clipped_between_characters(make_room, enter):
    ada = enter("ada", to=make_room(topic_len=5))
    assert ada.ask("TOPIC #general :naïïve")[0].params[-1] == "naï"


def test_names_can_be_full_and_show_every_rank(enter):
    ada = enter("ada", "multi-prefix", "userhost-in-names")
    ada.send("MODE #general +o ada")
    assert ada.ask("NAMES #general")[0].params[-1] == "~@ada!~u@192.0.2.1"


def test_names_of_nothing_end_at_once(enter):
    ada = enter("ada")
    assert said(ada.ask("NAMES", "NAMES #none")) == [
        ("366", ("ada", "*", "End of the list of names")),
        ("366", ("ada", "#none", "End of the list of names")),
    ]


def test_many_names_come_in_several_lines_none_too_long(enter):
    ada = enter("ada")
    people = [enter(f"小明{'x' * 20}{number}") for number in range(40)]
    lines = ada.ask("NAMES #general")
    names = " ".join(m.params[-1] for m in lines if m.command == "353").split()
    assert len(names) == len(people) + 1
    assert all(len(str(m).encode()) <= 510 for m in lines)


def test_who_is_invisible_is_seen_only_from_within(enter):
    ada, eve = enter("ada"), enter("eve", channel="")
    ada.send("MODE ada +i")
    assert [m.command for m in eve.ask("NAMES #general")] == ["366"]
    assert [m.command for m in eve.ask("WHO #general", "WHO *")] == ["315", "352", "315"]
    assert [m.command for m in eve.ask("WHO ada")] == ["352", "315"]


def test_channels_are_listed_with_their_people_and_topics(enter):
    ada = enter("ada")
    ada.send("JOIN #a", "TOPIC #a :tea")
    assert said(ada.ask("LIST"))[1:-1] == [
        ("322", ("ada", "#general", "1", "")),
        ("322", ("ada", "#a", "1", "tea")),
    ]
    assert [m.command for m in ada.ask("LIST #a,#none")] == ["321", "322", "323"]


def test_the_away_are_shown_as_away_when_they_join(enter):
    watcher = enter("ada", "away-notify")
    bob = enter("bob", channel="")
    bob.send("AWAY :tea", "JOIN #general")
    assert said(watcher.heard()) == [("JOIN", ("#general",)), ("AWAY", ("tea",))]
