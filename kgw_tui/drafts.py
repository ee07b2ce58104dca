"""What is half typed: kept while it stands in a line, and given back when the program ended before it was entered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

import msgspec

LINE: Final = "line"
PREPARE: Final = "prepare"
REVIEW: Final = "review"
PASTE: Final = "paste"
CLOSING: Final = "closing"
WALK: Final = "walk"
HEARD: Final = "heard"
"""What the second word of a place says: the line of a meeting, of its agenda, its read-through, closing page or walk,
of what was heard about an item of it, or a paste."""
WAITING: Final = "waiting:"
"""What the place of lines begins with that were entered and can't be saved yet; the id of their meeting follows."""
TODAY: Final = "today"
"""The first word of the places of the page of today, which are of no one meeting."""

LOG: Final = "log"
"""The place of the line for what was heard in the corridor."""
CORRIDOR: Final = "corridor"
ACTIONS: Final = "actions"
PEOPLE: Final = "people"
"""The first words of the places of these screens, likewise."""


class Draft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stood at a place: exactly what was typed there, and when it last changed (UTC).

    `interrupted` tells that the program ended in the middle of it: killed, or cut off from its terminal.
    """

    place: str
    text: str
    at: dt.datetime
    interrupted: bool = False


def draft_place(*words: str, record: str = "", begun: str = "") -> str:
    """The place of a draft: the id of its meeting, what it stands in (`LINE`), and what it is about, if anything.

    `record` is the id that what is typed there will be stored with (ids, for several records, with a space between):
    a draft whose record stands in the store was entered, though the program was killed before it could be let go of.
    `begun` is what stood in the line at first, of an edit.
    """
    place = " ".join(words)
    return f"{place}\n{record}\n{begun}" if record or begun else place


def records_of(place: str) -> list[str]:
    """The ids with which what is typed at a place will be stored; none when it makes no records of its own."""
    return place.partition("\n")[2].partition("\n")[0].split()


def begun_of(place: str) -> str:
    """What stood in the line at first, of an edit."""
    return place.partition("\n")[2].partition("\n")[2]


def is_beneath(place: str, stem: str) -> bool:
    """Whether a place is `stem` or one beneath it."""
    return (place.partition("\n")[0] + " ").startswith(f"{stem} ") if stem else True


def meeting_of(place: str) -> str:
    """The id of the meeting to which a place belongs; the first word, whatever that is."""
    return place.removeprefix(WAITING).partition("\n")[0].partition(" ")[0]


def what_in(place: str) -> str:
    """What the place is in its meeting: `LINE` and the like, or `WAITING`."""
    return WAITING if place.startswith(WAITING) else place.partition("\n")[0].partition(" ")[2].partition(" ")[0]


def about(place: str, stem: str) -> str:
    """What stands behind `stem` in a place beneath it: what it is about."""
    return place.partition("\n")[0].removeprefix(stem).removeprefix(" ")


class Drafts(Protocol):
    """The half-typed places of this session, and what sessions that are over have left.

    Nothing is written, and nothing is read, before there is something to keep or somebody asks what was left. No two
    sessions write the same file, so that none of two terminals overwrites what stands in the other.
    """

    @property
    def folder(self) -> Path:
        """Where all this is kept."""
        ...

    @property
    def trouble(self) -> str:
        """Why what is half typed can't be kept just now, in a few words; "" when all is well."""
        ...

    def hold(self, texts: Mapping[str, str]) -> bool:
        """Note what stands at these places now, "" for nothing; places that aren't named stay as they were.

        Nothing is written by this. Gives whether there is anything that isn't on the disk yet.
        """
        ...

    def save(self) -> None:
        """Write all that is held, durably. Raises StoreUnavailable, with as few words; it is all still held then."""
        ...

    def save_soon(self) -> None:
        """Have it written by another thread; what goes wrong is `trouble`, and is tried again at the next call."""
        ...

    def settle(self, texts: Mapping[str, str]) -> None:
        """As `hold`, when something has just been stored: what stands there no more is taken off the disk as soon as
        can be, at once where it was all that there was. In between, the record of its place says that it was entered.
        """
        ...

    def left(self, place: str = "") -> Sequence[Draft]:
        """What stands at a place and beneath it (everywhere, without one), and then what was left there, newest first.

        What ended sessions have left is this session's from the first time on that anybody asks; their files go when
        it has been saved.
        """
        ...

    def elsewhere(self, place: str = "") -> Sequence[Draft]:
        """What stands at a place and beneath it in other sessions of this user that live, and where nothing was typed
        for some seconds: a connection that hangs leaves such a one behind. `take` makes a copy of it stand here.
        """
        ...

    def take(self, draft: Draft) -> None:
        """It stands at its place again. What stood there instead is still left, as another draft."""
        ...

    def put_first(self, draft: Draft) -> None:
        """Let it (or a copy of what stands elsewhere) be the first of what is left at its place: the one that comes
        back when one goes there.
        """
        ...

    def drop(self, draft: Draft) -> None:
        """Throw it away."""
        ...

    def receive(self, drafts: Sequence[Draft]) -> None:
        """Take in what was left elsewhere, as if by a session that is over. Raises StoreUnavailable."""
        ...

    def end(self, *, properly: bool = True) -> None:
        """The session is over: `properly` when its user left, otherwise cut off. Nothing is written after it.

        Raises StoreUnavailable when what is held can't be kept; the session isn't over then.
        """
        ...
