"""How the chat screen shares out its width."""

import pytest

from ui.views.chat_plan import COVER_BELOW, LEAST_SIDEBAR, MOST_SIDEBAR, RAIL, RAIL_BELOW, plan


def test_the_usual_window_has_sidebar_and_log_side_by_side():
    share = plan(1200, sidebar=272, panel=False)
    assert (share.sidebar, share.main, share.panel) == (272, 927, 0)


def test_a_panel_takes_its_width_from_the_log_where_there_is_room():
    share = plan(1200, sidebar=272, panel=True)
    assert share.sidebar + 1 + share.main + share.panel == 1200
    assert share.panel == 329


def test_a_panel_covers_the_log_in_a_narrower_window():
    assert plan(COVER_BELOW - 1, sidebar=272, panel=True).main == plan(COVER_BELOW - 1, sidebar=272, panel=False).main


def test_the_sidebar_becomes_a_rail_in_a_narrow_window():
    assert plan(RAIL_BELOW - 1, sidebar=272, panel=False).sidebar == RAIL
    assert plan(RAIL_BELOW, sidebar=272, panel=False).sidebar == 272


@pytest.mark.parametrize(("wanted", "given"), [(10, LEAST_SIDEBAR), (300, 300), (9000, MOST_SIDEBAR)])
def test_the_sidebar_is_as_wide_as_it_was_pulled_within_bounds(wanted, given):
    assert plan(1600, sidebar=wanted, panel=False).sidebar == given


@pytest.mark.parametrize("width", [0, 1, 64, 300, 640])
def test_every_part_has_some_width_even_in_a_window_that_is_none(width):
    share = plan(width, sidebar=272, panel=True)
    assert share.main >= 1
    assert share.panel >= 1
