"""Alice and Bob at their windows and Carol with a bare socket, in one real room."""

import re

from server import hosting
from server.config import Config, ServerTable


def open_room(alice) -> int:
    """Alice gives her name and opens a room; its port, as her invite panel says."""
    alice.sees("Your name", "Host room", "Recent")
    alice.types("Alice")
    alice.presses("Tab", "Return")
    alice.sees("Your room is open", "You opened the room")
    alice.presses("Control-i")
    alice.sees("parlor://join/")
    found = re.search(r"parlor://join/\S+:(\d+)/", " ".join(alice.reads()))
    alice.presses("Control-i")
    assert found
    return int(found[1])


def join(bob, port: int, name: str = "Bob") -> None:
    bob.sees("Your name", "Join", "Recent")
    bob.types(name)
    bob.presses("Tab", "Tab", "Tab")
    bob.types(f"127.0.0.1:{port}")
    bob.presses("Return")


def change_react_and_answer(alice, bob, carol) -> None:
    """Bob changes what he said last; Alice puts a sign on it and answers it, all by the keyboard."""
    bob.presses("Up")
    bob.sees("Editing your message")
    bob.types("!")
    bob.presses("Return")
    alice.sees("there!", "edited")
    carol.hears(":Bob!", "PRIVMSG #general")
    alice.presses("Shift-F6")
    alice.types("e")
    alice.sees("Often used")
    alice.types("tada")
    alice.presses("Return")
    alice.types("r")
    alice.sees("Replying to Bob")
    alice.types("Welcome")
    alice.presses("Return")
    bob.sees("answered you", "Welcome")


def paste_a_picture(alice, bob, carol) -> None:
    """Bob pastes a picture; Alice's program fetches it from the room, Carol gets a link."""
    bob.copies_a_picture()
    bob.presses("<Paste>")
    bob.sees("Picture.png")
    bob.presses("Return")
    bob.sees_no("Picture.png")
    heard = carol.hears(":Bob!", "PRIVMSG #general :http")
    digest = re.search(r"/files/([0-9a-f]{64})/Picture\.png#size=\d+&picture=40x30", heard)
    assert digest
    alice.has_kept(digest[1])


def test_two_windows_and_a_plain_socket_talk_in_one_room(sit_down, come_plain):
    alice, bob = sit_down("Alice"), sit_down("Bob")
    port = open_room(alice)
    join(bob, port)
    bob.sees("Welcome to Alice's room, Bob", "Hosted by Alice")
    alice.sees("Bob joined")
    carol = come_plain(port, "Carol")
    alice.sees("Carol joined")

    alice.types("Hello Bob")
    bob.sees("is typing")
    alice.presses("Return")
    carol.hears(":Alice!", "PRIVMSG #general :Hello Bob")
    bob.sees("Hello Bob", "mentioned you")
    alice.sees("Read by 1")

    bob.types("Hi")
    bob.presses("Shift-Return")
    bob.types("there")
    bob.presses("Return")
    alice.sees("there")
    carol.hears(":Bob!", "PRIVMSG #general :Hi")
    carol.hears(":Bob!", "PRIVMSG #general :there")
    change_react_and_answer(alice, bob, carol)
    paste_a_picture(alice, bob, carol)
    carol.says("PRIVMSG #general :hello from a socket", "NICK Caroline", "TOPIC #general :Tea at four")
    alice.sees("hello from a socket", "Carol is now called Caroline", "Tea at four")
    bob.sees("hello from a socket", "Carol is now called Caroline", "Tea at four")

    bob.asks_to_close()
    assert bob.ends() == 0
    alice.sees("Bob left")
    carol.hears(":Bob!", "QUIT")

    alice.asks_to_close()
    alice.sees("Caroline will be disconnected")
    alice.clicks("Close the room")
    assert alice.ends() == 0
    carol.hears("ERROR")


def test_a_taken_name_is_told_and_another_is_offered(sit_down, come_plain):
    alice, bob = sit_down("Alice"), sit_down("Bob")
    port = open_room(alice)
    come_plain(port, "Bob")
    join(bob, port)
    bob.sees("Somebody here is already called that.", "Bob2")
    bob.presses("Escape")
    bob.clicks("Use “Bob2”")
    bob.sees("Welcome to Alice's room, Bob2")


def test_the_name_dialog_takes_another_name_when_ours_is_taken(sit_down, come_plain):
    alice, bob = sit_down("Alice"), sit_down("Bob")
    port = open_room(alice)
    come_plain(port, "Bob")
    join(bob, port)
    bob.sees("Use this name")
    bob.types("Robert")
    bob.presses("Return")
    bob.sees("Welcome to Alice's room, Robert")


def put_out_and_come_back(alice, bob) -> None:
    """Alice puts Bob out, whose words stay with him until he is back by a click."""
    alice.sees("Bob joined")
    alice.types("/kick Bob Enough")
    alice.presses("Return")
    bob.sees("You were removed by Alice (Enough)", "You are not in #general")
    bob.types("But why?")
    bob.presses("Return")
    bob.sees("Type /join #general to speak there", "But why?")
    bob.clicks("Join again")
    bob.sees("You joined #general")
    bob.sees_no("Join again")
    bob.presses("Return")
    alice.sees("But why?")


def test_the_room_closes_under_its_guests_who_are_told_and_back_when_it_opens_again(sit_down):
    alice, bob = sit_down("Alice"), sit_down("Bob")
    port = open_room(alice)
    bob.types("Bob")
    bob.presses("Tab")
    bob.starts_again("join", f"parlor://join/127.0.0.1:{port}/general")  # as by a click on a link
    bob.sees("Welcome to")
    put_out_and_come_back(alice, bob)
    alice.asks_to_close()
    alice.clicks("Close the room")
    assert alice.ends() == 0
    bob.sees("The host closed the room.")
    again = hosting.open_room(Config(ServerTable(port=port)))
    try:
        bob.sees("You are back online.")
    finally:
        again.stop()
    bob.sees("The host closed the room.")
    bob.clicks("Back to start")
    bob.sees("Host a room")
    bob.asks_to_close()
    assert bob.ends() == 0


def test_ctrl_c_in_the_terminal_closes_the_window_and_the_room_in_it(sit_down, come_plain):
    alice = sit_down("Alice")
    carol = come_plain(open_room(alice), "Carol")
    alice.sees("Carol joined")
    alice.is_interrupted()
    assert alice.ends() == 0
    carol.hears("ERROR")


def test_what_is_written_while_the_host_is_gone_waits_and_arrives_when_the_room_is_back(sit_down, come_plain):
    """The host's program dies without a word; a room opens again at the same address."""
    alice, bob = sit_down("Alice"), sit_down("Bob")
    port = open_room(alice)
    join(bob, port)
    bob.sees("Welcome to")
    alice.kill()
    bob.sees("Connection lost")
    bob.types("still there?")
    bob.presses("Return")
    bob.sees("still there?")
    again = hosting.open_room(Config(ServerTable(port=port)))
    try:
        carol = come_plain(again.port, "Carol")
        bob.sees("You are back online.")
        carol.hears(":Bob!", "PRIVMSG #general :still there?")
    finally:
        again.stop()


def test_a_room_nearby_is_joined_by_a_click_and_not_there_once_it_is_closed(sit_down, neighbourhood):
    bob = sit_down("Bob")
    bob.sees("Rooms near you", "Looking…", "No rooms found yet")
    alice = sit_down("Alice")
    open_room(alice)
    bob.types("Bob")
    bob.sees("Alice's room", "1 person")
    bob.clicks("Alice's room")
    bob.sees("Welcome to Alice's room, Bob")
    alice.sees("Bob joined")
    alice.asks_to_close()
    alice.clicks("Close the room")
    assert alice.ends() == 0
    bob.clicks("Back to start")
    bob.sees("Rooms near you", "No rooms found yet")
