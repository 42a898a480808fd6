"""What should not happen is in the log, with all that is needed to find out why, and is said."""

import logging
import threading

from app import mishaps


def test_an_error_in_a_callback_is_logged_and_told(caplog, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)  # put back afterwards
    told = []
    hook = mishaps.watch(lambda: told.append("told"))
    try:
        raise ValueError("oh")
    except ValueError as error:
        hook(ValueError, error, error.__traceback__)
    assert told == ["told"]
    assert "ValueError: oh" in caplog.text


def test_an_error_in_a_thread_is_logged(caplog, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    mishaps.watch(lambda: None)
    thread = threading.Thread(target=lambda: 1 / 0, name="unlucky")
    thread.start()
    thread.join()
    assert "an error in thread unlucky" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_the_log_lies_beside_the_settings_and_a_full_disk_is_no_obstacle(tmp_path, monkeypatch):
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    mishaps.log_to(tmp_path / "profile")
    logging.getLogger("any").warning("something")
    assert "something" in (tmp_path / "profile" / mishaps.FILE).read_text(encoding="utf-8")
    for handler in root.handlers:
        handler.close()
    monkeypatch.setattr(root, "handlers", [])
    (tmp_path / "file").touch()
    mishaps.log_to(tmp_path / "file" / "profile")
    for handler in root.handlers:
        handler.close()
