"""What a search has found, in words: the rows of the list, what is said of the chosen one, and how it was narrowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kgw_tui.capture.sought import FoundKind, Sought
from kgw_tui.i18n import N_, _, current_language, ngettext
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Action, AnyEntry, PrivateNote
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import PEOPLE, Person
from kgw_tui.records.visits import VISITS, Visit
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.promises import is_kept
from kgw_tui.rules.sought import as_shown, places_in
from kgw_tui.rules.wording import PURPOSES, kind_word, meeting_word, task_word
from kgw_tui.usecases.finding_anything import Anything
from kgw_tui.usecases.finding_others import Other
from kgw_tui.workspace import Workspace

from .search_list import FoundRow
from .widgets.rows import MARKS, EntryRow, row_of
from .words import day, meeting_line

OF_AN_ITEM = "#"
OF_A_MEETING = "M"
_MARKS: Final[dict[FoundKind, str]] = {
    "person": "@",
    "theme": "#",
    "series": "R",
    "heard": "N",
    "visit": "B",
    "mine": ";",
    "promise": "!",
    "action": "!",
    "question": "?",
}
KINDS: Final[Mapping[FoundKind, str]] = {
    "person": N_("person"),
    "theme": N_("theme"),
    "series": N_("series of meetings"),
    "heard": N_("corridor"),
    "promise": N_("promise"),
    "visit": N_("lesson visit"),
    "mine": N_("for you alone"),
    "action": N_("action"),
    "question": N_("open question"),
    "assumption": N_("assumption"),
    "decision": N_("decision"),
    "evidence": N_("evidence"),
    "parked": N_("parked"),
    "note": N_("note"),
    "item": N_("agenda item"),
    "meeting": N_("meeting"),
}


class Rows:
    """The words of what was found, for a list that is `wide` or narrow, with the words that were looked for."""

    def __init__(
        self,
        workspace: Workspace,
        directory: Directory,
        today: dt.date,
        words: Sequence[str] = (),
        *,
        wide: bool = True,
    ) -> None:
        """`words` are as `looked_for` gives them."""
        self._workspace = workspace
        self._directory = directory
        self._today = today
        self._words = as_shown(words)
        self._wide = wide

    def row(self, hit: Anything) -> FoundRow:
        """The row of one; where it is wide with the meeting in which it was said, else with the day alone."""
        if isinstance(hit, Other):
            when = day(hit.day) if hit.day else ""
            where = self._standing(hit)
            return self._row(hit.text, _MARKS.get(hit.kind, ""), where, when or ("" if self._wide else where))
        if hit.record is None:
            return self._row(_title(hit.meeting), OF_A_MEETING, meeting_word(hit.meeting), day(hit.meeting.date))
        if isinstance(hit.record, AgendaItem):
            return self._row(hit.record.title, OF_AN_ITEM, _title(hit.meeting), day(hit.meeting.date))
        text = self._entry_row(hit.record).text
        return self._row(text, MARKS[type(hit.record)], _title(hit.meeting), day(hit.meeting.date))

    def about(self, hit: Anything) -> str:
        """What is said of one beside its row: what it is, of when, of which meeting, whose and until when."""
        if isinstance(hit, Other):
            return self._about_other(hit)
        parts = [meeting_line(hit.meeting)]
        if hit.record is None:
            parts += [hit.handle, meeting_word(hit.meeting)]
        elif isinstance(hit.record, AgendaItem):
            parts.append(_("agenda item"))
        else:
            item = self._workspace.shared.get(ITEMS, hit.record.item) if hit.record.item else None
            right = self._entry_row(hit.record).right
            parts += [item.title if item is not None else "", kind_word(hit.record)]
            parts += ["" if hit.handle in right.split(" · ") else hit.handle, right]
        return " · ".join(filter(None, parts))

    def called(self, hit: Anything) -> str:
        """One on a line by itself: its mark and text, and of when and which meeting it is."""
        row = self.row(hit)
        return " · ".join(filter(None, (f"{row.mark} {row.text}".strip(), row.where, row.day)))

    def _row(self, text: str, mark: str, where: str, when: str) -> FoundRow:
        return FoundRow(text, mark, tuple(places_in(text, self._words)), where if self._wide else "", when)

    def _entry_row(self, entry: AnyEntry) -> EntryRow:
        return row_of(entry, self._directory, today=self._today)

    # Outside the meetings

    def _standing(self, other: Other) -> str:
        """What a row says at its right: what it is, and how it stands."""
        what = _(KINDS[other.kind])
        if other.kind == "theme":
            return ngettext("{count} time", "{count} times", other.count).format(count=other.count)
        if other.kind == "series":
            return ngettext("{count} meeting", "{count} meetings", other.count).format(count=other.count)
        record = self._record(other)
        if isinstance(record, CorridorNote):
            return self._outcome(record) if record.outcome else what
        if isinstance(record, Person):
            return record.function or what
        if isinstance(record, PrivateNote):
            meeting = self._workspace.shared.get(MEETINGS, record.meeting)
            return _title(meeting) if meeting is not None else what
        return what

    def _about_other(self, other: Other) -> str:
        record = self._record(other)
        parts = [_(KINDS[other.kind]), other.handle]
        match record:
            case CorridorNote():
                themes = " ".join(f"#{theme}" for theme in record.themes)
                parts += [day(other.day) if other.day else "", self._directory.names(record.mentions), themes]
                parts.append(self._outcome(record))
            case Action() if other.kind == "promise":
                note = self._workspace.private.get(CORRIDOR_NOTES, record.parent)
                whom = self._directory.names(note.mentions[:1]) if note is not None else ""
                parts += [_("to {name}").format(name=whom) if whom else "", day(record.due) if record.due else ""]
                parts.append(_("kept") if record.status == "done" and is_kept(record) else task_word(record))
            case Visit():
                purpose = _(PURPOSES[record.purpose]) if record.purpose in PURPOSES else ""
                parts += [day(record.date), self._directory.name(record.teacher) if record.teacher else "", purpose]
            case Person():
                parts += [record.function, "" if record.active else _("has left")]
            case PrivateNote():
                meeting = self._workspace.shared.get(MEETINGS, record.meeting)
                parts.append(meeting_line(meeting) if meeting is not None else "")
            case None:
                parts.append(self._standing(other))
            case _:
                right = self._entry_row(record).right
                parts += ["" if other.handle in right.split(" · ") else right, _("from the corridor")]
        return " · ".join(filter(None, parts))

    def _record(self, other: Other) -> CorridorNote | AnyEntry | PrivateNote | Visit | Person | None:
        private = self._workspace.private
        match other.kind:
            case "heard":
                return private.get(CORRIDOR_NOTES, other.id)
            case "mine":
                return private.get(PRIVATE_NOTES, other.id)
            case "visit":
                return private.get(VISITS, other.id)
            case "person":
                return self._workspace.shared.get(PEOPLE, other.id)
            case "theme" | "series":
                return None
            case _:
                return private.get(ENTRIES, other.id)

    def _outcome(self, note: CorridorNote) -> str:
        """What became of a note; of one that waits that it does."""
        titles = {each.id: each.title for each in self._workspace.content(current_language()).corridor.outcome}
        return titles.get(note.outcome, "").lower() or _("to be dealt with")


def narrowed_to(sought: Sought) -> str:
    """The kinds and days that a line asks for, as they were read; "" for all."""
    kinds = sought.kinds - ({"promise"} if "action" in sought.kinds else set[FoundKind]())
    told = ", ".join(_(word) for kind, word in KINDS.items() if kind in kinds)
    return " · ".join(filter(None, (told, _days(sought.since, sought.until))))


def ways_to_narrow() -> Iterable[str]:
    """What may be typed, as long as nothing is: a line each."""
    return (
        _("All words, or a number: A-12"),
        _("@name   of whom or whose it is"),
        _("#theme   a theme"),
        _("! ? = + > ;   first: a kind"),
        _("decision: promise: corridor: …"),
        _("since October · last week"),
        _("until 3 Dec · 24 Nov · Nov 2026"),
        _('"last week"   just those words'),
    )


def _days(since: dt.date | None, until: dt.date | None) -> str:
    if since is not None and until is not None:
        return day(since) if since == until else f"{day(since)} – {day(until)}"
    if since is not None:
        return _("since {day}").format(day=day(since))
    return _("up to {day}").format(day=day(until)) if until is not None else ""


def _title(meeting: Meeting) -> str:
    return meeting.title or _("Meeting")
