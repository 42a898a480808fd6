"""A room without a window: ``python -m server``."""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import json
import logging
import multiprocessing
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from server import VERSION
from server.config import LOG_LEVELS, TABLES, Config, OperatorTable, ServerTable
from server.config_file import ConfigError, as_toml, from_tables, load
from server.hosting import HostingError, bind
from server.listener import RoomServer, use_small_stacks
from server.log import LogLine
from server.passwords import hash_password

log = logging.getLogger("server")

_STOPPING = 0.9


def main(argv: list[str] | None = None, *, prog: str = "parlor-server") -> int:
    """Hold a room open until Ctrl+C or SIGTERM. Returns the exit status: 2 for a configuration that cannot be used."""
    arguments = _parser(prog).parse_args(argv)
    if arguments.hash_password:
        print(hash_password(_password()))
        return 0
    try:
        config = _configure(arguments)
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.print_config:
        print(as_toml(config), end="")
        return 0
    logging.basicConfig(
        level=config.server.log_level.upper(), format="%(asctime)s %(message)s", datefmt="%H:%M:%S", stream=sys.stderr
    )
    use_small_stacks()
    try:
        server = bind(config, _write_log)
    except HostingError as error:
        print(error, file=sys.stderr)
        return 1
    return _hold_open(server)


def _hold_open(server: RoomServer) -> int:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    server.start()
    _say_how_to_join(server)
    while not stop.wait(0.5):  # Windows delivers Ctrl+C only between two waits
        pass
    server.stop(_STOPPING)
    return 0


def _say_how_to_join(server: RoomServer) -> None:
    address = _address_to_join(server)
    print(f'Room "{server.room.name}" is open at {address}:{server.port}', flush=True)
    wished = server.room.config.server.port
    if wished and server.port != wished:
        print(f"Port {wished} is in use by another program, so the room is on another one.")
    print(f"To join: type {address}:{server.port} into Parlor, or run: parlor chat {address}:{server.port}")
    print(f"With another IRC client: /connect {address} {server.port} (without TLS)", flush=True)


def _address_to_join(server: RoomServer) -> str:
    """Where others reach this computer, as far as it knows itself."""
    if server.host not in ("::", "0.0.0.0"):
        return _bracketed(server.host)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: only asks which way it would go
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _write_log(line: LogLine) -> None:
    log.log(logging.WARNING if line.kind == "problem" else logging.INFO, "%s", line.text)


def _password() -> str:
    """The password somebody types, unseen, or pipes in."""
    return getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _configure(arguments: argparse.Namespace) -> Config:
    config = load(arguments.config) if arguments.config else Config()
    flags = {
        "host": arguments.host,
        "port": arguments.port,
        "network": arguments.name,
        "data_dir": arguments.data_dir,
        "password": arguments.password,
        "log_level": arguments.log_level,
    }
    tables = dataclasses.asdict(config)
    tables["server"] |= {name: value for name, value in flags.items() if value is not None}
    if arguments.tls is not None:
        tables["tls"]["enabled"] = arguments.tls
    return from_tables(tables, origin="command line")


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=prog,
        description="Holds a chat room open, without a window. People join with Parlor or any IRC client.",
        epilog=_settings(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    helps = {
        item.name: f"{item.metadata['help']} (default: {'empty' if item.default == '' else item.default})"
        for item in dataclasses.fields(ServerTable)
    }
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="a TOML file with the settings below; flags win over it"
    )
    parser.add_argument("--host", metavar="ADDRESS", help=helps["host"])
    parser.add_argument("--port", type=int, metavar="NUMBER", help=helps["port"])
    parser.add_argument("--name", metavar="NAME", help=helps["network"])
    parser.add_argument("--data-dir", metavar="FOLDER", help=helps["data_dir"])
    parser.add_argument("--password", metavar="WORD", help=helps["password"])
    parser.add_argument(
        "--tls",
        action=argparse.BooleanOptionalAction,
        help="speak TLS, and plain text to this computer only; without it plain text to everybody (default: --tls)",
    )
    parser.add_argument("--log-level", choices=LOG_LEVELS, help=helps["log_level"])
    parser.add_argument(
        "--hash-password",
        action="store_true",
        help="ask for a password (or read a line), print what to write into [[operators]] instead of it, and end",
    )
    parser.add_argument("--print-config", action="store_true", help="print the settings as they are in effect, and end")
    parser.add_argument("--version", action="version", version=f"parlor-server {VERSION}")
    return parser


def _settings() -> str:
    lines = ["settings in the file, with their defaults:"]
    tables: dict[str, type[Any]] = {f"[{name}]": table for name, table in TABLES.items()}
    for title, table in (tables | {"[[operators]]": OperatorTable}).items():
        lines.append(f"  {title}")
        lines += [
            f"  {item.name} = {json.dumps(item.default)}: {item.metadata['help']}" for item in dataclasses.fields(table)
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
