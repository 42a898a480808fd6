"""Our half of the protocol. ``session`` and ``handlers`` do no input or output; ``connection`` does.

Nothing here depends on a window: ``app.terminal`` is made of the same parts.
"""
