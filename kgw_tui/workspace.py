"""Everything that one user works with: the two stores and the settings, as the composition root hands them out."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from kgw_tui.care import Care, NoCare
from kgw_tui.content import Content
from kgw_tui.drafts import Drafts
from kgw_tui.errors import StoreUnavailable
from kgw_tui.presence import Alone, Presence
from kgw_tui.settings import Settings
from kgw_tui.stamping import Stamping
from kgw_tui.store import Store, Transaction, Undone

Stores: TypeAlias = tuple[Store, ...]
"""Which stores one thing that was done was written to, in that order."""


@dataclass
class Workspace:
    """The shared and the private store of a home, its settings and content, and what was found on opening them.

    `content` gives what the program asks in a language (`nl`, `en`); `write_settings` writes settings durably.
    `notices` are sentences for the user about the opening (a torn line that was cut off, a network file system),
    in the language in force. `throw_away` is true for a demo, whose folder goes when it is closed. `presence` tells
    who else has the shared store open, and where they are. `open_drafts` is called when somebody asks for `drafts`;
    `keep_elsewhere` writes a text to a file outside the home and gives its path (raises StoreUnavailable);
    `left_elsewhere` gives those files that still lie there, the newest first.
    `care` does in the background what the stores need now and then.
    """

    home: Path
    shared: Store
    private: Store
    settings: Settings
    write_settings: Callable[[Settings], None]
    content: Callable[[str], Content]
    open_drafts: Callable[[], Drafts]
    keep_elsewhere: Callable[[str], Path]
    left_elsewhere: Callable[[], Sequence[Path]] = tuple
    notices: tuple[str, ...] = ()
    throw_away: bool = False
    presence: Presence = field(default_factory=Alone)
    care: Care = field(default_factory=NoCare)
    _done: list[Stores] = field(default_factory=list[Stores])
    _undone: list[Stores] = field(default_factory=list[Stores])

    def __post_init__(self) -> None:
        """Let the stores know what the settings say of them."""
        self._tell_stores()

    @cached_property
    def drafts(self) -> Drafts:
        """What is half typed, and what was left half typed by sessions that are over."""
        return self.open_drafts()

    def save_settings(self, settings: Settings) -> None:
        """Write `settings` and use them from now on. Raises StoreUnavailable when they can't be written."""
        self.write_settings(settings)
        self.settings = settings
        self._tell_stores()

    @contextmanager
    def writing(self, store: Store, label: str) -> Generator[Transaction]:
        """A transaction of one of the two stores that `undo` will find, whichever of them it was in; what it changes
        says who changed it, and when.
        """
        before = store.undoable
        with store.transaction(label) as transaction:
            yield Stamping(transaction, self.settings.writer)
        if store.undoable > before:
            self._done.append((store,))
            self._undone.clear()

    @contextmanager
    def as_one(self) -> Generator[None]:
        """What is written in here, in whichever store, is one thing to undo: what goes over the wall of privacy."""
        before = len(self._done)
        yield
        together = tuple(store for stores in self._done[before:] for store in stores)
        if together:
            self._done[before:] = [together]

    def undo(self) -> Undone | None:
        """Turn back the newest thing done in this session, in whichever store; None if there is none."""
        return self._turn(self._done, self._undone, lambda store: store.undo())

    def redo(self) -> Undone | None:
        """Do again what was undone last; None if there is none, or something was done since."""
        return self._turn(self._undone, self._done, lambda store: store.redo())

    def close(self) -> None:
        """Close both stores. What is half typed by then was cut off: who leaves ends `drafts` first."""
        if "drafts" in vars(self):
            with suppress(StoreUnavailable):
                self.drafts.end(properly=False)
        self.presence.close()
        self.shared.close()
        self.private.close()

    def _tell_stores(self) -> None:
        for store in (self.shared, self.private):
            store.writer = self.settings.writer
            store.history_months = self.settings.history_months

    def _turn(
        self, source: list[Stores], target: list[Stores], turn: Callable[[Store], Undone | None]
    ) -> Undone | None:
        """Turn each store of the newest thing in `source`. What was turned before another store fails stays turned: it
        can be turned back by itself, and the rest is the next thing to turn, so that nothing else is ever taken for it.
        """
        if not source:
            return None
        undone: Undone | None = None
        turned: Stores = ()
        try:
            for store in reversed(source[-1]):
                done = turn(store)
                turned = (*turned, store)
                if done is not None:
                    earlier = undone or Undone(done.label)
                    changes, contested = earlier.changes + done.changes, earlier.contested + done.contested
                    undone = Undone(earlier.label, changes, contested)
        finally:
            stores = source.pop()
            if len(turned) < len(stores):
                source.append(stores[: len(stores) - len(turned)])
            if turned:
                target.append(turned)
        return undone
