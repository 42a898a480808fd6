"""Files that are dropped onto a window: the event as tkdnd sends it."""

from pathlib import Path

import pytest

from ui.widgets.basics import box
from ui.widgets.dropping import take_dropped_files


@pytest.fixture
def dropped(root):
    taken: list[list[Path]] = []
    place = box(root)
    place.pack(fill="both", expand=True)
    take_dropped_files(place, taken.append)
    root.update()

    def drop(data):
        """What tkdnd does when files are let go over the widget: it runs what is bound, with the event's fields."""
        script = root.tk.call("bind", str(place), "<<Drop>>")
        if not script:
            pytest.skip("files cannot be dropped here")
        fields = {"%D": "{" + data + "}", "%A": "copy", "%W": str(place)}
        for name, value in fields.items():
            script = str(script).replace(name, value)
        answer = root.tk.eval(script.replace("%%", "%"))
        root.update()
        return answer, taken

    return drop


def test_files_are_taken_whatever_they_are_called(dropped):
    answer, taken = dropped("/home/ada/tea.txt {/home/ada/my photos/roof.png}")
    assert taken == [[Path("/home/ada/tea.txt"), Path("/home/ada/my photos/roof.png")]]
    assert answer == "copy"
