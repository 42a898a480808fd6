"""Scenes of files: pictures and other files in a conversation, those that are to be sent, a picture by itself."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image, ImageDraw

from app.models.attachments import Attachment
from app.models.room import Room
from app.models.transfers import Failed, Moving, Outgoing
from ui.gallery.chat import WINDOW, chat
from ui.gallery.pictured import design_class, said
from ui.gallery.scenes import Stage, scene
from ui.theme import mix, rgb
from ui.views.viewer import Viewer

BASE = "https://192.168.1.23:6698/files"


def file(number: int, name: str, size: int, picture: tuple[int, int] | None = None) -> Attachment:
    """A file that the room keeps."""
    digest = f"{number:02d}" * 32
    return Attachment(f"{BASE}/{digest}/{quote(name)}", digest, name, size, picture)


def sunset(width: int, height: int) -> Image.Image:
    """The view from the roof: sky, sun, hills."""
    image = Image.new("RGB", (width, height))
    pen = ImageDraw.Draw(image)
    for y in range(height):
        pen.line((0, y, width, y), rgb(mix("#ffbd8a", "#a86fc0", y / height)))
    sun = width * 13 // 20, height * 6 // 20, width * 13 // 20 + height * 4 // 20, height * 10 // 20
    pen.ellipse(sun, "#fff0c2")
    for colour, base, step in (("#7d579b", 0.62, 0.16), ("#5a4185", 0.76, 0.2), ("#372a5e", 0.88, 0.24)):
        peaks = [(width * place // 4, int(height * (base - (step if place % 2 else 0)))) for place in range(5)]
        pen.polygon([(0, height), *peaks, (width, height)], colour)
    return image


ROOF = file(1, "roof.jpg", 2_400_000, (3200, 2400))
LAMP = file(2, "lamp.png", 800_000, (900, 1600))
TALL = file(3, "hall.jpg", 24_000_000, (2000, 1400))
LOST = file(4, "window.png", 900_000, (1200, 900))
SLIDES = file(5, "Slides from Thursday, with the notes of everybody who was there.pdf", 5_300_000)
SOUND = file(6, "interview.mp3", 48_000_000)
SETUP = file(7, "palette-setup.exe", 12_000_000)
GONE = file(8, "fonts.zip", 7_000_000)


def shared() -> Room:
    """The design class, with files in its conversation in all their states."""
    room = design_class()
    room.files.set_takes_files(True)
    room.files.put_picture(ROOF.digest, sunset(640, 480))
    room.files.set_state(LAMP.digest, Moving(300_000, 800_000))
    room.files.set_state(LOST.digest, Failed("The connection to the room broke off. Try again."))
    room.files.set_state(SOUND.digest, Moving(21_000_000, 48_000_000))
    room.files.set_state(GONE.digest, Failed("The room does not have this file any more."))
    return room


def lay_out(room: Room, *files: tuple[str, Attachment]) -> None:
    """Let people have said files, and nothing else."""
    general = room.channels()[0]
    general.clear()
    general.append(*(said(30 - number, who, one.written()) for number, (who, one) in enumerate(files)))


@scene("chat, pictures", size=WINDOW)
def pictures(stage: Stage) -> Any:
    room = shared()
    lay_out(room, ("Margaret", LOST), ("Linus", TALL), ("Ada", ROOF))
    return chat(stage, room)


@scene("chat, pictures, compact", size=WINDOW)
def pictures_compact(stage: Stage) -> Any:
    room = shared()
    lay_out(room, ("Linus", ROOF), ("Ada", LAMP))
    return chat(stage, room, compact=True)


@scene("chat, files", size=WINDOW)
def files(stage: Stage) -> Any:
    room = shared()
    lay_out(room, ("Grace", SLIDES), ("Ada", SOUND), ("Dennis", SETUP), ("Dennis", GONE), ("Ada", SLIDES))
    return chat(stage, room)


@scene("chat, files to be sent", size=WINDOW)
def tray(stage: Stage) -> Any:
    room = shared()
    general = room.channels()[0]
    general.draft = "Here is mine"
    room.files.put_picture("own 1", sunset(320, 240))
    room.files.put_picture("own 3", sunset(320, 240))
    for item in (
        Outgoing("own 1", "roof.jpg", 2_400_000, Path("roof.jpg")),
        Outgoing("own 2", "A rather long name for some notes.txt", 1_200, Path("notes.txt")),
        Outgoing("own 3", "lamp.jpg", 4_000_000, Path("lamp.jpg"), Moving(1_700_000, 4_000_000)),
        Outgoing("own 4", "film.mp4", 900_000_000, Path("film.mp4"), Failed("This file is too large for the room.")),
    ):
        general.tray.put(item)
    view = chat(stage, room)
    stage.then(view.composer.focus_text)
    return view


@scene("chat, picture", size=WINDOW)
def viewer(stage: Stage) -> Any:
    view = chat(stage, shared())
    nothing = stage.recorder("do")

    def look() -> None:
        Viewer(view.log, ROOF, save=nothing, open_elsewhere=nothing).show(sunset(1600, 1200))

    stage.then(look)
    return view
