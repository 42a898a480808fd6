"""What somebody said, in short."""

import pytest

from app.models.gist import gist


@pytest.mark.parametrize(
    ("said", "short"),
    [
        ("hello", "hello"),
        ("*Very* clear, _thank you_, `x = 1`", "Very clear, thank you, x = 1"),
        ("two\n\nlines", "two lines"),
        ("> see you at 3\nYes", "see you at 3 Yes"),
        ("1. the roof\n2. the lamp", "1. the roof 2. the lamp"),
        ("look:\n```python\nprint(1)\n```", "look: print(1)"),
        ("\x02bold\x02 \x0304red", "bold red"),
        ("snake_case 2*3*4", "snake_case 2*3*4"),
        (f"https://192.168.1.5/files/{'ab' * 32}/cat.png#size=3", "cat.png"),
        ("", ""),
    ],
)
def test_it_is_plain_words_on_one_line(said, short):
    assert gist(said) == short


def test_no_more_is_looked_at_than_there_is_room_for():
    assert gist("a *b* " * 1000, looked_at=12) == "a b a b"
