"""What a user can set: the language, who they are, their school; kept as a file beside the stores."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

HISTORY_MONTHS: Final = 24
PATTERN_WEEKS: Final = 6


class Holiday(msgspec.Struct, frozen=True):
    """A school holiday: its name (`kerstvakantie`), first and last day."""

    name: str
    first: dt.date
    last: dt.date


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """The settings of one home.

    `language` is `nl`, `en` or "" (from the locale); `writer` is the id of the Person at the keyboard; `group` the
    id of the group that is usually chaired; `shared` a folder for the shared store when it doesn't lie in the home;
    `history_months` is for how long it is kept what was before each change (0: for ever), in a shared store outside
    the home never for less than the default: one user's setting can't take away what all of them have;
    `roles` adds marks that are roles and nobody's name (`@zorgteam`); `theme` is `dark`, `light` or "" (as the terminal
    tells, else dark). `writing_hints` says whether a note from the corridor is followed by a hint about writing that it
    calls for; `pattern_weeks` is how many weeks back notes on one theme make a pattern.
    """

    language: str = ""
    theme: str = ""
    writer: str = ""
    school: str = ""
    group: str = ""
    shared: str = ""
    history_months: int = HISTORY_MONTHS
    roles: tuple[str, ...] = ()
    writing_hints: bool = True
    pattern_weeks: int = PATTERN_WEEKS
    holidays: tuple[Holiday, ...] = ()
