"""Lines that name each other: `{a1}` on the one, `{steunt op a1}` or `{bij a1}` on the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from kgw_tui.capture.statuses import Status
from kgw_tui.records.entries import AnyEntry, Decision, Evidence, Movement


class Links:
    """Gathers the labels of a document while its lines are read, and ties them when all are known."""

    def __init__(self) -> None:
        """No labels are known yet."""
        self._called: dict[str, str] = {}
        self._stands_on: list[tuple[int, str, tuple[str, ...]]] = []
        self._with: list[tuple[int, str, str]] = []

    def take(self, number: int, entry_id: str, status: Status, *, decision: bool) -> bool:
        """Take `status` in when it is a link or a label; whether it was."""
        match status.code:
            case "label":
                self._called.setdefault(status.labels[0], entry_id)
            case "stands-on" if decision:
                self._stands_on.append((number, entry_id, status.labels))
            case "with" if len(status.labels) == 1:
                self._with.append((number, entry_id, status.labels[0]))
            case "apart":
                pass
            case _:
                return False
        return True

    def resolved(self, entries: Iterable[AnyEntry]) -> tuple[list[AnyEntry], list[tuple[int, str]]]:
        """The entries with their links, and the labels that no line bears, each with the line that uses it."""
        unknown: list[tuple[int, str]] = []
        changes: dict[str, dict[str, object]] = {}
        for number, entry_id, labels in self._stands_on:
            unknown += [(number, label) for label in labels if label not in self._called]
            found = tuple(dict.fromkeys(self._called[label] for label in labels if label in self._called))
            before = changes.get(entry_id, {}).get("stands_on", ())
            changes.setdefault(entry_id, {})["stands_on"] = (*before, *found) if isinstance(before, tuple) else found
        for number, entry_id, label in self._with:
            if label in self._called:
                changes.setdefault(entry_id, {})["parent"] = self._called[label]
            else:
                unknown.append((number, label))
        return [
            msgspec.structs.replace(entry, **changes[entry.id]) if entry.id in changes else entry for entry in entries
        ], unknown


def labels_for(entries: Sequence[AnyEntry], placed: Mapping[str, str]) -> dict[str, str]:
    """The labels that a document needs, by the id of the entry that bears them, numbered in the order of the lines.

    `placed` says for each entry under which one its line stands anyway (`""`: by itself), as a reader takes it.
    """
    ids = {entry.id for entry in entries}
    needed: set[str] = set()
    for entry in entries:
        if isinstance(entry, Decision):
            needed.update(entry.stands_on)
        if entry.parent in ids and entry.parent != placed.get(entry.id, ""):
            needed.add(entry.parent)
    bearers = [entry.id for entry in entries if entry.id in needed]
    return {entry_id: f"a{number}" for number, entry_id in enumerate(bearers, 1)}


def links_of(entry: AnyEntry, labels: Mapping[str, str], placed: str, bare: str) -> list[Status]:
    """The labels and links that stand behind the line of `entry`.

    `placed` is the entry that its line belongs to by where it stands; `bare` the one that it would belong to if it
    were written at the margin.
    """
    found: list[Status] = []
    if isinstance(entry, Decision):
        known = tuple(labels[other] for other in entry.stands_on if other in labels)
        if known:
            found.append(Status("stands-on", labels=known))
    if entry.parent in labels and entry.parent != placed:
        found.append(Status("with", labels=(labels[entry.parent],)))
    elif isinstance(entry, Evidence) and not placed and bare and entry.parent != bare:
        found.append(Status("apart"))
    if entry.id in labels and not isinstance(entry, Movement):
        found.append(Status("label", labels=(labels[entry.id],)))
    return found
