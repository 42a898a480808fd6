"""What the windows may ask for: plain callables with names. Knows nothing of who answers them.

The composition root fills these in with the controllers' methods, the gallery with
recorders, a test with a list's ``append``. All are called on the Tk thread and return
at once; what comes of them arrives in the models. Where a callable returns a string,
it is a sentence why the thing cannot be done, or empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first screen is shown without what only a room needs
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PIL.Image import Image

    from app.models.attachments import Attachment
    from app.models.conversation import Conversation
    from app.models.entries import Text
    from app.models.hosted import HostChoices
    from app.models.lobby import NearbyRoom, RecentRoom
    from app.models.people import Knock, Role
    from app.models.rules import Barred
    from app.models.search import Found

Rect = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeActions:
    """What can be done on the welcome screen."""

    give_nick: Callable[[str], object]
    """Our name, as typed. The verdict arrives in ``Lobby.nick_error`` and ``nick_offer``."""
    host: Callable[[str], None]
    """Open a room of this name here. ``Lobby.hosting`` tells how it goes."""
    join: Callable[[str], None]
    """Join by whatever was pasted. ``Lobby.joining`` tells how it goes."""
    join_nearby: Callable[[NearbyRoom], None]
    rejoin: Callable[[RecentRoom], None]
    forget: Callable[[RecentRoom], None]
    cancel: Callable[[], None]
    """Stop joining, at once."""
    accept_offer: Callable[[], None]
    """Do what the offered button of a ``Failed`` hosting or joining says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageActions:
    """What can be done with a message that was said."""

    reply: Callable[[Text], object]
    """Begin to answer it."""
    edit: Callable[[Text], object]
    """Begin to say it in other words."""
    react: Callable[[str, str], object]
    """Put a sign on the message with this key, or take ours away."""
    pick: Callable[[Rect, Callable[[str], object], Callable[[], object]], object]
    """Let an emoji be chosen beside a rectangle of the window: told to the first function; the second ends it."""
    retract: Callable[[Text], object]
    """Take it back, after a question."""
    may_retract: Callable[[Text], bool]
    who: Callable[[str, Rect], object]
    """Show who somebody is, beside a rectangle of the window."""
    load_to: Callable[[str], bool]
    """Show everything from the message with this key on; False if it is not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CareActions:
    """What can be done by those who look after the current channel, and for oneself about others.

    Who may not do something is told so by the room, in the conversation.
    """

    kick: Callable[[str, str], None]
    """Put somebody out, with a reason or without. They can come back."""
    ban: Callable[[str, str], None]
    """Put somebody out and keep them out."""
    lift: Callable[[Barred], None]
    """Take a ban or a mute back."""
    mute: Callable[[str], None]
    """Let somebody read, but not write."""
    unmute: Callable[[str], None]
    give: Callable[[str, Role], None]
    """Let somebody be a moderator, or speak at any time; ``MEMBER`` takes it back."""
    invite: Callable[[str], None]
    hide: Callable[[str, bool], None]
    """See no more what somebody says, or see it again. Nobody else learns of it."""
    set_quiet: Callable[[bool], None]
    set_invite_only: Callable[[bool], None]
    set_pause: Callable[[int], str]
    """Have everybody wait so many seconds between two messages. A sentence why not, or empty."""
    list_channels: Callable[[], None]
    """Ask which channels there are; they arrive in ``Room.listed``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindActions:
    """What can be done to find what was said, and to take it along."""

    look: Callable[[str, bool], None]
    """Look for a text, here or (True) everywhere; ``Room.search`` tells what is found."""
    go: Callable[[Found], None]
    """Show the conversation, with what was found in it."""
    file_name: Callable[[Conversation], str]
    """What a file with this conversation is called."""
    save: Callable[[Conversation, Path], str]
    """Write a conversation into a file. A sentence why not, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileActions:
    """What can be done with files. What comes of it arrives in ``Room.files`` and in the conversations' trays."""

    add: Callable[[Sequence[Path]], None]
    """Put files of ours above the text of the current conversation."""
    add_pasted: Callable[[], None]
    """Put there what lies on the clipboard besides text."""
    add_picture: Callable[[bytes], None]
    """Put there a picture (PNG)."""
    remove: Callable[[str], None]
    """Take a file of ours away again, by its key; it is not sent then, or not any further."""
    retry: Callable[[str], None]
    """Send a file of ours that did not arrive."""
    send: Callable[[], bool]
    """Send what lies above the text of the current conversation. False if there is nothing."""
    look: Callable[[Attachment], None]
    """A file is in sight."""
    fetch: Callable[[Attachment], None]
    cancel: Callable[[Attachment], None]
    view: Callable[[Attachment, Callable[[Image], object]], None]
    """Have a picture as large as a screen is; it is handed to the function when it is here."""
    open: Callable[[Attachment], None]
    """Open a file with what the system has for it, after a question where it could run."""
    save: Callable[[Attachment, Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachActions:
    """What can be done to find out whether others can join; ``Room.reach`` tells what comes of it."""

    check: Callable[[], None]
    let_others_in: Callable[[], None]
    """Have done what the verdict offers. The system asks an administrator first."""
    ask_to_host: Callable[[], None]
    """Write to whoever might host instead, where the verdict names somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatActions:
    """What can be done in a room."""

    submit: Callable[[str], bool]
    """Say this in the current conversation, or run it where it is a slash command. False leaves it with its author."""
    compose: Callable[[str], None]
    """The text in the send bar is this now: the draft, and the sign that somebody types."""
    reply: Callable[[str, str], bool]
    """Answer the message with this key. False leaves the words with their author."""
    correct: Callable[[str, str], bool]
    """Say our message with this key in these words. False leaves them with their author."""
    react: Callable[[str, str], None]
    """Put a sign on the message with this key, or take ours away."""
    retract: Callable[[str], None]
    """Take the message with this key back."""
    load_to: Callable[[str], bool]
    """Show everything from the message with this key on; False if it is not kept."""
    commands: Callable[[], Sequence[tuple[str, str]]]
    """What can be typed with a slash: how, and what it does."""
    show: Callable[[Conversation], None]
    open_channel: Callable[[str], str]
    """Join the channel of this name, made if there is none. A sentence why not, or empty."""
    open_direct: Callable[[str], None]
    """Show the direct messages with this person."""
    mark_read: Callable[[Conversation], None]
    """Count nothing of it as new."""
    mute: Callable[[Conversation, bool], None]
    """Let a conversation ask for no attention any more (True), unless we are mentioned in it, or again (False)."""
    leave: Callable[[Conversation], None]
    """Leave a channel, or put a direct message away."""
    set_topic: Callable[[str], None]
    set_away: Callable[[str], None]
    """Be away with these words, or (empty) here again."""
    change_nick: Callable[[str], str]
    """Ask for another name. A sentence why it cannot be one, or empty."""
    retry: Callable[[str], None]
    """Send a failed line of the current conversation again, by its key."""
    discard: Callable[[str], None]
    """Forget a failed line of the current conversation, by its key."""
    load_older: Callable[[Conversation], None]
    """Show what was said before what is shown; it arrives in the conversation."""
    open_link: Callable[[str], None]
    seen: Callable[[bool], None]
    """The window got (True) or lost (False) the focus, or the log's end came into view (True)."""
    let_in: Callable[[Knock], None]
    """Let somebody in who waits before the door."""
    turn_away: Callable[[Knock], None]
    """Tell somebody who waits that they are not let in."""
    try_now: Callable[[], None]
    """Connect again without waiting for the next try."""
    care: CareActions
    find: FindActions
    reach: ReachActions
    choose_for_room: Callable[[HostChoices], str]
    """Decide something about the room that is hosted here. A sentence why it cannot be, or empty."""
    files: FileActions
    leave_room: Callable[[], None]
    """Back to the welcome screen. Asks first where others would be disconnected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsActions:
    """What can be done in the settings."""

    choose: Callable[..., None]
    """Change choices by name: the keywords of ``Settings.choose``."""
    rename: Callable[[str], str]
    """Be called otherwise, in the room as well. A sentence why not, or empty."""
