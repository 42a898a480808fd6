"""``parlor rooms``: which rooms are near."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from app.controllers.nearby import Lookout
from app.loop import Loop
from app.models.lobby import Lobby, NearbyRoom, RecentRoom, Search
from app.terminal import OK
from app.terminal.lines import complain, print_json, printable

_STEPS = 20
"""Of which the progress that is shown consists."""


def rooms(seconds: float, recent: Sequence[RecentRoom] = (), *, json: bool = False) -> int:
    """Look for rooms this long, then print them, those with most people first. Returns the exit status.

    The rooms that the person has been in (``recent``) are asked directly, in case the network hides them.
    """
    loop, lobby = Loop(), Lobby()
    lobby.set_recent(recent)
    lookout = Lookout(lobby, loop, loop.post)
    found: tuple[NearbyRoom, ...] = ()
    unable = False

    def end() -> None:
        nonlocal found, unable
        found, unable = tuple(lobby.nearby), lobby.search is Search.UNABLE
        loop.stop()

    lookout.look()
    loop.after(round(seconds * 1000), end)
    with _progress(loop, seconds):
        loop.run()
    lookout.rest()
    if unable:
        return complain("This computer's network cannot be asked: it is not connected, or forbids it.")
    for room in sorted(found, key=lambda room: (-room.people, room.name.casefold())):
        print_json(_record(room)) if json else print(_line(room))
    if not found and not json:
        print("No rooms near you. Somebody may have hosted one in another network: ask for the invite.")
    return OK


@contextmanager
def _progress(loop: Loop, seconds: float) -> Iterator[None]:
    """Show how long it still takes, to who is looking."""
    if not sys.stderr.isatty():
        yield
        return
    from prompt_toolkit.shortcuts import ProgressBar  # here: it takes 0.1 s to load

    with ProgressBar() as bar:
        steps = iter(bar(range(_STEPS + 1), label="Looking for rooms"))

        def step() -> None:
            next(steps, None)
            loop.after(round(seconds * 1000 / _STEPS), step)

        step()
        yield


def _line(room: NearbyRoom) -> str:
    people = "1 person" if room.people == 1 else f"{room.people} people"
    locked = ", with a password" if room.locked else ""
    return f"{printable(room.name)}: {people}{locked}, at {_address(room)}"


def _record(room: NearbyRoom) -> dict[str, object]:
    return {
        "name": room.name,
        "people": room.people,
        "locked": room.locked,
        "address": _address(room),
        "addresses": list(room.addresses),
        "port": room.port,
        "channel": room.channel,
        "host": room.host,
        "fingerprint": room.fingerprint,
    }


def _address(room: NearbyRoom) -> str:
    host = room.addresses[0]
    return f"[{host}]:{room.port}" if ":" in host else f"{host}:{room.port}"
