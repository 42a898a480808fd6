"""What people and channels say of themselves: how it is now, and how it came to be."""

from server.metadata import Metadata
from server.store import Store


def changes(store):
    return list(store.rows("SELECT target, key, value FROM metadata_changes ORDER BY id"))


def test_what_was_said_and_taken_back_stays_in_the_store(tmp_path):
    store = Store(tmp_path / "room.sqlite")
    metadata = Metadata(store)
    metadata.set("=ada", "color", "red")
    metadata.set("=ada", "color", "blue")
    metadata.set("#tea", "topic-by", "ada")
    metadata.unset("=ada", "color")
    metadata.forget("#tea")
    assert (metadata.of("=ada"), metadata.of("#tea")) == ({}, {})
    assert changes(store) == [
        ("=ada", "color", "red"),
        ("=ada", "color", "blue"),
        ("#tea", "topic-by", "ada"),
        ("=ada", "color", None),
        ("#tea", "topic-by", None),
    ]
    times = [time for (time,) in store.rows("SELECT time FROM metadata_changes ORDER BY id")]
    assert times == sorted(times)
    assert times[0] > 1_700_000_000_000


def test_what_a_guest_says_is_not_written_down(tmp_path):
    store = Store(tmp_path / "room.sqlite")
    metadata = Metadata(store)
    metadata.set("~0123", "color", "red")
    assert metadata.of("~0123") == {"color": "red"}
    assert changes(store) == []
