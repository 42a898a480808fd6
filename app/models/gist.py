"""What somebody said, in short: plain words on one line, for lists, quotations and notices. Pure; knows no fonts."""

from app.models.attachments import in_short
from app.models.markup import Block, Code, Item, parse


def gist(text: str, *, looked_at: int | None = None) -> str:
    """A message on one line, without the marks that made words bold or code; of a file its name.

    Where there is room for little, so many of its characters are enough to be ``looked_at``.
    """
    return " ".join(" ".join(map(_words, parse(in_short(text)[:looked_at]))).split())


def _words(block: Block) -> str:
    match block:
        case Code(text=text):
            return text
        case Item(spans=spans, mark=mark):
            return f"{mark} {''.join(span.text for span in spans)}"
        case _:
            return "".join(span.text for span in block.spans)
