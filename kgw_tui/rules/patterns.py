"""Patterns in what is heard in the corridor: several notes on one theme within some weeks, told without names."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from kgw_tui.i18n import _, ngettext
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.rules.corridor import raised_as, raised_by
from kgw_tui.rules.directory import Directory, role_name
from kgw_tui.rules.nameless import without_names

LEAST: Final = 3
"""So many notes on one theme make a pattern (PRODUCT.md, "Corridor": three notes in six weeks)."""
NOBODY: Final = "nobody"
"""The role of whoever said something, where nobody noted who that was."""
_BLOCKS: Final = "▁▂▃▄▅▆▇█"
_NONE: Final = "·"

Counts = tuple[tuple[str, int], ...]
"""Codes and how often each is there, the most first."""


class Pattern(msgspec.Struct, frozen=True):
    """Notes on one theme, oldest first, within weeks of seven days of which the last ends today.

    `weeks` counts the notes by week, the oldest first, which begins on `since`; `roles` counts them by who said it
    (codes of ROLES, COLLEAGUE or NOBODY) and `kinds` by kind (ids of corridor.toml, "" for none). Nobody is named.
    """

    theme: str
    notes: tuple[CorridorNote, ...]
    weeks: tuple[int, ...]
    roles: Counts
    kinds: Counts = ()
    since: dt.date = dt.date.min

    @property
    def left(self) -> tuple[CorridorNote, ...]:
        """Those of the notes that aren't on an agenda yet."""
        return tuple(note for note in self.notes if not is_on_agenda(note))

    @property
    def waits(self) -> bool:
        """Whether somebody may want to do something about it: enough of the notes haven't been brought up in a meeting,
        and not all of these have been dealt with.
        """
        left = self.left
        return len(left) >= LEAST and any(waits(note) for note in left)


def patterns(notes: Iterable[CorridorNote], directory: Directory, today: dt.date, weeks: int) -> list[Pattern]:
    """The patterns in what was heard in the last so many `weeks`, today included: those that wait first, of these the
    theme with most notes. A note on two themes counts for both.
    """
    first = today - dt.timedelta(days=7 * weeks - 1)
    earliest = dt.datetime.combine(first, dt.time.min).astimezone()
    latest = dt.datetime.combine(today + dt.timedelta(days=1), dt.time.min).astimezone()
    by_theme: dict[str, list[CorridorNote]] = {}
    for note in notes:
        if note.themes and earliest <= note.heard_at < latest:
            for theme in note.themes:
                by_theme.setdefault(theme, []).append(note)
    found = [_pattern(theme, some, directory, first, weeks) for theme, some in by_theme.items() if len(some) >= LEAST]
    return sorted(found, key=lambda pattern: (not pattern.waits, -len(pattern.notes), pattern.theme))


def waits(note: CorridorNote) -> bool:
    """Whether nothing was done about a note yet: it is in the inbox, or watched."""
    return note.outcome in {"", "watch"}


def is_on_agenda(note: CorridorNote) -> bool:
    """Whether a note went to an agenda item: by itself, or, when something else was settled about it, with others. One
    that was opened again waits.
    """
    return note.outcome == "to-agenda" or (bool(note.items) and not waits(note))


def bars(counts: Sequence[int]) -> str:
    """A small plot of counts: one block a week, as high as its count beside the highest (or LEAST, so that one is a low
    block); a dot for none.
    """
    most = max((LEAST, *counts))
    steps = len(_BLOCKS)
    return "".join(_BLOCKS[max(round(each / most * steps), 1) - 1] if each else _NONE for each in counts)


def role_words(code: str) -> str:
    """What a role in a pattern is called."""
    return _("not said") if code == NOBODY else role_name(code)


def counted(words: Iterable[tuple[str, int]]) -> str:
    """Words with how often each is there, where that is more than once: `teacher (3), parent`."""
    return ", ".join(f"{word} ({count})" if count > 1 else word for word, count in words)


def summary(pattern: Pattern) -> str:
    """The first fact of a pattern: how often, in how many weeks, and from whom, as roles."""
    count, weeks = len(pattern.notes), len(pattern.weeks)
    times = ngettext("{count} time", "{count} times", count).format(count=count)
    within = ngettext("{count} week", "{count} weeks", weeks).format(count=weeks)
    roles = counted((role_words(code), each) for code, each in pattern.roles)
    return _("Heard {times} in {weeks}: {roles}").format(times=times, weeks=within, roles=roles)


def fact(note: CorridorNote, directory: Directory) -> str:
    """What a note says as it may stand with an agenda item: in the words that somebody gave it for that, else in its
    own without names.
    """
    said = next((line for line in note.text.split("\n") if line.strip()), "")
    return note.nameless or without_names(said, directory, note.mentions)


def _pattern(theme: str, notes: list[CorridorNote], directory: Directory, first: dt.date, weeks: int) -> Pattern:
    notes = sorted(notes, key=lambda note: (note.heard_at, note.id))
    by_week = [0] * weeks
    roles: Counter[str] = Counter()
    for note in notes:
        by_week[(note.heard_at.astimezone().date() - first).days // 7] += 1
        whom = raised_by(note, directory.writer)
        roles[raised_as(whom, directory) if whom is not None else NOBODY] += 1
    kinds = Counter(note.kind for note in notes)
    return Pattern(theme, tuple(notes), tuple(by_week), _ranked(roles), _ranked(kinds), first)


def _ranked(counts: Counter[str]) -> Counts:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
