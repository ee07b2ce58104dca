"""What a capture file is: a meeting, corridor notes, visits or people."""

from __future__ import annotations

import re
from typing import Final, Literal

from kgw_tui.capture.header_words import read_key
from kgw_tui.capture.pages import physical_lines

FileKind = Literal["meeting", "corridor", "visits", "people"]

CORRIDOR_KINDS: Final = frozenset(
    {"signal", "question", "idea", "concern", "compliment", "promise", "incident", "rumour"}
)
"""The ids of corridor.toml: what a corridor conversation was."""
VISIT_PURPOSES: Final = frozenset({"glance", "development", "peer", "learning-walk", "lesson-study", "appraisal"})
"""The ids of visits.toml: what a visit is for."""
MOMENT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\s+([0-9]{1,2}:[0-9]{2}))?(?:\s+(.*))?", re.DOTALL)
"""How a corridor note and a visit begin: the date, the time, and the rest."""
_PERSON: Final = re.compile(r"@\S+\s+\S.*")


def detect(text: str) -> FileKind:
    """Which kind of file `text` is, by its first lines at the margin; a meeting when nothing else fits."""
    lines = [line.text for line in physical_lines(text) if line.text.strip() and not line.text[0].isspace()]
    if not lines or lines[0].startswith("#") or ((key := read_key(lines[0])) and key[0]):
        return "meeting"
    if all(_PERSON.fullmatch(line) for line in lines):
        return "people"
    moments = [match for line in lines if (match := MOMENT.fullmatch(line)) and match[3]]
    words = [word for match in moments for word in match[3].split()[:3]]
    if not moments:
        return "meeting"
    notes = sum(1 for word in words if word in CORRIDOR_KINDS)
    visits = sum(1 for word in words if word in VISIT_PURPOSES)
    if notes == visits == 0:
        return "meeting"
    return "visits" if visits > notes else "corridor"
