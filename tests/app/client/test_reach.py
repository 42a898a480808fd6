"""What apps ask each other about reaching a room: as it is written, and what of it is believed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.client.reach import MOST, Answer, Question, read_answer, read_question
from app.models.reach import Outcome, Tried

TOKEN = "0123456789abcdef"


def test_a_question_and_its_answer_come_through_as_they_are():
    question = Question(TOKEN, ("192.0.2.7", "fd77::1"), 6697)
    assert read_question(question.written()) == question
    answer = Answer(TOKEN, tuple(Tried("192.0.2.7", outcome, near=False) for outcome in Outcome))
    assert read_answer(answer.written()) == answer
    answer = Answer(TOKEN, (Tried("192.0.2.7", Outcome.WORKS, page=Outcome.SILENT), Tried("fd77::1", Outcome.WORKS)))
    assert read_answer(answer.written()) == answer


@pytest.mark.parametrize("pages", [None, "works", [], {"192.0.2.7": "wonderful"}, {"192.0.2.7": ["works"]}])
def test_an_answer_that_says_nothing_of_browsers_is_one_all_the_same(pages):
    """Earlier versions did not try for them."""
    written = {"token": TOKEN, "tried": [["192.0.2.7", "works", True]], "pages": pages}
    assert read_answer(json.dumps(written)) == Answer(TOKEN, (Tried("192.0.2.7", Outcome.WORKS),))


@pytest.mark.parametrize(
    "changed",
    [
        {"token": "../../etc"},
        {"token": 7},
        {"port": 0},
        {"port": 70000},
        {"port": "22"},
        {"addresses": []},
        {"addresses": ["192.0.2.7"] * (MOST + 1)},
        {"addresses": ["127.0.0.1"]},
        {"addresses": ["::1"]},
        {"addresses": ["169.254.169.254"]},
        {"addresses": ["224.0.0.251"]},
        {"addresses": ["0.0.0.0"]},
        {"addresses": ["intranet.example"]},
        {"addresses": [7]},
        {"addresses": "192.0.2.7"},
    ],
)
def test_a_question_that_asks_for_something_else_is_none(changed):
    assert read_question(json.dumps({"token": TOKEN, "port": 6697, "addresses": ["192.0.2.7"]} | changed)) is None


@pytest.mark.parametrize(
    "tried",
    [
        [["192.0.2.7", "wonderful", True]],
        [["192.0.2.7", "works", 1]],
        [["192.0.2.7", "works"]],
        [["no address", "works", True]],
        [["192.0.2.7", "works", True]] * (MOST + 1),
        "works",
        [None],
    ],
)
def test_an_answer_that_says_something_else_is_none(tried):
    assert read_answer(json.dumps({"token": TOKEN, "tried": tried})) is None


@given(st.text() | st.just("[" * 5000))
def test_whatever_is_written_harms_nobody(written):
    assert read_question(written) is None
    assert read_answer(written) is None
