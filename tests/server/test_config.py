"""What a room may be told, and what it refuses to hear."""

import dataclasses
import json
import tomllib

import pytest

from server.command_line import parser
from server.config import TABLES, Config, LimitsTable, OperatorTable, ServerTable
from server.config_file import ConfigError, as_toml, from_tables, load, overlay


def test_a_file_is_read(tmp_path):
    file = tmp_path / "room.toml"
    file.write_text('[server]\nnetwork = "Tea"\nport = 0\n[limits]\nnick_len = 20\n', encoding="utf-8")
    config = load(file)
    assert (config.server.network, config.server.port, config.limits.nick_len) == ("Tea", 0, 20)
    assert config.limits.topic_len == Config().limits.topic_len


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("[server]\nport = true", "port", "whole number"),
        ("[server]\nport = 70000", "port", "0 to 65535"),
        ("[server]\nport = '1'", "port", "whole number"),
        ("[server]\npasword = 'x'", "pasword", "not known"),
        ("[server]\nflood_protection = 1", "flood_protection", "true or false"),
        ("[server]\nlog_level = 'loud'", "log_level", "one of debug"),
        ("[server]\nname = 'a b'", "name", "letters"),
        ("[server]\nname = '.a'", "name", "letter or digit"),
        ('[server]\nnetwork = "a\\nb"', "network", "line breaks"),
        ("[server]\nnetwork = '  '", "network", "needs a name"),
        ("[limits]\nnick_len = 0", "nick_len", "1 to 64"),
        ("[limits]\nsendq_bytes = 1", "sendq_bytes", "at least"),
        ("[limits]\nping_timeout = 90", "ping_timeout", "longer"),
        ("[tls]\nenabled = 'yes'", "enabled", "true or false"),
        ("[tls]\nallow_plaintext = 'some'", "allow_plaintext", "one of loopback, all, none"),
        ("[tls]\nkey = 'key.pem'", "key", "belongs to a cert"),
        ("[debug]\nclock_rate = 'fast'", "clock_rate", "a number"),
        ("[debug]\nclock_rate = true", "clock_rate", "a number"),
        ("[operators]\nname = 'a'", "[[operators]]", "list of tables"),
        ("[[operators]]\nname = 'a'", "[[operators]]", "password"),
        ("[[operators]]\nnick = 'a'", "nick", "not known"),
        ("server = 1", "[server]", "table"),
        ("[sever]\nport = 1", "[sever]", "not known"),
        ("[server", "", "TOML"),
    ],
)
def test_what_is_not_understood_is_refused_with_file_key_and_reason(tmp_path, text, key, reason):
    file = tmp_path / "room.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(file)
    assert str(caught.value).startswith(str(file))
    assert key in str(caught.value)
    assert reason in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content):
    file = tmp_path / "room.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match=r"room\.toml"):
        load(file)


def test_what_is_printed_can_be_read_again_and_keeps_the_password_to_itself():
    config = Config(server=ServerTable(network="Ada’s “room”", motd="one\ntwo", password="sesame"))
    text = as_toml(config)
    assert "sesame" not in text
    again = from_tables(tomllib.loads(text), origin="printed")
    assert again.server.network == config.server.network
    assert again.server.motd == config.server.motd
    assert again.limits == config.limits


def test_every_table_of_the_contract_is_read(tmp_path):
    file = tmp_path / "room.toml"
    file.write_text(
        """
        [tls]
        enabled = false
        [websocket]
        host = "127.0.0.1"
        port = 8097
        [accounts]
        registration = false
        [history]
        autoreplay = 0
        [files]
        enabled = false
        [[operators]]
        name = "root"
        password = "frog"
        [[operators]]
        name = "José"
        password = "toad"
        [debug]
        clock_offset = 60
        clock_rate = 1.5
        """,
        encoding="utf-8",
    )
    config = load(file)
    assert not config.tls.enabled
    assert config.websocket.port == 8097
    assert not config.accounts.registration
    assert config.history.autoreplay == 0
    assert not config.files.enabled
    assert config.operators == (OperatorTable("root", "frog"), OperatorTable("José", "toad"))
    assert (config.debug.clock_offset, config.debug.clock_rate) == (60.0, 1.5)


CONTRACT = {
    "server": "name network host port password motd data_dir casemapping default_user_modes log_level proxy_protocol "
    "flood_protection",
    "tls": "enabled cert key allow_plaintext",
    "websocket": "host port",
    "limits": "nick_len channel_len topic_len max_connections max_per_address sendq_bytes multiline_max_bytes "
    "multiline_max_lines registration_timeout ping_interval ping_timeout",
    "accounts": "database registration registration_before_connect registration_requires_email kdf_iterations "
    "always_on",
    "history": "enabled database retention_days retention_messages playback_max autoreplay",
    "files": "enabled max_bytes quota_bytes expiry_days",
    "debug": "clock_offset clock_rate",
}
"""What files out there may say: names that stay, whatever is added."""


@pytest.mark.parametrize(("table", "keys"), CONTRACT.items())
def test_what_files_may_say_stays(table, keys):
    known = tomllib.loads(as_toml(Config()))[table]
    assert set(keys.split()) <= set(known)
    assert from_tables({table: known}, origin="printed") == Config()


def test_every_setting_says_what_it_is_and_has_a_default(capsys):
    with pytest.raises(SystemExit):
        parser("parlor-server").parse_args(["--help"])
    text = capsys.readouterr().out
    for table in (*TABLES.values(), OperatorTable):
        for item in dataclasses.fields(table):
            assert f"  {item.name} = {json.dumps(item.default)}: {item.metadata['help']}\n" in text


@pytest.mark.parametrize(
    "flag",
    ["--config", "--host", "--port", "--name", "--data-dir", "--password", "--tls, --no-tls", "--log-level",
     "--add-account", "--print-config", "--version"],
)  # fmt: skip
def test_every_flag_of_the_command_line_stays(capsys, flag):
    with pytest.raises(SystemExit):
        parser("parlor-server").parse_args(["--help"])
    assert f"\n  {flag}" in capsys.readouterr().out


def test_no_password_is_printed_nor_part_of_what_a_mistake_would_show():
    config = Config(ServerTable(password="sesame"), operators=(OperatorTable("root", "frog"),))
    for text in (as_toml(config), repr(config)):
        assert "sesame" not in text
        assert "frog" not in text


def test_a_file_says_otherwise_than_what_was_given_and_leaves_the_rest(tmp_path):
    given = Config(ServerTable(network="Ada", motd="hello"), LimitsTable(nick_len=20))
    file = tmp_path / "room.toml"
    file.write_text('[server]\nmotd = "bye"\n[tls]\nallow_plaintext = "all"\n', encoding="utf-8")
    told = overlay(given, file)
    assert (told.server.network, told.server.motd, told.limits.nick_len) == ("Ada", "bye", 20)
    assert told.tls.allow_plaintext == "all"
    file.write_text("server = 1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="has to be a table"):
        overlay(given, file)
