"""Minutes from a record: elaborate (all that was said) and concise (outcomes, decisions and actions)."""

from __future__ import annotations

from collections.abc import Iterator

from kgw_tui.i18n import _, language
from kgw_tui.records.entries import (
    Action,
    Assumption,
    Decision,
    Evidence,
    Movement,
    Note,
    Parked,
    Question,
)
from kgw_tui.rules.dossier import Dossier

from . import opening
from .blocks import Block, Document, Paragraph, Span, dotted, labelled, paragraph
from .options import ExportOptions, Genre
from .reading import Line, Part, Reading, grounds, read
from .words import date_text, outcome_word, phase_word, state_since, task_since, vote_words, weekday_text

_QUOTED = 60


def minutes(dossier: Dossier, options: ExportOptions) -> Document:
    """Elaborate minutes: every visible line once, in order, under its item; phases where they were used."""
    return _made(dossier, "minutes", options)


def concise(dossier: Dossier, options: ExportOptions) -> Document:
    """Concise minutes: of each item what came of it: checked claims, decisions, actions, open questions, parked."""
    return _made(dossier, "concise", options)


def _made(dossier: Dossier, genre: Genre, options: ExportOptions) -> Document:
    with language(options.language):
        reading = read(dossier, options)
        state = opening.status(dossier.meeting, options)
        names = opening.attached_names(dossier)
        blocks = opening.head(opening.title([dossier], genre), state, options)
        blocks += opening.fields(dossier)
        for part in reading.parts:
            blocks += _item(reading, part, concisely=genre == "concise")
        blocks += opening.next_meeting(options)
        if names:
            blocks.append(paragraph("attachment", _("Attachment: who was present")))
        return opening.finish([dossier], genre, options, blocks, state=state, names=names)


def _item(reading: Reading, part: Part, *, concisely: bool) -> Iterator[Block]:
    lines = [line for line in part.lines if not concisely or _came_of_it(line)]
    if part.number:
        yield paragraph("item", part.title or _("(no title)"), part.number)
        if not lines:
            yield paragraph("plain", _nothing(reading, part))
    phase = ""
    for line in lines:
        if line.entry.phase != phase and not concisely:
            phase = line.entry.phase
            if phase:
                yield paragraph("phase", phase_word(line.entry.phase))
        yield from _line(reading, line, concisely=concisely)


def _came_of_it(line: Line) -> bool:
    entry = line.entry
    if isinstance(entry, Assumption):
        return entry.status != "untested"
    return isinstance(entry, Decision | Action | Question | Parked)


def _nothing(reading: Reading, part: Part) -> str:
    """What stands under a heading without lines: nobody should think that something got lost."""
    item = part.section.item
    if part.walled:
        return _("This item has minutes of its own.")
    if part.left_out or part.lines:
        return _("Discussed, without decisions or actions.")
    if item and item.state == "parked":
        return _("Moved on to a later meeting.")
    live = reading.dossier.meeting.started_at is not None
    if item and item.state == "open" and live and not item.spent and item.running_since is None:
        return _("Not discussed.")
    return _("Nothing to report.")


def _line(reading: Reading, line: Line, *, concisely: bool) -> Iterator[Block]:
    yield entry_paragraph(reading, line)
    if not concisely:
        for each in line.below:
            for deeper in each.walk():
                if isinstance(deeper.entry, Evidence):
                    yield paragraph("evidence", deeper.text)
                else:
                    yield entry_paragraph(reading, deeper)


def entry_paragraph(reading: Reading, line: Line) -> Paragraph:
    """One entry as it stands in minutes."""
    entry = line.entry
    match entry:
        case Note() | Movement():
            return paragraph("note", line.text)
        case Evidence():
            return Paragraph("note", (Span(_("Source") + ": ", "label"), Span(line.text)))
        case Parked():
            return labelled("parked", _("Parked"), line.text, [])
        case Assumption():
            label = _("Assumption, {outcome}").format(outcome=outcome_word(entry))
            return labelled("assumption", label, line.text, [entry.outcome])
        case Question():
            label = _("Open question {number}").format(number=entry.handle) if entry.handle else _("Open question")
            return labelled("question", _owned(reading, entry, label), line.text, _task_details(entry))
        case Action():
            label = _("Action {number}").format(number=entry.handle) if entry.handle else _("Action")
            return labelled("action", _owned(reading, entry, label), line.text, _task_details(entry))
        case Decision():
            label = _("Decision {number}").format(number=entry.handle) if entry.handle else _("Decision")
            if entry.state != "definite":
                label = f"{label} ({state_since(entry)})"
            return labelled("decision", label, line.text, _decision_details(reading, entry))


def _owned(reading: Reading, task: Action | Question, label: str) -> str:
    """The label with the owners: "Actie A-12, Jan Pol", after which both "pakt dit op" and "Dit oppakken" read well."""
    return ", ".join([label, *map(reading.dossier.directory.name, task.owners)])


def _task_details(task: Action | Question) -> list[str]:
    nobody = isinstance(task, Action) and not task.owners and task.status == "open"
    facts = [
        _("owner still to be agreed") if nobody else "",
        _("by {date}").format(date=weekday_text(task.due)) if task.due else "",
        _("priority") if isinstance(task, Action) and task.priority else "",
        task_since(task) if task.status != "open" else "",
    ]
    return [dotted(facts), task.outcome]


def _decision_details(reading: Reading, decision: Decision) -> list[str]:
    """Vote, start and review on one line, then what needs a line of its own.

    What it stands on is named by its beginning, since it stands in full in the same document.
    """
    facts = [
        vote_words(decision.vote),
        _("in force from {date}").format(date=date_text(decision.in_force)) if decision.in_force else "",
        _("review on {date}").format(date=date_text(decision.review)) if decision.review else "",
    ]
    return [dotted(facts), *conditions(decision), stands_on(reading, decision, quoted=True), decision.outcome]


def conditions(decision: Decision) -> list[str]:
    """On what condition it was decided, and how one will see whether it works; each a line."""
    pairs = [(_("On condition: {text}"), decision.conditions), (_("Measure: {text}"), decision.measure)]
    return [pattern.format(text=text) for pattern, text in pairs if text]


def stands_on(reading: Reading, decision: Decision, *, quoted: bool = False) -> str:
    """What the decision stands on, each claim with its outcome; "" where there is nothing or it isn't shown.

    With `quoted`, a long text is cut to its beginning.
    """
    found = grounds(reading, decision)
    named: list[str] = []
    for line in found:
        text = shorten(line.text) if quoted else line.text
        named.append(f"{text} ({outcome_word(line.entry)})" if isinstance(line.entry, Assumption) else text)
    return _("Stands on: {text}").format(text="; ".join(named)) if named else ""


def shorten(text: str) -> str:
    """`text`, or its first words and an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= _QUOTED:
        return flat
    return flat[:_QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
