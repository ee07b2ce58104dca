"""The list of actions and questions over both stores: kept in step, in views, narrowed while one types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Sequence
from typing import Final

from kgw_tui import clock
from kgw_tui.capture.dates import Calendar, read_date
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import Action, AnyEntry, Question
from kgw_tui.records.people import PEOPLE, SERIES, Person
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.narrowing import Narrowing, findable
from kgw_tui.rules.promises import is_promise
from kgw_tui.rules.to_do import Due, View, in_view, is_to_do, read_due
from kgw_tui.rules.today import Said
from kgw_tui.usecases.kept_said import KeptSaid
from kgw_tui.usecases.reading import calendar_of, directory_of
from kgw_tui.workspace import Workspace

_AT_ONCE: Final = 128
"""Actions that are made findable in one step."""


class ToDo:
    """What is to be done and found out, by everybody: said in meetings, and in the corridor."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read yet."""
        self._workspace = workspace
        stores = ((workspace.shared, False), (workspace.private, True))
        self._kept = [KeptSaid(store, _wanted, private=private) for store, private in stores]
        self._people: list[Person] = []
        self._directory = Directory()
        self._narrowing = Narrowing[Said](self._findable, _id_of)
        self._shown: dict[tuple[View, bool, bool], tuple[tuple[object, ...], list[Said]]] = {}
        self._due: tuple[list[Said], Due | None, list[Said]] = ([], None, [])

    def reading(self) -> Generator[None, None, bool]:
        """Read what it takes, in small steps; True after the last."""
        for kept in self._kept:
            yield from kept.reading("")
        return True

    def find(
        self, view: View, sought: str = "", *, confidential: bool = False, guarded: bool = False
    ) -> Sequence[Said]:
        """What a view shows that has all words of `sought`, in order: words, `@name`, `#theme`, a series, and `>late`
        or another term (`read_due`). With `guarded`, nothing that is kept from eyes in the room.
        """
        words, due = self.read(sought)
        shown = self._in_view(view, confidential=confidential, guarded=guarded)
        if due is not None:
            if self._due[0] is not shown or self._due[1] != due:
                today = clock.today()
                self._due = (shown, due, [said for said in shown if due.fits(said.entry, today)])
            shown = self._due[2]
        self._know_people()
        return self._narrowing.among(shown, words.strip())

    def warming(self, view: View) -> Generator[None, None, bool]:
        """Make what a view shows findable, in small steps, before somebody types; True after the last."""
        self._know_people()
        for number, said in enumerate(self._in_view(view, confidential=True, guarded=False)):
            if number % _AT_ONCE == _AT_ONCE - 1:
                yield
            self._narrowing.line_of(said)
        return True

    def read(self, sought: str) -> tuple[str, Due | None]:
        """What is looked for: the words, and when it is due."""
        return read_due(sought, lambda words: _day(words, calendar_of(self._workspace)))

    def guarded(self, view: View) -> int:
        """How many of a view are kept from eyes in the room."""
        every = self._in_view(view, confidential=True, guarded=False)
        return sum(said.guarded for said in every)

    def _in_view(self, view: View, *, confidential: bool, guarded: bool) -> list[Said]:
        """What a view shows; the same list, as long as nothing has changed."""
        writer, today = self._workspace.settings.writer, clock.today()
        said = [kept.said("") for kept in self._kept]
        state = (writer, today, *(kept.version for kept in self._kept))
        which = (view, confidential, guarded)
        known = self._shown.get(which)
        if known is None or known[0] != state:
            both = [each for some in said for each in some if not (guarded and each.guarded)]
            known = (state, in_view(both, view, writer, today, confidential=confidential))
            self._shown[which] = known
        return known[1]

    def note_of(self, said: Said) -> CorridorNote | None:
        """The corridor note in which something was promised; None for what is no promise."""
        entry = said.entry
        if not said.private or not isinstance(entry, Action) or not entry.parent:
            return None
        note = self._workspace.private.get(CORRIDOR_NOTES, entry.parent)
        return note if note is not None and is_promise(entry, note) else None

    def _know_people(self) -> None:
        """Look things up under the names that people have now."""
        people = self._workspace.shared.all(PEOPLE)
        if people != self._people:
            self._people, self._directory = people, directory_of(self._workspace)
            self._narrowing = Narrowing[Said](self._findable, _id_of)

    def _findable(self, said: Said) -> str:
        entry, meeting = said.entry, said.meeting
        series = self._workspace.shared.get(SERIES, meeting.series) if meeting is not None and meeting.series else None
        owners = entry.owners if isinstance(entry, Action | Question) else ()
        texts = [entry.handle, entry.text, meeting.title if meeting else "", series.title if series else ""]
        return findable(texts, (*owners, *entry.mentions), entry.themes, self._directory)


def _id_of(said: Said) -> str:
    return said.entry.id


def _day(words: str, calendar: Calendar) -> dt.date | None:
    reading = read_date(words, calendar)
    return reading.day if reading is not None else None


def _wanted(entry: AnyEntry, _writer: str) -> bool:
    return is_to_do(entry, clock.today())
