"""The gathered words and the page of today keep in step: whatever is done, they are what reading anew gives."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Decision, Note
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Attendee, Meeting
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES, Group, Series, Who
from kgw_tui.records.record import R, Record, Table, stamp
from kgw_tui.store import Transaction
from kgw_tui.usecases.gathering import Gathered, Gathering
from kgw_tui.usecases.today import Today

from ..workspaces import workspace_at

WORDS = st.sampled_from(("rooster", "kantine", "café", "A-1", "7 maart", ""))
WHICH = st.integers(0, 30)
DUE = dt.date(2026, 11, 23)


class Deeds(RuleBasedStateMachine):
    """One session that searches, and another that writes beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="kgw-gathering-"))
        self.open = ExitStack()
        self.open.callback(rmtree, self.folder, ignore_errors=True)
        self.workspace = self.open.enter_context(workspace_at(self.folder))
        self.other = open_workspace(self.folder)
        self.open.callback(self.other.close)
        with self.workspace.shared.transaction("begin", undoable=False) as tx:
            series = msgspec.convert({**stamp(), "title": "MT"}, Series)
            group = msgspec.convert({**stamp(), "name": "Schoolleiding"}, Group)
            tx.put(SERIES, series)
            tx.put(GROUPS, group)
            for number in range(3):
                who = Attendee(Who(person=tx.all(PEOPLE)[number].id))
                fields = {"title": f"Overleg {number}", "date": dt.date(2026, 11, 1 + number), "attendees": (who,)}
                tie = {"series": series.id} if number else {"group": group.id}
                tx.put(MEETINGS, msgspec.convert({**stamp(), **fields, **tie}, Meeting))
        self.seen = set[str]()
        self.gathering = Gathering(self.workspace)
        self.at_once = Gathering(self.workspace, few=0)
        self.today = Today(self.workspace)

    def teardown(self) -> None:
        try:
            self.it_is_what_gathering_anew_gives()
            self.today_is_what_reading_anew_gives()
        finally:
            self.open.close()

    @rule(which=WHICH, text=WORDS, beside=st.booleans(), kind=st.sampled_from(("note", "action", "decision")))
    def says(self, which: int, text: str, beside: bool, kind: str) -> None:
        with (self.other if beside else self.workspace).shared.transaction("says") as tx:
            meeting, item, parent = one(tx, MEETINGS, which), one(tx, ITEMS, which), one(tx, ENTRIES, which)
            owner = one(tx, PEOPLE, which)
            if meeting is None:
                return
            fields = {"meeting": meeting.id, "text": text, "themes": ("toetsing",)}
            if item is not None and item.meeting == meeting.id:
                fields["item"] = item.id
            if parent is not None and parent.meeting == meeting.id:
                fields["parent"] = parent.id
            made: AnyEntry = msgspec.convert({**stamp(), **fields}, Note)
            if kind == "action" and owner is not None:
                task = {"owners": (Who(person=owner.id),), "due": DUE}
                made = msgspec.convert({**stamp(), **fields, **task}, Action)
            elif kind == "decision":
                made = msgspec.convert({**stamp(), **fields, "review": DUE}, Decision)
            tx.put(ENTRIES, made)

    @rule(which=WHICH, title=WORDS, confidential=st.booleans())
    def adds_an_item(self, which: int, title: str, confidential: bool) -> None:
        with self.workspace.shared.transaction("item") as tx:
            meeting = one(tx, MEETINGS, which)
            if meeting is not None:
                fields = {"meeting": meeting.id, "title": title, "confidential": confidential}
                tx.put(ITEMS, msgspec.convert({**stamp(), **fields}, AgendaItem))

    @rule(which=WHICH, beside=st.booleans())
    def marks_an_item(self, which: int, beside: bool) -> None:
        with (self.other if beside else self.workspace).shared.transaction("mark") as tx:
            item = one(tx, ITEMS, which)
            if item is not None:
                tx.put(ITEMS, msgspec.structs.replace(item, confidential=not item.confidential))

    @rule(which=WHICH)
    def ends(self, which: int) -> None:
        with self.workspace.shared.transaction("end") as tx:
            entry = one(tx, ENTRIES, which)
            if isinstance(entry, Action):
                tx.put(ENTRIES, msgspec.structs.replace(entry, status="open" if entry.status == "done" else "done"))

    @rule(which=WHICH)
    def begins_or_ends_a_meeting(self, which: int) -> None:
        with self.workspace.shared.transaction("state") as tx:
            meeting = one(tx, MEETINGS, which)
            if meeting is not None:
                state = "closed" if meeting.state == "running" else "running"
                tx.put(MEETINGS, msgspec.structs.replace(meeting, state=state))

    @rule(which=WHICH, beside=st.booleans())
    def keeps_out_or_takes_back(self, which: int, beside: bool) -> None:
        with (self.other if beside else self.workspace).shared.transaction("hold") as tx:
            entry = one(tx, ENTRIES, which)
            if entry is not None:
                tx.put(ENTRIES, msgspec.structs.replace(entry, held_back=not entry.held_back))

    @rule(which=WHICH, to=WHICH)
    def moves_to_another_meeting(self, which: int, to: int) -> None:
        with self.workspace.shared.transaction("move") as tx:
            entry, meeting = one(tx, ENTRIES, which), one(tx, MEETINGS, to)
            if entry is not None and meeting is not None:
                tx.put(ENTRIES, msgspec.structs.replace(entry, meeting=meeting.id, item=""))

    @rule(which=WHICH, what=st.sampled_from((ENTRIES, ITEMS, MEETINGS, PEOPLE)), beside=st.booleans())
    def takes_out(self, which: int, what: Table[Record], beside: bool) -> None:
        with (self.other if beside else self.workspace).shared.transaction("out") as tx:
            gone = one(tx, what, which)
            if gone is not None:
                tx.delete(what, gone.id)

    @rule(which=WHICH, name=WORDS)
    def calls_a_person_otherwise(self, which: int, name: str) -> None:
        with self.workspace.shared.transaction("person") as tx:
            person = one(tx, PEOPLE, which)
            if person is not None:
                tx.put(PEOPLE, msgspec.structs.replace(person, name=f"Jan {name}"))

    @rule(name=WORDS, beside=st.booleans())
    def calls_series_and_group_otherwise(self, name: str, beside: bool) -> None:
        with (self.other if beside else self.workspace).shared.transaction("series") as tx:
            tx.put(SERIES, msgspec.structs.replace(tx.all(SERIES)[0], title=name))
            tx.put(GROUPS, msgspec.structs.replace(tx.all(GROUPS)[0], name=name))

    @rule(which=WHICH, title=WORDS)
    def calls_a_meeting_otherwise(self, which: int, title: str) -> None:
        with self.workspace.shared.transaction("title") as tx:
            meeting = one(tx, MEETINGS, which)
            if meeting is not None:
                tx.put(MEETINGS, msgspec.structs.replace(meeting, title=title))

    @rule(back=st.booleans())
    def turns(self, back: bool) -> None:
        if back:
            self.workspace.shared.undo()
        else:
            self.workspace.shared.redo()

    @rule(steps=st.integers(0, 5))
    def gathers_a_little(self, steps: int) -> None:
        self.workspace.shared.refresh()
        for gathering in (self.gathering, self.at_once):
            for _number, _step in zip(range(steps), gathering.steps(), strict=False):
                pass

    @rule()
    def today_is_what_reading_anew_gives(self) -> None:
        self.workspace.shared.refresh()
        kept, anew = self.today.needs(), Today(self.workspace).needs()
        assert kept == anew

    @rule()
    def it_is_what_gathering_anew_gives(self) -> None:
        self.workspace.shared.refresh()
        anew = Gathering(self.workspace)
        anew.update()
        for gathering in (self.gathering, self.at_once):
            gathering.update()
            assert self.all_of(gathering) == self.all_of(anew)
            assert [each.id for each in gathering.newest_first] == [each.id for each in anew.newest_first]

    def all_of(self, gathering: Gathering) -> dict[str, Gathered | None]:
        every = {*self.seen, *(meeting.id for meeting in self.workspace.shared.all(MEETINGS))}
        self.seen = every
        return {meeting_id: gathering.of(meeting_id) for meeting_id in every}


def one(tx: Transaction, table: Table[R], which: int) -> R | None:
    rows = tx.all(table)
    return rows[which % len(rows)] if rows else None


Deeds.TestCase.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
TestWhateverIsDoneTheWordsKeepInStep = Deeds.TestCase
