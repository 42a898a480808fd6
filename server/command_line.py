"""What may be said on the command line of a room without a window: flags, and the file they win over."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path
from typing import Any

from server import VERSION
from server.config import LOG_LEVELS, TABLES, Config, OperatorTable, ServerTable
from server.config_file import from_tables, load


def configure(arguments: argparse.Namespace) -> Config:
    """The configuration that the arguments ask for. Raises ConfigError."""
    config = load(arguments.config) if arguments.config else Config()
    flags = {
        "host": arguments.host,
        "port": arguments.port,
        "network": arguments.name,
        "data_dir": arguments.data_dir,
        "password": arguments.password,
        "log_level": arguments.log_level,
        "announce": arguments.announce,
    }
    tables = dataclasses.asdict(config)
    tables["server"] |= {name: value for name, value in flags.items() if value is not None}
    if arguments.tls is not None:
        tables["tls"]["enabled"] = arguments.tls
    return from_tables(tables, origin="command line")


def parser(prog: str) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog=prog,
        description="Holds a chat room open, without a window. People join with Parlor or any IRC client.",
        epilog=_settings(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    helps = {
        item.name: f"{item.metadata['help']} (default: {'empty' if item.default == '' else item.default})"
        for item in dataclasses.fields(ServerTable)
    }
    made.add_argument(
        "--config", type=Path, metavar="FILE", help="a TOML file with the settings below; flags win over it"
    )
    made.add_argument("--host", metavar="ADDRESS", help=helps["host"])
    made.add_argument("--port", type=int, metavar="NUMBER", help=helps["port"])
    made.add_argument("--name", metavar="NAME", help=helps["network"])
    made.add_argument("--data-dir", metavar="FOLDER", help=helps["data_dir"])
    made.add_argument("--password", metavar="WORD", help=helps["password"])
    made.add_argument(
        "--tls",
        action=argparse.BooleanOptionalAction,
        help="speak TLS, and plain text to this computer only; without it plain text to everybody (default: --tls)",
    )
    made.add_argument("--announce", action=argparse.BooleanOptionalAction, help=helps["announce"])
    made.add_argument("--log-level", choices=LOG_LEVELS, help=helps["log_level"])
    instead = made.add_mutually_exclusive_group()
    instead.add_argument(
        "--print-config", action="store_true", help="print the settings as they are in effect, and end"
    )
    instead.add_argument(
        "--add-account",
        metavar="NAME",
        help="make an account in the room kept in data_dir: ask for its password (or read a line), and end",
    )
    instead.add_argument(
        "--hash-password",
        action="store_true",
        help="ask for a password (or read a line), print what to write into [[operators]] instead of it, and end",
    )
    made.add_argument("--version", action="version", version=f"parlor-server {VERSION}")
    return made


def _settings() -> str:
    lines = ["settings in the file, with their defaults:"]
    tables: dict[str, type[Any]] = {f"[{name}]": table for name, table in TABLES.items()}
    for title, table in (tables | {"[[operators]]": OperatorTable}).items():
        lines.append(f"  {title}")
        lines += [
            f"  {item.name} = {json.dumps(item.default)}: {item.metadata['help']}" for item in dataclasses.fields(table)
        ]
    return "\n".join(lines)
