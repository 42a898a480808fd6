"""What the built program is to its people: the file or bundle they see, where it keeps its data, who installed it.

It keeps its data beside itself, on a stick or a shared drive, say, where a folder ``parlor-data`` lies there: who makes
one has chosen so. Knows nothing of what is kept.
"""

import os
import sys
from pathlib import Path

FOLDER = "parlor-data"


def built_program() -> Path | None:
    """What a person would call the program; None if it runs from its sources or from an environment of Python."""
    if not getattr(sys, "frozen", False):
        return None
    if image := os.environ.get("APPIMAGE"):  # what runs lies in an image that has been mounted elsewhere
        return Path(image)
    program = Path(sys.executable)
    return next((above for above in program.parents if above.suffix == ".app"), program)


def one_file() -> Path | None:
    """The file that is the whole program, if it is one: somebody else could start it as it is."""
    program = built_program()
    return program if program and os.environ.get("APPIMAGE") else None


def portable_folder() -> Path | None:
    """The folder for data beside the program, if there is one."""
    program = built_program()
    folder = program.parent / FOLDER if program else None
    return folder if folder and folder.is_dir() else None


def program_for_links() -> Path | None:
    """The program that should open links, if this system has to be told of it.

    One that is carried about leaves nothing behind, and one that a package has installed is known already.
    """
    program = built_program()
    known = program is None or program.is_relative_to("/usr") or portable_folder() is not None
    return None if known else program
