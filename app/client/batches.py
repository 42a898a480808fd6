"""Messages that belong together: gathers them until all are there. Pure; knows not what they mean.

https://ircv3.net/specs/extensions/batch
"""

from dataclasses import dataclass, field, replace

from server.protocol.message import Message

MULTILINE = "draft/multiline"
SEARCH = "soju.im/search"
GATHERED = (MULTILINE, SEARCH, "chathistory", "draft/chathistory-targets")
"""The kinds of which only the whole means something; the messages of others are taken one by one."""


@dataclass(slots=True)
class Batch:
    """Messages from the opening of a batch to its end."""

    kind: str
    opening: Message
    lines: list[Message] = field(default_factory=list)


class Batches:
    """The batches that are open on one connection."""

    def __init__(self) -> None:
        self._open: dict[str, Batch] = {}

    def take(self, message: Message) -> Message | Batch | None:
        """Take a message; return what is whole with it, if anything is.

        A message of several lines is one message then. What is in a batch has the batch's label.
        """
        batch = self._open.get(message.tags.get("batch", ""))
        if batch and (label := batch.opening.tags.get("label")):
            message = replace(message, tags={**message.tags, "label": label})
        if message.command == "BATCH":
            return self._open_or_end(message)
        if batch and batch.kind in GATHERED:
            batch.lines.append(message)
            return None
        return message

    def _open_or_end(self, message: Message) -> Message | Batch | None:
        signed, *kind = message.params or ("",)
        sign, reference = signed[:1], signed[1:]
        if sign == "+" and kind:
            self._open[reference] = Batch(kind[0], message)
            return None
        batch = self._open.pop(reference, None)
        if batch is None or batch.kind not in GATHERED:
            return None
        if batch.kind != MULTILINE:
            return batch
        return self.take(_combined(batch)) if batch.lines else None  # which may be part of another


def _combined(batch: Batch) -> Message:
    """The one message that a batch of lines stands for."""
    text = batch.lines[0].params[-1]
    for line in batch.lines[1:]:
        joint = "" if "draft/multiline-concat" in line.tags else "\n"
        text += joint + line.params[-1]
    first = batch.lines[0]
    return replace(first, params=(*first.params[:-1], text), tags=batch.opening.tags)
