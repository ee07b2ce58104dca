"""The one clock: every moment the program writes comes from here, so that tests can set it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time

_source: Callable[[], datetime] | None = None


def now() -> datetime:
    """The present moment, in UTC.

    Tests and `kgw demo` set it with `set_clock`; a started program takes it from `$KGW_NOW`
    (ISO 8601 with an offset) when that is set, so that scripts can be played on a fixed day.
    """
    if _source is not None:
        return _source().astimezone(UTC)
    fixed = os.environ.get("KGW_NOW")
    if fixed:
        return datetime.fromisoformat(fixed).astimezone(UTC)
    return datetime.now(UTC)


def local_now() -> datetime:
    """The present moment in the zone of this machine."""
    return now().astimezone()


def today() -> date:
    """Today's date where the writer is."""
    return local_now().date()


def local_time() -> time:
    """The time on the wall where the writer is, to the minute."""
    return local_now().time().replace(second=0, microsecond=0)


def zone_name() -> str:
    """The writer's zone as an offset, such as `+01:00`; stored beside each UTC moment."""
    return local_now().isoformat()[-6:]


def set_clock(source: Callable[[], datetime] | None) -> None:
    """Take the time from `source` (which returns an aware datetime) from now on; None gives the real clock back."""
    global _source
    _source = source
