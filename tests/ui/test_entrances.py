"""The two ways into a room have room for their words in every language, at every size."""

import pytest

from app.models.lobby import Busy, Failed, Idle, Lobby
from app.words import LANGUAGES, speak
from ui.theme import theme
from ui.views.entrances import HostCard, JoinCard
from ui.widgets.basics import text_width


@pytest.fixture
def spoken():
    """Speak a language for as long as the test takes."""
    yield speak
    speak("en")


@pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - {"en"}))
def test_the_buttons_leave_room_around_what_they_say(root, spoken, language):
    spoken(language)
    lobby = Lobby()
    cards = (
        HostCard(root, lobby, host=lambda _name: None, accept_offer=lambda: None),
        JoinCard(root, lobby, join=lambda _link: None, cancel=lambda: None, accept_offer=lambda: None),
    )
    for card in cards:
        card.configure(width=428)
        card.pack(fill="x")
    for scale in (1.0, 2.0):
        theme.show(scale=scale)
        for progress in (Idle(), Busy("…"), Failed("…")):
            lobby.set_hosting(progress)
            lobby.set_joining(progress)
            root.update()
            for button in (card.button for card in cards):
                words = text_width(button, button.text, theme.font(14, "semibold"))
                assert button.winfo_width() >= words + theme.px(30), button.text
                assert button.winfo_rootx() + button.winfo_width() <= root.winfo_rootx() + root.winfo_width()
