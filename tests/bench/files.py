"""How fast files go to a room and come from it, beside curl and nginx, and what people who talk notice of it.

    python tests/bench/files.py [--megabytes N] [--runs N]

The room has a process of its own, as have curl and nginx; all speak TLS over loopback, and all write to the same
disk. They take turns within a run: on a machine that does other things too only ratios mean anything. nginx and curl
are measured where they are installed (Debian's nginx-light; stop the service it starts). Linux.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import queue
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[2]))  # started as a script, from anywhere

from app.client.link import Place
from app.client.parcels import Broken, Parcel, Post, Progress, Report, Sent
from app.client.transfers import Transfers
from server.config import Config, FilesTable, ServerTable
from server.hosting import HostedRoom, open_room
from server.trust import CERTIFICATE_FILE, keep_identity
from tests.bench.servers import Server

_AIM = 0.6
"""Of what curl gets from nginx."""
_CHAT_AIM = 50.0
"""Milliseconds that a line may take meanwhile, but for one in a hundred."""
_PAUSE = 0.005

_NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{ }}
http {{
  access_log off; sendfile on; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} ssl; root {folder}/shared;
    ssl_certificate {certificate}; ssl_certificate_key {certificate};
  }}
}}
"""


class Talk:
    """Two people in the room, one of whom speaks all the time; how long the other waits for it."""

    def __init__(self, port: int) -> None:
        self._speaker, self.ticket = _enter(port, "ada")
        self._listener, _ = _enter(port, "bob")
        self._over = threading.Event()
        self.delays: list[float] = []
        self._threads = [threading.Thread(target=self._speak), threading.Thread(target=self._listen)]
        for thread in self._threads:
            thread.start()

    def _speak(self) -> None:
        while not self._over.wait(_PAUSE):
            self._speaker.sendall(f"PRIVMSG #general :{time.monotonic_ns()}\r\n".encode())

    def _listen(self) -> None:
        rest = b""
        while data := self._listener.recv(65536):
            now = time.monotonic_ns()
            *lines, rest = (rest + data).split(b"\r\n")
            self.delays += [(now - int(line.rpartition(b":")[2])) / 1e6 for line in lines if b" PRIVMSG " in line]

    def since_last(self) -> tuple[float, float]:
        """Milliseconds from mouth to ear since one last asked: the middle, and the worst but for one in a hundred."""
        delays, self.delays = sorted(self.delays), []
        return statistics.median(delays), delays[int(len(delays) * 0.99)]

    def end(self) -> None:
        self._over.set()
        self._threads[0].join()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[1].join()
        self._speaker.close()
        self._listener.close()


def _enter(port: int, nick: str) -> tuple[socket.socket, str]:
    """Somebody in #general, and where they can send files."""
    sock = socket.create_connection(("127.0.0.1", port))
    sock.sendall(f"NICK {nick}\r\nUSER u 0 * :u\r\nJOIN #general\r\n".encode())
    heard = b""
    while b" 366 " not in heard:
        heard += sock.recv(65536)
    token = next(word for word in heard.decode().split() if word.startswith("soju.im/FILEHOST="))
    return sock, "/" + token.partition("=")[2].split("/", 3)[3]


def transfer(begin: Callable[[Post], object]) -> Report:
    """What comes of a transfer."""
    reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
    begin(reports.put)
    while isinstance(report := reports.get(), Progress):
        pass
    assert not isinstance(report, Broken), report.reason
    return report


@contextmanager
def nginx(folder: Path, shared: Path) -> Iterator[str]:
    """nginx, with a certificate like a room's, and the address of the file that it has."""
    folder.chmod(0o755)
    keep_identity(folder, "bench")
    certificate = folder / CERTIFICATE_FILE
    (folder / "shared").mkdir()
    os.link(shared, folder / "shared" / "file")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "conf").write_text(_NGINX.format(folder=folder, port=port, certificate=certificate))
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "conf")], stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None and not _listens(port):
            time.sleep(0.05)  # noqa: TID251 - another process cannot be waited for otherwise
        yield f"https://127.0.0.1:{port}/file"
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def timed(megabytes: int, what: Callable[[], object]) -> float:
    """Megabytes a second."""
    began = time.monotonic()
    what()
    return megabytes / (time.monotonic() - began)


def by_curl(folder: Path, file: Path, megabytes: int) -> float:
    """How fast curl gets the file from nginx; 0 where they are not installed."""
    if not (shutil.which("nginx") and shutil.which("curl")):
        return 0.0
    own, got = Path(tempfile.mkdtemp(dir=folder)), folder / "by-curl"
    with nginx(own, file) as address:
        command = ["curl", "--silent", "--fail", "--insecure", "--output", str(got), address]
        speed = timed(megabytes, lambda: subprocess.run(command, check=True))
    got.unlink()
    return speed


def measure(folder: Path, room: HostedRoom, file: Path, megabytes: int) -> dict[str, float]:
    """One run: curl, then to the room, then from it, with people talking."""
    talk, transfers = Talk(room.port), Transfers()
    try:
        place = Place("127.0.0.1", room.port, room.fingerprint, upload=talk.ticket)
        found = {"curl": by_curl(folder, file, megabytes)}
        _, found["p99 by itself"] = talk.since_last()
        sent: list[Report] = []
        parcel = Parcel(file, file.name)
        found["send"] = timed(
            megabytes, lambda: sent.append(transfer(lambda post: transfers.send(place, parcel, post)))
        )
        _, found["p99 sending"] = talk.since_last()
        assert isinstance(sent[0], Sent)
        source, digest, into = urlsplit(sent[0].link).path, sent[0].digest, folder / "fetched"
        found["fetch"] = timed(
            megabytes, lambda: transfer(lambda post: transfers.fetch(place, source, digest, into, post))
        )
        _, found["p99 fetching"] = talk.since_last()
        into.unlink()
        return found
    finally:
        transfers.close()
        talk.end()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=256)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx gives its rights away
        table = ServerTable(host="127.0.0.1", port=0, flood_protection=False)
        most = 2**40
        for number in range(options.runs):
            room = open_room(Config(table, files=FilesTable(max_bytes=most, quota_bytes=most)), isolated=True)
            file = folder / f"file-{number}"
            with file.open("wb") as out:
                for _ in range(options.megabytes):
                    out.write(os.urandom(1_000_000))
            pid = next(child.pid for child in multiprocessing.active_children())
            usage = Server(room.port, pid or 0)
            before = usage.usage().memory
            runs.append(measure(folder, room, file, options.megabytes))
            runs[-1]["KiB more"] = usage.usage().peak - before
            room.stop()
            file.unlink()
            print(", ".join(f"{key} {value:,.0f}" for key, value in runs[-1].items()), flush=True)
    for key in runs[0]:
        print(f"{key:14} {statistics.median(run[key] for run in runs):10,.1f}")
    for key in ("send", "fetch"):
        ratios = [run[key] / run["curl"] for run in runs if run["curl"]]
        if ratios:
            print(f"{key} beside curl and nginx: {statistics.median(ratios):.0%} (aim: {_AIM:.0%})")
    worst = statistics.median(max(run["p99 sending"], run["p99 fetching"]) for run in runs)
    print(f"chat meanwhile, p99: {worst:.1f} ms (aim: {_CHAT_AIM:.0f} ms)")


if __name__ == "__main__":
    main()
