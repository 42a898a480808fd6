"""The guide says what is so: commands can be typed, files read, its bot runs, its tables are those of the code."""

import re
import runpy
import shlex
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from app.command_line import parser as parlor
from server.command_line import parser as parlor_server
from server.config import Config, ServerTable
from server.config_file import from_tables
from server.hosting import open_room
from ui.gallery.scenes import all_scenes

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = sorted(DOCS.glob("*.md"))
FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def samples(language: str) -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for kind, text in FENCE.findall(page.read_text(encoding="utf-8")):
            if kind == language:
                yield page, text


def commands() -> Iterator[list[str]]:
    """Every command of ours that the guide types, without what is before and behind it in a pipe."""
    for _, text in samples("console"):
        for line in text.splitlines():
            words = shlex.split(line.removeprefix("$ "))
            for is_command, part in groupby(words, lambda word: word not in ("|", "||", "&&")):
                command = [word for word in part if word != "sudo"]
                if is_command and command and command[0] in ("parlor", "parlor-server"):
                    yield command


def test_every_setting_is_told_of_as_it_is():
    made = runpy.run_path(str(ROOT / "installer" / "make_docs.py"))["configuration"]()
    assert (DOCS / "configuration.md").read_text(encoding="utf-8") == made, "run installer/make_docs.py"


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_every_command_can_be_typed(words):
    made = parlor() if words[0] == "parlor" else parlor_server("parlor-server")
    options, rest = made.parse_known_args(words[1:])
    assert len(rest) <= (1 if getattr(options, "command", "") == "send" else 0)


@pytest.mark.parametrize(("page", "text"), list(samples("toml")), ids=lambda value: getattr(value, "name", ""))
def test_every_configuration_is_understood(page, text):
    assert from_tables(tomllib.loads(text), origin=page.name)


def test_every_link_leads_somewhere():
    for page in (README, *PAGES):
        text = page.read_text(encoding="utf-8")
        targets = re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)[^)]*\)", text)
        missing = [t for t in targets if not t.startswith("https://") and not (page.parent / t).exists()]
        assert missing == [], page.name


def test_what_is_named_of_the_code_is_there():
    """By path: a module without its ending, or a file or folder with it."""
    roofs = "app|server|ui|assets|tests|installer"
    for page in (README, *PAGES):
        named = re.findall(rf"`((?:{roofs})/[\w./-]*)`", page.read_text(encoding="utf-8"))
        missing = [name for name in named if not (ROOT / name).exists() and not (ROOT / f"{name}.py").exists()]
        assert missing == [], page.name


def test_every_picture_is_that_of_a_scene():
    known = {f"pictures/{scene.file_name}_{look}.png" for scene in all_scenes() for look in ("light", "dark")}
    for page in PAGES:
        shown = re.findall(r"!\[[^\]]+\]\((pictures/[^)]+)\)", page.read_text(encoding="utf-8"))
        assert set(shown) <= known, page.name


def test_every_page_is_in_the_contents():
    contents = (ROOT / "installer" / "mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if f" {page.name}\n" not in contents] == []


def test_the_bot_of_the_guide_answers(tmp_path, until, monkeypatch):
    (text,) = (text for page, text in samples("python") if page.name == "scripts.md")
    bot = tmp_path / "bot.py"
    bot.write_text(text.replace('"parlor"', f'"{sys.executable}", "-m", "app"'), encoding="utf-8")
    room = open_room(Config(ServerTable(network="Tea", host="127.0.0.1", port=0)))
    said: list[str] = []
    listener = subprocess.Popen(
        [sys.executable, "-m", "app", "chat", f"127.0.0.1:{room.port}", "--nick", "Ada"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert listener.stdin
    assert listener.stdout
    reader = threading.Thread(target=said.extend, args=[iter(listener.stdout.readline, "")])
    reader.start()
    until(lambda: any("You are in" in line for line in said), what="the listener came")
    program = subprocess.Popen([sys.executable, str(bot), f"127.0.0.1:{room.port}"], cwd=ROOT)
    try:
        until(lambda: any("Dice joined" in line for line in said), what="the bot came")
        listener.stdin.write("!dice\n")
        listener.stdin.flush()
        until(lambda: any(re.search(r"<Dice> Ada: [1-6]$", line.strip()) for line in said), what="the bot answered")
    finally:
        listener.stdin.close()
        room.stop()
        assert program.wait(20) == 0
        listener.wait(20)
        reader.join(20)
        listener.stdout.close()
