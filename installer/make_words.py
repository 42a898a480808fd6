"""Gathers the texts that Parlor shows into the catalogues of ``assets/locale``, and compiles what is translated.

    python installer/make_words.py          after texts have changed, and after translating
    python installer/make_words.py --check  change nothing, say what is not translated; exit status 1 if anything is

A catalogue is ``assets/locale/LANGUAGE/LC_MESSAGES/parlor.po``. The compiled one lies beside it and is kept under
version control, so that a fresh checkout speaks every language.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "assets" / "locale"
LANGUAGES = ("de", "es", "zh_CN")
SHOWN = ("app", "ui", "server/protocol")
"""Where texts are that people see."""
NOT_SHOWN = (
    "app/terminal",
    "app/command_line.py",
    "app/__main__.py",
    "app/services/link_scheme.py",
    "ui/gallery",
    "ui/__main__.py",
)
"""What speaks to developers, to terminals and to the system does so in English."""
KEYWORDS = DEFAULT_KEYWORDS | {"sentence": None}

Text = tuple[str, str | tuple[str, ...]]
"""Where it is, and the text, or its forms for one and for many."""


def sources() -> Iterator[Path]:
    """Every file with texts that people see."""
    for folder in SHOWN:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not any(path.is_relative_to(ROOT / other) for other in NOT_SHOWN):
                yield path


def texts(path: Path) -> Iterator[Text]:
    """All texts of a file that are marked as such, in their order."""
    source, where = path.read_bytes(), path.relative_to(ROOT).as_posix()
    for _line, text, _comments, _context in extract("python", BytesIO(source), KEYWORDS, options={"encoding": "utf-8"}):
        yield where, text
    for words in helps(ast.parse(source)):
        yield where, words


def helps(tree: ast.AST) -> Iterator[str]:
    """What the slash commands say of themselves: their docstrings, which /help shows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(
            isinstance(decorator, ast.Name) and decorator.id == "slash" for decorator in node.decorator_list
        ):
            yield ast.get_docstring(node) or ""


def template(found: Iterable[Text]) -> Catalog:
    """The catalogue of what there is to translate. It names files, not lines, so that it changes only when texts do."""
    catalogue = Catalog(project="Parlor", fuzzy=False)
    for where, text in found:
        flags = ["python-brace-format"] if "{" in str(text) else []
        catalogue.add(text, locations=[(where, 0)], flags=flags)
    return catalogue


def gathered() -> Catalog:
    """All texts of the program."""
    return template(text for path in sources() for text in texts(path))


def po_file(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "parlor.po"


def read(language: str) -> Catalog:
    """A language's catalogue, empty if there is none yet."""
    path = po_file(language)
    if not path.exists():
        return Catalog(
            locale=language,
            project="Parlor",
            version="1",
            copyright_holder="the Parlor authors",
            msgid_bugs_address="the Parlor authors",
            last_translator="The Parlor authors",
            language_team="The Parlor authors",
            header_comment="# What Parlor says, in another language. `make words` keeps it up to date.",
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as the program reads it."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def is_translated(message: Message) -> bool:
    """Whether every form of a text has words."""
    words = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(words) and not message.fuzzy


def missing(language: str, there_is: Catalog) -> list[str]:
    """The texts that a language has no words for."""
    catalogue = read(language)
    known = {message.id: message for message in catalogue if message.id}
    return [
        str(message.id)
        for message in there_is
        if message.id and (message.id not in known or not is_translated(known[message.id]))
    ]


def main() -> int:
    """Bring all catalogues up to date. Returns the exit status."""
    there_is, lacking = gathered(), 0
    for language in LANGUAGES:
        if "--check" not in sys.argv:
            catalogue = read(language)
            there_is.creation_date = catalogue.creation_date  # so that a file changes only when texts do
            catalogue.update(there_is, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            path = po_file(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalogue, width=120, sort_output=True, include_lineno=False, omit_header=False)
            path.with_suffix(".mo").write_bytes(compiled(catalogue))
        for text in missing(language, there_is):
            print(f"{language}: {text}")
            lacking += 1
    return 1 if lacking and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
