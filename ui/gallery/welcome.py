"""Scenes of the welcome screen and of what opens over it."""

from typing import Any

from app.models.lobby import Busy, Failed, Lobby, NearbyRoom, RecentRoom, Search
from app.models.settings import Settings
from ui.actions import SettingsActions, WelcomeActions
from ui.gallery.scenes import Stage, scene
from ui.gallery.times import DAY, NOW
from ui.views.about import show_about
from ui.views.nickname import ask_nick
from ui.views.welcome import WelcomeView
from ui.widgets.dialog import ask

RECENT = (
    RecentRoom("Design class", "192.168.1.40", 6667, NOW - DAY),
    RecentRoom("Chess club", "192.168.1.52", 6667, NOW - 8 * DAY),
    RecentRoom("Ada's room", "192.168.1.23", 6667, NOW - 11 * DAY, hosted=True),
)
NEARBY = (
    NearbyRoom("a" * 64, "Design class", ("192.168.1.40",), 6667, "#general", "Grace's laptop", 12),
    NearbyRoom("b" * 64, "Lunch table", ("192.168.1.61",), 6697, "#general", "Ken's desktop", 4),
    NearbyRoom("c" * 64, "Room 204", ("192.168.1.77",), 6697, "#general", "lab-pc-07", 27, locked=True),
)


def lobby(nick: str = "Ada", recent: tuple[RecentRoom, ...] = RECENT, nearby: tuple[NearbyRoom, ...] = NEARBY) -> Lobby:
    """A lobby as somebody finds it who has been here before."""
    made = Lobby()
    made.set_nick(nick)
    made.set_network("192.168.1.23")
    made.set_recent(recent)
    made.set_nearby(nearby, Search.SETTLED)
    return made


def welcome(stage: Stage, model: Lobby) -> WelcomeView:
    """The welcome screen with actions that only say that they were called."""
    names = ("give_nick", "host", "join", "join_nearby", "rejoin", "forget", "cancel", "accept_offer")
    actions = WelcomeActions(**{name: stage.recorder(name) for name in names})
    settings = Settings()
    settings_actions = SettingsActions(choose=settings.choose, rename=stage.recorder("rename", ""))
    return WelcomeView(stage.window, model, actions, settings, settings_actions)


@scene("welcome")
def usual(stage: Stage) -> Any:
    view = welcome(stage, lobby())
    stage.then(view.start)
    return view


@scene("welcome, empty")
def empty(stage: Stage) -> Any:
    return welcome(stage, lobby(recent=(), nearby=()))


@scene("welcome, nearby")
def nearby(stage: Stage) -> Any:
    """A room that has gone quiet, one with a name that is too long, and the keyboard at the first."""
    quiet = NearbyRoom("d" * 64, "Study group", ("192.168.1.90",), 6697, "#general", "thinkpad", 3, fresh=False)
    long = NearbyRoom(
        "e" * 64,
        "The room of those who cannot stop talking 🎉",
        ("192.168.1.91",),
        6697,
        "#general",
        "pc",
        1,
        locked=True,
    )
    view = welcome(stage, lobby(nearby=(NEARBY[0], quiet, long, NEARBY[2])))
    stage.then(view.nearby.list.focus_set)
    return view


@scene("welcome, cannot look")
def cannot_look(stage: Stage) -> Any:
    model = lobby()
    model.set_nearby((), Search.UNABLE)
    model.set_network("")
    return welcome(stage, model)


@scene("welcome, first start")
def first_start(stage: Stage) -> Any:
    view = welcome(stage, lobby("", recent=(), nearby=()))
    stage.then(view.start)
    return view


@scene("welcome, states")
def states(stage: Stage) -> Any:
    model = lobby()
    view = welcome(stage, model)
    model.set_hosting(Failed("The room's process ended before the room was open."))
    view.join_card.input.text = "192.168.1.40"
    model.set_joining(Busy("Connecting to 192.168.1.40…"))
    return view


@scene("welcome, states, long")
def states_long(stage: Stage) -> Any:
    model = lobby("Ada Lovelace")
    view = welcome(stage, model)
    model.set_nick("Ada Lovelace", error="A name cannot have spaces.", offer="Ada_Lovelace")
    model.set_hosting(Busy("Starting…"))
    view.join_card.input.text = "192.168.1.40"
    hint = "Nobody answers yet. Is the room still open? A firewall there may be in the way."
    model.set_joining(Busy("Connecting to 192.168.1.40…", hint))
    return view


@scene("welcome, name taken")
def name_taken(stage: Stage) -> Any:
    model = lobby()
    view = welcome(stage, model)
    view.join_card.input.text = "parlor://join/192.168.1.40"
    model.set_joining(Failed("Somebody in this room is called Ada already.", "Use “Ada2”"))
    return view


@scene("welcome, narrow", size=(700, 900))
def narrow(stage: Stage) -> Any:
    return welcome(stage, lobby())


@scene("about")
def about(stage: Stage) -> Any:
    view = welcome(stage, lobby())
    stage.then(lambda: show_about(view))
    return view


@scene("nickname dialog")
def nickname(stage: Stage) -> Any:
    view = welcome(stage, lobby())
    words = "Somebody in Design class is called Ada already."
    stage.then(lambda: ask_nick(view, text=words, nick="Ada2", submit=stage.recorder("submit", "")))
    return view


@scene("nickname dialog, refused")
def nickname_refused(stage: Stage) -> Any:
    view = welcome(stage, lobby())

    def refuse() -> None:
        submit = stage.recorder("submit", "A name cannot have spaces.")
        ask_nick(view, text="", nick="Ada Lovelace", submit=submit, title="Change name", confirm="Change").submit()

    stage.then(refuse)
    return view


@scene("question")
def question(stage: Stage) -> Any:
    view = welcome(stage, lobby())
    text = "3 people are here. When you close it, the room ends for them too."
    confirmed = stage.recorder("confirmed")
    stage.then(lambda: ask(view, "Close the room?", text, confirm="Close room", on_confirm=confirmed, danger=True))
    return view
