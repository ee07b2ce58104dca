"""Pictures of the long meeting, one a step: `python -m tests.screens.story_pictures FOLDER [--size 80x24] [--lang nl]`.

Each line is pictured as it stands before Enter, and each step after it was dealt with; the rows of all pictures stand
in `screens.txt` too, one under the other. PNG where `rsvg-convert` is installed, else SVG.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import cast

import pyte
from pyte.screens import Char

from .playing import Player
from .terminals import F1
from .the_story import CLOSING, ENTER, ESC, STORY, Language, Step, press

WIDE, HIGH, FONT = 9, 19, 15
"""Pixels of a cell, and of the letters in it."""
QUIET = 0.15
"""Seconds without a byte after which the program is at rest."""
COLOURS = {
    "black": "000000", "red": "cd3131", "green": "0dbc79", "brown": "e5e510", "blue": "2472c8", "magenta": "bc3fbc",
    "cyan": "11a8cd", "white": "e5e5e5", "brightblack": "666666", "brightred": "f14c4c", "brightgreen": "23d18b",
    "brightbrown": "f5f543", "brightblue": "3b8eea", "brightmagenta": "d670d6", "brightcyan": "29b8db",
    "brightwhite": "ffffff",
}  # fmt: skip


class Camera:
    """Takes numbered pictures of a terminal into a folder."""

    def __init__(self, player: Player, folder: Path) -> None:
        self.player = player
        self.folder = folder
        self.count = 0
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "screens.txt").unlink(missing_ok=True)

    def rest(self) -> None:
        """Wait until nothing is drawn any more."""
        terminal, before = self.player.terminal, -1
        while len(terminal.raw) != before:
            before = len(terminal.raw)
            terminal.watch(QUIET)

    def take(self, name: str) -> None:
        """A picture of what stands on the screen now."""
        self.rest()
        self.count += 1
        screen = self.player.terminal.screen
        with (self.folder / "screens.txt").open("a", encoding="utf-8") as file:
            file.write(f"[{self.count:03}] {name!r}\n" + "\n".join(self.player.terminal.rows) + "\n\n")
        path = self.folder / f"{self.count:03}.svg"
        path.write_text(drawn(screen), "utf-8")
        if shutil.which("rsvg-convert"):
            subprocess.run(["rsvg-convert", "-o", str(path.with_suffix(".png")), str(path)], check=True)
            path.unlink()

    def play(self, steps: Sequence[Step]) -> None:
        """Take a picture before each Enter and after each step."""
        for step in steps:
            keys = step.keys[self.player.which]
            if keys.endswith(ENTER) and len(keys) > 1:
                typed = keys.removesuffix(ENTER)
                self.player.do(replace(step, keys=(typed, typed), sees=None), waits=False)
                self.take(f"{typed} ▏")
                keys = ENTER
            self.player.do(replace(step, keys=(keys, keys), sees=None), waits=False)
            if keys:
                self.take(step.keys[self.player.which])


def drawn(screen: pyte.Screen) -> str:
    """The screen as an SVG."""
    width, height = screen.columns * WIDE, screen.lines * HIGH
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="#000"/>'
        f'<g font-family="DejaVu Sans Mono" font-size="{FONT}" xml:space="preserve">'
    ]
    for y in range(screen.lines):
        for x in range(screen.columns):
            parts.append(_cell(screen.buffer[y][x], x * WIDE, y * HIGH))
    if not screen.cursor.hidden:
        parts.append(
            f'<rect x="{screen.cursor.x * WIDE}" y="{screen.cursor.y * HIGH}" width="{WIDE}" height="{HIGH}"'
            ' fill="none" stroke="#fff"/>'
        )
    return "".join([*parts, "</g></svg>"])


def _cell(char: Char, x: int, y: int) -> str:
    ink, ground = _colour(char.fg, "d0d0d0"), _colour(char.bg, "000000")
    if char.reverse:
        ink, ground = ground, ink
    cell = f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" fill="#{ground}"/>' if ground != "000000" else ""
    if char.data.strip():
        style = ' font-weight="bold"' if char.bold else ""
        style += ' font-style="italic"' if char.italics else ""
        style += ' text-decoration="underline"' if char.underscore else ""
        cell += f'<text x="{x}" y="{y + FONT}" fill="#{ink}"{style}>{escape(char.data)}</text>'
    return cell


def _colour(name: str, default: str) -> str:
    return default if name == "default" else COLOURS.get(name, name)


def main() -> int:
    """Play it, and say where the pictures are."""
    parser = argparse.ArgumentParser(description="Pictures of the long meeting.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--lang", default="nl", choices=["nl", "en"])
    options = parser.parse_args()
    folder = cast("Path", options.folder).absolute()
    columns, lines = (int(part) for part in cast("str", options.size).split("x"))
    home = folder / "school"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    with closing(Player(home, cast("Language", options.lang), (columns, lines))) as player:
        camera = Camera(player, folder)
        player.begin()
        camera.take("begin")
        camera.play((*STORY, press(F1), press(ESC), *CLOSING))
    sys.stdout.write(f"{camera.count} pictures in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
