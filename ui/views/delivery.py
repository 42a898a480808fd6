"""How far a line of our own has come: it waits, it failed and why, it was read. Pure."""

from app.models.entries import Delivery, Text
from app.models.markup import literal
from app.words import _, listed, ngettext
from ui.views.grouping import Read
from ui.views.layout import MARGIN, Draft, Rect, Retry
from ui.widgets.drawing import Icon, Label
from ui.widgets.flow import Font

SMALL: Font = (11, "regular")


def put_delivery(draft: Draft, entry: Text, box: Rect, *, right: bool) -> None:
    """Put the sign of an entry beside its box; at the left of one that stands at the ``right``."""
    px, (x0, _top, x1, y1) = draft.page.px, box
    if entry.delivery is Delivery.WAITING:
        x = x0 - px(15) if right else x1 + px(15)
        draft.over.append(Icon(x, y1 - px(11), "clock", px(14), "text3"))
    elif entry.delivery is Delivery.FAILED:
        x = x0 - px(16) if right else x1 + px(16)
        draft.over.append(Icon(x, y1 - px(14), "circle-alert", px(16), "danger"))
        tip = " ".join([entry.failure or _("This was not sent."), _("Click to try again.")])
        draft.hit(x - px(12), y1 - px(28), x + px(12), y1, Retry(), tip=tip)
        if entry.failure:
            _put_reason(draft, entry.failure, box, right=right)


def _put_reason(draft: Draft, failure: str, box: Rect, *, right: bool) -> None:
    """Say why, below the message; a click on it tries again too."""
    page, height = draft.page, draft.page.px(20)
    shown = " ".join("".join(span.text for span in literal(failure)).split())
    room = (box[2] if right else page.width - box[0]) - page.px(24)
    words = page.cut(shown, (12, "regular"), room)
    width, middle = page.measure((12, "regular"), words), draft.y + height // 2
    x = box[2] - width if right else box[0]
    draft.over.append(Label(x, middle, words, (12, "regular"), "danger"))
    draft.hit(x, draft.y, x + width, draft.y + height, Retry(), tip=_("Click to try again."))
    draft.y += height


def put_read(draft: Draft, read: Read, box: Rect) -> None:
    """Say that a message was read: beside its last line, so that nothing moves for it. Who did, says the tip."""
    page, px, (x0, _top, x1, y1) = draft.page, draft.page.px, box
    number, people = len(read.by), listed(read.by)
    words = ngettext("Read by {number}", "Read by {number}", number).format(number=number)
    words = _("Read") if read.direct else words
    sign, wide, middle = px(14), page.measure(SMALL, words), y1 - px(11)
    if x1 >= page.width - px(MARGIN):  # it stands at the right
        left = x0 - px(8) - sign - px(4) - wide
    else:
        left = x1 + px(8)
        if left + sign + px(4) + wide > page.width - px(MARGIN):  # no room for more than the sign
            words, wide = "", 0
    draft.over.append(Icon(left + sign // 2, middle, "check-check", sign, "text3"))
    draft.over.append(Label(left + sign + px(4), middle, words, SMALL, "text3"))
    tip = _("Read by {people}").format(people=people)
    draft.hit(left, middle - px(11), left + sign + px(4) + wide, y1, None, tip)
