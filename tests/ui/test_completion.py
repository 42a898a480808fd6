"""Finishing names with Tab."""

import pytest

from ui.views.completion import complete

NICKS = ["Grace", "Greta", "Ben", "Élodie"]


@pytest.mark.parametrize(
    ("before", "finished"),
    [
        ("gra", "Grace: "),
        ("GRA", "Grace: "),
        ("hello ben", "hello Ben "),
        ("@gra", "@Grace "),
        ("hello @gre", "hello @Greta "),
        ("él", "Élodie: "),
        ("Hi (b", None),
        ("", None),
        ("hello ", None),
        ("zzz", None),
    ],
)
def test_a_name_that_was_begun_is_finished(before, finished):
    completion = complete(before, NICKS)
    assert (before[: completion.start] + completion.text if completion else None) == finished


def test_pressing_tab_again_offers_the_next_name_and_then_the_first_again():
    completion = complete("gr", NICKS)
    assert completion is not None
    offered = [completion.text, completion.next().text, completion.next().next().text]
    assert offered == ["Grace: ", "Greta: ", "Grace: "]


def test_a_bare_at_offers_everybody():
    completion = complete("tell @", NICKS)
    assert completion is not None
    assert completion.choices == ("@Ben ", "@Grace ", "@Greta ", "@Élodie ")
