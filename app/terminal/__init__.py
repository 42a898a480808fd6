"""Parlor without its window: rooms as lines of text, for people at a terminal, scripts, bots and screen readers.

Each command is a function that returns the exit status. ``app.command_line`` reads what was asked for.
"""

OK, FAILED, INTERRUPTED = 0, 1, 130
"""Exit statuses: all was done as wished; not all was; Ctrl+C."""
