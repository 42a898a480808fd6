"""Draws the application's icon in every format that systems ask for; knows the tile, not the application.

The tile of the welcome window: Lucide's armchair, white on a rounded square of the accent colour.
Needs Pillow: ``python installer/make_icon.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ASSETS = Path(__file__).resolve().parent.parent / "assets"
ACCENT = "#5B54D6"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
FINER = 4  # drawn this much larger, then scaled down: Pillow draws shapes with hard edges

# Apple keeps a margin of about a tenth round the tile of an icon; the other systems show icons up to the edge.
MARGIN_APPLE = 0.1


def tile(size: int, margin: float = 0.0) -> Image.Image:
    """The icon, `size` pixels wide, with `margin` of its width left clear on every side."""
    whole = size * FINER
    clear = round(whole * margin)
    side = whole - 2 * clear
    image = Image.new("RGBA", (whole, whole))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((clear, clear, whole - clear - 1, whole - clear - 1), radius=side * 0.22, fill=ACCENT)
    icons = json.loads((ASSETS / "icons.json").read_text(encoding="utf-8"))
    # Small icons get a larger armchair, or its strokes would be thinner than a pixel.
    glyph = ImageFont.truetype(ASSETS / "fonts/lucide.ttf", side * (0.76 if size <= 32 else 0.58))
    draw.text((whole / 2, whole / 2), chr(icons["armchair"]), font=glyph, fill="white", anchor="mm")
    return image.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    folder = ASSETS / "icon"
    folder.mkdir(exist_ok=True)
    for size in SIZES:
        tile(size).save(folder / f"parlor-{size}.png", optimize=True)
    windows = [tile(size) for size in SIZES if size <= 256]  # the format ends at 256
    windows[-1].save(folder / "parlor.ico", sizes=[image.size for image in windows], append_images=windows[:-1])
    tile(1024, MARGIN_APPLE).save(folder / "parlor.icns")


if __name__ == "__main__":
    main()
