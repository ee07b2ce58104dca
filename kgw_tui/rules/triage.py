"""Which sentence of corridor.toml helps with what is asked about a corridor note; at most one at a time."""

from __future__ import annotations

from typing import Final

from kgw_tui.records.corridor import CorridorNote

_SECOND_HAND: Final = "rumour"
_OTHERS_TOO: Final = frozenset({"concern", "incident", "rumour"})
"""Kinds of which somebody else has to know more often than that something is wished for."""


def helps_with(asked: str, note: CorridorNote, *, raised: bool) -> str:
    """The id of a step or writing hint of corridor.toml for what is `asked` (kind, voices, basis, promise or outcome).

    `raised` says whether it is known who said it. Of what is settled and over it is that the names may go; "" for
    nothing.

    >>> import datetime as dt
    >>> from kgw_tui.records.record import stamp
    >>> heard = CorridorNote(**stamp(), heard_at=dt.datetime.now(dt.UTC), text="De toetsweek gaat niet door")
    >>> helps_with("kind", heard, raised=False)
    'role'
    """
    match asked:
        case "kind":
            return "heard" if raised else "role"
        case "voices":
            return "pattern"
        case "basis":
            return "first-hand" if note.kind == _SECOND_HAND and not note.basis else "known"
        case "promise":
            return "pledge"
        case "outcome" if note.outcome:
            return "tidy-up" if is_over(note) else "who-must-know"
        case "outcome":
            return "who-must-know" if note.kind in _OTHERS_TOO else "wish"
        case _:
            return ""


def is_over(note: CorridorNote) -> bool:
    """Whether a note was settled, and whoever said it knows, or doesn't have to."""
    return bool(note.outcome) and note.outcome != "watch" and (note.reported_on is not None or bool(note.untold))
