"""Who may know whom: the house's table, read from the imports of every module. Nothing is imported to find out."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("app", "server", "ui", "assets")
NETWORK = ("socket", "socketserver", "ssl", "select", "selectors")
WINDOWS = ("tkinter", "customtkinter")


@dataclass(frozen=True)
class Row:
    """One row of the table. It binds `who` and everything below it, as do the rows of the packages above."""

    who: str
    ours: tuple[str, ...] | None = None  # what it may import of ours; None: the rows above have said it
    never: tuple[str, ...] = ()


TABLE = (
    Row("assets", ours=("assets",)),
    Row("server", ours=("server",), never=WINDOWS),
    Row(
        "server.protocol",
        ours=("server.protocol",),
        never=(*NETWORK, "threading", "time", "datetime", "multiprocessing"),
    ),
    Row("server.threads", ours=(), never=(*NETWORK, "time")),
    Row("server.transport", ours=("server.protocol", "server.threads", "server.transport")),
    Row("server.files.depot", never=NETWORK),
    Row("server.files.messages", never=(*NETWORK, "threading")),
    Row("server.files.requests", never=NETWORK),
    Row("server.files.uploads", never=NETWORK),
    Row("server.room", never=NETWORK),
    Row("server.person", never=NETWORK),
    Row("server.session", never=NETWORK),
    Row("server.channel", never=NETWORK),
    Row("server.speech", never=NETWORK),
    Row("server.commands", never=NETWORK),
    Row(
        "server.discovery",
        ours=("server.discovery", "server.protocol", "server.threads"),
    ),
    Row("server.discovery.announcement", ours=("server.protocol",), never=(*NETWORK, "threading", "time", "asyncio")),
    Row(
        "server.discovery.roster",
        ours=("server.discovery.announcement",),
        never=(*NETWORK, "threading", "time", "asyncio"),
    ),
    Row("app", ours=("app", "server", "ui", "assets")),
    Row(
        "app.words", ours=("app.words", "assets", "server.protocol.sentences"), never=(*WINDOWS, *NETWORK, "threading")
    ),
    Row("app.sentences", ours=("app.sentences", "app.models", "app.words"), never=(*WINDOWS, *NETWORK, "threading")),
    Row("app.pump", ours=("app.pump",), never=WINDOWS),
    Row(
        "app.models",
        ours=("app.models", "app.words", "server.protocol.filenames", "server.protocol.names"),
        never=(*WINDOWS, *NETWORK, "threading", "queue"),
    ),
    Row(
        "app.client",
        # Of the models only values: what is observable belongs to the Tk thread.
        ours=(
            "app.client",
            "app.models.amendments",
            "app.models.entries",
            "app.models.people.Role",
            "app.models.reach.Outcome",
            "app.models.reach.Tried",
            "app.words",
            "server.protocol",
            "server.tls",
            "server.transport",
        ),
        never=WINDOWS,
    ),
    Row("app.client.session", never=(*NETWORK, "threading", "queue")),
    Row("app.client.handlers", never=(*NETWORK, "threading", "queue")),
    Row(
        "app.controllers",
        ours=("app.client", "app.controllers", "app.models", "app.pump", "app.services", "app.words", "server"),
        never=(*WINDOWS, *NETWORK),
    ),
    Row(
        "app.services",
        ours=("app.services", "app.models", "app.sentences", "app.words", "assets", "server.protocol"),
        never=WINDOWS,
    ),
    Row(
        "ui",
        ours=("ui", "app.models", "app.sentences", "app.words", "app.__version__", "assets"),
        never=(*NETWORK, "queue", "multiprocessing"),
    ),
)

# Of a whole package's right to import something, what one module alone may use. Below app, the composition root
# (app.desktop) is free to know everyone.
ONLY = {
    ("app.client", "server.transport"): ("app.client.connection",),
    ("app.client", "server.tls"): ("app.client.connection", "app.client.wire"),
    ("app.controllers", "server"): ("app.controllers.hosting", "app.controllers.nearby"),
    ("app", "tkinter"): (),
    ("app", "customtkinter"): (),
    ("app", "ui"): ("app.desktop", "app.answers", "app.loading", "app.look"),
    ("ui", "threading"): (),
}
# What the rule above does not mean: the words of the protocol are everybody's.
EVERYBODYS = ("server.protocol",)


@dataclass(frozen=True)
class Import:
    """That one module imports another, and where."""

    module: str
    name: str
    line: int
    for_types_only: bool = False

    def __str__(self) -> str:
        return f"{self.module} imports {self.name} (line {self.line})"


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def within_any(name: str, packages: Iterable[str]) -> bool:
    return any(within(name, package) for package in packages)


@cache
def imports(module: str, source: str) -> tuple[Import, ...]:
    """Every import in a module's source, wherever in it; `from a import b` is a.b, whether b is a module or not."""
    return tuple(_imports(module, source))


def _imports(module: str, source: str) -> Iterator[Import]:
    tree = ast.parse(source)
    for_types: set[ast.AST] = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If)
        and "TYPE_CHECKING" in (getattr(block.test, "id", ""), getattr(block.test, "attr", ""))
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            yield Import(module, name, node.lineno, node in for_types)


def complaints(found: Import) -> Iterator[str]:
    """What the table says against one import; nothing if it is allowed."""
    ours = within_any(found.name, PACKAGES)
    for row in TABLE:
        if not within(found.module, row.who):
            continue
        if ours and row.ours is not None and not within_any(found.name, row.ours):
            yield f"{found}: {row.who} may know {', '.join(row.ours)} only"
        if within_any(found.name, row.never):
            yield f"{found}: never in {row.who}"
    for (who, what), allowed in ONLY.items():
        if not within(found.module, who) or not within(found.name, what) or within_any(found.name, EVERYBODYS):
            continue
        if found.module not in (*allowed, "app.__main__"):
            yield f"{found}: in {who} only {', '.join(allowed) or 'nobody'} may"


def modules() -> dict[str, str]:
    """The source of every module of the project by its dotted name."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return found


MODULES = modules()


def target(found: Import) -> str:
    """The module of ours that is imported; "" if it is none of ours."""
    above = found.name.rpartition(".")[0]
    return found.name if found.name in MODULES else above if above in MODULES else ""


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_the_table_allows(module):
    found = imports(module, MODULES[module])
    assert [complaint for one in found for complaint in complaints(one)] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_opens_with_what_it_knows(module):
    assert ast.get_docstring(ast.parse(MODULES[module])), f"{module} has no docstring"


def test_no_two_modules_need_each_other():
    graph = {
        module: {target(one) for one in imports(module, source) if not one.for_types_only} - {module, ""}
        for module, source in MODULES.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("A circle of imports: " + " <- ".join(error.args[1]), pytrace=False)


def test_the_table_speaks_of_modules_that_exist():
    named = {row.who for row in TABLE} | {who for who, _ in ONLY} | {who for names in ONLY.values() for who in names}
    assert sorted(named - MODULES.keys()) == []


# The checker itself, with violations planted.


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("ui.views.composer", "from app.client.session import Session"),
        ("ui.views.composer", "def later():\n    import threading"),
        ("ui.theme", "from app import controllers"),
        ("server.protocol.message", "import socket"),
        ("server.protocol.message", "from server import room"),
        ("server.commands.channels", "import app.models.entries"),
        ("server.engine", "from tkinter import font"),
        ("app.models.room", "from threading import Lock"),
        ("app.client.handlers", "from server.transport import Link"),
        ("app.client.session", "import socket"),
        ("app.controllers.chat", "from server.listener import RoomServer"),
        ("app.controllers.chat", "if TYPE_CHECKING:\n    from ui.window import Window"),
        ("app.pump", "import customtkinter"),
        ("app.terminal", "from ui import theme"),
    ],
)
def test_a_planted_violation_is_named(module, source):
    found = [complaint for one in imports(module, source) for complaint in complaints(one)]
    assert found
    assert all(complaint.startswith(f"{module} imports ") for complaint in found)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("ui.views.composer", "from app.models.room import Room\nimport customtkinter, tkinter"),
        ("server.listener", "import socketserver, threading\nfrom server.engine import Engine"),
        ("app.client.connection", "import socket, threading\nfrom server.transport import Link"),
        ("app.controllers.chat", "from server.protocol import names\nfrom app.models.room import Room"),
        ("app.models.room", "from server.protocol import names"),
        ("app.__main__", "import tkinter\nfrom ui.window import Window\nfrom server.hosting import host"),
        ("app.client.session", "from socketry import plug  # only sounds like it"),
    ],
)
def test_what_the_table_allows_is_left_alone(module, source):
    assert [complaint for one in imports(module, source) for complaint in complaints(one)] == []
