"""Where browsers go."""

from server.protocol.ports import REFUSED, page_port
from server.protocol.vocabulary import DEFAULT_PORT


def test_a_room_where_browsers_do_not_go_has_its_page_next_door():
    assert page_port(DEFAULT_PORT) == 6698
    assert page_port(6665) == 6670


def test_everywhere_else_a_room_and_its_page_are_at_one_port():
    assert [port for port in range(1, 65536) if page_port(port) != port] == sorted(REFUSED)
