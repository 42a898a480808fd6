"""The program ``python -m server``, as somebody at a terminal sees it."""

import base64
import io
import itertools
import select
import signal
import socket
import subprocess
import sys
import time
import tomllib

import pytest

from server.__main__ import main
from server.passwords import matches


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


def port_of(ready):
    """The port in the line that says that the room is open."""
    return int(ready.partition(", ")[0].rpartition(":")[2])


@pytest.mark.alone
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_when_it_is_ready_and_ends_cleanly_when_asked(run, connect, number):
    process = run("--host", "127.0.0.1", "--port", "0", "--name", "Ada's room")
    ready = process.stdout.readline()
    assert ready.startswith('Room "Ada\'s room" is open at 127.0.0.1:')
    ada = connect(port_of(ready)).enter("ada")
    assert "into Parlor" in process.stdout.readline()
    assert "parlor chat" in process.stdout.readline()
    begin = time.monotonic()
    process.send_signal(number)
    _, log = process.communicate(timeout=20)
    assert time.monotonic() - begin < 1.0
    assert process.returncode == 0
    assert ada.to_end()[-1] == "ERROR :Closing link: The room was closed"
    assert "ada is here, from 127.0.0.1." in log
    assert "Traceback" not in log


def test_where_the_port_is_taken_every_line_names_the_one_that_is_open(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        wished = taken.getsockname()[1]
        process = run("--host", "127.0.0.1", "--port", str(wished))
        ready = process.stdout.readline()
        said = [ready, *(process.stdout.readline() for _ in range(9))]
    port = port_of(ready)
    assert port not in (0, wished)
    assert said[1] == f"Port {wished} is in use by another program, so the room is on another one.\n"
    others = [line for line in said if "127.0.0.1" in line or "192.168" in line]
    assert len(others) > 5
    assert all(str(port) in line for line in others)


def test_a_password_is_asked_for(run, connect):
    process = run("--host", "127.0.0.1", "--port", "0", "--password", "sesame", "--log-level", "warning")
    wire = connect(port_of(process.stdout.readline()))
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
        ("[server]\nprot = 1", [], "{file}: [server] prot is not known"),
        ("[server]\nport = '1'", [], "{file}: [server] port: has to be a whole number"),
        ("[server", [], "{file}: is not TOML"),
        (None, [], "{file}: cannot be read"),
        ("", ["--port", "99999"], "command line: [server] port: has to be 0 to 65535"),
        ("", ["--name", " "], "command line: [server] network: a room needs a name"),
    ],
)
def test_a_configuration_that_cannot_be_used_ends_with_status_2(tmp_path, capsys, text, arguments, complaint):
    """Something that is not known, or of the wrong type, is refused with the file, the key and the reason, and exit
    status 2.
    """
    file = tmp_path / "room.toml"
    if text is not None:
        file.write_text(text)
    assert main(["--config", str(file), *arguments]) == 2
    assert capsys.readouterr().err.startswith(complaint.format(file=file))


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


def test_the_line_that_says_it_is_ready_names_what_the_room_proves_itself_by(run, tmp_path):
    def fingerprint():
        process = run("--host", "127.0.0.1", "--port", "0", "--data-dir", str(tmp_path))
        line = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        process.wait(5)
        return line.strip().partition(", fingerprint ")[2]

    first, again = fingerprint(), fingerprint()
    assert first == again
    assert len(first) == 64


def test_a_room_without_tls_says_so(run, connect):
    process = run("--host", "127.0.0.1", "--port", "0", "--no-tls")
    assert process.stdout.readline().endswith(", without encryption\n")
    assert "irc://127.0.0.1:" in process.stdout.readline()


def test_an_operators_password_is_written_so_that_nobody_can_read_it(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("frog\n"))
    assert main(["--hash-password"]) == 0
    assert matches("frog", capsys.readouterr().out.strip())


def test_an_account_is_made_from_the_terminal(monkeypatch, capsys, tmp_path):
    for status in (0, 1):
        monkeypatch.setattr("sys.stdin", io.StringIO("sesame\n"))
        assert main(["--data-dir", str(tmp_path), "--add-account", "ada"]) == status
    out = capsys.readouterr()
    assert out.out == "ada has an account now.\n"
    assert out.err
    assert "sesame" not in out.out + out.err


def test_an_account_that_is_made_while_the_room_is_open_is_known_at_once(run, connect, monkeypatch, capsys, tmp_path):
    process = run("--host", "127.0.0.1", "--port", "0", "--data-dir", str(tmp_path))
    ada = connect(port_of(process.stdout.readline()))
    monkeypatch.setattr("sys.stdin", io.StringIO("sesame\n"))
    assert main(["--data-dir", str(tmp_path), "--add-account", "ada"]) == 0
    proof = base64.b64encode(b"ada\0ada\0sesame").decode()
    ada.send("CAP REQ sasl", "AUTHENTICATE PLAIN", f"AUTHENTICATE {proof}")
    assert " 900 * " in ada.until(" 903 ")[-2]


def test_an_account_has_to_be_kept_somewhere(capsys):
    assert main(["--add-account", "ada"]) == 2
    assert "--data-dir" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot wait for what a program says")
def test_how_much_is_logged_can_change_while_the_room_is_open(run, connect, until, tmp_path):
    """`REHASH` by an operator reads the file again and applies what can change while the room is open."""
    file = tmp_path / "room.toml"
    text = '[server]\nhost = "127.0.0.1"\nport = 0\nlog_level = "{}"\n[[operators]]\nname = "root"\npassword = "frog"\n'
    file.write_text(text.format("warning"))
    process = run("--config", str(file))
    port = port_of(process.stdout.readline())
    ada = connect(port).enter("ada")
    file.write_text(text.format("info"))
    ada.send("OPER root frog", "REHASH")
    ada.until(" 382 ")
    guests = itertools.count()

    def somebody_is_logged():
        connect(port).enter(f"guest{next(guests)}")
        return select.select([process.stderr], [], [], 0.1)[0]

    until(somebody_is_logged)
    assert "ada" not in process.stderr.readline()


def test_an_operator_has_the_configuration_read_again(run, connect, tmp_path):
    file = tmp_path / "room.toml"
    text = '[server]\nhost = "127.0.0.1"\nport = 0\nmotd = "{}"\n[[operators]]\nname = "root"\npassword = "frog"\n'
    file.write_text(text.format("one"))
    process = run("--config", str(file))
    ada = connect(port_of(process.stdout.readline())).enter("ada")
    file.write_text(text.format("two"))
    ada.send("OPER root frog", "REHASH", "MOTD")
    assert any("two" in line for line in ada.until(" 376 ") + ada.sync())
