"""Computers and networks made of namespaces, veth pairs and bridges, all gone again afterwards. Knows no rooms."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
STATION = Path(__file__).with_name("station.py")
_numbers = itertools.count()


def why_not() -> str:
    """Why there can be no laboratory here; empty if there can."""
    if sys.platform != "linux":
        return "network namespaces are Linux's"
    if not (shutil.which("ip") and shutil.which("bridge")):
        return "iproute2 is not installed"
    name = f"parlor-try-{os.getpid()}"
    try:
        run("ip", "netns", "add", name)
        try:
            run("ip", "-n", name, "link", "add", "try", "type", "bridge")
            run("ip", "-n", name, "link", "add", "one", "type", "veth", "peer", "name", "other")
        finally:
            run("ip", "netns", "del", name)
    except (OSError, subprocess.CalledProcessError) as error:
        return f"network namespaces are not permitted ({error})"
    return ""


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout


def promised(seconds: float) -> float:
    """What is promised of a computer with nothing else to do; in proportion more where its processors are awaited."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


class Computer:
    """A namespace with interfaces eth0, eth1, …"""

    def __init__(self, lab: Laboratory, name: str) -> None:
        self._lab = lab
        self.space = lab.add_space(name)
        self.ports: list[str] = []  # at the other end of each cable
        self.ip("link", "set", "lo", "up")

    def ip(self, *words: str) -> str:
        return run("ip", "-n", self.space, *words)

    def run(self, *command: str) -> str:
        return run("ip", "netns", "exec", self.space, *command)

    def plug(self, address: str, switch: str = "lan") -> Computer:
        """Connect the next interface to a switch, under this address."""
        number = len(self.ports)
        port = self._lab.cable(self.space, f"eth{number}", switch)
        self.ports.append(port)
        self.ip("link", "set", f"eth{number}", "addrgenmode", "none")  # nothing that comes by itself later
        self.ip("link", "set", f"eth{number}", "up")
        nodad = ["nodad"] if ":" in address else []
        self.ip("addr", "add", address, *([] if nodad else ["brd", "+"]), "dev", f"eth{number}", *nodad)
        return self

    def mac(self, interface: str) -> str:
        return str(json.loads(self.ip("-j", "link", "show", interface))[0]["address"])

    def start(self, what: str, *, program: Path = STATION, **settings: Any) -> Station:
        station = Station(["ip", "netns", "exec", self.space], program, what, settings)
        self._lab.stations.append(station)
        return station


class Laboratory:
    """All that was made for one test. Switches are called by name and made when first used."""

    def __init__(self) -> None:
        self._mark = f"parlor-{os.getpid()}-{next(_numbers)}"
        self._spaces: list[str] = []
        self._ports = itertools.count()
        self._switches: set[str] = set()
        self.stations: list[Station] = []
        self._wall = self.add_space("switches")

    def add_space(self, name: str) -> str:
        space = f"{self._mark}-{name}"
        run("ip", "netns", "add", space)
        self._spaces.append(space)
        return space

    def computer(self, name: str) -> Computer:
        return Computer(self, name)

    def cable(self, space: str, interface: str, switch: str) -> str:
        """Join an interface in a namespace to a switch; the name of the switch's port."""
        if switch not in self._switches:
            self._switches.add(switch)
            run("ip", "-n", self._wall, "link", "add", switch, "type", "bridge", "mcast_snooping", "0")
            run("ip", "-n", self._wall, "link", "set", switch, "up")
        port = f"port{next(self._ports)}"
        ends = ("link", "add", port, "type", "veth", "peer", "name", interface, "netns", space)
        run("ip", "-n", self._wall, *ends)
        run("ip", "-n", self._wall, "link", "set", port, "master", switch, "up")
        return port

    def block(self, *computers: Computer, multicast: bool = False, broadcast: bool = False) -> None:
        """Let the switch bring no such packets to these computers, as access points do."""
        for port in (port for computer in computers for port in computer.ports):
            flags = [*(["mcast_flood", "off"] if multicast else []), *(["bcast_flood", "off"] if broadcast else [])]
            run("bridge", "-n", self._wall, "link", "set", "dev", port, *flags)

    def drop(self, computer: Computer, port: int) -> None:
        """Have a computer's firewall let nobody in at a port: what it would answer never leaves it."""
        for version in ("-4", "-6"):
            computer.ip(version, "rule", "add", "blackhole", "ipproto", "tcp", "sport", str(port), "priority", "1")

    def introduce(self, one: Computer, one_address: str, other: Computer, other_address: str) -> None:
        """Let two know each other's hardware addresses, which they ask for by broadcast."""
        for here, there, address in ((one, other, other_address), (other, one, one_address)):
            here.ip("neigh", "add", address, "lladdr", there.mac("eth0"), "dev", "eth0", "nud", "permanent")

    def close(self) -> None:
        for station in self.stations:
            station.kill()
        for space in self._spaces:
            run("ip", "netns", "del", space)


class Station:
    """A program that holds a room open or looks for rooms, seen from the test."""

    def __init__(self, within: list[str], program: Path, what: str, settings: dict[str, Any]) -> None:
        self.log: list[dict[str, Any]] = []
        self._process = subprocess.Popen(
            [*within, sys.executable, str(program), what, json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wait(lambda: bool(self.log), what="came up")

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.log.append(json.loads(line))

    @property
    def began(self) -> float:
        return float(self.log[0]["at"])

    @property
    def rooms(self) -> list[dict[str, Any]]:
        """What is in sight now."""
        return list(next((line["rooms"] for line in reversed(self.log) if line["what"] == "view"), []))

    def tell(self, order: object) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def sees(self, *names: str, timeout: float = 30.0, **facts: object) -> float:
        """Wait until just these rooms are in sight, with these facts about each; when that was."""

        def shown() -> bool:
            rooms = self.rooms
            right = all(room[key] == value for room in rooms for key, value in facts.items())
            return sorted(room["name"] for room in rooms) == sorted(names) and right

        self.wait(shown, timeout=timeout, what=f"saw {names} {facts or ''}")
        return float(self.log[-1]["at"])

    def wait(self, condition: Callable[[], bool], *, timeout: float = 30.0, what: str) -> None:
        end = time.monotonic() + timeout
        while not condition():
            if self._process.poll() is not None:
                assert self._process.stderr
                pytest.fail(f"The station has ended:\n{self._process.stderr.read()}")
            if time.monotonic() > end:
                pytest.fail(f"In {timeout:g} s it never {what}, but: {self.log[-1:]}")
            time.sleep(0.005)  # noqa: TID251 - what another process says comes when it comes

    def close(self) -> None:
        """End it properly."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(10)

    def kill(self) -> float:
        """End it as a power cut would; when that was. A second time does nothing."""
        now = time.monotonic()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        return now
