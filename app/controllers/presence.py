"""Who is where, under which name and rank, and whether they are away: written into the models. Tk thread only.

Where something is to be said of it, the conversations are returned that it concerns.
"""

from collections.abc import Iterable
from dataclasses import replace

from app.client.events import Member
from app.controllers.typing_signs import TypingSigns
from app.models.conversation import Conversation, Kind
from app.models.entries import NickChange
from app.models.people import Person, Role
from app.models.room import Room
from server.protocol.names import casefold


class Presence:
    """The people of one room."""

    def __init__(self, room: Room, typing: TypingSigns) -> None:
        self._room = room
        self._typing = typing

    def forget(self) -> None:
        """The connection is lost: who is here is not known any more."""
        self._typing.forget()
        for conversation in self._room.conversations:
            conversation.set_members((), {})
        self._room.clear_people()

    # -- coming and going

    def listed(self, channel: str, members: Iterable[Member]) -> None:
        """These are all that are in a channel."""
        conversation = self._room.find(channel)
        if conversation is None:
            return
        members = tuple(members)
        ranks = {casefold(m.nick): m.role for m in members if m.role is not Role.MEMBER}
        conversation.set_members((member.nick for member in members), ranks)
        main = self._room.channels()[0] is conversation  # ranks of the room are those of its first channel
        people = []
        for member in members:
            known = self._room.person(member.nick) or Person(member.nick)
            role = member.role if main else known.role
            people.append(replace(known, role=role))
            if main and role is Role.HOST:
                self._room.set_about(host_name=member.nick)
        self._room.put_people(people)

    def arrived(self, conversation: Conversation, nick: str) -> None:
        """Somebody came into a channel."""
        conversation.set_members((*conversation.members, nick))
        if self._room.person(nick) is None:
            self._room.put_people([Person(nick)])

    def departed(self, conversation: Conversation, nick: str) -> None:
        """Somebody left a channel."""
        self._take_out(conversation, nick)
        if not self._where(nick):
            self._room.drop_people([nick])

    def forget_elsewhere(self) -> None:
        """We left a channel ourselves: of those who were only there with us we shall not hear any more."""
        here = {casefold(member) for known in self._room.conversations for member in known.members}
        self._room.drop_people([person.nick for person in self._room.people if casefold(person.nick) not in here])

    def vanished(self, nick: str) -> list[Conversation]:
        """Somebody left the room. Returns where they were."""
        where = self._where(nick)
        for conversation in where:
            self._take_out(conversation, nick)
        if direct := self._room.find(nick):
            self._typing.end(direct, nick)
        self._room.drop_people([nick])
        return where

    def _where(self, nick: str) -> list[Conversation]:
        folded = casefold(nick)
        return [c for c in self._room.conversations if any(casefold(member) == folded for member in c.members)]

    def _take_out(self, conversation: Conversation, nick: str) -> None:
        folded = casefold(nick)
        ranks = {member: rank for member, rank in conversation.ranks.items() if member != folded}
        conversation.set_members((member for member in conversation.members if casefold(member) != folded), ranks)
        self._typing.end(conversation, nick)

    # -- names

    def renamed(self, entry: NickChange) -> list[Conversation]:
        """Somebody, perhaps we, is called otherwise. Returns where they are."""
        old, new, room = entry.old, entry.new, self._room
        if entry.own:
            room.set_about(nick=new)
        if person := room.person(old):
            room.drop_people([old])
            room.put_people([replace(person, nick=new)])
        self._keep_what_we_chose(old, new)
        for conversation in room.conversations:
            conversation.readers.rename(old, new)
        if casefold(room.host_name) == casefold(old):
            room.set_about(host_name=new)
        where = self._where(old)
        for conversation in where:
            self._rename_in(conversation, old, new)
        direct = room.find(old)
        if direct is not None and direct.kind is Kind.DIRECT and room.find(new) in (None, direct):
            direct.rename(new)
            return [direct, *where]
        return where

    def _keep_what_we_chose(self, old: str, new: str) -> None:
        """Who has a colour keeps it, and what they want to be called; and who was muted stays so."""
        room = self._room
        if name := room.display_names.get(old.casefold()):
            room.set_display_name(old, "")
            room.set_display_name(new, name)
        if (colour := room.colours.get(old.casefold())) is not None:
            room.set_colour(old, None)
            room.set_colour(new, colour)
        if room.is_muted(old):
            room.set_muted(old, muted=False)
            room.set_muted(new, muted=True)

    def _rename_in(self, conversation: Conversation, old: str, new: str) -> None:
        self._typing.end(conversation, old)
        folded = casefold(old)
        members = (new if casefold(member) == folded else member for member in conversation.members)
        ranks = {casefold(new) if member == folded else member: rank for member, rank in conversation.ranks.items()}
        conversation.set_members(members, ranks)

    # -- being away

    def seen(self, nick: str, *, away: bool, message: str) -> None:
        """Somebody is away or back."""
        person = self._room.person(nick)
        if person is None:
            return
        if away and not message:  # some answers tell that somebody is away, but not in which words
            message = person.away_message
        if (person.away, person.away_message) != (away, message):
            self._room.put_people([replace(person, away=away, away_message=message)])
