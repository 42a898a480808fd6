"""Settings as a file or the command line have them: read, checked and written. Knows the tables, not what they do.

What is not understood is refused with file, key and reason rather than ignored: a mistyped password
setting must not open a room to everybody.
"""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from server.config import TABLES, Config, OperatorTable

_LONGEST_ROOM_NAME = 64
_OPERATORS = "operators"


class ConfigError(ValueError):
    """The configuration cannot be used. The text is a sentence with file, key and reason."""


def load(path: Path) -> Config:
    """Read a TOML file. Raises ConfigError."""
    return from_tables(_read(path), origin=str(path))


def overlay(config: Config, path: Path) -> Config:
    """A configuration with what a TOML file says otherwise. Raises ConfigError."""
    tables: dict[str, Any] = dataclasses.asdict(config)
    for name, table in _read(path).items():
        known = tables.get(name)
        tables[name] = known | table if isinstance(known, dict) and isinstance(table, dict) else table
    return from_tables(tables, origin=str(path))


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror or error}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not TOML ({error}).") from error


def from_tables(data: Mapping[str, Any], origin: str) -> Config:
    """Check tables as TOML gives them. ``origin`` begins every complaint. Raises ConfigError."""
    known = (*TABLES, _OPERATORS)
    for key in data:
        if key not in known:
            raise ConfigError(f"{origin}: [{key}] is not known. There are: {', '.join(known)}.")
    tables = {name: _table(table, data.get(name, {}), f"{origin}: [{name}]") for name, table in TABLES.items()}
    config = Config(**tables, operators=_operators(data.get(_OPERATORS, ()), f"{origin}: [[{_OPERATORS}]]"))
    if config.limits.ping_timeout <= config.limits.ping_interval:
        raise ConfigError(f"{origin}: [limits] ping_timeout has to be longer than ping_interval.")
    if not config.server.network.strip():
        raise ConfigError(f"{origin}: [server] network: a room needs a name.")
    if config.server.name and not _is_server_name(config.server.name):
        reason = "can only have letters, digits, dots and dashes, and begins with a letter or digit."
        raise ConfigError(f"{origin}: [server] name: {reason}")
    if config.tls.key and not config.tls.cert:
        raise ConfigError(f"{origin}: [tls] key: belongs to a cert, which is not given.")
    return config


def check(config: Config) -> Config:
    """The same configuration, if it could have come from a file. Raises ConfigError."""
    return from_tables(dataclasses.asdict(config), origin="This room")


def as_toml(config: Config) -> str:
    """The configuration as a file would have it, with a comment on each line. Passwords are not shown."""
    lines: list[str] = []
    for name in TABLES:
        lines += [f"[{name}]", *_written(getattr(config, name)), ""]
    for operator in config.operators:
        lines += [f"[[{_OPERATORS}]]", *_written(operator), ""]
    return "\n".join(lines)


def _written(table: Any) -> list[str]:
    lines = []
    for item in dataclasses.fields(table):
        value, text = getattr(table, item.name), item.metadata["help"]
        if item.metadata["secret"] and value:
            lines.append(f"# {item.name} is set, and not shown  # {text}")
        else:
            lines.append(f"{item.name} = {json.dumps(value, ensure_ascii=False)}  # {text}")
    return lines


def _operators(data: object, where: str) -> tuple[OperatorTable, ...]:
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise ConfigError(f"{where} has to be a list of tables.")
    operators = tuple(_table(OperatorTable, item, where) for item in data)
    for operator in operators:
        if not operator.name or not operator.password:
            raise ConfigError(f"{where} an operator needs a name and a password.")
    return operators


def _table(table: type[Any], data: object, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise ConfigError(f"{where} has to be a table.")
    known = {item.name: item for item in dataclasses.fields(table)}
    values = {}
    for key, value in data.items():
        if key not in known:
            raise ConfigError(f"{where} {key} is not known.")
        if reason := _complaint(known[key], value):
            raise ConfigError(f"{where} {key}: {reason}")
        values[key] = float(value) if isinstance(known[key].default, float) else value
    return table(**values)


_TYPE_NAMES: dict[type, str] = {str: "text", int: "a whole number", bool: "true or false", float: "a number"}


def _complaint(item: dataclasses.Field[Any], value: object) -> str | None:
    wanted = type(item.default)
    if type(value) is not wanted and not (wanted is float and type(value) is int):  # isinstance: True is a number
        return f"has to be {_TYPE_NAMES[wanted]}, not {value!r}."
    low, high, choices = (item.metadata[key] for key in ("low", "high", "choices"))
    if isinstance(value, int | float) and ((low is not None and value < low) or (high is not None and value > high)):
        return f"has to be {low} to {high}." if high is not None else f"has to be at least {low}."
    if choices and value not in choices:
        return f"has to be one of {', '.join(choices)}."
    return _complaint_about_text(item.name, value) if isinstance(value, str) else None


def _complaint_about_text(key: str, value: str) -> str | None:
    if key == "network" and len(value) > _LONGEST_ROOM_NAME:
        return f"can have at most {_LONGEST_ROOM_NAME} characters."
    if key != "motd" and not value.isprintable():
        return "cannot have line breaks or other invisible characters."
    return None


def _is_server_name(value: str) -> bool:
    bare = value.replace("-", "").replace(".", "")
    return len(value) <= 63 and bare.isascii() and bare.isalnum() and value[0].isalnum()
