"""What a room may be told before it opens: every setting with its default, unit and bounds. Reads TOML.

A setting is one field of one table below; the file, ``--help`` and ``--print-config`` all follow
from it. What is not understood is refused with file, key and reason rather than ignored: a mistyped
password setting must not open a room to everybody.
"""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from server.protocol import names
from server.protocol.vocabulary import DEFAULT_PORT

_LONGEST_ROOM_NAME = 64
LOG_LEVELS = ("debug", "info", "warning", "error")


class ConfigError(ValueError):
    """The configuration cannot be used. The text is a sentence with file, key and reason."""


def setting(
    default: Any, text: str, *, low: int | None = None, high: int | None = None, choices: tuple[str, ...] = ()
) -> Any:
    """A field of a table, with what a person needs to know of it and the values it may have."""
    return field(default=default, metadata={"help": text, "low": low, "high": high, "choices": choices})


@dataclass(frozen=True, slots=True)
class ServerTable:
    """``[server]``: what the room is called and where it listens."""

    name: str = setting("", "name in front of the room's own lines, without spaces; empty: made from the room's name")
    network: str = setting("Parlor", "the room's name, as people see it")
    host: str = setting("", "address to listen on; empty: every address of this computer")
    port: int = setting(DEFAULT_PORT, "port to listen on; 0: any free one, as when it is busy", low=0, high=65535)
    password: str = setting("", "password of the room; empty: none")
    motd: str = setting("", "message of the day, shown to everybody who comes; empty: none")
    log_level: str = setting("info", "how much is logged", choices=LOG_LEVELS)
    flood_protection: bool = setting(True, "hold back who sends too much; switch off in a trusted room")


@dataclass(frozen=True, slots=True)
class LimitsTable:
    """``[limits]``: how much of everything. Many people behind one address are normal, so these are generous."""

    nick_len: int = setting(names.NICK_LENGTH, "characters of a nickname", low=1, high=64)
    channel_len: int = setting(names.CHANNEL_LENGTH, "characters of a channel's name", low=2, high=128)
    topic_len: int = setting(390, "bytes of a topic", low=1, high=390)
    away_len: int = setting(300, "bytes of an away message", low=1, high=390)
    kick_len: int = setting(300, "bytes of the reason for a kick", low=1, high=390)
    realname_len: int = setting(150, "bytes of a real name", low=1, high=300)
    max_channels: int = setting(100, "channels one person may be in", low=1)
    max_connections: int = setting(4000, "connections in all; 0: no limit", low=0)
    max_per_address: int = setting(500, "connections from one address; 0: no limit", low=0)
    sendq_bytes: int = setting(4 * 1024 * 1024, "bytes that may wait for a slow reader", low=64 * 1024)
    sendq_unregistered_bytes: int = setting(96 * 1024, "the same for who has not said a name yet", low=16 * 1024)
    registration_timeout: int = setting(30, "seconds in which to say a name", low=1)
    ping_interval: int = setting(90, "seconds of silence after which a visitor is asked for a sign of life", low=1)
    ping_timeout: int = setting(150, "seconds of silence after which a visitor is let go", low=2)
    flood_burst: int = setting(100, "lines anybody may send at once", low=10)
    flood_rate: int = setting(25, "lines a second that are taken from who has sent that many", low=1)
    flood_backlog: int = setting(2000, "lines held back after which a flooder is let go", low=10)


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a room is told. Frozen and plain: it crosses threads and processes."""

    server: ServerTable = field(default_factory=ServerTable)
    limits: LimitsTable = field(default_factory=LimitsTable)


TABLES: dict[str, type[ServerTable] | type[LimitsTable]] = {"server": ServerTable, "limits": LimitsTable}


def load(path: Path) -> Config:
    """Read a TOML file. Raises ConfigError."""
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror or error}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not TOML ({error}).") from error
    return from_tables(data, origin=str(path))


def from_tables(data: Mapping[str, Any], origin: str) -> Config:
    """Check tables as TOML gives them. ``origin`` begins every complaint. Raises ConfigError."""
    for key in data:
        if key not in TABLES:
            raise ConfigError(f"{origin}: [{key}] is not known. There are: {', '.join(TABLES)}.")
    config = Config(
        server=_table(ServerTable, data.get("server", {}), f"{origin}: [server]"),
        limits=_table(LimitsTable, data.get("limits", {}), f"{origin}: [limits]"),
    )
    if config.limits.ping_timeout <= config.limits.ping_interval:
        raise ConfigError(f"{origin}: [limits] ping_timeout has to be longer than ping_interval.")
    if not config.server.network.strip():
        raise ConfigError(f"{origin}: [server] network: a room needs a name.")
    return config


def check(config: Config) -> Config:
    """The same configuration, if it could have come from a file. Raises ConfigError."""
    return from_tables(dataclasses.asdict(config), origin="This room")


def as_toml(config: Config) -> str:
    """The configuration as a file would have it, with a comment on each line. A password is not shown."""
    lines: list[str] = []
    for name, table in TABLES.items():
        values = getattr(config, name)
        lines.append(f"[{name}]")
        for item in dataclasses.fields(table):
            value = getattr(values, item.name)
            if item.name == "password" and value:
                lines.append(f"# password is set, and not shown  # {item.metadata['help']}")
            else:
                lines.append(f"{item.name} = {json.dumps(value, ensure_ascii=False)}  # {item.metadata['help']}")
        lines.append("")
    return "\n".join(lines)


T = TypeVar("T", ServerTable, LimitsTable)


def _table(table: type[T], data: object, where: str) -> T:
    if not isinstance(data, Mapping):
        raise ConfigError(f"{where} has to be a table.")
    known = {item.name: item for item in dataclasses.fields(table)}
    for key, value in data.items():
        if key not in known:
            raise ConfigError(f"{where} {key} is not known.")
        if reason := _complaint(known[key], value):
            raise ConfigError(f"{where} {key}: {reason}")
    return table(**data)


_TYPE_NAMES: dict[type, str] = {str: "text", int: "a whole number", bool: "true or false"}


def _complaint(item: dataclasses.Field[Any], value: object) -> str | None:
    wanted = type(item.default)
    if type(value) is not wanted:  # isinstance would take True for a number
        return f"has to be {_TYPE_NAMES[wanted]}, not {value!r}."
    low, high, choices = (item.metadata[key] for key in ("low", "high", "choices"))
    if isinstance(value, int) and ((low is not None and value < low) or (high is not None and value > high)):
        return f"has to be {low} to {high}." if high is not None else f"has to be at least {low}."
    if item.name == "network" and len(str(value)) > _LONGEST_ROOM_NAME:
        return f"can have at most {_LONGEST_ROOM_NAME} characters."
    if choices and value not in choices:
        return f"has to be one of {', '.join(choices)}."
    if isinstance(value, str) and item.name != "motd" and not value.isprintable():
        return "cannot have line breaks or other invisible characters."
    if item.name == "name" and value and not _is_server_name(str(value)):
        return "can only have letters, digits, dots and dashes, and begins with a letter or digit."
    return None


def _is_server_name(value: str) -> bool:
    bare = value.replace("-", "").replace(".", "")
    return len(value) <= 63 and bare.isascii() and bare.isalnum() and value[0].isalnum()
