"""Every text that people see goes through the catalogues, and every catalogue has all of them."""

import ast
import re
import string
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from app.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]


sys.path.insert(0, str(ROOT / "installer"))  # a script for developers, in no package
import make_words as tool  # noqa: E402


@pytest.fixture(scope="module")
def gathered() -> Catalog:
    """All texts that the sources have now."""
    return tool.gathered()


@pytest.fixture(scope="module")
def sources() -> dict[Path, str]:
    """What is written in all modules with texts that people see."""
    return {
        path: path.read_text(encoding="utf-8") for path in tool.sources() if not path.is_relative_to(ROOT / "server")
    }


# -- the catalogues


def test_the_languages_on_offer_are_those_with_a_catalogue():
    assert set(LANGUAGES) == {"en", *tool.LANGUAGES}


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_every_text_is_translated(language, gathered):
    assert tool.missing(language, gathered) == [], "`make words` and translate what it names"


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_nothing_is_translated_that_nobody_says_any_more(language, gathered):
    said = {message.id for message in gathered}
    assert [message.id for message in tool.read(language) if message.id not in said] == [], "`make words`"


def _forms(text: object) -> tuple[str, ...]:
    """One text, or several for different numbers."""
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text),)


def _places(text: str) -> set[str]:
    return {name for _before, name, _how, _conversion in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_a_translation_has_the_places_that_the_text_has(language):
    for message in tool.read(language):
        if not message.id:
            continue
        for text in filter(None, _forms(message.string)):  # what has no words yet is another test's complaint
            assert _places(text) == _places(_forms(message.id)[-1]), f"{language}: {text}"


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_the_compiled_catalogue_is_up_to_date(language):
    file = tool.po_file(language)
    assert file.with_suffix(".mo").read_bytes() == tool.compiled(tool.read(language)), "`make words`"


# -- the source

ENGINEERS = {
    "ValueError",
    "TypeError",
    "RuntimeError",
    "LookupError",
    "KeyError",
    "OSError",
    "ConnectionError",
    "NotImplementedError",
}
"""Errors whose text is for the log; those for people have names of their own."""
MARKS = {"_", "N_", "ngettext", "sentence"}
NO_WORDS = {
    "Control", "Command", "BackSpace", "Delete", "Return", "True", "Parlor", "ParlorKeys", "View", "Dark",
    "Corners", "Presence", "Session", "Away", "Ctrl+", "Shift+C", "Shift+S", "English", "Deutsch", "Literal",
    "Up", "Down", "Left", "Right", "Host", "Range", "License", "Classifier", "License ::", "words MATCH ?",
    # who others are, and how their licences are called
    "Inter", "Inter SemiBold", "JetBrains Mono", "Noto Emoji", "Lucide", "Twemoji", "Unicode CLDR", "ISC and MIT",
    "Unicode License v3", "SIL Open Font License 1.1", "Creative Commons Attribution 4.0",
}  # fmt: skip
"""What looks like words for people, and is none: keys, types, names of things that have the same one everywhere."""
SENTENCE = re.compile(r"^[A-Z][a-z’']* [A-Za-z“]|[A-Za-z]{2}[,.:;]? [A-Za-z]{2}.*[.…!?]$|[a-z]…$")
"""Several words, from a capital letter on or up to a full stop."""
LABEL = re.compile(r"^[A-Z][a-z]+\b(?![-./_=])")
"""A capital letter in front: what is a label where there are widgets."""
NOT_PROSE = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|PRIVMSG|WHERE|ORDER BY)\b|^<|^# |^Xft")


def _escapees(source: str, *, labels: bool = True) -> Iterator[str]:
    """What is written in a module as if people were to read it, and does not go through the catalogues."""
    tree = ast.parse(source)
    done = {id(part) for node in ast.walk(tree) for part in _for_nobody(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in done:
            text = node.value.strip()
            prose = SENTENCE.search(text) or (labels and LABEL.search(text))
            if prose and not NOT_PROSE.search(text) and text not in NO_WORDS:
                yield f"line {node.lineno}: {text}"


def _for_nobody(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that nobody reads in a window, or that are marked already."""
    match node:
        case ast.Expr(value=ast.Constant()):  # a docstring
            yield node.value
        case ast.Call() if _is_log(node.func) or _name(node.func) in MARKS or ast.unparse(node.func).startswith("re."):
            yield from ast.walk(node)
        case ast.Raise(exc=ast.Call(func=kind) as error) if _name(kind) in ENGINEERS:
            yield from ast.walk(error)
        case ast.Dict():  # what something is looked up by, and what it is compared with
            yield from filter(None, node.keys)
        case ast.Subscript():
            yield node.slice
        case ast.Compare():
            yield from (node.left, *node.comparators)
    for hint in (getattr(node, "annotation", None), getattr(node, "returns", None)):
        if isinstance(hint, ast.AST):
            yield from ast.walk(hint)


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _is_log(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and ast.unparse(function.value) in {"log", "logging"}


def _complaints(sources: dict[Path, str], complain: Callable[[Path, str], Iterable[str]]) -> list[str]:
    found = ((path, list(complain(path, source))) for path, source in sources.items())
    return [f"{path.relative_to(ROOT)}, {words}" for path, complaints in found for words in complaints]


def test_no_text_escapes_the_catalogues(sources):
    def complain(path: Path, source: str) -> Iterable[str]:
        return _escapees(source, labels=path.is_relative_to(ROOT / "ui"))

    assert _complaints(sources, complain) == []


def _at_import(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls that a module makes while it is imported, before anybody has chosen a language."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for default in (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.decorator_list):
                yield from (call for call in ast.walk(default) if isinstance(call, ast.Call))
        elif not isinstance(node, ast.Lambda):
            if isinstance(node, ast.Call):
                yield node
            yield from _at_import(node)


def test_nothing_is_translated_before_there_is_a_language(sources):
    def complain(_path: Path, source: str) -> Iterable[str]:
        calls = (call for call in _at_import(ast.parse(source)) if _name(call.func) in {"_", "ngettext"})
        return (f"line {call.lineno}" for call in calls)

    assert _complaints(sources, complain) == []


def test_what_is_translated_was_no_f_string(sources):
    """Of an f-string no catalogue knows."""

    def complain(_path: Path, source: str) -> Iterable[str]:
        calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
        marked = (call for call in calls if _name(call.func) in MARKS)
        return (f"line {call.lineno}" for call in marked if any(isinstance(part, ast.JoinedStr) for part in call.args))

    assert _complaints(sources, complain) == []


@pytest.mark.parametrize(
    "source",
    [
        'label(row, "Invite people")',
        'self.remark(f"There is no {name} here.")',
        'raise InviteError("This link is damaged. Ask again.")',
        'TITLE = "Looking…"',
    ],
)
def test_a_planted_escapee_is_found(source):
    assert list(_escapees(source))


@pytest.mark.parametrize(
    "source",
    [
        'label(row, _("Invite people"))',
        '"""Says what it does."""',
        'log.warning("There is no %s here.", name)',
        'raise ValueError("This cannot be.")',
        'bind("<Return>", go)',
        'icon = "circle-alert"',
    ],
)
def test_what_nobody_reads_is_left_alone(source):
    assert list(_escapees(source)) == []
