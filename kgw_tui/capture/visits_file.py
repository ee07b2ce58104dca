"""A file of visits, read: `date time @teacher purpose class subject`, with what was seen indented under it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

import msgspec

from kgw_tui.capture.kinds import VISIT_PURPOSES
from kgw_tui.capture.marks import NameMark, read_marks
from kgw_tui.capture.moments import Block, blocks, stray_notice
from kgw_tui.capture.parsed import Notice, Telling
from kgw_tui.i18n import _
from kgw_tui.i18n import language as in_language
from kgw_tui.records.people import Who
from kgw_tui.records.record import stamp
from kgw_tui.records.visits import Observation, Rating, Visit
from kgw_tui.rules.directory import Directory

_RATING: Final = re.compile(r"([a-z0-9-]+/[a-z0-9-]+):\s*([a-z0-9-]+)")
_TIMED: Final = re.compile(r"(?:([01]?[0-9]|2[0-3]):([0-5][0-9])\s+)?(.*)", re.DOTALL)


@dataclass(frozen=True)
class ReadVisits:
    """Visits without handles."""

    visits: tuple[Visit, ...] = ()
    notices: tuple[tuple[int, Notice], ...] = ()


def read_visits(text: str, known: Directory, today: dt.date, language: str) -> ReadVisits:
    """Read a file of visits; never raises.

    A glance keeps its question and nothing else, which is its promise: what else stands under it isn't taken, and told.
    """
    visits: list[Visit] = []
    notices: list[tuple[int, Notice]] = []
    with in_language(language):
        for block in blocks(text, today):
            if block.stray:
                notices.append(stray_notice(block))
            visits.append(_visit(block, known, notices))
    return ReadVisits(tuple(visits), tuple(notices))


def _visit(block: Block, known: Directory, notices: list[tuple[int, Notice]]) -> Visit:
    teacher, purpose, rest = _heading(block, known)
    if not purpose:
        _tell(notices, block.number, _("the visit names no purpose that kgw knows; it is kept as one for development"))
    observations: list[Observation] = []
    ratings: list[Rating] = []
    said: dict[str, list[str]] = {"+": [], "?": []}
    for line in block.lines:
        mark, behind = line.text[:1], line.text[1:].strip()
        if mark in said and behind and (mark == "?" or purpose != "glance"):
            said[mark].append(behind)
        elif purpose == "glance":
            _tell(notices, line.number, _("a glance keeps only its question; this line isn't taken"))
        elif rating := _RATING.fullmatch(line.text):
            ratings.append(Rating(rating[1], rating[2]))
        else:
            observations.append(_observation(behind if mark == "-" else line.text))
    return msgspec.convert(
        {
            **stamp(known.writer),
            "date": block.date,
            "time": block.time,
            "purpose": purpose or "development",
            "teacher": teacher,
            "class_name": rest[0] if rest else "",
            "subject": " ".join(rest[1:]),
            "observations": tuple(observations),
            "ratings": tuple(ratings),
            "strength": "\n".join(said["+"]),
            "question": "\n".join(said["?"]),
        },
        Visit,
    )


def _heading(block: Block, known: Directory) -> tuple[Who | None, str, list[str]]:
    """The teacher, the purpose, and the words behind it."""
    teacher: Who | None = None
    purpose = ""
    rest: list[str] = []
    for word in block.words:
        pieces = list(read_marks(word, known, None))
        if teacher is None and len(pieces) == 1 and isinstance(pieces[0], NameMark):
            teacher = pieces[0].who
        elif not purpose and word in VISIT_PURPOSES:
            purpose = word
        else:
            rest.append(word)
    return teacher, purpose, rest


def _observation(said: str) -> Observation:
    match = _TIMED.fullmatch(said)
    if match is None or not match[1]:
        return Observation(said)
    return Observation(match[3], dt.time(int(match[1]), int(match[2])))


def _tell(notices: list[tuple[int, Notice]], number: int, sentence: str) -> None:
    notices.append((number, Notice(Telling.NOT_AS_MEANT, sentence)))
