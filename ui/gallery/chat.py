"""Scenes of the chat screen: the room of the design's pictures, in its states."""

import time
from typing import Any

from app.models.conversation import Kind
from app.models.entries import Arrival, Delivery, Departure, NickChange, Parting, Remark, Return, TopicChange
from app.models.hosted import Hosting
from app.models.people import Knock, Person, Role
from app.models.room import Closed, Online, Retrying, Room
from app.models.settings import Settings
from ui.actions import CareActions, ChatActions, FileActions, FindActions, ReachActions
from ui.gallery.pictured import WAYS, count, design_class, hosted, morning, said
from ui.gallery.scenes import Stage, scene
from ui.gallery.times import DAY, HOUR, NOW
from ui.theme import theme
from ui.views.chat import ChatScreen
from ui.widgets.dialog import ask
from ui.widgets.toast import Toast

WINDOW = (1200, 800)
COMMANDS = [
    ("/me <action>", "Say what you do: “/me waves” shows as “Ada waves”."),
    ("/mute <name>", "Let somebody listen, but not speak."),
    ("/msg <name> <text>", "Send somebody a direct message."),
]
DRAFT = (
    "Here it is: three greens, one warm grey, and the orange from the lamp. I tried to keep the contrast readable, "
    "tell me what you think"
)


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
        Return("b", NOW - 3 * HOUR, "Ken", times=3, last=NOW - 2.5 * HOUR),
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
    room.set_status(Closed("Grace closed the room.", may_open=True))
    return chat(stage, room)


@scene("chat, put out", size=WINDOW)
def put_out(stage: Stage) -> Any:
    room = design_class()
    general = room.channels()[0]
    general.append(Departure("out", NOW, "Ada", Parting.REMOVED, "Please calm down", by="Grace", own=True))
    general.set_joined(False)
    general.set_members((), {})
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


@scene("chat, direct message", size=WINDOW)
def direct(stage: Stage) -> Any:
    room = design_class()
    grace = room.open("Grace", Kind.DIRECT)
    grace.append(said(20, "Ada", "I’ll bring the _good_ paper, and the lamp"), said(19, "Ada", "See you at 3 then"))
    grace.readers.note("Grace", NOW)
    room.set_current(grace)
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
