"""What the log's messages lead to: the composer, the picker of emoji, a question. Knows no log and no room's rules."""

import tkinter as tk
from collections.abc import Callable

from app.models.entries import Text
from app.models.room import Room
from app.words import _
from ui.actions import ChatActions, MessageActions, Rect
from ui.theme import called
from ui.views.composer import Composer
from ui.widgets.dialog import ask


def message_actions(
    screen: tk.Misc,
    room: Room,
    actions: ChatActions,
    composer: Callable[[], Composer],
    who: Callable[[str, Rect], object],
) -> MessageActions:
    """What can be done with the messages of a room. ``composer`` is asked for late: it is made after the log."""

    def pick(rect: Rect, choose: Callable[[str], object], closed: Callable[[], object]) -> None:
        from ui.views.emoji_picker import EmojiPicker  # it reads the names of all emoji, which takes a moment

        EmojiPicker(screen, choose=choose, on_close=closed).ask_by(rect)

    def may_retract(message: Text) -> bool:
        return message.own or room.may_moderate(room.current)

    def retract(message: Text) -> None:
        whose = _("Others may have read it already.")
        if not message.own:
            whose = _("It is a message by {name}. Others may have read it already.").format(name=called(message.author))
        title, confirm = _("Remove this message for everybody?"), _("Remove")
        ask(screen, title, whose, confirm=confirm, on_confirm=lambda: actions.retract(message.key), danger=True)

    return MessageActions(
        reply=lambda message: composer().answer(message),
        edit=lambda message: composer().edit(message),
        react=actions.react,
        pick=pick,
        retract=retract,
        may_retract=may_retract,
        who=who,
        load_to=actions.load_to,
    )
