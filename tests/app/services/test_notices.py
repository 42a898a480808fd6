"""Notices on the desktop, with a message bus and a notification service of the test's own."""

import asyncio
import os
import shutil
import subprocess
import sys
import threading

import pytest

from app.services.notices import LONGEST, Notices

BUS_NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs a message bus"
)


@pytest.fixture
def bus(monkeypatch):
    """A message bus on which nobody else is."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
    yield
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


class Desktop:
    """What a desktop does with notices: keeps them in ``shown``, and clicks them when told to."""

    def __init__(self):
        self.shown: dict[int, tuple[str, str]] = {}
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        assert self._ready.wait(10)

    async def _serve(self):
        from dbus_fast.aio import MessageBus
        from dbus_fast.service import ServiceInterface, method
        from dbus_fast.service import signal as bus_signal

        outer = self

        class Service(ServiceInterface):
            def __init__(self):
                super().__init__(BUS_NAME)
                self.count = 0

            @method()
            def GetCapabilities(self) -> "as":  # type: ignore[valid-type]  # noqa: F722, N802
                return ["actions", "body"]

            @method()
            def GetServerInformation(self) -> "ssss":  # type: ignore[name-defined]  # noqa: F821, N802
                return ["test", "test", "1", "1.2"]

            @method()
            def Notify(  # noqa: N802
                self,
                app: "s",  # type: ignore[name-defined]  # noqa: F821
                replaces: "u",  # type: ignore[name-defined]  # noqa: F821
                icon: "s",  # type: ignore[name-defined]  # noqa: F821
                title: "s",  # type: ignore[name-defined]  # noqa: F821
                body: "s",  # type: ignore[name-defined]  # noqa: F821
                actions: "as",  # type: ignore[valid-type]  # noqa: F722
                hints: "a{sv}",  # type: ignore[valid-type]  # noqa: F722
                timeout: "i",  # type: ignore[name-defined]  # noqa: F821
            ) -> "u":  # type: ignore[name-defined]  # noqa: F821
                self.count += 1
                outer.shown[self.count] = (title, body)
                return self.count

            @method()
            def CloseNotification(self, number: "u"):  # type: ignore[name-defined]  # noqa: F821, N802
                outer.shown.pop(number, None)

            @bus_signal()
            def ActionInvoked(self, number, action) -> "us":  # type: ignore[name-defined]  # noqa: F821, N802
                return [number, action]

            @bus_signal()
            def NotificationClosed(self, number, reason) -> "uu":  # type: ignore[name-defined]  # noqa: F821, N802
                return [number, reason]

        bus = await MessageBus().connect()
        self._service = Service()
        bus.export(PATH, self._service)
        await bus.request_name(BUS_NAME)
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        self._ready.set()
        await self._over.wait()
        bus.disconnect()

    def click(self, number: int) -> None:
        self._loop.call_soon_threadsafe(lambda: self._service.ActionInvoked(number, "default"))

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()


@pytest.fixture
def desktop(bus):
    desktop = Desktop()
    yield desktop
    desktop.close()


@pytest.fixture
def notices():
    notices = Notices()
    yield notices
    notices.stop()
    if notices._thread is not None:
        notices._thread.join(10)


def test_a_notice_is_shown_clicked_and_taken_away(desktop, notices, until):
    clicked = threading.Event()
    notices.show("Ben", "x" * 1000, clicked.set)
    until(lambda: desktop.shown)
    assert desktop.shown == {1: ("Ben", "x" * LONGEST)}

    def click() -> bool:
        desktop.click(1)  # again and again: whoever shows the notice may not know its number yet
        return clicked.is_set()

    until(click)
    notices.show("Cleo", "<b>tea</b> & cake?", lambda: None)
    until(lambda: 2 in desktop.shown)
    notices.clear()
    until(lambda: 2 not in desktop.shown)


def test_where_there_are_no_notices_it_is_logged_once(monkeypatch, notices, caplog):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={os.devnull}/nothing")
    notices.show("Ben", "tea?", lambda: None)
    notices.show("Ben", "tea?", lambda: None)
    notices.stop()
    assert notices._thread is not None
    notices._thread.join(10)
    assert caplog.messages == ["Notification failed"]
