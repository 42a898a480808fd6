"""Makes the third-party files of assets/ anew from their npm packages; knows nothing of the application.

Run it to take a newer release of a font, of the icons or of the emoji: ``python installer/make_assets.py``.
It needs `npm` for fetching and Pillow for cutting, and leaves assets/ as it should be committed.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

ASSETS = Path(__file__).resolve().parent.parent / "assets"
Cell = tuple[int, int]
"""Column and row in the sheet of emoji."""
LANGUAGES = {"de": "de", "es": "es", "zh_CN": "zh"}
"""Our languages besides English, and how CLDR calls each."""
EMOJI = 64
"""How wide and high an emoji is, in pixels."""
CELL = EMOJI + 2
"""Width of a cell of the sheet: it has a margin of one pixel on each side."""

# What is copied as it is: package -> {file in it: file in assets/}. Inter Medium is left out on purpose: Tk on X11
# asks fontconfig for "medium" when it means normal, and Medium would become the body face.
COPIES = {
    "@expo-google-fonts/inter": {
        "400Regular/Inter_400Regular.ttf": "fonts/Inter-Regular.ttf",
        "400Regular_Italic/Inter_400Regular_Italic.ttf": "fonts/Inter-Italic.ttf",
        "600SemiBold/Inter_600SemiBold.ttf": "fonts/Inter-SemiBold.ttf",
        "700Bold/Inter_700Bold.ttf": "fonts/Inter-Bold.ttf",
        "LICENSE_FONT": "fonts/Inter-LICENSE.txt",
    },
    "@expo-google-fonts/jetbrains-mono": {
        "400Regular/JetBrainsMono_400Regular.ttf": "fonts/JetBrainsMono-Regular.ttf",
        "LICENSE_FONT": "fonts/JetBrainsMono-LICENSE.txt",
    },
    # The outlines of emoji, for what is being typed: a text box shows no pictures.
    "@expo-google-fonts/noto-emoji": {
        "400Regular/NotoEmoji_400Regular.ttf": "fonts/NotoEmoji-Regular.ttf",
        "LICENSE_FONT": "fonts/NotoEmoji-LICENSE.txt",
    },
    "lucide-static": {
        "font/lucide.ttf": "fonts/lucide.ttf",
        "LICENSE": "fonts/lucide-LICENSE.txt",
    },
    "emoji-datasource-twitter": {
        "LICENSE": "emoji-data-LICENSE.txt",
    },
    # What emoji are called in other languages, of single characters and of those put together.
    "cldr-annotations-modern": {
        "LICENSE": "emoji-words-LICENSE.txt",
    },
    "cldr-annotations-derived-modern": {},
    # Twemoji's drawings are under CC BY 4.0, whose text their package leaves out; this one carries it word for word.
    "caniuse-lite": {
        "LICENSE": "emoji-LICENSE.txt",
    },
}


def fetch(package: str, folder: Path) -> Path:
    """Unpack the newest release of an npm package below `folder` and say where."""
    archive = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    unpacked = folder / Path(archive).stem
    with tarfile.open(folder / archive) as packed:
        packed.extractall(unpacked, filter="data")
    return unpacked / "package"


def write_json(name: str, table: dict[str, Any]) -> None:
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (ASSETS / name).write_text(text + "\n", encoding="utf-8")


def sequence(code_points: str) -> str:
    """'1F468-200D-1F4BB' -> the characters themselves."""
    return "".join(chr(int(code, 16)) for code in code_points.split("-"))


def spellings(picture: dict[str, Any]) -> Iterator[str]:
    """Every way people's keyboards write one emoji: with and without U+FE0F, which many leave out."""
    full = sequence(picture["unified"])
    yield full
    yield full.replace("\ufe0f", "")
    if picture.get("non_qualified"):
        yield sequence(picture["non_qualified"])


def emoji_tables(emoji: list[dict[str, Any]]) -> tuple[dict[str, Cell], dict[str, str]]:
    """Where each sequence lies in the sheet, and which short name stands for which sequence."""
    cells: dict[str, Cell] = {}
    names: dict[str, str] = {}
    for entry in emoji:
        for picture in (entry, *entry.get("skin_variations", {}).values()):
            for spelling in spellings(picture):
                cells.setdefault(spelling, (picture["sheet_x"], picture["sheet_y"]))
        for name in entry["short_names"]:
            names.setdefault(name, sequence(entry["unified"]))
    return cells, names


def emoji_groups(emoji: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The emoji of each group that people look for them in, in the order in which keyboards have them."""
    groups: dict[str, list[str]] = {}
    for entry in sorted(emoji, key=lambda entry: entry["sort_order"]):
        if entry["category"] != "Component":  # skin tones and hair, which are nothing by themselves
            groups.setdefault(entry["category"], []).append(sequence(entry["unified"]))
    return groups


def emoji_words(groups: dict[str, list[str]], folders: dict[str, Path], language: str) -> dict[str, str]:
    """What each emoji is called in a language, and what else it is found by, with bars between."""
    said: dict[str, dict[str, list[str]]] = {}
    for package, kind in (
        ("cldr-annotations-modern", "annotations"),
        ("cldr-annotations-derived-modern", "annotationsDerived"),
    ):
        text = (folders[package] / kind / language / "annotations.json").read_text(encoding="utf-8")
        for emoji, words in json.loads(text)[kind]["annotations"].items():
            said[emoji.replace("\ufe0f", "")] = words
    found = {}
    for emoji in (emoji for group in groups.values() for emoji in group):
        if words := said.get(emoji.replace("\ufe0f", "")):
            (name,) = words["tts"]
            found[emoji] = "|".join([name, *(word for word in words.get("default", ()) if word not in name)])
    return found


def with_own_colours(picture: Image.Image) -> Image.Image:
    """The same picture with no more in its palette than is in it: half the size."""
    used = sorted(set(picture.tobytes()))
    opacity = picture.info["transparency"]
    small = picture.remap_palette(used)
    small.info["transparency"] = bytes(opacity[index] if index < len(opacity) else 255 for index in used)
    return small


def cut(sheet: Image.Image, cells: dict[str, Cell]) -> tuple[bytes, dict[str, list[int]]]:
    """Every picture of the sheet as a PNG of its own, one after the other, and where each sequence's begins and ends.

    Decoded as a whole the sheet takes 16 MB and 50 ms; of these one takes a tenth of a millisecond.
    """
    pictures = bytearray()
    places: dict[Cell, list[int]] = {}
    for cell in sorted(set(cells.values())):
        left, top = cell[0] * CELL + 1, cell[1] * CELL + 1
        picture = io.BytesIO()
        with_own_colours(sheet.crop((left, top, left + EMOJI, top + EMOJI))).save(picture, "png", optimize=True)
        places[cell] = [len(pictures), len(pictures) + len(picture.getvalue())]
        pictures += picture.getvalue()
    return bytes(pictures), {sequence: places[cell] for sequence, cell in cells.items()}


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folders = {package: fetch(package, Path(temporary)) for package in COPIES}
        for package, files in COPIES.items():
            for source, target in files.items():
                (ASSETS / target).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folders[package] / source, ASSETS / target)
        lucide = folders["lucide-static"]
        codes = json.loads((lucide / "font/codepoints.json").read_text(encoding="utf-8"))
        drawn = {picture.stem for picture in (lucide / "icons").glob("*.svg")}
        twitter = folders["emoji-datasource-twitter"]
        emoji = json.loads((twitter / "emoji.json").read_text(encoding="utf-8"))
        groups = emoji_groups(emoji)
        words = {language: emoji_words(groups, folders, theirs) for language, theirs in LANGUAGES.items()}
        # The palette of 256 colours: a quarter of the size, and no difference to see.
        with Image.open(twitter / "img/twitter/sheets-256/64.png") as picture:
            sheet = picture.copy()
    # The table of codes still names icons that have been taken out of the font.
    write_json("icons.json", {name: code for name, code in codes.items() if name in drawn})
    cells, names = emoji_tables(emoji)
    pictures, places = cut(sheet, cells)
    (ASSETS / "emoji.pngs").write_bytes(pictures)
    write_json("emoji.json", places)
    write_json("emoji-names.json", names)
    write_json("emoji-groups.json", groups)
    for language, found in words.items():
        write_json(f"emoji-words.{language}.json", found)


if __name__ == "__main__":
    main()
