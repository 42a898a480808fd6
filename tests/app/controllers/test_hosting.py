"""The room that this computer hosts: opened and stopped on a thread, and told of in order."""

import threading
from collections import deque

import pytest

from app.client.orders import HOST
from app.controllers.hosting import OwnRoom, on_a_thread
from app.models.hosted import LogEntry
from app.models.room import Room
from app.services import network
from app.services.files import Files
from server.binding import HostingError
from server.hosting import open_room
from server.log import LogLine
from server.other_clients import proof_of
from server.trust import make_identity


class Hosted:
    """What there is to an open room."""

    name, host, port, isolated, alive = "Ada's room", "", 7001, False, True
    fingerprint = ""
    proof = None

    def __init__(self):
        self.stopped = 0

    def people(self):
        return 0

    def stop(self, timeout=1.0):
        self.stopped += 1


class Opening:
    """Opens a room when the test lets it, or fails with what the test says."""

    def __init__(self):
        self.hosted = Hosted()
        self.error: Exception | None = None
        self.asked: list[tuple[str, bool]] = []

    def __call__(self, config, *, settings, isolated, on_log, on_death):
        self.asked.append((config.server.network, isolated))
        self.folder, self.settings = config.server.data_dir, settings
        self.operators = config.operators
        self.on_log, self.on_death = on_log, on_death
        on_log(LogLine(1.0, "opened", "The room is open."))
        if self.error:
            raise self.error
        return self.hosted


@pytest.fixture
def posted():
    return deque()


@pytest.fixture
def opening(monkeypatch):
    monkeypatch.setattr(network, "own_addresses", lambda: ("192.168.1.5",))
    return Opening()


@pytest.fixture
def told():
    return []


@pytest.fixture
def own(posted, opening):
    return OwnRoom(posted.append, open_room=opening, background=lambda work: work())


@pytest.fixture
def room():
    return Room("Ada's room", "127.0.0.1", 0, "Ada")


@pytest.fixture
def begin(own, room, told):
    def begin(isolated=False):
        own.open(
            room,
            isolated=isolated,
            opened=lambda: told.append("opened"),
            failed=lambda reason: told.append(f"failed: {reason}"),
            died=lambda reason: told.append(f"died: {reason}"),
        )

    return begin


def pump(posted):
    while posted:
        posted.popleft()()


def test_an_open_room_says_how_it_is_reached(own, room, begin, posted, told, opening):
    begin(isolated=True)
    assert own.room is room
    assert told == []
    pump(posted)
    assert told == ["opened"]
    assert opening.asked == [("Ada's room", True)]
    assert room.port == 7001
    assert room.hosting.addresses == ("192.168.1.5",)
    assert room.log == [LogEntry(1.0, "opened", "The room is open.")]


def test_who_hosts_a_room_can_prove_it_and_nobody_else(own, begin, posted, opening):
    begin()
    (operator,) = opening.operators
    assert (operator.name, operator.password) == (HOST, own.authority)
    assert len(own.authority) >= 32
    assert own.authority not in repr(opening.operators)
    first = own.authority
    pump(posted)
    own.stop()
    begin()
    assert own.authority != first


def test_what_other_programs_need_is_noted_and_holds_no_key(own, room, begin, posted, opening):
    opening.hosted.proof = proof_of(make_identity("room"))
    begin()
    pump(posted)
    lines = dict(room.hosting.clients)
    assert "192.168.1.5 7001" in lines["irssi"]
    assert room.hosting.certificate.startswith("-----BEGIN CERTIFICATE-----")
    assert "KEY" not in room.hosting.certificate


def test_a_computer_that_has_moved_is_found_where_it_is(own, room, begin, posted, monkeypatch):
    begin()
    pump(posted)
    moved: list[Room] = []
    own.look_again(moved.append)
    pump(posted)
    assert moved == []
    monkeypatch.setattr(network, "own_addresses", lambda: ("10.0.0.5", "fd00::5"))
    own.look_again(moved.append)
    pump(posted)
    assert moved == [room]
    assert room.hosting.addresses == ("10.0.0.5", "fd00::5")


def test_who_hosts_nothing_has_not_moved(own, posted):
    own.look_again(pytest.fail)
    assert not posted


def test_a_room_is_kept_where_it_is_found_again(posted, opening, room, tmp_path):
    own = OwnRoom(posted.append, folder=Files(tmp_path).room_folder, open_room=opening, background=lambda work: work())
    own.open(room, isolated=False, opened=lambda: None, failed=print, died=print)
    assert opening.folder == str(Files(tmp_path).room_folder("Ada's room"))


def test_a_room_is_opened_also_where_nothing_can_be_stored(posted, opening, room, told, tmp_path):
    (tmp_path / "file").touch()
    folder = Files(tmp_path / "file").room_folder
    own = OwnRoom(posted.append, folder=folder, open_room=opening, background=lambda work: work())
    own.open(room, isolated=False, opened=lambda: told.append("opened"), failed=told.append, died=told.append)
    pump(posted)
    assert (opening.folder, told) == ("", ["opened"])
    assert room.log[0].text.startswith("The room is forgotten when it closes: nothing can be stored in ")


def test_rooms_of_other_names_have_other_folders(tmp_path):
    names = ["Ada's room", "Ada’s room", "../..", "小明", "a/b", "a-b", "", "🎉", "x" * 300]
    folders = {Files(tmp_path).room_folder(name) for name in names}
    assert len(folders) == len(names)
    assert {folder.parent for folder in folders} == {tmp_path / "rooms"}


def test_a_room_that_cannot_be_opened_says_why(own, begin, posted, told, opening):
    opening.error = HostingError("The disk is full.")
    begin()
    pump(posted)
    assert told == ["failed: The disk is full."]
    assert own.room is None


@pytest.mark.logs_errors
def test_a_mistake_of_ours_does_not_leave_the_window_waiting(own, begin, posted, told, opening):
    opening.error = ZeroDivisionError()
    begin()
    pump(posted)
    assert told == ["failed: The room could not be opened: something went wrong in Parlor itself."]
    assert own.room is None


def test_a_room_that_dies_is_told_once(own, begin, posted, told, opening):
    begin()
    pump(posted)
    opening.on_death("The room's process has ended.")
    opening.on_death("again")
    pump(posted)
    assert told == ["opened", "died: The room's process has ended."]
    assert own.room is None
    own.stop()
    assert opening.hosted.stopped == 0


def test_stopping_tells_nothing(own, begin, posted, told, opening):
    begin()
    pump(posted)
    own.stop()
    own.stop_and_wait()
    opening.on_death("gone")
    pump(posted)
    assert opening.hosted.stopped == 1
    assert told == ["opened"]
    assert own.room is None


def test_a_room_that_opens_too_late_is_closed_again(own, begin, posted, told, opening):
    begin()
    own.stop()
    pump(posted)
    assert opening.hosted.stopped == 1
    assert told == []


def test_work_is_done_on_a_thread_that_the_programs_end_does_not_wait_for():
    threads: list[threading.Thread] = []
    done = threading.Event()

    def work():
        threads.append(threading.current_thread())
        done.set()

    on_a_thread(work)
    assert done.wait(5)
    assert threads[0] is not threading.current_thread()
    assert threads[0].daemon


def test_a_real_room_is_opened_and_closed(posted, room, until):
    own = OwnRoom(posted.append, open_room=open_room)
    told: list[str] = []
    own.open(room, isolated=False, opened=lambda: told.append("opened"), failed=told.append, died=told.append)

    def opened():
        pump(posted)
        return told

    until(opened, what="the room is open")
    assert told == ["opened"]
    assert room.hosting
    assert room.port == room.hosting.port > 0
    own.stop_and_wait()


class Sign:
    """Remembers what was done with it, among what was done with the room."""

    def __init__(self, done):
        self._done = done

    def put_up(self, hosted, complained):
        self._done.append(f"up for {hosted.name}")

    def take_down(self):
        self._done.append("down")

    def wait(self):
        self._done.append("waited")


@pytest.mark.parametrize("waiting", [False, True])
def test_others_are_told_of_the_room_while_it_is_open_and_of_its_end_first(
    posted, opening, room, told, monkeypatch, waiting
):
    monkeypatch.setattr(opening.hosted, "stop", lambda timeout=1.0: told.append("stopped"))
    own = OwnRoom(posted.append, open_room=opening, background=lambda work: work(), sign=Sign(told))
    own.open(room, isolated=False, opened=lambda: told.append("opened"), failed=told.append, died=told.append)
    pump(posted)
    if waiting:
        own.stop_and_wait()
    else:
        own.stop()
    assert told == ["up for Ada's room", "opened", "down", "stopped", *(["waited"] if waiting else [])]


def test_others_are_told_when_it_has_ended_by_itself(posted, opening, room, told):
    own = OwnRoom(posted.append, open_room=opening, background=lambda work: work(), sign=Sign(told))
    own.open(room, isolated=True, opened=lambda: None, failed=told.append, died=told.append)
    pump(posted)
    opening.on_death("It has ended.")
    pump(posted)
    assert told == ["up for Ada's room", "down", "It has ended."]
