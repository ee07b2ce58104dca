"""The words of a header, Dutch and English: its keys, the states of the minutes, what stands behind names."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal

from kgw_tui.records.meetings import MinutesState, Phase
from kgw_tui.rules.directory import fold

Key = Literal[
    "title",
    "group",
    "date",
    "time",
    "place",
    "chair",
    "minute-taker",
    "present",
    "guests",
    "absent",
    "excused",
    "expected",
    "copies",
    "status",
    "agenda",
    "mentioned",
]

_KEYS: Final[dict[Key, tuple[str, ...]]] = {
    "title": ("vergadering", "meeting", "overleg", "bijeenkomst"),
    "group": ("gremium", "group", "groep"),
    "date": ("datum", "date"),
    "time": ("tijd", "time", "tijdstip"),
    "place": ("plaats", "place", "locatie", "location"),
    "chair": ("voorzitter", "chair"),
    "minute-taker": ("notulist", "minutes", "notulen", "minute-taker", "minute taker"),
    "present": ("aanwezig", "present", "aanwezigen", "attendees"),
    "guests": ("gasten", "guests", "gast", "guest"),
    "absent": ("afwezig", "absent", "afwezigen"),
    "excused": ("afgemeld", "apologies", "verhinderd"),
    "expected": ("verwacht", "expected"),
    "copies": ("kopie", "copies", "kopie aan", "copy", "cc"),
    "status": ("status", "status"),
    "agenda": ("agenda", "agenda"),
    "mentioned": ("genoemd", "mentioned"),
}
"""What is written in Dutch, what in English, and what is read besides."""
_MINUTES_STATES: Final[dict[MinutesState, tuple[str, str]]] = {
    "draft": ("concept", "draft"),
    "reviewed": ("nagelezen", "reviewed"),
    "sent": ("verzonden", "sent"),
    "adopted": ("vastgesteld", "adopted"),
}
_PHASES: Final[dict[Phase, tuple[str, ...]]] = {
    "": ("-", "-", ""),
    "why": ("waarom", "why", "beeldvorming"),
    "what": ("wat", "what", "oordeelsvorming"),
    "how": ("hoe", "how", "besluitvorming"),
}
_NOTICE: Final = frozenset(
    {"mk", "m.k.", "met kennisgeving", "met bericht", "afgemeld", "apologies", "with notice", "excused"}
)
_NO_NOTICE: Final = frozenset({"zk", "z.k.", "zonder kennisgeving", "zonder bericht", "no notice", "without notice"})
_ABSENT: Final = frozenset({"afwezig", "absent"})
_EXPECTED: Final = frozenset({"verwacht", "expected"})
_ITEMS: Final = re.compile(r"(?:(?:agenda)?punt(?:en)?|items?)\s*([0-9][0-9\s,+&a-z-]*)")
_KEY_LINE: Final = re.compile(r"\s{0,3}([^\W\d_][^\W_]*(?:[ -][^\W_]+)?)\s*:(.*)", re.DOTALL)
_CLOCK: Final = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2})|\s*(?:uur|u|h))(?:\s*(?:uur|u|h))?", re.IGNORECASE)
_RANGE: Final = re.compile(r"\s*(?:[-–—]|\btot(?: en met)?\b|\bt/m\b|\bto\b|\buntil\b)\s*", re.IGNORECASE)


def read_key(line: str) -> tuple[Key | None, str] | None:
    """The key of a header line (None for a word that is no key) and its value; None when the line has no such shape."""
    match = _KEY_LINE.fullmatch(line)
    if match is None:
        return None
    word = fold(match[1])
    return next((key for key, words in _KEYS.items() if word in words), None), match[2].strip()


def key_word(key: Key, language: str) -> str:
    """The word that `key` is written as."""
    return _KEYS[key][0 if language == "nl" else 1]


def read_minutes_state(word: str) -> MinutesState | None:
    """The state of the minutes that `word` names, in either language."""
    folded = fold(word)
    return next((state for state, words in _MINUTES_STATES.items() if folded in words), None)


def minutes_state_word(state: MinutesState, language: str) -> str:
    """The word for a state of the minutes."""
    return _MINUTES_STATES[state][0 if language == "nl" else 1]


def read_phase(line: str) -> Phase | None:
    """The phase that a line of its own (`[waarom]`, `[how]`, `[-]` for none) says, or None for any other line."""
    stripped = line.strip()
    if len(stripped) > 20 or not (stripped.startswith("[") and stripped.endswith("]")):
        return None
    word = fold(stripped[1:-1])
    return next((phase for phase, words in _PHASES.items() if word in words), None)


def phase_line(phase: Phase, language: str) -> str:
    """The line that says that `phase` begins."""
    return f"[{_PHASES[phase][0 if language == 'nl' else 1]}]"


def read_times(value: str) -> tuple[dt.time | None, dt.time | None] | None:
    """Begin and end in `13:00-14:30`, `13.00 tot 14.30 uur`, `13:00` or `-14:30`; None for anything else."""
    parts = _RANGE.split(value.strip()) if len(value) < 60 else []
    if not parts or len(parts) > 2 or not any(parts):
        return None
    times = [_clock(part) for part in parts]
    if any(part and time is None for part, time in zip(parts, times, strict=True)):
        return None
    return times[0], times[1] if len(times) > 1 else None


def write_times(start: dt.time | None, end: dt.time | None) -> str:
    """Begin and end as `read_times` reads them; "" for neither."""
    begin = f"{start:%H:%M}" if start else ""
    return f"{begin}-{end:%H:%M}" if end else begin


def read_attendance(note: str) -> tuple[str, tuple[int, ...]] | None:
    """What stands in brackets behind a name: `notice`, `no-notice`, `absent`, `expected`, `chair`, `minute-taker`, or
    `items` with their numbers; None for anything else.
    """
    word = " ".join(fold(note).split())
    if word in _NOTICE:
        return "notice", ()
    if word in _NO_NOTICE:
        return "no-notice", ()
    if word in _ABSENT:
        return "absent", ()
    if word in _EXPECTED:
        return "expected", ()
    for key in ("chair", "minute-taker"):
        if word in _KEYS[key]:
            return key, ()
    match = _ITEMS.fullmatch(word) or re.fullmatch(r"([0-9]{1,3})", word)
    return ("items", _numbers(match[1])) if match and _numbers(match[1]) else None


def attendance_word(code: str, language: str, items: tuple[int, ...] = ()) -> str:
    """The words in brackets that `read_attendance` reads as `code`."""
    dutch = language == "nl"
    if code == "items":
        joined = f" {'en' if dutch else 'and'} ".join(str(number) for number in items)
        return f"{'punt' if dutch else 'item'} {joined}"
    words = {
        "notice": ("mk", "apologies"),
        "no-notice": ("zk", "no notice"),
        "absent": ("afwezig", "absent"),
        "expected": ("verwacht", "expected"),
    }
    return words[code][0 if dutch else 1]


def _numbers(said: str) -> tuple[int, ...]:
    """The numbers in `2`, `2 en 3`, `2-4`; none when something else stands between them."""
    numbers: list[int] = []
    for part in re.split(r"\s*(?:,|\+|&|\ben\b|\band\b)\s*", said.strip()):
        found = re.fullmatch(r"([0-9]{1,3})(?:\s*(?:-|tot en met|tm|to)\s*([0-9]{1,3}))?", part)
        if found is None:
            return ()
        first, last = int(found[1]), int(found[2] or found[1])
        numbers += range(first, last + 1)
    return tuple(numbers)


def _clock(said: str) -> dt.time | None:
    match = _CLOCK.fullmatch(said.strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return dt.time(int(match[1]), int(match[2] or 0))
