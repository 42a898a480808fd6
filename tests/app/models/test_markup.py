"""What the characters of a message mean."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.markup import Code, Item, Kind, Prose, literal, parse, parse_line, plain

EMOJI = re.compile("👍🏽|👍|❤️|❤|©️|©|🇩🇪")
NICKS = frozenset({"ada", "grace", "bob[x]", "ça"})


def shown(text):
    """Each span as its kind's first letter and what it shows, bold and italic marked as * and _."""
    spans = parse_line(text, nicks=NICKS, emoji=EMOJI)
    return [f"{s.kind.value[0]}{'*' * s.bold}{'_' * s.italic}:{s.text}" for s in spans if s.text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", ["t:hello"]),
        ("use `x = 1` here", ["t:use ", "c:x = 1", "t: here"]),
        ("`a *b* c`", ["c:a *b* c"]),
        ("a lonely ` stays", ["t:a lonely ` stays"]),
        ("*now* or _later_", ["t*:now", "t: or ", "t_:later"]),
        ("_both *of* them_", ["t_:both ", "t*_:of", "t_: them"]),
        ("2 * 3 * 4, *args, **kw", ["t:2 * 3 * 4, *args, **kw"]),
        ("snake_case_name and __init__", ["t:snake_case_name and __init__"]),
        ("* not a list *", ["t:* not a list *"]),
        ("@Ada: hi", ["m:@Ada", "t:: hi"]),
        ("@Adalbert and a@grace", ["t:@Adalbert and a@grace"]),
        ("(@bob[x])", ["t:(", "m:@bob[x]", "t:)"]),
        ("@ÇA, @nobody", ["m:@ÇA", "t:, @nobody"]),
        ("ok 👍🏽👍", ["t:ok ", "e:👍🏽", "e:👍"]),
        ("*yes 👍*", ["t*:yes ", "e:👍"]),
        ("© is a letter, ©️ a picture", ["t:© is a letter, ", "e:©️", "t: a picture"]),
        (
            "\x02bold\x02 \x1dslanted\x0f \x0304,12red\x03 \x04ff0000hex\x04",
            ["t*:bold", "t: ", "t_:slanted", "t: ", "t:red", "t: ", "t:hex"],
        ),
    ],
)
def test_marks_mean_what_people_expect(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://a.org/x.", "https://a.org/x"),
        ("(http://a.org)", "http://a.org"),
        ("https://de.org/wiki/Tor_(Stadt)!", "https://de.org/wiki/Tor_(Stadt)"),
        ("<https://a.org/?q=1&r=2>", "https://a.org/?q=1&r=2"),
        ("HTTPS://A.ORG", "HTTPS://A.ORG"),
        ("*https://a.org/b*", "https://a.org/b"),
        ("parlor://10.0.0.7:6667/tea", "parlor://10.0.0.7:6667/tea"),
        ("https://a.org/_x_/`code`", "https://a.org/_x_/"),
        ("https://a.org/\u202egpj.exe", "https://a.org/"),
    ],
)
def test_links_end_where_the_sentence_goes_on(text, address):
    links = [s for s in parse_line(text) if s.kind is Kind.LINK]
    assert [s.target for s in links] == [address]
    assert links[0].text == address, "nobody may be shown another address than the one that opens"


@pytest.mark.parametrize("text", ["http://", "https://.", "javascript:alert(1)", "file:///etc/passwd", "xhttp://a.org"])
def test_other_schemes_and_empty_addresses_are_text(text):
    assert [s.kind for s in parse_line(text)] == [Kind.TEXT]


def test_fences_hold_code_in_which_nothing_else_means_anything():
    blocks = parse("look:\n```python\nx = *a*  # https://a.org\n\n```\ndone @Ada", nicks=NICKS)
    assert [type(b) for b in blocks] == [Prose, Code, Prose]
    assert blocks[1] == Code("x = *a*  # https://a.org\n", "python", blocks[1].source)
    assert isinstance(blocks[2], Prose)
    assert [s.kind for s in blocks[2].spans] == [Kind.TEXT, Kind.MENTION]


def test_code_fits_on_one_line_and_an_open_fence_is_text():
    (code,) = parse("```ls -l```")
    assert isinstance(code, Code)
    assert (code.text, code.language) == ("ls -l", "")
    assert isinstance(parse("```ls -l")[0], Prose)


def test_formatting_codes_stay_in_force_behind_code():
    blocks = parse("\x02a\n```x```b\x02c")
    last = blocks[-1]
    assert isinstance(last, Prose)
    assert [(s.text, s.bold) for s in last.spans if s.text] == [("b", True), ("c", False)]


def test_a_name_means_only_itself():
    assert [(s.kind, s.text) for s in literal("*x* 👍", emoji=EMOJI)] == [(Kind.TEXT, "*x* "), (Kind.EMOJI, "👍")]
    assert all(s.bold for s in literal("Ada", bold=True))


def test_a_copy_is_as_written_but_for_formatting_codes():
    assert plain("*a* \x02b\x0f `c` \x0312,1d") == "*a* b `c` d"


HOSTILE = st.lists(
    st.sampled_from(
        [
            "*",
            "_",
            "`",
            "```",
            "```py\n",
            "\n",
            " ",
            "a",
            "@",
            "@Ada",
            "https://",
            "https://a.org",
            ")",
            "👍",
            "❤",
            "\ufe0f",
            "\x02",
            "\x1d",
            "\x0f",
            "\x03",
            "12",
            ",",
            "\u0301",
            "\u202e",
            "\u200b",
            "\ud800",
            "\U0001f1e6",
        ]
    ),
    max_size=60,
).map("".join)


@given(HOSTILE | st.text())
def test_no_character_is_lost(text):
    blocks = parse(text, nicks=NICKS, emoji=EMOJI)
    assert "".join(block.source for block in blocks) == text


@given(HOSTILE | st.text())
def test_nothing_harmful_is_shown(text):
    for block in parse(text, nicks=NICKS, emoji=EMOJI):
        pieces = [block.text] if isinstance(block, Code) else [s.text for s in block.spans if s.kind is not Kind.EMOJI]
        for piece in pieces:
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u200b\u202a-\u202e\ud800-\udfff👍\ufe0f]", piece)


@pytest.mark.parametrize(
    "flood",
    [
        "a",
        "*a ",
        "_a",
        "`a ",
        "@a",
        "https://",
        ")",
        "```",
        "```a\n",
        "\x03",
        "\x0312,",
        "`",
        "*",
        "@",
        "\u0301",
        "\u200b",
        "👍",
        "\n",
    ],
)
def test_a_flood_of_100_kb_is_read_at_once(flood):
    text = "https://x.y" + flood * (100_000 // len(flood))
    began = time.process_time()
    blocks = parse(text, nicks=NICKS, emoji=EMOJI)
    assert time.process_time() - began < 3, "the time grows faster than the text"
    assert "".join(block.source for block in blocks) == text


# Quotations and lists


def blocks(text):
    """Each block as its kind and what it shows."""
    return [(type(block).__name__, _shown(block)) for block in parse(text)]


def _shown(block):
    return block.text if isinstance(block, Code) else "".join(span.text for span in block.spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> tea?\n> now?\nyes", [("Aside", "tea?\nnow?"), ("Prose", "yes")]),
        ("no\n> tea?", [("Prose", "no"), ("Aside", "tea?")]),
        (">_< and >:( are faces", [("Prose", ">_< and >:( are faces")]),
        ("a > b", [("Prose", "a > b")]),
        ("- milk\n- *eggs*", [("Item", "milk"), ("Item", "eggs")]),
        ("1. one\n2) two\nthree", [("Item", "one"), ("Item", "two"), ("Prose", "three")]),
        ("-5 and - 5\n1.5\n-\n2024. x", [("Prose", "-5 and - 5\n1.5\n-\n2024. x")]),
        ("- x\n```\n- y\n```\n- z", [("Item", "x"), ("Code", "- y"), ("Item", "z")]),
    ],
)
def test_lines_that_begin_so_are_quotations_and_lists(text, expected):
    assert blocks(text) == expected


def test_how_far_in_a_line_of_a_list_stands():
    items = [block for block in parse("- a\n  - b\n    3. c\n" + " " * 8 + "- d") if isinstance(block, Item)]
    assert [(item.mark, item.level) for item in items] == [("-", 0), ("-", 1), ("3.", 2), ("-", 3)]


@given(st.text(alphabet="> -*1.\n`ab"))
def test_no_character_of_any_block_is_lost(text):
    assert "".join(block.source for block in parse(text)) == text
