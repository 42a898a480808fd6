"""The bar above the log."""

import pytest

from app.models.conversation import Kind
from app.models.people import Person
from ui.views.header import Header


@pytest.fixture
def asked():
    return []


@pytest.fixture
def header(root, room, asked):
    header = Header(
        root,
        room,
        edit_topic=lambda _place: asked.append("topic"),
        menu=lambda _place: asked.append("menu"),
        invite=lambda: asked.append("invite"),
        people=lambda: asked.append("people"),
        search=lambda: asked.append("search"),
    )
    header.pack(fill="x")
    root.update()
    return header


def test_a_channel_shows_its_topic_and_how_many_are_in_it(header, room):
    assert (header.title, header.topic, header.count) == ("general", "Add a topic", 3)
    room.current.set_topic("Colour studies")
    room.current.set_members(["Ada"])
    assert (header.topic, header.count) == ("Colour studies", 1)


def test_a_person_shows_whether_they_are_here(header, room):
    room.set_current(room.open("Ben", Kind.DIRECT))
    assert (header.title, header.topic, header.count) == ("Ben", "Online", 0)
    room.put_people([Person("Ben", away=True, away_message="back in 10 min")])
    assert header.topic == "Away: back in 10 min"
    room.drop_people(["Ben"])
    assert header.topic == "Not here now"


def test_the_topic_is_changed_by_click_and_by_return_but_not_that_of_a_person(header, room, click, press, asked):
    click(header._topic, 5)
    press(header._topic, "Return")
    assert asked == ["topic", "topic"]
    room.set_current(room.open("Ben", Kind.DIRECT))
    click(header._topic, 5)
    assert asked == ["topic", "topic"]


def test_invite_is_one_click_away(header, click, asked):
    click(header.invite)
    assert asked == ["invite"]


def test_without_a_conversation_it_says_nothing(header, room):
    room.set_current(None)
    assert (header.title, header.topic, header.count) == ("", "", 0)
