"""The colours that people chose for their names, and what they are called."""

import pytest

from app.models.colours import COLOURS, nearest
from tests.app.controllers.stay import MODERN, Stay

OFFERED = f"{MODERN} draft/metadata-3"


@pytest.fixture
def stay(clockwork):
    return Stay(clockwork)


def told(stay):
    return [line for line in stay.take() if line.startswith("METADATA")]


def come_in(stay, offered=OFFERED):
    stay.connect()
    stay.register(offered)
    lines = told(stay)
    stay.enter(names="~Ada Ben")
    return lines


def test_who_chose_none_asks_for_others_only(stay):
    assert come_in(stay) == ["METADATA * SUB color display-name"]


def test_what_was_chosen_is_told_on_coming_in_and_when_it_changes(stay):
    stay.settings.choose(colour=5)
    assert come_in(stay) == ["METADATA * SUB color display-name", f"METADATA * SET color {COLOURS[4]}"]
    stay.settings.choose(colour=1)
    assert told(stay) == [f"METADATA * SET color {COLOURS[0]}"]
    assert stay.room.colours == {"ada": 0}
    stay.settings.choose(colour=0)
    assert told(stay) == ["METADATA * SET color"]
    assert stay.room.colours == {}


def test_a_room_that_does_not_know_people_is_told_nothing(stay):
    stay.settings.choose(colour=5)
    assert come_in(stay, MODERN) == []
    stay.settings.choose(colour=1)
    assert told(stay) == []


def test_others_are_shown_as_they_wish(stay):
    come_in(stay)
    stay.hear(f":room 761 Ada Ben color * :{COLOURS[6]}", ":room 761 Ada Cleo color * :red?")
    assert stay.room.colours == {"ben": 6}
    stay.hear(":Ben!b@h NICK Benjamin")
    assert stay.room.colours == {"benjamin": 6}
    stay.hear(":room 761 Ada Benjamin pronouns * :he/him", ":room 761 Ada #general color * :#FFF")
    assert stay.room.colours == {"benjamin": 6}
    stay.hear(":room 766 Ada Benjamin color :It is not set")
    assert stay.room.colours == {}


def test_what_we_are_called_is_told_beside_our_nickname(stay):
    stay.settings.choose(nick="Ada", display_name="Ada 😀")
    assert come_in(stay) == ["METADATA * SUB color display-name", "METADATA * SET display-name :Ada 😀"]
    stay.settings.choose(display_name="")
    assert told(stay) == ["METADATA * SET display-name"]


def test_others_are_called_as_they_wish_where_nobody_else_could_be(stay):
    come_in(stay)
    stay.hear(":room 761 Ada Ben display-name * :Ada", ":room 761 Ada Anna-Maria display-name * :Anna Maria")
    called = stay.room.called
    assert (called("Ben"), called("Anna-Maria"), called("ANNA-MARIA")) == ("Ben", "Anna Maria", "Anna Maria")
    stay.hear(":Ben!b@h NICK :Anna-Lena", ":room 761 Ada Anna-Lena display-name * :Anna Lena")
    assert called("Anna-Lena") == "Anna Lena"
    stay.hear(":Anna-Lena!b@h NICK :Lena")
    assert called("Lena") == "Lena"
    stay.hear(":Lena!b@h NICK :anna-lena")
    assert called("anna-lena") == "Anna Lena"
    stay.hear(":room 766 Ada anna-lena display-name :It is not set")
    assert called("anna-lena") == "anna-lena"


@pytest.mark.parametrize(
    ("colour", "index"),
    [(COLOURS[3], 3), (COLOURS[3].lower(), 3), ("#F00", 4), ("ff0000", 4), ("#0000ff", 0), ("red", None), ("", None)],
)
def test_any_colour_is_one_of_ours(colour, index):
    assert nearest(colour) == index
