"""Whose work is in Parlor, under which licences: what lies in ``assets``, and the libraries it runs on."""

import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Protocol

import assets
from app.words import N_, _

SHORT = 60
"""Characters of a licence's name; some write the licence itself in its place."""
LICENCE_FILE = re.compile(r"\.dist-info/.*(LICEN[CS]E|COPYING|NOTICE)", re.IGNORECASE)
REQUIRED = re.compile(r"[A-Za-z0-9._-]+")


class Work(Protocol):
    """Something made by others that is part of Parlor."""

    @property
    def name(self) -> str: ...

    @property
    def licence(self) -> str:
        """How its licence is called; empty where it has no short name."""

    @property
    def words(self) -> str:
        """What it is, and under which licence."""

    @property
    def has_text(self) -> bool:
        """Whether the text of the licence is here."""

    def text(self) -> str:
        """The licence."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """Something that lies in ``assets``; ``file`` holds its licence."""

    name: str
    about: str
    licence: str
    file: str

    @property
    def words(self) -> str:
        """What it is, and under which licence."""
        return " ".join(f"{part}." for part in (_(self.about), self.licence) if part)

    @property
    def has_text(self) -> bool:
        """Whether the text of the licence is here."""
        return True

    def text(self) -> str:
        """The licence."""
        return assets.path(self.file).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Library:
    """A Python package that Parlor runs on, as its own metadata tell of it."""

    package: Distribution

    @property
    def name(self) -> str:
        """As its authors write it."""
        return str(self.package.metadata["Name"])

    @property
    def licence(self) -> str:
        """By its identifier where it has one, else by whatever short words there are."""
        about = self.package.metadata
        for key in ("License-Expression", "License"):
            written = str(about[key]) if key in about else ""
            if 0 < len(written) <= SHORT and "\n" not in written:
                return written
        classifiers = about.get_all("Classifier") or ()
        return next((str(one).rpartition(" :: ")[2] for one in classifiers if str(one).startswith("License ::")), "")

    @property
    def words(self) -> str:
        """What it is, and under which licence."""
        about = self.package.metadata
        summary = str(about["Summary"]).strip().rstrip(".") if "Summary" in about else ""
        return " ".join(f"{part}." for part in (summary, self.licence) if part)

    @property
    def has_text(self) -> bool:
        """Whether the text of the licence is here."""
        return "License-File" in self.package.metadata or bool(self._files())  # the latter takes longer

    def text(self) -> str:
        """The licence, or all of them."""
        return "\n\n".join(path.read_text(encoding="utf-8", errors="replace") for path in self._files())

    def _files(self) -> list[Path]:
        named = (path for path in self.package.files or () if LICENCE_FILE.search(path.as_posix()))
        places = (Path(str(self.package.locate_file(path))) for path in named)
        return [place for place in places if place.is_file()]


def libraries() -> list[Library]:
    """All packages that Parlor needs, and those that they need, by name. Takes some milliseconds."""
    found: dict[str, Library] = {}
    wanted = ["parlor"]
    while wanted:
        name = wanted.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # not for this system; and Parlor itself may not be installed, when it runs from its sources
        if name != "parlor":
            found[name] = Library(package)
        for requirement in package.requires or ():
            needed = REQUIRED.match(requirement)
            if needed and "extra ==" not in requirement:
                key = re.sub("[-_.]+", "-", needed.group()).lower()  # as packages are compared by name: PEP 503
                wanted += [key] if key not in found else []
    return sorted(found.values(), key=lambda library: library.name.casefold())


WORKS = (
    Bundled(
        "Inter",
        N_("The typeface, by the Inter Project Authors"),
        "SIL Open Font License 1.1",
        "fonts/Inter-LICENSE.txt",
    ),
    Bundled(
        "JetBrains Mono",
        N_("Code and addresses, by the JetBrains Mono Project Authors"),
        "SIL Open Font License 1.1",
        "fonts/JetBrainsMono-LICENSE.txt",
    ),
    Bundled(
        "Noto Emoji",
        N_("The emoji while they are typed, by Google"),
        "SIL Open Font License 1.1",
        "fonts/NotoEmoji-LICENSE.txt",
    ),
    Bundled(
        "Lucide",
        N_("The icons, by Lucide Icons and Contributors and Cole Bemis"),
        "ISC and MIT",
        "fonts/lucide-LICENSE.txt",
    ),
    Bundled(
        "Twemoji",
        N_("The emoji, © Twitter, Inc. and other contributors, reduced to 256 colours"),
        "Creative Commons Attribution 4.0",
        "emoji-LICENSE.txt",
    ),
    Bundled(
        "Unicode CLDR",
        N_("What emoji are called in other languages, © Unicode, Inc."),
        "Unicode License v3",
        "emoji-words-LICENSE.txt",
    ),
    Bundled("emoji-data", N_("The sheet of emoji and their names, by Cal Henderson"), "MIT", "emoji-data-LICENSE.txt"),
)


def works() -> list[Work]:
    """Everything by others that is in this Parlor, as it runs here."""
    found: list[Work] = [*WORKS, *libraries()]
    if getattr(sys, "frozen", False):  # the built application brings along what others find in their system
        about = N_("What Parlor was built with, each part under a licence of its own")
        found.append(Bundled(_("Python and libraries of the system"), about, "", "system-licences.txt"))
    return found
