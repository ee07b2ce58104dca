"""The page of today: what needs the writer now, read from both stores, and what can be done about it right there."""

from __future__ import annotations

import msgspec

from kgw_tui import clock
from kgw_tui.capture.dates import read_date, say_date
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.entries import ENTRIES, Action, Decision, Question
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.rules.today import Needs, Said, needs
from kgw_tui.store import Reader
from kgw_tui.text import clean_line
from kgw_tui.usecases.doing import Deed, do
from kgw_tui.usecases.reading import calendar_of
from kgw_tui.workspace import Workspace


def read_today(workspace: Workspace) -> Needs:
    """What needs the writer of the settings today; where they name nobody, what needs anybody."""
    said = [*_said_in(workspace.shared, private=False), *_said_in(workspace.private, private=True)]
    return needs(workspace.shared.all(MEETINGS), said, clock.today(), workspace.settings.writer)


def note_done(workspace: Workspace, said: Said, words: str) -> str:
    """Note that an action is done, with what came of it (may be ""), or the answer to a question; gives a sentence.

    Raises Refused for a question without an answer, and when it has ended or gone meanwhile.
    """
    verb = "answer" if isinstance(said.entry, Question) else "done"
    do(workspace, _handle(said), Deed(verb, clean_line(words).strip()))
    return _("✓ answered") if verb == "answer" else _("✓ done")


def let_lapse(workspace: Workspace, said: Said, words: str) -> str:
    """Drop an action or question, for a reason; gives a sentence. Raises Refused without one, and as `note_done`."""
    why = clean_line(words).strip()
    if not why:
        raise Refused(_("why does it lapse? Say it in a few words; it goes into the minutes"))
    do(workspace, _handle(said), Deed("drop", why))
    return _("✓ dropped")


def set_day(workspace: Workspace, said: Said, words: str) -> str:
    """Give an action or question another due day, a decision another day to look back; gives a sentence with the day.

    Without words the day goes. Minutes in which it was said stay what they are, adopted ones too (`minutes.edited`).
    Raises Refused for what is no day, or one that is past, and when it has gone meanwhile.
    """
    wanted = clean_line(words).strip().removeprefix(">").strip()
    reading = read_date(wanted, calendar_of(workspace)) if wanted else None
    if wanted and reading is None:
        raise Refused(_("'{words}' isn't a day; such as 1 mar, or Monday").format(words=wanted))
    day = reading.day if reading else None
    if day is not None and day < clock.today():
        raise Refused(_("that day is past"))
    with workspace.writing(workspace.private if said.private else workspace.shared, "entry.fill") as tx:
        entry = tx.get(ENTRIES, said.entry.id)
        if not isinstance(entry, Action | Question | Decision):
            raise NotFound(_("that entry is gone; somebody else took it out"))
        field = "review" if isinstance(entry, Decision) else "due"
        stamped = {"changed_at": clock.now(), "changed_by": workspace.settings.writer}
        tx.put(ENTRIES, msgspec.structs.replace(entry, **{field: day}, **stamped))
    return f"✓ {say_date(day, clock.today(), current_language())}" if day else _("✓ without a day")


def _handle(said: Said) -> str:
    entry = said.entry
    return entry.handle or entry.id


def _said_in(reader: Reader, *, private: bool) -> list[Said]:
    """The actions, questions and decisions of a store, with where they were said."""
    meetings: dict[str, Meeting | None] = {}
    items: dict[str, AgendaItem | None] = {}
    found: list[Said] = []
    for entry in reader.all(ENTRIES):
        if not isinstance(entry, Action | Question | Decision):
            continue
        if entry.meeting not in meetings:
            meetings[entry.meeting] = reader.get(MEETINGS, entry.meeting) if entry.meeting else None
        if entry.item not in items:
            items[entry.item] = reader.get(ITEMS, entry.item) if entry.item else None
        item = items[entry.item]
        confidential = item is not None and item.confidential
        found.append(Said(entry, meetings[entry.meeting], confidential, private))
    return found
