"""A document as a row of blocks with roles: what the genres make, and what Word and Markdown are written from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Role = Literal[
    "school",
    "title",
    "status",
    "field",
    "item",
    "phase",
    "section",
    "attachment",
    "plain",
    "flush",
    "note",
    "decision",
    "action",
    "assumption",
    "question",
    "evidence",
    "parked",
    "point",
    "caption",
    "name",
    "cell",
    "column",
]
"""What a paragraph is; each becomes one paragraph style. `item` is the numbered heading of an agenda item, `section`
one without a number, with `flush` text or `point`s in a list under it; `plain` says something about an item that
nobody said; `name` is a line of the attached list of names."""

Emphasis = Literal["", "label", "quiet"]
"""What a stretch of text is within its paragraph; each becomes one character style."""

BREAK: Final = "\n"
"""A line break within a span."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text."""

    text: str
    emphasis: Emphasis = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its role and its text. `number` is what stands before an `item`, counted by Word itself."""

    role: Role
    spans: tuple[Span, ...]
    number: int = 0

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join(span.text for span in self.spans)


Cell: TypeAlias = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and its share of the width, in hundredths."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row; `summary` says in a sentence what stands in it, for who can't see it."""

    summary: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """A finished document, before it is written in any format.

    `running` is repeated at the foot of each page. `created` and `modified` are UTC. `names` are the lines of the
    attached list; the blocks end with its heading when there are any.
    `wide` turns the page on its side.
    """

    title: str
    running: str
    kind: str
    language: str
    author: str
    subject: str
    status: str
    created: dt.datetime
    modified: dt.datetime
    blocks: tuple[Block, ...]
    names: tuple[Paragraph, ...] = ()
    wide: bool = False


def paragraph(role: Role, text: str, number: int = 0) -> Paragraph:
    """A paragraph of one plain stretch."""
    return Paragraph(role, (Span(text),), number)


def labelled(role: Role, label: str, text: str, details: Sequence[str]) -> Paragraph:
    """A run-in label and the text, and each detail that isn't empty on a line below it."""
    spans = [Span(f"{label}: ", "label"), Span(text)]
    spans += [Span(BREAK + detail, "quiet") for detail in details if detail]
    return Paragraph(role, tuple(spans))


def cell(text: str, details: Sequence[str] = ()) -> Cell:
    """A cell of a table: its text, and each detail that isn't empty in a paragraph below it."""
    return (
        paragraph("cell", text),
        *(Paragraph("cell", (Span(detail, "quiet"),)) for detail in details if detail),
    )
