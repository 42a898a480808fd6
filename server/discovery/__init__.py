"""Rooms near you: telling a network that a room is open, and hearing which ones are.

Two ways side by side, since either may be blocked: DNS-SD (``dnssd``), and a beacon of our own
(``beacon``) by broadcast and multicast. ``announcement`` is what both say, ``roster`` makes rooms of
what was heard, ``announcer`` and ``browser`` are the two ends, and ``background`` the thread that each
of them lives on. Nothing of it leaves the local network, and nothing that is heard is believed: a row
is a hint where to knock, and only the room's own key proves which room it is.
"""
