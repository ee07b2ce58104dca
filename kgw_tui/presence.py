"""Who else has the same records open and where they are: as much as colleagues in one room may see of each other."""

from __future__ import annotations

from typing import Final, Literal, Protocol, get_args

import msgspec

Doing = Literal["", "typing", "editing", "preparing", "closing", "reading", "presenting"]
"""There, typing a line, editing an entry, at the agenda, at the closing page, reading the minutes through, or showing
the meeting on the wall."""
DOINGS: Final[tuple[Doing, ...]] = get_args(Doing)


class Whereabouts(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where somebody is: the ids of the meeting ("" for none), and of the item or the entry that they are at, when
    that isn't where the meeting is; and what they do. Never what they type.
    """

    meeting: str = ""
    doing: Doing = ""
    item: str = ""
    entry: str = ""


class Colleague(msgspec.Struct, frozen=True):
    """Another session that is in a meeting: a name of its own, the id of the Person ("" unknown), and where it is."""

    session: str
    person: str
    at: Whereabouts


class Presence(Protocol):
    """Tells others where this session is, and who else is where. Where that can't be told, nobody is ever there."""

    def say(self, at: Whereabouts, person: str, /) -> None:
        """Tell others where `person` (an id, or "") is; the same again costs nothing."""
        ...

    def look(self) -> bool:
        """See where the others are now; whether that differs from the last look. Cheap when nothing has changed."""
        ...

    @property
    def others(self) -> tuple[Colleague, ...]:
        """Those in a meeting at the last look, without this session, in an order that stays."""
        ...

    def close(self) -> None:
        """This session isn't there any more."""
        ...


class Alone:
    """The presence of somebody who is seen by nobody and sees nobody."""

    others: tuple[Colleague, ...] = ()

    def say(self, at: Whereabouts, person: str, /) -> None:
        """Nobody hears it."""

    def look(self) -> bool:
        """Nobody comes."""
        return False

    def close(self) -> None:
        """Nothing is left behind."""
