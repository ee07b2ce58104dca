"""The list of actions and questions over both stores: kept in step, in views, narrowed while one types."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from kgw_tui import clock
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import Action, AnyEntry, Question
from kgw_tui.records.people import SERIES
from kgw_tui.rules.narrowing import Narrowing, findable
from kgw_tui.rules.promises import is_promise
from kgw_tui.rules.to_do import View, in_view, is_to_do
from kgw_tui.rules.today import Said
from kgw_tui.usecases.kept_said import KeptSaid
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace


class ToDo:
    """What is to be done and found out, by everybody: said in meetings, and in the corridor."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read yet."""
        self._workspace = workspace
        stores = ((workspace.shared, False), (workspace.private, True))
        self._kept = [KeptSaid(store, _wanted, private=private) for store, private in stores]
        self._narrowing = Narrowing[Said](self._findable, lambda said: said.entry.id)
        self._shown: tuple[tuple[object, ...], list[Said]] = ((), [])

    def reading(self) -> Generator[None, None, bool]:
        """Read what it takes, in small steps; True after the last."""
        for kept in self._kept:
            yield from kept.reading("")
        return True

    def find(self, view: View, sought: str = "", *, confidential: bool = False) -> Sequence[Said]:
        """What a view shows that has all words of `sought` (words, `@name`, `#theme`, a series), in order."""
        writer, today = self._workspace.settings.writer, clock.today()
        said = [kept.said("") for kept in self._kept]
        state = (view, confidential, writer, today, *(kept.version for kept in self._kept))
        if self._shown[0] != state:
            both = [each for some in said for each in some]
            self._shown = (state, in_view(both, view, writer, today, confidential=confidential))
        return self._narrowing.among(self._shown[1], sought)

    def note_of(self, said: Said) -> CorridorNote | None:
        """The corridor note in which something was promised; None for what is no promise."""
        entry = said.entry
        if not said.private or not isinstance(entry, Action) or not entry.parent:
            return None
        note = self._workspace.private.get(CORRIDOR_NOTES, entry.parent)
        return note if note is not None and is_promise(entry, note) else None

    def _findable(self, said: Said) -> str:
        entry, meeting = said.entry, said.meeting
        series = self._workspace.shared.get(SERIES, meeting.series) if meeting is not None and meeting.series else None
        owners = entry.owners if isinstance(entry, Action | Question) else ()
        texts = [entry.handle, entry.text, meeting.title if meeting else "", series.title if series else ""]
        return findable(texts, (*owners, *entry.mentions), entry.themes, directory_of(self._workspace))


def _wanted(entry: AnyEntry, _writer: str) -> bool:
    return is_to_do(entry, clock.today())
