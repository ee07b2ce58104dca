"""What an item says of earlier meetings: whose minutes it adopts, and what it comes back from."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from kgw_tui.capture.statuses import Status
from kgw_tui.records.meetings import AgendaItem, Meeting


class Reference(NamedTuple):
    """A meeting that an item of a file names, for a store to find.

    `line` is where it stands, `item` the id of the item, `about` the field that it fills. The meeting is known by its
    day, its handle or both; `text` is what was called there what the item comes from, "" where it is called the same.
    """

    line: int
    item: str
    about: Literal["adopts", "carried_from"]
    day: dt.date | None = None
    handle: str = ""
    text: str = ""

    @classmethod
    def of(cls, line: int, item: str, status: Status) -> Reference | None:
        """What `status`, behind the title of the item with this id, says of an earlier meeting; None for nothing."""
        about: Literal["adopts", "carried_from"]
        if status.code == "adopts" and not status.text:
            about = "adopts"
        elif status.code == "carried-from":
            about = "carried_from"
        else:
            return None
        return cls(line, item, about, status.day, "".join(status.labels), status.text)

    @property
    def named(self) -> str:
        """The meeting as it stands there."""
        return " ".join(part for part in (self.day.isoformat() if self.day else "", self.handle) if part)


def adopts_status(meeting: Meeting) -> Status:
    """What says that an item adopts the minutes of `meeting`."""
    return Status("adopts", day=meeting.date, labels=(meeting.handle,) if meeting.handle else ())


def carried_status(item: AgendaItem, meeting: Meeting, text: str) -> Status:
    """What says that `item` comes back from what was called `text` in `meeting`."""
    labels = (meeting.handle,) if meeting.handle else ()
    return Status("carried-from", day=meeting.date, labels=labels, text="" if text == item.title else text)
