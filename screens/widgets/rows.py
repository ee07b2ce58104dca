"""A meeting as rows to show: headings, entries in order with evidence under its claim, and the parking lot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from kgw_tui.capture.dates import say_date
from kgw_tui.i18n import N_, _, current_language
from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Evidence,
    Movement,
    Note,
    Parked,
    Question,
    kind_of,
)
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import Dossier, Section
from kgw_tui.rules.wording import outcome_word, state_word, task_word, urgent_word, vote_words


@dataclass(frozen=True)
class HeadingRow:
    """An agenda item. `minutes` is its budget, None where it has none; `current` is where the chair stands;
    `left` the state of one that was left (parked, deferred, dropped); `led_by` who leads it."""

    item_id: str
    number: int
    title: str
    minutes: int | None = None
    done: bool = False
    confidential: bool = False
    current: bool = False
    left: str = ""
    led_by: str = ""


@dataclass(frozen=True)
class EntryRow:
    """One entry. `time` is "13:04" or ""; `mark` the character of its kind, "" for a note; `right` what stands at the
    right edge; `depth` 1 for what belongs to the row above; `tone` the kind, or "closed" for what is settled;
    `untested` marks a claim that nobody has checked. `by` are the initials of the colleague who wrote it or, `busy`, of
    who has it in their line now.
    """

    entry_id: str
    text: str
    time: str = ""
    mark: str = ""
    right: str = ""
    depth: int = 0
    tone: str = "note"
    untested: bool = False
    by: str = ""
    busy: bool = False


@dataclass(frozen=True)
class LotRow:
    """How many things are parked; or, `before`, how many actions of earlier meetings are still open below it."""

    count: int
    before: bool = False


Row: TypeAlias = HeadingRow | EntryRow | LotRow

WENT: Final = {"parked": N_("parked"), "deferred": N_("put off"), "dropped": N_("dropped")}
"""What became of an item that wasn't finished."""
BEFORE_SHOWN: Final = 7
"""So many of what earlier meetings have left open stand above the meeting; the walk through them (^o) has them all."""

MARKS: Final[dict[type[AnyEntry], str]] = {
    Note: "",
    Action: "!",
    Question: "?",
    Assumption: "?",
    Decision: "=",
    Evidence: "+",
    Parked: ">",
    Movement: "",
}
"""The character that stands before each kind, as in the capture line (CAPTURE.md, "The line")."""


@dataclass(frozen=True)
class Hands:
    """Whose hand is seen in a meeting: the initials of colleagues by their id, where more than one person writes; and
    those of who is editing, by the id of the entry.
    """

    wrote: Mapping[str, str] = field(default_factory=dict[str, str])
    editing: Mapping[str, str] = field(default_factory=dict[str, str])

    def of(self, entry: AnyEntry) -> tuple[str, bool]:
        """Whose initials stand with an entry ("" for none), and whether it is being edited by them."""
        busy = self.editing.get(entry.id, "")
        return busy or self.wrote.get(entry.created_by, ""), bool(busy)


NOBODY: Final = Hands()


class RowsOf:
    """The rows of a meeting as it changes: what an entry looks like is worked out again only when it has changed.

    Entries are frozen and the store gives the same object until one changes, so a row is kept with its entry; all of
    them go when the day, the language or the directory is another.
    """

    def __init__(self) -> None:
        """Nothing worked out yet."""
        self._made: dict[tuple[str, int, bool, str, bool], tuple[AnyEntry, EntryRow]] = {}
        self._for: tuple[object, ...] = ()

    def __call__(self, dossier: Dossier, *, today: dt.date, hands: Hands = NOBODY) -> list[Row]:
        """The rows of `dossier`, in the language in force; dates are said as seen from `today`, and `hands` where
        others write too.
        """
        directory = dossier.directory
        made_for = (today, current_language(), directory.people, directory.preferred)
        if made_for != self._for:
            self._made.clear()
            self._for = made_for

        def row(entry: AnyEntry, depth: int, doubtful: bool) -> EntryRow:
            by, busy = hands.of(entry) if entry.meeting == dossier.meeting.id else ("", False)
            key = (entry.id, depth, doubtful, by, busy)
            made = self._made.get(key)
            if made is not None and made[0] is entry:
                return made[1]
            plain = row_of(entry, directory, today=today, depth=depth, doubtful=doubtful)
            new = replace(plain, by=by, busy=busy) if by else plain
            self._made[key] = (entry, new)
            return new

        return _rows(dossier, row)


def rows_of(dossier: Dossier, *, today: dt.date) -> list[Row]:
    """The rows of a meeting, in the language in force; dates are said as seen from `today`."""
    directory = dossier.directory
    return _rows(
        dossier, lambda entry, depth, doubtful: row_of(entry, directory, today=today, depth=depth, doubtful=doubtful)
    )


def _rows(dossier: Dossier, row: Callable[[AnyEntry, int, bool], EntryRow]) -> list[Row]:
    rows: list[Row] = []
    untested = {e.id for e in dossier.entries() if isinstance(e, Assumption) and e.status == "untested"}

    def doubtful(entry: AnyEntry) -> bool:
        return isinstance(entry, Decision) and not untested.isdisjoint(entry.stands_on)

    if dossier.open_before and dossier.meeting.state != "closed":
        rows.append(LotRow(len(dossier.open_before), before=True))
        rows += [row(each.entry, 1, False) for each in dossier.open_before[:BEFORE_SHOWN]]
    for section in dossier.sections:
        if section.item:
            rows.append(_heading(section, dossier))
        top = {entry.id for entry in section.top}
        rows += [row(entry, int(entry.id not in top), doubtful(entry)) for entry in section.entries]
    parked = sum(isinstance(entry, Parked) for entry in dossier.entries())
    parked += sum(bool(section.item and section.item.state == "parked") for section in dossier.sections)
    if parked:
        rows.append(LotRow(parked))
    return rows


def row_of(
    entry: AnyEntry, directory: Directory, *, today: dt.date, depth: int = 0, doubtful: bool = False
) -> EntryRow:
    """One entry as a row; what belongs to the row above (`depth` 1) shows no time of its own."""
    closed = isinstance(entry, Action | Question) and entry.status != "open"
    closed = closed or (isinstance(entry, Decision) and entry.state in {"withdrawn", "replaced"}) or entry.held_back
    return EntryRow(
        entry_id=entry.id,
        text=_text(entry, directory),
        time=f"{entry.time:%H:%M}" if entry.time and not depth else "",
        mark=MARKS[type(entry)],
        right=_joined(
            "▲" if doubtful else "", _("stays out") if entry.held_back else "", _right(entry, directory, today)
        ),
        depth=depth,
        tone="closed" if closed else kind_of(entry),
        untested=isinstance(entry, Assumption) and entry.status == "untested",
    )


def _heading(section: Section, dossier: Dossier) -> HeadingRow:
    item = section.item
    assert item is not None
    return HeadingRow(
        item_id=item.id,
        number=section.number,
        title=item.title,
        minutes=item.minutes,
        done=item.state == "done",
        confidential=item.confidential,
        current=item.id == dossier.meeting.current_item,
        led_by=dossier.directory.short_name(item.led_by) if item.led_by else "",
        left=item.state if item.state in WENT else "",
    )


def _text(entry: AnyEntry, directory: Directory) -> str:
    if isinstance(entry, Action | Question | Assumption) and entry.outcome:
        return f"{entry.text} → {entry.outcome}"
    if isinstance(entry, Decision):
        terms = [_("condition: {words}").format(words=entry.conditions)] if entry.conditions else []
        terms += [_("measure: {words}").format(words=entry.measure)] if entry.measure else []
        return " · ".join((entry.text, *terms))
    if not isinstance(entry, Movement):
        return entry.text
    sentence = _("{name} comes in") if entry.arrives else _("{name} leaves")
    return sentence.format(name=directory.name(entry.who))


def _right(entry: AnyEntry, directory: Directory, today: dt.date) -> str:
    match entry:
        case Action():
            word = "" if entry.status == "open" else task_word(entry)
            urgent = "" if word else urgent_word(entry)
            owners = _owners(entry.owners, directory) or ("" if word else _("who?"))
            return _joined(urgent, owners, word or _day(entry.due, today))
        case Question():
            word = "" if entry.status == "open" else task_word(entry)
            said = _joined(_owners(entry.owners, directory), word or _day(entry.due, today))
            return said or _("open question")
        case Assumption():
            return outcome_word(entry)
        case Decision():
            state = "" if entry.state == "definite" else state_word(entry)
            review = f"↻ {_day(entry.review, today)}" if entry.review else ""
            return _joined(vote_words(entry.vote), entry.handle, state, review)
        case _:
            return ""


def _owners(owners: Sequence[Who], directory: Directory) -> str:
    return ", ".join(directory.short_name(who) for who in owners)


def _day(day: dt.date | None, today: dt.date) -> str:
    return say_date(day, today, current_language()) if day else ""


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)
