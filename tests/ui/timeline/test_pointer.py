"""What a mouse and a keyboard do in the log."""

import pytest

from app.models.conversation import Conversation, Kind
from app.models.entries import Delivery
from ui.theme import theme
from ui.views.layout import Copy
from ui.widgets.menu import Item, Menu
from ui.widgets.scroller import Place


@pytest.fixture
def short(log, say):
    """A few messages of every use, all in sight."""
    talk = Conversation("#general", Kind.CHANNEL)
    talk.append(
        say("Grace", "look at https://a.org/x now"),
        say("Linus", "plain words here", at=1),
        say("Grace", "```py\nx = 1\n```", at=2),
        say("Ada", "not heard", at=3, delivery=Delivery.FAILED, failure="Nobody is there."),
    )
    log.timeline.show(talk, me="Ada")
    log.update()
    return talk


def copied(log):
    return log.canvas.clipboard_get()


def drag(log, begin, end):
    log.event("<ButtonPress-1>", *begin)
    log.event("<B1-Motion>", *end)
    log.event("<ButtonRelease-1>", *end)


def test_a_drag_selects_across_messages_and_copies_lines(log, short):
    x, y = log.place_of("plain words here")
    drag(log, (72, log.place_of("look at ")[1]), (x, y))
    log.key("<<Copy>>")
    assert copied(log) == "[12:00] Grace: look at https://a.org/x now\n[12:00] Linus: plain wo"
    boxes = [i for i in log.canvas.find_withtag("row") if log.canvas.type(i) == "rectangle"]
    assert theme.tokens.sel in {log.canvas.itemcget(box, "fill") for box in boxes}


def test_the_middle_button_pastes_what_is_selected(log, short):
    x, y = log.place_of("plain words here")
    drag(log, (72, y), (x, y))
    assert log.canvas.selection_get(selection="PRIMARY") == "plain wo"


def test_double_click_takes_a_word_and_triple_click_the_message(log, short):
    x, y = log.place_of("plain words here")
    log.click(x, y, times=2)
    log.timeline.copy()
    assert copied(log) == "words"
    log.click(x + 300, y)
    log.click(x, y, times=3)
    log.timeline.copy()
    assert copied(log) == "plain words here"


def test_shift_click_draws_the_selection_out(log, short):
    x, y = log.place_of("plain words here")
    log.click(x, y, times=2)
    log.event("<Shift-ButtonPress-1>", 800, y)
    log.event("<ButtonRelease-1>", 800, y)
    log.timeline.copy()
    assert copied(log) == "words here"


def test_a_click_elsewhere_selects_nothing(log, short):
    x, y = log.place_of("plain words here")
    drag(log, (72, y), (x, y))
    log.click(600, y)
    assert log.timeline._rows.selection is None
    assert not log.timeline.copy()


def test_all_can_be_selected_with_a_key(log, talk):
    log.timeline.show(talk, me="Ada")
    log.key("<<SelectAll>>")
    log.key("<<Copy>>")
    assert copied(log).count("\n") == 99


def test_a_selection_stays_on_its_words_when_older_messages_come(log, short, say):
    x, y = log.place_of("plain words here")
    log.click(x, y, times=2)
    short.prepend([say("Grace", "older", at=-9)])
    log.update()
    log.timeline.copy()
    assert copied(log) == "words"


def test_beyond_the_edge_a_drag_scrolls(log, talk, until):
    log.timeline.show(talk, me="Ada")
    log.update()
    log.event("<ButtonPress-1>", 100, 300)
    log.event("<B1-Motion>", 100, -300)
    until(lambda: log.scroller.place == Place(0, 0), what="the log has crawled to its top")
    log.event("<ButtonRelease-1>", 100, -300)
    log.timeline.copy()
    assert copied(log).startswith("[12:00] Grace: message 0")
    assert not log.timeline._pointer._crawl


def test_links_open_on_click_but_not_after_a_drag(log, short):
    x, y = log.place_of("https://a.org/x")
    log.event("<Motion>", x, y)
    assert str(log.canvas["cursor"]) == "hand2"
    log.click(x, y)
    assert log.asked[-1] == ("open", "https://a.org/x")
    count = len(log.asked)
    drag(log, (x, y), (x + 30, y))
    assert len(log.asked) == count


def test_a_second_click_opens_nothing_again(log, short):
    log.click(*log.place_of("https://a.org/x"), times=2)
    assert log.asked.count(("open", "https://a.org/x")) == 1


def test_the_true_address_is_told_after_a_while(log, short, until):
    log.event("<Motion>", *log.place_of("https://a.org/x"))
    tip = log.timeline._log.tip
    until(lambda: tip._tooltip._box is not None, what="the tip has come")
    log.event("<Leave>")
    assert tip._tooltip._box is None


def test_a_right_click_copies_a_link(log, short):
    log.event("<ButtonPress-3>", *log.place_of("https://a.org/x"))
    assert copied(log) == "https://a.org/x"


def test_code_is_copied_by_its_button(log, short):
    hit = next(hit for hit in log.timeline._rows.layout(2).hits if isinstance(hit.action, Copy))
    top = log.scroller.top_of(2)
    log.click(hit.x0 + 5, top + hit.y0 + 5)
    assert copied(log) == "x = 1"


def test_the_bar_of_a_message_copies_it_whole(log, short):
    log.event("<Motion>", *log.place_of("plain words here"))
    x0, y0, x1, y1 = log.canvas.bbox("bar")
    log.click((x0 + x1) // 2, (y0 + y1) // 2)
    assert copied(log) == "plain words here"
    log.event("<Leave>")
    assert not log.canvas.find_withtag("bar")


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize(
    ("author", "text"),
    [
        ("Grace", "k"),
        ("Grace of the very long name indeed, whom", "k"),
        ("W" * 300, "k"),
        ("Grace", "long enough for a bar " * 3),
        ("Grace", "Ada: k"),
        ("Ada", "k"),
        ("Ada", "long enough for a bar " * 3),
    ],
)
def test_the_bar_leaves_what_is_above_its_message_to_be_read(log, say, author, text, compact):
    theme.show(compact=compact)
    talk = Conversation("#general", Kind.CHANNEL)
    talk.append(say("Ben", "before"), say(author, text, at=1, mention=text.startswith("Ada")))
    log.timeline.show(talk, me="Ada")
    log.update()
    texts = [item for item in log.canvas.find_all() if log.canvas.type(item) == "text"]
    words = list(filter(None, map(log.canvas.bbox, texts)))
    layout, top = log.timeline._rows.layout(1), log.scroller.top_of(1)
    log.event("<Motion>", (layout.box[0] + layout.box[2]) // 2, top + layout.box[1] + 8)
    x0, y0, x1, y1 = log.canvas.bbox("bar")
    head = [box for box in words if top <= box[1] and box[3] <= top + layout.box[1] + 2]
    assert head
    assert not any(x0 < right and left < x1 and y0 < bottom and upper < y1 for left, upper, right, bottom in head)
    assert 0 <= x0 < x1 <= log.canvas.winfo_width()


def test_the_bar_of_a_failed_message_tries_again_or_discards(log, short):
    x, y = log.place_of("not heard")
    for number, asked in ((0, "retry"), (1, "discard")):
        log.event("<Motion>", x, y)
        x0, y0, _, y1 = log.canvas.bbox("bar")
        log.click(x0 + 20 + 32 * number, (y0 + y1) // 2)
        assert log.asked[-1] == (asked, "m4")
        log.event("<Leave>")


def test_a_click_on_the_reason_tries_again(log, short):
    log.click(*log.place_of("Nobody is there."))
    assert log.asked[-1] == ("retry", "m4")


def test_a_right_click_opens_a_menu_of_what_can_be_done(log, short):
    log.event("<ButtonPress-3>", *log.place_of("not heard"))
    (menu,) = [child for child in log.canvas.winfo_toplevel().winfo_children() if isinstance(child, Menu)]
    assert [entry.text for entry in menu.rows._entries if isinstance(entry, Item)] == [
        "Copy message",
        "Try again",
        "Discard",
    ]
    menu.close()


def test_a_folded_message_unfolds_in_its_place(log, say):
    talk = Conversation("#general", Kind.CHANNEL)
    talk.append(say("Grace", "word " * 3000), say("Grace", "behind it", at=1))
    log.timeline.show(talk, me="Ada")
    log.update()
    link = "Show all 15,000 characters"
    for _ in range(20):
        if link in log.texts():
            break
        log.timeline.scroll_page(-1)
        log.update()
    height = log.timeline._rows.layout(0).height
    log.click(*log.place_of(link))
    assert link not in log.texts()
    assert log.timeline._rows.layout(0).height > 2 * height


def test_the_way_to_the_latest_is_a_click(log, talk):
    log.timeline.show(talk, me="Ada")
    log.timeline.scroll_page(-3)
    log.update()
    x0, y0, x1, y1 = log.canvas.bbox("jump")
    log.click((x0 + x1) // 2, (y0 + y1) // 2)
    assert log.timeline.at_end
    assert not log.canvas.find_withtag("jump")


def test_the_thumb_is_dragged(log, talk):
    log.timeline.show(talk, me="Ada")
    log.update()
    _, y0, x1, y1 = log.canvas.bbox("thumb")
    drag(log, (x1 - 1, (y0 + y1) // 2), (x1 - 1, 0))
    assert log.scroller.place.index == 0


@pytest.mark.parametrize("back", ["<Button-4>", "<MouseWheel>"])
def test_the_wheel_scrolls_at_once_where_motion_is_reduced(log, talk, back):
    log.timeline.show(talk, me="Ada")
    log.update()
    place = log.place_of("message 99")
    log.event(back, 100, 100, **({"delta": 120} if "Wheel" in back else {}))
    assert log.place_of("message 99") == (place[0], place[1] + 60)


def test_the_wheel_glides_otherwise(log, talk, until):
    theme.show(reduced_motion=False)
    log.timeline.show(talk, me="Ada")
    log.update()
    place = log.place_of("message 99")
    log.canvas.event_generate("<Button-4>")
    assert log.place_of("message 99") == (place[0], place[1] + 15)
    until(lambda: log.place_of("message 99") == (place[0], place[1] + 60))


# -- keys


@pytest.mark.parametrize(
    ("keys", "shown"),
    [(["<Home>"], "message 0"), (["<Home>", "<End>"], "message 99"), (["<Prior>", "<Next>"], "message 99")],
)
def test_keys_scroll(log, talk, keys, shown):
    log.timeline.show(talk, me="Ada")
    for key in keys:
        log.key(key)
    assert shown in log.texts()


def test_lines_are_scrolled_by_arrows(log, talk):
    log.timeline.show(talk, me="Ada")
    log.update()
    _, y = log.place_of("message 99")
    log.key("<Up>")
    assert log.place_of("message 99")[1] == y + 40
    log.key("<Down>")
    assert log.place_of("message 99")[1] == y


def test_the_focus_steps_through_messages_and_copies_one(log, short):
    log.timeline.take_focus()
    for key in ("<Shift-Up>", "k", "<Shift-Up>", "j", "c"):
        log.key(key)
    assert log.timeline._rows.focused == 1
    assert copied(log) == "plain words here"


def test_the_focus_is_brought_into_sight(log, talk):
    log.timeline.show(talk, me="Ada")
    log.update()
    log.timeline.take_focus()
    for _ in range(40):
        log.key("k")
    assert "message 59" in log.texts()


def test_the_focus_ring_follows_the_round_corners_of_a_message(log, short):
    log.timeline.take_focus()
    log.update()
    rows = log.timeline._rows
    ring, gap, bubble = (mark for mark in rows._ringed(rows.layout(3))[:3])
    assert (ring.fill, gap.fill) == ("accent", "canvas")
    assert [around - own for around, own in zip(ring.radius, bubble.radius, strict=True)] == [ring.x1 - bubble.x1] * 4
    assert bubble.surface is None  # or its corners would be drawn over the ring


def test_return_tries_again_or_opens_and_escape_discards(log, short):
    log.timeline.take_focus()
    log.key("<Return>")
    assert log.asked[-1] == ("retry", "m4")
    log.key("<Escape>")
    assert log.asked[-1] == ("discard", "m4")
    for key in ("k", "k", "k", "<Return>"):
        log.key(key)
    assert log.asked[-1] == ("open", "https://a.org/x")
    log.key("<Escape>")
    assert log.timeline._rows.focused is None


def test_letters_are_the_windows_while_no_message_has_the_focus(log, short, root):
    typed = []
    root.bind("<Key>", lambda event: typed.append(event.keysym))
    log.key("j")
    assert typed == ["j"]
    log.timeline.take_focus()
    log.key("k")
    assert typed == ["j"]


def test_the_menu_opens_by_keyboard_too(log, short):
    log.timeline.take_focus()
    log.key("<Shift-F10>")
    (menu,) = [child for child in log.canvas.winfo_toplevel().winfo_children() if isinstance(child, Menu)]
    menu.close()
    log.update()
