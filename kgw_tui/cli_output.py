"""How the commands say things: rows for people or for other programs, and what is told beside the output."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import Final

import click

_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction in which a line is shown: with them a text can look like another."""

_LEAST_ROOM: Final = 20
"""Cells of a terminal in which a text can still be read beside something else."""
_BELOW: Final = "    "


def tell(sentence: str) -> None:
    """A line on stderr: what is worth knowing, and isn't the output that was asked for."""
    click.echo(one_line(sentence), err=True)


def say(line: str = "") -> None:
    """A line of output."""
    click.echo(line)


def on_a_terminal() -> bool:
    """Whether a person reads the output as it comes."""
    return sys.stdout.isatty()


def say_rows(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows of output: on a terminal aligned under their headings, the last column wrapped; otherwise a line a record
    with tabs between the fields and no headings, for other programs.
    """
    cleaned = [[one_line(field) for field in row] for row in rows]
    if not on_a_terminal():
        click.echo("".join("\t".join(row) + "\n" for row in cleaned), nl=False)
        return
    if not cleaned:
        return
    columns = list(zip(*[headings, *cleaned], strict=True))
    used = [number for number, column in enumerate(columns) if any(column[1:])]
    widths = {number: max(map(_cells, columns[number])) for number in used[:-1]}
    for row in [list(headings), *cleaned]:
        click.echo(_aligned([row[number] for number in used], [widths[number] for number in used[:-1]]))


def say_fields(fields: Sequence[tuple[str, str]]) -> None:
    """Names and values under one another, of those that have a value."""
    filled = [(name, one_line(value)) for name, value in fields if value]
    width = max((_cells(name) for name, _value in filled), default=0)
    for name, value in filled:
        click.echo(f"  {name}{' ' * (width - _cells(name))}  {value}")


def say_bytes(content: bytes) -> None:
    """Output that isn't text for people: as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def one_line(text: str) -> str:
    """`text` without line breaks, tabs and what a terminal would obey, marks that turn the direction of a line too."""
    if text.isprintable():
        return text
    kept = (ch for ch in text if ch not in _TURNING)
    return "".join(" " if unicodedata.category(ch) in {"Cc", "Zl", "Zp"} else ch for ch in kept)


def _aligned(fields: list[str], widths: list[int]) -> str:
    """Fields under one another; the last one wrapped beside the others, or where there is no room for that below."""
    import shutil
    import textwrap

    start = "".join(field + " " * (width - _cells(field) + 2) for field, width in zip(fields, widths, strict=False))
    columns = shutil.get_terminal_size((int(os.environ.get("COLUMNS") or 80), 24)).columns - 1
    room = columns - _cells(start)
    if room >= _LEAST_ROOM:
        lines = textwrap.wrap(fields[-1], room, break_on_hyphens=False) or [""]
        return ("\n" + " " * _cells(start)).join([start + lines[0], *lines[1:]])
    if not start.strip() or columns < _LEAST_ROOM:
        return start + fields[-1]
    lines = textwrap.wrap(fields[-1], columns - len(_BELOW), break_on_hyphens=False)
    return ("\n" + _BELOW).join([start.rstrip(), *lines])


def _cells(text: str) -> int:
    """How many cells of a terminal `text` takes."""
    wide = sum(unicodedata.east_asian_width(ch) in "WF" for ch in text)
    nothing = sum(unicodedata.category(ch) in {"Mn", "Me", "Cf"} for ch in text)
    return len(text) + wide - nothing
