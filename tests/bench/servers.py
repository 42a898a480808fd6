"""Starts and stops the servers that are measured: Parlor's room in its several ways, and the peers that are installed.

Knows processes, ports and configurations; nothing of what is measured. Linux, for what it reads in /proc.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

_ROOM = """
[server]
host = "127.0.0.1"
log_level = "warning"
flood_protection = {flood}
[limits]
max_connections = 0
max_per_address = 0
sendq_bytes = {sendq}
[history]
enabled = {history}
[tls]
enabled = {tls}
"""

# MaxPenaltyTime = 0 turns its flood protection, 256 bytes a second for everybody, into nothing.
_NGIRCD = """
[Global]
Name = ngircd.bench
Info = bench
Listen = 127.0.0.1
Ports = {port}
MotdPhrase = bench
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxNickLength = 31
MaxPenaltyTime = 0
PingTimeout = 3600
PongTimeout = 3600
[Options]
DNS = no
Ident = no
PAM = no
"""

# commandrate is in thousandths of a command a second.
_INSPIRCD = """
<server name="inspircd.bench" description="bench" network="Bench">
<admin name="bench" nick="bench" email="bench@localhost">
<bind address="127.0.0.1" port="{port}" type="clients">
<connect name="all" allow="*" timeout="60" pingfreq="1h" hardsendq="256M" softsendq="256M" recvq="16M"
 threshold="1000000" commandrate="1000000000" fakelag="no" localmax="100000" globalmax="100000" limit="100000"
 maxconnwarn="no" resolvehostnames="no" useident="no" maxchans="1000">
<performance netbuffersize="65534" somaxconn="4096" softlimit="100000" clonesonconnect="no" quietbursts="yes"
 nouserdns="yes">
<dns server="127.0.0.1" timeout="1">
<files motd="{folder}/none">
<pid file="{folder}/pid">
<log method="file" type="*" level="sparse" target="{folder}/log">
<module name="cap">
<module name="ircv3">
<module name="ircv3_servertime">
<module name="ircv3_ctctags">
<module name="ircv3_echomessage">
"""

_STARTING = 20.0


@dataclass(frozen=True, slots=True)
class Kind:
    """One of those to be measured: a program, and the configuration it is given."""

    command: tuple[str, ...]
    configuration: str
    values: Mapping[str, str] | None = None
    at_once: int = 200
    """How many may come at once. ngIRCd's queue holds ten; who overflows it tries again after a second."""

    @property
    def installed(self) -> bool:
        return shutil.which(self.command[0]) is not None


def _room(**values: str) -> Kind:
    command = (
        sys.executable,
        "-m",
        "server",
        "--no-announce",
        "--port",
        "{port}",
        "--config",
        "{file}",
        "--data-dir",
        "{folder}/room",
    )
    usual = {"flood": "false", "sendq": str(256 * 2**20), "history": "false", "tls": "false"}
    return Kind(command, _ROOM, usual | values)


KINDS = {
    "off": _room(),
    "on": _room(history="true"),
    "tls": _room(tls="true"),
    "limited": _room(sendq=str(4 * 2**20), history="true"),
    "guarded": _room(flood="true", sendq=str(4 * 2**20), history="true"),
    "quiet": _room(flood="true", sendq=str(4 * 2**20), history="true"),
    "ngircd": Kind(("/usr/sbin/ngircd", "-n", "-f", "{file}"), _NGIRCD, at_once=8),
    "inspircd": Kind(("/usr/sbin/inspircd", "--runasroot", "--nofork", "--config={file}"), _INSPIRCD),
}
"""``off`` and ``on`` are the room without and with history, ``limited`` has the mailboxes that people have, ``guarded``
and ``quiet`` their protection from floods too: the one is molested, the other is not."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used: seconds of processor time, and KiB of memory now and at most."""

    cpu: float
    memory: int
    peak: int


@dataclass(frozen=True, slots=True)
class Server:
    """One that runs."""

    port: int
    pid: int

    def usage(self) -> Usage:
        status = dict(line.split(":", 1) for line in Path(f"/proc/{self.pid}/status").read_text().splitlines())
        times = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        cpu = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
        return Usage(cpu, int(status["VmRSS"].split()[0]), int(status["VmHWM"].split()[0]))


@contextmanager
def running(name: str) -> Iterator[Server]:
    """Start a server afresh on a port of its own, in a folder of its own; stop it, and throw the folder away."""
    kind = KINDS[name]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, socket.socket() as probe:
        Path(folder).chmod(0o755)  # some servers give their rights away before they write
        Path(folder, "none").touch()
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        filled = {"port": str(port), "folder": folder, "file": f"{folder}/configuration", **(kind.values or {})}
        Path(filled["file"]).write_text(kind.configuration.format(**filled))
        with Path(folder, "output").open("w+") as output:
            process = subprocess.Popen(
                [part.format(**filled) for part in kind.command],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=folder,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
            )  # fmt: skip
            try:
                _wait_until_it_listens(process, port, output.name)
                yield Server(port, process.pid)
            finally:
                _stop(process)


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int, output: str) -> None:
    end = time.monotonic() + _STARTING
    while process.poll() is None and time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)  # noqa: TID251 - another process cannot be waited for otherwise
    raise RuntimeError(f"It did not start: {Path(output).read_text()[-400:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
