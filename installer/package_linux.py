"""Packs the built application for Linux: an archive, a Debian package, an AppImage. Knows nothing of what it does.

What goes where is said once, as a tree of /usr, which all three hold. Everything has the time of the sources
(``SOURCE_DATE_EPOCH``), so that the same sources give the same packages. An AppImage needs ``appimagetool``; without
it, its folder is left, which runs by its AppRun all the same.
"""

from __future__ import annotations

import gzip
import lzma
import os
import re
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import make_manuals

from app import __version__

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "installer" / "linux"
BUILD = ROOT / "build"
ICONS = ROOT / "assets" / "icon"
LEVEL = int(os.environ.get("XZ_LEVEL", "1"))
"""How hard to press, from 0 to 9. More than 1 takes minutes for some per cent, which is for what is released."""
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
OURS = {"x86_64": "amd64", "aarch64": "arm64"}
"""What Debian calls a processor that has another name elsewhere."""

FROM_THE_SYSTEM = {"libxcb": "libxcb1"} | dict.fromkeys(
    ("ld-linux-x86-64", "ld-linux-aarch64", "libc", "libdl", "libm", "libpthread", "librt", "libutil"), "libc6"
)
"""The packages of what PyInstaller leaves to the system: what belongs to its kernel and to its screen."""


def share(folder: Path) -> None:
    """What menus, software centres, manuals and shells want to know, as it lies below /usr/share."""
    version = {"@VERSION@": __version__, "@DATE@": datetime.fromtimestamp(EPOCH, UTC).date().isoformat()}
    _write(folder / "applications/parlor.desktop", (LINUX / "parlor.desktop").read_text(encoding="utf-8"))
    metainfo = (LINUX / "chat.parlor.Parlor.metainfo.xml").read_text(encoding="utf-8")
    for mark, word in version.items():
        metainfo = metainfo.replace(mark, word)
    _write(folder / "metainfo/chat.parlor.Parlor.metainfo.xml", metainfo)
    for picture in ICONS.glob("parlor-*.png"):
        size = picture.stem.removeprefix("parlor-")
        _copy(picture, folder / f"icons/hicolor/{size}x{size}/apps/parlor.png")
    make_manuals.main(folder)
    _copy(BUILD / "pyinstaller/parlor/LICENCES.txt", folder / "doc/parlor/copyright")
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    _write(folder / "doc/parlor/changelog.gz", gzip.compress(changes, mtime=0))


def tree(program: Path, usr: Path) -> None:
    """The whole of /usr with Parlor in it."""
    shutil.rmtree(usr, ignore_errors=True)
    shutil.copytree(program, usr / "lib/parlor", symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin/parlor").symlink_to("../lib/parlor/parlor")
    _copy(LINUX / "parlor-server", usr / "bin/parlor-server")
    share(usr / "share")


def archive(program: Path, dist: Path) -> Path:
    """The one folder, to be unpacked anywhere."""
    name = f"parlor-{__version__}-linux-{os.uname().machine}"
    _copy(BUILD / "pyinstaller/parlor/LICENCES.txt", BUILD / "archive/LICENCES.txt")
    share(BUILD / "archive/share")
    made = dist / f"{name}.tar.xz"
    with lzma.open(made, "wb", preset=LEVEL) as pressed, tarfile.open(fileobj=pressed, mode="w") as file:
        for path in (program, BUILD / "archive"):
            for each in sorted(path.rglob("*")):
                file.add(each, f"{name}/{each.relative_to(path)}", recursive=False, filter=_as_of_the_sources)
    return made


def debian(program: Path, dist: Path) -> Path:
    """The package for Debian and what derives from it."""
    machine = os.uname().machine
    folder = BUILD / "deb"
    shutil.rmtree(folder, ignore_errors=True)
    tree(program, folder / "usr")
    _copy(LINUX / "parlor-server@.service", folder / "usr/lib/systemd/system/parlor-server@.service")
    _copy(LINUX / "parlor.sysusers", folder / "usr/lib/sysusers.d/parlor.conf")
    (folder / "etc/parlor").mkdir(parents=True)
    for script in ("postinst", "prerm"):
        _copy(LINUX / script, folder / "DEBIAN" / script)
    _write(folder / "DEBIAN/control", _control(folder, OURS.get(machine, machine)))
    _set_times(folder)
    made = dist / f"parlor_{__version__}_{OURS.get(machine, machine)}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{LEVEL}", "--build", str(folder), str(made)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return made


def appimage(program: Path, dist: Path) -> Path:
    """The image, or where no tool makes one of it, the folder that it would hold."""
    folder = BUILD / "Parlor.AppDir"
    shutil.rmtree(folder, ignore_errors=True)
    tree(program, folder / "usr")
    _copy(LINUX / "AppRun", folder / "AppRun")
    _copy(LINUX / "parlor.desktop", folder / "parlor.desktop")
    _copy(ICONS / "parlor-256.png", folder / "parlor.png")
    (folder / ".DirIcon").symlink_to("parlor.png")
    _set_times(folder)
    tool = shutil.which("appimagetool")
    if tool is None:
        return folder
    made = dist / f"Parlor-{__version__}-{os.uname().machine}.AppImage"
    subprocess.run([tool, "--no-appstream", str(folder), str(made)], check=True, stdout=subprocess.DEVNULL)
    return made


def validate(usr: Path) -> None:
    """Have the system's own tools look at what they will be given. Raises CalledProcessError."""
    subprocess.run(["desktop-file-validate", str(usr / "share/applications/parlor.desktop")], check=True)
    metainfo = usr / "share/metainfo/chat.parlor.Parlor.metainfo.xml"
    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", str(metainfo)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        done.check_returncode()


def _control(folder: Path, architecture: str) -> str:
    size = sum(path.lstat().st_size for path in folder.rglob("*")) // 1024
    return "\n".join(
        (
            "Package: parlor",
            f"Version: {__version__}",
            f"Architecture: {architecture}",
            "Maintainer: The Parlor authors",
            f"Installed-Size: {size}",
            f"Depends: {_depends(folder)}",
            "Recommends: xdg-utils",
            "Section: net",
            "Priority: optional",
            "Description: chat with the people around you",
            " One click hosts a room on your own computer; others join it with one click,",
            " from Parlor, a browser or any IRC client. No account, no cloud, no internet.",
            " .",
            " This package also opens rooms on computers without a screen: put the settings",
            " of one into /etc/parlor/NAME.toml and enable parlor-server@NAME.",
            "",
        )
    )


def _depends(folder: Path) -> str:
    """What has to be there besides: the libraries that are wanted in here and not brought along, by package.

    Raises LookupError for a library that FROM_THE_SYSTEM does not know.
    """
    programs = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path)]
    headers = subprocess.run(["objdump", "-p", *programs], check=True, capture_output=True, text=True).stdout
    wanted = set(re.findall(r"NEEDED +(\S+)", headers)) - {path.name for path in folder.rglob("*")}
    packages = {FROM_THE_SYSTEM[library.partition(".so")[0]] for library in wanted}
    newest = max(tuple(map(int, version.split("."))) for version in re.findall(r"GLIBC_([\d.]+)", headers))
    return ", ".join(sorted(packages)).replace("libc6", f"libc6 (>= {'.'.join(map(str, newest))})")


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _as_of_the_sources(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = EPOCH, 0, 0, "", ""
    return entry


def _set_times(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (EPOCH, EPOCH), follow_symlinks=False)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def main(program: Path) -> None:
    os.umask(0o022)
    dist = program.parent
    image = appimage(program, dist)
    validate(BUILD / "Parlor.AppDir/usr")
    for made in (archive(program, dist), debian(program, dist), image):
        print(f"{made.relative_to(ROOT)}: {_megabytes(made):.1f} MB")
    if image.is_dir():
        print("There is no appimagetool here to make an AppImage of that folder; its AppRun starts it as it is.")


def _megabytes(path: Path) -> float:
    files = [each for each in path.rglob("*") if not each.is_symlink()] if path.is_dir() else [path]
    return sum(each.stat().st_size for each in files if each.is_file()) / 1e6
