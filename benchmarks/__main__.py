"""`python -m benchmarks [NAME…] [--quick]`: measures, and prints one table."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path
from typing import Final, Protocol, cast

from .measuring import Failed, Result, Row, machine, say, tell

NAMES: Final = (
    "keystroke",
    "enter",
    "bytes",
    "idle",
    "start",
    "commands",
    "word",
    "opening",
    "lists",
    "search",
    "log",
    "capture",
    "snapshot",
    "memory",
)


class _Script(Protocol):
    def measure(self, *, quick: bool = False) -> Result: ...


def main() -> int:
    """Measure what was asked for, all by default, and print the table; gives 1 when something couldn't be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure kgw beside what it can't beat.")
    parser.add_argument("names", nargs="*", choices=[[], *NAMES], metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="a few rounds of each: to see that it works")
    options = parser.parse_args()
    names = cast("list[str]", options.names) or list(NAMES)
    results: list[Result] = []
    failed = 0
    for name in names:
        tell(f"measuring {name}…")
        try:
            results.append(script(name).measure(quick=cast("bool", options.quick)))
        except Failed as error:
            tell(f"{name}: {error}")
            failed = 1
    for line in table([row for result in results for row in result.rows]):
        say(line)
    say("")
    for note in (note for result in results for note in result.notes):
        say(f"· {note}")
    say(f"· {machine(Path(tempfile.gettempdir()))}")
    return failed


def script(name: str) -> _Script:
    """The script of a claim. Raises ModuleNotFoundError."""
    return cast("_Script", importlib.import_module(f"benchmarks.{name}"))


def table(rows: list[Row]) -> list[str]:
    """The rows as lines of aligned columns."""
    cells = [("claim", "measured", "kgw", "floor", "compared", "goal", "holds")] + [_cells(row) for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return [lines[0], "  ".join("─" * width for width in widths), *lines[1:]]


def _cells(row: Row) -> tuple[str, ...]:
    sign = "≥" if row.at_least else "≤"
    goal = "" if row.goal is None else f"{sign} {row.goal:g}{row.comparison}"
    holds = {None: "", True: "yes", False: "NO"}[row.holds]
    return (
        row.claim,
        row.measured,
        f"{_figure(row.subject)} {row.unit}",
        f"{_figure(row.floor)} {row.unit}",
        f"{_figure(row.value)}{row.comparison}",
        goal,
        holds,
    )


def _figure(value: float) -> str:
    """A number with three digits that say something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
