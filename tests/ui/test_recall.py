"""Going through what was sent."""

from ui.views.recall import Recalled, step

SENT = ["first", "second", "third"]


def test_up_in_an_empty_box_brings_back_the_last():
    assert step(SENT, None, -1, empty=True, at_end=True) == Recalled(2, "third")


def test_up_goes_on_to_the_first_and_stays_there():
    assert step(SENT, Recalled(1, "second"), -1, empty=False, at_end=True) == Recalled(0, "first")
    assert step(SENT, Recalled(0, "first"), -1, empty=False, at_end=True) == Recalled(0, "first")


def test_down_after_the_last_leads_to_an_empty_box():
    found = step(SENT, Recalled(2, "third"), 1, empty=False, at_end=True)
    assert found is not None
    assert found.text == ""


def test_the_arrows_move_the_caret_where_something_new_is_written_or_within_the_text():
    assert step(SENT, None, -1, empty=False, at_end=True) is None
    assert step(SENT, None, 1, empty=True, at_end=True) is None
    assert step([], None, -1, empty=True, at_end=True) is None
    assert step(SENT, Recalled(1, "second"), -1, empty=False, at_end=False) is None
