"""The line about who waits before the door."""

from app.models.people import Knock
from ui.views.knocks import KnockBar
from ui.widgets.basics import box

BEN, CLEO, DAN = (Knock(nick, "#general") for nick in ("Ben", "Cleo", "Dan"))


def test_the_first_comer_is_answered_first(root, room, click):
    answers = []
    head = box(root)
    head.pack(fill="x")
    bar = KnockBar(
        root,
        room,
        let_in=lambda knock: answers.append(("in", knock)),
        turn_away=lambda knock: answers.append(("away", knock)),
        under=head,
    )
    root.update()
    assert not bar.winfo_ismapped()
    room.set_knocks([BEN, CLEO, DAN])
    root.update()
    assert bar.winfo_ismapped()
    assert (bar.words[:3], bar.words[3:]) == ("Ben", "would like to join.2 more are waiting.")
    click(bar.allow)
    room.set_knocks([CLEO])
    click(bar.deny)
    assert answers == [("in", BEN), ("away", CLEO)]
    room.set_knocks([])
    root.update()
    assert (bar.words, bar.winfo_ismapped()) == ("", False)
