"""Who asks a room by HTTP: a client that is as bare as can be. Knows no test."""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Client:
    """Somebody who asks a room by HTTP, with one connection for all they ask."""

    connection: http.client.HTTPConnection
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """``Content_Type="text/plain"`` is a header."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, body, self.headers | named)
        response = self.connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())

    def send(self, body: bytes, name: str = "", **headers: str) -> Answer:
        if name:
            headers["Content_Disposition"] = f'attachment; filename="{name}"'
        return self.ask("POST", "/files", body, **headers)


def path_of(answer: Answer) -> str:
    """The path in an answer's Location."""
    return "/" + answer.headers["location"].split("/", 3)[3]
