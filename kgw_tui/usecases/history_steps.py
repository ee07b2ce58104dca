"""The steps of a history in words: who, when, what was done and what was before, as far as it may be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from kgw_tui import clock
from kgw_tui.capture.day_words import say_date
from kgw_tui.i18n import _, current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Entry, PrivateNote
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import GROUPS, SERIES, Person
from kgw_tui.records.record import STAMPS, Record
from kgw_tui.records.visits import Visit
from kgw_tui.rules.agenda import in_order
from kgw_tui.rules.describing import Names, Said, describe, place_of
from kgw_tui.rules.past import Turn
from kgw_tui.rules.telling import shorten
from kgw_tui.rules.wording import sentence_case
from kgw_tui.store import Past
from kgw_tui.usecases.labels import in_words
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.walls import MADE_PRIVATE, Walls
from kgw_tui.workspace import Workspace

Happened = Literal["made", "changed", "removed"]
Wall = Literal["", "confidential", "own"]
"""Why words aren't told: not at all, said in a confidential item, or somebody's own now (see `Walls`)."""
_CLOCKS: Final = frozenset({"running"})
"""What isn't told of an item in the history of its meeting: the item that is on is told of the meeting."""
_KNOWN_FROM_THE_LINE: Final = frozenset({"text", "title", "handle", "kind", "item", "phase", "time", *_CLOCKS})
"""What isn't told either of a record that came or went."""

_ON_ONE_LINE: Final = 60
"""Characters up to which what was and what is stand beside each other."""


@dataclass(frozen=True)
class Changed:
    """One field: what it is called, what it said before and says since, in words, and both for programs."""

    field: str
    label: str
    was: str
    now: str
    plain_was: object = None
    plain_now: object = None


@dataclass(frozen=True)
class Part:
    """What a step did to one record. `about` is what that is called, "" for the one that the history is of; `withheld`
    says why its words aren't told, if they aren't.
    """

    about: str
    happened: Happened
    changes: tuple[Changed, ...] = ()
    withheld: Wall = ""


@dataclass(frozen=True)
class Step:
    """One thing that was done at once: the moment on the wall here, by whom (a name), the code of what was done and
    its words, and what it did. `of` is the number of what an undo or redo is about, else 0; `turned_back`: it was
    undone later, and not done again.
    """

    number: int
    at: dt.datetime
    by: str
    label: str
    what: str
    parts: tuple[Part, ...] = ()
    of: int = 0
    turned_back: bool = False


@dataclass(frozen=True)
class History:
    """What happened, the newest first. `title` is what it happened to; `gone` a sentence when that isn't there any
    more, with how it comes back; `left_out` counts the steps of which something confidential isn't told; `whole` says
    that it goes back to the beginning.
    """

    title: str
    steps: tuple[Step, ...]
    gone: str = ""
    left_out: int = 0
    whole: bool = True


@dataclass(frozen=True)
class Life:
    """One record: its id, all that happened to it, and how it is now."""

    id: str
    turns: Sequence[Turn]
    present: Record | None

    @property
    def last(self) -> Record | None:
        """How it is, or was before it went."""
        known = (state for turn in reversed(self.turns) for state in (turn.after, turn.before) if state is not None)
        return self.present or next(known, None)


class Telling:
    """Puts steps in words, for one meeting and those who may read of it."""

    def __init__(self, workspace: Workspace, *, confidential: bool, about: str) -> None:
        """`about` is the id of the meeting that items are numbered by, "" for none."""
        store = workspace.shared
        self._workspace = workspace
        self._confidential = confidential
        self._walls = Walls(workspace)
        self._items = {item.id: (n, item) for n, item in enumerate(in_order(store.query(ITEMS, meeting=about)), 1)}
        meeting = store.get(MEETINGS, about)
        walled = frozenset(n for n, item in self._items.values() if item.confidential)
        attendees = meeting.attendees if meeting else ()
        self._names = Names(
            directory=directory_of(workspace, meeting),
            day=_day,
            item=self._item,
            entry=self._entry,
            meeting=self._meeting,
            group=lambda group_id: group.name if group_id and (group := store.get(GROUPS, group_id)) else "",
            series=lambda series_id: series.title if series_id and (series := store.get(SERIES, series_id)) else "",
            confidential=confidential,
            walled=walled,
            guests=frozenset(each.who for each in attendees if not walled.issuperset(each.guest_items)),
        )

    def learn(self, lives: Iterable[Life]) -> None:
        """Read at once what happened to the items in which these entries stood."""
        states = (state for life in lives for turn in life.turns for state in (turn.before, turn.after))
        self._walls.learn(state.item for state in states if isinstance(state, Entry))

    def history(self, subject: Life, lives: Sequence[Life]) -> History:
        """The history of `subject`: all that happened to `lives`, of which it is one."""
        own = {life.id for life in lives if self._walls.made_private(life.turns)}
        found: dict[int, list[tuple[Life, Turn]]] = {}
        for life in lives:
            for turn in filter(_is_more_than_a_stamp, life.turns):
                found.setdefault(turn.past.number, []).append((life, turn))
        firsts = {number: happened[0][1].past for number, happened in sorted(found.items())}
        steps: list[Step] = []
        left_out = 0
        for number, first in firsts.items():
            parts = [self._part(life, turn, subject, own=life.id in own) for life, turn in found[number]]
            left_out += any(part.withheld == "confidential" for part in parts)
            told = tuple(part for part in parts if len(lives) == 1 or _says_something(part))
            if told or not any(part.withheld for part in parts):
                steps.append(self._step(first, told, firsts))
        turned_back = _turned_back(firsts.values())
        steps = [replace(step, turned_back=step.number in turned_back) for step in steps]
        return History(
            title=_("a line that is somebody's own now") if subject.id in own else self._title(subject),
            steps=tuple(reversed(steps)),
            gone="" if subject.present is not None else self._say_gone(subject.turns[-1].past, firsts),
            left_out=left_out,
            whole=bool(subject.turns) and subject.turns[0].past.made,
        )

    def _step(self, past: Past, parts: tuple[Part, ...], firsts: Mapping[int, Past]) -> Step:
        return Step(past.number, past.at.astimezone(), self._by(past), past.label, _what(past, firsts), parts, past.of)

    def _part(self, life: Life, turn: Turn, subject: Life, *, own: bool) -> Part:
        """What happened to one record, as far as it may be told; of what came out of a confidential item, where to."""
        happened: Happened = "made" if turn.past.made else "removed" if turn.past.removed else "changed"
        is_subject = life.id == subject.id
        if own:
            return Part("", happened, withheld="own")
        if self._hides(turn.before, turn) or self._hides(turn.after, turn):
            moved = [] if self._hides(turn.after, turn) or not is_subject else self._changes(turn)
            return Part("", happened, tuple(each for each in moved if each.field == "item"), "confidential")
        changes = self._changes(turn)
        if not is_subject:
            known = _KNOWN_FROM_THE_LINE if happened != "changed" else _CLOCKS
            changes = [each for each in changes if each.field not in known]
        state = turn.after if turn.after is not None else turn.before
        return Part("" if is_subject else self._called(state), happened, tuple(changes))

    def _changes(self, turn: Turn) -> list[Changed]:
        """The fields that say something else since; nothing that goes without saying comes or goes."""
        before = {said.field: said for said in self._described(turn.before)}
        after = {said.field: said for said in self._described(turn.after)}
        changes: list[Changed] = []
        for field in sorted({**after, **before}, key=place_of):
            was, now = before.get(field), after.get(field)
            known = now or was
            if known is None or (was and now and was.words == now.words):
                continue
            if (was is None or now is None) and known.usual:
                continue
            changes.append(_changed(field, known.label, was, now))
        return changes

    def _described(self, record: Record | None) -> list[Said]:
        return [] if record is None else describe(record, self._names)

    def _hides(self, record: Record | None, turn: Turn) -> bool:
        return not self._confidential and self._walls.hides(record, turn.past.number)

    def _by(self, past: Past) -> str:
        person = self._names.directory.by_id.get(past.by)
        return person.name if person else _("somebody")

    def _title(self, subject: Life) -> str:
        last = subject.last
        if not self._confidential and self._walls.hides_now(last):
            return _("Confidential item")
        return sentence_case(self._called(last))

    def _called(self, record: Record | None) -> str:
        """A record by its number and its words."""
        match record:
            case Entry():
                said = {each.field: each.words for each in describe(record, self._names)}
                words = shorten(record.text) or said.get("who", "")
                return " · ".join(part for part in (said.get("handle", ""), said.get("kind", ""), words) if part)
            case AgendaItem():
                return self._item(record.id)
            case Meeting():
                return self._meeting(record)
            case Person():
                return record.name
            case CorridorNote():
                return " · ".join(part for part in (record.handle, shorten(record.text)) if part)
            case Visit():
                return " · ".join((record.handle, _day(record.date)))
            case PrivateNote():
                return shorten(record.text)
            case _:
                return ""

    def _item(self, item_id: str) -> str:
        """An item by number and title; one of which nothing may be told by its number alone."""
        number, item = self._items.get(item_id, (0, None))
        item = item or self._walls.item(item_id)
        if item is None:
            return ""
        title = item.title
        if item.confidential and not self._confidential:
            title = _("Confidential item")
        return f"{number} {title}" if number else title

    def _entry(self, entry_id: str) -> str:
        """What an entry is called where another names it; "" for one of which nothing may be told."""
        if not entry_id:
            return ""
        entry = self._workspace.shared.get(ENTRIES, entry_id) or self._walls.gone_entries.get(entry_id)
        if entry is None:
            note = self._workspace.private.get(CORRIDOR_NOTES, entry_id)
            return self._called(note)
        if not self._confidential and self._walls.hides_now(entry):
            return ""
        return shorten(entry.text)

    def _meeting(self, meeting: Meeting | str) -> str:
        found = self._workspace.shared.get(MEETINGS, meeting) if isinstance(meeting, str) and meeting else meeting
        if not isinstance(found, Meeting):
            return ""
        return " · ".join(part for part in (found.handle, found.title or _("Meeting"), _day(found.date)) if part)

    def _say_gone(self, past: Past, firsts: Mapping[int, Past]) -> str:
        """That it isn't there any more, since when, and how it comes back."""
        moment = past.at.astimezone()
        when = f"{_day(moment.date())} {moment:%H:%M}"
        label = firsts[past.of].label if past.of in firsts and past.label == "redo" else past.label
        if label == MADE_PRIVATE:
            return _("{who} made it their own on {when}").format(who=self._by(past), when=when)
        if label == "undo":
            words = _("{who} undid this on {when}; ^y in that session does it again")
        else:
            words = _("taken out on {when} by {who}; ^z in that session brings it back, kgw restore a backup of before")
        return words.format(who=self._by(past), when=when)


def say_change(changed: Changed, happened: Happened) -> list[str]:
    """One field of a step in a line of words, or in two where that reads better: what it was, and what it is since."""
    if happened == "made" or not changed.was:
        return [f"{changed.label}: {changed.now}"]
    if happened == "removed":
        return [f"{changed.label}: {changed.was}"]
    now = changed.now or _("nothing")
    if len(changed.was) + len(now) <= _ON_ONE_LINE and "\n" not in changed.was + now:
        return [f"{changed.label}: {changed.was} → {now}"]
    return [f"{changed.label}: {changed.was}", f"→ {now}"]


def say_withheld(part: Part) -> str:
    """Why nothing more is told of a part; "" where all is."""
    if part.withheld == "confidential":
        return _("said in a confidential item")
    return _("somebody's own now") if part.withheld else ""


def say_what(step: Step) -> str:
    """What was done, and that it was undone later."""
    return sentence_case(step.what + (" " + _("(undone later)") if step.turned_back else ""))


def _what(past: Past, firsts: Mapping[int, Past]) -> str:
    """What was done, in words; of an undo, what it undid, as far as that is known here."""
    if past.label not in {"undo", "redo"}:
        return in_words(past.label)
    of = firsts.get(past.of)
    what = in_words(of.label) if of is not None else in_words("")
    words = _("undone: {what}") if past.label == "undo" else _("done again: {what}")
    return words.format(what=what)


def _turned_back(pasts: Iterable[Past]) -> set[int]:
    """The numbers of the transactions that were undone, and not done again."""
    back = set[int]()
    for past in pasts:
        if past.label == "undo":
            back.add(past.of)
        elif past.label == "redo":
            back.discard(past.of)
    return back


def _is_more_than_a_stamp(turn: Turn) -> bool:
    """Whether anything happened but that somebody kept what stood there, such as an action made an action."""
    past = turn.past
    return past.made or past.removed or bool((past.was.keys() | past.now.keys()) - STAMPS)


def _says_something(part: Part) -> bool:
    """Whether a part of a step of a meeting is worth its line."""
    return not part.withheld and bool(part.changes or part.happened != "changed")


def _changed(field: str, label: str, was: Said | None, now: Said | None) -> Changed:
    return Changed(
        field,
        label,
        was.words if was else "",
        now.words if now else "",
        was.plain if was else None,
        now.plain if now else None,
    )


def _day(day: dt.date) -> str:
    return say_date(day, clock.today(), current_language())
