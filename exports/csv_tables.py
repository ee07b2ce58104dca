"""Tables for spreadsheets: actions, decisions, and all entries of a meeting.

UTF-8 with a byte order mark, without which Excel guesses wrong; semicolons in Dutch, where Excel's comma is the
decimal sign, commas in English. Dates are ISO, which spreadsheets of both languages read as dates.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Final

from kgw_tui.i18n import _, language
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Question
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.wording import kind_word, outcome_word, phase_word, state_word, task_word, urgent_word, vote_words

from .earlier import open_before
from .options import ExportOptions
from .reading import Line, Part, Reading, read

_DANGEROUS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def actions_csv(dossiers: Sequence[Dossier], options: ExportOptions) -> bytes:
    """The actions, those still open from earlier meetings first."""
    with language(options.language):
        rows = [
            [
                *action_cells(before.dossier.directory, action, action.text),
                before.meeting.title,
                _day(before.meeting.date),
                before.item,
            ]
            for before in open_before(dossiers, options)
            if isinstance(action := before.entry, Action)
        ]
        for dossier in dossiers:
            found = read(dossier, options).of(Action)
            rows += [
                [*action_cells(dossier.directory, action, line.text), *_where(dossier, part)]
                for part, line, action in found
            ]
        return as_csv(action_heads(), rows, options)


def decisions_csv(dossiers: Sequence[Dossier], options: ExportOptions) -> bytes:
    """The decisions, withdrawn and replaced ones included."""
    with language(options.language):
        rows: list[list[str]] = []
        for dossier in dossiers:
            found = read(dossier, options).of(Decision)
            rows += [[*decision_cells(decision, line.text), *_where(dossier, part)] for part, line, decision in found]
        return as_csv(decision_heads(), rows, options)


def entries_csv(dossier: Dossier, options: ExportOptions) -> bytes:
    """All entries of a meeting, in order, each kind in the same columns."""
    with language(options.language):
        reading = read(dossier, options)
        heads = [_("Item"), _("Title"), _("Phase"), _("Kind"), _("No."), _("Text"), _("Who"), _("When"), _("Status")]
        heads += [_("Outcome"), _("Themes")]
        rows = [_entry(reading, part, line) for part, line in reading.lines()]
        return as_csv(heads, rows, options)


def action_heads() -> list[str]:
    """The columns of actions, in the language in force; as `action_cells`, and where it was agreed."""
    heads = [_("No."), _("What"), _("Who"), _("When"), _("Status"), _("Closed on"), _("Outcome"), _("Priority")]
    return [*heads, _("Themes"), _("Meeting"), _("Date"), _("Item")]


def decision_heads() -> list[str]:
    """The columns of decisions, in the language in force; as `decision_cells`, and where it was taken."""
    heads = [_("No."), _("Decision"), _("Status"), _("Vote"), _("In force from"), _("Review"), _("Condition")]
    return [*heads, _("Measure"), _("Closed on"), _("Outcome"), _("Themes"), _("Meeting"), _("Date"), _("Item")]


def action_cells(directory: Directory, action: Action, text: str) -> list[str]:
    """An action in cells, with its text as the reader may see it."""
    return [
        action.handle,
        text,
        directory.names(action.owners),
        _day(action.due),
        task_word(action),
        _day(action.closed_on),
        action.outcome,
        urgent_word(action),
        " ".join(action.themes),
    ]


def decision_cells(decision: Decision, text: str) -> list[str]:
    """A decision in cells, with its text as the reader may see it."""
    return [
        decision.handle,
        text,
        state_word(decision),
        vote_words(decision.vote),
        _day(decision.in_force),
        _day(decision.review),
        decision.conditions,
        decision.measure,
        _day(decision.closed_on),
        decision.outcome,
        " ".join(decision.themes),
    ]


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]], options: ExportOptions) -> bytes:
    """A table as a file for spreadsheets; no cell of it is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if options.language == "nl" else ",", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: str) -> str:
    """`cell` so that no spreadsheet takes it for a formula: an apostrophe before what could begin one."""
    return f"'{cell}" if cell.lstrip().startswith(_DANGEROUS) or cell.startswith(("\t", "\r")) else cell


def _where(dossier: Dossier, part: Part) -> list[str]:
    return [dossier.meeting.title, _day(dossier.meeting.date), part.title]


def _entry(reading: Reading, part: Part, line: Line) -> list[str]:
    entry = line.entry
    owners = entry.owners if isinstance(entry, Action | Question) else ()
    due = entry.due if isinstance(entry, Action | Question) else entry.review if isinstance(entry, Decision) else None
    return [
        str(part.number) if part.number else "",
        part.title,
        phase_word(entry.phase),
        kind_word(entry),
        entry.handle if isinstance(entry, Action | Question | Assumption | Decision) else "",
        line.text,
        reading.dossier.directory.names(owners),
        _day(due),
        _status(entry),
        entry.outcome if isinstance(entry, Action | Question | Assumption | Decision) else "",
        " ".join(entry.themes),
    ]


def _status(entry: AnyEntry) -> str:
    match entry:
        case Action() | Question():
            return task_word(entry)
        case Assumption():
            return outcome_word(entry)
        case Decision():
            return state_word(entry)
        case _:
            return ""


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
