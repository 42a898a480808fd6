"""The room of the design's pictures, as models: what was said there, who is in it, and what its host sees."""

from typing import Any

from app.models.conversation import Conversation, Kind
from app.models.entries import Entry, Quote, Reaction, Text
from app.models.hosted import Hosting, LogEntry, WaysIn
from app.models.people import Person, Role
from app.models.room import Online, Room
from ui.gallery.times import NOW

CODE = """With a bit of Python:
```python
from PIL import Image

def palette(path, n=5):
    im = Image.open(path).quantize(n)
    return im.getpalette()[: n * 3]
```"""
PROOF = "K7Zc1n0xVfQeGm3tYd5sUwRb9hLpJ2aO8iXk4NvTqEg"
WAYS = WaysIn(
    link=f"parlor://join/192.168.1.23,10.8.0.2:6697/general?sum=aV3x&name=Design%20class&fp={PROOF}",
    page=f"https://192.168.1.23:6698/#fp={PROOF}",
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
    general, homework, teams, random = room.channels()
    general.set_topic("Colour studies are due before lunch")
    general.set_members([person.nick for person in room.people])
    general.append(*morning())
    general.unread_from = "17 Barbara"
    general.set_typing(["Margaret"])
    count(homework, 3)
    count(teams, 2, mention=True)
    random.set_muted(True)
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
