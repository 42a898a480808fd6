"""Looking after a channel, with our own client and our own room joined in memory."""

import pytest

from tests.app.test_both_ends import House


@pytest.fixture
def house(clockwork):
    return House(clockwork)


@pytest.fixture
def ada(house):
    return house.guest("Ada")


@pytest.fixture
def ben(house, ada):
    return house.guest("Ben")


def test_somebody_is_put_out_and_kept_out_until_it_is_taken_back(ada, ben):
    ada.say("/ban ben Enough")
    assert ben.shown()[-1] == "Ben removed"
    assert not ben.model.conversations[0].joined
    ben.say("/join #general")
    assert ben.shown()[-1].startswith("!")
    ada.say("/unban ben")
    ben.say("/join #general")
    assert ben.model.conversations[0].joined


def test_somebody_listens_but_does_not_speak(ada, ben):
    ada.say("/mute ben")
    assert [one.who for one in ada.model.current.rules.barred] == ["ben"]
    ben.say("hello?")
    assert ben.texts()[-1].failure
    ada.say("/unmute ben")
    assert ada.model.current.rules.barred == ()
    ben.say("hello!")
    assert ada.texts()[-1].text == "hello!"


def test_a_quiet_channel_hears_those_with_a_voice(ada, ben):
    ada.say("/quiet")
    ben.say("hello?")
    assert ben.texts()[-1].failure
    ada.say("/voice ben")
    ben.say("thank you")
    assert ada.texts()[-1].text == "thank you"
    ada.say("/demote ben")
    ada.say("/quiet off")
    ben.say("and so does everybody")
    assert ada.texts()[-1].text == "and so does everybody"


def test_what_holds_is_told_to_who_asks(ada, ben):
    ada.say("/slow 30")
    ada.say("/password tea")
    ada.say("/mute cleo")
    ada.say("/moderator ben")
    rules = ben.model.current.rules
    assert (rules.pause, rules.password, [one.who for one in rules.barred]) == (30, "tea", ["cleo"])


def test_a_channel_with_a_password_opens_to_who_knows_it(ada, ben):
    ada.say("/join #tea")
    ada.say("/password green")
    ben.say("/join #tea")
    assert not ben.model.find("#tea").joined
    ben.say("/join #tea green")
    assert ben.model.find("#tea").joined


def test_who_is_invited_learns_of_it_and_the_list_tells_where_one_can_go(ada, ben):
    ada.say("/join #tea")
    ada.say("/topic Tea at four")
    ada.say("/invite ben")
    assert ada.shown("#tea")[-1] == "* Ben has been invited to #tea."
    assert ben.shown()[-1] == "* Ada invites you to #tea. Type /join #tea to go there."
    ben.say("/list")
    assert ben.shown()[-1] == "* #general (2)\n#tea (1): Tea at four"
