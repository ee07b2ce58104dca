"""The notes from the corridor as lists: in views, kept in order, narrowed while one types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Sequence
from typing import Final, Literal

from kgw_tui.i18n import current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.narrowing import Narrowing, findable
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace

View = Literal["inbox", "all", "watched"]
"""What nobody has looked at, everything, or what is to be looked at again."""
_AT_ONCE: Final = 128
"""Notes that are made findable in one step."""


class HeardNotes:
    """The notes of the writer; read anew when the private store has changed."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read yet."""
        self._workspace = workspace
        self._narrowing = Narrowing[CorridorNote](self._findable, lambda note: note.id)
        self._words: tuple[Directory, str] | None = None
        """What people are called, and the language of the names of kinds and outcomes, by which notes are found."""
        self._titles: dict[str, str] = {}
        self._seen: tuple[int, View] = (-1, "inbox")
        self._ordered: list[CorridorNote] = []

    def find(self, view: View, sought: str = "") -> Sequence[CorridorNote]:
        """The notes of a view that have all words of `sought` (words, `@name`, `#theme`, kind, outcome or handle).

        The inbox oldest first, all of them newest first, what is watched by the day to look again.
        """
        notes = self._in_view(view)
        if sought.strip():
            self._learn_words()
        return self._narrowing.among(notes, sought)

    def warming(self) -> Generator[None, None, bool]:
        """Make the notes findable, in small steps, before somebody types; True after the last."""
        self._learn_words()
        for number, note in enumerate(self._ordered):
            if number % _AT_ONCE == _AT_ONCE - 1:
                yield
            self._narrowing.line_of(note)
        return True

    def _in_view(self, view: View) -> list[CorridorNote]:
        private = self._workspace.private
        if self._seen != (private.cursor, view):
            if view == "all":
                self._ordered = sorted(private.all(CORRIDOR_NOTES), key=_heard, reverse=True)
            elif view == "watched":
                watched = private.query(CORRIDOR_NOTES, outcome="watch")
                self._ordered = sorted(watched, key=lambda note: (note.look_again or dt.date.max, _heard(note)))
            else:
                self._ordered = sorted(private.query(CORRIDOR_NOTES, outcome=""), key=_heard)
            self._seen = (private.cursor, view)
        return self._ordered

    def _learn_words(self) -> None:
        """Take in what people and kinds are called now; where that has changed, notes are found by other words."""
        directory, language = directory_of(self._workspace), current_language()
        if self._words == (directory, language):
            return
        guide = self._workspace.content(language).corridor
        self._titles = {each.id: each.title for each in (*guide.kind, *guide.outcome)}
        self._words = (directory, language)
        self._narrowing = Narrowing[CorridorNote](self._findable, lambda note: note.id)

    def _findable(self, note: CorridorNote) -> str:
        directory = self._words[0] if self._words else directory_of(self._workspace)
        called = (self._titles.get(each, each) for each in (note.kind, note.outcome))
        return findable([note.handle, note.text, *called], note.mentions, note.themes, directory)


def _heard(note: CorridorNote) -> tuple[dt.datetime, str]:
    return note.heard_at, note.id
