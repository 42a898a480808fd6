"""What is kept of a conversation, found again, searched and forgotten."""

from __future__ import annotations

import pytest

from server.history import History
from server.relay import Relay
from server.search import Query, Search
from server.stamps import Ids, Stamps
from server.store import Store


class Log:
    """A conversation that a test fills."""

    def __init__(self, clock) -> None:
        self.store = Store()
        self.history = History(self.store)
        self.search = Search(self.store, self.history)
        buffer = self.history.channel("#general")
        assert buffer is not None
        self.buffer = buffer
        self.stamps = Stamps(clock, Ids())

    def say(self, *texts, command="PRIVMSG"):
        """One message after the other; their msgids."""
        ids = []
        for text in texts:
            relay = Relay(f":ada!u@h {command} #general :{text}".encode(), self.stamps.next())
            self.history.keep(self.buffer, relay)
            ids.append(relay.stamp.msgid.decode())
        return ids

    def say_at_once(self, *texts):
        run = self.stamps.take(len(texts))
        self.history.keep_run(self.buffer, run, "ada!u@h", "", "#general", [text.encode() for text in texts])
        return [stamp.msgid.decode() for stamp in run]

    def find(self, *words):
        return self.search.find(Query((self.buffer,), words), 10)

    def texts(self, **bounds):
        return [entry.text for entry in self.history.select(self.buffer, 100, **bounds)]


@pytest.fixture
def log(clock):
    return Log(clock)


def test_a_message_is_told_again_as_it_was(log):
    relay = Relay(b":ada!u@h PRIVMSG #general :a :b", log.stamps.next(), b"+x=1", "Ada")
    log.history.keep(log.buffer, relay)
    (entry,) = log.history.select(log.buffer, 10)
    assert entry.relay().form(15) == relay.form(15)


@pytest.mark.parametrize("line", ["MODE #general +o bob", "PART #general", "KICK #general bob :why", "JOIN #general"])
def test_so_is_what_happened(log, line):
    relay = Relay(f":ada!u@h {line}".encode(), log.stamps.next())
    log.history.keep(log.buffer, relay)
    assert log.history.select(log.buffer, 10) == []
    (entry,) = log.history.select(log.buffer, 10, events=True)
    assert entry.relay().form(3) == relay.form(3)


@pytest.mark.parametrize("at_once", [False, True])
def test_what_was_taken_back_is_not_told_again(log, at_once):
    ids = (log.say_at_once if at_once else log.say)("a", "b", "c")
    assert log.history.find(log.buffer, ids[1]).text == "b"
    log.history.redact(ids[1], "ada", "", 0)
    assert log.texts() == ["a", "c"]
    assert log.history.find(log.buffer, ids[1]) is None
    assert History(log.store).select(log.buffer, 10) == log.history.select(log.buffer, 10)
    assert log.find("b") == []


def test_a_message_is_found_only_where_it_was_said(log):
    (msgid,) = log.say("a")
    elsewhere = log.history.channel("#elsewhere")
    assert log.history.find(elsewhere, msgid) is None
    assert log.history.find(log.buffer, msgid[:-1] + "~") is None
    assert log.history.find(log.buffer, "nonsense") is None


@pytest.mark.parametrize("indexed", [False, True])
def test_words_are_found_before_and_after_they_are_indexed(log, indexed):
    log.say("The quick brown fox", "jumps over", "the lazy dog", command="NOTICE")
    log.say_at_once("quick", "slow")
    if indexed:
        log.search.index()
    assert [entry.text for entry in log.find("QUICK")] == ["The quick brown fox", "quick"]
    assert [entry.text for entry in log.find("fox", "qu")] == ["The quick brown fox"]


@pytest.mark.parametrize("indexed", [False, True])
def test_of_a_conversation_the_last_messages_are_kept(log, indexed):
    log.say(*"abcdef")
    other = log.history.channel("#other")
    log.history.keep(other, Relay(b":ada!u@h PRIVMSG #other :x", log.stamps.next()))
    if indexed:
        log.search.index()
    log.history.prune(most=2)
    assert log.texts() == ["e", "f"]
    assert len(log.history.select(other, 10)) == 1
    assert log.find("abc") == []
    log.store.commit()
    log.search.index()
    assert log.store.write("INSERT INTO words (words) VALUES ('integrity-check')") is not None


def test_nothing_of_the_days_to_be_kept_is_forgotten(log, clock):
    log.say("old")
    clock.now += 100
    log.say("new")
    log.history.prune(before=int((clock.now - 50) * 1000))
    assert log.texts() == ["new"]


def test_without_limits_nothing_is_forgotten(log):
    log.say(*"abc")
    log.history.prune()
    assert log.texts() == ["a", "b", "c"]


def test_a_channel_takes_its_history_to_another_name(log):
    log.say("a")
    log.history.rename("#general", "#new")
    assert log.history.channel("#new") == log.buffer
    assert log.history.channel("#general") != log.buffer


def test_partners_are_known_by_their_last_name(log):
    buffer = log.history.conversation("=ada", "~1")
    assert log.history.conversation("~1", "=ada") == buffer
    log.history.call("~1", "bob")
    log.history.call("~1", "rob")
    assert list(log.history.partners("=ada")) == [(buffer, "~1", "rob")]
    assert list(log.history.partners("=eve")) == []


def test_in_memory_a_channel_that_is_gone_leaves_nothing(log):
    log.say("a", "bcd")
    log.search.index()
    log.history.close("#general")
    assert list(log.store.rows("SELECT count(*) FROM messages UNION ALL SELECT count(*) FROM buffers")) == [(0,), (0,)]


def test_much_is_forgotten_a_little_at_a_time(log):
    log.say(*["x"] * 5000)
    assert log.history.prune(most=10)
    assert log.history.prune(most=10)
    assert not log.history.prune(most=10)
    assert len(log.texts()) == 10
