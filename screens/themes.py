"""The colours: a dark and a light theme, quiet, with text that stands out from its ground."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="kgw-dark",
    primary="#7fb4e8",
    secondary="#9ec9a1",
    accent="#f0c674",
    foreground="#e6e6e6",
    background="#14171c",
    surface="#14171c",
    panel="#232a34",
    success="#9ec9a1",
    warning="#f0c674",
    error="#f2938c",
    dark=True,
)
LIGHT: Final = Theme(
    name="kgw-light",
    primary="#1f4e79",
    secondary="#2b5f34",
    accent="#7a4a00",
    foreground="#1b1b1b",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#e9e6de",
    success="#2b5f34",
    warning="#7a4a00",
    error="#9b1c1c",
    dark=False,
)
THEMES: Final = (DARK, LIGHT)
