"""The people one works with: added, what they do, gone and back; and what is open between them and the writer.

Another name for somebody, or none: usecases/renaming.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from kgw_tui.capture.parsed import Notice
from kgw_tui.capture.people_file import ReadPeople, read_people, taken_by
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action, Question
from kgw_tui.records.meetings import ITEMS
from kgw_tui.records.people import GROUPS, PEOPLE, Group, Person, Who
from kgw_tui.rules.corridor import raised_by
from kgw_tui.text import clean_line
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.reporting import Promise, Report, promises, reports_due
from kgw_tui.workspace import Workspace


@dataclass(frozen=True)
class Added:
    """Who is new in the directory, of whom more is known now, and what couldn't be read. `shared_names` are first names
    of new people that somebody else has too, where no mark tells them apart.
    """

    new: tuple[Person, ...] = ()
    changed: tuple[Person, ...] = ()
    notices: tuple[Notice, ...] = ()
    shared_names: tuple[str, ...] = ()


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
    with workspace.writing(workspace.shared, "person.add") as tx:
        read = read_list(workspace, text)  # what others have added by now is read
        notices = tuple(notice for _line, notice in read.notices)
        if not read.new and not read.changed:
            known = [line.person.name for line in read.lines if line.person is not None]
            if notices and not known:
                raise Refused(notices[0].sentence)
            if len(known) == 1:
                raise Refused(_("{name} is in the list already").format(name=known[0]))
            raise Refused(_("nobody new is named; type a name, and behind a comma what they do"))
        for person in (*read.new, *read.changed):
            tx.put(PEOPLE, person)
    return Added(read.new, read.changed, notices, _shared_names(workspace, read.new))


def read_list(workspace: Workspace, text: str) -> ReadPeople:
    """What a list of people would add, line by line; nothing is stored."""
    return read_people(text, directory_of(workspace), current_language())


def change_person(workspace: Workspace, person_id: str, words: str) -> Person:
    """What somebody does, and the marks that find them: `function @mark @mark`; what isn't said goes.

    Raises Refused for a mark that is somebody else's.
    """
    marks = tuple(word[1:] for word in words.split() if word.startswith("@") and len(word) > 1)
    function = " ".join(word for word in clean_line(words).split() if not word.startswith("@")).strip(" ,")
    directory = directory_of(workspace)
    for mark in marks:
        taken = taken_by(mark, directory, person_id)
        if taken:
            raise Refused(_("@{mark} is {name} already").format(mark=mark, name=taken))
    return _alter(workspace, person_id, "person.edit", function=function, aliases=marks)


def set_active(workspace: Workspace, person_id: str, *, active: bool) -> Person:
    """Let a colleague leave, or come back: who has left is found by the whole name only, and stays in what was said."""
    return _alter(workspace, person_id, "person.back" if active else "person.left", active=active)


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
    promised = [each for each in promises(workspace) if each.whom == who]
    acts = {each.action.id for each in promised}
    said = {each.note.id: each.action.text for each in promised}
    waiting = [*workspace.private.query(CORRIDOR_NOTES, outcome=""), *_watched(workspace)]
    notes = [note for note in waiting if raised_by(note, writer) == who]
    return Between(
        promises=tuple(promised),
        actions=tuple(entry for entry in theirs if isinstance(entry, Action) and entry.id not in acts),
        questions=tuple(entry for entry in theirs if isinstance(entry, Question)),
        reports=tuple(each for each in reports_due(workspace) if each.whom == who),
        notes=tuple(note for note in notes if said.get(note.id) != note.text),  # more was said than what was promised
        groups=tuple(group for group in workspace.shared.all(GROUPS) if person_id in group.members),
    )


def person_of(workspace: Workspace, person_id: str) -> Person:
    """The person with this id. Raises NotFound when they are gone."""
    person = workspace.shared.get(PEOPLE, person_id)
    if person is None or person.erased:
        raise NotFound(_("that person isn't in the list any more"))
    return person


def _shared_names(workspace: Workspace, new: tuple[Person, ...]) -> tuple[str, ...]:
    directory = directory_of(workspace)
    firsts = {person.name.partition(" ")[0] for person in new if not person.aliases}
    return tuple(sorted(first for first in firsts if len(directory.equals(first)) > 1))


def _watched(workspace: Workspace) -> list[CorridorNote]:
    return workspace.private.query(CORRIDOR_NOTES, outcome="watch")


def _alter(workspace: Workspace, person_id: str, label: str, **fields: object) -> Person:
    with workspace.writing(workspace.shared, label) as tx:
        person = tx.get(PEOPLE, person_id)
        if person is None:
            raise NotFound(_("that person isn't in the list any more"))
        changed = msgspec.structs.replace(person, **fields)
        tx.put(PEOPLE, changed)
    return changed
