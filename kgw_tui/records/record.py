"""What every record has: an id that sorts by time, who made it and when; and how a table is described."""

from __future__ import annotations

import os
import time as _time
from datetime import datetime
from threading import Lock
from typing import Final, Generic, TypeVar

import msgspec

from kgw_tui import clock


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The stem of all stored records.

    `id` is a UUIDv7 in hex: unique across machines, sorting by the moment it was made. Moments are UTC, `zone` is
    the writer's offset (`+01:00`); `created_by` and `changed_by` hold the id of a person of the settings, or "".
    """

    id: str
    created_at: datetime
    created_by: str = ""
    changed_at: datetime | None = None
    changed_by: str = ""
    zone: str = ""


STAMPS: Final = frozenset({"changed_at", "changed_by"})
"""The fields of a record that say who changed it and when, and nothing of what it is about."""
R = TypeVar("R", bound=Record)


class Table(msgspec.Struct, Generic[R], frozen=True):
    """One table of a store: its name, the type of its records (a Struct, or a tagged union) and its indexed fields.

    An indexed field holds a string, or a tuple of strings (then each of them finds the record).
    """

    name: str
    type: object
    indexes: tuple[str, ...] = ()


_last = (0, 0)
_one_by_one = Lock()


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562) as 32 hexadecimal digits, which sorts after all that this process made before.

    The 12 bits behind the version count within a millisecond (RFC 9562, section 6.2, method 1); when they are used
    up, or the clock was set back, the moment of the last one goes on a millisecond.
    """
    global _last
    with _one_by_one:
        moment, count = _time.time_ns() // 1_000_000, 0
        if moment <= _last[0]:
            moment, count = (_last[0], _last[1] + 1) if _last[1] < 0xFFF else (_last[0] + 1, 0)
        _last = (moment, count)
    tail = bytearray(os.urandom(8))
    tail[0] = 0x80 | tail[0] & 0x3F
    return f"{moment:012x}7{count:03x}{tail.hex()}"


def stamp(by: str = "") -> dict[str, str | datetime]:
    """The fields that a new record starts with: `id`, `created_at`, `created_by`, `zone`."""
    return {"id": new_id(), "created_at": clock.now(), "created_by": by, "zone": clock.zone_name()}
