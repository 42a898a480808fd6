"""Scenes of “Can others join?” in the invite panel: what is found out, and what is to be done."""

from typing import Any

from app.models.entries import Remark
from app.models.reach import Judgement, Order, Verdict, Way
from app.models.room import Room
from ui.gallery.chat import chat, empty
from ui.gallery.pictured import design_class, hosted
from ui.gallery.scenes import Stage, scene
from ui.gallery.times import NOW

WINDOW = (1200, 1240)
UFW = Order(("ufw", "allow", "6697:6698/tcp"), "sudo ufw allow 6697:6698/tcp")
WALL = "The firewall of this computer (ufw) keeps others out."
STEP = "Let others in through the firewall, once."


def _shown(stage: Stage, room: Room) -> Any:
    view = chat(stage, hosted(room))
    stage.then(view.toggle_invite)
    return view


@scene("chat, invite, finding out", size=WINDOW)
def asking(stage: Stage) -> Any:
    room = design_class()
    room.reach.begin()
    return _shown(stage, room)


@scene("chat, invite, others can join", size=WINDOW)
def open_to_all(stage: Stage) -> Any:
    room = design_class()
    ways = (
        Way("192.168.1.23", True, "Works for Grace, Ken and Linus"),
        Way("10.8.0.2", None, "For people in the same VPN"),
    )
    room.reach.conclude(Verdict(Judgement.OPEN, "Others can join.", ways=ways))
    return _shown(stage, room)


@scene("chat, invite, a firewall", size=WINDOW)
def firewall(stage: Stage) -> Any:
    room = design_class()
    ways = Way("192.168.1.23", False, "Nobody gets through"), Way("10.8.0.2", True, "Works for Ken")
    words = f"Others can join, but not by every way. {WALL}"
    room.reach.conclude(Verdict(Judgement.PARTLY, words, STEP, ways, UFW, offered=True))
    return _shown(stage, room)


@scene("chat, invite, browsers alone kept out", size=WINDOW)
def browsers(stage: Stage) -> Any:
    room = design_class()
    ways = Way("192.168.1.23", True, "Works for Grace and Ken, but not for browsers")
    wall = "The firewall of this computer (ufw) lets Parlor in, but not browsers, which come by the QR code."
    words = f"Others can join, but not by every way. {wall}"
    room.reach.conclude(Verdict(Judgement.PARTLY, words, STEP, (ways,), UFW, offered=True))
    return _shown(stage, room)


@scene("chat, invite, somebody else had better host", size=WINDOW)
def instead(stage: Stage) -> Any:
    room = design_class()
    ways = Way("192.168.1.23", False, "Nobody gets through"), Way("10.8.0.2", True, "Works for Ken")
    unseen = (
        "What Grace sends to 192.168.1.23 is dropped: by a firewall that Parlor cannot look into, or by the network."
    )
    words = f"Others can join, but not by every way. {unseen}"
    room.reach.conclude(Verdict(Judgement.PARTLY, words, "Let Grace host the room instead.", ways, instead="Grace"))
    return _shown(stage, room)


@scene("chat, invite, a command", size=WINDOW)
def command(stage: Stage) -> Any:
    """Where the system cannot be asked at a click, and what it said when it was."""
    room = design_class()
    room.reach.conclude(Verdict(Judgement.SHUT, WALL, STEP, order=UFW))
    room.reach.fail("Nothing was changed. Only an administrator of this computer can let others in.")
    return _shown(stage, room)


@scene("chat, invite, nobody could tell", size=WINDOW)
def unsure(stage: Stage) -> Any:
    room = design_class()
    words = "Nobody could tell: it takes somebody with Parlor, on another computer."
    room.reach.conclude(Verdict(Judgement.UNSURE, words))
    return _shown(stage, room)


@scene("chat, empty, nobody comes", size=(1200, 800))
def nobody_comes(stage: Stage) -> Any:
    view = empty(stage)
    words = f"Nobody has come in yet. {WALL} “Can others join?” in the invite panel says what to do."
    view.room.current.append(Remark("hint", NOW + 240, words, "lightbulb"))
    return view


@scene("chat, empty, somebody does not get in", size=(1200, 800))
def shut_out(stage: Stage) -> Any:
    view = empty(stage)
    seen = "Somebody at 192.168.1.31 sees this room but cannot get in."
    words = f"{seen} {WALL} “Can others join?” in the invite panel says what to do."
    view.room.current.append(Remark("hint", NOW + 20, words, "lightbulb"))
    return view
