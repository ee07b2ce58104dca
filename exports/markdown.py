"""Markdown documents: the same blocks as in Word; what a user typed is text and never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .blocks import Block, Document, Paragraph, Role, Span, Table
from .wordml import legal

_HEADINGS: Final[dict[Role, str]] = {
    "title": "# ",
    "item": "## ",
    "section": "## ",
    "attachment": "## ",
    "phase": "### ",
}
_POINTS: Final[frozenset[Role]] = frozenset({"evidence", "point", "field", "name"})
_SET_OFF: Final[frozenset[Role]] = frozenset({"decision", "action", "assumption", "question", "parked"})
_ANYWHERE: Final = re.compile(r"([\\`*_\[\]<>~|&$])")
_FIRST: Final = re.compile(r"^([#+\-=:])")
_COUNTED: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def write_markdown(document: Document) -> bytes:
    """The document in CommonMark with the tables of GitHub."""
    return ("\n\n".join(_groups(document)) + "\n").encode("utf-8", "replace")


def escape_markdown(text: str) -> str:
    """`text` so that Markdown shows it as it is, each line by itself."""
    return "\n".join(_escape_line(line) for line in legal(text).strip().split("\n"))


def _escape_line(line: str) -> str:
    escaped = _ANYWHERE.sub(r"\\\1", line.strip())
    return _COUNTED.sub(r"\1\\\2", _FIRST.sub(r"\\\1", escaped))


def _groups(document: Document) -> Iterator[str]:
    """Blocks, with the points of one list on lines that follow each other."""
    points: list[str] = []
    for block in (*document.blocks, *document.names):
        if isinstance(block, Paragraph) and block.role in _POINTS:
            points.append(_point(block, len(points) + 1))
            continue
        if points:
            yield "\n".join(points)
            points = []
        written = _block(block)
        if written:
            yield written
    if points:
        yield "\n".join(points)


def _point(block: Paragraph, position: int) -> str:
    mark = f"{position}. " if block.role == "name" else "- "
    return mark + _continued(_inline(block), " " * len(mark))


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if block.role in _HEADINGS:
        number = f"{block.number}. " if block.number else ""
        return _HEADINGS[block.role] + number + _one_line(block.text).replace("#", r"\#")
    text = _inline(block)
    if block.role == "status":
        return f"**{text}**"
    if block.role in _SET_OFF:
        return "> " + _continued(text, "> ")
    return _continued(text, "")


def _inline(block: Paragraph) -> str:
    """The spans with their emphasis; a tab between a label and its text is the space that Markdown has."""
    pieces = [_span(span) for span in block.spans]
    return "".join(pieces).strip("\n")


def _span(span: Span) -> str:
    if span.emphasis == "label":
        text = escape_markdown(span.text)
        return f"**{text}** " if text.endswith(":") else f"**{text}:** "
    lead = "\n" if span.text.startswith("\n") else ""
    return lead + escape_markdown(span.text)


def _continued(text: str, indent: str) -> str:
    """Line breaks as hard breaks, each following line behind `indent`."""
    return f"\\\n{indent}".join(text.split("\n"))


def _one_line(text: str) -> str:
    return escape_markdown(" ".join(text.split())).removeprefix("\\#")


def _table(table: Table) -> str:
    heads = " | ".join(_one_line(column.title) for column in table.columns)
    rows = [f"| {heads} |", "|" + " --- |" * len(table.columns)]
    for row in table.rows:
        cells = (
            "<br>".join(line for part in cell for line in _inline(part).split("\n") if line or len(cell) == 1)
            for cell in row
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)
