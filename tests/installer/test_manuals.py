"""The manual pages and what shells complete tell of every command and every option."""

import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

from app.command_line import parser as parlor
from server.command_line import parser as parlor_server

MADE = runpy.run_path(str(Path(__file__).resolve().parents[2] / "installer" / "make_manuals.py"))
MANUALS, COMPLETIONS = MADE["manuals"](), MADE["completions"]()
BASH = shutil.which("bash")


def commands(top):
    """Each command that a person can type, with its parser."""
    yield (top.prog, top)
    for action in top._actions:
        if isinstance(action.choices, dict):
            yield from ((command.prog, command) for command in action.choices.values())


def options(command):
    return [name for action in command._actions for name in action.option_strings if name not in ("-h", "--help")]


@pytest.mark.parametrize("top", [parlor(), parlor_server("parlor-server")], ids=lambda top: top.prog)
def test_the_manual_tells_of_every_command_with_its_options_and_example(top):
    page = MANUALS[f"{top.prog}.1"].replace("\\-", "-")
    words = " ".join(page.split())
    assert page.startswith(".TH ")
    for name, command in commands(top):
        assert name in page
        for option in options(command):
            assert rf"\fB{option}\fR" in page
        if command is not top and command.epilog:
            assert " ".join(command.epilog.split()) in words


def test_the_manual_of_a_room_tells_of_every_setting():
    page = MANUALS["parlor-server.1"].replace("\\-", "-")
    settings = re.findall(r"^  (\w+) = ", parlor_server("parlor-server").epilog or "", re.MULTILINE)
    assert len(settings) > 30
    assert [name for name in settings if f"{name} = " not in page] == []


@pytest.mark.skipif(shutil.which("man") is None, reason="nothing here reads manual pages")
@pytest.mark.parametrize("name", MANUALS)
def test_man_has_nothing_to_say_against_a_page(name, tmp_path):
    (tmp_path / name).write_text(MANUALS[name], encoding="utf-8")
    command = ["man", "--warnings", "--local-file", str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("top", [parlor(), parlor_server("parlor-server")], ids=lambda top: top.prog)
def test_every_shell_knows_every_command_and_option(shell, top):
    text = COMPLETIONS[MADE["COMPLETIONS"][shell].format(name=top.prog)]
    for name, command in commands(top):
        assert name.split()[-1] in text
        for option in options(command):
            assert re.search(rf"(?<![\w-])(--?|-[ls] ['\"]?)?{re.escape(option.lstrip('-'))}(?![\w-])", text), option


def completed(words, folder):
    """What bash offers for the last of these words."""
    (folder / "parlor").write_text(COMPLETIONS["bash-completion/completions/parlor"], encoding="utf-8")
    script = (
        'source ./parlor; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shtab_parlor; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    command = [BASH, "--norc", "-c", script, "bash", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30, cwd=folder)
    return set(done.stdout.split())


@pytest.mark.skipif(BASH is None, reason="there is no bash here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["parlor", "se"], {"send"}),
        (["parlor", "doctor", "--j"], {"--json"}),
        (["parlor", "host", "--log-level", "w"], {"warning"}),
        (["parlor", "host", "--config", "te"], {"tea.toml"}),
    ],
    ids=" ".join,
)
def test_bash_completes(words, offered, tmp_path):
    (tmp_path / "tea.toml").touch()
    assert completed(words, tmp_path) == offered
