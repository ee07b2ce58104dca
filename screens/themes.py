"""The colours: a dark and a light theme, quiet, with text that stands out from its ground in every terminal.

Each colour is chosen together with what terminals of 256 and of 16 colours show instead of it: greys lie on the ramp of
the 256, and of the 16 no text gets the colour of its ground. What a colour tells is also told by a mark, a word, bold,
italics or reverse video, so that nothing is lost under NO_COLOR.
"""

from __future__ import annotations

import os
from typing import Final

from textual.theme import Theme

_LIGHT_GROUNDS: Final = frozenset(map(str, (7, *range(9, 16))))
"""Of the sixteen colours, those on which text is dark (8 is dark grey)."""


def _theme(
    name: str, *, dark: bool, ground: str, panel: str, text: str, muted: str, told: dict[str, str], chosen: str, on: str
) -> Theme:
    """A theme in which Textual mixes no colour of its own: every text is one of those given here, on one of the three
    grounds. `told` has the colours with a meaning; `chosen` is the ground of a chosen row, `on` the text on it.
    """
    texts = {f"text-{meaning}": colour for meaning, colour in told.items()}
    return Theme(
        name=name,
        dark=dark,
        background=ground,
        surface=ground,
        panel=panel,
        foreground=text,
        primary=told["primary"],
        secondary=told["secondary"],
        accent=told["accent"],
        success=told["success"],
        warning=told["warning"],
        error=told["error"],
        variables=texts
        | {
            "text": text,
            "text-muted": muted,
            "text-disabled": muted,
            "foreground-muted": muted,
            "foreground-disabled": muted,
            "block-cursor-background": chosen,
            "block-cursor-foreground": on,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": chosen,
            "block-cursor-blurred-foreground": on,
            "block-hover-background": panel,
            "input-cursor-background": text,
            "input-cursor-foreground": ground,
            "input-selection-background": chosen,
            "input-selection-foreground": on,
            "screen-selection-background": chosen,
            "screen-selection-foreground": on,
            "panel-darken-1": panel,
            "panel-lighten-1": panel,
            "border": muted,
            "border-blurred": ground,
            "surface-active": panel,
            "scrollbar": muted,
            "scrollbar-hover": muted,
            "scrollbar-active": told["accent"],
            "scrollbar-background": panel,
        },
    )


DARK: Final = _theme(
    "kgw-dark",
    dark=True,
    ground="#131518",
    panel="#22262b",
    text="#e4e6e9",
    muted="#a3abb5",
    told={
        "primary": "#9db8e8",
        "secondary": "#a3c99f",
        "accent": "#80d6e8",
        "success": "#a3c99f",
        "warning": "#f0c674",
        "error": "#f28b82",
    },
    chosen="#213f9b",
    on="#ffffff",
)
LIGHT: Final = _theme(
    "kgw-light",
    dark=False,
    ground="#fbfaf7",
    panel="#ecebe8",
    text="#1c1c1c",
    muted="#56595e",
    told={
        "primary": "#2a3a5e",
        "secondary": "#2b5f34",
        "accent": "#1a3fa5",
        "success": "#2b5f34",
        "warning": "#a02a10",
        "error": "#9b1c1c",
    },
    chosen="#bcd2ee",
    on="#1c1c1c",
)
THEMES: Final = (DARK, LIGHT)

THEME_WORDS: Final = {"licht": "light", "light": "light", "donker": "dark", "dark": "dark", "auto": ""}
"""What may be said behind `/theme`, as the setting that it becomes."""


def theme_for(setting: str, colours: str | None = None) -> Theme:
    """The theme of a setting (`dark`, `light`); of any other the one that the terminal's `$COLORFGBG` (or `colours`)
    asks for, and dark where it says nothing. The terminal isn't asked (OSC 11): it would have to be waited for.
    """
    if setting in {"dark", "light"}:
        return LIGHT if setting == "light" else DARK
    ground = (os.environ.get("COLORFGBG", "") if colours is None else colours).rpartition(";")[2]
    return LIGHT if ground in _LIGHT_GROUNDS else DARK
