"""A room without a window: ``python -m server``."""

from __future__ import annotations

import getpass
import logging
import multiprocessing
import signal
import socket
import sys
import threading
from functools import partial
from pathlib import Path

from server.accounts import AccountError, Accounts, add_account
from server.binding import HostingError, bind
from server.command_line import configure, parser
from server.config import Config
from server.config_file import ConfigError, as_toml
from server.herald import FAREWELL, Herald
from server.listener import RoomServer, prepare_process
from server.log import LogLine
from server.other_clients import proof_of, ready_lines
from server.passwords import hash_password
from server.protocol.fingerprints import shortened, spoken
from server.store import StoreError, open_store
from server.trust import ROOM_CERTIFICATE_FILE

log = logging.getLogger("server")

_STOPPING = 0.9


def main(argv: list[str] | None = None, *, prog: str = "parlor-server") -> int:
    """Hold a room open until Ctrl+C or SIGTERM. Returns the exit status: 2 for a configuration that cannot be used."""
    arguments = parser(prog).parse_args(argv)
    if arguments.hash_password:
        print(hash_password(_password()))
        return 0
    try:
        config = configure(arguments)
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.print_config:
        print(as_toml(config), end="")
        return 0
    logging.basicConfig(
        level=config.server.log_level.upper(), format="%(asctime)s %(message)s", datefmt="%H:%M:%S", stream=sys.stderr
    )
    if arguments.add_account is not None:
        return _add_account(config, arguments.add_account)
    prepare_process()
    try:
        server = bind(config, _write_log)
    except HostingError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.config:
        server.room.read_config = partial(configure, arguments)
    return _hold_open(server)


def _add_account(config: Config, name: str) -> int:
    database = config.accounts.database or config.history.database
    if not database and not config.server.data_dir:
        print("An account has to be kept somewhere: say where with --data-dir.", file=sys.stderr)
        return 2
    try:
        store = open_store(database, config.server.data_dir, log.warning)
        try:
            add_account(Accounts(store, config.accounts.kdf_iterations), name, _password())
        finally:
            store.close()
    except (AccountError, StoreError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{name} has an account now.")
    return 0


def _hold_open(server: RoomServer) -> int:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    server.start()
    _say_how_to_join(server)
    herald = Herald(server)
    herald.keep_watch()
    while not stop.wait(0.5):  # Windows delivers Ctrl+C only between two waits
        herald.keep_watch()  # the configuration may have been read again
        logging.getLogger().setLevel(server.room.config.server.log_level.upper())
    herald.stop(FAREWELL)
    server.stop(_STOPPING - FAREWELL)
    return 0


def _say_how_to_join(server: RoomServer) -> None:
    address, port, identity = _address_to_join(server), server.port, server.identity
    proof = f", fingerprint {identity.fingerprint}" if identity else ", without encryption"
    print(f'Room "{server.room.name}" is open at {address}:{port}{proof}', flush=True)
    wished = server.room.config.server.port
    if wished and port != wished:
        print(f"Port {wished} is in use by another program, so the room is on another one.")
    if identity is None:
        print(f"To join: type irc://{address}:{port} into Parlor, or run: parlor chat irc://{address}:{port}")
        print(f"With another IRC client: /connect {address} {port} (without TLS)", flush=True)
        return
    print(f"To join: type {address}:{port} into Parlor, and compare the words: {spoken(identity.fingerprint)}")
    print(f"In a terminal: parlor chat {address}:{port} --trust {shortened(identity.fingerprint)}")
    if server.has_page:
        print(f"In a browser: https://{address}:{server.page_port}/")
    print("With another IRC client (WeeChat before 4.0 says -ssl for -tls):")
    for name, line in ready_lines(address, port, proof_of(identity), *_authority_file(server)).items():
        print(f"  {name}: {line}".replace("\n", "\n    "), flush=True)


def _authority_file(server: RoomServer) -> list[str]:
    """Where the certificate is that others may trust, if the room keeps one."""
    config = server.room.config
    kept = config.server.data_dir and not config.tls.cert
    return [str((Path(config.server.data_dir) / ROOM_CERTIFICATE_FILE).absolute())] if kept else []


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


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
