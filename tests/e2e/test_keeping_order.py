"""Alice hosts, keeps order and finds again what was said: the real application, with people at bare sockets."""

from tests.e2e.test_two_people import open_room


def test_the_host_keeps_order_and_finds_what_was_said(sit_down, come_plain):
    alice = sit_down("Alice")
    port = open_room(alice)
    carol, dan = come_plain(port, "Carol"), come_plain(port, "Dan")
    carol.says("PRIVMSG #general :a needle in a haystack")
    alice.sees("Dan joined", "a needle in a haystack")

    alice.clicks("Carol")
    alice.clicks("Mute for everybody")
    carol.hears(":Alice!", "MODE #general +b m:Carol!*@*")
    alice.sees("Alice muted Carol for everybody")
    carol.says("PRIVMSG #general :hello?")
    carol.hears(" 404 ", "#general")

    alice.clicks("Dan")
    alice.clicks("Remove from channel…")
    alice.sees("Remove Dan?")
    alice.types("Enough")
    alice.presses("Return")
    dan.hears("KICK #general Dan :Enough")
    alice.sees("Dan was removed by Alice (Enough)")

    alice.presses("Control-f")
    alice.sees("All words have to be in a message")
    alice.types("hay needle")
    alice.sees("1 message")
    alice.presses("Escape")

    change_the_rules(alice, carol)
    alice.asks_to_close()
    alice.clicks("Close the room")
    assert alice.ends() == 0


def change_the_rules(alice, carol) -> None:
    """In the host's panel, which the room's menu leads to: Carol may write again, and who comes needs a password."""
    alice.presses("F6", "Shift-Tab", "Return")
    alice.sees("Show me as away")
    alice.presses("Down", "Down", "Return")
    alice.sees("Password of the room", "In #general", "muted")
    alice.clicks("None: everybody near may join")
    alice.types("tea")
    alice.presses("Return")
    alice.clicks("Only some may write")
    carol.hears(":Alice!", "MODE #general +m")
    alice.presses("Control-i")
    alice.sees("parlor://join/", "#tea")
    alice.presses("Control-i")
    alice.types("/unmute Carol")
    alice.presses("Return")
    carol.hears(":Alice!", "MODE #general -b m:Carol!*@*")
    alice.types("/quiet off")
    alice.presses("Return")
    carol.hears("MODE #general -m")
    carol.says("PRIVMSG #general :thank you")
    alice.sees("thank you")
