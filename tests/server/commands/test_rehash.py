"""REHASH, and what everybody is told of what it changes."""

import dataclasses

import pytest

from server.config_file import ConfigError


def said(messages):
    return [(m.command, *m.params) for m in messages]


@pytest.fixture
def room(make_room):
    return make_room(operators={"root": "secret"})


@pytest.fixture
def root(enter):
    person = enter("root")
    person.ask("OPER root secret")
    return person


@pytest.fixture
def reread(room, root):
    """Have the configuration read again, in which some settings are different now."""

    def reread(**tables):
        new = {name: dataclasses.replace(getattr(room.config, name), **values) for name, values in tables.items()}
        config = dataclasses.replace(room.config, **new)
        room.read_config = lambda: config
        return root.ask("REHASH")

    return reread


def test_what_can_change_is_as_it_was_read(root, room, reread):
    """RPL_REHASHING: Sent to an operator which has just successfully issued a REHASH command."""
    assert [m.command for m in reread(server={"motd": "new"})] == ["382"]
    assert "- new" in [m.params[-1] for m in root.ask("MOTD")]


def test_a_room_without_a_file_has_nothing_to_read(root):
    assert [(m.command, *m.params[:2]) for m in root.ask("REHASH")] == [("FAIL", "REHASH", "NO_CONFIGURATION")]


def test_what_cannot_be_used_changes_nothing_and_is_said(root, room):
    before = room.config

    def fail():
        raise ConfigError("room.toml: [server] motd: has to be text.")

    room.read_config = fail
    assert root.ask("REHASH")[0].params[1:] == ("INVALID_CONFIGURATION", "room.toml: [server] motd: has to be text.")
    assert room.config is before


@pytest.mark.parametrize(
    ("table", "values"),
    [("server", {"casemapping": "ascii"}), ("server", {"network": "Other"}), ("history", {"enabled": False})],
)
def test_what_a_room_is_opened_with_stays(reread, room, table, values):
    before = room.config
    assert [m.command for m in reread(**{table: values})] == ["382"]
    assert room.config == before


def test_what_the_room_has_no_more_nobody_has_any_more(enter, reread):
    """When enabled, the server MUST notify the client about all new capabilities and about existing capabilities that
    are no longer available. Servers MUST cancel any capability-specific behavior for a client after sending CAP DEL.
    """
    ada, bob = enter("ada", "cap-notify", "draft/account-registration"), enter("bob", "draft/account-registration")
    ada.lines(), bob.lines()
    reread(accounts={"registration": False})
    assert said(ada.heard()) == [("CAP", "ada", "DEL", "draft/account-registration")]
    assert bob.heard() == []
    assert said(bob.ask("CAP LIST")) == [("CAP", "bob", "LIST", "")]
    reread(accounts={"registration": True})
    assert said(ada.heard()) == [("CAP", "ada", "NEW", "draft/account-registration")]


def test_news_of_a_capability_come_with_its_value_to_who_knows_values(enter, reread):
    """If the client supports CAP version 302, the capabilities SHOULD be listed with values."""
    ada, bob = enter("ada"), enter("bob", "cap-notify")
    ada.ask("CAP LS 302"), bob.lines()
    reread(limits={"multiline_max_lines": 7})
    assert bob.heard() == []
    assert said(ada.heard()) == [("CAP", "ada", "NEW", "draft/multiline=max-bytes=65536,max-lines=7")]


@pytest.mark.parametrize(("capabilities", "batched"), [([], False), (["batch", "draft/extended-isupport"], True)])
def test_what_the_room_announces_is_announced_again_where_it_changes(enter, reread, capabilities, batched):
    """Servers can update or delete existing values by sending additional RPL_ISUPPORT messages in a draft/isupport
    batch after the initial batch.
    """
    ada = enter("ada", *capabilities)
    ada.lines()
    reread(limits={"topic_len": 100, "away_len": 90})
    told = ada.heard()
    assert [m.command for m in told] == (["BATCH", "005", "BATCH"] if batched else ["005"])
    assert told[batched].params[:-1] == ("ada", "AWAYLEN=90", "TOPICLEN=100")


def test_who_wants_to_know_hears_whether_they_still_stay(enter, reread):
    """https://ircv3.net/specs/extensions/persistence: "an event … that changes the persistence status (e.g. a server
    configuration change".
    """
    ada = enter("ada", "draft/persistence")
    ada.ask("REGISTER * * secret")
    reread(accounts={"always_on": "opt-out"})
    assert said(ada.heard()) == [("PERSISTENCE", "STATUS", "DEFAULT", "ON")]
