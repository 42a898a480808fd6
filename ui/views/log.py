"""The parts of a log that its pointer, its keys and its actions use together. Knows none of these."""

import tkinter as tk
from dataclasses import dataclass

from ui.views.log_rows import LogRows
from ui.views.overlays import ActionBar, JumpButton, Tip
from ui.widgets.scroller import Scroller
from ui.widgets.thumb import Thumb


@dataclass(frozen=True, slots=True)
class Log:
    """One log."""

    canvas: tk.Canvas
    rows: LogRows
    scroller: Scroller
    thumb: Thumb
    bar: ActionBar
    jump: JumpButton
    tip: Tip
