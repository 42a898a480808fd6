"""How an administrator is asked by each system; and what is said when nobody agrees."""

import shutil
import sys

import pytest

from app.services import elevation
from app.services.elevation import can_ask, run_as_administrator, wrapped

ORDER = ("ufw", "allow", "6697/tcp")


def test_each_system_asks_in_its_own_way():
    assert wrapped(ORDER, "linux") == ["pkexec", *ORDER]
    assert wrapped(("tool", 'a "b"'), "darwin")[-1] == (
        'do shell script "tool \'a \\"b\\"\'" with administrator privileges'
    )
    (*_powershell, script) = wrapped(("cmd", "/c", "it's"), "win32")
    assert "Start-Process 'cmd' -ArgumentList '/c','it''s' -Verb RunAs" in script


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have such a window")
def test_on_linux_that_takes_a_desktop(monkeypatch):
    desktop = {"DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "GNOME"}
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert can_ask(desktop)
    assert not can_ask({})
    assert not can_ask({"DISPLAY": ":0"})
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert not can_ask(desktop)


def test_a_no_is_told_and_so_is_a_system_that_cannot_ask(monkeypatch):
    def instead(*command):
        monkeypatch.setattr(elevation, "wrapped", lambda _argv: list(command))
        return run_as_administrator(ORDER)

    assert instead(sys.executable, "-c", "") == ""
    assert instead(sys.executable, "-c", "raise SystemExit(126)").startswith("Nothing was changed.")
    assert instead("/nowhere/at/all").startswith("This computer could not be asked")
