"""What of a meeting may hang on the wall: where it is now, and nothing private, confidential or from outside it."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kgw_tui.records.entries import Action, AnyEntry, Decision, Movement
from kgw_tui.records.meetings import Meeting
from kgw_tui.rules.clocks import LEFT_OPEN
from kgw_tui.rules.dossier import Dossier, Section
from kgw_tui.rules.kept_out import kept_out
from kgw_tui.store import Reader
from kgw_tui.usecases.reading import running_meetings

KEPT_IN_SIGHT: Final = (Action, Decision)
"""What was decided and who does what stays on the wall as long as its item is on."""


def meeting_on(reader: Reader, now: dt.datetime) -> Meeting | None:
    """The meeting that is on: of several that weren't closed the one that began last. None while there is none; one
    that was left open long ago isn't on any more, and would only show another company what was said there.
    """
    running = running_meetings(reader)
    begun = {meeting.id: meeting.started_at or meeting.created_at for meeting in running}
    still = [meeting for meeting in running if now - begun[meeting.id] < LEFT_OPEN]
    return max(still, key=lambda meeting: (begun[meeting.id], meeting.id), default=None)


def section_on(dossier: Dossier) -> Section | None:
    """The item where the meeting is now, with its entries; before the first, what was said so far, if anything."""
    here = dossier.meeting.current_item
    return next((each for each in dossier.sections if (each.item.id if each.item else "") == here), None)


def entries_on(section: Section) -> list[AnyEntry]:
    """What was said in an item as far as everybody may see it, in order: nothing of one that is confidential, nothing
    that is kept out of the minutes, nobody's coming and going.
    """
    if section.confidential:
        return []
    out = kept_out(section.entries)
    return [entry for entry in section.entries if entry.id not in out and not isinstance(entry, Movement)]
