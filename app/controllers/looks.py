"""How people want to be seen, by the colours of their names and by their display names: hears of others', and tells
of ours. Tk thread only. Whether a display name is believed is the model's affair.
"""

from app.client.events import ColourSeen, DisplayNameSeen
from app.client.handlers.metadata import COLOUR, DISPLAY_NAME
from app.controllers.line import Line
from app.models.colours import COLOURS, nearest
from app.models.room import Room
from app.models.settings import Choices, Settings


class Looks:
    """The looks of the people in one room."""

    def __init__(self, room: Room, line: Line, settings: Settings) -> None:
        self._room, self._line, self._settings = room, line, settings
        self._stop = settings.changed.connect(self._chosen)

    def stop(self) -> None:
        """Tell no more: the room is left."""
        self._stop()

    def registered(self) -> None:
        """We are in the room: ask to be told, and tell."""
        session = self._line.session
        if session and session.knows_people:
            session.subscribe(COLOUR, DISPLAY_NAME)
            if self._settings.choices.colour:
                self._tell_colour()
            if self._settings.choices.display_name:
                self._tell_name()

    def heard(self, event: ColourSeen | DisplayNameSeen) -> None:
        """Somebody wants to be seen so; empty: as everybody whose nickname is theirs."""
        match event:
            case ColourSeen(nick, colour):
                self._room.set_colour(nick, nearest(colour))
            case DisplayNameSeen(nick, name):
                self._room.set_display_name(nick, name)

    def _chosen(self, before: Choices, after: Choices) -> None:
        if after.colour != before.colour:
            self._tell_colour()
        if after.display_name != before.display_name:
            self._tell_name()

    def _tell_colour(self) -> None:
        number = self._settings.choices.colour
        self._room.set_colour(self._room.nick, number - 1 if number else None)
        self._describe(COLOUR, COLOURS[number - 1] if number else "")

    def _tell_name(self) -> None:
        name = self._settings.choices.display_name
        self._room.set_display_name(self._room.nick, name)
        self._describe(DISPLAY_NAME, name)

    def _describe(self, key: str, value: str) -> None:
        if self._line.session and self._line.session.knows_people:
            self._line.session.describe(key, value)
