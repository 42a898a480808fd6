"""One computer of a laboratory: run as a program in a network namespace it holds a room open, or looks for rooms.

What is to be known of it comes out as lines of JSON with the time, which all namespaces share; what it is to do comes
in as lines. At the end of its input it closes properly.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import socket
import sys
import threading
import time
from collections.abc import Callable
from ipaddress import ip_interface
from typing import Any

from zeroconf import DNSAddress, DNSOutgoing, DNSPointer, DNSService, DNSText  # type: ignore[attr-defined]

from server.discovery import roster
from server.discovery.announcement import Farewell, Question, announce, encode
from server.discovery.announcer import Announcer
from server.discovery.beacon import ASK_PORT, TELL_PORT
from server.discovery.browser import Browser, View
from server.discovery.dnssd import SERVICE
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
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        say("view", rooms=rooms, able=view.able, memory=memory, busy=time.process_time())

    obey(lambda _order: None)
    roster.GREY_AFTER = settings.pop("grey_after", roster.GREY_AFTER)
    say("looking")
    await Browser(show, tuple(settings.pop("known", ())), **settings).run(stopped)


async def attack(stopped: asyncio.Event, settings: dict[str, Any], obey: Callable[[Any], None]) -> None:
    """Say everything that should not be said, as fast as can be, until stopped, or so many times."""
    obey(lambda _order: None)
    dice, me = random.Random(1), settings["address"]
    speaker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    speaker.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    speaker.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(me))
    everybody = str(ip_interface(f"{me}/24").network.broadcast_address)
    say("attacking")
    sent, most = 0, settings.get("most", float("inf"))
    while not stopped.is_set() and sent < most:
        for _ in range(200):
            beacon, records = nonsense(dice), hostile_records(dice, settings["victim"])
            for port in (ASK_PORT, TELL_PORT):
                speaker.sendto(beacon, (everybody, port))
            speaker.sendto(records, ("224.0.0.251", 5353))
            sent += 3
        await asyncio.sleep(0)
    speaker.close()
    say("done", sent=sent)
    await stopped.wait()


def nonsense(dice: random.Random) -> bytes:
    """A datagram that is malformed, too large, a room that there is not, or about somebody else's."""
    room = f"{dice.getrandbits(256):064x}"
    return dice.choice(
        [
            dice.randbytes(dice.randrange(1400)),
            b"PARLOR/1 HERE\n" + b"name=" + b"x" * 1150,
            encode(announce(room, f"Free money {room}", dice.randrange(1, 65536))),
            encode(announce(ROOM, "Tea house", 7000, people=666, locked=True)),
            encode(announce(ROOM, "Tea party", 7000)),
            encode(Farewell(ROOM, 7000)),
            encode(Question()),
            encode(announce(room, "Evil", 1)).replace(b"Evil", b"\x1b[31m\x07\xe2\x80\xae"),
        ]
    )


def hostile_records(dice: random.Random, victim: str) -> bytes:
    """Multicast DNS about services that there are not, that are not ours, and about somebody else's."""
    packet = DNSOutgoing(0x8400)
    label = f"{dice.getrandbits(64):x}"
    name = dice.choice(
        [f"{label}.{SERVICE}", f"{label}._http._tcp.local.", "local.", f"Tea house ({ROOM[:8]}).{SERVICE}"]
    )
    ttl = dice.choice([0, 1, 120, 2**31 - 1])
    text = dice.choice([b"", dice.randbytes(60), b"\xff=\xff", b"\x0ftxtvers=1\xff=\xff"])
    target = dice.choice([f"{label}.local.", "parlor-5e5e5e5e.local."])
    for record in (
        DNSPointer(SERVICE, 12, 1, ttl, name),
        DNSService(name, 33, 0x8001, ttl, 0, 0, dice.randrange(65536), target),
        DNSText(name, 16, 0x8001, ttl, text),
        DNSAddress(target, 1, 0x8001, ttl, socket.inet_aton(dice.choice([victim, "8.8.8.8", "224.0.0.1", "0.0.0.0"]))),
    ):
        packet.add_answer_at_time(record, 0)
    return bytes(packet.packets()[0])


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
    await {"open": hold_open, "look": look, "attack": attack}[what](stopped, settings, obey)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], json.loads(sys.argv[2])))
