"""Finding what stands in no meeting's list: people, what was heard in the corridor, visits, notes for oneself alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator
from typing import Final

import msgspec

from kgw_tui.capture.sought import FoundKind, Sought, read_sought
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Action, PrivateNote, Question
from kgw_tui.records.meetings import MEETINGS, Meeting
from kgw_tui.records.people import PEOPLE, Person
from kgw_tui.records.record import Record
from kgw_tui.records.visits import VISITS, Visit
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.rules.sought import handle_in, line_of, words_of
from kgw_tui.usecases.reading import calendar_of, directory_of
from kgw_tui.workspace import Workspace

_AT_ONCE: Final = 128
"""Records that are looked through in one step."""
MOST: Final = 100
"""So many are given at most."""


class Other(msgspec.Struct, frozen=True):
    """Something that was found outside the meetings: its kind, the name of its table and its id, what is shown of it.

    `private` for what is the writer's alone; `day` is when it was heard or noted (None: somebody).
    """

    kind: FoundKind
    table: str
    id: str
    text: str
    handle: str = ""
    day: dt.date | None = None
    private: bool = False


class Others:
    """What is found there, newest first; who is called so stands before all else.

    What is private isn't found while a meeting runs, but by its handle (PRODUCT.md, principle 8).
    """

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read yet."""
        self._workspace = workspace
        self._lines: dict[str, tuple[Record, Other, str]] = {}

    def sought(self, text: str) -> Sought:
        """What a line looks for."""
        return read_sought(text, calendar_of(self._workspace, looking_back=True))

    def finding(self, text: str) -> Generator[None, None, tuple[Other, ...]]:
        """What has all words of a line, in small steps."""
        sought = self.sought(text)
        words = words_of(sought.words)
        if not words and not sought.kinds and sought.since is None:
            return ()
        handle = handle_in(sought.words)
        shows_private = not any(each.state == "running" for each in self._workspace.shared.all(MEETINGS))
        directory = directory_of(self._workspace)
        found: list[Other] = []
        for number, record in enumerate(self._records()):
            if number % _AT_ONCE == _AT_ONCE - 1:
                yield
            other, line = self._read(record, directory)
            if other.private and not shows_private and not (handle and fold(other.handle) == handle):
                continue
            if sought.fits(other.kind, other.day) and all(word in line for word in words):
                found.append(other)
        found.sort(key=lambda other: other.day or dt.date.max, reverse=True)
        exact = [other for other in found if handle and fold(other.handle) == handle]
        return tuple([*exact, *(other for other in found if other not in exact)][:MOST])

    def _records(self) -> Iterator[Record]:
        shared, private = self._workspace.shared, self._workspace.private
        yield from shared.all(PEOPLE)
        yield from private.all(CORRIDOR_NOTES)
        yield from (entry for entry in private.all(ENTRIES) if isinstance(entry, Action | Question))
        yield from private.all(PRIVATE_NOTES)
        yield from private.all(VISITS)

    def _read(self, record: Record, directory: Directory) -> tuple[Other, str]:
        kept = self._lines.get(record.id)
        if kept is None or kept[0] is not record:
            other, words = self._told(record, directory)
            kept = self._lines[record.id] = (record, other, line_of((other.handle, other.text, *words)))
        return kept[1], kept[2]

    def _told(self, record: Record, directory: Directory) -> tuple[Other, list[str]]:
        """What is shown of a record, and what else it is found by."""
        match record:
            case Person():
                words = [record.function, *(f"@{alias}" for alias in record.aliases)]
                return Other("person", PEOPLE.name, record.id, record.name), words
            case CorridorNote():
                day = record.heard_at.astimezone().date()
                words = [directory.names(record.mentions), *(f"#{theme}" for theme in record.themes)]
                words += [record.known, record.reason, record.told, day.isoformat()]
                text = record.text.replace("\n", " ")
                return Other("heard", CORRIDOR_NOTES.name, record.id, text, record.handle, day, private=True), words
            case Action() | Question():
                kind: FoundKind = "action" if isinstance(record, Action) else "question"
                words = [directory.names(record.owners), record.outcome, *(f"#{theme}" for theme in record.themes)]
                day = record.created_at.astimezone().date()
                return Other(kind, ENTRIES.name, record.id, record.text, record.handle, day, private=True), words
            case PrivateNote():
                meeting = self._workspace.shared.get(MEETINGS, record.meeting)
                day = _day_of(meeting, record)
                title = meeting.title if meeting is not None else ""
                return Other("mine", PRIVATE_NOTES.name, record.id, record.text, "", day, private=True), [title]
            case Visit():
                text = " · ".join(filter(None, (record.subject, record.class_name, record.question)))
                words = [each.text for each in record.observations]
                words += [record.strength, directory.name(record.teacher) if record.teacher else ""]
                return Other("visit", VISITS.name, record.id, text, record.handle, record.date, private=True), words
            case _:
                return Other("person", "", record.id, ""), []


def _day_of(meeting: Meeting | None, note: PrivateNote) -> dt.date:
    return meeting.date if meeting is not None else note.created_at.astimezone().date()
