"""The room: an IRC server that runs beside its host's window, in a child process, or alone.

Read it from the wire inwards: ``listener`` accepts visitors and cuts what they send into lines,
``engine`` takes those lines one batch at a time on the only thread that may touch the room,
``commands`` says what each line does, ``room`` and ``session`` hold what is true, ``transport``
carries the answers out. ``protocol`` is the language itself, shared with the client.
"""

VERSION = "0.1.0"
