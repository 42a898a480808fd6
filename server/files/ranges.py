"""Which part of a file is asked for: Range and If-Range of RFC 9110, sections 13.1.5 and 14. Values only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

from server.files.refusal import RefusedError

_ONE_RANGE = re.compile(r"bytes=\s*(\d{0,19})-(\d{0,19})\s*")


def wanted_range(headers: Mapping[str, str], size: int, tag: str) -> range | None:
    """The bytes that are asked for; None where it is the whole file. Raises RefusedError if there are none such.

    Several ranges at once are not served: "A server MAY ignore the Range header field" (14.2), and each
    of a thousand small ones would cost as much as the file.
    """
    match = _ONE_RANGE.fullmatch(headers.get("range", ""))
    if match is None or match.groups() == ("", "") or headers.get("if-range", tag) != tag:
        return None
    first, last = match.groups()
    if not first:
        found = range(max(0, size - int(last)), size)
    elif last and int(last) < int(first):
        return None  # "A recipient of an int-range ... whose last-pos value is less ... MUST ignore it" (14.1.1)
    else:
        found = range(int(first), min(size, int(last) + 1) if last else size)
    if not found:
        text = f"The file ends before that: it has {size} bytes."
        raise RefusedError(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, text, [("Content-Range", f"bytes */{size}")])
    return found
