"""Decision lists and action lists, of one meeting or over a period."""

from __future__ import annotations

from collections.abc import Sequence

from kgw_tui.i18n import _, language, ngettext
from kgw_tui.records.entries import Action, Decision, Parked, Question
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.telling import conditions, stands_on
from kgw_tui.rules.wording import (
    date_text,
    sentence_case,
    short_date,
    state_since,
    task_since,
    urgent_word,
    vote_words,
)

from . import opening
from .blocks import Block, Cell, Column, Document, Table, cell, paragraph
from .earlier import Before, open_before
from .options import ExportOptions
from .reading import Line, Reading, grounds, read


def decision_list(dossiers: Sequence[Dossier], options: ExportOptions) -> Document:
    """The decisions of one meeting or of several (oldest first), in the order in which they were taken.

    Withdrawn and replaced ones stay, and say so.
    """
    with language(options.language):
        state = opening.status(dossiers[0].meeting, options) if len(dossiers) == 1 else ""
        several = len({opening.meeting_name(dossier) for dossier in dossiers}) > 1
        blocks = opening.head(opening.title(dossiers, "decisions"), state, options)
        rows: list[tuple[Cell, ...]] = []
        for dossier in dossiers:
            reading = read(dossier, options)
            where = opening.meeting_name(dossier) if several else ""
            rows += [_decision_row(reading, line, decision, where) for _part, line, decision in reading.of(Decision)]
        counted = ngettext("{count} decision", "{count} decisions", len(rows)).format(count=len(rows))
        blocks.append(paragraph("caption", _caption(dossiers, counted if rows else _("No decisions"), options)))
        if rows:
            summary = _("The decisions with their state, from when they hold and when they are looked back on")
            blocks.append(Table(summary, _decision_columns(), tuple(rows)))
        blocks += opening.next_meeting(options)
        return opening.finish(dossiers, "decisions", options, blocks, state=state, wide=True)


def action_list(dossiers: Sequence[Dossier], options: ExportOptions) -> Document:
    """The actions: what is still open from earlier meetings first; then open questions and the parking lot."""
    with language(options.language):
        readings = [read(dossier, options) for dossier in dossiers]
        blocks = opening.head(opening.title(dossiers, "actions"), "", options)
        earlier = open_before(dossiers, options)
        columns = _task_columns(_("What"))
        if earlier:
            several = len({opening.meeting_name(dossier) for dossier in dossiers}) > 1
            rows = tuple(_earlier_row(before, several=several) for before in earlier)
            blocks.append(paragraph("section", _("Still open from earlier meetings")))
            summary = _("Actions and questions from earlier meetings that are still open")
            blocks.append(Table(summary, _earlier_columns(), rows))
        own = tuple(
            _task_row(reading.dossier, action, line.text)
            for reading in readings
            for _part, line, action in reading.of(Action)
        )
        if earlier and own:
            blocks.append(paragraph("section", _own_heading(dossiers)))
        if own and not earlier:
            counted = ngettext("{count} action", "{count} actions", len(own)).format(count=len(own))
            blocks.append(paragraph("caption", _caption(dossiers, counted, options)))
        if own:
            blocks.append(Table(_("Actions with their owner, date and status"), columns, own))
        elif not earlier:
            blocks.append(paragraph("flush", _("No actions.")))
        blocks += _questions(readings)
        blocks += _parking_lot(readings)
        blocks += opening.next_meeting(options)
        return opening.finish(dossiers, "actions", options, blocks, state="")


def _caption(dossiers: Sequence[Dossier], counted: str, options: ExportOptions) -> str:
    """How many there are, and over which period where that isn't one day."""
    if options.since is None and len(dossiers) == 1:
        return counted
    first = options.since or dossiers[0].meeting.date
    last = dossiers[-1].meeting.date
    if first == last:
        return counted
    return _("{counted}, {first} – {last}").format(counted=counted, first=date_text(first), last=date_text(last))


def _own_heading(dossiers: Sequence[Dossier]) -> str:
    if len(dossiers) == 1:
        return _("From the meeting of {date}").format(date=date_text(dossiers[0].meeting.date))
    return _("From these meetings")


def _questions(readings: Sequence[Reading]) -> list[Block]:
    rows = tuple(
        _task_row(reading.dossier, question, line.text)
        for reading in readings
        for _part, line, question in reading.of(Question)
    )
    if not rows:
        return []
    table = Table(_("Questions with who finds out, by when, and the status"), _task_columns(_("Question")), rows)
    return [paragraph("section", _("Open questions")), table]


def _parking_lot(readings: Sequence[Reading]) -> list[Block]:
    lines = [line for reading in readings for _part, line, _parked in reading.of(Parked)]
    if not lines:
        return []
    return [paragraph("section", _("Parking lot")), *(paragraph("point", line.text) for line in lines)]


def _task_columns(what: str) -> tuple[Column, ...]:
    return (
        Column(_("No."), 9),
        Column(what, 42),
        Column(_("Who"), 18),
        Column(_("When"), 14),
        Column(_("Status"), 17),
    )


def _task_row(dossier: Dossier, task: Action | Question, text: str) -> tuple[Cell, ...]:
    return (
        cell(task.handle),
        cell(text, [task.outcome]),
        cell(dossier.directory.names(task.owners) or _nobody(task)),
        cell(short_date(task.due) if task.due else ""),
        cell(sentence_case(task_since(task, short=True)), [sentence_case(urgent_word(task))]),
    )


def _earlier_columns() -> tuple[Column, ...]:
    """As the others, with the meeting that it comes from in the place of the status: all of it is open."""
    return (*_task_columns(_("What"))[:-1], Column(_("From"), 17))


def _earlier_row(before: Before, *, several: bool) -> tuple[Cell, ...]:
    task = before.entry
    return (
        cell(task.handle),
        cell(task.text, [task.outcome]),
        cell(before.owners or _nobody(task)),
        cell(short_date(task.due) if task.due else "", [sentence_case(urgent_word(task))]),
        cell(short_date(before.meeting.date), [before.meeting.title if several else ""]),
    )


def _decision_columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), 8),
        Column(_("Date"), 10),
        Column(_("Decision"), 42),
        Column(_("State and vote"), 20),
        Column(_("In force from"), 10),
        Column(_("Review"), 10),
    )


def _decision_row(reading: Reading, line: Line, decision: Decision, where: str) -> tuple[Cell, ...]:
    visible = [ground.entry for ground in grounds(reading, decision)]
    details = [*conditions(decision), stands_on(visible), decision.outcome]
    return (
        cell(decision.handle),
        cell(short_date(reading.dossier.meeting.date), [where]),
        cell(line.text, details),
        cell(sentence_case(state_since(decision, short=True)), [sentence_case(vote_words(decision.vote))]),
        cell(short_date(decision.in_force) if decision.in_force else ""),
        cell(short_date(decision.review) if decision.review else ""),
    )


def _nobody(task: Action | Question) -> str:
    """What stands where a name should: only of what is still to be done."""
    return _("still to be agreed") if task.status == "open" else ""
