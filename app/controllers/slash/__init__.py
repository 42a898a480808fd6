"""What a person can do by typing ``/word``: a table of functions, which is also the help.

A command is one function under ``@slash`` beside the others of its subject: its parameters are the usage (one
with a default is optional, one after ``*`` takes the rest of the line), its docstring is the help. Tk thread only.
"""

from app.controllers.slash import care, finding, places, speech
from app.controllers.slash.table import COMMANDS, Command, UsageError, offered, run

assert care
assert finding
assert places
assert speech  # imported for their effect: the table of commands is full from here on

__all__ = ["COMMANDS", "Command", "UsageError", "offered", "run"]
