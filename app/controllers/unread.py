"""What of a conversation is news: what counts as unread, and what as meant for us. Knows no disk and no protocol."""

from collections.abc import Iterable, Sequence

from app.models.conversation import Conversation, Kind
from app.models.entries import Entry, Retraction, Text
from app.models.room import Room


def count_unread(conversation: Conversation, entries: Iterable[Entry], room: Room) -> int:
    """Note those of the entries as unread that were said after what was seen; return how many there are.

    Those of people whom we have muted are none.
    """
    unread = [entry for entry in entries if isinstance(entry, Text) and _is_unread(conversation, entry, room)]
    note_unread(conversation, unread)
    return len(unread)


def note_unread(conversation: Conversation, unread: Sequence[Text]) -> None:
    """Count texts, in their order, as unread."""
    if unread:
        mentions = sum(_means_us(conversation, text) for text in unread)
        conversation.note_unread(unread[0].key, mention=mentions, count=len(unread))


def discount(conversation: Conversation, before: Entry, after: Entry, room: Room) -> None:
    """Do not count any more what was taken back before it was seen."""
    if isinstance(before, Text) and isinstance(after, Retraction) and _is_unread(conversation, before, room):
        conversation.note_unread_gone(mention=_means_us(conversation, before))


def _is_unread(conversation: Conversation, text: Text, room: Room) -> bool:
    return text.asks_for_attention and text.time > conversation.read_to > 0 and not room.is_muted(text.author)


def _means_us(conversation: Conversation, text: Text) -> bool:
    """Whether it is for us in particular, as everything is between two people unless we wished for quiet."""
    return text.mention or (conversation.kind is Kind.DIRECT and not conversation.muted)
