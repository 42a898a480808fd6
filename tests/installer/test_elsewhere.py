"""What other systems are told of Parlor agrees with what the program itself says there, and is what they understand."""

import os
import plistlib
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from app.services.link_scheme import windows_values

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = (ROOT / "installer/windows/parlor.iss").read_text(encoding="utf-8")
RELEASE = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
JOBS = yaml.safe_load(RELEASE)["jobs"]

# https://jrsoftware.org/ishelp: what Inno Setup knows of what is used here.
DIRECTIVES = {
    *("AppId", "AppName", "AppVersion", "AppPublisher", "VersionInfoVersion", "DefaultDirName", "DefaultGroupName"),
    *("DisableProgramGroupPage", "PrivilegesRequired", "ArchitecturesAllowed", "ArchitecturesInstallIn64BitMode"),
    *("MinVersion", "LicenseFile", "SetupIconFile", "UninstallDisplayIcon", "WizardStyle", "Compression"),
    *("SolidCompression", "OutputDir", "OutputBaseFilename", "CloseApplications"),
}
RUN = {"Filename", "Parameters", "Verb", "Flags", "Tasks"}
PARAMETERS = {
    "Languages": {"Name", "MessagesFile"},
    "Tasks": {"Name", "Description", "Flags"},
    "Files": {"Source", "DestDir", "Flags"},
    "InstallDelete": {"Type", "Name"},
    "Icons": {"Name", "Filename", "Tasks"},
    "Registry": {"Root", "Subkey", "ValueType", "ValueName", "ValueData", "Flags"},
    "Run": RUN | {"Description", "StatusMsg"},
    "UninstallRun": RUN | {"RunOnceId"},
}
FLAGS = {
    "Tasks": {"unchecked"},
    "Files": {"ignoreversion", "recursesubdirs"},
    "Registry": {"uninsdeletekey"},
    "Run": {"nowait", "postinstall", "runhidden", "shellexec", "skipifsilent", "waituntilterminated"},
    "UninstallRun": {"runhidden", "shellexec", "waituntilterminated"},
}
CONSTANTS = {"app", "autodesktop", "autopf", "cm", "group", "sys"}


def sections():
    """The lines of each section of the installer's script, without comments and what its preprocessor reads."""
    found: dict[str, list[str]] = {}
    for line in map(str.strip, SCRIPT.splitlines()):
        if section := re.fullmatch(r"\[(\w+)\]", line):
            entries = found.setdefault(section[1], [])
        elif line and line[0] not in ";#":
            entries.append(line)
    return found


def parameters(line):
    """An entry of the script, name by name; what is quoted may have semicolons in it."""
    return dict(re.findall(r'(\w+): ((?:"(?:[^"]|"")*"|[^;"]+)+)(?:; |$)', line))


def test_the_installer_of_windows_uses_what_its_compiler_knows():
    script = sections()
    assert script.keys() == PARAMETERS.keys() | {"Setup", "CustomMessages"}
    assert {line.partition("=")[0] for line in script["Setup"]} <= DIRECTIVES
    for section, known in PARAMETERS.items():
        for line in script[section]:
            entry = parameters(line)
            assert "; ".join(f"{name}: {value}" for name, value in entry.items()) == line
            assert entry.keys() <= known, line
            assert set(entry.get("Flags", "").split()) <= FLAGS.get(section, set()), line


def test_what_the_installer_refers_to_is_there():
    script = sections()
    tasks = {parameters(line)["Name"] for line in script["Tasks"]}
    assert {parameters(line).get("Tasks", next(iter(tasks))) for lines in script.values() for line in lines} <= tasks
    words = {line.partition("=")[0].partition(".")[2] for line in script["CustomMessages"]}
    words |= {"CreateDesktopIcon", "LaunchProgram"}  # which every language of the compiler has
    assert set(re.findall(r"\{cm:(\w+)", SCRIPT)) <= words
    assert set(re.findall(r"(?<!\{)\{(\w+)[}:]", SCRIPT)) <= CONSTANTS
    for name in re.findall(r"(?:LicenseFile|SetupIconFile)=(.+)", SCRIPT):
        assert (ROOT / "installer/windows" / name.replace("\\", "/")).exists()


def test_the_installer_of_windows_registers_links_as_the_program_does():
    written = {
        (key, name): value.replace('""', '"').strip('"')
        for key, name, value in re.findall(
            r"Subkey: ([^;]+); ValueType: string;(?: ValueName: ([^;]+);)? ValueData: (\"(?:[^\"]|\"\")*\"|[^;\n]+)",
            SCRIPT,
        )
    }
    program = Path("{app}") / "parlor.exe"
    wanted = windows_values(program)
    expected = {
        (key, name): value.replace(str(program), r"{app}\parlor.exe").strip('"')
        for key, values in wanted.items()
        for name, value in values.items()
    }
    assert written == expected


def test_the_installer_asks_no_administrator_but_for_the_firewall():
    assert "PrivilegesRequired=lowest" in SCRIPT
    asking = [line for line in SCRIPT.splitlines() if "Verb: runas" in line]
    assert len(asking) == 2
    assert all("Tasks: firewall" in line and "netsh" in line for line in asking)


def test_every_sentence_of_the_installer_is_there_in_all_its_languages():
    languages = set(re.findall(r"^Name: (\w+); MessagesFile", SCRIPT, re.MULTILINE))
    for sentence in ("Firewall", "Firewalling"):
        assert set(re.findall(rf"^(\w+)\.{sentence}=", SCRIPT, re.MULTILINE)) == languages


def test_what_is_asked_of_macos_can_be_read():
    asked = plistlib.loads((ROOT / "installer/macos/entitlements.plist").read_bytes())
    assert asked == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


@pytest.fixture
def mac(tmp_path):
    """A checkout with a bundle in it, on a computer whose commands write down how they were called."""
    script = tmp_path / "installer/macos/notarise.sh"
    script.parent.mkdir(parents=True)
    shutil.copy(ROOT / "installer/macos/notarise.sh", script)
    (tmp_path / "dist/Parlor.app").mkdir(parents=True)
    licences = tmp_path / "build/pyinstaller/parlor/LICENCES.txt"
    licences.parent.mkdir(parents=True)
    licences.touch()
    (tmp_path / "bin").mkdir()
    for name in ("codesign", "ditto", "hdiutil", "spctl", "xcrun"):
        command = tmp_path / "bin" / name
        command.write_text(f'#!/bin/sh\necho "{name} $*" >>"$CALLS"\n[ "$2" != submit ] || echo "$ANSWER"\n')
        command.chmod(0o755)

    def make(**environment: str) -> tuple[int, list[str]]:
        calls = tmp_path / "calls"
        path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
        done = subprocess.run(
            [script, "1.2"], env={"PATH": path, "CALLS": str(calls), **environment}, capture_output=True, check=False
        )
        return done.returncode, calls.read_text().splitlines()

    return make


@pytest.mark.skipif(sys.platform == "win32", reason="there is no shell to run it")
def test_the_image_of_macos_is_made_without_a_signature_where_nobody_signs(mac):
    status, calls = mac()
    assert status == 0
    assert [call.split()[0] for call in calls] == ["ditto", "hdiutil"]
    assert "dist/Parlor-1.2.dmg" in calls[1]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no shell to run it")
def test_the_bundle_is_notarised_before_it_is_put_into_the_image_and_the_image_too(mac):
    status, calls = mac(CODESIGN_IDENTITY="me", NOTARY_PROFILE="parlor", ANSWER='{"id":"1-2","status":"Accepted"}')
    assert status == 0
    stations = [re.search(r"verify|submit|staple|hdiutil|--sign|assess", call) for call in calls]
    assert [station[0] for station in stations if station] == [
        *("verify", "submit", "staple", "hdiutil", "--sign", "submit", "staple", "assess")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no shell to run it")
def test_what_apple_refuses_is_not_packed_and_their_reasons_are_asked_for(mac):
    status, calls = mac(CODESIGN_IDENTITY="me", NOTARY_PROFILE="parlor", ANSWER='{"id":"1-2","status":"Invalid"}')
    assert status == 1
    assert calls[-1] == "xcrun notarytool log 1-2 --keychain-profile parlor"


def test_the_release_trusts_no_action_by_a_name_that_can_be_moved():
    used = re.findall(r"uses: (\S+)", RELEASE)
    assert used
    assert [action for action in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action)] == []


def test_the_release_calls_what_is_there():
    steps = [step["run"] for job in JOBS.values() for step in job["steps"] if "run" in step]
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    made = [word for step in steps for line in re.findall(r"^make (.+)", step, re.MULTILINE) for word in line.split()]
    assert made
    assert set(made) <= targets
    for path in re.findall(r"\binstaller/[\w./-]+", "\n".join(steps)):
        assert (ROOT / path).exists(), path


def test_every_system_has_its_way_of_packing():
    packing = runpy.run_path(str(ROOT / "installer/package.py"))
    assert packing["PACK"].keys() == {"linux", "darwin", "win32"}
    assert packing["last_change"]().isdecimal()


def test_the_newest_compiler_of_installers_is_found(tmp_path, monkeypatch):
    packing = runpy.run_path(str(ROOT / "installer/package.py"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("ProgramFiles(x86)", str(tmp_path / "x86"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert packing["inno_setup"]() is None
    for place in ("x86/Inno Setup 6", "local/Programs/Inno Setup 7"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "ISCC.exe").touch()
    assert packing["inno_setup"]() == tmp_path / "local/Programs/Inno Setup 7/ISCC.exe"
