"""How soon rooms are found and entered in networks as they are. Prints the median and the worst time, in seconds.

    python tests/bench/nearby.py [--runs N | --flood N]

Each computer is a network namespace, each network a bridge; Linux, and permission to make them, are needed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
from app.services.invites import Invite
from tests.server.discovery.laboratory import Computer, Laboratory, why_not

TRAVELLER = Path(__file__).parents[1] / "app" / "traveller.py"
MESSAGES = 300
"""What has been said in the room that is entered."""
HERE, THERE = "10.77.1.1", "10.77.1.2"


def healthy(_lab: Laboratory, _ada: Computer, _ben: Computer) -> dict[str, Any]:
    return {}


def multicast_blocked(lab: Laboratory, ada: Computer, ben: Computer) -> dict[str, Any]:
    lab.block(ada, ben, multicast=True)
    return {}


def broadcast_blocked(lab: Laboratory, ada: Computer, ben: Computer) -> dict[str, Any]:
    lab.introduce(ada, HERE, ben, THERE)
    lab.block(ada, ben, broadcast=True)
    return {}


def both_blocked(lab: Laboratory, ada: Computer, ben: Computer) -> dict[str, Any]:
    lab.introduce(ada, HERE, ben, THERE)
    lab.block(ada, ben, multicast=True, broadcast=True)
    return {}


def both_blocked_but_known(lab: Laboratory, ada: Computer, ben: Computer) -> dict[str, Any]:
    both_blocked(lab, ada, ben)
    return {"known": [HERE]}


def three_interfaces(_lab: Laboratory, ada: Computer, _ben: Computer) -> dict[str, Any]:
    ada.plug("10.77.2.1/24", "wifi").plug("10.77.3.1/24", "cable")
    return {}


def another_subnet_but_known(lab: Laboratory, ada: Computer, ben: Computer) -> dict[str, Any]:
    router = lab.computer("router").plug("10.77.1.254/24").plug("10.77.5.254/24", "upstairs")
    router.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
    ben.ip("addr", "flush", "dev", "eth0")
    ben.plug("10.77.5.5/24", "upstairs")
    ben.ip("route", "add", "default", "via", "10.77.5.254")
    ada.ip("route", "add", "default", "via", "10.77.1.254")
    return {"known": [HERE]}


SITUATIONS: tuple[Callable[[Laboratory, Computer, Computer], dict[str, Any]], ...] = (
    healthy,
    multicast_blocked,
    broadcast_blocked,
    both_blocked,
    both_blocked_but_known,
    three_interfaces,
    another_subnet_but_known,
)


def measure(prepare: Callable[[Laboratory, Computer, Computer], dict[str, Any]]) -> tuple[float, float]:
    """Seconds until a new room is seen by who looks, and until an open one is seen by who begins to look."""
    lab = Laboratory()
    try:
        ada, ben = lab.computer("ada").plug(f"{HERE}/24"), lab.computer("ben").plug(f"{THERE}/24")
        options = prepare(lab, ada, ben)
        first = ben.start("look", **options)
        room = ada.start("open")
        hosted = first.sees("Tea house", timeout=90) - room.began
        first.close()
        second = ben.start("look", **options)
        return hosted, second.sees("Tea house", timeout=90) - second.began
    finally:
        lab.close()


def arrive(prepare: Callable[[Laboratory, Computer, Computer], dict[str, Any]]) -> float:
    """Seconds from a click on a row, or on a link where there is none to be seen, until the history is there."""
    lab = Laboratory()
    try:
        ada, ben = lab.computer("ada").plug(f"{HERE}/24"), lab.computer("ben").plug(f"{THERE}/24")
        options = prepare(lab, ada, ben)
        room = ada.start("host", program=TRAVELLER, lines=MESSAGES)
        guest = ben.start("join", program=TRAVELLER)
        if options.get("known"):
            guest.tell({"join": Invite((HERE,), 7000, fingerprint=room.log[0]["fingerprint"]).link()})
        else:
            guest.wait(lambda: bool(guest.rooms), timeout=90, what="saw the room")
            guest.tell({"click": "Tea house"})
        guest.wait(lambda: any(line["what"] == "history" for line in guest.log), what="had the history")
        times = {line["what"]: float(line["at"]) for line in guest.log}
        return times["history"] - times["clicked"]
    finally:
        lab.close()


def flood(number: int) -> str:
    """What so many hostile announcements do to who looks for rooms, in a line."""
    lab = Laboratory()
    try:
        ada, ben, eve = (lab.computer(name).plug(f"10.77.1.{n}/24") for n, name in enumerate(("ada", "ben", "eve"), 1))
        room, looking = ada.start("open"), ben.start("look")
        looking.sees("Tea house")
        before = looking.log[-1]
        attack = eve.start("attack", address="10.77.1.3", victim=HERE, most=number)
        attack.wait(lambda: attack.log[-1]["what"] == "done", timeout=600, what="sent them all")
        room.tell({"people": 7})
        looking.wait(lambda: looking.rooms[0]["people"] == 7, what="saw the real room change")
        after, took = looking.log[-1], attack.log[-1]["at"] - attack.began
        assert looking.rooms[0]["name"] == "Tea house"
        return (
            f"{attack.log[-1]['sent']:,} hostile announcements in {took:.0f} s:\n"
            f"{after['busy'] - before['busy']:.1f} s of a processor, "
            f"{(after['memory'] - before['memory']) / 1024:.1f} MiB more, {len(looking.rooms)} rows;\n"
            f"the real room is the first of them, and up to date {after['at'] - attack.log[-1]['at']:.1f} s later"
        )
    finally:
        lab.close()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="How soon rooms are found in networks as they are.")
    parser.add_argument("--runs", type=int, default=3, help="how often each situation is tried (default: 3)")
    parser.add_argument("--flood", type=int, help="send so many hostile announcements instead")
    arguments = parser.parse_args(argv)
    if reason := why_not():
        print(f"This cannot be measured here: {reason}.")
        return 0
    if arguments.flood:
        print(flood(arguments.flood))
        return 0
    print(f"{'seconds, median / worst':28}{'“Host” → row':>18}{'look → row':>18}{'click → history':>18}")
    for prepare in SITUATIONS:
        columns = zip(*((*measure(prepare), arrive(prepare)) for _ in range(arguments.runs)), strict=True)
        cells = [f"{statistics.median(column):.2f} / {max(column):.2f}" for column in columns]
        print(f"{prepare.__name__.replace('_', ' '):28}" + "".join(f"{cell:>18}" for cell in cells))
    return 0


if __name__ == "__main__":
    sys.exit(main())
