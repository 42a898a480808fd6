"""Everything in the built application is listed, for people with its licence, for programs as CycloneDX."""

import json
import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from ui.thanks import WORKS, Library

pytest.importorskip("cyclonedx", reason="only those who build packages have what lists their parts")
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "installer"))
from inventory import SystemPart, bill_of_materials, licences, system_parts

sys.path.pop(0)


@pytest.fixture
def parts(tmp_path):
    notice = tmp_path / "copyright"
    notice.write_text("Do as you like.\n", encoding="utf-8")
    return [*WORKS, Library(distribution("pillow")), SystemPart("libtea", "1:2-3", "deb", notice)]


def test_the_text_has_every_licence_under_the_name_of_its_part(parts):
    text = licences(parts)
    for part in parts:
        assert part.name in text
        assert part.text().strip() in text
    assert "libtea 1:2-3\n" in text


def test_programs_are_told_of_every_part_where_it_comes_from(parts):
    bill = json.loads(bill_of_materials(parts))
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "parlor")
    addresses = {component["name"]: component["purl"] for component in bill["components"]}
    assert addresses.keys() == {part.name for part in parts}
    assert addresses["pillow"] == f"pkg:pypi/pillow@{distribution('pillow').version}"
    assert addresses["libtea"] == "pkg:deb/debian/libtea@1:2-3"


def test_the_same_parts_give_the_same_bill(parts, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert bill_of_materials(parts) == bill_of_materials(parts)
    assert json.loads(bill_of_materials(parts))["metadata"]["timestamp"].startswith("2023-11-14T22:13:20")


def test_python_itself_is_a_part():
    (python,) = [part for part in system_parts([]) if part.name == "Python"]
    assert "PYTHON" in python.text().upper()


@pytest.mark.skipif(not Path("/var/lib/dpkg/status").exists(), reason="this is no Debian")
def test_debian_knows_whose_a_file_is():
    assert "dpkg" in {part.name for part in system_parts([Path(str(shutil.which("dpkg")))])}
