"""The name of somebody changed, erased, or found to be that of somebody else, in all that is stored.

Who is erased stays in the list under the word for a role, found by nobody: so two who were erased stay two, at the
table and in what is theirs to do. What is stored changes as one thing to undo: the texts of both stores first, and
who is in the list last, so that what breaks off halfway can be done again. Adopted minutes change with the rest, and
that is told (`Changed.adopted`): a name that has to go may not stay in the record because it was read aloud once, and
what had been adopted stays readable in the history until that is old. What was half typed and left changes too, but
isn't in any store: no undo brings it back. Files that were made before, the history and backups have the old name
still.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

import msgspec

from kgw_tui.capture.people_file import read_people
from kgw_tui.drafts import PEOPLE as PEOPLE_DRAFTS
from kgw_tui.drafts import WAITING, Draft, about, is_beneath, what_in
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES, Person, Who
from kgw_tui.records.record import R, Record, Table
from kgw_tui.records.visits import VISITS
from kgw_tui.rules.corridor import raised_as
from kgw_tui.rules.directory import fold, role_name
from kgw_tui.rules.nameless import as_somebody
from kgw_tui.rules.renaming import Recognising, Renaming, whos_in
from kgw_tui.store import Reader, Transaction
from kgw_tui.text import clean_line
from kgw_tui.usecases.people import person_of
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace

_MARK: Final = re.compile(r"(?<!\w)@([\w'’\-]+)")


@dataclass(frozen=True)
class Changed:
    """In how many records of each kind (by the name of their table) the name stands or shows, in how many meetings with
    adopted minutes, and in how many lines that were left half typed. In `doubtful` records words are left that may be
    the name, somebody else's, or no name at all.
    """

    counts: tuple[tuple[str, int], ...] = ()
    adopted: int = 0
    drafts: int = 0
    doubtful: int = 0

    @property
    def records(self) -> int:
        """How many records in all."""
        return sum(count for _table, count in self.counts)


@dataclass(frozen=True)
class Stranger:
    """A name that was typed as somebody's whom the list doesn't know, and in how many records it stands."""

    name: str
    count: int


def rename(workspace: Workspace, person_id: str, name: str, *, standing: Collection[str] = ()) -> Changed:
    """Give somebody another name, wherever the old one stands. `standing` are the places of what is being typed now.

    Marks that are the old first name go. Raises Refused without a name, and for one that somebody else has; NotFound
    when they are gone.
    """
    person, wanted = person_of(workspace, person_id), _wanted(name)
    same = [each for each in directory_of(workspace).people if each.id != person_id and fold(each.name) == fold(wanted)]
    if same:
        words = _("{name} is in the list already; if they are the same person, merge the two")
        raise Refused(words.format(name=same[0].name))
    first, new_first = person.name.partition(" ")[0], wanted.partition(" ")[0]
    gone = {fold(first), fold(person.name)} if fold(first) != fold(new_first) else set[str]()

    def renamed(tx: Transaction) -> list[Person]:
        fresh = tx.get(PEOPLE, person_id) or person
        aliases = tuple(mark for mark in fresh.aliases if fold(mark) not in gone)
        return [msgspec.structs.replace(fresh, name=wanted, aliases=aliases)]

    renaming = Renaming(person, directory_of(workspace).people, wanted, strangers=_names_of_strangers(workspace))
    return _Change(workspace, renaming, person, "person.rename", mark=new_first, standing=standing).done(
        renamed, wanted=wanted
    )


def foresee_renaming(workspace: Workspace, person_id: str) -> Changed:
    """In what another name for somebody would stand."""
    person = person_of(workspace, person_id)
    nobodys = "\N{BULLET} \N{BULLET}"  # nothing like it stands anywhere
    other = Renaming(person, directory_of(workspace).people, nobodys, strangers=_names_of_strangers(workspace))
    return _Change(workspace, other, person).foreseen


def erase(workspace: Workspace, person_id: str, *, standing: Collection[str] = ()) -> Changed:
    """Take somebody's name out of every record: a role stands there instead. `standing` as in `rename`.

    Raises Refused for the writer, and NotFound when they are gone.
    """
    if person_id == workspace.settings.writer:
        raise Refused(_("that is you; first let kgw setup know who is at the keyboard"))
    person, directory = person_of(workspace, person_id), directory_of(workspace)
    role = Who(role=raised_as(Who(person=person_id), directory))
    words = as_somebody(Who(person=person_id), directory)

    def erased(tx: Transaction) -> list[Person]:
        fresh = tx.get(PEOPLE, person_id) or person
        told = {"name": words, "aliases": (), "function": role_name(role.role), "active": False, "erased": True}
        return [msgspec.structs.replace(fresh, **told)]

    return _erasing(workspace, person_id, standing).done(erased)


def foresee_erasing(workspace: Workspace, person_id: str) -> Changed:
    """What erasing somebody would change."""
    return _erasing(workspace, person_id).foreseen


def merge(workspace: Workspace, person_id: str, into_id: str, *, standing: Collection[str] = ()) -> Changed:
    """Two who are in the list are one person: the first becomes the second everywhere, who gets the marks of both.

    Raises Refused where that is one and the same, and for the writer; NotFound when one of them is gone.
    """
    if person_id == into_id:
        raise Refused(_("that is one person already"))
    person, into = person_of(workspace, person_id), person_of(workspace, into_id)
    if person_id == workspace.settings.writer:
        raise Refused(_("that is you: choose the other one, and say that it is you"))
    change = _merging(workspace, person, into, standing)

    def merged(tx: Transaction) -> list[Person]:
        one, other = tx.get(PEOPLE, person_id) or person, tx.get(PEOPLE, into_id) or into
        marks = {fold(mark): mark for mark in (*other.aliases, *one.aliases)}
        function = other.function or one.function
        return [msgspec.structs.replace(other, aliases=tuple(marks.values()), function=function)]

    return change.done(merged)


def foresee_merging(workspace: Workspace, person_id: str, into_id: str) -> Changed:
    """What merging two would change."""
    return _merging(workspace, person_of(workspace, person_id), person_of(workspace, into_id)).foreseen


def strangers(workspace: Workspace, *, shared_only: bool = False) -> list[Stranger]:
    """The names that were typed of people whom the list doesn't know, those of most records first; `shared_only`: those
    in meetings, and none of what is the writer's own.
    """
    counts, names = Counter[str](), dict[str, str]()
    for record in _every_record(workspace, shared_only=shared_only):
        for folded, name in {fold(who.name): who.name for who in whos_in(record) if who.name}.items():
            counts[folded] += 1
            names.setdefault(folded, name)
    return [Stranger(names[folded], count) for folded, count in counts.most_common()]


def recognise(workspace: Workspace, name: str, words: str) -> tuple[Person, Changed]:
    """Somebody who was typed by a name that nobody had is, from now on, whom `words` say: a line as `add_people` takes,
    of somebody new or known. What was typed stays; what is theirs to do is theirs in every list.

    Raises Refused where that isn't one person.
    """
    known = directory_of(workspace)
    read = read_people(clean_line(words), known, current_language())
    people = [*read.new, *read.changed] or [each.person for each in read.lines if each.person is not None]
    if len(people) != 1:
        raise Refused(_("who is {name}? Type one name").format(name=name))
    person = people[0]
    change = _Change(workspace, Recognising(name, person), person, "person.known")
    return person, change.done(lambda _tx: [person], is_new=True)


def _wanted(name: str) -> str:
    wanted = " ".join(clean_line(name).split())
    if not wanted:
        raise Refused(_("what is the name? Type it"))
    return wanted


def _names_of_strangers(workspace: Workspace) -> list[str]:
    return [each.name for each in strangers(workspace)]


def _erasing(workspace: Workspace, person_id: str, standing: Collection[str] = ()) -> _Change:
    person, directory = person_of(workspace, person_id), directory_of(workspace)
    words = as_somebody(Who(person=person_id), directory)
    renaming = Renaming(person, directory.people, words, erases=True, strangers=_names_of_strangers(workspace))
    return _Change(workspace, renaming, person, "person.erase", standing=standing)


def _merging(workspace: Workspace, person: Person, into: Person, standing: Collection[str] = ()) -> _Change:
    people = [each for each in directory_of(workspace).people if each.id != into.id]
    others = _names_of_strangers(workspace)
    renaming = Renaming(person, people, into.name, Who(person=into.id), strangers=others)
    return _Change(workspace, renaming, person, "person.merge", mark=into.name.partition(" ")[0], standing=standing)


def _every_record(workspace: Workspace, *, shared_only: bool) -> list[Record]:
    shared, private = workspace.shared, workspace.private
    records: list[Record] = [*shared.all(MEETINGS), *shared.all(ITEMS), *shared.all(ENTRIES)]
    if shared_only:
        return records
    return [
        *records,
        *private.all(CORRIDOR_NOTES),
        *private.all(ENTRIES),
        *private.all(VISITS),
    ]


class _Change:
    """One renaming of one person, counted, and done when asked."""

    def __init__(
        self,
        workspace: Workspace,
        renaming: Renaming,
        person: Person,
        label: str = "",
        *,
        mark: str = "",
        standing: Collection[str] = (),
    ) -> None:
        """`mark` is what finds them from now on in a line that is half typed; "" for the words of the renaming."""
        self._workspace = workspace
        self._renaming = renaming
        self._person = person
        self._label = label
        self._mark = mark
        self._standing = standing
        self._adopted = {each.id for each in workspace.shared.all(MEETINGS) if each.minutes_state == "adopted"}
        self._counts: Counter[str] = Counter()
        self._touched: set[str] = set()
        self._doubtful = 0

    @property
    def foreseen(self) -> Changed:
        """What would change; nothing does."""
        self._through_shared(self._workspace.shared)
        self._through_private(self._workspace.private)
        return self._changed(len(self._drafts()))

    def done(self, people: Callable[[Transaction], list[Person]], *, wanted: str = "", is_new: bool = False) -> Changed:
        """Change it all; `people` gives who stands in the list then, and the one whom it is about goes when not among
        them. Raises Refused when somebody else has changed that name meanwhile, or has the `wanted` one by now.
        """
        workspace, label = self._workspace, self._label
        drafts = self._drafts()
        with workspace.as_one():
            with workspace.writing(workspace.shared, label) as tx:
                self._demand_as_it_was(tx, wanted, is_new=is_new)
                self._through_shared(tx, tx)
            with workspace.writing(workspace.private, label) as tx:
                self._through_private(tx, tx)
            with workspace.writing(workspace.shared, label) as tx:
                kept = people(tx)
                for person in kept:
                    tx.put(PEOPLE, person)
                if all(person.id != self._person.id for person in kept):
                    tx.delete(PEOPLE, self._person.id)
        self._rewrite(drafts)
        return self._changed(len(drafts))

    def _demand_as_it_was(self, tx: Transaction, wanted: str, *, is_new: bool) -> None:
        """Raise Refused when the list has changed under somebody's hands in what this rests on."""
        fresh = tx.get(PEOPLE, self._person.id)
        others = [each for each in tx.all(PEOPLE) if each.id != self._person.id]
        if fresh is None and is_new:
            return
        if fresh is None or fresh.erased or fresh.name != self._person.name:
            raise Refused(_("somebody else has changed that name just now; look, and try again"))
        if wanted and any(fold(each.name) == fold(wanted) for each in others):
            raise Refused(_("{name} is in the list already").format(name=wanted))

    def _changed(self, drafts: int) -> Changed:
        return Changed(tuple(self._counts.items()), len(self._touched), drafts, self._doubtful)

    def _through_shared(self, reader: Reader, tx: Transaction | None = None) -> None:
        self._through(reader, MEETINGS, tx)
        self._through(reader, ITEMS, tx)
        self._through(reader, ENTRIES, tx)
        self._through(reader, GROUPS, tx)
        self._through(reader, SERIES, tx)
        self._through(reader, PEOPLE, tx)

    def _through_private(self, reader: Reader, tx: Transaction | None = None) -> None:
        self._through(reader, CORRIDOR_NOTES, tx)
        self._through(reader, ENTRIES, tx)
        self._through(reader, PRIVATE_NOTES, tx)
        self._through(reader, VISITS, tx)

    def _through(self, reader: Reader, table: Table[R], tx: Transaction | None) -> None:
        """Count the records of a table that change, and with a transaction write them."""
        for record in reader.all(table):
            after = self._renaming.applied(record)
            changed = after is not record and after != record
            if changed or self._renaming.is_about(record):  # the name shows there too
                self._count(table.name, record)
            if changed and tx is not None:
                tx.put(table, after)
            self._doubtful += self._renaming.leaves_doubt(record)

    def _count(self, table: str, record: Record) -> None:
        self._counts[table] += 1
        meeting: str = getattr(record, "meeting", "") or record.id
        if meeting in self._adopted:
            self._touched.add(meeting)

    # What was left half typed

    def _drafts(self) -> list[tuple[Draft, Draft | None]]:
        """Each line in which the name stands, with what it will be; None for what was typed to do this very thing."""
        find = directory_of(self._workspace).find
        them = Who(person=self._person.id)

        def marked(match: re.Match[str]) -> str:
            if find(match[1]) != them or not (self._mark or self._renaming.erases):
                return match[0]
            return f"@{self._mark}" if self._mark else self._person.name

        found: list[tuple[Draft, Draft | None]] = []
        for draft in self._workspace.drafts.left():
            if draft.place in self._standing or what_in(draft.place) == WAITING:
                continue
            if is_beneath(draft.place, PEOPLE_DRAFTS) and about(draft.place, PEOPLE_DRAFTS).endswith(self._person.id):
                if self._renaming.erases:
                    found.append((draft, None))
                continue
            after = _rewritten(draft, lambda text: self._renaming.in_text(_MARK.sub(marked, text)))
            if after != draft:
                found.append((draft, after))
        return found

    def _rewrite(self, drafts: list[tuple[Draft, Draft | None]]) -> None:
        mine = self._workspace.drafts
        for draft, _after in drafts:
            mine.drop(draft)
        if drafts:
            mine.receive([after for _draft, after in drafts if after is not None])


def _rewritten(draft: Draft, text: Callable[[str], str]) -> Draft:
    """A draft with something done to what was typed, and to what stood there before that."""
    place, record, begun = (*draft.place.split("\n", 2), "", "")[:3]
    place = f"{place}\n{record}\n{text(begun)}" if begun else draft.place
    return msgspec.structs.replace(draft, place=place, text=text(draft.text))
