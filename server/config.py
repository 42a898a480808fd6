"""What a room may be told before it opens: every setting with its default, unit and bounds. Data only.

A setting is one field of one table below; the file, ``--help`` and ``--print-config`` all follow
from it (see ``config_file``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from server.protocol import names
from server.protocol.vocabulary import DEFAULT_PORT

LOG_LEVELS = ("debug", "info", "warning", "error")


def setting(
    default: Any,
    text: str,
    *,
    low: int | None = None,
    high: int | None = None,
    choices: tuple[str, ...] = (),
    secret: bool = False,
) -> Any:
    """A field of a table, with what a person needs to know of it and the values it may have.

    What is ``secret`` is never printed, nor part of the table's ``repr``.
    """
    metadata = {"help": text, "low": low, "high": high, "choices": choices, "secret": secret}
    return field(default=default, metadata=metadata, repr=not secret)


@dataclass(frozen=True, slots=True)
class ServerTable:
    """``[server]``: what the room is called and where it listens."""

    name: str = setting("", "name in front of the room's own lines, without spaces; empty: made from the room's name")
    network: str = setting("Parlor", "the room's name, as people see it")
    host: str = setting("", "address to listen on; empty: every address of this computer")
    port: int = setting(DEFAULT_PORT, "port to listen on; 0: any free one, as when it is busy", low=0, high=65535)
    password: str = setting("", "password of the room; empty: none", secret=True)
    motd: str = setting("", "message of the day, shown to everybody who comes; empty: none")
    data_dir: str = setting("", "folder in which the room is kept; empty: it is forgotten when it closes")
    announce: bool = setting(True, "tell the networks around of the room: Parlor shows it under “Rooms near you”")
    casemapping: str = setting(
        "precis", "which names there are: in every script, or of plain letters only", choices=("precis", "ascii")
    )
    default_user_modes: str = setting("", "modes that everybody has who comes, such as i (not shown to strangers)")
    log_level: str = setting("info", "how much is logged", choices=LOG_LEVELS)
    proxy_protocol: str = setting(
        "off",
        "whether a proxy in front of the room says where visitors come from (HAProxy's PROXY, 1 and 2); "
        "whoever can reach the port can then claim any address",
        choices=("off", "optional", "required"),
    )
    flood_protection: bool = setting(True, "hold back who sends too much; switch off in a trusted room")

    @property
    def plain_names(self) -> bool:
        """Whether names are of ASCII only."""
        return self.casemapping == "ascii"


@dataclass(frozen=True, slots=True)
class TlsTable:
    """``[tls]``: what nobody between can read."""

    enabled: bool = setting(True, "speak TLS; if not, everything is in plain text, from everywhere")
    cert: str = setting("", "file with the certificate and its issuers (PEM); empty: the room makes one and keeps it")
    key: str = setting("", "file with the certificate's key (PEM); empty: in the same file")
    allow_plaintext: str = setting(
        "loopback", "from where plain text is accepted beside TLS", choices=("loopback", "all", "none")
    )


@dataclass(frozen=True, slots=True)
class WebSocketTable:
    """``[websocket]``: a second door, in plain text, for proxies and tests; browsers may use the main port too."""

    host: str = setting("127.0.0.1", "address to listen on for WebSocket in plain text")
    port: int = setting(0, "port to listen on for WebSocket in plain text; 0: none", low=0, high=65535)


@dataclass(frozen=True, slots=True)
class LimitsTable:
    """``[limits]``: how much of everything. Many people behind one address are normal, so these are generous."""

    nick_len: int = setting(names.NICK_LENGTH, "characters of a nickname", low=1, high=64)
    channel_len: int = setting(names.CHANNEL_LENGTH, "characters of a channel's name", low=2, high=128)
    topic_len: int = setting(390, "bytes of a topic", low=1, high=390)
    away_len: int = setting(300, "bytes of an away message", low=1, high=390)
    kick_len: int = setting(300, "bytes of the reason for a kick", low=1, high=390)
    realname_len: int = setting(150, "bytes of a real name", low=1, high=300)
    multiline_max_bytes: int = setting(64 * 1024, "bytes of a message of several lines", low=512)
    multiline_max_lines: int = setting(1000, "lines of such a message", low=2)
    max_list_entries: int = setting(100, "masks on one list of a channel", low=1)
    monitor: int = setting(200, "names one person may watch over", low=1)
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
class AccountsTable:
    """``[accounts]``: names that belong to somebody, for those who want that."""

    database: str = setting("", "file of the accounts; empty: with the room, in data_dir")
    registration: bool = setting(True, "whether people may make accounts themselves")
    registration_before_connect: bool = setting(True, "whether they may before they have come in")
    registration_requires_email: bool = setting(False, "whether they have to give an e-mail address for it")
    kdf_iterations: int = setting(100_000, "rounds of the function that hides passwords", low=4096)
    always_on: str = setting(
        "opt-in",
        "whether who has an account is still there when disconnected",
        choices=("disabled", "opt-in", "opt-out"),
    )


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """``[history]``: what was said before one came."""

    enabled: bool = setting(True, "keep what is said")
    database: str = setting("", "file of the history; empty: with the room, in data_dir")
    retention_days: int = setting(0, "days for which messages are kept; 0: for ever", low=0)
    retention_messages: int = setting(0, "messages kept in each conversation; 0: all", low=0)
    playback_max: int = setting(1000, "messages given at once to who asks for history", low=1)
    autoreplay: int = setting(50, "messages shown on joining to clients that cannot ask; 0: none", low=0)


@dataclass(frozen=True, slots=True)
class FilesTable:
    """``[files]``: pictures and other files that people send."""

    enabled: bool = setting(True, "keep files that people send")
    who: str = setting("members", "who may send files", choices=("members", "accounts", "operators"))
    max_bytes: int = setting(100 * 1024 * 1024, "bytes of one file", low=1)
    quota_bytes: int = setting(2 * 1024 * 1024 * 1024, "bytes of all files together", low=1)
    expiry_days: int = setting(0, "days for which a file is kept after it was last sent; 0: for ever", low=0)
    application: str = setting("", "file that guests may download to have Parlor itself; empty: none")


@dataclass(frozen=True, slots=True)
class OperatorTable:
    """One of ``[[operators]]``: who may do everything, by OPER."""

    name: str = setting("", "what the operator gives as name")
    password: str = setting("", "password, plain or as --hash-password writes it", secret=True)


@dataclass(frozen=True, slots=True)
class DebugTable:
    """``[debug]``: the room's own clock, for tests."""

    clock_offset: float = setting(0.0, "seconds by which the room's clock is ahead of this computer's")
    clock_rate: float = setting(1.0, "seconds of the room in one second", low=0)


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a room is told. Frozen and plain: it crosses threads and processes."""

    server: ServerTable = field(default_factory=ServerTable)
    limits: LimitsTable = field(default_factory=LimitsTable)
    tls: TlsTable = field(default_factory=TlsTable)
    websocket: WebSocketTable = field(default_factory=WebSocketTable)
    accounts: AccountsTable = field(default_factory=AccountsTable)
    history: HistoryTable = field(default_factory=HistoryTable)
    files: FilesTable = field(default_factory=FilesTable)
    operators: tuple[OperatorTable, ...] = ()
    debug: DebugTable = field(default_factory=DebugTable)

    def __hash__(self) -> int:
        """Of little: what follows from a configuration is looked up for everybody who comes, and all took 15 µs."""
        return hash(self.server.network)


TABLES: dict[str, type[Any]] = {
    "server": ServerTable,
    "tls": TlsTable,
    "websocket": WebSocketTable,
    "limits": LimitsTable,
    "accounts": AccountsTable,
    "history": HistoryTable,
    "files": FilesTable,
    "debug": DebugTable,
}
"""The tables that there is one of each; [[operators]] there may be many."""
