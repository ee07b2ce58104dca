"""What a screen says that a history is asked of; by itself, since screens know it before any history is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SubjectKind = Literal["entry", "item", "meeting"]


@dataclass(frozen=True)
class Subject:
    """What a history is asked of on a screen: its kind, its id, and the id of the meeting that it belongs to ("" for
    none); `private` for what is in the private store.
    """

    kind: SubjectKind
    id: str
    meeting: str
    private: bool = False
