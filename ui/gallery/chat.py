"""Scenes of the chat screen: the room of the design's pictures, in its states."""

import time
from dataclasses import replace
from typing import Any

from app.models.conversation import Conversation, Kind
from app.models.entries import (
    Arrival,
    Delivery,
    Departure,
    Entry,
    NickChange,
    Parting,
    Quote,
    Reaction,
    Remark,
    Text,
    TopicChange,
)
from app.models.hosted import Hosting, LogEntry, WaysIn
from app.models.people import Knock, Person, Role
from app.models.room import Closed, ListedChannel, Online, Retrying, Room
from app.models.settings import Settings
from ui.actions import CareActions, ChatActions, FileActions, FindActions, ReachActions
from ui.gallery.scenes import Stage, scene
from ui.gallery.times import DAY, HOUR, NOW
from ui.theme import theme
from ui.views.chat import ChatScreen
from ui.views.rows import ChannelRow, SectionRow
from ui.widgets.dialog import ask
from ui.widgets.toast import Toast

WINDOW = (1200, 800)
CODE = """With a bit of Python:
```python
from PIL import Image

def palette(path, n=5):
    im = Image.open(path).quantize(n)
    return im.getpalette()[: n * 3]
```"""
COMMANDS = [
    ("/me <action>", "Say what you do: “/me waves” shows as “Ada waves”."),
    ("/mute <name>", "Let somebody listen, but not speak."),
    ("/msg <name> <text>", "Send somebody a direct message."),
]
DRAFT = (
    "Here it is: three greens, one warm grey, and the orange from the lamp. I tried to keep the contrast readable, "
    "tell me what you think"
)


PROOF = "K7Zc1n0xVfQeGm3tYd5sUwRb9hLpJ2aO8iXk4NvTqEg"
WAYS = WaysIn(
    link=f"parlor://join/192.168.1.23,10.8.0.2:6697/general?sum=aV3x&name=Design%20class&fp={PROOF}",
    page=f"https://192.168.1.23:6697/#fp={PROOF}",
    address="192.168.1.23",
    code="7QF4-M9XA",
    plain=f"ircs://192.168.1.23:6697/%23general?sum=k29d&fp={PROOF}",
    words="garden otter violin comet basil harbor quilt lantern",
)
CLIENTS = (
    ("WeeChat", f"/server add parlor 192.168.1.23/6697 -tls -tls_fingerprint={'8f' * 32}"),
    ("irssi", f"/connect -tls -tls_pinned_pubkey {':'.join(['8f'] * 32)} 192.168.1.23 6697"),
    ("Halloy", '[servers.parlor]\nserver = "192.168.1.23"'),
    ("HexChat", "/server -ssl-noverify 192.168.1.23 6697"),
)


def said(minutes: float, who: str, text: str, *, key: str = "", **more: Any) -> Text:
    """What somebody said so many minutes ago; what Ada says is ours."""
    return Text(key or f"{minutes} {who}", NOW - 60 * minutes, who, text, own=who == "Ada", **more)


def signs(*written: str) -> tuple[Reaction, ...]:
    """Reactions, each written as the sign and who put it."""
    pairs = (each.split() for each in written)
    return tuple(Reaction(sign, who, own=who == "Ada") for sign, who in pairs)


def morning() -> list[Entry]:
    """The conversation of the pictures."""
    love = said(20, "Ada", "Love the purple! How did you pick the palette?")
    quote = Quote(love.key, love.author, love.text)
    return [
        said(25, "Grace", "Morning! Who has a sunset for the palette exercise?"),
        said(
            24.5,
            "Margaret",
            "Here is mine, from the roof last night",
            reactions=signs("❤️ Grace", "❤️ Ken", "❤️ Ada", "🔥 Linus"),
        ),
        love,
        said(19, "Linus", CODE),
        said(17, "Barbara", "Nice. @Ada can you share yours too?", mention=True, quote=quote),
        said(16, "Ada", "Sure, uploading in a minute"),
        said(15.5, "Ada", '`palette("roof.jpg")` works great by the way \N{PARTY POPPER}'),
    ]


def design_class() -> Room:
    """A room on somebody else's computer, in the middle of a morning."""
    room = Room("Design class", "192.168.1.23", 6667, "Ada")
    room.set_about(host_name="Grace", ways=WAYS)
    room.set_status(Online())
    for name in ("#general", "#homework", "#project-teams", "#random"):
        room.open(name, Kind.CHANNEL).set_joined(True)
    members = ("Barbara", "Dennis", "Linus", "Margaret", "Radia", "Ada")
    ken = Person("Ken", away=True, away_message="back in 10 min")
    room.put_people([Person("Grace", Role.HOST), ken, *(Person(nick) for nick in members)])
    general, homework, teams, _ = room.channels()
    general.set_topic("Colour studies are due before lunch")
    general.set_members([person.nick for person in room.people])
    general.append(*morning())
    general.unread_from = "17 Barbara"
    general.set_typing(["Margaret"])
    count(homework, 3)
    count(teams, 2, mention=True)
    grace = room.open("Grace", Kind.DIRECT)
    grace.append(said(30, "Grace", "see you at 3"))
    count(grace, 1, mention=True)
    room.set_current(general)
    return room


def count(conversation: Conversation, number: int, *, mention: bool = False) -> None:
    """Let so many things be new in a conversation."""
    for place in range(number):
        conversation.note_unread(str(place), mention=mention)


def hosted(room: Room) -> Room:
    """The same room on our own computer, with what the host sees of it."""
    room.hosting = Hosting(
        ("192.168.1.23", "10.8.0.2"),
        room.port,
        isolated=False,
        clients=CLIENTS,
        certificate="-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
    )
    room.put_people([Person("Grace"), Person("Ada", Role.HOST)])
    events = ("The room is open", "{} came from 192.168.1.{}", "{} joined #general", "{} left: connection lost")
    nicks = ("Grace", "Barbara", "Dennis", "Ken", "Linus", "Margaret", "Radia")
    for number, nick in enumerate(nicks * 3):
        text = events[number % len(events) if number else 0].format(nick, 30 + number)
        room.put_log(LogEntry(NOW - 60 * (40 - number), "event", text))
    room.set_about(host_name="Ada")
    return room


def chat(stage: Stage, room: Room, *, compact: bool = False) -> ChatScreen:
    """The chat screen with actions that only say that they were called, and move between conversations."""
    theme.show(compact=compact)
    answers: dict[str, Any] = {
        "submit": True,
        "reply": True,
        "correct": True,
        "commands": COMMANDS,
        "open_channel": "A channel’s name has no spaces.",
        "change_nick": "",
    }
    answers |= {"set_pause": "", "choose_for_room": "", "save": "", "file_name": "Design class general.txt"}

    def recorded(kind: Any) -> dict[str, Any]:
        return {name: stage.recorder(name, answers.get(name)) for name in kind.__dataclass_fields__}

    actions = recorded(ChatActions)
    actions |= {"care": CareActions(**recorded(CareActions)), "find": FindActions(**recorded(FindActions))}
    actions |= {"files": FileActions(**recorded(FileActions)), "reach": ReachActions(**recorded(ReachActions))}
    actions |= {"show": room.set_current, "compose": lambda _text: None}
    view = ChatScreen(
        stage.window,
        room,
        ChatActions(**actions),
        choices=Settings(),
        choose=stage.recorder("choose"),
        toast=lambda text: Toast(view.log).show(text),
        settings=stage.recorder("settings"),
        change_name=stage.recorder("change name"),
    )
    return view


@scene("chat", size=WINDOW)
def usual(stage: Stage) -> Any:
    view = chat(stage, design_class())
    stage.then(view.composer.focus_text)
    return view


@scene("chat, history", size=WINDOW)
def history(stage: Stage) -> Any:
    room = design_class()
    general = room.channels()[0]
    general.clear()
    general.append(
        said(2900, "Grace", "The brief is at https://example.org/colour-studies, please read it before Thursday."),
        said(2899, "Dennis", "Done. *Very* clear, _thank you_."),
        Arrival("a", NOW - DAY, "Margaret"),
        said(1430, "Margaret", "Hello everybody \N{WAVING HAND SIGN}"),
        NickChange("n", NOW - DAY + HOUR, "Lin", "Linus"),
        TopicChange("t", NOW - DAY + 2 * HOUR, "Grace", "Colour studies are due before lunch"),
        Departure("d", NOW - 3 * HOUR, "Radia", Parting.QUIT, "gone to lunch"),
        Remark("r", NOW - 2 * HOUR, "Nobody here is called Lovelace.", "circle-alert", error=True),
        *morning(),
    )
    return chat(stage, room)


@scene("chat, compact", size=WINDOW)
def compact(stage: Stage) -> Any:
    return chat(stage, design_class(), compact=True)


@scene("chat, offline", size=WINDOW)
def offline(stage: Stage) -> Any:
    room = design_class()
    general = room.channels()[0]
    general.set_typing([])
    failure = "The connection was lost before this was confirmed."
    general.replace("16 Ada", said(16, "Ada", "Sure, uploading in a minute", delivery=Delivery.FAILED, failure=failure))
    general.replace("15.5 Ada", said(15.5, "Ada", "Works great by the way", delivery=Delivery.WAITING))
    general.draft = DRAFT
    room.set_status(Retrying(time.monotonic() + 3))
    view = chat(stage, room)
    stage.then(view.composer.focus_text)
    return view


@scene("chat, closed", size=WINDOW)
def closed(stage: Stage) -> Any:
    room = design_class()
    room.set_status(Closed("Grace closed the room."))
    return chat(stage, room)


@scene("chat, somebody knocks", size=WINDOW)
def knocking(stage: Stage) -> Any:
    room = hosted(design_class())
    room.set_knocks([Knock("Hedy", "#general"), Knock("Alan", "#general"), Knock("Joan", "#general")])
    return chat(stage, room)


@scene("chat, back online", size=WINDOW)
def back_online(stage: Stage) -> Any:
    room = design_class()
    room.set_status(Online(again=True))
    return chat(stage, room)


@scene("chat, empty", size=WINDOW)
def empty(stage: Stage) -> Any:
    room = Room("Ada's room", "192.168.1.23", 6667, "Ada")
    room.hosting = Hosting(("192.168.1.23",), 6667, isolated=False)
    room.set_about(host_name="Ada", ways=WAYS)
    room.set_status(Online())
    room.put_people([Person("Ada", Role.HOST)])
    general = room.open("#general", Kind.CHANNEL)
    general.set_joined(True)
    general.set_members(["Ada"])
    general.append(Remark("open", NOW, "You opened the room", "door-open"))
    room.set_current(general)
    return chat(stage, room)


@scene("chat, invite", size=WINDOW)
def invite(stage: Stage) -> Any:
    view = chat(stage, hosted(design_class()))
    stage.then(view.toggle_invite)
    stage.then(view.copy_invite)
    return view


@scene("chat, invite, other apps", size=(1200, 1300))
def invite_apps(stage: Stage) -> Any:
    view = chat(stage, hosted(design_class()))
    stage.then(view.toggle_invite)
    stage.then(lambda: view.panel and view.panel.others.toggle())
    return view


@scene("chat, invite, approved", size=WINDOW)
def invite_approved(stage: Stage) -> Any:
    """Whoever comes is let in by the host, at an address that is too long to stand beside the code."""
    room = hosted(design_class())
    room.channels()[0].rules.apply("+i", "")
    room.set_about(ways=replace(WAYS, address="192.168.100.123:50123", code="7QF4-M9XA-33TK"))
    view = chat(stage, room)
    stage.then(view.toggle_invite)
    return view


@scene("chat, invite, alone", size=WINDOW)
def invite_alone(stage: Stage) -> Any:
    room = hosted(design_class())
    room.set_about(ways=replace(WAYS, link="parlor://join/127.0.0.1:6697/general", address="127.0.0.1"))
    view = chat(stage, room)
    stage.then(view.toggle_invite)
    return view


@scene("chat, room menu", size=WINDOW)
def room_menu(stage: Stage) -> Any:
    view = chat(stage, hosted(design_class()))
    stage.then(view.sidebar.header.button.invoke)
    return view


@scene("chat, a channel's menu", size=WINDOW)
def channel_menu(stage: Stage) -> Any:
    room = design_class()
    _homework, project, random = room.channels()[1:4]
    for channel in (project, random):
        channel.set_muted(True)
    view = chat(stage, room)

    def open_it() -> None:
        row = next(row for row in view.sidebar.list.rows if isinstance(row, ChannelRow) and row.muted)
        top, _bottom = view.sidebar.list.box(row.key) or (0, 0)
        view.sidebar.list.event_generate("<Button-3>", x=60, y=top + 8)

    stage.then(open_it)
    return view


@scene("chat, new channel", size=WINDOW)
def new_channel(stage: Stage) -> Any:
    room = design_class()
    room.put_listed([ListedChannel("#tea", 4, "Every day at four"), ListedChannel("#typography", 2, "")])
    return _with_section_opened(stage, room, 0)


@scene("chat, new direct message", size=WINDOW)
def new_direct(stage: Stage) -> Any:
    return _with_section_opened(stage, design_class(), 1)


def _with_section_opened(stage: Stage, room: Room, place: int) -> ChatScreen:
    view = chat(stage, room)

    def open_it() -> None:
        sections = [row for row in view.sidebar.list.rows if isinstance(row, SectionRow)]
        view.sidebar.activate(sections[place])

    stage.then(open_it)
    return view


@scene("chat, direct message", size=WINDOW)
def direct(stage: Stage) -> Any:
    room = design_class()
    room.set_current(room.find("Grace"))
    return chat(stage, room)


@scene("chat, closing question", size=WINDOW)
def closing(stage: Stage) -> Any:
    view = chat(stage, hosted(design_class()))
    text = "Grace, Barbara and 6 others are here. They will be disconnected."
    done = stage.recorder("close")
    stage.then(lambda: ask(view, "Close the room?", text, confirm="Close room", on_confirm=done, danger=True))
    return view


@scene("chat, narrow", size=(720, 480))
def narrow(stage: Stage) -> Any:
    return chat(stage, design_class())


@scene("chat, narrow, invite", size=(900, 600))
def narrow_invite(stage: Stage) -> Any:
    view = chat(stage, design_class())
    stage.then(view.toggle_invite)
    return view


@scene("chat, crowded", size=WINDOW)
def crowded(stage: Stage) -> Any:
    room = design_class()
    room.set_about(name="A room with a name that is much longer than any sidebar is wide")
    room.put_people(Person(f"Visitor{number}", away=number % 7 == 0) for number in range(1000))
    room.put_people(
        [Person("Vertrauensperson-mit-langem-Namen"), Person("名前"), Person("עדה"), Person("Ada\N{SPARKLES}")]
    )
    for number in range(12):
        room.open(f"#a-channel-with-quite-a-long-name-{number}", Kind.CHANNEL)
    general = room.channels()[0]
    general.set_topic("A topic that goes on and on, \N{PARTY POPPER} and says more than fits " * 5)
    general.set_typing(["Barbara", "Vertrauensperson-mit-langem-Namen"])
    count(general, 120)
    return chat(stage, room)
