"""What is asked of the room, as it goes over the wire."""

from app.client import orders


def test_each_order_is_a_standard_command():
    assert str(orders.kick("#a", "ben")) == "KICK #a ben"
    assert str(orders.kick("#a", "ben", "Enough for now")) == "KICK #a ben :Enough for now"
    assert str(orders.mode("#a", "+k", "tea")) == "MODE #a +k tea"
    assert str(orders.mode("#a", "-S", "")) == "MODE #a -S"


def test_no_more_masks_go_into_one_message_than_every_server_takes():
    """https://modern.ircdocs.horse/#modes-parameter: "maximum number of variable modes […] in a single MODE"."""
    sent = [str(message) for message in orders.lists("#a", "+b", "vwxyz")]
    assert sent == ["MODE #a +bbbb v w x y", "MODE #a +b z"]
