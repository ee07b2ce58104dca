"""Pages of plain text to scroll through: headings, and paragraphs whose further lines stand under the first."""

from __future__ import annotations

from rich.padding import Padding
from rich.text import Text

INDENT = 2
HEADING = "bold underline"


def page_heading(title: str) -> Padding:
    """A heading, with a blank line above it."""
    return Padding(Text(title, style=HEADING), (1, 0, 0, 0))


def paragraph(text: str, indent: int = INDENT, style: str = "") -> Padding:
    """Plain text (never markup), all of whose lines begin at `indent`."""
    return Padding(Text(text, style=style), (0, 0, 0, indent))
