"""What is loaded when: the first screen without a room, and a room behind it."""

import gc
import subprocess
import sys

import pytest

from app import loading
from app.loading import NEXT, load_the_rest


def test_the_first_screen_is_loaded_without_what_only_a_room_needs():
    said = "import sys, app.__main__, app.desktop; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    for_a_room = {*NEXT, "app.models.room", "app.client.session", "app.services.shelf", "ui.views.about"}
    assert for_a_room.intersection(done.stdout.split()) == set()


@pytest.fixture
def registered(monkeypatch):
    """No desktop learns of us; and what was frozen is free again."""
    asked = []
    monkeypatch.setattr(loading, "program_for_links", lambda: asked.append(True))
    yield asked
    gc.unfreeze()


def test_the_rest_is_loaded_and_stays_out_of_the_search_for_garbage(registered):
    gc.unfreeze()
    load_the_rest()
    assert set(NEXT) <= sys.modules.keys()
    assert registered == [True]
    assert gc.isenabled()
    assert gc.get_freeze_count()
