"""What the desktop tells of, and what is heard, while nobody looks."""

import pytest

from app.controllers.attention import LATE, PAUSE, Attention
from app.models.conversation import Conversation, Kind
from app.models.entries import Text, Voice
from app.models.observable import Signal
from app.models.settings import Notify, Settings
from tests.app.controllers.stay import Stay


class Outside:
    """What was shown and heard outside the window, and where a click led."""

    def __init__(self):
        self.time = 1000.0
        self.settings = Settings()
        self.shown: list[tuple[str, str]] = []
        self.heard: list[str] = []
        self.gone_to: list[Conversation] = []
        self.cleared = 0
        self.click = lambda: None
        self.unseen: Signal = Signal()
        self.attention = Attention(self.settings, self, self, go=self.gone_to.append, now=lambda: self.time)
        self.looking = False
        self.attention.follow(self.unseen, looking=lambda: self.looking)
        self.general = Conversation("#general", Kind.CHANNEL)
        self.ben = Conversation("Ben", Kind.DIRECT)

    def show(self, title, text, clicked):
        self.shown.append((title, text))
        self.click = clicked

    def clear(self):
        self.cleared += 1

    def ring(self, name):
        self.heard.append(name)

    def say(self, conversation, *texts, mention=False, voice=Voice.SAID, age=0.0):
        self.unseen.emit(
            conversation, [Text(text, self.time - age, "Ben", text, mention=mention, voice=voice) for text in texts]
        )


@pytest.fixture
def outside():
    return Outside()


def test_a_direct_message_is_shown_and_heard(outside):
    outside.say(outside.ben, "tea?")
    assert (outside.shown, outside.heard) == ([("Ben", "tea?")], ["mention"])


def test_who_waits_before_the_door_is_told_of_unless_nothing_is_to_be(outside):
    outside.attention.knocked("Ben", outside.general)
    assert (outside.shown, outside.heard) == ([("#general", "Ben would like to join.")], ["mention"])
    outside.click()
    assert outside.gone_to == [outside.general]
    outside.settings.choose(notify=Notify.NOTHING)
    outside.attention.knocked("Cleo", outside.general)
    assert len(outside.shown) == 1


def test_people_are_called_as_they_are_in_the_window(outside):
    outside.attention.follow(outside.unseen, looking=lambda: False, called=lambda nick: f"{nick} Maria")
    outside.say(outside.ben, "tea?")
    outside.say(outside.ben, "tea?", "now?")
    outside.say(outside.general, "Ada?", mention=True)
    outside.attention.knocked("Cleo", outside.general)
    assert outside.shown == [
        ("Ben Maria", "tea?"),
        ("Ben Maria", "2 new messages"),
        ("Ben Maria mentioned you in #general", "Ada?"),
        ("#general", "Cleo Maria would like to join."),
    ]


def test_a_mention_says_where_it_is(outside):
    outside.say(outside.general, "Ada, *tea*?", mention=True)
    assert outside.shown == [("Ben mentioned you in #general", "Ada, tea?")]


def test_what_is_for_everybody_is_shown_to_who_wants_it(outside):
    outside.say(outside.general, "tea?")
    assert outside.shown == []
    outside.settings.choose(notify=Notify.EVERYTHING)
    outside.say(outside.general, "waves", voice=Voice.ACTED)
    assert (outside.shown, outside.heard) == ([("Ben in #general", "Ben waves")], ["message"])


def test_who_wants_nothing_gets_nothing(outside):
    outside.settings.choose(notify=Notify.NOTHING)
    outside.say(outside.ben, "tea?", mention=True)
    assert (outside.shown, outside.heard) == ([], [])


def test_who_is_not_to_be_disturbed_is_not(outside):
    outside.settings.choose(notify=Notify.EVERYTHING, do_not_disturb=True)
    outside.say(outside.ben, "tea?", mention=True)
    assert (outside.shown, outside.heard) == ([], [])


def test_sounds_can_be_off(outside):
    outside.settings.choose(sounds=False)
    outside.say(outside.ben, "tea?")
    assert (len(outside.shown), outside.heard) == (1, [])


def test_of_a_muted_conversation_only_mentions_are_shown(outside):
    outside.settings.choose(notify=Notify.EVERYTHING)
    for conversation in (outside.general, outside.ben):
        conversation.set_muted(True)
        outside.say(conversation, "tea?")
    assert outside.shown == []
    outside.say(outside.general, "Ada?", mention=True)
    assert outside.shown == [("Ben mentioned you in #general", "Ada?")]


def test_a_lively_channel_is_told_of_once_in_a_while(outside):
    outside.settings.choose(notify=Notify.EVERYTHING)
    outside.say(outside.general, "one")
    outside.say(outside.general, "two")
    outside.time += PAUSE
    outside.say(outside.general, "three", "four")
    assert outside.shown == [("Ben in #general", "one"), ("#general", "2 new messages")]


def test_what_was_said_long_ago_is_no_news(outside):
    outside.say(outside.ben, "tea?", age=LATE + 1)
    assert outside.shown == []


def test_a_click_leads_to_the_conversation(outside):
    outside.say(outside.ben, "tea?")
    outside.click()
    assert outside.gone_to == [outside.ben]


def test_who_looks_at_another_conversation_hears_what_is_for_them_and_no_more(outside):
    outside.settings.choose(notify=Notify.EVERYTHING)
    outside.looking = True
    outside.say(outside.general, "tea?")
    outside.say(outside.ben, "tea?")
    assert (outside.shown, outside.heard) == ([], ["mention"])


def test_who_looks_needs_no_notices_any_more(outside):
    outside.attention.looked()
    assert outside.cleared == 0
    outside.say(outside.ben, "tea?")
    outside.attention.looked()
    assert outside.cleared == 1


def test_the_room_before_is_not_listened_to(outside):
    outside.attention.follow(Signal(), looking=lambda: False)
    outside.say(outside.ben, "tea?")
    assert outside.shown == []


@pytest.mark.parametrize(
    ("line", "news"),
    [
        (":Ben!b@h PRIVMSG #general :tea?", [("#general", "tea?")]),
        (":Ben!b@h PRIVMSG Ada :tea?", [("Ben", "tea?")]),
        (":Ben!b@h NOTICE #general :tea?", []),
    ],
)
def test_what_is_said_unseen_is_told(clockwork, line, news):
    stay = Stay(clockwork).come_in()
    told: list[tuple[str, str]] = []
    stay.sync.unseen.connect(lambda conversation, texts: told.extend((conversation.name, text.text) for text in texts))
    stay.sync.look(False)
    stay.hear(line)
    assert told == news


def test_what_is_said_before_the_eyes_of_the_person_is_no_news(clockwork):
    stay = Stay(clockwork).come_in()
    told: list[object] = []
    stay.sync.unseen.connect(lambda *news: told.append(news))
    stay.hear(":Ben!b@h PRIVMSG #general :tea?")
    assert told == []


def test_a_muted_conversation_is_muted_still_after_a_restart(clockwork):
    before = Stay(clockwork).come_in()
    before.chat.mute(before.general, True)
    after = Stay(clockwork, archive=before.archive)
    assert after.general.muted
    after.chat.mute(after.general, False)
    assert not Stay(clockwork, archive=before.archive).general.muted


def test_what_is_marked_as_read_is_not_new_any_more(clockwork):
    stay = Stay(clockwork).come_in()
    stay.sync.look(False)
    stay.hear(":Ben!b@h PRIVMSG #general :tea?")
    assert stay.general.unread == 1
    stay.chat.mark_read(stay.general)
    assert (stay.general.unread, stay.general.unread_from is None) == (0, False)
