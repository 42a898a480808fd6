"""What every test is held to: nothing is swallowed and nothing is left running. Knows neither Tk nor the room.

An error in a thread fails the test through pytest's own warning (warnings are errors here); what follows adds errors
that reach only the log, threads and processes that outlive their test, and keeps people's own files out of reach.
"""

from __future__ import annotations

import _thread
import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Protocol

import hypothesis
import pytest

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

os.environ.update(LC_ALL="C.UTF-8", LANGUAGE="")  # tests read English, whoever runs them

GRACE = 2.0  # how long what a test has closed may take to end

# A busy machine is slow, which is no mistake in what is tested; and a failure must come again when looked for.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--lossy-runs", type=int, default=0, help="how often rooms are played over bad networks")
    parser.addoption("--lossy-seed", type=int, default=0, help="the number of the first of these plays")


PATIENCE = 20.0
"""Seconds that a test waits for what happens at once, unless the computer has much else to do."""


class Until(Protocol):
    """How a test waits: ``until(lambda: room.people, what="somebody came")``."""

    def __call__(self, condition: Callable[[], object], *, timeout: float = PATIENCE, what: str = "") -> None:
        """Return when `condition()` is true; fail the test if that takes longer than `timeout` seconds."""


def wait_until(condition: Callable[[], object], *, timeout: float = PATIENCE, what: str = "") -> None:
    end = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"Waited {timeout:g} s in vain{': ' + what if what else ''}.")
        time.sleep(0.002)  # noqa: TID251 - the one place that waits by the clock, so that no test has to


@pytest.fixture
def until() -> Until:
    """Wait for a condition instead of sleeping. Where a window must go on living meanwhile, tests/ui has its own."""
    return wait_until


class _Errors(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(self.format(record))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave those marked `alone` to the end, when hardly anybody is left that would have to make way."""
    items.sort(key=lambda item: item.get_closest_marker("alone") is not None)


@pytest.fixture(autouse=True)
def others_make_way(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run a test marked `alone` while no other one runs, where several run at once (pytest-xdist, not on Windows)."""
    if fcntl is None or "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    shared = tmp_path_factory.getbasetemp().parent
    with (shared / "turnstile").open("w") as turnstile, (shared / "machine").open("w") as machine:
        # Whoever waits for the machine stands in the turnstile, so that nobody overtakes.
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        fcntl.flock(machine, fcntl.LOCK_EX if request.node.get_closest_marker("alone") else fcntl.LOCK_SH)
        fcntl.flock(turnstile, fcntl.LOCK_UN)
        yield


@pytest.fixture(autouse=True)
def no_error_is_only_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which an error was logged, unless it asks for `caplog` or is marked `logs_errors`."""
    if "caplog" in request.fixturenames or request.node.get_closest_marker("logs_errors"):
        yield
        return
    errors = _Errors()
    logging.getLogger().addHandler(errors)
    yield
    logging.getLogger().removeHandler(errors)
    if errors.messages:
        pytest.fail("Errors were logged:\n" + "\n".join(errors.messages), pytrace=False)


@pytest.fixture(autouse=True)
def nothing_is_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a process of its own behind."""
    before, count = set(threading.enumerate()), _thread._count()
    yield

    def left() -> list[str]:
        threads = [thread for thread in threading.enumerate() if thread not in before]
        bare = _thread._count() - count - len(threads)  # visitors' threads have no object
        return [*map(repr, (*threads, *multiprocessing.active_children())), *["<bare thread>"] * bare]

    end = time.monotonic() + GRACE
    while left() and time.monotonic() < end:
        time.sleep(0.005)  # noqa: TID251 - nobody tells when a thread has ended
    if remaining := left():
        pytest.fail("Left running: " + ", ".join(remaining), pytrace=False)


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep tests away from the settings and histories of whoever runs them."""
    home = tmp_path_factory.getbasetemp() / "home"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
