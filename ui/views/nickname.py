"""Asks for one line where nothing else can go on without it: our name, or a room's password."""

from collections.abc import Callable
from typing import Any

from app.words import _
from ui.widgets.basics import label
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field

WIDTH = 420


class LineDialog(Dialog):
    """A dialog with one field.

    ``submit`` gets what was typed and returns a sentence why that cannot be, or an empty text:
    then the dialog closes.
    """

    def __init__(
        self,
        widget: Any,
        title: str,
        *,
        text: str,
        field: str,
        confirm: str,
        submit: Callable[[str], str],
        value: str = "",
        placeholder: str = "",
        secret: bool = False,
        on_cancel: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(widget, title, width=WIDTH, on_cancel=on_cancel)
        self._submit = submit
        if text:
            label(self.body, text, 14, colour="text2", wrap=WIDTH - 48).pack(anchor="w", pady=(0, 14))
        self.field: Field = Field(
            self.body,
            field,
            width=WIDTH - 48,
            text=value,
            placeholder=placeholder,
            secret=secret,
            on_submit=lambda _: self.submit(),
            on_change=lambda _: self.field.show_error(""),
        )
        self.field.pack(fill="x")
        self.add_buttons((_("Cancel"), self.cancel, "secondary"), (confirm, self.submit, "primary"))
        self.start_at(self.field.input)
        self.field.input.select()

    def submit(self) -> None:
        """Hand over what was typed; close, or say why it cannot be."""
        problem = self._submit(self.field.text)
        if problem:
            self.field.show_error(problem)
            self.field.input.select()
        else:
            self.close()


def ask_nick(
    widget: Any,
    *,
    text: str,
    nick: str,
    submit: Callable[[str], str],
    title: str = "",
    confirm: str = "",
    on_cancel: Callable[[], object] | None = None,
) -> LineDialog:
    """Ask what we want to be called; ``nick`` is what is proposed."""
    return LineDialog(
        widget,
        title or _("Choose a name"),
        text=text,
        field=_("Your name"),
        confirm=confirm or _("Use this name"),
        submit=submit,
        value=nick,
        placeholder=_("What others call you"),
        on_cancel=on_cancel,
    )


def ask_password(
    widget: Any, *, text: str, submit: Callable[[str], str], on_cancel: Callable[[], object] | None = None
) -> LineDialog:
    """Ask for a room's password."""
    return LineDialog(
        widget,
        _("This room has a password"),
        text=text,
        field=_("Password"),
        confirm=_("Join"),
        submit=submit,
        secret=True,
        on_cancel=on_cancel,
    )
