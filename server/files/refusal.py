"""Why a request about a file gets nothing: an HTTP status and a sentence. Knows nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus


class RefusedError(Exception):
    """A request that cannot be met. The text is a sentence for whoever made it."""

    def __init__(self, status: HTTPStatus, text: str, headers: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(text)
        self.status = status
        self.headers = tuple(headers)
