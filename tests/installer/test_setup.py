from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[2] / "installer" / "setup.sh"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is the packages of Linux that are asked for here")


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

    def has(self, name: str, does: str = "exit 0") -> None:
        """Put a command on the computer's PATH; it writes down how it was called."""
        script = self.bin / name
        script.write_text(f'#!/bin/sh\necho "{name} $*" >>"{self.bin}/calls"\n{does}\n', encoding="utf-8")
        script.chmod(0o755)

    def has_python(self) -> None:
        """A Python that will do, whose environments are copies of itself and whose pip only says yes."""
        makes_venv = 'mkdir -p .venv/bin; cp "$0" .venv/bin/python'
        self.has("python3", f'if [ "$2" = venv ]; then {makes_venv}; fi\nif [ "$1" = --version ]; then echo Python; fi')
        self.has("mkdir", f'exec {shutil.which("mkdir")} "$@"')
        self.has("cp", f'exec {shutil.which("cp")} "$@"')

    def calls(self) -> list[str]:
        return (self.bin / "calls").read_text(encoding="utf-8").splitlines()

    def set_up(self, purpose: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.checkout / "installer" / "setup.sh", purpose],
            env={"PATH": str(self.bin), "HOME": os.environ.get("HOME", "/")},
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
        "    sudo apt-get install xvfb xauth binutils xdotool irssi weechat-curses openbox iproute2 chromium"
        " chromium-driver" in answer.stderr.splitlines()
    )


def test_root_gets_what_is_missing_and_nothing_else(machine):
    machine.has_python()
    machine.has("id", "echo 0")
    machine.has("apt-get")
    machine.has("Xvfb")
    machine.has("xauth")
    answer = machine.set_up("dev")
    assert answer.returncode == 0, answer.stderr
    assert (
        "apt-get install -y -qq --no-install-recommends binutils xdotool irssi weechat-curses openbox iproute2 chromium"
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
    for tool in ("Xvfb", "xauth", "objdump", "xdotool", "irssi", "weechat", "openbox", "ip", "chromedriver"):
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
