"""Who is called when something has changed."""

import pytest

from app.models.observable import Signal


def test_everybody_is_called_in_the_order_in_which_they_connected():
    signal: Signal[[int, str]] = Signal()
    heard = []
    signal.connect(lambda number, text: heard.append(("first", number, text)))
    signal.connect(lambda number, text: heard.append(("second", number, text)))
    signal.emit(3, "three")
    assert heard == [("first", 3, "three"), ("second", 3, "three")]


def test_who_disconnected_is_not_called_and_may_say_so_twice():
    signal: Signal[[]] = Signal()
    heard = []
    stop = signal.connect(lambda: heard.append("gone"))
    signal.connect(lambda: heard.append("here"))
    stop()
    stop()
    signal.emit()
    assert heard == ["here"]
    assert len(signal) == 1


def test_who_connected_twice_and_disconnected_once_is_called_once():
    signal: Signal[[int]] = Signal()
    heard: list[int] = []
    stop = signal.connect(heard.append)
    signal.connect(heard.append)
    stop()
    stop()
    signal.emit(1)
    assert heard == [1]


def test_who_is_disconnected_while_others_are_being_called_is_not_called_any_more():
    signal: Signal[[]] = Signal()
    heard = []

    def first():
        heard.append("first")
        stop_first()
        stop_second()

    stop_first = signal.connect(first)
    stop_second = signal.connect(lambda: heard.append("second"))
    signal.connect(lambda: heard.append("third"))
    signal.emit()
    signal.emit()
    assert heard == ["first", "third", "third"]


def test_who_connects_while_others_are_being_called_is_called_the_next_time():
    signal: Signal[[]] = Signal()
    heard: list[str] = []
    stop = signal.connect(lambda: (stop(), signal.connect(lambda: heard.append("new"))))
    signal.emit()
    assert heard == []
    signal.emit()
    assert heard == ["new"]


def test_an_error_is_the_callers_to_see():
    signal: Signal[[]] = Signal()
    signal.connect(lambda: int("a mistake"))
    with pytest.raises(ValueError, match="a mistake"):
        signal.emit()
