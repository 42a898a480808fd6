"""CustomTkinter scales as the design says, in the versions that we know, and polls nothing."""

import customtkinter as ctk
import pytest
from customtkinter.windows.widgets.scaling import ScalingTracker

from ui import scaling
from ui.theme import theme


def test_this_version_of_customtkinter_is_known():
    """A new one may scale otherwise: look at what ``scaling`` changes, then add it."""
    assert ctk.__version__ in scaling.PATCHED_VERSIONS


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("length", [1, 13, 21, 36, 40, 108])
def test_a_widget_is_as_large_as_its_size_times_the_scale(root, scale, length):
    theme.show(scale=scale)
    frame = ctk.CTkFrame(root, width=length, height=length)
    frame.place(x=0, y=0)
    root.update()
    assert (frame.winfo_width(), frame.winfo_height()) == (round(length * scale),) * 2


def test_nothing_polls_the_screen_or_the_system(root):
    waiting = [root.tk.call("after", "info", timer) for timer in root.tk.splitlist(root.tk.call("after", "info"))]
    assert not [script for script in waiting if "update" in str(script) or "check_dpi" in str(script)]
    assert ScalingTracker.deactivate_automatic_dpi_awareness


@pytest.mark.parametrize(
    ("resources", "scale"),
    [(b"", 1.0), (b"Xft.dpi:\t192\nXft.rgba:\tnone\n", 2.0), (b"Xft.dpi: 20", 1.0), (b"Xft.dpi: many", 1.0)],
)
def test_the_density_of_the_screen_is_what_the_desktop_says(monkeypatch, resources, scale):
    class Function:
        def __init__(self, answer):
            self.answer = answer

        def __call__(self, *_arguments):
            return self.answer

    class X11:
        XOpenDisplay, XResourceManagerString, XCloseDisplay = Function(1), Function(resources), Function(0)

    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("ctypes.CDLL", lambda _name: X11)
    assert scaling.screen_scale() == scale


def test_without_x11_the_scale_is_one(monkeypatch):
    def missing(_name):
        raise OSError("no such library")

    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("ctypes.CDLL", missing)
    assert scaling.screen_scale() == 1.0
