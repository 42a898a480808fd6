"""The count of mentions on the window's icon."""

import pytest

from ui.app_icon import AppIcon, drawn


@pytest.mark.parametrize("size", [16, 32, 256])
def test_a_count_covers_a_corner_and_leaves_the_rest(size):
    plain, counted, many = (drawn(size, count) for count in (0, 2, 10))
    assert plain.size == counted.size == (size, size)
    assert counted.tobytes() not in (plain.tobytes(), many.tobytes())
    half = (0, 0, size * 2 // 5, size * 2 // 5)
    assert counted.crop(half).tobytes() == plain.crop(half).tobytes()


def test_the_icon_is_drawn_when_the_count_changes_and_not_otherwise(root):
    icon = AppIcon(root)
    icon.show(2)
    images = icon._images
    icon.show(2)
    assert icon._images is images
    icon.show(12)
    many = icon._images
    icon.show(13)
    assert icon._images is many
    icon.show(0)
    root.update()
