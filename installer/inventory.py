"""What the built application is made of and under which licences: as words for people, and as a list for programs.

Python packages are known by their metadata, what lies in assets by ``ui.thanks``, the system's libraries by Debian's
own records. Knows nothing of how anything is built. Elsewhere than on Debian no libraries are taken from the system:
Python's own licence names what comes with it.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from app import __version__
from ui.thanks import WORKS, Bundled, Library, libraries

RULE = "=" * 100


@dataclass(frozen=True, slots=True)
class SystemPart:
    """Something that comes from the system Parlor is built on, or from its Python."""

    name: str
    version: str
    kind: str  # of its address among all packages: https://github.com/package-url/purl-spec
    notice: Path
    licence: str = ""

    def text(self) -> str:
        """What its authors want to be passed on with it."""
        return self.notice.read_text(encoding="utf-8", errors="replace")


Part = SystemPart | Library | Bundled


def system_parts(binaries: Iterable[Path]) -> list[SystemPart]:
    """Python, and the packages of the system that these libraries belong to, by name."""
    found = {"Python": SystemPart("Python", platform.python_version(), "generic", _notice_of_python(), "PSF-2.0")}
    if Path("/var/lib/dpkg/status").exists():
        found |= {part.name: part for part in _debian_packages(binaries)}
    return [found[name] for name in sorted(found, key=str.casefold)]


def _notice_of_python() -> Path:
    candidates = (
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(os.__file__).parent / "LICENSE.txt",
        Path("/usr/share/doc", f"python3.{sys.version_info.minor}", "copyright"),
    )
    return next(path for path in candidates if path.exists())


def _debian_packages(binaries: Iterable[Path]) -> Iterator[SystemPart]:
    # Debian's records know a file either by /lib or by /usr/lib, which are the same folder.
    resolved = {path.resolve() for path in binaries}
    files = {str(path) for path in resolved} | {str(path).removeprefix("/usr") for path in resolved}
    answer = subprocess.run(["dpkg", "-S", *sorted(files)], capture_output=True, text=True, check=False)
    packages = {line.partition(":")[0] for line in answer.stdout.splitlines()}
    for name in sorted(packages):
        query = ["dpkg-query", "--show", "--showformat", "${Version}\n", name]
        version = subprocess.run(query, capture_output=True, text=True, check=True).stdout.splitlines()[0]
        yield SystemPart(name, version, "deb", Path("/usr/share/doc", name, "copyright"))


def licences(parts: Iterable[Part]) -> str:
    """One text with the licences of all parts, each under its name."""
    return "".join(f"{RULE}\n{_title(part)}\n{RULE}\n\n{part.text().strip()}\n\n\n" for part in parts)


def everything(system: list[SystemPart]) -> list[Part]:
    """All parts, those of the system last."""
    return [*WORKS, *libraries(), *system]


def bill_of_materials(parts: Iterable[Part]) -> str:
    """The parts as CycloneDX: https://cyclonedx.org/docs/1.6/json/. The same parts give the same text."""
    parlor = Component(
        name="parlor", version=__version__, type=ComponentType.APPLICATION, bom_ref="parlor", licenses=[_licence("MIT")]
    )
    components = [_component(part) for part in parts]
    contents = "".join(str(component.bom_ref.value) for component in components)
    bom = Bom(components=components, serial_number=uuid.uuid5(uuid.NAMESPACE_URL, contents))
    bom.metadata.component = parlor
    bom.metadata.timestamp = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    bom.register_dependency(parlor, components)
    return f"{JsonV1Dot6(bom).output_as_string(indent=2)}\n"


def _component(part: Part) -> Component:
    kind, version = _origin(part)
    name = part.name.lower() if kind == "pypi" else part.name
    address = PackageURL(kind, "debian" if kind == "deb" else None, name, version)
    return Component(
        name=part.name,
        version=version,
        type=ComponentType.DATA if isinstance(part, Bundled) else ComponentType.LIBRARY,
        bom_ref=address.to_string(),
        purl=address,
        licenses=[_licence(part.licence)] if part.licence else None,
    )


def _origin(part: Part) -> tuple[str, str | None]:
    """Where a part comes from, in the words of package addresses, and its version, if it has one."""
    match part:
        case Library():
            return "pypi", str(part.package.version)
        case SystemPart():
            return part.kind, part.version
        case Bundled():
            return "generic", None


def _licence(words: str) -> DisjunctiveLicense:
    """A licence by its name: what packages call theirs is an identifier of SPDX at times, and often none."""
    return DisjunctiveLicense(name=words)


def _title(part: Part) -> str:
    _, version = _origin(part)
    return " ".join(word for word in (part.name, version, f"({part.licence})" if part.licence else "") if word)
