"""The log in a real window: it follows its conversation and keeps the reader's place."""

import gc
import time
import weakref

import pytest

from app.models.conversation import Conversation, Kind
from app.models.entries import Arrival, Delivery
from ui.theme import theme


def test_it_opens_at_the_end_and_says_so_once(log, talk):
    log.timeline.show(talk, me="Ada")
    log.update()
    assert log.texts()[-1] == "message 99"
    assert log.timeline.at_end
    assert log.asked == [("seen", "")]


def test_what_is_said_appears(log, talk, say):
    log.timeline.show(talk, me="Ada")
    log.update()
    talk.append(say("Grace", "and this", at=3000))
    log.update()
    assert log.texts()[-1] == "and this"


def test_my_line_waits_then_is_sent_without_moving_anything(log, talk, say):
    log.timeline.show(talk, me="Ada")
    waiting = say("Ada", "mine", at=3000, delivery=Delivery.WAITING)
    talk.append(waiting)
    log.update()
    place = log.place_of("mine")
    talk.replace(waiting.key, say("Ada", "mine", at=3001))
    log.update()
    assert log.place_of("mine") == place


def test_reading_above_is_not_disturbed_and_the_new_are_counted(log, talk, say):
    log.timeline.show(talk, me="Ada")
    log.timeline.scroll_page(-2)
    log.update()
    before = log.texts()
    place = log.place_of(before[5])
    talk.append(say("Grace", "new one", at=3000), Arrival("a", 0.0, "Bo"), say("Linus", "new two", at=3001))
    log.update()
    assert log.place_of(before[5]) == place
    assert "new two" not in log.texts()
    assert not log.timeline.at_end
    assert "2" in log.texts(), "the number on the way to the latest"
    log.timeline.to_end()
    log.update()
    assert log.texts()[-1] == "new two"
    assert log.asked.count(("seen", "")) == 2


def test_who_writes_is_brought_to_what_they_wrote(log, talk, say):
    log.timeline.show(talk, me="Ada")
    log.timeline.scroll_page(-2)
    talk.append(say("Ada", "mine", at=3000, delivery=Delivery.WAITING))
    log.update()
    assert log.texts()[-1] == "mine"


def test_each_conversation_keeps_its_place(log, talk, say):
    other = Conversation("#other", Kind.CHANNEL)
    other.append(say("Linus", "elsewhere"))
    log.timeline.show(talk, me="Ada")
    log.timeline.scroll_page(-2)
    log.update()
    before = log.texts()
    log.timeline.show(other, me="Ada")
    log.update()
    assert log.texts() == ["Today", "Linus", "12:00", "elsewhere"]
    talk.prepend([say("Grace", f"older {n}", at=-500) for n in range(5)])
    log.timeline.show(talk, me="Ada")
    log.update()
    assert log.texts() == before


def test_a_conversation_that_is_over_is_forgotten(log, talk):
    gone = Conversation("#gone", Kind.CHANNEL)
    seen = weakref.ref(gone)
    log.timeline.show(gone, me="Ada")
    log.timeline.show(talk, me="Ada")
    del gone
    gc.collect()
    assert seen() is None
    assert len(talk.entries_changed) == 1


def test_one_begins_at_what_is_unread(log, talk):
    talk.note_unread("m41", mention=False)
    log.timeline.show(talk, me="Ada")
    log.update()
    shown = log.texts()
    assert shown.index("New") < shown.index("message 40") < 10
    assert not log.timeline.at_end
    assert "60" in shown


def test_a_little_unread_is_read_from_the_end(log, talk):
    talk.note_unread("m99", mention=False)
    log.timeline.show(talk, me="Ada")
    log.update()
    assert log.timeline.at_end
    assert "New" in log.texts()


def test_the_unread_line_comes_and_goes_with_the_model(log, talk):
    log.timeline.show(talk, me="Ada")
    talk.note_unread("m98", mention=False)
    log.update()
    assert "New" in log.texts()
    talk.mark_read(forget_line=True)
    log.update()
    assert "New" not in log.texts()


def test_an_unread_line_above_does_not_move_what_is_read(log, talk):
    log.timeline.show(talk, me="Ada")
    log.timeline.scroll_page(-2)
    log.update()
    first = log.timeline._rows.entries[log.scroller.place.index]
    place = log.place_of(first.text)
    talk.note_unread(first.key, mention=False)
    log.update()
    assert log.place_of(first.text) == place
    talk.mark_read(forget_line=True)
    log.update()
    assert log.place_of(first.text) == place


def test_older_messages_are_asked_for_once_at_the_top(log, talk, say):
    log.timeline.show(talk, me="Ada")
    log.key("<Home>")
    log.key("<Up>")
    assert log.asked.count(("older", "#general")) == 1
    top = log.place_of("message 0")
    talk.prepend([say("Zoe", f"older {n}", at=-5000) for n in range(20)])
    log.update()
    assert log.place_of("message 0") == top, "the page stands still while older ones come in above"
    log.key("<Home>")
    assert log.asked.count(("older", "#general")) == 2


def test_what_was_taken_away_or_cleared_is_gone(log, talk):
    log.timeline.show(talk, me="Ada")
    talk.remove("m100")
    log.update()
    assert log.texts()[-1] == "message 98"
    talk.clear()
    log.update()
    assert log.texts() == []
    log.timeline.show(None, me="Ada")
    log.update()
    assert log.texts() == []


def test_names_regroup_when_what_stood_above_goes(log, say):
    talk = Conversation("#general", Kind.CHANNEL)
    talk.append(say("Grace", "one"), say("Grace", "two"))
    log.timeline.show(talk, me="Ada")
    log.update()
    talk.remove("m1")
    log.update()
    assert log.texts() == ["Today", "Grace", "12:00", "two"]


@pytest.mark.parametrize("change", [{"dark": True}, {"compact": True}, {"scale": 1.5}])
def test_another_look_keeps_the_place(log, talk, change):
    log.timeline.show(talk, me="Ada")
    log.timeline.scroll_page(-2)
    log.update()
    first = log.scroller.place.index
    theme.show(**change)
    log.update()
    assert log.scroller.place.index == first
    colour = log.canvas.itemcget(log.canvas.find_withtag("row")[-1], "fill")
    theme.show(dark=False, compact=False, scale=1)
    log.update()
    assert log.scroller.place.index == first
    assert ("dark" in change) == (log.canvas.itemcget(log.canvas.find_withtag("row")[-1], "fill") != colour)


def test_another_width_keeps_the_place_and_breaks_lines_anew(log, talk, say, root):
    long = "many words in a row " * 10
    talk.append(say("Grace", long, at=3000))
    log.timeline.show(talk, me="Ada")
    root.geometry("500x700")
    log.update()
    assert log.timeline.at_end
    narrow = len([text for text in log.texts() if "words" in text])
    root.geometry("900x700")
    log.update()
    assert narrow > len([text for text in log.texts() if "words" in text])


def test_the_tail_of_a_burst_is_on_the_screen_and_little_else_exists(log, talk, say):
    log.timeline.show(talk, me="Ada")
    for n in range(2000):
        talk.append(say("Grace", f"burst {n}", at=4000 + n))
    log.update()
    assert log.texts()[-1] == "burst 1999"
    assert len(log.canvas.find_all()) < 400


def test_today_becomes_yesterday_at_midnight(log, talk, monkeypatch):
    log.timeline.show(talk, me="Ada")
    log.timeline._keys.page(-20)
    log.update()
    assert "Today" in log.texts()
    now = log.timeline._calendar._now
    monkeypatch.setattr(log.timeline._calendar, "_now", lambda: now() + 86_400)
    log.timeline.after_cancel(log.timeline._midnight)
    log.timeline._next_day()
    log.update()
    assert "Yesterday" in log.texts()


def test_it_follows_nothing_after_its_end(log, talk, say):
    log.timeline.show(talk, me="Ada")
    talk.append(say("Grace", "just before the end", at=3000))
    log.timeline.destroy()
    talk.append(say("Grace", "nobody looks", at=3001))
    assert len(talk.entries_changed) == len(talk.unread_changed) == len(talk.members_changed) == 0


HOSTILE = {
    "one word of 100 KB": "x" * 100_000,
    "100 KB of words": "word " * 20_000,
    "newlines": "\n" * 100_000,
    "control characters": "".join(map(chr, range(32))) * 3000 + "\x7f\x9b",
    "zero width": "\u200b\u200d\u2060\ufeff" * 25_000,
    "accents": "Z" + "\u0351\u0336" * 50_000,
    "directions": "\u202eabc\u2066\u202d\u2069" * 1000,
    "astral letters": "𝕳𝖊𝖑𝖑𝖔 𐍈 𒀀 " * 500,
    "unknown emoji": "\U0001fae9\U0001faff\U0001f9ff\U0001f1e6\u20e3" * 1000,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽" * 3000,
    "half a character": "\ud83d" * 1000,
    "marks": "*_`@[](" * 10_000,
    "Tcl": '[exit] $x {unbalanced \\ "quoted; -text' * 20,
    "Arabic and Hebrew": "שלום مرحبا " * 500,
    "code": "```\n" + "\t" * 5000 + "x" * 50_000 + "\n" * 2000 + "```",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_hangs_the_log_or_harms_it(log, talk, say, name):
    log.timeline.show(talk, me="Ada")
    log.update()
    began = time.process_time()
    key = say(HOSTILE[name][:200], HOSTILE[name], at=3000)
    talk.append(key, say("Ada", HOSTILE[name], at=3000), say("Grace", "still here", at=3001))
    talk.set_topic(HOSTILE[name])
    log.update()
    log.timeline._actions.copying.select_all()
    log.timeline.copy()
    log.update()
    assert "still here" in log.texts()
    assert time.process_time() - began < 5
    for text in log.texts():
        assert text.isprintable() or name in {"directions", "Arabic and Hebrew", "accents", "zero width"}, ascii(text)
        assert not any("\U0001f300" <= c <= "\U0001f64f" for c in text), "an emoji would be drawn as text"


def test_that_our_message_was_read_is_shown_at_once_and_goes_on_to_the_next(log, talk, say):
    first, second = say("Ada", "tea?", at=3000), say("Ada", "or coffee?", at=3001)
    talk.append(first, second)
    log.timeline.show(talk, me="Ada")
    log.update()
    assert "Read by 1" not in log.texts()
    talk.readers.note("Grace", first.time)
    log.update()
    height = log.place_of("Read by 1")[1]
    talk.readers.note("Grace", second.time)
    log.update()
    assert log.texts().count("Read by 1") == 1
    assert log.place_of("Read by 1")[1] > height
