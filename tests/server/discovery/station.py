"""One computer of a laboratory: run as a program in a network namespace it holds a room open, or looks for rooms.

What is to be known of it comes out as lines of JSON with the time, which all namespaces share; what it is to do comes
in as lines. At the end of its input it closes properly.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from server.discovery.announcement import announce
from server.discovery.announcer import Announcer
from server.discovery.browser import Browser, View
from server.discovery.interfaces import local_interfaces

ROOM = "5e" * 32


def say(what: str, **more: object) -> None:
    print(json.dumps({"what": what, "at": time.monotonic(), **more}), flush=True)


async def hold_open(stopped: asyncio.Event, settings: dict[str, Any], obey: Callable[[Any], None]) -> None:
    facts: dict[str, Any] = {"name": "Tea house", "port": 7000, "room": ROOM, "people": 1, "locked": False}
    facts |= settings.pop("facts", {})
    obey(facts.update)
    say("open")
    await Announcer(lambda: announce(**facts), **settings).run(stopped)
    say("closed")


async def look(stopped: asyncio.Event, settings: dict[str, Any], obey: Callable[[Any], None]) -> None:
    def show(view: View) -> None:
        rooms = [
            {
                "name": found.announcement.name,
                "addresses": list(found.addresses),
                "fresh": found.fresh,
                "people": found.announcement.people,
                "locked": found.announcement.locked,
            }
            for found in view.rooms
        ]
        say("view", rooms=rooms, able=view.able)

    obey(lambda _order: None)
    say("looking")
    await Browser(show, tuple(settings.pop("known", ())), **settings).run(stopped)


async def main(what: str, settings: dict[str, Any]) -> None:
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()

    def obey(order: Callable[[Any], None]) -> None:
        def listen() -> None:
            for line in sys.stdin:
                loop.call_soon_threadsafe(order, json.loads(line))
            loop.call_soon_threadsafe(stopped.set)

        threading.Thread(target=listen, daemon=True).start()

    if not settings.pop("loopback", False):
        assert not any(own.ip.is_global for i in local_interfaces() for own in i.ipv4), "this is no laboratory"
    await {"open": hold_open, "look": look}[what](stopped, settings, obey)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], json.loads(sys.argv[2])))
