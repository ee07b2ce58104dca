"""The store against a model in memory: whatever is done in whatever order, they hold the same, with sessions that die
between two things or in the midst of one, other processes that write, and die too, and backups that are put back.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kgw_tui.data.backups import archive
from kgw_tui.data.backups.restoring import restore
from kgw_tui.data.places import SHARED, Place
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.errors import StoreUnavailable
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Note
from kgw_tui.records.people import Who

from .crashing import Crasher
from .faults import dying, failing
from .stores import MADE, note

Model = dict[str, AnyEntry]

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
ids = st.sampled_from([f"mine-{number}" for number in range(5)])
meetings = st.sampled_from(["", "m1", "m2"])
themes = st.lists(st.sampled_from(["x", "y", "z"]), unique=True, max_size=3).map(tuple)


@st.composite
def entries(draw: st.DrawFn, names: st.SearchStrategy[str] = ids) -> AnyEntry:
    kind = draw(st.sampled_from([Note, Action]))
    fields = {"text": draw(words), "meeting": draw(meetings), "themes": draw(themes), "order": draw(st.integers(0, 9))}
    extra = {"owners": draw(st.sampled_from([(), (Who(person="p"),)])), "priority": draw(st.booleans())}
    return msgspec.convert({"id": draw(names), "created_at": MADE, **fields, **(extra if kind is Action else {})}, kind)


class StoreMachine(RuleBasedStateMachine):
    """One session does everything, undo included; another writes records of its own in the same store, and so do
    other processes.
    """

    crasher: Crasher

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kgw-machine-"))
        self.store = EmbeddedStore(self.folder)
        self.other = EmbeddedStore(self.folder)
        self.mine: Model = {}
        self.theirs: Model = {}
        self.done: list[tuple[Model, Model]] = []
        self.undone: list[tuple[Model, Model]] = []
        self.number = 0
        self.kept: tuple[bytes, Model, Model] | None = None

    def teardown(self) -> None:
        self.store.close()
        self.other.close()
        shutil.rmtree(self.folder)

    @initialize(start=st.lists(entries(), max_size=3))
    def begin(self, start: list[AnyEntry]) -> None:
        self.several(start, [])

    @rule(puts=st.lists(entries(), max_size=4), deletes=st.lists(ids, max_size=2))
    def several(self, puts: list[AnyEntry], deletes: list[str]) -> None:
        after = dict(self.mine)
        with self.store.transaction("several") as tx:
            for entry in puts:
                tx.put(ENTRIES, entry)
                after[entry.id] = entry
            for record_id in deletes:
                tx.delete(ENTRIES, record_id)
                after.pop(record_id, None)
            assert tx.all(ENTRIES) == in_order(after | self.theirs)
            assert tx.query(ENTRIES, themes="x") == having(after | self.theirs, "x")
        if after != self.mine:
            self.done.append((self.mine, after))
            self.undone.clear()
        self.mine = after

    @rule(puts=st.lists(entries(), min_size=1, max_size=2))
    def given_up(self, puts: list[AnyEntry]) -> None:
        try:
            with self.store.transaction("given up") as tx:
                for entry in puts:
                    tx.put(ENTRIES, entry)
                tx.next_number("line")
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass

    @rule(entry=entries(), call=st.integers(1, 6), count=st.integers(1, 4))
    def fails(self, entry: AnyEntry, call: int, count: int) -> None:
        after = self.mine | {entry.id: entry}
        try:
            with failing(call, count):
                self.several([entry], [])
        except StoreUnavailable:
            assert self.store.all(ENTRIES) == in_order(self.mine | self.theirs)
            self.several([entry], [])
        assert self.mine == after

    @rule(puts=st.lists(entries(st.sampled_from(["theirs-1", "theirs-2"])), min_size=1, max_size=2))
    def somebody_else(self, puts: list[AnyEntry]) -> None:
        with self.other.transaction("else") as tx:
            for entry in puts:
                tx.put(ENTRIES, entry)
                self.theirs[entry.id] = entry
        self.store.refresh()

    @rule()
    def undo(self) -> None:
        undone = self.store.undo()
        assert (undone is None) == (not self.done)
        if self.done:
            assert undone is not None
            assert undone.contested == ()
            self.undone.append(self.done.pop())
            self.mine = self.undone[-1][0]

    @rule()
    def redo(self) -> None:
        redone = self.store.redo()
        assert (redone is None) == (not self.undone)
        if self.undone:
            self.done.append(self.undone.pop())
            self.mine = self.done[-1][1]

    @rule(other=st.booleans())
    def take_a_number(self, other: bool) -> None:
        with (self.other if other else self.store).transaction("number") as tx:
            self.number += 1
            assert tx.next_number("line") == self.number

    @rule(other=st.booleans())
    def compact(self, other: bool) -> None:
        (self.other if other else self.store).compact()

    @precondition(lambda self: self.folder.exists())
    @rule(torn=st.binary(max_size=6))
    def crash_and_open_again(self, torn: bytes) -> None:
        """The process ends without closing, perhaps in the middle of a line."""
        self.other.refresh()
        journals = sorted(self.folder.glob("journal-*"))
        if len(journals) > 1 and b'"line":"end"' not in journals[-2].read_bytes():
            journals.pop()  # somebody died before this one was in use
        if journals and torn:
            with journals[-1].open("ab") as file:
                file.write(b"{" + torn.replace(b"\n", b""))
        self.store = EmbeddedStore(self.folder)
        self.done, self.undone = [], []

    @rule(puts=st.lists(entries(), min_size=1, max_size=3), deletes=st.lists(ids, max_size=1), call=st.integers(1, 12))
    def dies_writing(self, puts: list[AnyEntry], deletes: list[str], call: int) -> None:
        after = self.mine | {entry.id: entry for entry in puts}
        for record_id in deletes:
            after.pop(record_id, None)
        with dying(self.folder, call) as layer, self.store.transaction("dies") as tx:
            for entry in puts:
                tx.put(ENTRIES, entry)
            for record_id in deletes:
                tx.delete(ENTRIES, record_id)
        self.comes_back([after] if not layer.failed else [self.mine, after])

    @rule(call=st.integers(1, 12), again=st.booleans())
    def dies_undoing(self, call: int, again: bool) -> None:
        stack = self.undone if again else self.done
        after = stack[-1][1 if again else 0] if stack else self.mine
        with dying(self.folder, call) as layer:
            _turned = self.store.redo() if again else self.store.undo()
        self.comes_back([after] if not layer.failed else [self.mine, after])

    @rule(call=st.integers(1, 40))
    def dies_writing_a_snapshot(self, call: int) -> None:
        with dying(self.folder, call):
            self.store.compact()
        self.comes_back([self.mine])

    @rule(call=st.integers(1, 30), torn=st.binary(max_size=6))
    def dies_opening(self, call: int, torn: bytes) -> None:
        self.crash_and_open_again(torn)
        with dying(self.folder, call):
            EmbeddedStore(self.folder)
        self.comes_back([self.mine])

    @rule(word=st.sampled_from(["a", "b", "c"]), number=st.integers(1, 2), step=st.integers(0, 7) | st.just(99))
    def another_process_writes_and_may_die(self, word: str, number: int, step: int) -> None:
        entry = note(word, record_id=f"process-{number}")
        died = self.crasher.dies(self.folder, f"commit {entry.id} {word}", step)
        self.store.refresh()
        if not died or entry in self.store.all(ENTRIES):
            self.theirs[entry.id] = entry

    @rule()
    def keeps_a_backup(self) -> None:
        self.kept = archive.pack({SHARED: self.store.frozen()}), self.mine, dict(self.theirs)

    @rule(call=st.integers(0, 90))
    def puts_the_backup_back_and_may_die(self, call: int) -> None:
        """Sessions that are open follow; their undo is another matter, so this one begins anew."""
        if self.kept is None:
            return
        data, mine, theirs = self.kept
        then = archive.read(Path("kept.zip"), data).memory(SHARED)
        with dying(self.folder, call) as layer:
            restore(Place(SHARED, self.folder), then, MADE)
        self.store.refresh()
        found = self.store.all(ENTRIES)
        if not layer.failed or found == in_order(mine | theirs):
            self.mine, self.theirs = mine, dict(theirs)
        self.comes_back([self.mine])

    def comes_back(self, possible: list[Model]) -> None:
        """A new session takes the place of the one that died; it finds all of what that was doing, or nothing."""
        self.store = EmbeddedStore(self.folder)
        found = self.store.all(ENTRIES)
        self.mine = next(model for model in possible if in_order(model | self.theirs) == found)
        self.done, self.undone = [], []

    @invariant()
    def holds_the_same(self) -> None:
        expected = self.mine | self.theirs
        self.other.refresh()
        for session in (self.store, self.other):
            assert session.all(ENTRIES) == in_order(expected)
            for theme in ("x", "y", "z"):
                assert session.query(ENTRIES, themes=theme) == having(expected, theme)
            assert session.query(ENTRIES, meeting="m1") == [e for e in in_order(expected) if e.meeting == "m1"]
        assert self.store.undoable == len(self.done)


def in_order(model: Model) -> list[AnyEntry]:
    return [model[record_id] for record_id in sorted(model)]


def having(model: Model, theme: str) -> list[AnyEntry]:
    return [entry for entry in in_order(model) if theme in entry.themes]


class TestStoreMachine(StoreMachine.TestCase):
    settings = settings(max_examples=40, stateful_step_count=40, deadline=None)

    @classmethod
    def setUpClass(cls) -> None:
        StoreMachine.crasher = Crasher()

    @classmethod
    def tearDownClass(cls) -> None:
        StoreMachine.crasher.close()
