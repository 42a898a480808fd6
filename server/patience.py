"""How long the room waits for who says nothing: asks for a sign of life, lets go of who gives none. Engine thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.room import Room


def look_round(room: Room) -> None:
    """Once a second."""
    limits, now = room.config.limits, room.monotonic()
    for session in list(room.visitors):
        silence = now - session.heard_at
        if not session.registered:
            if now - session.since > limits.registration_timeout:
                room.dismiss(session, f"No name within {limits.registration_timeout} seconds")
        elif silence > limits.ping_timeout:
            room.dismiss(session, f"Ping timeout: {int(silence)} seconds")
        elif silence > limits.ping_interval and not session.pinged:
            session.pinged = True
            session.send(f"PING :{room.server_name}")
