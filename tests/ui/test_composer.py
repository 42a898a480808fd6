"""Writing a message."""

from dataclasses import replace

import pytest

from app.models.conversation import Kind
from app.models.room import Closed
from ui.theme import theme
from ui.views.composer import Composer
from ui.views.desk import HEIGHT, MOST_LINES
from ui.widgets.writing_box import LINE


def make(root, room, actions):
    names = ("submit", "compose", "reply", "correct", "commands", "files")
    return Composer(root, room, **{name: getattr(actions, name) for name in names})


@pytest.fixture
def composer(root, room, chat_actions):
    composer = make(root, room, chat_actions)
    composer.pack(side="bottom", fill="x", padx=24)
    root.update()
    composer.text.focus_force()
    root.update()
    return composer


def of(asked, name):
    return [arguments[0] for what, *arguments in asked if what == name]


def test_enter_sends_the_text_and_empties_the_box(composer, type_keys, asked):
    type_keys(composer.text, "hello there\n")
    assert of(asked, "submit") == ["hello there"]
    assert composer.text.content == ""


def test_shift_enter_breaks_the_line_and_sends_nothing(composer, type_keys, press, asked):
    type_keys(composer.text, "one")
    press(composer.text, "Shift-Return")
    type_keys(composer.text, "two")
    assert composer.text.content == "one\ntwo"
    assert of(asked, "submit") == []
    press(composer.text, "Return")
    assert of(asked, "submit") == ["one\ntwo"]


def test_the_button_sends_and_gives_the_keyboard_back(composer, type_keys, click, asked, root):
    type_keys(composer.text, "hello")
    click(composer._send)
    assert of(asked, "submit") == ["hello"]
    assert root.focus_get() is composer.text


def test_nothing_but_blanks_is_not_sent(composer, type_keys, asked):
    type_keys(composer.text, "   \n")
    assert of(asked, "submit") == []


def test_what_was_refused_stays_in_the_box(root, room, chat_actions, type_keys):
    composer = make(root, room, replace(chat_actions, submit=lambda _text: False))
    composer.pack(fill="x")
    type_keys(composer.text, "much too long\n")
    assert composer.text.content == "much too long"


def test_every_change_is_told_at_once(composer, type_keys, asked):
    type_keys(composer.text, "hi")
    composer.text.event_generate("<BackSpace>")
    assert of(asked, "compose") == ["h", "hi", "h"]


def test_each_conversation_has_its_own_draft(composer, room, type_keys, asked):
    general, homework = room.conversations
    type_keys(composer.text, "for general")
    room.set_current(homework)
    assert composer.text.content == ""
    type_keys(composer.text, "for homework")
    room.set_current(general)
    assert composer.text.content == "for general"
    assert (general.draft, homework.draft) == ("for general", "for homework")


def test_a_command_that_opens_another_conversation_leaves_that_ones_draft_alone(root, room, chat_actions, type_keys):
    homework = room.conversations[1]
    homework.draft = "half a thought"

    def submit(_text: str) -> bool:
        room.set_current(homework)
        return True

    composer = make(root, room, replace(chat_actions, submit=submit, compose=lambda _text: None))
    composer.pack(fill="x")
    type_keys(composer.text, "/join homework\n")
    assert composer.text.content == "half a thought"


def test_up_in_the_empty_box_brings_back_what_was_sent_and_down_goes_forward(composer, room, press):
    room.current.sent = ["first", "second"]
    press(composer.text, "Up")
    assert composer.text.content == "second"
    press(composer.text, "Up")
    press(composer.text, "Up")
    assert composer.text.content == "first"
    press(composer.text, "Down")
    assert composer.text.content == "second"
    press(composer.text, "Down")
    assert composer.text.content == ""


def test_up_moves_the_caret_once_something_is_written(composer, room, type_keys, press):
    room.current.sent = ["first"]
    type_keys(composer.text, "x")
    press(composer.text, "Up")
    assert composer.text.content == "x"


def test_tab_finishes_a_name_and_goes_on_to_the_next(composer, room, type_keys, press):
    room.current.set_members(["Ada", "Ben", "Bertha"])
    type_keys(composer.text, "be")
    press(composer.text, "Tab")
    assert composer.text.content == "Ben: "
    press(composer.text, "Tab")
    assert composer.text.content == "Bertha: "
    type_keys(composer.text, "hi @a")
    press(composer.text, "Tab")
    assert composer.text.content.startswith("Bertha: hi @a")


def test_a_name_is_finished_behind_an_emoji_as_well(composer, room, press):
    room.current.set_members(["Ada", "Ben", "Bertha"])
    composer.type("\N{PARTY POPPER}\N{PARTY POPPER} hi be")
    press(composer.text, "Tab")
    assert composer.text.content == "\N{PARTY POPPER}\N{PARTY POPPER} hi Ben "
    press(composer.text, "Tab")
    assert composer.text.content == "\N{PARTY POPPER}\N{PARTY POPPER} hi Bertha "


def test_tab_with_nothing_to_finish_leaves_the_box(composer, press, root):
    press(composer.text, "Tab")
    assert root.focus_get() is composer._smile.canvas
    press(composer._smile, "Shift-Tab")
    assert root.focus_get() is composer.text


def test_the_box_grows_with_its_lines_up_to_the_most(composer, press, root):
    heights = [composer.winfo_height()]
    for _ in range(MOST_LINES + 2):
        press(composer.text, "Shift-Return")
        heights.append(composer.winfo_height())
    assert heights[0] == HEIGHT
    assert heights[1] == 2 * LINE + 28
    assert heights[-1] == heights[-2] == MOST_LINES * LINE + 28


def test_a_draft_that_is_there_from_the_start_takes_the_lines_it_needs(root, room, chat_actions):
    room.current.draft = "a sentence of some length, " * 6
    composer = make(root, room, chat_actions)
    composer.pack(side="bottom", fill="x", padx=24)
    root.update()
    assert composer.winfo_height() == 2 * LINE + 28
    theme.show(scale=2)
    root.update()
    lines = composer.text.lines(MOST_LINES)
    assert lines > 2
    assert composer.winfo_height() == 2 * (lines * LINE + 28)


def test_a_hundred_kilobytes_can_be_pasted_and_sent(composer, root, asked, press):
    text = "word " * 20_000 + "end"
    root.clipboard_clear()
    root.clipboard_append(text)
    composer.text.event_generate("<<Paste>>")
    root.update()
    assert composer.winfo_height() == MOST_LINES * LINE + 28
    press(composer.text, "Return")
    assert of(asked, "submit") == [text]
    assert composer.winfo_height() == HEIGHT


def test_pasting_replaces_what_is_marked(composer, root, type_keys, press):
    type_keys(composer.text, "old")
    press(composer.text, "Control-a")
    root.clipboard_clear()
    root.clipboard_append("new")
    composer.text.event_generate("<<Paste>>")
    assert composer.text.content == "new"


def test_undo_takes_back_and_redo_brings_again(composer, type_keys, press):
    type_keys(composer.text, "word")
    press(composer.text, "Control-z")
    assert composer.text.content == ""
    press(composer.text, "Control-y")
    assert composer.text.content == "word"


def test_undo_does_not_bring_back_another_conversations_text(composer, room, type_keys, press):
    type_keys(composer.text, "secret")
    room.set_current(room.conversations[1])
    press(composer.text, "Control-z")
    assert composer.text.content == ""


def test_the_placeholder_says_whom_a_message_goes_to(composer, room, root):
    assert composer._placeholder.text == "Message #general"
    grace = room.open("Grace", Kind.DIRECT)
    room.set_current(grace)
    assert composer._placeholder.text == "Message Grace"
    grace.rename("Gracie")
    assert composer._placeholder.text == "Message Gracie"


def test_the_send_button_is_lit_only_while_there_is_something_to_send(composer, type_keys):
    assert composer._send.kind == "ghost"
    type_keys(composer.text, "x")
    assert composer._send.kind == "primary"


def test_what_is_written_while_a_room_is_closed_for_now_waits_for_it(composer, room, type_keys, asked):
    room.set_status(Closed("The host closed the room.", may_open=True))
    type_keys(composer.text, "hello\n")
    assert of(asked, "submit") == ["hello"]


def test_in_a_closed_room_nothing_can_be_written_but_the_draft_stays(composer, room, type_keys, asked):
    type_keys(composer.text, "half a")
    room.set_status(Closed("The host closed the room."))
    composer.type("x")
    type_keys(composer.text, "x\n")
    assert composer.text.content == "half a"
    assert of(asked, "submit") == []


def test_what_is_typed_elsewhere_goes_to_the_caret(composer, type_keys, root):
    root.focus_set()
    composer.type("h")
    assert root.focus_get() is composer.text
    type_keys(composer.text, "i")
    assert composer.text.content == "hi"
