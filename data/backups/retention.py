"""Which backups stay: the last days, and of the time before that one a week and one a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from typing import Final

DAYS: Final = 7
WEEKS: Final = 8
MONTHS: Final = 12
"""ARCHITECTURE.md, "Care": so many days, weeks and months."""

A_DAY: Final = 10
"""So many of one day, for whoever asks for one each hour."""


def kept(made: Iterable[dt.datetime], today: dt.date) -> frozenset[dt.datetime]:
    """Those of the moments at which backups were made (the writer's own time) of which the backups stay.

    Of the 7 newest days that have any: all (10 at most). Of the 8 newest weeks (from Monday) and the 12 newest months
    that have any: the newest. Days without a backup count for nothing: after a summer the ones from before it are all
    there. What is dated after `today` stays and counts for nothing either: the clock was set back, or is wrong now,
    and going by it the good ones would go.
    """
    moments = sorted(made, reverse=True)
    staying = {moment for moment in moments if moment.date() > today}
    past = [moment for moment in moments if moment.date() <= today]
    for day in sorted({moment.date() for moment in past}, reverse=True)[:DAYS]:
        staying.update([moment for moment in past if moment.date() == day][:A_DAY])
    staying.update(_newest_of_each(past, _week, WEEKS))
    staying.update(_newest_of_each(past, _month, MONTHS))
    return frozenset(staying)


def superseded(first: Iterable[dt.datetime], later: Iterable[dt.datetime], today: dt.date) -> frozenset[dt.datetime]:
    """Of the backups that were made without being asked those that a newer one of the same day stands in for.

    `first` are the first ones of their days, `later` those that were made when more had been written. Of today the
    first and the newest stay, of days before it the newest. What is dated after `today` stays, as in `kept`.
    """
    past = sorted(moment for moment in later if moment.date() <= today)
    newest = {moment.date(): moment for moment in past}
    going = {moment for moment in past if moment != newest[moment.date()]}
    return frozenset(going | {moment for moment in first if moment.date() < today and moment.date() in newest})


def _newest_of_each(
    moments: list[dt.datetime], period: Callable[[dt.datetime], Hashable], count: int
) -> list[dt.datetime]:
    """Of the moments, newest first, the first of each of so many periods."""
    firsts: dict[Hashable, dt.datetime] = {}
    for moment in moments:
        firsts.setdefault(period(moment), moment)
    return list(firsts.values())[:count]


def _week(moment: dt.datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: dt.datetime) -> Hashable:
    return moment.year, moment.month
