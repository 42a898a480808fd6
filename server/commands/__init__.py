"""Every command a client may send: one function each, in modules by subject.

Importing this package fills the table in ``registry``.
"""

from server.commands import (
    batches,
    capabilities,
    channels,
    history,
    members,
    messages,
    modes,
    monitor,
    operators,
    people,
    registration,
    welcome,
    who,
)

__all__ = [
    "batches",
    "capabilities",
    "channels",
    "history",
    "members",
    "messages",
    "modes",
    "monitor",
    "operators",
    "people",
    "registration",
    "welcome",
    "who",
]
