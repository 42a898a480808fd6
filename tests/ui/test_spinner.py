"""The sign of work turns while it is shown, and stands still for who wants that."""

from ui.theme import theme
from ui.widgets.spinner import Spinner


def test_it_turns_for_as_long_as_it_exists(root, until):
    spinner = Spinner(root)
    spinner.pack()
    first = spinner._spin._step
    until(lambda: spinner._spin._step != first, what="a step of the turn")
    spinner.destroy()
    root.update()
    assert spinner._spin._timer == ""


def test_with_less_motion_it_is_three_dots_that_stand_still(root):
    theme.show(reduced_motion=True)
    spinner = Spinner(root)
    spinner.pack()
    root.update()
    assert spinner._spin._timer == ""
    assert len(spinner.canvas.find_all()) == 1
