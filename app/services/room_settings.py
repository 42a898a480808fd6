"""What the host has decided about a room of this computer: one file in the room's folder, which the room reads, too.

It is the room's own configuration (TOML). What somebody has written into it by hand stays there.
"""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.models.hosted import FileLimits, HostChoices

log = logging.getLogger(__name__)

FILE = "room.toml"
_HEAD = "# How this room is run. `parlor-server --help` explains every setting.\n"
_EVERYBODY, _THIS_COMPUTER = "all", "loopback"
_MEMBERS, _OPERATORS = "members", "operators"
_LIMITS = ("max_bytes", "quota_bytes", "expiry_days")


class RoomSettings:
    """The file of one room."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def load(self) -> HostChoices:
        """What was decided; the usual where nothing was, or where it cannot be read."""
        tables = self._read()
        password = _table(tables, "server").get("password", "")
        plaintext = _table(tables, "tls").get("allow_plaintext", _THIS_COMPUTER)
        files = _table(tables, "files")
        return HostChoices(str(password), plaintext == _EVERYBODY, _limits(files), _application(files))

    def save(self, choices: HostChoices) -> None:
        """Write down what was decided. Raises OSError."""
        tables = self._read()
        tables["server"] = {**_table(tables, "server"), "password": choices.password}
        allowed = _EVERYBODY if choices.unencrypted else _THIS_COMPUTER
        tables["tls"] = {**_table(tables, "tls"), "allow_plaintext": allowed}
        tables["files"] = {
            **_table(tables, "files"),
            **_written_limits(choices.files),
            "application": choices.application,
        }
        part = self.path.with_suffix(".part")
        part.touch(mode=0o600)  # there is a password in it
        part.write_text(_HEAD + "".join(_written(tables)), encoding="utf-8")
        part.replace(self.path)

    def _read(self) -> dict[str, Any]:
        import tomllib  # here: who hosts nothing never reads any

        try:
            return tomllib.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            log.warning("%s cannot be read: %s", self.path, error)
            return {}


def _limits(table: dict[str, Any]) -> FileLimits:
    usual = FileLimits()
    return FileLimits(
        table.get("who", _MEMBERS) != _OPERATORS,
        *(
            value if isinstance(value := table.get(key), int) else default
            for key, default in zip(_LIMITS, (usual.longest, usual.altogether, usual.days), strict=True)
        ),
    )


def _application(table: dict[str, Any]) -> str:
    """What guests may have, as long as it is there: the room does not offer anything else either."""
    path = str(table.get("application", ""))
    return path if path and Path(path).is_file() else ""


def _written_limits(limits: FileLimits) -> dict[str, Any]:
    who = _MEMBERS if limits.from_everybody else _OPERATORS
    return {"who": who} | dict(zip(_LIMITS, (limits.longest, limits.altogether, limits.days), strict=True))


def _table(tables: dict[str, Any], name: str) -> dict[str, Any]:
    table = tables.get(name)
    return table if isinstance(table, dict) else {}


def _written(tables: dict[str, Any]) -> Iterator[str]:
    """Tables of texts, numbers and switches, which is all that a room's configuration has. JSON writes them alike."""
    for name, table in tables.items():
        if isinstance(table, dict):
            yield f"\n[{name}]\n"
            yield from (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items())
