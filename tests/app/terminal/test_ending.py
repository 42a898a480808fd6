"""A command that somebody else ends says nothing about it, and its exit status does."""

from app.terminal import INTERRUPTED, OK
from app.terminal.ending import quietly


def test_ctrl_c_is_a_status_and_no_traceback(capsys):
    def command():
        raise KeyboardInterrupt

    assert quietly(command) == INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_what_a_command_says_of_itself_counts():
    assert quietly(lambda: OK) == OK
