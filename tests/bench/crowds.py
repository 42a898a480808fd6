"""Sends a crowd to a server and says what became of it: the figures of one run. Builds ``crowd.c`` when it has to."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.servers import ROOT, Server

_SOURCE = Path(__file__).with_name("crowd.c")
_BUILT = ROOT / "build" / "bench"


@dataclass(frozen=True, slots=True)
class Run:
    """One run. Times in seconds, delays in milliseconds, memory in KiB; rates are by the second."""

    ok: bool
    trouble: str = ""
    connections: float = 0.0
    each: float = 0.0
    """Memory of a connection."""
    deliveries: float = 0.0
    cost: float = 0.0
    """Microseconds of the server's processor time for a delivery."""
    p50: float = 0.0
    p99: float = 0.0
    longest: float = 0.0
    lost: int = 0
    dropped: int = 0
    busy: float = 0.0
    """How much of a core the crowd itself took; near 1 it was the limit."""
    memory: int = 0
    peak: int = 0


def build() -> Path | None:
    """The crowd as a program, with TLS where OpenSSL can be linked. None where there is no C compiler."""
    compiler = shutil.which("cc")
    program = _BUILT / "crowd"
    if program.exists() and program.stat().st_mtime > _SOURCE.stat().st_mtime:
        return program
    if compiler is None:
        return None
    _BUILT.mkdir(parents=True, exist_ok=True)
    plain = [compiler, "-O2", "-Wall", "-Wextra", "-std=gnu11", "-o", str(program), str(_SOURCE)]
    if subprocess.run([*plain, "-DWITH_TLS", "-lssl", "-lcrypto"], capture_output=True, check=False).returncode:
        subprocess.run(plain, check=True)
    return program


def visit(program: Path, server: Server, people: int, caps: str = "", **options: float) -> Run:
    """Send so many people, and wait until all is said and heard. What the options mean stands in ``crowd.c``."""
    arguments = [str(program), str(server.port), str(people), *(f"{name}={value}" for name, value in options.items())]
    if caps:
        arguments.append(f"caps={caps}")
    empty = server.usage()
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as crowd:
        came, came_usage = _next(crowd, server)
        if not came.get("ok"):
            return Run(ok=False, trouble=came.get("trouble") or "nobody came in")
        everybody = people + int(options.get("idle", 0) + options.get("flood", 0))
        connections, each = everybody / came["seconds"], (came_usage.memory - empty.memory) / everybody
        if options.get("only"):
            return Run(ok=True, connections=connections, each=each)
        ready, before = _next(crowd, server)
        if not ready.get("ok"):
            return Run(ok=False, trouble=ready.get("trouble") or "not everybody came into the channel")
        talked, after = _next(crowd, server)
        end, _ = _next(crowd, server)
    if not talked:
        return Run(ok=False, trouble="the crowd ended unasked")
    return Run(
        ok=talked["ok"],
        trouble=talked["trouble"],
        connections=connections,
        each=each,
        deliveries=talked["per_second"],
        cost=(after.cpu - before.cpu) / max(1, talked["deliveries"]) * 1e6,
        p50=talked["p50"],
        p99=talked["p99"],
        longest=talked["longest"],
        lost=talked["lost"],
        dropped=end.get("dropped", 0),
        busy=talked["busy"],
        memory=after.memory,
        peak=after.peak,
    )


def _next(crowd: subprocess.Popen[str], server: Server) -> tuple[dict[str, Any], Any]:
    """What the crowd says after its next phase, and what the server has used by then."""
    assert crowd.stdin
    assert crowd.stdout
    line = crowd.stdout.readline()
    said = json.loads(line) if line else {}
    usage = server.usage()
    if said.get("phase") not in (None, "end"):
        crowd.stdin.write("\n")
        crowd.stdin.flush()
    return said, usage


def machine() -> str:
    """What this is measured on, in a line."""
    names = (line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    model = next(names, ": unknown").partition(": ")[2]
    return f"{os.cpu_count()} × {model}, {os.uname().sysname} {os.uname().release}"
