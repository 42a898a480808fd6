"""Scenes of the gallery can be shown, and their pictures are taken by one command."""

import pytest
from PIL import Image

from ui.gallery.browser import Browser
from ui.gallery.scenes import all_scenes
from ui.gallery.shots import show_scene, take_shots
from ui.theme import theme

SCENES = all_scenes()


@pytest.mark.parametrize(
    ("number", "scene"), list(enumerate(SCENES[::4])), ids=lambda value: getattr(value, "name", "")
)
def test_the_scene_can_be_shown(root, number, scene):
    """Every fourth, each in one look of four. `make shots` shows each in each, and the guide is not built without."""
    theme.show(dark=number % 2 == 1, scale=1.5 if number % 4 > 1 else 1.0)
    assert show_scene(root, scene).winfo_viewable()


def test_pictures_are_made_light_and_dark_at_two_scales(root, tmp_path):
    scenes = [scene for scene in SCENES if scene.name == "components"]
    made = take_shots(root, scenes, tmp_path / "shots")
    assert sorted(file.name for file in made) == [
        "components_dark.png",
        "components_dark_1.5x.png",
        "components_light.png",
        "components_light_1.5x.png",
    ]
    with Image.open(tmp_path / "shots" / "components_light.png") as picture:
        assert picture.size == scenes[0].size
        colours = picture.convert("RGB").resize((50, 50)).getcolors(2500)
        assert colours
        assert len(colours) > 10


def test_the_browser_shows_one_scene_after_the_other(root):
    browser = Browser(root, SCENES[:3])
    browser.pack(fill="both", expand=True)
    for scene in SCENES[:3]:
        browser.show(scene)
        root.update()
        assert len(browser._stage.winfo_children()) == 1
