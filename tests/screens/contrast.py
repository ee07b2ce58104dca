"""How well a text stands out from its ground: WCAG's contrast, in the colours that a terminal really shows."""

from __future__ import annotations

from typing import Final, TypeAlias

from rich.color import Color, ColorSystem
from rich.style import Style
from textual.filter import dim_color

Rgb: TypeAlias = tuple[int, int, int]

SIXTEEN: Final[dict[str, tuple[Rgb, ...]]] = {
    "VGA": (
        *((0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (170, 0, 170), (0, 170, 170)),
        *((170, 170, 170), (85, 85, 85), (255, 85, 85), (85, 255, 85), (255, 255, 85), (85, 85, 255)),
        *((255, 85, 255), (85, 255, 255), (255, 255, 255)),
    ),
    "xterm": (
        *((0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205)),
        *((229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255)),
        *((255, 0, 255), (0, 255, 255), (255, 255, 255)),
    ),
    "Windows": (
        *((12, 12, 12), (197, 15, 31), (19, 161, 14), (193, 156, 0), (0, 55, 218), (136, 23, 152), (58, 150, 221)),
        *((204, 204, 204), (118, 118, 118), (231, 72, 86), (22, 198, 12), (249, 241, 165), (59, 120, 255)),
        *((180, 0, 158), (97, 214, 214), (242, 242, 242)),
    ),
}
"""The sixteen colours as terminals have them before somebody chooses others; VGA's are the nominal ones of Rich."""


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 (the same) to 21 (black on white); WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def shown_in(style: Style) -> tuple[Color, Color]:
    """The colours of text and ground of a style, reversed and dimmed as it says."""
    text, ground = style.color, style.bgcolor
    assert text is not None and ground is not None, style
    if style.reverse:
        text, ground = ground, text
    return dim_color(ground, text) if style.dim else text, ground


def in_truecolour(colour: Color) -> Rgb:
    """As red, green and blue."""
    return tuple(colour.get_truecolor())


def in_256(colour: Color) -> Rgb:
    """As a terminal with 256 colours shows it."""
    return in_truecolour(colour.downgrade(ColorSystem.EIGHT_BIT))


def in_16(colour: Color) -> int:
    """Which of the sixteen a terminal with 16 colours shows."""
    number = colour.downgrade(ColorSystem.STANDARD).number
    assert number is not None
    return number


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
