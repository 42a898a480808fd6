"""What other systems are told of Parlor agrees with what the program itself says there; nothing of it runs here."""

import plistlib
import re
from pathlib import Path

from app.services.link_scheme import windows_values

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = (ROOT / "installer/windows/parlor.iss").read_text(encoding="utf-8")
RELEASE = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")


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


def test_the_release_trusts_no_action_by_a_name_that_can_be_moved():
    used = re.findall(r"uses: (\S+)", RELEASE)
    assert used
    assert [action for action in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action)] == []
