"""The words in braces at the end of a line: what became of it, in both languages (docs/format.md)."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, NamedTuple

from kgw_tui.rules.directory import fold


class Takes(enum.Enum):
    """What may stand behind the word of a status, within the braces."""

    NOTHING = "nothing"
    OUTCOME = "outcome"
    TEXT = "text"
    DAY = "day"
    LABELS = "labels"
    NUMBER = "number"
    REPLACED = "replaced"
    VOTE = "vote"
    DURATION = "duration"
    LIST = "list"
    MEETING = "meeting"
    MOVED = "moved"


class _Word(NamedTuple):
    """A status: the words that are written (Dutch, English), what it takes, and further words that are read."""

    nl: str
    en: str
    takes: Takes
    more: tuple[str, ...] = ()


_VOCABULARY: Final[dict[str, _Word]] = {
    # actions and questions
    "open": _Word("open", "open", Takes.OUTCOME),
    "done": _Word("gedaan", "done", Takes.OUTCOME, ("klaar", "afgerond")),
    "dropped": _Word("vervallen", "dropped", Takes.OUTCOME),
    "answered": _Word("beantwoord", "answered", Takes.OUTCOME),
    "put-off": _Word("uitgesteld", "put off", Takes.MOVED, ("postponed",)),
    "reported": _Word("teruggekoppeld", "reported back", Takes.DAY, ("reported",)),
    # assumptions: the options of the content's assumption check
    "untested": _Word("nog nagaan", "to check", Takes.OUTCOME, ("untested", "still to check")),
    "holds": _Word("klopt", "holds", Takes.OUTCOME),
    "partly": _Word("klopt deels", "holds in part", Takes.OUTCOME, ("deels", "partly")),
    "refuted": _Word("klopt niet", "does not hold", Takes.OUTCOME, ("weerlegd", "refuted")),
    "unknown": _Word("weten we niet", "we don't know", Takes.OUTCOME, ("unknown",)),
    "accepted-risk": _Word(
        "risico genomen", "risk taken", Takes.OUTCOME, ("we nemen het risico", "we take the risk", "accepted risk")
    ),
    "parked": _Word("geparkeerd", "parked", Takes.OUTCOME),
    # decisions
    "proposed": _Word("voorgenomen", "proposed", Takes.OUTCOME),
    "for-advice": _Word("ter advies", "for advice", Takes.OUTCOME),
    "for-consent": _Word("ter instemming", "for consent", Takes.OUTCOME),
    "definite": _Word("definitief", "definite", Takes.OUTCOME),
    "withdrawn": _Word("ingetrokken", "withdrawn", Takes.OUTCOME),
    "replaced": _Word("vervangen", "replaced", Takes.REPLACED),
    "vote": _Word("stemming", "vote", Takes.VOTE),
    "unanimous": _Word("unaniem", "unanimous", Takes.NOTHING),
    "condition": _Word("voorwaarde", "condition", Takes.TEXT, ("voorwaarden", "conditions")),
    "measure": _Word("maat", "measure", Takes.TEXT),
    "due": _Word("uiterlijk", "due", Takes.DAY),
    "review": _Word("evaluatie", "review", Takes.DAY),
    "in-force": _Word("ingang", "in force", Takes.DAY, ("in werking",)),
    "number": _Word("nr", "nr", Takes.NUMBER, ("no", "nummer", "number")),
    "stands-on": _Word("steunt op", "stands on", Takes.LABELS, ("rust op", "rests on")),
    # any entry
    "with": _Word("bij", "with", Takes.LABELS),
    "apart": _Word("los", "apart", Takes.NOTHING),
    "held-back": _Word("blijft binnen", "held back", Takes.NOTHING),
    # who comes and goes
    "arrives": _Word("komt", "arrives", Takes.TEXT, ("comes",)),
    "leaves": _Word("weg", "leaves", Takes.TEXT, ("gaat", "left")),
    # agenda items
    "confidential": _Word("vertrouwelijk", "confidential", Takes.NOTHING),
    "discussed": _Word("besproken", "discussed", Takes.NOTHING),
    "lead": _Word("trekker", "lead", Takes.TEXT),
    "template": _Word("sjabloon", "template", Takes.TEXT),
    "hint": _Word("tip", "hint", Takes.TEXT),
    "led-by": _Word("geleid door", "led by", Takes.TEXT, ("leiding",)),
    "heard": _Word("gehoord", "heard", Takes.TEXT, ("vooraf gehoord", "heard beforehand")),
    "papers": _Word("stukken", "papers", Takes.LIST, ("stuk", "paper")),
    "deferred": _Word(
        "doorgeschoven",
        "deferred",
        Takes.NOTHING,
        ("doorgeschoven naar de volgende vergadering", "deferred to the next meeting"),
    ),
    "adopts": _Word("stelt vast", "adopts", Takes.MEETING, ("stelt de notulen vast van", "adopts the minutes of")),
    "carried-from": _Word("terug van", "back from", Takes.MEETING, ("meegenomen van", "carried over from")),
    "spent": _Word("duurde", "took", Takes.DURATION),
}
_BY: Final = {"nl": "door", "en": "by"}
_FROM: Final = {"nl": "van", "en": "from"}
_LABEL: Final = re.compile(r"a[1-9][0-9]{0,5}")
_NUMBER: Final = re.compile(r"[0-9]{4}-[0-9]{3,6}|V-[0-9]{2,6}")
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
_COUNTS: Final = re.compile(r"([0-9]{1,6})\s*[-–/]\s*([0-9]{1,6})(?:\s*[-–/]\s*([0-9]{1,6}))?")
_SPOKEN_COUNTS: Final = re.compile(
    r"([0-9]{1,6}) (?:voor|for)\W+([0-9]{1,6}) (?:tegen|against)(?:\W+([0-9]{1,6}) \w+)?", re.IGNORECASE
)
_MEETING: Final = re.compile(rf"(?:({_DAY.pattern}))?(?:(?:^|[ ,]+)(M-[0-9]{{1,9}}))?", re.IGNORECASE)
_LISTED: Final = re.compile(r"(?<!\\)((?:\\\\)*);")
_DURATION: Final = re.compile(r"(?:([0-9]{1,6}) ?min)?(?: ?([0-9]{1,8}) ?s)?")


@dataclass(frozen=True)
class Status:
    """One status, read. Only what it takes is filled.

    `day` is a date, `before` the one that it was until then, `text` what stands behind the colon (or a decision's
    number), `labels` the names of other lines (`a1`) or the handle of a meeting, `counts` the votes in favour, against
    and abstained, `seconds` a duration, `names` a list. `said` are its words as they stood between the braces.
    """

    code: str
    day: dt.date | None = None
    before: dt.date | None = None
    text: str = ""
    labels: tuple[str, ...] = ()
    counts: tuple[int, int, int] | None = None
    seconds: int = 0
    names: tuple[str, ...] = ()
    said: str = field(default="", compare=False)


def is_status(words: str) -> bool:
    """Whether `words`, as they stand between braces, say something that kgw knows."""
    return read_status(words) is not None


def begins_like_status(words: str) -> bool:
    """Whether `words` begin with the word of a status, though what follows may not fit it."""
    folded = _plain(words)
    return any(re.match(rf"{re.escape(word)}\b", folded) for word in _words())


def read_status(words: str) -> Status | None:
    """What `words` (between braces, escapes and all) say, or None."""
    stripped = words.strip()
    if _LABEL.fullmatch(stripped.lower()):
        return Status("label", labels=(stripped.lower(),), said=words)
    head, colon, tail = stripped.partition(":")
    known = _known_word(head)
    status = _read(*known, tail.strip(), bool(colon)) if known else None
    return replace(status, said=words) if status else None


def write_status(status: Status, language: str) -> str:
    """`status` in braces, in the words of `language` (`nl` or `en`)."""
    if status.code == "label":
        return f"{{{status.labels[0]}}}"
    entry = _VOCABULARY[status.code]
    word = entry.nl if language == "nl" else entry.en
    text = f": {_escaped(status.text)}" if status.text else ""
    day = status.day.isoformat() if status.day else ""
    match entry.takes:
        case Takes.NOTHING:
            inner = word
        case Takes.OUTCOME:
            inner = f"{word} {day}".rstrip() + text
        case Takes.TEXT:
            inner = word + text
        case Takes.DAY:
            inner = f"{word}: {day}"
        case Takes.LABELS:
            inner = f"{word} {', '.join(status.labels)}"
        case Takes.NUMBER:
            inner = f"{word} {status.text}"
        case Takes.REPLACED:
            by = f"{_BY[language]} {status.labels[0]}" if status.labels else ""
            inner = " ".join(part for part in (word, day, by) if part) + text
        case Takes.MOVED:
            before = f"{_FROM[language]} {status.before.isoformat()}" if status.before else ""
            inner = " ".join(part for part in (word, day, before) if part) + text
        case Takes.VOTE:
            inner = f"{word}: " + "-".join(str(count) for count in status.counts or (0, 0, 0))
        case Takes.LIST:
            inner = f"{word}: " + "; ".join(_escaped(name).replace(";", r"\;") for name in status.names)
        case Takes.MEETING:
            which = " ".join(part for part in (day, *status.labels) if part)
            inner = f"{word} {which}{text}"
        case Takes.DURATION:
            minutes, seconds = divmod(status.seconds, 60)
            inner = " ".join((word, *([f"{minutes} min"] if minutes else []), *([f"{seconds} s"] if seconds else [])))
    return f"{{{inner}}}"


def write_statuses(statuses: Iterable[Status], language: str) -> str:
    """Several statuses after each other, each with a space before it, to be put behind a line."""
    return "".join(f" {write_status(status, language)}" for status in statuses)


def _read(code: str, behind: str, tail: str, colon: bool) -> Status | None:
    text = _unescaped(tail)
    match _VOCABULARY[code].takes:
        case Takes.NOTHING:
            return Status(code) if not behind and not colon else None
        case Takes.OUTCOME:
            day = _read_day(behind)
            return Status(code, day=day, text=text) if day or not behind else None
        case Takes.TEXT:
            return Status(code, text=text) if text and not behind else None
        case Takes.DAY:
            day = _read_day(behind or text)
            return Status(code, day=day) if day and not (behind and colon) else None
        case Takes.LABELS:
            labels = tuple(re.split(r"[\s,]+", behind or text))
            labels = tuple(label for label in labels if label not in {"en", "and"})
            fits = labels and all(_LABEL.fullmatch(label) for label in labels)
            return Status(code, labels=labels) if fits and not (behind and colon) else None
        case Takes.NUMBER:
            number = (behind or text).upper()
            return Status(code, text=number) if _NUMBER.fullmatch(number) and not (behind and colon) else None
        case Takes.REPLACED:
            return _read_replaced(code, behind, text)
        case Takes.MOVED:
            return _read_moved(code, behind, text)
        case Takes.VOTE:
            return _read_vote(code, behind or text) if not (behind and colon) else None
        case Takes.DURATION:
            return _read_duration(code, behind or text) if not (behind and colon) else None
        case Takes.LIST:
            names = tuple(name for part in _listed(tail) if (name := re.sub(r"\\([\\{};])", r"\1", part.strip())))
            return Status(code, names=names) if names and not behind else None
        case Takes.MEETING:
            return _read_meeting(code, behind, text) if behind else _read_meeting(code, text, "")


def _read_replaced(code: str, behind: str, text: str) -> Status | None:
    words = behind.split()
    day = _read_day(words[0]) if words else None
    rest = words[1:] if day else words
    if not rest:
        return Status(code, day=day, text=text)
    if len(rest) == 2 and rest[0].lower() in _BY.values():
        return Status(code, day=day, text=text, labels=(rest[1].upper(),))
    return None


def _read_moved(code: str, behind: str, text: str) -> Status | None:
    """On which day something was put off, and on which it was due until then, where it had a day."""
    words = behind.split()
    day = _read_day(words[0]) if words else None
    if day is None:
        return None
    if len(words) == 1:
        return Status(code, day=day, text=text)
    before = _read_day(words[2]) if len(words) == 3 and words[1] in _FROM.values() else None
    return Status(code, day=day, before=before, text=text) if before else None


def _read_vote(code: str, said: str) -> Status | None:
    match = _COUNTS.fullmatch(said) or _SPOKEN_COUNTS.fullmatch(said)
    if match is None:
        return None
    in_favour, against, abstained = (int(count or 0) for count in match.groups())
    return Status(code, counts=(in_favour, against, abstained))


def _read_duration(code: str, said: str) -> Status | None:
    match = _DURATION.fullmatch(said)
    if match is None or not said:
        return None
    minutes, seconds = (int(count or 0) for count in match.groups())
    return Status(code, seconds=60 * minutes + seconds)


def _read_meeting(code: str, said: str, text: str) -> Status | None:
    """An earlier meeting by its day, its handle (`M-7`) or both, and what was called there."""
    match = _MEETING.fullmatch(said)
    if match is None or not said:
        return None
    day = _read_day(match[1] or "")
    labels = (match.groups()[-1].upper(),) if match.groups()[-1] else ()
    return Status(code, day=day, text=text, labels=labels) if day or (labels and not match[1]) else None


def _listed(tail: str) -> list[str]:
    """The parts of a list between its semicolons; one with a backslash before it belongs to a part."""
    parts, start = list[str](), 0
    for found in _LISTED.finditer(tail):
        parts.append(tail[start : found.end() - 1])
        start = found.end()
    return [*parts, tail[start:]]


def _read_day(said: str) -> dt.date | None:
    match = _DAY.fullmatch(said.strip())
    if match is None:
        return None
    groups = match.groups()
    year, month, day = groups[:3] if groups[0] else reversed(groups[3:])
    try:
        return dt.date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None


@cache
def _words() -> dict[str, str]:
    """Every word that is read, folded -> its code, the longest first: `klopt niet` goes before `klopt`."""
    words = {_plain(word): code for code, entry in _VOCABULARY.items() for word in (entry.nl, entry.en, *entry.more)}
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))


def _known_word(head: str) -> tuple[str, str] | None:
    folded = _plain(head)
    for word, code in _words().items():
        if folded == word:
            return code, ""
        if folded.startswith(f"{word} "):
            return code, folded[len(word) + 1 :]
    return None


def _plain(words: str) -> str:
    return " ".join(fold(words).replace("’", "'").split())


def _escaped(text: str) -> str:
    """`text` without a brace that ends the status, or a line that looks like evidence."""
    return re.sub(r"(?<=\n)\+", r"\\+", re.sub(r"([\\{}])", r"\\\1", text))


def _unescaped(text: str) -> str:
    return re.sub(r"\\([\\{}+])", r"\1", text)
