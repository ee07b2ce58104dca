"""What reading one line gives: the kind it is, its text without the marks, and all that must be told about it."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field

from kgw_tui.capture.date_readings import Calendar
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import Directory


class LineKind(enum.Enum):
    """What a line is. The first eight become entries (movement only from files and commands)."""

    NOTE = "note"
    ACTION = "action"
    QUESTION = "question"
    ASSUMPTION = "assumption"
    DECISION = "decision"
    EVIDENCE = "evidence"
    PARKED = "parked"
    MOVEMENT = "movement"
    ITEM = "item"
    PRIVATE = "private"
    COMMAND = "command"
    EMPTY = "empty"


class Telling(enum.Enum):
    """Why something is told: how serious it is, for the echo's colour and for the import's report."""

    DATE_DOUBTFUL = "date-doubtful"
    DATE_PAST = "date-past"
    NO_DATE = "no-date"
    NEW_NAME = "new-name"
    AMBIGUOUS_NAME = "ambiguous-name"
    OWNER_PROPOSED = "owner-proposed"
    OTHER_READING = "other-reading"
    NOT_AS_MEANT = "not-as-meant"


@dataclass(frozen=True)
class Notice:
    """Something to tell about a line: a sentence in the language in force. `words` are the user's own."""

    telling: Telling
    sentence: str
    words: str = ""


@dataclass(frozen=True)
class LineContext:
    """What a line is read against.

    `live`: typed in a running meeting, where a time at the beginning is text; in files and `kgw log` it is the time.
    """

    directory: Directory
    calendar: Calendar
    live: bool = True


@dataclass(frozen=True)
class ParsedLine:
    """One line, read. Fields that its kind doesn't have are empty.

    `text` is what an entry of this kind would store: NFC, marks taken out or turned into names as CAPTURE.md says.
    `mentions` are those who stand in the text, each once; an owner is among them only where the sentence needs the
    name. `owners` (action, question), `day` (due of an action or question, review of a decision), `minutes` (an item's
    budget), `confidential` (an item's mark), `priority` (`!!`), `command` and `arguments` (a `/` line; the command
    without its slash, as typed), `indented` (file: belongs to the entry above), `statuses` (file: the recognised
    braces at the end, without them, in order). `refused` is a sentence when the line can't become anything (a mark
    without text); it then stays in the line. `proposed_owner`: an action that begins with a known first name.
    """

    kind: LineKind
    text: str = ""
    owners: tuple[Who, ...] = ()
    mentions: tuple[Who, ...] = ()
    themes: tuple[str, ...] = ()
    day: dt.date | None = None
    time: dt.time | None = None
    minutes: int | None = None
    confidential: bool = False
    priority: bool = False
    command: str = ""
    arguments: str = ""
    indented: bool = False
    statuses: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    refused: str = ""
    proposed_owner: Who | None = None
    new_names: tuple[str, ...] = field(default=())
