"""The box in which a message is written. Follows the room's current conversation; submits text, sends nothing itself.

The text is the person's: whatever happens around it, it stays as typed, in each conversation its own.
"""

from collections.abc import Callable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from app.models.conversation import Conversation, Kind
from app.models.entries import Text
from app.models.room import Closed, Room
from app.words import _
from ui.actions import FileActions
from ui.views import recall
from ui.views.aim import Aim, Answering, Editing, last_own
from ui.views.attaching import Attaching
from ui.views.completing import Completing
from ui.views.completion import Words
from ui.views.current import follow_current
from ui.views.desk import Desk
from ui.widgets.basics import follow


class Composer(Desk):
    """Where a message is written, for whichever conversation is shown."""

    def __init__(
        self,
        master: Any,
        room: Room,
        *,
        submit: Callable[[str], bool],
        compose: Callable[[str], None],
        reply: Callable[[str, str], bool],
        correct: Callable[[str, str], bool],
        commands: Callable[[], Sequence[tuple[str, str]]],
        files: FileActions,
    ) -> None:
        self._room, self._submit, self._compose = room, submit, compose
        self._reply, self._correct, self._commands = reply, correct, commands
        self._aims: WeakKeyDictionary[Conversation, Aim] = WeakKeyDictionary()
        self._shown: Conversation | None = None
        self._reported = ""  # the text as it was last told to ``compose``
        self._loading = False
        self._recalled: recall.Recalled | None = None
        super().__init__(
            master,
            changed=self._note_change,
            send=self._send_clicked,
            pick_emoji=self.pick_emoji,
            attach=lambda: self._attaching.choose(),
            end_aim=self.drop_aim,
        )
        self._completing = Completing(self.text, self, self._words)
        self._attaching = Attaching(self.text, room, files, show=self.show_files)
        self._bind_keys()
        follow(self, room.status_changed, self._turn)
        follow(self, room.looks_changed, self._turn)
        follow_current(self, room, self._turn, lambda conversation: [conversation.renamed, conversation.joined_changed])

    # -- what others may do

    def type(self, text: str) -> None:
        """Write this at the caret and go there: somebody typed while the focus was elsewhere."""
        self.focus_text()
        if self._enabled:
            self.text.write(text)

    def paste(self) -> None:
        """Paste at the caret, be it a text, a picture or files, and go there."""
        self.focus_text()
        self.text.event_generate("<<Paste>>")

    # -- what is written to

    @property
    def aim(self) -> Aim | None:
        """The message that is being answered or edited, if one is."""
        return self._aims.get(self._shown) if self._shown else None

    def answer(self, message: Text) -> None:
        """Begin to answer a message. What is written already becomes the answer."""
        if isinstance(self.aim, Editing):
            self.drop_aim()
        self._take_aim(Answering(message))

    def edit(self, message: Text) -> None:
        """Begin to say a message of ours in other words. What is written already comes back afterwards."""
        draft = self.aim.draft if isinstance(self.aim, Editing) else self._reported
        self._take_aim(Editing(message, draft))
        self.text.replace_all(message.text)

    def _take_aim(self, aim: Aim) -> None:
        if self._shown is not None and self._enabled:
            self._aims[self._shown] = aim
            self.show_aim(self.aim)
            self.focus_text()

    def drop_aim(self) -> None:
        """Write something new instead."""
        if self._shown is not None and (aim := self._aims.pop(self._shown, None)):
            if isinstance(aim, Editing):
                self.text.replace_all(aim.draft)
            self.show_aim(self.aim)
            self.focus_text()

    def pick_emoji(self) -> None:
        """Let an emoji be chosen for the text."""
        from ui.views.emoji_picker import EmojiPicker  # it reads the names of all emoji, which takes a moment

        picker = EmojiPicker(self._smile.canvas, choose=self.type)
        picker.ask_beside(self._smile)

    # -- which conversation

    @property
    def _enabled(self) -> bool:
        return self._shown is not None and not self._is_over

    @property
    def _is_over(self) -> bool:
        """Whether nothing that is written here could ever be sent."""
        return isinstance(self._room.status, Closed) and not self._room.status.may_open

    def _turn(self) -> None:
        """Show the current conversation's draft and say whom a message goes to."""
        if self._room.current is not self._shown:
            self._shown = self._room.current
            self._load(self._shown.draft if self._shown else "")
            self.show_aim(self.aim)
        self.invite(self._invitation(), usable=self._enabled)

    def _invitation(self) -> str:
        if self._is_over:
            return _("The room is closed")
        if self._shown is None:
            return _("Choose a channel to write in")
        name = f"#{self._shown.title}" if self._shown.kind is Kind.CHANNEL else self._room.called(self._shown.name)
        return _("Message {name}").format(name=name)

    def _load(self, text: str) -> None:
        """Put another text here that nobody needs to be told of."""
        self._loading, self._recalled = True, None
        self._completing.forget()
        self.text.configure(state="normal")
        self.text.replace_all(text)
        self.text.start_history()
        self._loading, self._reported = False, text
        self.note_look()

    # -- changes

    def _note_change(self) -> None:
        if self._loading:
            return
        text = self.text.content
        if text != self._reported:
            self._reported = text
            self._recalled = None
            self._completing.changed()
            text = self._reported = self.text.content  # an emoji that was written out is one now
            self._compose(text)
            self.note_look()

    def _send_clicked(self) -> None:
        self._send_text()
        self.focus_text()

    def _send_text(self) -> None:
        text = self._reported.strip("\n").rstrip()
        if self._enabled:
            self._attaching.send()
        if not text.strip() or not self._enabled:
            return
        shown, aim = self._shown, self.aim
        if self._say(text) and self._shown is shown:  # a command may have brought another one, with its own draft
            self.text.replace_all("")
            self.text.start_history()
            if aim:
                self.drop_aim()

    def _say(self, text: str) -> bool:
        match self.aim:
            case Answering(message):
                return self._reply(message.key, text)
            case Editing(message):
                return self._correct(message.key, text)
            case _:
                return self._submit(text)

    # -- keys

    def _bind_keys(self) -> None:
        for sequence in ("<Return>", "<KP_Enter>"):
            self.text.bind(sequence, lambda _event: self._returned())
        self.text.bind("<Tab>", lambda _event: self._tabbed())
        self.text.bind("<Up>", lambda _event: self._recall(-1))
        self.text.bind("<Down>", lambda _event: self._recall(1))
        self.text.bind("<Escape>", lambda _event: self._escaped())
        self.text.bind("<FocusIn>", lambda _event: self.show_focus(focused=True))
        self.text.bind("<FocusOut>", lambda _event: self._left())
        for sequence in ("<KeyRelease-Left>", "<KeyRelease-Right>", "<KeyRelease-Home>", "<KeyRelease-End>"):
            self.text.bind(sequence, lambda _event: self._completing.moved())
        self.text.bind("<ButtonRelease-1>", lambda _event: self._completing.moved())

    def _left(self) -> None:
        self.show_focus(focused=False)
        self._completing.forget()

    def _returned(self) -> str:
        if not self._completing.enter():
            self._send_text()
        return "break"

    def _escaped(self) -> str | None:
        """Write something new instead; None where there is nothing to leave, and the key is the window's."""
        if self._completing.escape():
            return "break"
        if self.aim is None:
            return None
        self.drop_aim()
        return "break"

    def _recall(self, by: int) -> str | None:
        """Edit or bring back what was sent before; None where the arrow is to move the caret."""
        if self._completing.arrow(by):
            return "break"
        sent = self._shown.sent if self._shown else []
        begins = by < 0 and not self._reported and self.aim is None
        if begins and self._shown and (own := last_own(self._shown.entries, sent)):
            self.edit(own)
            return "break"
        found = recall.step(sent, self._recalled, by, empty=not self._reported, at_end=self.text.at_end)
        if found is None:
            return None
        self.text.replace_all(found.text)
        self._recalled = found if found.text else None  # after the change, which forgets the one before
        return "break"

    def _tabbed(self) -> str:
        """Finish a word, or choose another one; where nothing can be finished, go to the next control."""
        if not self._completing.tab() and (control := self.text.tk_focusNext()) is not None:
            control.focus_set()
        return "break"

    def _words(self) -> Words:
        """What can be finished here."""
        if self._shown is None:
            return Words()
        present = self._shown.members if self._shown.kind is Kind.CHANNEL else (self._shown.name,)
        nicks = [nick for nick in present if not self._room.is_me(nick)]
        return Words(nicks, [channel.name for channel in self._room.channels()], self._commands())
