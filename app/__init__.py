"""The Parlor application: what it remembers, what it may do, and how it talks to a room.

``models`` hold observable state, ``client`` speaks to the room without doing any
input or output of its own (``client.connection`` does that), ``controllers`` are the
only ones who write models, ``services`` know the outside world, and ``pump`` is the
one bridge from other threads to the Tk thread. ``__main__`` builds all of them and
introduces them to each other.
"""

__version__ = "0.1.0"
