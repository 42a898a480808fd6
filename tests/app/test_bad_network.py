"""Real rooms, real sockets, real programs but for their windows, and a network that fails all the time.

Each run is a room of its own for a moment. Rooms and programs are processes, which end in the middle of everything.
"""

import random
import threading
import time
from contextlib import ExitStack
from functools import partial

import pytest

from tests.app.bad_network import BadNetwork
from tests.app.mortal import CHANNELS, MortalMember, MortalRoom

RUNS = 4  # more with --lossy-runs
STEPS = 20
CALM = 90.0
"""Seconds until everybody has everything, once nothing fails any more; on a quiet computer it takes one to four."""

MISHAPS = {
    "cut": 6,
    "forget the member": 4,
    "forget the room": 4,
    "stall": 5,
    "go on": 6,
    "a program ends": 1,
    "a program is killed": 2,
    "the room is opened anew": 1,
    "the room is killed": 2,
}
"""What happens, and how often."""


class Play:
    """A room, three members, the networks between them, and what was said."""

    def __init__(self, folder, seed, ending):
        self.chance = random.Random(seed)
        self.encrypted = seed % 2 == 0
        # Who is known by a key keeps their channels; of others, #general alone is there when the room opens again.
        self.channels = CHANNELS if self.encrypted else CHANNELS[:1]
        self.said: dict[str, list[str]] = {channel: [] for channel in self.channels}
        self.doubtful: set[str] = set()
        self.room = MortalRoom(folder / "room", encrypted=self.encrypted)
        ending.callback(self.room_ends)
        self.members: list[MortalMember] = []
        self.networks: dict[MortalMember, BadNetwork] = {}
        for nick in ("Ada", "Ben", "Cleo"):
            network = BadNetwork(self.room.port)
            ending.callback(network.close)
            member = MortalMember(nick, folder / nick, network.port, self.room.fingerprint)
            ending.callback(member.kill)
            self.members.append(member)
            self.networks[member] = network

    def room_ends(self):
        self.room.kill()

    def step(self, number):
        for member in self.members:
            channel, text = self.chance.choice(self.channels), f"{member.nick} {number}"
            if self.chance.random() < 0.7 and member.say(channel, text, surely=self.chance.random() < 0.5):
                self.said[channel].append(text)
        if self.chance.random() < 0.5:
            self.mishap()
        threading.Event().wait(self.chance.uniform(0, 0.03))

    def mishap(self):
        member = self.chance.choice(self.members)
        network = self.networks[member]
        match self.chance.choices(list(MISHAPS), list(MISHAPS.values()))[0]:
            case "cut":
                network.cut()
            case "forget the member":
                network.forget_near()
            case "forget the room":
                network.forget_far()
            case "stall" | "go on" as what:
                network.stall(what == "stall")
            case "a program ends":
                member.bid_end()
                member.unsure.clear()
                member.start()
            case "a program is killed":
                member.kill()
                self.doubtful |= member.unsure
                member.start()
            case "the room is opened anew":
                self.room.bid_end()
                self.reopen()
            case "the room is killed":
                self.room.kill()
                self.reopen()

    def reopen(self):
        self.room.start()
        for network in self.networks.values():
            network.lead_to(self.room.port)

    def calm(self):
        """No more mishaps: everybody comes back, and all that waits is sent."""
        for network in self.networks.values():
            network.stall(False)
        for member in self.members:
            member.ask("be_patient", True)
            left = partial(member.ask, "unsettled", self.channels)
            self.wait(lambda left=left: not left(), lambda m=member, left=left: f"{m.nick} is back: {left()}")
        for member in self.members:
            member.ask("be_patient", False)

    def has_all(self, member, channel):
        """Whether somebody sees and keeps what the room has; if not, there may be something above."""
        log = self.room.log(channel)
        if member.ask("shown", channel) == log == member.ask("kept", channel):
            return True
        member.ask("scroll_up", channel)
        return False

    def difference(self, member, channel):
        log, shown, kept = self.room.log(channel), member.ask("shown", channel), member.ask("kept", channel)
        return f"{member.nick} in {channel}:\nroom {log}\nsees {shown}\nkept {kept}"

    def wait(self, condition, what):
        end = time.monotonic() + CALM
        while not condition():
            assert time.monotonic() < end, what()
            threading.Event().wait(0.03)


@pytest.mark.parametrize("part", range(RUNS))
def test_everybody_has_the_same_log_as_the_room(tmp_path, request, part):
    first, runs = request.config.getoption("--lossy-seed"), request.config.getoption("--lossy-runs") or RUNS
    for seed in range(first + part, first + runs, RUNS):
        with ExitStack() as ending:
            play_once(Play(tmp_path / str(seed), seed, ending), seed)


def play_once(play, seed):
    if play.chance.random() < 0.8:
        play.calm()
    for number in range(STEPS):
        play.step(number)
    play.calm()
    for channel in play.channels:
        for member in play.members:
            play.wait(partial(play.has_all, member, channel), partial(play.difference, member, channel))
        texts = [text for _, text in play.room.log(channel)]
        said = play.said[channel]
        assert len(texts) == len(set(texts)), f"seed {seed}: nothing twice in {channel}"
        assert set(said) - play.doubtful <= set(texts) <= set(said), f"seed {seed}: all of {channel}"
        # Who has no key goes on talking while they wait for their own lost connection, with what it may still say.
        for member in play.members if play.encrypted else ():
            theirs = [text for text in said if text.startswith(member.nick) and text in texts]
            assert [text for text in texts if text in theirs] == theirs, f"seed {seed}: as {member.nick} said it"
    for member in play.members:
        assert member.ask("errors") == [], f"seed {seed}: {member.nick}"
