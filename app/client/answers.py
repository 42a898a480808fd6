"""What rooms answer when something cannot be done, in the language of the person as far as the answer is known.

A room speaks English, and to every program alike. These are the sentences of Parlor's own rooms that people come to
see, and where those are no help, what to do instead. Any other one is shown as it was said.
"""

import re

from app.words import N_, _

IN_OTHER_WORDS = {
    "It is not yours, and you are no operator here": N_(
        "It is not your message, and you do not look after this channel."
    ),
    "One comes into {channel} first": N_("To come in here you have to be in {channel}. Ask there to be let in."),
    "One has to be invited to this channel; KNOCK asks for it": N_(
        "This channel is for those who were invited. Ask somebody who is in it to invite you."
    ),
    "Only operators may ask people in here": N_("Only those who look after this channel may invite people to it."),
    "Only operators may change modes": N_("Only those who look after this channel may change that."),
    "Only operators may change the topic": N_("Only those who look after this channel may change its topic."),
    "Only operators may put people out": N_("Only those who look after this channel may remove people from it."),
    "Only operators may rename a channel": N_("Only those who look after this channel may rename it."),
    "Only operators may turn people away": N_("Only those who look after this channel may turn people away."),
    "Only those with a voice may speak here at the moment": N_(
        "This channel is quiet. Whoever looks after it can let you write."
    ),
    "Slow mode: wait another {seconds} s": N_(
        "Everybody pauses between two messages here. Try again in {seconds} seconds."
    ),
    "That is for operators of the server": N_("Only whoever hosts the room may do that."),
    "That is not the channel's key": N_("That is not the channel’s password. Ask somebody who is in it."),
    "This channel has a key": N_("This channel has a password. Type it behind the name: /join #channel password"),
    "You are banned from this channel": N_("You are banned from this channel. Whoever looks after it can lift that."),
    "You may not speak here": N_("You are muted in this channel. Whoever looks after it can let you write again."),
    "{name} stands above you here": N_("{name} looks after this channel as well, and cannot be removed by you."),
}
"""What a room says, with names for what varies in it, and how we put it."""

KNOWN = (
    N_("Everybody's modes are their own"),
    N_("It is not yours"),
    N_("It is open: just come in"),
    N_("Messages could not be retrieved"),
    N_("No such channel"),
    N_("Nobody here is called that"),
    N_("Only its operators may send people there"),
    N_("Only those who are logged in may come in here"),
    N_("Somebody here is already called that."),
    N_("That line is too long"),
    N_("That name belongs to an account: log in, or choose another."),
    N_("The channel is full"),
    N_("The host closed the room."),
    N_("The list is full"),
    N_("There is a channel of that name"),
    N_("There is no such message, or not any more"),
    N_("There was nobody of that name"),
    N_("They aren't on that channel"),
    N_("They only hear people who are logged in"),
    N_("This channel is where everybody comes in"),
    N_("Unknown command"),
    N_("Wrong password"),
    N_("You are sent on to another channel"),
    N_("You are there already"),
    N_("You cannot take messages back there"),
    N_("You have come back by another connection"),
    N_("You have knocked; wait for an answer"),
    N_("You were not let in"),
    N_("You're not on that channel"),
)


def in_our_words(answer: str) -> str:
    """The answer, translated if it is a known one."""
    if answer in KNOWN:
        return _(answer)
    for pattern, words in _PATTERNS:
        if found := pattern.fullmatch(answer):
            return _(words).format(**found.groupdict())
    return answer


def _pattern(said: str) -> re.Pattern[str]:
    """What fits a sentence, whatever stands for the names in it."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(said)))


_PATTERNS = tuple((_pattern(said), words) for said, words in IN_OTHER_WORDS.items())
