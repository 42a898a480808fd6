"""What rooms answer when something cannot be done, in the language of the person as far as the answer is known.

A room speaks English (or whatever its server speaks). These are the sentences of Parlor's own rooms that people come to
see; any other one is shown as it was said.
"""

from app.words import N_, _

KNOWN = (
    N_("Everybody's modes are their own"),
    N_("It is not yours"),
    N_("It is not yours, and you are no operator here"),
    N_("It is open: just come in"),
    N_("Messages could not be retrieved"),
    N_("No such channel"),
    N_("Nobody here is called that"),
    N_("Only its operators may send people there"),
    N_("Only operators may ask people in here"),
    N_("Only operators may change modes"),
    N_("Only operators may change the topic"),
    N_("Only operators may put people out"),
    N_("Only operators may rename a channel"),
    N_("Only operators may turn people away"),
    N_("Only those who are logged in may come in here"),
    N_("Somebody here is already called that."),
    N_("That is for operators of the server"),
    N_("That is not the channel's key"),
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
    N_("This channel has a key"),
    N_("This channel is where everybody comes in"),
    N_("Unknown command"),
    N_("Wrong password"),
    N_("You are banned from this channel"),
    N_("You are sent on to another channel"),
    N_("You are there already"),
    N_("You cannot take messages back there"),
    N_("You have come back by another connection"),
    N_("You have knocked; wait for an answer"),
    N_("You may not speak here"),
    N_("You were not let in"),
    N_("You're not on that channel"),
)


def in_our_words(answer: str) -> str:
    """The answer, translated if it is a known one."""
    return _(answer) if answer in KNOWN else answer
