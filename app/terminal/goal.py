"""Where to go, and as whom, from what was typed. Knows no connection."""

import getpass
from dataclasses import dataclass, replace

from app.services import invites
from app.services.invites import Invite, InviteError
from server.protocol.names import channel_problem, nick_problem, suggest_nick


class AddressError(ValueError):
    """Where to go, or as whom, cannot be understood. The text is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to go, and as whom."""

    invite: Invite
    nick: str
    choose_name: bool
    """Whether the name may be changed a little where somebody else has it."""


def goal(address: str, *, nick: str = "", channel: str = "", known_nick: str = "", fingerprint: str = "") -> Goal:
    """Understand what was asked for. Raises AddressError.

    ``nick`` is the name asked for; without it ``known_nick`` or the login name is used. ``fingerprint`` is what
    the room has to prove itself by, where the address does not say so.
    """
    try:
        invite = invites.read(address)
    except InviteError as error:
        raise AddressError(str(error)) from error
    if channel:
        invite = replace(invite, channel=channel if channel.startswith("#") else f"#{channel}")
        if problem := channel_problem(invite.channel):
            raise AddressError(f"{problem} Try another --channel.")
    if nick and (problem := nick_problem(nick)):
        raise AddressError(f"{problem} Try --nick {suggest_nick(nick)}.")
    if fingerprint:
        invite = replace(invite, fingerprint=fingerprint, in_clear=False)
    return Goal(invite, nick or known_nick or suggest_nick(_login_name()), choose_name=not nick)


def _login_name() -> str:
    """Who is logged in; empty where the system does not know, as in some containers."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # which of them depends on the system and Python's version
        return ""
