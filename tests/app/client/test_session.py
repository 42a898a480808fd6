"""Our half of the protocol, in playbooks: coming in, saying something, going. What others do is in test_handlers."""

import pytest

from app.client.handlers import WANTED
from app.models.entries import Voice
from server.protocol.framing import MAX_BODY
from server.protocol.message import Message
from tests.app.client.playbook import Playbook

MODERN = "batch echo-message labeled-response message-tags server-time"
MULTILINE = f"{MODERN} draft/multiline=max-bytes=4096,max-lines=4"


def online(offered: str = MODERN, *, tokens: str = "CHANTYPES=#", source: str = "Ada!~parlor@192.168.1.5") -> Playbook:
    """A session that has come into #general, with these capabilities in force."""
    book = Playbook()
    asked = [name for name in WANTED if name in {word.partition("=")[0] for word in offered.split()}]
    after_list = f"<< CAP REQ :{' '.join(asked)}\n>> :room CAP Ada ACK :{' '.join(asked)}\n" if asked else ""
    book.play(
        f"""\
** start()
<< CAP LS 302
<< NICK Ada
<< USER parlor 0 * Ada
>> :room CAP * LS :{offered}
{after_list}<< CAP END
>> :room 001 Ada :Welcome
>> :room 005 Ada {tokens} :are supported by this server
>> :room 422 Ada :There is no message of the day
== Registered("Ada")
** join("#general")
<< JOIN #general
>> :{source} JOIN #general
== Entered("#general")"""
    )
    return book


# Coming in


def test_a_modern_room_is_asked_for_what_it_offers_of_what_we_want():
    Playbook().play(
        """
        ** start()
        << CAP LS 302
        << NICK Ada
        << USER parlor 0 * Ada
        >> :room CAP * LS :server-time sasl=PLAIN echo-message
        << CAP REQ :echo-message server-time
        >> :room CAP * ACK :echo-message server-time
        << CAP END
        >> :room 001 Ada :Welcome
        >> :room 375 Ada :- Message of the day -
        >> :room 372 Ada :- Be kind.
        >> :room 376 Ada :End of the message of the day
        == Registered("Ada")
        """
    )


def test_a_list_of_capabilities_may_take_several_lines():
    book = Playbook()
    session = book.play(
        """
        >> :room CAP * LS * :multi-prefix draft/multiline=max-bytes=4096,max-lines=24
        >> :room CAP * LS * :batch
        >> :room CAP * LS :server-time
        << CAP REQ :batch draft/multiline multi-prefix server-time
        >> :room CAP * ACK :batch draft/multiline multi-prefix server-time
        << CAP END
        """
    )
    assert session.offered["draft/multiline"] == "max-bytes=4096,max-lines=24"
    assert session.capabilities == {"batch", "draft/multiline", "multi-prefix", "server-time"}


def test_a_room_that_offers_nothing_we_want_is_asked_for_nothing():
    Playbook().play(
        """
        >> :room CAP * LS :sasl
        << CAP END
        """
    )


def test_refused_capabilities_are_done_without():
    session = Playbook().play(
        """
        >> :room CAP * LS :batch echo-message
        << CAP REQ :batch echo-message
        >> :room CAP * NAK :batch echo-message
        << CAP END
        """
    )
    assert session.capabilities == set()


@pytest.mark.parametrize("answer", ["421 Ada CAP :Unknown command", "451 * :You have not registered", "410 * CAP :No"])
def test_a_room_that_knows_no_capabilities_lets_us_in_all_the_same(answer):
    Playbook().play(
        f"""
        ** start()
        << CAP LS 302
        << NICK Ada
        << USER parlor 0 * Ada
        >> :room {answer}
        >> :room 001 Ada :Welcome
        >> :room 422 Ada :There is no message of the day
        == Registered("Ada")
        """
    )


def test_capabilities_come_and_go_while_we_are_here():
    book = online("batch")
    book.play(
        """
        >> :room CAP Ada NEW :echo-message sasl
        << CAP REQ echo-message
        >> :room CAP Ada ACK :echo-message
        >> :room CAP Ada DEL :batch
        """
    )
    assert book.session.capabilities == {"echo-message"}


def test_the_password_is_given_before_the_name():
    Playbook(password="open sesame").play(
        """
        ** start()
        << CAP LS 302
        << PASS :open sesame
        << NICK Ada
        << USER parlor 0 * Ada
        >> :room 464 * :The password is wrong
        == PasswordRefused("The password is wrong")
        >> :room ERROR :Closing link: Wrong password
        == Dismissed("Wrong password")
        """
    )


def test_the_room_has_the_last_word_on_what_we_are_called():
    session = Playbook("Adalgisa").play(
        """
        >> :room 001 Adalg :Welcome
        >> :room 376 Adalg :End
        == Registered("Adalg")
        """
    )
    assert session.nick == "Adalg"


def test_we_are_registered_once():
    online().play(">> :room 376 Ada :End of a message of the day that was asked for")


@pytest.mark.parametrize(
    ("line", "event"),
    [
        (
            "433 * Ada :Somebody here is already called that.",
            'NickRefused("Ada", "Somebody here is already called that.", True)',
        ),
        ("432 * A!a :A name cannot have “!” in it.", 'NickRefused("A!a", "A name cannot have “!” in it.", False)'),
        ("431 * :No nickname given", 'NickRefused("", "No nickname given", False)'),
    ],
)
def test_a_refused_name_is_told_before_registration(line, event):
    Playbook().play(f">> :room {line}\n== {event}")


def test_a_refused_name_is_told_after_registration_and_we_keep_ours():
    book = online()
    book.play(
        """
        ** change_nick("Ben")
        << NICK Ben
        >> :room 433 Ada Ben :Somebody here is already called that.
        == NickRefused("Ben", "Somebody here is already called that.", True)
        """
    )
    assert book.session.nick == "Ada"


def test_the_room_says_what_it_is_called():
    Playbook().play(
        r"""
        >> :room 005 Ada NETWORK=Ada's\x20room CHANTYPES=# :are supported by this server
        == RoomNamed("Ada's room")
        """
    )


def test_asking_is_one_line_each():
    online().play(
        """
        ** part("#tea")
        << PART #tea
        ** who("#general")
        << WHO #general
        ** ask_names("#general")
        << NAMES #general
        ** set_topic("#general", "Tea at four")
        << TOPIC #general :Tea at four
        ** set_topic("#general", "")
        << TOPIC #general :
        ** set_away("At lunch")
        << AWAY :At lunch
        ** set_away("")
        << AWAY
        ** quit()
        << QUIT
        ** quit("See you")
        << QUIT :See you
        """
    )


def test_typing_is_shown_where_the_room_relays_it():
    online().play(
        """
        ** typing("#general", "active")
        << @+typing=active TAGMSG #general
        """
    )
    online("").play('** typing("#general", "active")')


def test_that_a_sign_of_typing_is_shown_to_nobody_is_nothing_to_be_told_of():
    online().play(
        """
        ** typing("#general", "active")
        << @+typing=active TAGMSG #general
        >> :room 404 Ada #general :You may not speak here
        ** say("#general", "hello", "L1")
        << @label=L1 PRIVMSG #general hello
        >> @label=L1 :room 404 Ada #general :The room says no
        == Undelivered("L1", "The room says no")
        >> :room 404 Ada #general :The room says no
        == Told("The room says no", True, "#general")
        """
    )


# Saying something, with labels and echo


def test_a_line_is_confirmed_by_its_label():
    online().play(
        """
        ** say("#general", "hello", "L1")
        << @label=L1 PRIVMSG #general hello
        ** say("#general", "hello", "L2")
        << @label=L2 PRIVMSG #general hello
        >> @label=L2;msgid=m2;time=1970-01-01T00:00:02.000Z :Ada!~parlor@host PRIVMSG #general :hello
        == Happened("#general", Text("m2", 2.0, "Ada", "hello", own=True), confirms="L2")
        >> @label=L1;msgid=m1;time=1970-01-01T00:00:01.500Z :Ada!~parlor@host PRIVMSG #general :hello
        == Happened("#general", Text("m1", 1.5, "Ada", "hello", own=True), confirms="L1")
        """
    )


def test_a_line_is_confirmed_once():
    online().play(
        """
        ** say("#general", "hello", "L1")
        << @label=L1 PRIVMSG #general hello
        >> @label=L1;msgid=m1 :Ada!a@h PRIVMSG #general :hello
        == Happened("#general", Text("m1", 0.0, "Ada", "hello", own=True), confirms="L1")
        >> @label=L1;msgid=m2 :Ada!a@h PRIVMSG #general :hello
        == Happened("#general", Text("m2", 0.0, "Ada", "hello", own=True))
        """
    )


def test_the_answer_may_be_a_batch():
    """The label stands on the opening of the batch, https://ircv3.net/specs/extensions/labeled-response."""
    online().play(
        """
        ** say("ben", "hello", "L1")
        << @label=L1 PRIVMSG ben hello
        >> @label=L1 :room BATCH +r1 labeled-response
        >> @batch=r1;msgid=m1 :Ada!a@h PRIVMSG ben :hello
        == Happened("ben", Text("m1", 0.0, "Ada", "hello", own=True), confirms="L1")
        >> @batch=r1 :room 301 Ada ben :At lunch
        == PresenceSeen("ben", True, "At lunch")
        >> :room BATCH -r1
        """
    )


def test_what_we_say_to_ourselves_comes_twice_and_is_confirmed_once():
    online().play(
        """
        ** say("Ada", "note", "L1")
        << @label=L1 PRIVMSG Ada note
        >> @msgid=m1 :Ada!a@h PRIVMSG Ada :note
        == Happened("Ada", Text("m1", 0.0, "Ada", "note", own=True))
        >> @label=L1;msgid=m1 :Ada!a@h PRIVMSG Ada :note
        == Happened("Ada", Text("m1", 0.0, "Ada", "note", own=True), confirms="L1")
        """
    )


def test_a_line_that_cannot_arrive_is_told_by_its_label():
    online().play(
        """
        ** say("#tea", "hello", "L1")
        << @label=L1 PRIVMSG #tea hello
        ** say("nobody", "hello", "L2")
        << @label=L2 PRIVMSG nobody hello
        ** say("#tea", "again", "L3")
        << @label=L3 PRIVMSG #tea again
        >> @label=L1 :room 404 Ada #tea :You are not in that channel
        == Undelivered("L1", "You are not in that channel")
        >> @label=L2 :room 401 Ada nobody :No such nick
        == Undelivered("L2", "No such nick")
        >> @label=L3 :room FAIL PRIVMSG INVALID_TARGET #tea :No such channel
        == Undelivered("L3", "No such channel")
        """
    )


def test_an_action_is_said_and_confirmed_as_one():
    online().play(
        """
        ** say("#general", "waves", "L1", Voice.ACTED)
        << @label=L1 PRIVMSG #general :\x01ACTION waves\x01
        >> @label=L1;msgid=m1 :Ada!a@h PRIVMSG #general :\x01ACTION waves\x01
        == Happened("#general", Text("m1", 0.0, "Ada", "waves", own=True, voice=Voice.ACTED), confirms="L1")
        """
    )


# Without labels


def test_without_labels_the_oldest_line_to_the_same_place_is_confirmed():
    online("echo-message").play(
        """
        ** say("#general", "one", "L1")
        << PRIVMSG #general one
        ** say("Ben", "two", "L2")
        << PRIVMSG Ben two
        ** say("#general", "three", "L3")
        << PRIVMSG #general three
        >> :Ada!a@h PRIVMSG ben :two
        == Happened("ben", Text("t-1", 0.0, "Ada", "two", own=True), confirms="L2")
        >> :Ada!a@h PRIVMSG #General :one
        == Happened("#General", Text("t-2", 0.0, "Ada", "one", own=True), confirms="L1")
        >> :Ada!a@h PRIVMSG #general :three
        == Happened("#general", Text("t-3", 0.0, "Ada", "three", own=True), confirms="L3")
        """
    )


def test_without_labels_an_error_is_about_the_oldest_line_to_that_place():
    online("echo-message").play(
        """
        ** say("nobody", "one", "L1")
        << PRIVMSG nobody one
        ** say("#tea", "two", "L2")
        << PRIVMSG #tea two
        >> :room FAIL PRIVMSG CANNOT_SEND #tea :You may not speak there
        == Undelivered("L2", "You may not speak there")
        >> :room 401 Ada nobody :No such nick
        == Undelivered("L1", "No such nick")
        >> :room 401 Ada nobody :No such nick
        == Told("nobody: No such nick", True)
        """
    )


def test_without_echo_having_sent_it_is_all_there_is_to_know():
    online("message-tags labeled-response batch").play(
        """
        ** say("#general", "hello", "L1")
        << @label=L1 PRIVMSG #general hello
        == Happened("#general", Text("L1", 0.0, "Ada", "hello", own=True), confirms="L1")
        >> @label=L1 :room ACK
        """
    )


# Long texts


def relayed(message: Message, source: str) -> bytes:
    return f":{source} {Message(message.command, message.params)}\r\n".encode()


@pytest.mark.parametrize("text", ["a" * 2000, "ü" * 900, "👩‍👩‍👧 " * 90, "word " * 300])
@pytest.mark.parametrize("voice", [Voice.SAID, Voice.ACTED])
@pytest.mark.parametrize("source", ["Ada!~parlor@192.168.1.5", "Ada!~parlor@" + "x" * 63])
def test_a_long_line_is_cut_so_that_every_piece_can_be_relayed(text, voice, source):
    book = online(source=source)
    pieces = book.session.pieces("#general", text, voice)
    assert "".join(pieces) == text
    for number, piece in enumerate(pieces):
        book.session.say("#general", piece, f"L{number}", voice)
    sizes = [len(relayed(message, source)) for message in book.sent]
    assert len(sizes) == len(pieces) > 1
    assert max(sizes) <= MAX_BODY
    assert sizes[0] > MAX_BODY - 40


def test_the_place_of_a_long_address_is_kept_free_until_we_know_our_own():
    nick = "明" * 32
    (first, *_) = Playbook(nick).session.pieces("#general", "a" * 2000)
    assert len(relayed(Message("PRIVMSG", ("#general", first)), nick + "!~parlor@" + "x" * 63)) <= MAX_BODY


def test_a_text_of_several_lines_is_several_messages_without_blank_ones():
    book = online()
    assert book.session.pieces("#general", "one\n\n  \ntwo\nthree") == ["one", "two", "three"]


def test_a_text_of_several_lines_goes_whole_where_the_room_takes_it():
    book = online(MULTILINE)
    assert book.session.pieces("#general", "one\n\ntwo") == ["one\n\ntwo"]
    book.play(
        r"""
        ** say("#general", "one\n\ntwo", "L1")
        << @label=L1 BATCH +1 draft/multiline #general
        << @batch=1 PRIVMSG #general one
        << @batch=1 PRIVMSG #general :
        << @batch=1 PRIVMSG #general two
        << BATCH -1
        >> @label=L1;msgid=m1 :Ada!a@h BATCH +77 draft/multiline #general
        >> @batch=77 :Ada!a@h PRIVMSG #general :one
        >> @batch=77 :Ada!a@h PRIVMSG #general :
        >> @batch=77 :Ada!a@h PRIVMSG #general :two
        >> :Ada!a@h BATCH -77
        == Happened("#general", Text("m1", 0.0, "Ada", "one\n\ntwo", own=True), confirms="L1")
        """
    )


def test_a_long_line_goes_in_joined_pieces_where_the_room_takes_it():
    book = online(MULTILINE)
    text = "a" * 700
    assert book.session.pieces("#general", text) == [text]
    book.session.say("#general", text, "L1")
    opening, first, second, closing = book.sent
    assert opening == Message("BATCH", ("+1", "draft/multiline", "#general"), {"label": "L1"})
    assert first.tags == {"batch": "1"}
    assert second.tags == {"batch": "1", "draft/multiline-concat": ""}
    assert first.params[1] + second.params[1] == text
    assert closing == Message("BATCH", ("-1",))


@pytest.mark.parametrize("text", ["1\n2\n3\n4\n5", "x\n" + "a" * 4096])
def test_what_is_more_than_the_room_takes_whole_is_cut(text):
    pieces = online(MULTILINE).session.pieces("#general", text)
    assert len(pieces) > 1
    assert not any("\n" in piece for piece in pieces)


def test_an_action_of_several_lines_is_several_actions():
    pieces = online(MULTILINE).session.pieces("#general", "waves\nsmiles", Voice.ACTED)
    assert pieces == ["waves", "smiles"]


def test_a_room_that_gives_no_limits_is_not_trusted_with_whole_texts():
    book = online(f"{MODERN} draft/multiline")
    assert book.session.pieces("#general", "one\ntwo") == ["one", "two"]


def test_a_capability_that_was_never_offered_changes_nothing():
    book = online()
    book.play(">> :room CAP Ada ACK :draft/multiline")
    assert book.session.pieces("#general", "one\ntwo") == ["one", "two"]


def test_what_others_say_in_several_lines_is_one_message():
    online(MULTILINE).play(
        r"""
        >> @msgid=m1;time=1970-01-01T00:00:01.000Z :ben!b@h BATCH +1 draft/multiline #general
        >> @batch=1 :ben!b@h PRIVMSG #general :one
        >> :cleo!c@h JOIN #general
        == Happened("#general", Arrival("t-1", 0.0, "cleo"))
        >> @batch=1 :ben!b@h PRIVMSG #general :two,
        >> @batch=1;draft/multiline-concat :ben!b@h PRIVMSG #general : still two
        >> :ben!b@h BATCH -1
        == Happened("#general", Text("m1", 1.0, "ben", "one\ntwo, still two"))
        """
    )


def test_a_label_reaches_what_a_batch_within_a_batch_says():
    online(MULTILINE).play(
        r"""
        ** say("ben", "one\ntwo", "L1")
        << @label=L1 BATCH +1 draft/multiline ben
        << @batch=1 PRIVMSG ben one
        << @batch=1 PRIVMSG ben two
        << BATCH -1
        >> @label=L1 :room BATCH +r labeled-response
        >> @batch=r;msgid=m1 :Ada!a@h BATCH +m draft/multiline ben
        >> @batch=m :Ada!a@h PRIVMSG ben :one
        >> @batch=m :Ada!a@h PRIVMSG ben :two
        >> @batch=r :Ada!a@h BATCH -m
        == Happened("ben", Text("m1", 0.0, "Ada", "one\ntwo", own=True), confirms="L1")
        >> @batch=r :room 301 Ada ben :At lunch
        == PresenceSeen("ben", True, "At lunch")
        >> :room BATCH -r
        """
    )
