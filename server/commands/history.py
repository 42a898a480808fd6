"""What was said before: CHATHISTORY and SEARCH.

https://ircv3.net/specs/extensions/chathistory
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from server.channel import Channel
from server.commands.registry import command
from server.entries import Entry
from server.history import History
from server.person import Person
from server.playback import play, rows, send_batch
from server.protocol.message import Message, parse_tags
from server.protocol.names import casefold
from server.protocol.vocabulary import CHATHISTORY, EVENT_PLAYBACK, SEARCH
from server.room import Room
from server.search import Query
from server.session import Session
from server.stamps import parse_time, render_time, time_of_msgid

_EVER = "*"


class RequestError(ValueError):
    """What was asked for cannot be. Carries the code and parameters of the FAIL that says so."""

    def __init__(self, code: str, *params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Request:
    """A conversation, places in it, and how much of it somebody wants to know."""

    history: History
    buffer: int
    places: tuple[int | None, ...]
    limit: int
    events: bool

    def select(self, limit: int, *, after: int | None = None, before: int | None = None, newest: bool) -> list[Entry]:
        return self.history.select(
            self.buffer, limit, after=-1 if after is None else after, before=before, newest=newest, events=self.events
        )


@command("CHATHISTORY", spec=CHATHISTORY.spec)
def chathistory(session: Session, message: Message) -> None:
    """Ask what was said: LATEST, BEFORE, AFTER, AROUND or BETWEEN; or where anything was, TARGETS."""
    subcommand = message.params[0].upper() if message.params else ""
    try:
        if subcommand == "TARGETS":
            _targets(session, message.params[1:])
        else:
            _answer(session, subcommand, message.params[1:])
    except RequestError as error:
        session.fail("CHATHISTORY", error.code, subcommand or "*", *error.params)


def _answer(session: Session, subcommand: str, params: tuple[str, ...]) -> None:
    select = _SUBCOMMANDS.get(subcommand)
    if select is None:
        raise RequestError("INVALID_PARAMS", "There is no such question")
    number_of_places = 2 if subcommand == "BETWEEN" else 1
    if len(params) != number_of_places + 2:
        raise RequestError("INVALID_PARAMS", "It takes a target, where to look, and how many messages at most")
    target, *places, limit = params
    history, buffer = _find(session.person, target)
    name = _name_of(session.person, target, buffer)
    if history is None or buffer is None:
        play(session, name, [])
        return
    request = Request(
        history,
        buffer,
        tuple(_place(written, or_ever=subcommand == "LATEST") for written in places),
        _limit(session.room, limit),
        session.can(EVENT_PLAYBACK),
    )
    play(session, name, select(request))


def _latest(request: Request) -> list[Entry]:
    return request.select(request.limit, after=request.places[0], newest=True)


def _before(request: Request) -> list[Entry]:
    return request.select(request.limit, before=request.places[0], newest=True)


def _after(request: Request) -> list[Entry]:
    return request.select(request.limit, after=request.places[0], newest=False)


def _around(request: Request) -> list[Entry]:
    """The place itself counts as before: who asks for one message around it gets that one."""
    place = request.places[0]
    assert place is not None
    earlier = request.select((request.limit + 1) // 2, before=place + 1, newest=True)
    return earlier + request.select(request.limit - len(earlier), after=place, newest=False)


def _between(request: Request) -> list[Entry]:
    """From the first place to the second, "this may be forwards or backwards in time"."""
    start, end = request.places
    assert start is not None
    assert end is not None
    return request.select(request.limit, after=min(start, end), before=max(start, end), newest=start > end)


_SUBCOMMANDS: dict[str, Callable[[Request], list[Entry]]] = {
    "LATEST": _latest,
    "BEFORE": _before,
    "AFTER": _after,
    "AROUND": _around,
    "BETWEEN": _between,
}


def _targets(session: Session, params: tuple[str, ...]) -> None:
    """Which conversations had something new between two times: the first of them, counted from the first time on."""
    person = session.person
    if len(params) != 3:
        raise RequestError("INVALID_PARAMS", "It takes two times, and how many conversations at most")
    first, second = (_moment(written) for written in params[:2])
    limit = _limit(session.room, params[2])
    start, end = min(first, second), max(first, second)
    found = sorted((last, name) for name, last in _conversations(person) if start < last < end)
    found = found[:limit] if first < second else found[-limit:]
    server = session.room.server_name.encode()
    lines = (b":%s CHATHISTORY TARGETS %s %s\r\n" % (server, name.encode(), render_time(last)) for last, name in found)
    send_batch(session, "draft/chathistory-targets", [], lines)


def _conversations(person: Person) -> list[tuple[str, int]]:
    """The name of each conversation somebody is part of, and when something was said there for the last time."""
    history = person.room.history
    if history is None:
        return []
    buffers = [(channel.name, channel.buffer) for channel in person.channels.values()]
    buffers += [(nick, buffer) for buffer, _, nick in history.partners(person.identity)]
    found = ((name, history.last(buffer)) for name, buffer in buffers if buffer is not None)
    return [(name, last) for name, last in found if last is not None]


def _find(person: Person, target: str) -> tuple[History | None, int | None]:
    """The conversation somebody means, if they may know of it. Raises RequestError."""
    room = person.room
    if not target.startswith("#"):
        return room.history, conversation_with(person, target)
    channel = room.channels.find(target)
    if channel is None or person not in channel:
        raise RequestError("INVALID_TARGET", target, "Messages could not be retrieved")
    return room.history, channel.buffer


def _name_of(person: Person, target: str, buffer: int | None) -> str:
    """What a conversation is really called: "the canonical name of the target being queried"."""
    room = person.room
    if here := room.channels.find(target) if target.startswith("#") else room.find(target):
        return here.name if isinstance(here, Channel) else here.nick
    past = room.history.partners(person.identity) if room.history is not None else ()
    return next((name for number, _, name in past if number == buffer), target)


def conversation_with(person: Person, nick: str) -> int | None:
    """What somebody and another said to each other, under the name that the other has, or had then."""
    room = person.room
    if room.history is None:
        return None
    other = room.find(nick)
    wanted = {other.identity} if other else {f"={casefold(nick)}"}
    by_name = None
    for buffer, identity, name in room.history.partners(person.identity):
        if identity in wanted:
            return buffer
        if casefold(name) == casefold(nick):
            by_name = buffer
    return by_name


def _place(written: str, *, or_ever: bool = False) -> int | None:
    """A place in a conversation, as a time in milliseconds. Raises RequestError."""
    if written == _EVER and or_ever:
        return None
    kind, _, value = written.partition("=")
    place = parse_time(value) if kind == "timestamp" else time_of_msgid(value) if kind == "msgid" else None
    if place is None:
        raise RequestError("INVALID_PARAMS", written, "That is neither timestamp=… nor the msgid=… of a message")
    return place


def _moment(written: str) -> int:
    """A time alone: "they MUST be timestamps and not msgids". Raises RequestError."""
    kind, _, value = written.partition("=")
    if kind != "timestamp" or (moment := parse_time(value)) is None:
        raise RequestError("INVALID_PARAMS", written, "That is not timestamp=… with a time")
    return moment


def _limit(room: Room, written: str) -> int:
    if not (written.isascii() and written.isdigit()) or len(written) > 9 or int(written) == 0:
        raise RequestError("INVALID_PARAMS", written, "That is not a number of messages")
    return min(int(written), room.config.history.playback_max)


@command("SEARCH", spec=SEARCH.spec, params=1)
def search(session: Session, message: Message) -> None:
    """Messages with certain words (``text``), by somebody (``from``), somewhere (``in``), ``before`` or ``after``."""
    try:
        wanted = parse_tags(message.params[0])
        limit = _limit(session.room, wanted.get("limit", "100"))
        times = {key: _time(wanted[key]) for key in ("before", "after") if key in wanted}
        buffers = _searched(session.person, wanted.get("in", ""))
    except RequestError as error:
        session.fail("SEARCH", "INVALID_PARAMS", *error.params)
        return
    index = session.room.memory.search
    words, newest = tuple(wanted.get("text", "").split()), "after" not in times
    query = Query(tuple(buffers), words, wanted.get("from", ""), newest=newest, **times)
    entries = index.find(query, limit) if index is not None and buffers else []
    send_batch(session, SEARCH.name, [], rows(session, entries))


def _time(written: str) -> int:
    time = parse_time(written)
    if time is None:
        raise RequestError("INVALID_PARAMS", written, "That is not a time")
    return time


def _searched(person: Person, target: str) -> list[int]:
    """The conversations to be searched: one, or all that the person is part of. Raises RequestError."""
    history = person.room.history
    if history is None:
        return []
    if target:
        buffers = [_find(person, target)[1]]
    else:
        buffers = [channel.buffer for channel in person.channels.values()]
        buffers += [buffer for buffer, _, _ in history.partners(person.identity)]
    return [buffer for buffer in buffers if buffer is not None]
