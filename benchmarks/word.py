"""Minutes of 500 entries to Word, beside the same document built naively with python-docx.

From the record to the bytes of the file, in one process in which both have been imported. Before anything is timed
the two files are read back and must say the same, paragraph by paragraph.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

import docx
from docx.table import Table

from kgw_tui.exports.options import ExportOptions
from kgw_tui.exports.registry import render

from .measuring import Failed, Result, Row, Samples, alternate
from .naive_minutes import build_naive
from .school import live_in, school_of

ENTRIES: Final = 500
FASTER: Final = 5.0
_NUMBER: Final = re.compile(r"\A\d+ ")
"""The number of an item: a field of the document in the one, text in the other."""


class NotTheSame(Failed):
    """The two documents don't say the same: comparing their speed would say nothing."""


def measure(*, quick: bool = False) -> Result:
    """The row of this claim."""
    samples = Samples()
    with school_of(0, running=ENTRIES) as school:
        dossier = live_in(school).dossier
        options = ExportOptions()
        ours, naive = render(dossier, "minutes", "docx", options), build_naive(dossier)
        count = _compared(ours, naive)

        def write() -> None:
            render(dossier, "minutes", "docx", options)

        def build() -> None:
            build_naive(dossier)

        for _batch in range(1 if quick else 3):
            alternate({"naive": build, "kgw": write}, 1 if quick else 6, samples, warm_up=1)
    subject, floor = samples.at("kgw", 50), samples.at("naive", 50)
    row = Row(
        "minutes to Word",
        f"{ENTRIES} entries, p50, beside naive python-docx",
        subject * 1000,
        floor * 1000,
        "ms",
        samples.ratio("naive", "kgw", 50),
        "× as fast",
        goal=FASTER,
        at_least=True,
    )
    return Result((row,), (f"Word: {count} paragraphs and cells in both, with the same text",))


def _compared(ours: bytes, naive: bytes) -> int:
    """How many paragraphs and cells both have. Raises NotTheSame when they differ anywhere."""
    mine, theirs = list(_texts(ours)), list(_texts(naive))
    if mine != theirs:
        pair = next((pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]), (len(mine), len(theirs)))
        raise NotTheSame(f"{pair[0]!r} here, {pair[1]!r} there")
    return len(mine)


def _texts(data: bytes) -> Iterator[str]:
    """What stands in the body of a document, in order; a space that keeps a date together counts as a space."""
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield from (cell.text for cell in row.cells)
        else:
            yield _NUMBER.sub("", block.text).replace("\xa0", " ")
