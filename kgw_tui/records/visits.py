"""Visits to lessons; private, each with one purpose that never changes."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from kgw_tui.records.people import Who
from kgw_tui.records.record import Record, Table


class Observation(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of evidence: what was seen, and at what time where that is kept."""

    text: str
    time: dt.time | None = None


class Rating(msgspec.Struct, frozen=True, omit_defaults=True):
    """A look-for (`set/look-for`, ids of visits.toml) and the id of the rating it got."""

    look_for: str
    rating: str


class Visit(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A lesson visit: `purpose` is an id of visits.toml (a glance keeps its question and nothing else)."""

    handle: str = ""
    date: dt.date
    time: dt.time | None = None
    purpose: str
    teacher: Who | None = None
    class_name: str = ""
    subject: str = ""
    observations: tuple[Observation, ...] = ()
    ratings: tuple[Rating, ...] = ()
    strength: str = ""
    question: str = ""


VISITS: Final[Table[Visit]] = Table("visits", Visit, ("handle",))
