"""Importing a capture file: a meeting, corridor notes, visits or people become records, all of a file or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kgw_tui import clock, i18n
from kgw_tui.capture.corridor_file import read_corridor
from kgw_tui.capture.document import ReadDocument, read_document
from kgw_tui.capture.kinds import FileKind, detect
from kgw_tui.capture.parsed import Notice, Telling
from kgw_tui.capture.people_file import ReadPeople, read_people
from kgw_tui.capture.visits_file import read_visits
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import kind_of
from kgw_tui.records.meetings import Meeting
from kgw_tui.records.people import GROUPS
from kgw_tui.usecases.reading import calendar_of, directory_of
from kgw_tui.usecases.storing import StoredMeeting, store_corridor, store_meeting, store_people, store_visits
from kgw_tui.workspace import Workspace


@dataclass(frozen=True)
class ImportReport:
    """What came of an import.

    `kind` is what the file was. `ids` and `handles` are those of the records that somebody will want to name: the
    meeting first, then its actions, questions, claims and decisions; or the notes with their promises; or the visits;
    or the people (who have no handle). `counts` says how many of each kind there are (`item`, `note`, `action`, …,
    `private`, `corridor`, `visit`, `person`). `new_people` and `new_groups` are the names of those who were created.
    `told` has a sentence for each line whose reading must be told ("line 14: …"), in order, in the language in force;
    `unread` counts the lines that could not be read as meant. With `dry_run` nothing was stored, and there are no
    handles.
    """

    kind: FileKind
    meeting: Meeting | None = None
    ids: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict[str, int])
    new_people: tuple[str, ...] = ()
    new_groups: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    unread: int = 0
    dry_run: bool = False


def import_text(workspace: Workspace, text: str, *, language: str, dry_run: bool = False) -> ImportReport:
    """Read `text` as what it looks like and store it, as one thing to undo in each store that it touches.

    `language` is that of the dates and of the sentences. Raises Refused for a text without a word in it, and
    StoreUnavailable when it can't be made durable.
    """
    with i18n.language(language):
        if not text.strip("\ufeff \t\r\n\0"):
            raise Refused(_("there is nothing in it to import"))
        match detect(text):
            case "people":
                return _people(workspace, text, language, dry_run)
            case "corridor":
                return _corridor(workspace, text, language, dry_run)
            case "visits":
                return _visits(workspace, text, language, dry_run)
            case "meeting":
                return _meeting(workspace, text, language, dry_run)


def _meeting(workspace: Workspace, text: str, language: str, dry_run: bool) -> ImportReport:
    def read() -> ReadDocument:
        return read_document(
            text,
            directory_of(workspace),
            clock.today(),
            language,
            groups=workspace.shared.all(GROUPS),
            calendar=calendar_of(workspace),
        )

    if dry_run:
        document = read()
        stored = StoredMeeting(document, document.meeting, document.entries)
    else:
        stored = store_meeting(workspace, read)
        document = stored.document
    counts = Counter(kind_of(entry) for entry in stored.entries)
    handles = [stored.meeting.handle, *(getattr(entry, "handle", "") for entry in stored.entries)]
    return ImportReport(
        "meeting",
        stored.meeting,
        ids=(stored.meeting.id, *(entry.id for entry in stored.entries if hasattr(entry, "handle"))),
        handles=() if dry_run else tuple(handle for handle in handles if handle),
        counts=_counts({"item": len(document.items), **counts, "private": len(document.private_notes)}),
        new_people=tuple(person.name for person in document.people),
        new_groups=stored.new_groups,
        told=_sentences([*((number, notice.sentence) for number, notice in document.notices), *stored.told]),
        unread=document.unread,
        dry_run=dry_run,
    )


def _people(workspace: Workspace, text: str, language: str, dry_run: bool) -> ImportReport:
    def read() -> ReadPeople:
        return read_people(text, directory_of(workspace), language)

    people = read() if dry_run else store_people(workspace, read)
    return ImportReport(
        "people",
        ids=tuple(person.id for person in (*people.new, *people.changed)),
        counts=_counts({"person": len(people.new) + len(people.changed)}),
        new_people=tuple(person.name for person in people.new),
        told=_told(people.notices),
        unread=len(people.notices),
        dry_run=dry_run,
    )


def _corridor(workspace: Workspace, text: str, language: str, dry_run: bool) -> ImportReport:
    calendar = calendar_of(workspace)
    read = read_corridor(text, directory_of(workspace), clock.today(), language, calendar=calendar)
    notes, promises = ([*read.notes], [*read.promises]) if dry_run else store_corridor(workspace, read)
    return ImportReport(
        "corridor",
        ids=tuple(record.id for record in (*notes, *promises)),
        handles=() if dry_run else tuple(record.handle for record in (*notes, *promises)),
        counts=_counts({"corridor": len(notes), "action": len(promises)}),
        told=_told(read.notices),
        unread=_unread(read.notices),
        dry_run=dry_run,
    )


def _visits(workspace: Workspace, text: str, language: str, dry_run: bool) -> ImportReport:
    read = read_visits(text, directory_of(workspace), clock.today(), language)
    visits = [*read.visits] if dry_run else store_visits(workspace, read)
    return ImportReport(
        "visits",
        ids=tuple(visit.id for visit in visits),
        handles=() if dry_run else tuple(visit.handle for visit in visits),
        counts=_counts({"visit": len(visits)}),
        told=_told(read.notices),
        unread=_unread(read.notices),
        dry_run=dry_run,
    )


def _counts(counts: Mapping[str, int]) -> dict[str, int]:
    return {kind: count for kind, count in counts.items() if count}


def _told(notices: Sequence[tuple[int, Notice]]) -> tuple[str, ...]:
    return _sentences([(number, notice.sentence) for number, notice in notices])


def _sentences(told: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """What must be told, in the order of the lines; what concerns no line (0) stands first."""
    ordered = sorted(told, key=lambda each: each[0])
    line = _("line {number}: {sentence}")
    return tuple(line.format(number=number, sentence=said) if number else said for number, said in ordered)


def _unread(notices: Sequence[tuple[int, Notice]]) -> int:
    return len({number for number, notice in notices if notice.telling is Telling.NOT_AS_MEANT})
