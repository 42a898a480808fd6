"""Files that go to a room and come back, over real sockets, in one piece or after the connection broke."""

import contextlib
import errno
import hashlib
import queue
import socket
import threading
from urllib.parse import urlsplit

import pytest

from app.client import download
from app.client.attempts import on_disk
from app.client.link import Place
from app.client.own_key import keep_own_key
from app.client.parcels import Broken, Fetched, Parcel, Progress, Report, Sent
from app.client.transfers import Transfers
from server.config import Config, FilesTable, ServerTable
from server.listener import RoomServer
from server.tls import certificate_fingerprint

CONTENT = bytes(range(256)) * 8000  # 2 MB
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class Reports:
    """What is told of one transfer."""

    def __init__(self):
        self._queue: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.progress = []

    def post(self, report):
        self._queue.put(report)

    def end(self):
        """What comes of it."""
        while isinstance(report := self._queue.get(timeout=30), Progress):
            self.progress.append(report)
        return report

    def first(self):
        return self._queue.get(timeout=30)


@pytest.fixture
def transfers():
    made = Transfers()
    yield made
    made.close()
    made._pool.shutdown()


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    folder = tmp_path_factory.mktemp("room")
    table = ServerTable(host="127.0.0.1", port=0, data_dir=str(folder / "data"))
    made = RoomServer(Config(table, files=FilesTable(max_bytes=3_000_000)))
    made.start()
    key = keep_own_key(folder / "key.pem")
    assert key

    def let_in():
        account = made.room.accounts.add("ada")
        made.room.accounts.prove_by_certificate(account, certificate_fingerprint(key.certificate))

    made.engine.ask(let_in)
    yield made, Place("127.0.0.1", made.port, made.fingerprint, key_file=folder / "key.pem", upload="/files/for/x")
    made.stop()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mine.bin"
    path.write_bytes(CONTENT)
    return path


def test_a_file_is_sent_and_fetched_and_is_the_same(room, transfers, file, tmp_path):
    _, place = room
    sent, got = Reports(), Reports()
    transfers.send(place, Parcel(file, "Grüße.bin", tmp_path / "copies"), sent.post)
    report = sent.end()
    assert report == Sent(f"https://127.0.0.1:{place.port}/files/{DIGEST}/Gr%C3%BC%C3%9Fe.bin", DIGEST)
    assert (tmp_path / "copies" / DIGEST).read_bytes() == CONTENT
    into = tmp_path / "cache" / DIGEST
    transfers.fetch(place, urlsplit(report.link).path, DIGEST, into, got.post)
    assert got.end() == Fetched(into)
    assert into.read_bytes() == CONTENT
    assert [path.name for path in into.parent.iterdir()] == [DIGEST]


def test_what_the_room_has_is_not_sent_again(room, transfers, file):
    _, place = room
    for _turn in range(2):
        reports = Reports()
        transfers.send(place, Parcel(file, "a.bin"), reports.post)
        assert isinstance(reports.end(), Sent)
    assert not reports.progress


def test_an_upload_goes_on_where_an_earlier_one_was_given_up(room, transfers, tmp_path, monkeypatch):
    monkeypatch.setattr("app.client.attempts._PAUSES", ())
    server, place = room
    content = CONTENT[:-1] + b"?"
    (tmp_path / "mine").write_bytes(content)
    between = Breaking(server.port, after=1_200_000, times=1)
    way = Place("127.0.0.1", between.port, place.fingerprint, key_file=place.key_file, upload=place.upload)
    first, second = Reports(), Reports()
    try:
        transfers.send(way, Parcel(tmp_path / "mine", "a.bin"), first.post)
        assert first.end() == Broken("The connection to the room broke off. Try again.")
        transfers.send(way, Parcel(tmp_path / "mine", "a.bin"), second.post)
        assert isinstance(second.end(), Sent)
    finally:
        between.close()
    assert second.progress[0].done > 500_000


def test_a_download_goes_on_where_it_broke_off(room, transfers, file, tmp_path):
    _, place = room
    reports = Reports()
    transfers.send(place, Parcel(file, "a.bin"), reports.post)
    reports.end()
    (tmp_path / f"{DIGEST}.part").write_bytes(CONTENT[:1_500_000])
    transfers.fetch(place, f"/files/{DIGEST}/a.bin", DIGEST, tmp_path / DIGEST, reports.post)
    assert reports.end() == Fetched(tmp_path / DIGEST)
    assert reports.progress
    assert reports.progress[0].done > 1_500_000


@pytest.mark.parametrize("begun", [b"not what it was" * 10, CONTENT, CONTENT + b"more"])
def test_what_lies_there_from_before_is_not_believed(room, transfers, file, tmp_path, begun):
    _, place = room
    reports = Reports()
    transfers.send(place, Parcel(file, "a.bin"), reports.post)
    reports.end()
    (tmp_path / f"{DIGEST}.part").write_bytes(begun)
    transfers.fetch(place, f"/files/{DIGEST}/a.bin", DIGEST, tmp_path / DIGEST, reports.post)
    if begun == CONTENT:
        assert isinstance(reports.end(), Fetched)
    else:
        assert isinstance(reports.end(), Broken)
        assert not (tmp_path / f"{DIGEST}.part").exists(), "the next try begins anew"


def test_a_file_that_is_too_large_or_gone_is_said_to_be(room, transfers, tmp_path):
    _, place = room
    reports = Reports()
    (tmp_path / "large").write_bytes(bytes(3_000_001))
    transfers.send(place, Parcel(tmp_path / "large", "large"), reports.post)
    assert reports.end() == Broken("This file is too large for the room.")
    transfers.send(place, Parcel(tmp_path / "nothing", "x"), reports.post)
    assert "cannot be read" in reports.end().reason
    transfers.fetch(place, f"/files/{'0' * 64}/x", "0" * 64, tmp_path / "x", reports.post)
    assert reports.end() == Broken("The room does not have this file any more.")


def test_a_full_disk_ends_it_with_words(room, transfers, file, tmp_path, monkeypatch):
    (_, place), reports = room, Reports()
    transfers.send(place, Parcel(file, "notes.bin"), reports.post)
    sent = reports.end()

    def full(*_):
        with on_disk():
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(download, "_keep", full)
    transfers.fetch(place, urlsplit(sent.link).path, DIGEST, tmp_path / "back", reports.post)
    assert reports.end() == Broken("The disk of this computer is full. Make room, then try again.")
    assert not (tmp_path / "back").exists()


def test_nothing_is_sent_to_another_room(room, transfers, file):
    _, place = room
    other = Place(place.address, place.port, "ab" * 32, key_file=place.key_file, upload=place.upload)
    reports = Reports()
    transfers.send(other, Parcel(file, "a.bin"), reports.post)
    assert reports.end() == Broken("What answers there is not the room that you know.")


class Breaking:
    """Stands between and breaks every connection after so many bytes, until it has done so often enough."""

    def __init__(self, port, *, after, times):
        self._port, self._after, self._times = port, after, times
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.broken = 0
        self._sockets: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._port))
            self._sockets += [near, far]
            budget = [self._after if self.broken < self._times else 1 << 60]
            for one, other in ((near, far), (far, near)):
                thread = threading.Thread(target=self._carry, args=(one, other, budget))
                self._threads.append(thread)
                thread.start()

    def _carry(self, one, other, budget):
        with contextlib.suppress(OSError):
            while data := one.recv(16384):
                budget[0] -= len(data)
                if budget[0] < 0:
                    self.broken += 1
                    break
                other.sendall(data)
        for sock in (one, other):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()
        for sock in self._sockets:
            sock.close()


def test_both_ways_go_on_after_the_connection_broke(room, transfers, tmp_path, monkeypatch):
    monkeypatch.setattr("app.client.attempts._PAUSES", (0.0,) * 8)
    server, place = room
    content = CONTENT[:-1] + b"!"
    (tmp_path / "mine").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    between = Breaking(server.port, after=900_000, times=2)
    try:
        way = Place("127.0.0.1", between.port, place.fingerprint, key_file=place.key_file, upload=place.upload)
        sent, got = Reports(), Reports()
        transfers.send(way, Parcel(tmp_path / "mine", "a.bin"), sent.post)
        assert isinstance(sent.end(), Sent)
        assert between.broken == 2
        between.broken = 0
        transfers.fetch(way, f"/files/{digest}/a.bin", digest, tmp_path / digest, got.post)
        assert got.end() == Fetched(tmp_path / digest)
        assert between.broken == 2
    finally:
        between.close()
    assert (tmp_path / digest).read_bytes() == content


def test_who_cancels_hears_no_more(room, transfers, file, until):
    _, place = room
    silent = socket.create_server(("127.0.0.1", 0))
    reports = Reports()
    way = Place("127.0.0.1", silent.getsockname()[1], place.fingerprint, upload="/files")
    cancel = transfers.send(way, Parcel(file, "a.bin"), reports.post)
    near, _ = silent.accept()
    cancel()
    until(lambda: not transfers._under_way)
    assert reports._queue.empty()
    near.close()
    silent.close()
