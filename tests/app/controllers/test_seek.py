"""Looking for what was said, going there, and taking it along."""

import platformdirs
import pytest

from app.controllers import slash
from app.controllers.memory import WINDOW
from app.controllers.seek import PAUSE_MS
from app.models.conversation import Kind
from tests.app.controllers.stay import MODERN, Stay


def say(stay, *texts, place="#general", start=0):
    for number, text in enumerate(texts, start):
        time = f"2024-05-01T12:{number // 60 % 60:02}:{number % 60:02}.000Z"
        stay.hear(f"@time={time};msgid={place}{number} :Ben!b@h PRIVMSG {place} :{text}")


def texts(stay):
    return [(one.place, one.entry.text) for one in stay.room.search.results]


def test_what_was_said_here_or_everywhere(stay):
    stay.hear(":Ada!a@h JOIN #tea")
    say(stay, "a needle", "a haystack")
    say(stay, "a needle with tea", place="#tea", start=9)
    stay.chat.seek.look("needle", everywhere=False)
    assert texts(stay) == [("#general", "a needle")]
    stay.chat.seek.look("needle", everywhere=True)
    assert texts(stay) == [("#tea", "a needle with tea"), ("#general", "a needle")]
    assert not stay.room.search.busy
    stay.chat.seek.look("  ", everywhere=True)
    assert texts(stay) == []


def test_going_to_what_is_older_than_what_is_shown(stay, clockwork):
    say(stay, "a needle", *(f"straw {number}" for number in range(3 * WINDOW)))
    again = Stay(clockwork, archive=stay.archive)
    again.room.set_current(again.room.open("Ben", Kind.DIRECT))
    again.chat.seek.look("needle", everywhere=True)
    (found,) = again.room.search.results
    assert again.general.index(found.entry.key) is None
    again.chat.seek.go(found)
    assert again.room.current is again.general
    assert again.general.index(found.entry.key) is not None
    keys = [entry.key for entry in again.general.entries]
    assert len(keys) == len(set(keys)) == 3 * WINDOW + 1


SEARCHING = f"{MODERN} draft/chathistory soju.im/search"


@pytest.fixture
def asking(clockwork):
    """In a room that can be asked for what was said."""
    return Stay(clockwork).come_in(offered=SEARCHING)


def label_of(sent):
    return sent.partition(" ")[0].removeprefix("@label=")


def answer(stay, label, *lines):
    found = (f"@batch=s;time=2020-01-01T00:00:0{n}.000Z;{line}" for n, line in enumerate(lines))
    stay.hear(f"@label={label} :room BATCH +s soju.im/search", *found, ":room BATCH -s")


def test_the_room_is_asked_once_nothing_more_is_typed(asking, clockwork):
    for text in ("n", "need", "needle two"):
        asking.chat.seek.look(text, everywhere=False)
        clockwork.pass_by(PAUSE_MS - 1)
    assert asking.take() == []
    assert asking.room.search.busy
    clockwork.pass_by(1)
    (sent,) = asking.take()
    assert sent.partition(" ")[2] == r"SEARCH text=needle\stwo;limit=200;in=#general"
    answer(asking, label_of(sent), "msgid=old :Ben!b@h PRIVMSG #general :two needles, two needles")
    assert texts(asking) == [("#general", "two needles, two needles")]
    assert not asking.room.search.busy


def test_what_is_found_on_both_sides_is_shown_once(asking, clockwork):
    say(asking, "a needle")
    asking.chat.seek.look("needle", everywhere=True)
    clockwork.pass_by(PAUSE_MS)
    sent = asking.take()[-1]
    assert sent.endswith("SEARCH text=needle;limit=200")
    answer(
        asking,
        label_of(sent),
        "msgid=#general0 :Ben!b@h PRIVMSG #general :a needle",
        "msgid=x :Ben!b@h PRIVMSG Ada :a needle for you",
    )
    assert sorted(texts(asking)) == [("#general", "a needle"), ("Ben", "a needle for you")]


def test_a_search_ends_where_the_room_refuses_or_is_gone(asking, clockwork):
    asking.chat.seek.look("needle", everywhere=True)
    clockwork.pass_by(PAUSE_MS)
    asking.hear(f"@label={label_of(asking.take()[-1])} :room FAIL SEARCH INVALID_PARAMS :No")
    assert not asking.room.search.busy
    for wait in (0, PAUSE_MS):
        asking.chat.seek.look("needle", everywhere=True)
        clockwork.pass_by(wait)
        asking.lose()
        clockwork.pass_by(PAUSE_MS)
        assert not asking.room.search.busy
        asking.come_in(offered=SEARCHING)


def test_search_is_shown_by_whoever_has_a_window_and_said_otherwise(stay):
    say(stay, "a needle")
    slash.run(stay.chat, "/search needle")
    assert stay.shown()[-1] == "* Ben: a needle"
    slash.run(stay.chat, "/search straw")
    assert stay.shown()[-1] == "* No messages with “straw”"
    seen = []
    stay.room.search.wanted.connect(lambda: seen.append(stay.room.search.text))
    slash.run(stay.chat, "/search hay stack")
    assert seen == ["hay stack"]


@pytest.fixture
def downloads(tmp_path, monkeypatch):
    monkeypatch.setattr(platformdirs, "user_downloads_path", lambda: tmp_path)
    return tmp_path


def test_a_conversation_is_saved_among_the_downloads_and_nothing_is_overwritten(stay, downloads):
    say(stay, "hello")
    for command in ("/export", "/export", "/export page.html"):
        slash.run(stay.chat, command)
    names = ["Adas room general 2.txt", "Adas room general.txt", "page.html"]
    assert sorted(path.name for path in downloads.iterdir()) == [name.replace("Adas", "Ada s") for name in names]
    assert stay.shown()[-1] == f"* 1 message saved as {downloads / 'page.html'}"
    with pytest.raises(slash.UsageError, match="There is a file"):
        slash.run(stay.chat, "/export page.html")
    with pytest.raises(slash.UsageError, match="There is no folder"):
        slash.run(stay.chat, "/export nowhere/page.html")
