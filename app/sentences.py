"""What happened in a conversation, in words: as it is shown, copied and saved. Knows no window.

What people say is no sentence of ours, and stays as they said it. Names in these sentences mean only themselves.
"""

from collections.abc import Callable
from typing import assert_never

from app.models.entries import (
    Arrival,
    Departure,
    Entry,
    ModeChange,
    NickChange,
    Parting,
    Remark,
    Retraction,
    Return,
    Text,
    TopicChange,
)
from app.models.markup import plain
from app.models.rules import Barred
from app.words import N_, _, ngettext

_ABOUT_PEOPLE = {
    "+q": N_("{who} made {value} a host of this channel"),
    "-q": N_("{value} is no host of this channel any more, says {who}"),
    "+a": N_("{who} made {value} a host of this channel"),
    "-a": N_("{value} is no host of this channel any more, says {who}"),
    "+o": N_("{who} made {value} a moderator"),
    "-o": N_("{value} is no moderator any more, says {who}"),
    "+h": N_("{who} made {value} a moderator"),
    "-h": N_("{value} is no moderator any more, says {who}"),
    "+v": N_("{who} lets {value} speak at any time"),
    "-v": N_("{value} has to ask to speak again, says {who}"),
    "+b": N_("{who} banned {value}"),
    "-b": N_("{who} lets {value} come back"),
    "+b m:": N_("{who} muted {value} for everybody"),
    "-b m:": N_("{who} lets {value} speak again"),
    "+e": N_("{who} made an exception for {value}: no ban keeps them out"),
    "-e": N_("Bans hold for {value} again, says {who}"),
    "+I": N_("{who} lets {value} come in at any time"),
    "-I": N_("{value} has to ask again to come in, says {who}"),
}
_ABOUT_THE_CHANNEL = {
    "+m": N_("{who} made the channel quiet: only those who were given a voice can speak"),
    "-m": N_("{who} lets everybody speak"),
    "+i": N_("{who} now lets only invited people in"),
    "-i": N_("{who} opened the channel to everybody"),
    "+k": N_("{who} set a password for the channel"),
    "-k": N_("{who} took the password away"),
    "+S": N_("{who} made everybody wait {value} seconds between two messages"),
    "-S": N_("{who} lets everybody write as fast as they like"),
    "+t": N_("{who} lets only moderators change the topic"),
    "-t": N_("{who} lets everybody change the topic"),
    "+s": N_("{who} hid the channel from the list"),
    "-s": N_("{who} shows the channel in the list"),
    "+l": N_("{who} lets at most {value} people in"),
    "-l": N_("{who} lets in as many as come"),
    "+U": N_("{who} has what newcomers say shown to moderators first"),
    "-U": N_("{who} has what newcomers say shown to everybody"),
    "+n": N_("{who} lets only those who are in the channel write here"),
    "-n": N_("{who} lets people write here who are not in the channel"),
    "+R": N_("{who} lets only people with an account in"),
    "-R": N_("{who} lets people in who have no account"),
    "+M": N_("{who} lets only people with an account speak"),
    "-M": N_("{who} lets people speak who have no account"),
    "+C": N_("{who} keeps questions to people’s programs out of the channel"),
    "-C": N_("{who} lets questions to people’s programs through"),
    "+f": N_("{who} sends those who cannot come in to {value}"),
    "-f": N_("{who} sends nobody elsewhere any more"),
    "+u": N_("{who} shows the channel’s people only to those who look after it"),
    "-u": N_("{who} shows the channel’s people to everybody"),
}
_OTHERWISE = N_("{who} changed a rule of the channel ({change})")
_MASKS = ("b", "e", "I")


Called = Callable[[str], str]
"""Says what somebody is called who has a nickname."""


def sentence(entry: Entry, called: Called = str) -> str:
    """An entry that is no message in words, as they are shown and copied; empty for a message."""
    match entry:
        case Text():
            return ""
        case Retraction(author=author, by=by, reason=reason):
            words = _("{who} removed a message") if author == by else _("{who} removed a message by {author}")
            return words.format(who=called(by), author=called(author)) + _because(reason)
        case Arrival(who=who):
            return _("{who} joined").format(who=called(who))
        case Departure():
            return _parting(entry, called) + _because(entry.reason)
        case Return(who=who, times=times):
            words = ngettext("{who} left and came back {number} time", "{who} left and came back {number} times", times)
            return (words if times > 1 else _("{who} left and came back")).format(who=called(who), number=times)
        case NickChange(old=old, new=new, own=own):
            words = _("You are now called {new}") if own else _("{old} is now called {new}")
            return words.format(old=called(old), new=called(new))
        case TopicChange(who=who, topic=topic):
            words = _("{who} changed the topic to “{topic}”") if topic else _("{who} cleared the topic")
            return words.format(who=called(who), topic=plain(topic))
        case ModeChange():
            return plain(_decision(entry, called))
        case Remark(text=text):
            return text
        case _:
            assert_never(entry)


def _parting(entry: Departure, called: Called) -> str:
    """That somebody, or we ourselves, went or were made to go."""
    removed = entry.parting is Parting.REMOVED
    if entry.own and removed:
        words = _("You were removed by {by}") if entry.by else _("You were removed")
    elif entry.own:
        words = _("You left")
    elif removed:
        words = _("{who} was removed by {by}") if entry.by else _("{who} was removed")
    else:
        words = _("{who} left")
    return words.format(who=called(entry.who), by=called(entry.by))


def _because(reason: str) -> str:
    return f" ({plain(reason)})" if reason else ""


def _decision(entry: ModeChange, called: Called) -> str:
    """A decision as people read it."""
    change, value = entry.change, entry.value
    if change[1:] in _MASKS:
        barred = Barred(value)
        change, value = change + (" m:" if barred.muted else ""), barred.who
    words = _ABOUT_PEOPLE.get(change) or _ABOUT_THE_CHANNEL.get(change, _OTHERWISE)
    return _(words).format(who=called(entry.who) or _("The room"), value=value, change=change)
