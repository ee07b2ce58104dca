"""Patterns in what is heard in the corridor: several notes on one theme within some weeks, told without names."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import msgspec

from kgw_tui.i18n import _
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.people import Who
from kgw_tui.rules.corridor import raised_as, raised_by
from kgw_tui.rules.directory import Directory, role_name

LEAST: Final = 3
"""So many notes on one theme make a pattern (PRODUCT.md, "Corridor": three notes in six weeks)."""
_BLOCKS: Final = "▁▂▃▄▅▆▇█"
_NOBODY: Final = "nobody"


class Pattern(msgspec.Struct, frozen=True):
    """Notes on one theme, oldest first; `weeks` counts them by week, the oldest week first, and `roles` by who said it:
    (code of a role, how many), the most first. Nobody is named.
    """

    theme: str
    notes: tuple[CorridorNote, ...]
    weeks: tuple[int, ...]
    roles: tuple[tuple[str, int], ...]

    @property
    def waits(self) -> bool:
        """Whether somebody may want to do something about it: enough of the notes haven't been brought up in a meeting,
        and not all of these have been dealt with.
        """
        left = [note for note in self.notes if note.outcome != "to-agenda"]
        return len(left) >= LEAST and any(note.outcome in {"", "watch"} for note in left)


def patterns(notes: Iterable[CorridorNote], directory: Directory, today: dt.date, weeks: int) -> list[Pattern]:
    """The patterns in what was heard in the last so many `weeks`, today included: the theme with most notes first."""
    since = today - dt.timedelta(weeks=weeks)
    by_theme: dict[str, list[CorridorNote]] = {}
    for note in notes:
        if note.themes and since < note.heard_at.astimezone().date() <= today:
            for theme in note.themes:
                by_theme.setdefault(theme, []).append(note)
    found = [_pattern(theme, some, directory, today, weeks) for theme, some in by_theme.items() if len(some) >= LEAST]
    return sorted(found, key=lambda pattern: (-len(pattern.notes), pattern.theme))


def bars(counts: Iterable[int]) -> str:
    """A small plot of counts: one block a week, as high as its count beside the highest; a dot for none."""
    values = list(counts)
    most = max(values, default=0)
    steps = len(_BLOCKS)
    return "".join("·" if not each else _BLOCKS[max(round(each / most * steps), 1) - 1] for each in values)


def role_words(code: str) -> str:
    """What a role in a pattern is called."""
    return _("not said") if code == _NOBODY else role_name(code)


def without_names(text: str, directory: Directory) -> str:
    """What was heard, on one line, with a role in the place of each name that is known: `Shanice` -> `een docent`."""
    said = " ".join(text.split())
    for person in sorted(directory.people, key=lambda person: -len(person.name)):
        role = _("a {role}").format(role=role_words(raised_as(Who(person=person.id), directory)))
        first, _space, rest = person.name.partition(" ")
        for name in filter(None, (person.name, first, rest)):
            said = re.sub(rf"(?<!\w)@?{re.escape(name)}(?:'s|s)?(?!\w)", role, said)
    return said[:1].upper() + said[1:]


def _pattern(theme: str, notes: list[CorridorNote], directory: Directory, today: dt.date, weeks: int) -> Pattern:
    notes = sorted(notes, key=lambda note: (note.heard_at, note.id))
    counts = [0] * weeks
    roles: Counter[str] = Counter()
    for note in notes:
        ago = (today - note.heard_at.astimezone().date()).days // 7
        counts[weeks - 1 - min(ago, weeks - 1)] += 1
        whom = raised_by(note, directory.writer)
        roles[raised_as(whom, directory) if whom is not None else _NOBODY] += 1
    ranked = sorted(roles.items(), key=lambda pair: (-pair[1], pair[0]))
    return Pattern(theme, tuple(notes), tuple(counts), tuple(ranked))
