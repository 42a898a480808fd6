"""Something to be copied, and shown whole for whoever types it instead."""

import pytest

from app.models.settings import TEXT_SIZES
from ui.theme import theme
from ui.widgets.copy_text import CopyText


@pytest.mark.parametrize("text", ["127.0.0.1", "MPC3-P3KE", "192.168.178.102:40312"])
def test_it_is_as_wide_as_its_text_needs_at_every_text_size(root, text):
    box = CopyText(root, "Code", text, lambda _text: None, fit=True)
    box.pack()
    cut = []
    for size in TEXT_SIZES:
        theme.show(scale=size / 100)
        root.update()
        canvas = box.canvas
        shown = [canvas.itemcget(item, "text") for item in canvas.find_all() if str(canvas.type(item)) == "text"]
        if text not in shown:
            cut.append((size, shown))
    assert cut == []
