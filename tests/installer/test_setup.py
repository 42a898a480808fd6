from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[2] / "installer" / "setup.sh"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is the packages of Linux that are asked for here")

TOOLS = ("Xvfb", "xauth", "xdotool", "irssi", "weechat", "openbox", "ip", "chromedriver")


class Machine:
    """A checkout on a computer that has just the commands it is given."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.checkout = folder / "checkout"
        (self.checkout / "installer").mkdir(parents=True)
        shutil.copy(SETUP, self.checkout / "installer")
        for name in ("sh", "dirname", "uname", "env", "touch"):
            self.has(name, f'exec {shutil.which(name)} "$@"')
        self.has("id", "echo 1000")
        self.release = folder / "os-release"
        self.release.write_text("ID=debian\n", encoding="utf-8")

    def has(self, name: str, does: str = "exit 0") -> None:
        """Put a command on the computer's PATH; it writes down how it was called."""
        script = self.bin / name
        script.write_text(f'#!/bin/sh\necho "{name} $*" >>"{self.bin}/calls"\n{does}\n', encoding="utf-8")
        script.chmod(0o755)

    def has_python(self, pip: str = "") -> None:
        """A Python that will do, whose environments are copies of itself and whose pip says yes, or does `pip`."""
        makes_venv = 'mkdir -p .venv/bin; cp "$0" .venv/bin/python'
        self.has(
            "python3",
            f'if [ "$2" = venv ]; then {makes_venv}; fi\nif [ "$1" = --version ]; then echo Python; fi\n{pip}',
        )
        self.has("mkdir", f'exec {shutil.which("mkdir")} "$@"')
        self.has("cp", f'exec {shutil.which("cp")} "$@"')

    def calls(self) -> list[str]:
        return (self.bin / "calls").read_text(encoding="utf-8").splitlines()

    def set_up(self, purpose: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.checkout / "installer" / "setup.sh", purpose],
            env={"PATH": str(self.bin), "HOME": os.environ.get("HOME", "/"), "OS_RELEASE": str(self.release)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_who_may_not_install_packages_is_told_the_command(machine):
    machine.has_python()
    machine.has("apt-get")
    answer = machine.set_up("dev")
    assert answer.returncode == 1
    assert (
        "    sudo apt-get install xvfb xauth xdotool irssi weechat-curses openbox iproute2 chromium"
        " chromium-driver" in answer.stderr.splitlines()
    )


def test_ubuntu_is_not_asked_for_packages_it_has_not(machine):
    machine.has_python()
    machine.has("apt-get")
    machine.release.write_text('NAME="Ubuntu"\nID=ubuntu\n', encoding="utf-8")
    answer = machine.set_up("dev")
    (command,) = (line for line in answer.stderr.splitlines() if "apt-get" in line)
    assert command.endswith(" openbox iproute2")


def test_root_gets_what_is_missing_and_nothing_else(machine):
    machine.has_python()
    machine.has("id", "echo 0")
    machine.has("apt-get")
    machine.has("Xvfb")
    machine.has("xauth")
    answer = machine.set_up("dev")
    assert answer.returncode == 0, answer.stderr
    assert (
        "apt-get install -y -qq --no-install-recommends xdotool irssi weechat-curses openbox iproute2 chromium"
        " chromium-driver" in machine.calls()
    )


def test_running_needs_no_tools_of_developers(machine):
    machine.has_python()
    answer = machine.set_up("run")
    assert answer.returncode == 0, answer.stderr
    assert not any(call.startswith("apt-get") for call in machine.calls())
    assert (machine.checkout / ".venv" / "run.stamp").exists()
    assert not (machine.checkout / ".venv" / "dev.stamp").exists()


def test_what_serves_developers_serves_for_running_too(machine):
    machine.has_python()
    for tool in TOOLS:
        machine.has(tool)
    answer = machine.set_up("dev")
    assert answer.returncode == 0, answer.stderr
    assert (machine.checkout / ".venv" / "run.stamp").exists()
    assert (machine.checkout / ".venv" / "dev.stamp").exists()


def test_without_apt_the_packages_are_named(machine):
    machine.has_python()
    answer = machine.set_up("dev")
    assert answer.returncode == 1
    assert "xvfb" in answer.stderr
    assert "package manager" in answer.stderr


def test_what_is_locked_is_taken_and_nothing_else(machine):
    machine.has_python()
    for tool in TOOLS:
        machine.has(tool)
    assert machine.set_up("dev").returncode == 0
    installed = [call.partition(" install ")[2] for call in machine.calls() if " pip install " in call]
    assert len(installed) == 2
    assert "--require-hashes --requirement installer/dev.lock" in installed[0]
    assert "--no-deps --editable ." in installed[1]


def test_where_what_is_locked_cannot_be_had_any_version_will_do(machine):
    machine.has_python(pip='case "$*" in *--require-hashes*) exit 1 ;; esac')
    for tool in TOOLS:
        machine.has(tool)
    answer = machine.set_up("dev")
    assert answer.returncode == 0, answer.stderr
    assert "locked" in answer.stdout
    assert any(call.endswith("--editable .[dev]") for call in machine.calls())


def test_packaging_needs_more_than_testing_does(machine):
    machine.has_python()
    machine.has("apt-get")
    for tool in TOOLS:
        machine.has(tool)
    answer = machine.set_up("build")
    assert answer.returncode == 1
    assert "    sudo apt-get install binutils xclip appstream desktop-file-utils" in answer.stderr.splitlines()
    for tool in ("objdump", "xclip", "appstreamcli", "desktop-file-validate"):
        machine.has(tool)
    assert machine.set_up("build").returncode == 0
    assert all((machine.checkout / ".venv" / f"{purpose}.stamp").exists() for purpose in ("run", "dev", "build"))


def test_every_requirement_is_locked_with_checksums():
    project = tomllib.loads((SETUP.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lock, wanted in {"dev": ["dev"], "build": ["dev", "build"]}.items():
        text = (SETUP.parent / f"{lock}.lock").read_text(encoding="utf-8")
        entries = re.split(r"\n(?=[a-z])", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE))
        locked = {entry.partition("==")[0].strip() for entry in entries}
        needed = project["dependencies"] + [one for extra in wanted for one in extras[extra]]
        names = {re.split(r"[^\w-]", one)[0].lower().replace("_", "-") for one in needed}
        assert sorted(names - locked) == [], "run make lock"
        assert [entry for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []
