"""What belongs together comes as a whole."""

from app.client.batches import Batch, Batches
from server.protocol.message import Message


def whole(*lines):
    """What is whole after each of these lines, without the lines that only made it so."""
    batches = Batches()
    return [found for line in lines if (found := batches.take(Message.parse(line))) is not None]


def test_what_is_in_no_batch_is_whole():
    assert whole(":b!b@h PRIVMSG #tea :hi") == [Message.parse(":b!b@h PRIVMSG #tea :hi")]


def test_lines_become_one_message_with_the_tags_of_the_whole():
    (message,) = whole(
        "@msgid=m1 :b!b@h BATCH +x draft/multiline #tea",
        "@batch=x :b!b@h PRIVMSG #tea :one",
        "@batch=x;draft/multiline-concat :b!b@h PRIVMSG #tea : and a half",
        "@batch=x :b!b@h PRIVMSG #tea :two",
        ":b!b@h BATCH -x",
    )
    assert isinstance(message, Message)
    assert message.params == ("#tea", "one and a half\ntwo")
    assert message.tags == {"msgid": "m1"}


def test_a_message_of_several_lines_may_be_part_of_what_was_said_before():
    (history,) = whole(
        "@label=l1 :room BATCH +h chathistory #tea",
        "@batch=h;msgid=m1 :b!b@h BATCH +x draft/multiline #tea",
        "@batch=x :b!b@h PRIVMSG #tea :one",
        "@batch=x :b!b@h PRIVMSG #tea :two",
        "@batch=h :b!b@h BATCH -x",
        "@batch=h;msgid=m2 :b!b@h PRIVMSG #tea :three",
        ":room BATCH -h",
    )
    assert isinstance(history, Batch)
    assert [line.params[1] for line in history.lines] == ["one\ntwo", "three"]
    assert history.opening.tags["label"] == "l1"


def test_the_messages_of_other_batches_come_one_by_one_with_its_label():
    found = whole(
        "@label=l1 :room BATCH +r labeled-response",
        "@batch=r :room 311 Ada Ben",
        ":room BATCH -r",
    )
    assert found == [Message.parse("@batch=r;label=l1 :room 311 Ada Ben")]


def test_what_ends_without_a_beginning_or_has_nothing_in_it_is_nothing():
    assert whole(":room BATCH -x", ":room BATCH +y draft/multiline #tea", ":room BATCH -y", ":room BATCH") == []
