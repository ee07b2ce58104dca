"""What is said and decided: one Struct a kind of entry, in one table, so that a kind can change and the id stay."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, TypeAlias

import msgspec

from kgw_tui.records.meetings import Phase
from kgw_tui.records.people import Who
from kgw_tui.records.record import Record, Table

ActionStatus = Literal["open", "done", "dropped"]
QuestionStatus = Literal["open", "answered", "dropped"]
AssumptionStatus = Literal["untested", "holds", "partly", "refuted", "unknown", "accepted-risk", "parked"]
"""`untested`, and the outcomes of the content's assumption check (checks.toml)."""
DecisionState = Literal["proposed", "for-advice", "for-consent", "definite", "withdrawn", "replaced"]


class Vote(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a decision was voted on: three counts, or unanimous."""

    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    unanimous: bool = False


class PutAside(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an entry knew as another kind and has no place for now, so that a kind can be tried and taken back."""

    owners: tuple[Who, ...] = ()
    day: dt.date | None = None
    priority: bool = False
    handles: tuple[str, ...] = ()


class Entry(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What all kinds share.

    `text` is plain: the marks for people stay in it as their names, without the `@`, and `mentions` says who they
    are, in the order in which they stand. `themes` are the words after `#`, in lower case. `order` sorts within
    the meeting; `time` is on the wall, to the minute, where known. `parent` is the id of the entry that it belongs
    to (evidence under a claim). `held_back` keeps it out of everything that leaves (the read-through); `put_aside`
    never leaves the store.
    """

    meeting: str = ""
    item: str = ""
    parent: str = ""
    order: float = 0.0
    phase: Phase = ""
    time: dt.time | None = None
    text: str
    mentions: tuple[Who, ...] = ()
    themes: tuple[str, ...] = ()
    held_back: bool = False
    put_aside: PutAside | None = None


class Note(Entry, frozen=True, kw_only=True, omit_defaults=True, tag="note", tag_field="kind"):
    """What was said."""


class Postponement(msgspec.Struct, frozen=True, omit_defaults=True):
    """One time that something was put off: on which day, from which due day (None: it had none) and why."""

    on: dt.date
    due: dt.date | None = None
    why: str = ""


class Action(Entry, frozen=True, kw_only=True, omit_defaults=True, tag="action", tag_field="kind"):
    """Something to do: the first of `owners` owns it, the others share it; `outcome` is what came of it.

    `closed_in` is the id of the meeting in which that was said, `kept_in` that of the last one in which it was found
    to be relevant still. `postponed` are the times that it was put off, the last one last. `reported_on` is the day on
    which whoever it was promised to heard what came of it (`rules/promises.py`).
    """

    handle: str = ""
    owners: tuple[Who, ...] = ()
    due: dt.date | None = None
    priority: bool = False
    status: ActionStatus = "open"
    closed_on: dt.date | None = None
    closed_in: str = ""
    kept_in: str = ""
    outcome: str = ""
    postponed: tuple[Postponement, ...] = ()
    reported_on: dt.date | None = None


class Question(Entry, frozen=True, kw_only=True, omit_defaults=True, tag="question", tag_field="kind"):
    """An open question: who finds out, by when; it comes back until it is answered. The rest is as in Action."""

    handle: str = ""
    owners: tuple[Who, ...] = ()
    due: dt.date | None = None
    status: QuestionStatus = "open"
    closed_on: dt.date | None = None
    closed_in: str = ""
    kept_in: str = ""
    outcome: str = ""


class Assumption(Entry, frozen=True, kw_only=True, omit_defaults=True, tag="assumption", tag_field="kind"):
    """A claim, an assumption until somebody can say how they know; `outcome` says why the status is what it is."""

    handle: str = ""
    status: AssumptionStatus = "untested"
    closed_on: dt.date | None = None
    outcome: str = ""


class Decision(Entry, frozen=True, kw_only=True, omit_defaults=True, tag="decision", tag_field="kind"):
    """What was decided. `handle` is its number (`2026-014`; `V-01` in a confidential item).

    `stands_on` holds ids of assumptions and evidence; `measure` is how one will see whether it works; `review` the
    day to look back; `in_force` the day it starts; `replaced_by` the number of the decision that took its place.
    """

    handle: str = ""
    state: DecisionState = "definite"
    vote: Vote | None = None
    conditions: str = ""
    stands_on: tuple[str, ...] = ()
    measure: str = ""
    review: dt.date | None = None
    in_force: dt.date | None = None
    closed_on: dt.date | None = None
    outcome: str = ""
    replaced_by: str = ""


class Evidence(Entry, frozen=True, kw_only=True, omit_defaults=True, tag="evidence", tag_field="kind"):
    """What a claim or a decision rests on (`parent`), or a source that stands by itself."""


class Parked(Entry, frozen=True, kw_only=True, omit_defaults=True, tag="parked", tag_field="kind"):
    """Something for later: on the parking lot."""


class Movement(Entry, frozen=True, kw_only=True, omit_defaults=True, tag="movement", tag_field="kind"):
    """Somebody came in or left while the meeting ran; `text` is empty, `time` says when."""

    who: Who
    arrives: bool = True


AnyEntry: TypeAlias = Note | Action | Question | Assumption | Decision | Evidence | Parked | Movement

Kind = Literal["note", "action", "question", "assumption", "decision", "evidence", "parked", "movement"]

KIND_OF: Final[dict[type[AnyEntry], Kind]] = {
    Note: "note",
    Action: "action",
    Question: "question",
    Assumption: "assumption",
    Decision: "decision",
    Evidence: "evidence",
    Parked: "parked",
    Movement: "movement",
}


def kind_of(entry: AnyEntry) -> Kind:
    """The kind of `entry`, as it is written in JSON."""
    return KIND_OF[type(entry)]


class PrivateNote(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A `;` line: for the writer alone, kept in the private store, never shown to others nor exported."""

    meeting: str = ""
    item: str = ""
    order: float = 0.0
    time: dt.time | None = None
    text: str


ENTRIES: Final[Table[AnyEntry]] = Table("entries", AnyEntry, ("meeting", "parent", "themes", "handle"))
PRIVATE_NOTES: Final[Table[PrivateNote]] = Table("private_notes", PrivateNote, ("meeting",))
