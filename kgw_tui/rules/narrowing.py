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
        self._lines: dict[str, tuple[T, str]] = {}
        self._last: tuple[Sequence[T], str, list[T]] | None = None

    def among(self, records: Sequence[T], sought: str) -> Sequence[T]:
        """Those of `records` that have all words of `sought`, in the same order; nothing sought gives all."""
        words = [f" {word}" for word in fold(sought).split()]
        if not words:
            return records
        looked_in: Sequence[T] = records
        if self._last is not None and self._last[0] is records and sought.startswith(self._last[1]):
            looked_in = self._last[2]
        found = [record for record in looked_in if all(word in self._line(record) for word in words)]
        self._last = (records, sought, found)
        return found

    def _line(self, record: T) -> str:
        kept = self._lines.get(self._id_of(record))
        if kept is None or kept[0] is not record:
            kept = self._lines[self._id_of(record)] = (record, self._findable_by(record))
        return kept[1]
