"""What controllers need of the connection. Knows no connection: whoever has one implements it."""

from typing import Protocol

from app.client.session import Session


class Line(Protocol):
    """The session while we are registered, else None: who is not, has nobody to ask."""

    session: Session | None
