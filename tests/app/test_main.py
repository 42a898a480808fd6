"""What the command line asks for, and what it says to what it does not understand."""

import os
import queue
import subprocess
import sys
from pathlib import Path

import pytest

from app import __main__ as main_module
from app import __version__, command_line
from app.__main__ import main
from app.models.settings import Choices
from app.services.doorbell import Doorbell
from app.services.files import Files, data_folder
from app.terminal import visits


@pytest.fixture
def chats(monkeypatch):
    asked = []

    def chat(address, *, known, json, history, **options):
        asked.append((address, options))
        return 7

    monkeypatch.setattr(visits, "chat", chat)
    return asked


def test_chat_is_asked_with_what_was_given(chats, tmp_path):
    status = main(["--data-dir", str(tmp_path), "chat", "ada.local:7000", "--nick", "Ben", "--channel", "tea"])
    assert status == 7
    assert chats == [("ada.local:7000", {"nick": "Ben", "channel": "tea", "known_nick": "", "fingerprint": ""})]


@pytest.mark.parametrize("before", [{}, {"LD_LIBRARY_PATH": "/opt/lib"}])
def test_a_built_application_does_not_lead_other_programs_to_its_own_libraries(before):
    given = {f"{name}_ORIG": value for name, value in before.items()} | {"LD_LIBRARY_PATH": "/app/_internal", "X": "y"}
    main_module._give_back_library_path(given)
    assert given == before | {"X": "y", "PYINSTALLER_RESET_ENVIRONMENT": "1"}  # which its own children need


def test_chat_knows_the_name_from_the_settings_of_the_profile(chats):
    Files(data_folder("alice")).save_choices(Choices(nick="Alice"))
    main(["--profile", "alice", "chat", "ada.local"])
    assert chats[0][1]["known_nick"] == "Alice"


@pytest.mark.parametrize(
    "argv", [["h", "--nick", "Ben", "hello"], ["h", "hello", "--nick", "Ben"], ["--nick", "Ben", "h", "hello"]]
)
def test_a_message_may_stand_anywhere(argv):
    options = command_line.read(["send", *argv])
    assert (options.address, options.nick, options.message) == ("h", "Ben", "hello")


@pytest.mark.parametrize(
    "argv",
    [
        ["--profile", "../elsewhere", "chat", "h"],
        ["chat"],
        ["frobnicate"],
        ["--no-such-thing"],
        ["join"],
        ["send", "h", "a", "b"],
    ],
)
def test_what_is_not_understood_is_told_with_status_2(argv, capsys):
    with pytest.raises(SystemExit) as caught:
        main(argv)
    assert caught.value.code == 2
    assert "usage: parlor" in capsys.readouterr().err


@pytest.fixture
def windows(monkeypatch):
    """What the window would have been opened with."""
    opened = []

    def desktop(folder, invite):
        opened.append((folder.name, invite))
        return 0

    monkeypatch.setattr(main_module, "_desktop", desktop)
    return opened


@pytest.mark.parametrize(
    ("argv", "invite"),
    [
        ([], ""),
        (["join", "192.168.1.5"], "192.168.1.5"),
        (["join", "parlor://join/ada.local"], "parlor://join/ada.local"),
        (["parlor://join/ada.local/#sesame"], "parlor://join/ada.local/#sesame"),  # as a desktop hands over a click
    ],
)
def test_a_link_opens_the_window(windows, tmp_path, argv, invite):
    assert main(["--data-dir", str(tmp_path), *argv]) == 0
    assert windows == [(tmp_path.name, invite)]


def test_a_second_start_is_handed_over(tmp_path):
    heard: queue.Queue[str] = queue.Queue()
    bell = Doorbell(Files(tmp_path).running_file, heard.put)
    bell.hang()
    try:
        assert main(["--data-dir", str(tmp_path), "join", "ada.local"]) == 0
    finally:
        bell.take_down()
    assert heard.get(timeout=5) == "ada.local"


def test_the_version(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"Parlor {__version__}\n"


def test_host_is_the_room_without_a_window(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["host", "--help"])
    assert caught.value.code == 0
    assert "parlor host" in capsys.readouterr().out


def test_talking_in_a_terminal_needs_no_window(tmp_path):
    """Neither Tk nor CustomTkinter is loaded for it."""
    code = (
        "import sys; from app.__main__ import main; main(['chat', 'ftp://x']); "
        "sys.exit(any(name in sys.modules for name in ('tkinter', 'customtkinter', 'PIL')))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0
    assert "cannot join by a “ftp” link" in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a screen")
def test_without_a_screen_it_says_what_needs_none(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "app", "--data-dir", str(tmp_path)],
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ | {"DISPLAY": ""},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "parlor: there is no screen here for the window; `parlor chat` and `parlor host` do without.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there standard input cannot be taken away from a child")
def test_talking_needs_no_standard_input(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "app", "--data-dir", str(tmp_path), "chat", "127.0.0.1:1"],
        cwd=Path(__file__).resolve().parents[2],
        preexec_fn=lambda: os.close(0),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "parlor: The computer at 127.0.0.1 answers, but no room is open there. Ask whether it is still open.\n"
    )
