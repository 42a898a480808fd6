"""Which messages stand in the place of which others."""

from app.models.conversation import Conversation, Kind
from app.models.entries import Text

FIRST = Text("m1", 1.0, "Ben", "hello", edits=("m2", "m3"))
EARLY = Text("m5", 5.0, "Ben", "tea!", corrects="m4")
EARLIER = Text("m6", 4.5, "Ben", "tea.", corrects="m4")


def test_a_message_is_found_by_the_keys_of_its_corrections():
    conversation = Conversation("#general", Kind.CHANNEL)
    conversation.append(FIRST)
    assert [conversation.find(key) for key in ("m1", "m2", "m3", "m4")] == [FIRST, FIRST, FIRST, None]
    conversation.clear()
    assert conversation.find("m2") is None


def test_what_came_to_correct_something_too_early_is_found_in_its_order_while_it_is_there():
    conversation = Conversation("#general", Kind.CHANNEL)
    conversation.merge([EARLY, EARLIER])
    assert conversation.corrections_of("m4") == [EARLIER, EARLY]
    conversation.remove("m6")
    assert conversation.corrections_of("m4") == [EARLY]
    assert conversation.corrections_of("m1") == []
