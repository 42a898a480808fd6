"""Makes the sounds of ``assets/sounds``: soft notes of a plucked string, drawn sample by sample.

python installer/make_sounds.py
"""

import math
import wave
from array import array
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "sounds"
RATE = 22_050
LOUDNESS = 0.28
FADE = 0.012
"""Seconds in which a note begins, so that it does not click."""

Note = tuple[float, float]
"""When it begins, in seconds, and its frequency."""

SOUNDS: dict[str, tuple[float, Sequence[Note]]] = {
    "message": (0.35, ((0.0, 587.33),)),  # D5
    "mention": (0.55, ((0.0, 587.33), (0.11, 880.0))),  # D5, A5: a fifth upwards, as a question
}
"""How long each lasts, and what is played."""


def sample(time: float, notes: Sequence[Note], length: float) -> float:
    """How far the string is from its rest, from -1 to 1."""
    total = 0.0
    for begin, frequency in notes:
        age = time - begin
        if age >= 0:
            swing = 2 * math.pi * frequency * age
            tone = math.sin(swing) + 0.3 * math.sin(2 * swing) * math.exp(-8 * age) + 0.08 * math.sin(3 * swing)
            total += tone * math.exp(-9 * age) * min(1.0, age / FADE)
    return total * min(1.0, (length - time) / FADE)


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (length, notes) in SOUNDS.items():
        moments = (number / RATE for number in range(round(length * RATE)))
        values = array("h", (round(32_767 * LOUDNESS * sample(moment, notes, length)) for moment in moments))
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(values.tobytes())


if __name__ == "__main__":
    main()
