"""What Linux is told of Parlor: menus, software centres and services read it as it is meant."""

import configparser
import os
import runpy
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from app import __version__
from app.services.link_scheme import desktop_file
from server.command_line import parser as parlor_server

INSTALLER = Path(__file__).resolve().parents[2] / "installer"
LINUX = INSTALLER / "linux"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these are the files of Linux")


@pytest.fixture(scope="module")
def packing(tmp_path_factory):
    """The functions that pack; what they make lies in a folder of the test's, ``BUILD``."""
    build = tmp_path_factory.mktemp("build")
    sys.path.insert(0, str(INSTALLER))  # its scripts import each other as scripts do
    try:
        packing = runpy.run_path(str(INSTALLER / "package_linux.py"))
    finally:
        sys.path.remove(str(INSTALLER))
    licences = build / "pyinstaller/parlor/LICENCES.txt"
    licences.parent.mkdir(parents=True)
    licences.write_text("All of them.", encoding="utf-8")
    packing["share"].__globals__["BUILD"] = packing["BUILD"] = build
    return packing


@pytest.fixture(scope="module")
def share(packing):
    """All that is put below /usr/share, by the very function that packs it."""
    packing["share"](packing["BUILD"] / "share")
    return packing["BUILD"] / "share"


def test_everything_lies_where_systems_look_for_it(share):
    found = {path.relative_to(share).as_posix() for path in share.rglob("*") if path.is_file()}
    assert {
        "applications/parlor.desktop",
        "metainfo/chat.parlor.Parlor.metainfo.xml",
        "icons/hicolor/256x256/apps/parlor.png",
        "man/man1/parlor.1.gz",
        "man/man1/parlor-server.1.gz",
        "bash-completion/completions/parlor",
        "zsh/vendor-completions/_parlor",
        "fish/vendor_completions.d/parlor.fish",
        "doc/parlor/copyright",
    } <= found


def test_software_centres_are_told_of_this_version_and_of_the_menu_entry(share):
    about = ET.parse(share / "metainfo/chat.parlor.Parlor.metainfo.xml").getroot()
    release = about.find("releases/release")
    assert release is not None
    assert release.get("version") == __version__
    assert (share / "applications" / str(about.findtext("launchable"))).exists()
    assert "@" not in "".join(about.itertext())


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="nothing here looks over metadata")
def test_software_centres_have_nothing_to_say_against_it(share):
    file = share / "metainfo/chat.parlor.Parlor.metainfo.xml"
    done = subprocess.run(["appstreamcli", "validate", "--no-net", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_menu_entry_says_what_the_program_says_of_itself():
    def entries(text):
        read = configparser.RawConfigParser(delimiters="=")
        read.read_string(text)
        return dict(read["Desktop Entry"])

    installed = entries((LINUX / "parlor.desktop").read_text(encoding="utf-8"))
    written = entries(desktop_file(Path("/opt/parlor/parlor")))
    same = written.keys() - {"exec", "tryexec", "icon"}
    assert {name: installed[name] for name in same} == {name: written[name] for name in same}


def test_the_service_starts_a_room_as_its_guide_says():
    unit = configparser.RawConfigParser(strict=False, interpolation=None)
    unit.optionxform = lambda optionstr: optionstr  # type: ignore[method-assign]
    unit.read_string((LINUX / "parlor-server@.service").read_text(encoding="utf-8"))
    program, *words = shlex.split(unit["Service"]["ExecStart"].replace("%i", "tea"))
    options = parlor_server("parlor-server").parse_args(words)
    assert program == "/usr/bin/parlor-server"
    assert options.config == Path("/etc/parlor/tea.toml")
    assert options.data_dir == "/var/lib/" + unit["Service"]["StateDirectory"].replace("%i", "tea")
    guide = (INSTALLER.parent / "docs/headless.md").read_text(encoding="utf-8")
    assert "parlor-server@tea" in guide
    assert str(options.data_dir) in guide


def test_the_room_of_the_archive_is_started_by_its_own_name(tmp_path):
    program = tmp_path / "lib/parlor/parlor"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "bin").mkdir()
    room = shutil.copy(LINUX / "parlor-server", tmp_path / "bin")
    other = tmp_path / "elsewhere"
    other.symlink_to(room)
    done = subprocess.run([other, "--port", "0"], capture_output=True, text=True, check=True)
    assert done.stdout == "host --port 0\n"


def test_an_image_is_made_of_a_folder_that_starts_by_itself(packing, tmp_path, monkeypatch):
    """Where there is no tool to make one the folder is left. https://docs.appimage.org/reference/appdir.html"""
    program = tmp_path / "dist/parlor"
    program.mkdir(parents=True)
    (program / "parlor").write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    (program / "parlor").chmod(0o755)
    tools = tmp_path / "tools"
    tools.mkdir()
    monkeypatch.setenv("PATH", str(tools), prepend=":")
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: which(name, path=str(tools)))
    folder = packing["appimage"](program, program.parent)
    assert {"AppRun", "parlor.desktop", "parlor.png", ".DirIcon", "usr"} == {path.name for path in folder.iterdir()}
    for name, words in (("Parlor.AppImage", "--version\n"), ("parlor-server", "host --version\n")):
        command = [folder / "AppRun", "--version"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "ARGV0": name})
        assert done.stdout == words

    tool = tools / "appimagetool"
    tool.write_text('#!/bin/sh\n[ -x "$2/AppRun" ] && echo image >"$3"\n', encoding="utf-8")
    tool.chmod(0o755)
    image = packing["appimage"](program, program.parent)
    assert (image.parent, image.suffix) == (program.parent, ".AppImage")
    assert image.read_text(encoding="utf-8") == "image\n"
