"""Reading minutes through before they leave, and what becomes of them: read through, sent, adopted.

Each is one durable transaction and one thing to undo. What changes the text makes read or sent minutes a draft again;
of adopted ones it is refused (Refused) until the meeting is opened again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import msgspec

from kgw_tui import clock
from kgw_tui.capture.parsed import ParsedLine
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Assumption, Decision, Question
from kgw_tui.records.meetings import ITEMS, MEETINGS, Meeting
from kgw_tui.records.people import Who
from kgw_tui.rules import entries as entry_rules
from kgw_tui.rules import minutes
from kgw_tui.rules.directory import fold
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.handles import give_handle
from kgw_tui.rules.kept_out import keeper_of
from kgw_tui.rules.sequence import last_closed
from kgw_tui.rules.speakers import speaker_remover
from kgw_tui.store import Transaction
from kgw_tui.usecases.confidentiality import mark_what_came_of
from kgw_tui.usecases.live import LiveMeeting

# The states of minutes


def mark_reviewed(live: LiveMeeting) -> Meeting:
    """The minutes have been read through. Raises Refused while the meeting isn't closed, and when they were already."""
    return _change_meeting(live, "minutes.reviewed", minutes.reviewed)


def mark_sent(live: LiveMeeting) -> Meeting:
    """The minutes have been sent round. Raises Refused while the meeting isn't closed, and when they have been."""
    return _change_meeting(live, "minutes.sent", minutes.sent)


def mark_adopted(live: LiveMeeting, on: dt.date | None = None) -> Meeting:
    """The minutes have been adopted, `on` the day of the meeting that did so (else today). Raises Refused as above."""
    return _change_meeting(live, "minutes.adopted", lambda meeting: minutes.adopted(meeting, on or clock.today()))


def reopen(live: LiveMeeting) -> Meeting:
    """Go on with a closed meeting where it was; its minutes are a draft again. Raises Refused when it isn't closed."""
    return _change_meeting(live, "meeting.reopen", minutes.reopened)


def to_adopt(live: LiveMeeting) -> Meeting | None:
    """The meeting whose minutes this one would adopt: that of its item which says so (the current one first), else the
    latest closed one before it in its series. None where there is none, or they are adopted already.
    """
    reader = live.workspace.shared
    items = sorted(live.items, key=lambda item: item.id != live.meeting.current_item)
    named = [found for item in items if item.adopts and (found := reader.get(MEETINGS, item.adopts)) is not None]
    waiting = [meeting for meeting in named if meeting.state == "closed" and meeting.minutes_state != "adopted"]
    if named:
        return waiting[0] if waiting else None
    series = live.meeting.series
    others = reader.query(MEETINGS, series=series) if series else []
    last = last_closed(others, live.meeting)
    return last if last is not None and last.minutes_state != "adopted" else None


def adopt_last(live: LiveMeeting) -> Meeting:
    """Adopt the minutes of last time in this meeting (`/vaststellen`), on its day; gives the meeting they are of.

    Raises Refused where there are none to adopt.
    """
    meeting = to_adopt(live)
    if meeting is None:
        raise Refused(_("there are no minutes of an earlier meeting of this series to adopt"))
    day = live.meeting.date if live.meeting.state == "closed" else min(live.meeting.date, clock.today())
    with live.workspace.as_one():
        adopted = mark_adopted(LiveMeeting(live.workspace, meeting.id), day)
        for item in live.items:
            if item.adopts == meeting.id and item.state == "open":
                with live.writing("minutes.adopted") as tx:
                    tx.put(ITEMS, msgspec.structs.replace(live.fresh_item(tx, item.id), state="done"))
    return adopted


# The text


def to_edit(live: LiveMeeting, entry_id: str) -> AnyEntry:
    """The entry, when it may be changed here.

    Raises NotFound when it is gone, and Refused when the minutes are adopted or it is of another meeting.
    """
    minutes.edited(live.meeting)
    return _own(live, live.find_entry(entry_id))


def rewrite(live: LiveMeeting, entry_id: str, parsed: ParsedLine, begun: ParsedLine | None = None) -> AnyEntry:
    """Write an edited line in the place of an entry. Raises Refused when the line makes no entry.

    `begun` is the line as it was put there for editing: what was left as it was stays what others make of it meanwhile.
    """
    if not entry_rules.makes_entry(parsed):
        raise Refused(parsed.refused or _("a line of the minutes can't become that; Esc leaves it as it was"))
    return _change_entry(live, entry_id, "entry.edit", lambda entry: entry_rules.rewrite(entry, parsed, begun))


def hold_back(live: LiveMeeting, entry_id: str) -> bool:
    """Keep an entry out of everything that leaves, or take it back in; gives whether it stays out now.

    What belongs to it goes with it: raises Refused for what stands under a line that is kept out itself. What was
    carried over to a later meeting from it becomes confidential there.
    """
    wanted = not live.entry(entry_id).held_back
    with live.writing("entry.hold-back" if wanted else "entry.take-back") as tx:
        _edited(live, tx)
        entry = _own(live, tx.get(ENTRIES, entry_id))
        above = keeper_of(entry, partial(tx.get, ENTRIES))
        if above is not None and above.id != entry_id:
            raise Refused(_("this goes with the line above it: '{text}'").format(text=above.text[:40]))
        changed = msgspec.structs.replace(entry, held_back=wanted)
        tx.put(ENTRIES, changed)
        if wanted:
            mark_what_came_of(tx, changed)
    return wanted


def without_speaker(live: LiveMeeting, entry_id: str) -> AnyEntry:
    """Write "een lid" for the names of those who spoke in a line, and let its mentions follow; owners keep theirs.

    Whom the line mentions counts as well as those at the table; where nobody was noted as present, everybody known
    does. Raises Refused when there is no such name in it.
    """
    return _change_entry(live, entry_id, "entry.without-speaker", lambda entry: _unnamed(live.dossier, entry))


def _unnamed(dossier: Dossier, entry: AnyEntry) -> AnyEntry:
    owners = entry.owners if isinstance(entry, Action | Question) else ()
    known = [Who(person=person.id) for person in dossier.directory.people]
    before_colon = [who for who in known if _speaks(dossier.directory.name(who), entry.text)]
    everybody = [] if dossier.meeting.attendees or dossier.movements else known
    remove = speaker_remover(dossier, also=[*before_colon, *everybody], mentioned=entry.mentions, keep=owners)
    fields: dict[str, object] = {
        name: remove(said) for name in _spoken(entry) if isinstance(said := getattr(entry, name), str)
    }
    if all(getattr(entry, name) == text for name, text in fields.items()):
        raise Refused(_("there is no name of a speaker in this line; e edits it"))
    stay = tuple(who for who in entry.mentions if who.role or who in owners)
    return msgspec.structs.replace(entry, **fields, mentions=stay)


def _speaks(name: str, text: str) -> bool:
    """Whether the text begins as what somebody says: `Karim: …`, or with the whole name."""
    folded = fold(text)
    return any(folded.startswith(f"{fold(words)}:") for words in (name, name.partition(" ")[0]))


def _spoken(entry: AnyEntry) -> tuple[str, ...]:
    """The fields of an entry in which somebody may be named for what they said."""
    match entry:
        case Action() | Question() | Assumption():
            return ("text", "outcome")
        case Decision():
            return ("text", "outcome", "conditions", "measure")
        case _:
            return ("text",)


# Inside


def _change_meeting(live: LiveMeeting, label: str, change: Callable[[Meeting], Meeting]) -> Meeting:
    with live.writing(label) as tx:
        changed = change(_meeting(tx, live))
        tx.put(MEETINGS, changed)
    return changed


def _edited(live: LiveMeeting, tx: Transaction) -> None:
    """The text of the minutes changes: they are a draft again. Raises Refused when they are adopted."""
    meeting = _meeting(tx, live)
    draft = minutes.edited(meeting)
    if draft.minutes_state != meeting.minutes_state:
        tx.put(MEETINGS, draft)


def _change_entry(live: LiveMeeting, entry_id: str, label: str, change: Callable[[AnyEntry], AnyEntry]) -> AnyEntry:
    """Put `change(entry)` in the place of an entry; where nothing changes, nothing is written."""
    with live.writing(label) as tx:
        minutes.edited(_meeting(tx, live))
        entry = _own(live, tx.get(ENTRIES, entry_id))
        changed = change(entry)
        if changed == entry:
            return entry
        item = tx.get(ITEMS, entry.item) if entry.item else None
        changed = give_handle(tx, changed, live.meeting.date, bool(item and item.confidential))
        tx.put(ENTRIES, changed)
        _edited(live, tx)
    return changed


def _own(live: LiveMeeting, entry: AnyEntry | None) -> AnyEntry:
    if entry is None:
        raise NotFound(_("that entry is gone; somebody else took it out"))
    if entry.meeting != live.meeting_id:
        raise Refused(_("that was said in an earlier meeting, and stands in the minutes of that one"))
    return entry


def _meeting(tx: Transaction, live: LiveMeeting) -> Meeting:
    meeting = tx.get(MEETINGS, live.meeting_id)
    if meeting is None:
        raise NotFound(_("that meeting is gone; somebody else took it out"))
    return meeting
