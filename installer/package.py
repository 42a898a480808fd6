"""Builds the application for people without Python, and has it packed as this system wants it. Knows no package itself.

    python installer/package.py

The same sources give the same packages: their time is that of the last change (``SOURCE_DATE_EPOCH``), not that of the
build. What comes out lies in dist/.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from app import __version__

ROOT = Path(__file__).resolve().parent.parent
DIST, BUILD = ROOT / "dist", ROOT / "build" / "pyinstaller"
WITHOUT_HISTORY = "1700000000"
"""The time of sources of which nobody knows when they were changed, in seconds since 1970: any will do."""


def last_change() -> str:
    """When the sources were changed last, in seconds since 1970."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return WITHOUT_HISTORY


def build() -> Path:
    """The folder with the program in it. Raises CalledProcessError."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    places = ["--distpath", str(DIST), "--workpath", str(BUILD), str(ROOT / "installer" / "parlor.spec")]
    subprocess.run([*command, *places], check=True)
    shutil.copy2(BUILD / "parlor" / "parlor.cdx.json", DIST / f"parlor-{__version__}.cdx.json")
    return DIST / "parlor"


def pack_for_linux(program: Path) -> None:
    import package_linux  # here: it reads the time of the sources when it is loaded

    package_linux.main(program)


def pack_for_macos(program: Path) -> None:  # noqa: ARG001 - there the bundle beside it is packed
    subprocess.run([str(ROOT / "installer" / "macos" / "notarise.sh"), __version__], check=True)


def pack_for_windows(program: Path) -> None:  # noqa: ARG001 - the script knows where it is
    compiler = inno_setup()
    if compiler is None:
        print("Inno Setup (6.3 or newer, https://jrsoftware.org/isinfo.php) makes an installer of it; it is not here.")
        return
    script = ROOT / "installer" / "windows" / "parlor.iss"
    subprocess.run([str(compiler), "/Qp", f"/DVersion={__version__}", str(script)], check=True)


def inno_setup() -> Path | None:
    """Inno Setup's compiler: that on the PATH, or the newest that is installed, for everybody or for one person."""
    if found := shutil.which("iscc"):
        return Path(found)
    places = {"ProgramFiles": ".", "ProgramFiles(x86)": ".", "LOCALAPPDATA": "Programs"}
    folders = [Path(os.environ[name], below) for name, below in places.items() if name in os.environ]
    installed = [path for folder in folders for path in folder.glob("Inno Setup */ISCC.exe")]
    return max(installed, key=lambda path: path.parent.name, default=None)


PACK = {"linux": pack_for_linux, "darwin": pack_for_macos, "win32": pack_for_windows}


def main() -> None:
    os.environ.setdefault("SOURCE_DATE_EPOCH", last_change())
    os.environ["PYTHONHASHSEED"] = "0"  # for PyInstaller: the order of sets is the same each time
    program = build()
    print(f"The application is in {program}")
    PACK[sys.platform](program)


if __name__ == "__main__":
    main()
