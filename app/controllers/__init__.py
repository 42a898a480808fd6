"""Intents and rules: the only ones who write models. Tk thread only; no Tk, no sockets.

``rooms`` brings us into a room and out of it, ``hosting`` opens one on this computer,
``visit`` is one stay in one, ``sync`` turns what the network tells into what the models
hold, ``chat`` is what a person can do there, and ``slash`` what they can do by typing.
"""
