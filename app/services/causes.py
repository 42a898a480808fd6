"""What may be in the way of others: each cause in words, with the one thing to do about it. Knows not how it is found.

``docs/troubleshooting.md`` tells the same.
"""

from enum import Enum

from app.words import N_, _


class Cause(Enum):
    """What may be in the way of others, the gravest first: the first one that is found is told."""

    NO_NETWORK = "no network"
    TAKEN = "another program"
    CLOSED = "closed"
    FIREWALL = "firewall"
    PUBLIC = "public network"
    ISOLATED = "kept apart"
    HIDDEN = "something unseen"
    REFUSED = "refused"
    PAGE_WALL = "firewall, for browsers"
    PAGE_TAKEN = "another program, for browsers"
    PAGE = "something unseen, for browsers"
    ELSEWHERE = "another network"
    TUNNEL = "VPN"


EXPLANATIONS = {
    Cause.NO_NETWORK: (
        N_("This computer is in no network."),
        N_("Connect it to the network that the others are in."),
    ),
    Cause.TAKEN: (
        N_("Something else than this room answers at {address}."),
        N_("Close the room and open it again: it takes another place then. Send the new invite."),
    ),
    Cause.CLOSED: (
        N_("The room does not answer, not even on this computer."),
        N_("Close the room and open it again."),
    ),
    Cause.FIREWALL: (
        N_("The firewall of this computer ({name}) keeps others out."),
        N_("Let others in through the firewall, once."),
    ),
    Cause.PUBLIC: (
        N_("Windows takes the network “{name}” for a public one, and keeps others out."),
        N_("Let others in through the firewall, once; or set the network to private in the settings of Windows."),
    ),
    Cause.ISOLATED: (
        N_("The network keeps its computers apart, as guest networks do: {who} does not get as far as this one."),
        N_("Put everybody into another network, such as a telephone’s hotspot, or ask who runs this one."),
    ),
    Cause.HIDDEN: (
        N_("What {who} sends to {address} is dropped: by a firewall that Parlor cannot look into, or by the network."),
        N_("Let {who} host the room instead."),
    ),
    Cause.REFUSED: (
        N_("A firewall, or another computer with the address {address}, turns {who} away."),
        N_("Let {who} host the room instead."),
    ),
    Cause.PAGE_WALL: (
        N_("The firewall of this computer ({name}) lets Parlor in, but not browsers, which come by the QR code."),
        N_("Let others in through the firewall, once."),
    ),
    Cause.PAGE_TAKEN: (
        N_("Browsers, which come by the QR code, find another program of this computer, or nothing."),
        N_("Give the link instead. Browsers get in once that program is closed and the room opened again."),
    ),
    Cause.PAGE: (
        N_("Browsers, which come by the QR code, are kept from {address} by a firewall or the network."),
        N_("Give the link instead: Parlor gets in."),
    ),
    Cause.ELSEWHERE: (
        N_("{who} is in another network, from which no way leads to this computer."),
        N_("Bring both computers into the same network or VPN."),
    ),
    Cause.TUNNEL: (
        N_("{address} is for people in the same VPN."),
        N_("Have them connect to the VPN, or come into the same network."),
    ),
}
"""For each cause what is in the way, and the one thing to do about it."""


def explain(cause: Cause, name: str = "", *, address: str = "", who: str = "") -> tuple[str, str]:
    """What is in the way, and what to do, with the names of what it is about."""
    who = who or _("somebody else")
    words, step = (_(text).format(name=name, address=address, who=who) for text in EXPLANATIONS[cause])
    return words, step
