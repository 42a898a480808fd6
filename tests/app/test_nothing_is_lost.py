"""Nothing is lost and nothing comes twice, whatever happens to connections and programs: all logs are the room's."""

import pytest

from tests.app.lossy import Member, World

RUNS = 40  # more with --lossy-runs
STEPS = 250


@pytest.fixture
def runs(request):
    return request.config.getoption("--lossy-runs") or RUNS


USUAL = [30, 50, 2, 3, 12, 4, 4, 1, 1]
WITH_GHOSTS = [30, 50, 1, 8, 30, 12, 1, 2, 0.2]
"""How often each mishap happens; where the room knows people by their keys, they meet their own lost connections."""


def mishap(world, step, weights=USUAL):
    """One thing that happens, mostly something harmless."""
    chance, member = world.random, world.random.choice(world.members)
    what = chance.choices(
        ["say", "carry", "cut", "half open", "connect", "late", "lay", "restart", "crash"],
        weights,
    )[0]
    match what:
        case "say":
            lines = "\nand more" * (chance.random() < 0.1)
            member.say(f"{member.nick} {step}{lines}")
        case "carry":
            member.carry(chance.choice([None, None, None, 30, 300, 3000]))
        case "cut" | "half open":
            member.lose(known=what == "cut")
        case "connect" if member.pipe is None:
            member.connect()
        case "late" if world.ghosts:  # bytes that were under way when the connection was lost
            chance.choice(world.ghosts).to_room(chance.choice([None, 50]))
        case "lay" if world.ghosts:
            world.lay_ghost(chance.choice(world.ghosts))
        case "restart":
            member.restart()
        case "crash":
            world.crash()


@pytest.mark.parametrize("by_key", [False, True], ids=["by name", "by key"])
def test_everybody_has_the_same_log_as_the_room(tmp_path, runs, by_key):
    for seed in range(runs // 2 if by_key else runs):
        folder = tmp_path / str(seed)
        world = World(folder, seed)
        for nick in ("Ada", "Ben", "Cleo"):
            Member(world, nick, key=f"the key of {nick}" if by_key else "").connect()
        if world.random.random() < 0.8:
            world.settle()
        for step in range(STEPS):
            mishap(world, step, WITH_GHOSTS if by_key else USUAL)
        world.calm()
        log = world.log
        assert sorted(text for _, text in log) == sorted(world.said), f"seed {seed}: said and kept by the room"
        for member in world.members:
            member.scroll_up()
            assert member.kept == log, f"seed {seed}: what {member.nick} keeps"
            assert member.shown == log, f"seed {seed}: what {member.nick} sees"
            assert member.waiting == [], f"seed {seed}: what {member.nick} has not sent"
        world.close()


def test_answers_signs_and_corrections_are_the_same_for_everybody(tmp_path, runs):
    for seed in range(runs // 2):
        world = World(tmp_path / str(seed), seed)
        for nick in ("Ada", "Ben", "Cleo"):
            Member(world, nick).connect()
        world.settle()
        for step in range(STEPS):
            mishap(world, step)
            if world.random.random() < 0.3:
                what = world.random.choice(["answer", "change", "sign", "sign", "take back"])
                world.random.choice(world.members).touch(what)
        world.calm()
        meaning = world.meaning
        for member in world.members:
            member.scroll_up()
            assert member.meant == meaning, f"seed {seed}: what {member.nick} sees"
            assert member.waiting == [], f"seed {seed}: what {member.nick} has not sent"
        world.close()
