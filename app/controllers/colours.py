"""The colours that people chose for their names: hears of others', and tells of ours. Tk thread only."""

from app.client.events import ColourSeen
from app.client.handlers.metadata import COLOUR
from app.controllers.line import Line
from app.models.colours import COLOURS, nearest
from app.models.room import Room
from app.models.settings import Choices, Settings


class Colours:
    """The colours of one room."""

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
            session.subscribe(COLOUR)
            if self._settings.choices.colour:
                self._tell()

    def heard(self, event: ColourSeen) -> None:
        """Somebody's colour is this, or (empty) the one that goes with their name."""
        self._room.set_colour(event.nick, nearest(event.colour))

    def _chosen(self, before: Choices, after: Choices) -> None:
        if after.colour != before.colour:
            self._tell()

    def _tell(self) -> None:
        session, number = self._line.session, self._settings.choices.colour
        self._room.set_colour(self._room.nick, number - 1 if number else None)
        if session and session.knows_people:
            session.describe(COLOUR, COLOURS[number - 1] if number else "")
