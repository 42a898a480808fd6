"""The program ``python -m server``, as somebody at a terminal sees it."""

import signal
import subprocess
import sys
import time
import tomllib

import pytest

from server.__main__ import main


@pytest.fixture
def run():
    processes = []

    def run(*arguments):
        process = subprocess.Popen(
            [sys.executable, "-m", "server", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_when_it_is_ready_and_ends_cleanly_when_asked(run, connect, number):
    process = run("--host", "127.0.0.1", "--port", "0", "--name", "Ada's room")
    ready = process.stdout.readline()
    assert ready.startswith('Room "Ada\'s room" is open at 127.0.0.1:')
    ada = connect(int(ready.rpartition(":")[2])).enter("ada")
    assert "parlor chat" in process.stdout.readline()
    begin = time.monotonic()
    process.send_signal(number)
    _, log = process.communicate(timeout=5)
    assert time.monotonic() - begin < 1.5
    assert process.returncode == 0
    assert ada.to_end()[-1] == "ERROR :Closing link: The room was closed"
    assert "ada is here, from 127.0.0.1." in log
    assert "Traceback" not in log


def test_a_password_is_asked_for(run, connect):
    process = run("--host", "127.0.0.1", "--port", "0", "--password", "sesame", "--log-level", "warning")
    wire = connect(int(process.stdout.readline().rpartition(":")[2]))
    wire.send("NICK ada", "USER a 0 * :A")
    assert " 464 " in wire.to_end()[0]


def test_flags_win_over_the_file(tmp_path, capsys):
    file = tmp_path / "room.toml"
    file.write_text('[server]\nport = 7000\nnetwork = "File"\npassword = "sesame"\n[limits]\nnick_len = 9\n')
    assert main(["--config", str(file), "--port", "0", "--print-config"]) == 0
    printed = capsys.readouterr().out
    config = tomllib.loads(printed)
    assert (config["server"]["port"], config["server"]["network"], config["limits"]["nick_len"]) == (0, "File", 9)
    assert "sesame" not in printed


@pytest.mark.parametrize(
    ("text", "arguments", "complaint"),
    [
        ("[server]\nprot = 1", [], "prot is not known"),
        ("", ["--port", "99999"], "port: has to be 0 to 65535"),
        ("", ["--name", " "], "needs a name"),
    ],
)
def test_a_configuration_that_cannot_be_used_ends_with_status_2(tmp_path, capsys, text, arguments, complaint):
    file = tmp_path / "room.toml"
    file.write_text(text)
    assert main(["--config", str(file), *arguments]) == 2
    assert complaint in capsys.readouterr().err


def test_an_address_that_is_not_ours_ends_with_status_1(capsys):
    assert main(["--host", "192.0.2.1", "--port", "0"]) == 1
    assert "could not be opened on 192.0.2.1" in capsys.readouterr().err


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_and_version_are_there(capsys, flag):
    with pytest.raises(SystemExit) as end:
        main([flag])
    assert end.value.code == 0
    out = capsys.readouterr().out
    assert "parlor-server" in out
    if flag == "--help":
        for word in (
            "--config",
            "--host",
            "--port",
            "--name",
            "--password",
            "--log-level",
            "nick_len",
            "6697",
            "seconds",
        ):
            assert word in out
