"""What each system is told, so that it opens our links with us."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from app.services import link_scheme
from app.services.link_scheme import applications_folder, desktop_file, register, windows_values

ROOT = Path(__file__).resolve().parents[3]


def entry(text):
    parsed = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parsed.optionxform = str  # type: ignore[assignment]
    parsed.read_string(text)
    return parsed["Desktop Entry"]


def test_linux_is_told_the_scheme_and_how_to_hand_over_a_link():
    told = entry(desktop_file(Path("/opt/parlor/parlor")))
    assert told["MimeType"] == "x-scheme-handler/parlor;"
    assert told["Exec"] == '"/opt/parlor/parlor" %u'


@pytest.mark.parametrize("folder", ["/home/ada/my programs", "/home/ada/100%", "/a/b$c`d", '/a"b', "/a\\b"])
def test_a_folder_may_be_called_anything(folder):
    """As the specification has it: first the escapes of a value, then the quotes of Exec, then the per cents."""
    value = entry(desktop_file(Path(folder, "parlor")))["Exec"]
    quoted, _, code = value.replace("\\\\", "\\").rpartition(" ")
    program = re.sub(r'\\(["`$\\])', r"\1", quoted[1:-1].replace("%%", "%"))
    assert (program, code) == (f"{folder}/parlor", "%u")


def test_the_packaged_file_says_the_same():
    packaged = entry((ROOT / "installer" / "linux" / "parlor.desktop").read_text(encoding="utf-8"))
    own = entry(desktop_file(Path("/usr/bin/parlor")))
    assert packaged["Exec"] == "parlor %u"
    for key in ("Type", "Name", "Comment", "MimeType", "Categories", "StartupWMClass"):
        assert packaged[key] == own[key]


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-utils is not installed")
def test_desktops_find_nothing_wrong_with_it(tmp_path):
    file = tmp_path / "parlor.desktop"
    file.write_text(desktop_file(Path("/opt/my programs/parlor")), encoding="utf-8")
    done = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_windows_is_told_for_this_person_alone():
    values = windows_values(PureWindowsPath(r"C:\Program Files\Parlor\parlor.exe"))  # type: ignore[arg-type]
    assert values[r"Software\Classes\parlor"] == {"": "URL:Parlor", "URL Protocol": ""}
    command = values[r"Software\Classes\parlor\shell\open\command"][""]
    assert command == r'"C:\Program Files\Parlor\parlor.exe" "%1"'


def test_the_bundle_of_macos_says_it_by_itself():
    spec = (ROOT / "installer" / "parlor.spec").read_text(encoding="utf-8")
    assert '"CFBundleURLTypes": [{"CFBundleURLName": "chat.parlor.Parlor", "CFBundleURLSchemes": ["parlor"]}]' in spec


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a matter of Linux")
def test_it_is_written_once_where_the_person_keeps_their_programs(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", lambda command, **_options: ran.append(command[0]))
    register(Path("/opt/parlor/parlor"))
    register(Path("/opt/parlor/parlor"))
    assert ran == ["update-desktop-database", "xdg-mime"]
    file = applications_folder() / "parlor.desktop"
    assert file.read_text(encoding="utf-8") == desktop_file(Path("/opt/parlor/parlor"))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a matter of Linux")
def test_where_it_cannot_be_written_links_are_pasted_as_ever(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    register(Path("/opt/parlor/parlor"))


@pytest.mark.skipif(sys.platform != "win32", reason="a matter of Windows")
def test_the_registry_has_it_afterwards(monkeypatch):
    if sys.platform == "win32":
        import winreg

        monkeypatch.setattr(link_scheme, "_WINDOWS_KEY", r"Software\Classes\parlor-test")
        register(Path(sys.executable))
        try:
            found = winreg.QueryValue(winreg.HKEY_CURRENT_USER, r"Software\Classes\parlor-test\shell\open\command")
            assert sys.executable in found
        finally:
            for below in (r"\shell\open\command", r"\shell\open", r"\shell", r"\DefaultIcon", ""):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"Software\Classes\parlor-test{below}")
