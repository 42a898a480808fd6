"""A person at a desk: the real application in a process of its own, with eyes and hands for a test.

Run as a program it is the desk: it builds the application, and does what comes in as lines of JSON with real key and
pointer events, on the widgets that really have the focus. The class is the test's end of it. Images and themes belong
to one root window, so two people are two processes, as they are in life.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
import tkinter as tk
from collections.abc import Callable, Iterator
from ipaddress import IPv4Interface
from pathlib import Path
from typing import Any

from PIL import Image
from pyvirtualdisplay.display import Display

from server.discovery.interfaces import Interface

KEYSYMS = {" ": "space", ".": "period", ":": "colon", "/": "slash", "-": "minus", "!": "exclam", "?": "question"}
NEIGHBOURHOOD = "PARLOR_TEST_NEIGHBOURHOOD"
PATIENCE = 30.0
LOOPBACK = Interface("loopback", 1, (IPv4Interface("127.0.0.1/8"),))
ROOT = Path(__file__).parents[2]


class Person:
    """One person, seen from the test."""

    def __init__(self, name: str, folder: Path, *arguments: str) -> None:
        self.name = name
        self._folder = folder
        self._gone = False
        # A screen of their own, or they would take the keyboard away from each other.
        self._screen = Display(visible=False, size=(1400, 1000), manage_global_env=False)
        self._screen.start()
        self._stderr = folder.parent / f"{folder.name}.stderr"
        with self._stderr.open("wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, __file__, str(folder), *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                env=self._screen.env() | {"PYTHONPATH": str(ROOT)},
            )

    def _do(self, verb: str, *arguments: object) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([verb, *arguments]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"{self.name}'s application has ended:\n{self._stderr.read_text()}"
        result, error = json.loads(answer)
        assert not error, f"{self.name}'s hand slipped at {verb} {arguments}: {error}"
        return result

    def types(self, text: str) -> None:
        """Type where the keyboard is, key by key."""
        self._do("type", text)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self._do("press", key)

    def clicks(self, text: str) -> None:
        """Click on what says this."""
        self.sees(text)
        self._do("click", text)

    def reads(self) -> list[str]:
        """All that can be read in the window now."""
        return list(self._do("read"))

    def sees(self, *texts: str) -> None:
        """Wait until all of these can be read."""
        self._wait(lambda shown: all(any(text in line for line in shown) for text in texts), f"sees {texts}")

    def sees_no(self, text: str) -> None:
        """Wait until this can be read nowhere."""
        self._wait(lambda shown: not any(text in line for line in shown), f"no longer sees {text!r}")

    def _wait(self, condition: Any, what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not condition(shown := self.reads()):
            assert time.monotonic() < end, f"{self.name} never {what}, but:\n" + "\n".join(shown)

    def copies_a_picture(self) -> None:
        """Copy a picture, as from another program."""
        self._do("copy_picture")

    def has_kept(self, digest: str) -> None:
        """Wait until a file that somebody sent is on this person's computer."""
        place, end = self._folder / "shared" / digest, time.monotonic() + PATIENCE
        while not place.exists():
            assert time.monotonic() < end, f"{self.name} never got the file, but has {list(self._folder.rglob('*'))}"
            time.sleep(0.01)  # noqa: TID251 - what another process does to the disk cannot be waited for otherwise

    def starts_again(self, *arguments: str) -> None:
        """Start the application a second time, which hands over to the first."""
        command = [sys.executable, "-m", "app", "--data-dir", str(self._folder), *arguments]
        done = subprocess.run(command, cwd=ROOT, timeout=PATIENCE, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def asks_to_close(self) -> None:
        """Click the window's own close button."""
        self._do("close")

    def is_interrupted(self) -> None:
        """Press Ctrl+C in the terminal that the application was started from."""
        self.process.send_signal(signal.SIGINT)

    def ends(self) -> int:
        """Wait until the application is gone, and what it said to its terminal was nothing; its exit status."""
        assert self.process.stdin
        assert self.process.stdout
        status = self.process.wait(PATIENCE)
        self.process.stdin.close()
        self.process.stdout.close()
        assert self._stderr.read_text() == ""
        return status

    def kill(self) -> None:
        """End the application without a word, as a power cut would; a second time does nothing."""
        if self._gone:
            return
        self._gone = True
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        self._screen.stop()


# -- the desk itself


def main() -> int:
    from app.desktop import Desktop

    folder, *invite = sys.argv[1:]
    keep_to_this_computer(int(os.environ.get(NEIGHBOURHOOD, "0")))
    desktop = Desktop(Path(folder))

    def listen() -> None:
        for line in sys.stdin:
            desktop.pump.post(lambda line=line: answer(*json.loads(line)))  # type: ignore[misc]

    def answer(verb: str, *arguments: Any) -> None:
        result, error = None, ""
        try:
            result = VERBS[verb](desktop.window, *arguments)
        except (tk.TclError, StopIteration) as slip:  # no such key, nothing there to click on
            error = repr(slip)
        print(json.dumps([result, error]), flush=True)

    threading.Thread(target=listen, daemon=True).start()
    return desktop.run(*invite)


def keep_to_this_computer(port: int) -> None:
    """Let it find rooms on this computer alone, at this port and the next, and without a port nowhere."""
    from server.discovery import beacon, dnssd, interfaces

    beacon.ASK_PORT, beacon.TELL_PORT = port, port + 1
    dnssd._responder = lambda interfaces: None  # what else runs here would hear it
    interfaces.local_interfaces = lambda: (LOOPBACK,) if port else ()


def type_text(window: Any, text: str) -> None:
    target = focused(window)
    for character in text:
        target.event_generate("<KeyPress>", keysym=KEYSYMS.get(character, character))
        target.event_generate("<KeyRelease>", keysym=KEYSYMS.get(character, character))


def press(window: Any, key: str) -> None:
    focused(window).event_generate(f"<{key}>")
    window.update()  # what follows a key by itself, such as leaving a field, comes before the next one


def focused(window: Any) -> Any:
    """The widget that has the keyboard, which without a window manager must be asked for."""
    end = time.monotonic() + PATIENCE
    while window.focus_get() is None and time.monotonic() < end:
        (window.focus_lastfor() or window).focus_force()
        window.update()
    return window.focus_get()


def read(window: Any) -> list[str]:
    return [text for text, *_ in shown(window)]


def click(window: Any, text: str) -> None:
    widget, x, y = next((widget, x, y) for said, widget, x, y in shown(window) if text in said)
    widget.event_generate("<Enter>", x=x, y=y)
    widget.event_generate("<Motion>", x=x, y=y)
    widget.event_generate("<ButtonPress-1>", x=x, y=y)
    if widget.winfo_exists():
        widget.event_generate("<ButtonRelease-1>", x=x, y=y)


def close(window: Any) -> None:
    window.after(1, window.on_close)  # after the answer: the pump ends with the window


def shown(widget: Any) -> Iterator[tuple[str, Any, int, int]]:
    """All texts on the screen below a widget, with where to click for each."""
    if isinstance(widget, tk.Wm):
        yield widget.title(), widget, 0, 0
    for child in widget.winfo_children():
        if not child.winfo_viewable():
            continue
        yield from own_texts(child)
        yield from shown(child)


def own_texts(widget: Any) -> Iterator[tuple[str, Any, int, int]]:
    middle = (widget.winfo_width() // 2, widget.winfo_height() // 2)
    if isinstance(widget, tk.Canvas):
        yield from canvas_texts(widget)
    elif isinstance(widget, tk.Label) and widget.cget("text"):
        yield str(widget.cget("text")), widget, *middle
    elif isinstance(widget, tk.Entry):
        yield widget.get(), widget, *middle
    elif isinstance(widget, tk.Text):
        yield widget.get("1.0", "end-1c"), widget, *middle


def canvas_texts(canvas: tk.Canvas) -> Iterator[tuple[str, Any, int, int]]:
    """A canvas's texts, and once more each line of them as one: words of a line may be items of their own."""
    lines: dict[int, list[tuple[float, str]]] = {}
    for item in canvas.find_all():
        if (
            str(canvas.type(item)) != "text"
            or canvas.itemcget(item, "state") == "hidden"
            or not (box := canvas.bbox(item))
        ):
            continue
        x, y = (box[0] + box[2]) // 2 - round(canvas.canvasx(0)), (box[1] + box[3]) // 2 - round(canvas.canvasy(0))
        if 0 <= y <= canvas.winfo_height():
            text = canvas.itemcget(item, "text")
            lines.setdefault(y // 6, []).append((box[0], text))
            yield text, canvas, x, y
    for parts in lines.values():
        if len(parts) > 1:
            yield "".join(text for _, text in sorted(parts)), canvas, 0, 0


def copy_picture(window: Any) -> None:
    """Offer a picture as the clipboard's content, in the way of X11."""
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "purple").save(content, "PNG")
    numbers = " ".join(map(str, content.getvalue()))
    hand_over = window.register(lambda start, size: numbers[int(start) : int(start) + int(size)])
    kind = ("-selection", "CLIPBOARD", "-type", "image/png", "-format", "INTEGER")
    window.tk.call("selection", "handle", *kind, ".", hand_over)
    window.selection_own(selection="CLIPBOARD")


VERBS: dict[str, Callable[..., Any]] = {
    "type": type_text,
    "press": press,
    "click": click,
    "read": read,
    "close": close,
    "copy_picture": copy_picture,
}

if __name__ == "__main__":
    sys.exit(main())
