"""A pattern in words: its plot over weeks, who said it and what kind it was, and the facts that go to an agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from kgw_tui.capture.day_words import MONTHS
from kgw_tui.content import CorridorGuide
from kgw_tui.i18n import _, current_language, ngettext
from kgw_tui.rules.patterns import LEAST, Pattern, bars, counted, role_words
from kgw_tui.usecases.patterns import SUMMARY, Fact

from .widgets.cells import shorten
from .widgets.pick_list import PickRow
from .words import day

_EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
_ROWS: Final = 3
"""Lines that the bars of a plot take, each of eight steps."""
_CELL: Final = 8
"""Cells that a week takes in a plot: its first day, and room beside it."""


def plot(pattern: Pattern, width: int, *, low: bool) -> list[str]:
    """Counts over weeks in lines of at most `width` cells: bars with their figures and the first day of each week
    below them; on a `low` screen, or with more weeks than there is room for, all of it on one line.

    Nothing is told by colour, and the figures tell all that the bars do.
    """
    counts = pattern.weeks
    if low or len(counts) * _CELL > width:
        line = f"{bars(counts)}  {_figures(counts)}"
        since = _("from {day}").format(day=_date(pattern.since))
        whole = f"{line}  {since}"
        return [whole if len(whole) <= width else line if len(line) <= width else f"{bars(counts)}  {since}"]
    days = [_date(pattern.since + dt.timedelta(weeks=week)) for week in range(len(counts))]
    figures = [str(count) if count else "·" for count in counts]
    return [*_bars(counts), _spread(figures), _spread(days)]


def who_and_what(pattern: Pattern, guide: CorridorGuide, width: int, *, low: bool) -> str:
    """Who said it, as roles, and what kinds of conversation it were, with how often each; on a `low` screen no kinds,
    and no more than a line of `width` cells.
    """
    titles = {kind.id: kind.title.lower() for kind in guide.kind}
    roles = counted((role_words(code), count) for code, count in pattern.roles)
    if low:
        return shorten(roles, width)
    kinds = counted((titles.get(code, _("no kind yet")), count) for code, count in pattern.kinds)
    return " · ".join((roles, kinds))


def pattern_row(pattern: Pattern, *, wide: bool) -> PickRow:
    """A pattern in the list of them."""
    roles = counted((role_words(code), count) for code, count in pattern.roles)
    figures = f"  {_figures(pattern.weeks)}" if wide else ""
    return PickRow(
        pattern.theme, f"#{pattern.theme}", count_words(pattern), middle=f"{bars(pattern.weeks)}{figures}  {roles}"
    )


def count_words(pattern: Pattern) -> str:
    """How many notes it has."""
    count = len(pattern.notes)
    return ngettext("{count} note", "{count} notes", count).format(count=count)


def within(weeks: int) -> str:
    """How far back one looks."""
    return ngettext("{count} week back", "{count} weeks back", weeks).format(count=weeks)


def fact_rows(
    pattern: Pattern, facts: Iterable[Fact], left_out: Collection[str], went_to: dict[str, str]
) -> Iterator[PickRow]:
    """The facts, each with whether it goes along, and when it was heard; or, by the id of its note, where it went."""
    heard = {note.id: day(note.heard_at.astimezone().date()) for note in pattern.notes}
    for each in facts:
        mark = "[ ]" if each.note_id in left_out else "[x]"
        right = went_to.get(each.note_id) or heard.get(each.note_id, "")
        yield PickRow(each.note_id, f"{mark} {each.words}", "" if each.note_id == SUMMARY else right)


def _bars(counts: Sequence[int]) -> Iterator[str]:
    most = max((LEAST, *counts))
    heights = [round(count / most * _ROWS * 8) for count in counts]
    for row in range(_ROWS - 1, -1, -1):
        yield _spread([_EIGHTHS[max(0, min(8, height - row * 8))] * 4 for height in heights])


def _spread(words: Sequence[str]) -> str:
    return "".join(word.center(_CELL) for word in words).rstrip()


def _figures(counts: Sequence[int]) -> str:
    return " ".join(map(str, counts))


def _date(date: dt.date) -> str:
    months = MONTHS.get(current_language(), MONTHS["nl"])
    return f"{date.day} {months[date.month - 1]}"
