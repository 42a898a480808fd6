"""The colours of code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.views.syntax import LONGEST, coloured


def parts(text, language):
    return {part.strip(): colour for line in coloured(text, language) for part, colour in line}


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        ("python", 'def f():  # why\n    return "x", 12', {"def": "accent_text", "# why": "text3", "12": "warn"}),
        ("py", "class A: pass", {"class": "accent_text"}),
        ("C++", "int main() { return 0; } // end", {"int": "accent_text", "// end": "text3", "0": "warn"}),
        ("json", '{"a": 1}', {"1": "warn"}),
        ("diff", "+new\n-old", {"+new": "ok", "-old": "danger"}),
        ("sql", "select 1", {"select": "accent_text"}),
    ],
)
def test_words_texts_numbers_and_remarks_look_otherwise(language, code, expected):
    assert expected.items() <= parts(code, language).items()


@pytest.mark.parametrize("language", ["", "no such language", "text", "../python"])
def test_what_is_in_no_known_language_is_plain(language):
    assert set(parts("def f(): return 1", language).values()) == {"text"}


def test_what_is_too_long_to_be_looked_at_is_plain():
    assert set(parts("x = 1\n" * (LONGEST // 6 + 1), "python").values()) == {"text"}


@pytest.mark.parametrize("language", ["", "python", "html", "bash", "json"])
@given(text=st.text(alphabet="ab =\"'#</>\n \\{}1é", max_size=60))
def test_no_character_is_lost(language, text):
    assert "\n".join("".join(part for part, _ in line) for line in coloured(text, language)) == text
