"""What the room tells of its channels and of what people may do, written into the models. Tk thread only."""

from typing import assert_never

from app.client import events
from app.models.room import ListedChannel, Room

About = events.AccountSeen | events.Empowered | events.ModesSeen | events.BarredListed | events.ChannelsListed


def note(room: Room, event: About) -> None:
    """Write one such event into the models."""
    match event:
        case events.AccountSeen(nick, account):
            room.note_account(nick, account)
        case events.Empowered():
            room.is_operator = True
        case events.ModesSeen(channel, modes):
            if conversation := room.find(channel):
                conversation.rules.put_modes(dict(modes))
        case events.BarredListed(channel, masks):
            if conversation := room.find(channel):
                conversation.rules.put_barred(masks)
        case events.ChannelsListed(channels):
            room.put_listed(ListedChannel(*channel) for channel in channels)
        case _:
            assert_never(event)
