"""What a screen looks like, as text that can be read and compared: its rows, and what isn't plain in them.

Colours are named by what they are for in the theme (`muted`, `chosen`), so that another shade of one changes nothing
here; how well they can be read is for test_colours.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip
from textual.theme import Theme

ATTRIBUTES = ("bold", "italic", "underline", "reverse", "dim", "strike")
GROUND = "background"


def look_of(app: App[object]) -> str:
    """The screen as it is now: each row behind a bar, below it the columns (from-to) that are shown otherwise."""
    lines: list[str] = []
    for strip in app.screen._compositor.render_strips():
        lines.append(f"│{strip.text.rstrip()}")
        told = " · ".join(_spans(strip, app.current_theme))
        if told:
            lines.append(f"  ~ {told}")
    return "\n".join(lines) + "\n"


def _spans(strip: Strip, theme: Theme) -> Iterator[str]:
    column = 0
    pieces = [(_told(piece, theme), piece.text) for piece in strip]
    for told, group in groupby(pieces, lambda piece: piece[0]):
        text = "".join(text for _told, text in group)
        if told and text:
            seen = text if _is_seen_in_blanks(told) else text.rstrip()
            yield f"{column}-{column + cell_len(seen) - 1} {told}"
        column += cell_len(text)


def _told(piece: Segment, theme: Theme) -> str:
    """How a piece is shown, "" for plainly; the colour that text would have is no matter where there is none."""
    style = piece.style or Style()
    words = [word for word in ATTRIBUTES if getattr(style, word)]
    text, ground = (_name(colour, theme) for colour in (style.color, style.bgcolor))
    if text != "text":
        words.append(text)
    if ground not in {"", GROUND}:
        words.append(f"on {ground}")
    told = " ".join(word for word in words if word)
    return told if piece.text.strip() or _is_seen_in_blanks(told) else ""


def _is_seen_in_blanks(told: str) -> bool:
    """Whether blanks that are shown so look different from none."""
    return bool({"on", "reverse", "underline", "strike"} & set(told.split()))


def _name(colour: Color | None, theme: Theme) -> str:
    if colour is None or colour.triplet is None:
        return ""
    shade = colour.triplet.hex
    return next((name for name, meant in _meant(theme) if meant == shade), shade)


def _meant(theme: Theme) -> tuple[tuple[str, str | None], ...]:
    variables = theme.variables
    return (
        ("text", theme.foreground),
        (GROUND, theme.background),
        ("muted", variables["text-muted"]),
        ("panel", theme.panel),
        ("accent", theme.accent),
        ("primary", theme.primary),
        ("secondary", theme.secondary),
        ("warning", theme.warning),
        ("error", theme.error),
        ("chosen", variables["block-cursor-background"]),
        ("on-chosen", variables["block-cursor-foreground"]),
    )
