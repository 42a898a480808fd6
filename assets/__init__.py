"""Knows where the program's own data files lie; knows nothing of what they are for.

    fonts/              Inter (the face), JetBrains Mono (code), Lucide (icons)
    icons.json          Lucide's names -> code points in fonts/lucide.ttf
    emoji.pngs          every emoji, 64 px wide, each a PNG of its own, one after the other
    emoji.json          emoji sequence -> [where its PNG begins, where it ends] in emoji.pngs, in bytes
    emoji-names.json    short name ("thumbsup") -> emoji sequence
    emoji-words.de.json emoji sequence -> what it is called in that language, and by what else it is found
    sounds/             what is heard with a notice (installer/make_sounds.py)
    locale/             what is said, in other languages (installer/make_words.py)
    icon/               the application's icon in the sizes and formats that systems ask for

Files from other people lie beside their licence. ``installer/make_assets.py`` makes everything here anew.
"""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Where the data file `name` ("fonts/Inter-Regular.ttf") lies, in a checkout, a wheel and a bundle alike.

    Raises FileNotFoundError if there is no such file: a misspelt name should not wait for a screen to be drawn.
    """
    found = _HERE / name
    if not found.exists():
        raise FileNotFoundError(f"Parlor has no data file called {name!r} in {_HERE}")
    return found
