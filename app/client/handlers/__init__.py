"""What the room's words mean to us: one function for each, from a message to events.

No input or output. A word is added by writing its function beside the others of its subject,
under ``@on``; words nobody wrote one for are left alone, except that errors are told.
"""

from app.client.handlers import history, people, registration, rules, speech, trouble
from app.client.handlers.people import WHO_TOKEN
from app.client.handlers.registration import WANTED
from app.client.handlers.registry import handle
from app.client.handlers.speech import mentions

assert history
assert people
assert registration
assert rules
assert speech
assert trouble  # imported for their effect: the table of words is full from here on

__all__ = ["WANTED", "WHO_TOKEN", "handle", "mentions"]
