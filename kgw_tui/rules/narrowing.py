"""Narrowing a list while one types: by words, `@name` and `#theme`, each at the beginning of a word of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from kgw_tui.records.people import Who
from kgw_tui.rules.directory import Directory, fold

T = TypeVar("T")


def findable(texts: Iterable[str], people: Iterable[Who], themes: Iterable[str], directory: Directory) -> str:
    """What a record is found by: its words, each name and each word of it behind an `@`, its themes behind a `#`."""
    names = [word for who in people for word in fold(directory.name(who)).split()]
    words = " ".join([*texts, *(f"#{theme}" for theme in themes)])
    return " " + " ".join([*fold(words).split(), *(f"@{name} {name}" for name in names)])


class Narrowing(Generic[T]):
    """The records of a list that have each word that is looked for. What was looked for before is remembered, so that
    the next letter looks through what the last one left.
    """

    def __init__(self, findable_by: Callable[[T], str], id_of: Callable[[T], str]) -> None:
        """`findable_by` gives what a record is found by (`findable`), `id_of` what it is kept by."""
        self._findable_by = findable_by
        self._id_of = id_of
        self._known: dict[str, tuple[T, str]] = {}
        self._records: Sequence[T] = ()
        self._lines: list[str] = []
        self._last: tuple[str, Sequence[int]] = ("", ())

    def among(self, records: Sequence[T], sought: str) -> Sequence[T]:
        """Those of `records` that have all words of `sought`, in the same order; nothing sought gives all."""
        words = [f" {word}" for word in fold(sought).split()]
        if not words:
            return records
        if self._records is not records or len(self._lines) != len(records):
            self._lines = [self.line_of(record) for record in records]
            self._records, self._last = records, ("", range(len(records)))
        places = self._last[1] if sought.startswith(self._last[0]) else range(len(records))
        lines = self._lines
        for word in words:
            places = [place for place in places if word in lines[place]]
        self._last = (sought, places)
        return [records[place] for place in places]

    def line_of(self, record: T) -> str:
        """What a record is found by; made once, as long as it stays what it is."""
        kept = self._known.get(self._id_of(record))
        if kept is None or kept[0] is not record:
            kept = self._known[self._id_of(record)] = (record, self._findable_by(record))
        return kept[1]
