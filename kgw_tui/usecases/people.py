"""The people one works with: added, renamed, gone and back, erased; and what is open between them and the writer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import msgspec

from kgw_tui.capture.parsed import Notice
from kgw_tui.capture.people_file import read_people
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Action, Question
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES, Group, Person, Who
from kgw_tui.records.record import R, Record, Table
from kgw_tui.records.visits import VISITS
from kgw_tui.rules.corridor import raised_as, raised_by
from kgw_tui.rules.directory import fold, role_name
from kgw_tui.rules.renaming import Renaming
from kgw_tui.store import Reader, Transaction
from kgw_tui.text import clean, clean_line
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.reporting import Promise, Report, promises, reports_due
from kgw_tui.workspace import Workspace


@dataclass(frozen=True)
class Added:
    """Who is new in the directory, of whom more is known now, and what couldn't be read."""

    new: tuple[Person, ...] = ()
    changed: tuple[Person, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Changed:
    """How many records of each kind a change touches (by the name of their table), adopted minutes among them."""

    counts: tuple[tuple[str, int], ...] = ()
    adopted: int = 0

    @property
    def records(self) -> int:
        """How many records in all."""
        return sum(count for _table, count in self.counts)


@dataclass(frozen=True)
class Between:
    """What is open between the writer and somebody: what was promised them, what they are to do and to find out, what
    they may be told, and the notes of theirs that wait. Not what has been.
    """

    promises: tuple[Promise, ...] = ()
    actions: tuple[Action, ...] = ()
    questions: tuple[Question, ...] = ()
    reports: tuple[Report, ...] = ()
    notes: tuple[CorridorNote, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def count(self) -> int:
        """How many things are open."""
        return len(self.promises) + len(self.actions) + len(self.questions) + len(self.reports) + len(self.notes)


def add_people(workspace: Workspace, text: str) -> Added:
    """Add people: `@mark Name, function`, a line each. Who is known already gets what is new of them.

    Raises Refused when nobody is named.
    """
    read = read_people(clean(text), directory_of(workspace), current_language())
    notices = tuple(notice for _line, notice in read.notices)
    if not read.new and not read.changed:
        if notices:
            raise Refused(notices[0].sentence)
        raise Refused(_("nobody new is named; type a name, and behind a comma what they do"))
    with workspace.writing(workspace.shared, "person.add") as tx:
        for person in (*read.new, *read.changed):
            tx.put(PEOPLE, person)
    return Added(read.new, read.changed, notices)


def change_person(workspace: Workspace, person_id: str, words: str) -> Person:
    """What somebody does, and the marks that find them: `function @mark @mark`; what isn't said goes.

    Raises Refused for a mark that is somebody else's.
    """
    marks = tuple(word[1:] for word in words.split() if word.startswith("@") and len(word) > 1)
    function = " ".join(word for word in clean_line(words).split() if not word.startswith("@")).strip(" ,")
    for mark in marks:
        others = [each for each in workspace.shared.all(PEOPLE) if each.id != person_id and _bears(each, mark)]
        if others:
            raise Refused(_("@{mark} is {name} already").format(mark=mark, name=others[0].name))
    return _alter(workspace, person_id, "person.edit", function=function, aliases=marks)


def set_active(workspace: Workspace, person_id: str, *, active: bool) -> Person:
    """Let a colleague leave, or come back: who has left is found by the whole name only, and stays in what was said."""
    return _alter(workspace, person_id, "person.back" if active else "person.left", active=active)


def rename(workspace: Workspace, person_id: str, name: str) -> Changed:
    """Give somebody another name, in every record of both stores in which it stands; one thing to undo.

    Raises Refused without a name, and for one that somebody else has; NotFound when they are gone.
    """
    wanted = clean_line(name).strip()
    if not wanted:
        raise Refused(_("what is the name? Type it"))
    person = person_of(workspace, person_id)
    same = [each for each in workspace.shared.all(PEOPLE) if each.id != person_id and fold(each.name) == fold(wanted)]
    if same:
        raise Refused(_("{name} is in the list already").format(name=same[0].name))
    renaming = Renaming(person, workspace.shared.all(PEOPLE), wanted)
    return _applied(workspace, renaming, "person.rename", msgspec.structs.replace(person, name=wanted))


def erase(workspace: Workspace, person_id: str) -> Changed:
    """Take somebody's name out of every record of both stores: a role stands there instead; one thing to undo.

    What was exported stays as it is; the history and the backups have the name until they are old.
    Raises Refused for the writer, and NotFound when they are gone.
    """
    if person_id == workspace.settings.writer:
        raise Refused(_("that is you; first let kgw setup know who is at the keyboard"))
    return _applied(workspace, _erasing(workspace, person_id), "person.erase", None, person_id)


def foresee_erasing(workspace: Workspace, person_id: str) -> Changed:
    """What erasing somebody would change, without doing it."""
    renaming, tally = _erasing(workspace, person_id), _Tally(workspace)
    _through_shared(workspace.shared, renaming, tally)
    _through_private(workspace.private, renaming, tally)
    return tally.changed


def between(workspace: Workspace, person_id: str) -> Between:
    """What is open between the writer and somebody."""
    who = Who(person=person_id)
    writer = workspace.settings.writer
    both = [*workspace.shared.all(ENTRIES), *workspace.private.all(ENTRIES)]
    hidden = {item.id for item in workspace.shared.all(ITEMS) if item.confidential}
    theirs = [
        entry
        for entry in both
        if isinstance(entry, Action | Question)
        and entry.status == "open"
        and who in entry.owners
        and entry.item not in hidden
    ]
    waiting = [*workspace.private.query(CORRIDOR_NOTES, outcome=""), *_watched(workspace)]
    return Between(
        promises=tuple(each for each in promises(workspace) if each.whom == who),
        actions=tuple(entry for entry in theirs if isinstance(entry, Action)),
        questions=tuple(entry for entry in theirs if isinstance(entry, Question)),
        reports=tuple(each for each in reports_due(workspace) if each.whom == who),
        notes=tuple(note for note in waiting if raised_by(note, writer) == who),
        groups=tuple(group for group in workspace.shared.all(GROUPS) if person_id in group.members),
    )


def person_of(workspace: Workspace, person_id: str) -> Person:
    """The person with this id. Raises NotFound when they are gone."""
    person = workspace.shared.get(PEOPLE, person_id)
    if person is None:
        raise NotFound(_("that person isn't in the list any more"))
    return person


def _watched(workspace: Workspace) -> list[CorridorNote]:
    return workspace.private.query(CORRIDOR_NOTES, outcome="watch")


def _bears(person: Person, mark: str) -> bool:
    return fold(mark) in {fold(alias) for alias in person.aliases}


def _erasing(workspace: Workspace, person_id: str) -> Renaming:
    person = person_of(workspace, person_id)
    role = Who(role=raised_as(Who(person=person_id), directory_of(workspace)))
    words = _("a {role}").format(role=role_name(role.role))
    return Renaming(person, workspace.shared.all(PEOPLE), words, role)


def _alter(workspace: Workspace, person_id: str, label: str, **fields: object) -> Person:
    with workspace.writing(workspace.shared, label) as tx:
        person = tx.get(PEOPLE, person_id)
        if person is None:
            raise NotFound(_("that person isn't in the list any more"))
        changed = msgspec.structs.replace(person, **fields)
        tx.put(PEOPLE, changed)
    return changed


def _applied(workspace: Workspace, renaming: Renaming, label: str, person: Person | None, erased: str = "") -> Changed:
    """Shared store first, both as one thing to undo."""
    tally = _Tally(workspace)
    with workspace.as_one():
        with workspace.writing(workspace.shared, label) as tx:
            _through_shared(tx, renaming, tally, tx)
            if person is not None:
                tx.put(PEOPLE, person)
            elif tx.get(PEOPLE, erased) is not None:
                tx.delete(PEOPLE, erased)
        with workspace.writing(workspace.private, label) as tx:
            _through_private(tx, renaming, tally, tx)
    return tally.changed


class _Tally:
    """Counts what is touched."""

    def __init__(self, workspace: Workspace) -> None:
        self._adopted = {each.id for each in workspace.shared.all(MEETINGS) if each.minutes_state == "adopted"}
        self._counts: Counter[str] = Counter()
        self._touched: set[str] = set()

    @property
    def changed(self) -> Changed:
        return Changed(tuple(self._counts.items()), len(self._touched))

    def note(self, table: str, record: Record) -> None:
        self._counts[table] += 1
        meeting: str = getattr(record, "meeting", "") or record.id
        if meeting in self._adopted:
            self._touched.add(meeting)


def _through_shared(reader: Reader, renaming: Renaming, tally: _Tally, tx: Transaction | None = None) -> None:
    _through(reader, MEETINGS, renaming, tally, tx)
    _through(reader, ITEMS, renaming, tally, tx)
    _through(reader, ENTRIES, renaming, tally, tx)
    _through(reader, GROUPS, renaming, tally, tx)
    _through(reader, SERIES, renaming, tally, tx)


def _through_private(reader: Reader, renaming: Renaming, tally: _Tally, tx: Transaction | None = None) -> None:
    _through(reader, CORRIDOR_NOTES, renaming, tally, tx)
    _through(reader, ENTRIES, renaming, tally, tx)
    _through(reader, PRIVATE_NOTES, renaming, tally, tx)
    _through(reader, VISITS, renaming, tally, tx)


def _through(reader: Reader, table: Table[R], renaming: Renaming, tally: _Tally, tx: Transaction | None) -> None:
    """Count the records of a table that change, and with a transaction write them."""
    for record in reader.all(table):
        after = renaming.applied(record)
        if after != record:
            tally.note(table.name, record)
            if tx is not None:
                tx.put(table, after)
