"""Minutes from a record: elaborate (all that was said) and concise (outcomes, decisions and actions)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from kgw_tui.i18n import _, language
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Evidence, Parked, Question
from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.rules.discussed import was_discussed
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.telling import item_ending, shorten, tell
from kgw_tui.rules.wording import date_text, dotted, phase_word, sentence_case, short_date, task_since, task_word

from . import opening
from .blocks import BREAK, Block, Column, Document, Paragraph, Role, Span, Table, cell, labelled, paragraph
from .earlier import settled
from .options import ExportOptions, Genre
from .reading import Line, Part, Reading, grounds, read

_ROLES: Final[dict[type[AnyEntry], Role]] = {
    Decision: "decision",
    Action: "action",
    Assumption: "assumption",
    Question: "question",
    Parked: "parked",
}


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
        names = opening.attached_names(dossier, options)
        blocks = opening.head(opening.title([dossier], genre), state, options)
        blocks += opening.fields(dossier, options)
        for part in reading.parts:
            blocks += _item(reading, part, concisely=genre == "concise")
        blocks += _settled(dossier, options)
        blocks += opening.next_meeting(options)
        if names:
            blocks.append(paragraph("attachment", _("Attachment: who was present")))
        return opening.finish([dossier], genre, options, blocks, state=state, names=names)


def _item(reading: Reading, part: Part, *, concisely: bool) -> Iterator[Block]:
    lines = [line for line in part.lines if not concisely or _came_of_it(line)]
    endings = _endings(reading, part)
    if part.number:
        yield paragraph("item", part.title or _("(no title)"), part.number)
        if not concisely:
            yield from _about(reading, part)
        if not lines and not endings:
            yield paragraph("plain", _nothing(reading, part))
    phase = ""
    for line in lines:
        if line.entry.phase != phase and not concisely:
            phase = line.entry.phase
            if phase:
                yield paragraph("phase", phase_word(line.entry.phase))
        yield from _line(reading, line, concisely=concisely)
    yield from (paragraph("plain", ending) for ending in endings)


def _about(reading: Reading, part: Part) -> Iterator[Block]:
    """Who leads the item, what it comes from and what was read for it, where that is known."""
    item = part.section.item
    if item is None or part.walled:
        return
    directory, origin = reading.dossier.directory, reading.dossier.origins.get(item.carried_from)
    facts = [_("led by {name}").format(name=directory.name(item.led_by)) if item.led_by else ""]
    if origin and (reading.options.confidential or not origin.confidential):
        since = _("from the meeting of {date}").format(date=date_text(origin.meeting.date))
        same = " ".join(origin.text.split()) == item.title
        facts.append(since if same else f"{since} ({shorten(origin.text)})")
    lines = [dotted(facts), _("Papers: {papers}").format(papers="; ".join(item.papers)) if item.papers else ""]
    text = BREAK.join(line for line in lines if line)
    if text:
        yield Paragraph("plain", (Span(text, "quiet"),))


def _endings(reading: Reading, part: Part) -> list[str]:
    """What became of the item itself: minutes that it adopted, and where it went when it isn't finished."""
    item = part.section.item
    if item is None or part.walled:
        return []
    adopted = reading.dossier.origins.get(item.adopts)
    found = [item_ending(item)]
    if adopted and _was_adopted_by(reading.dossier.meeting, item, adopted.meeting):
        found.append(_("The minutes of {date} are adopted.").format(date=date_text(adopted.meeting.date)))
    return [ending for ending in found if ending]


def _was_adopted_by(meeting: Meeting, item: AgendaItem, of: Meeting) -> bool:
    """Whether `meeting` adopted the minutes `of` an earlier one in `item`: not where it put that off."""
    return of.minutes_state == "adopted" and of.adopted_on == meeting.date and item.state in {"open", "done"}


def _settled(dossier: Dossier, options: ExportOptions) -> Iterator[Block]:
    """What came of actions and questions from earlier meetings, as this one heard it."""
    found = settled([dossier], options)
    if not found:
        return
    actions = all(isinstance(before.entry, Action) for before in found)
    title = _("Actions from earlier meetings") if actions else _("Actions and questions from earlier meetings")
    yield paragraph("section", title)
    columns = (
        Column(_("No."), 9),
        Column(_("What"), 46),
        Column(_("Who"), 17),
        Column(_("From"), 13),
        Column(_("Outcome"), 15),
    )
    rows = tuple(
        (
            cell(before.entry.handle),
            cell(before.entry.text, [before.entry.outcome]),
            cell(before.owners),
            cell(short_date(before.meeting.date)),
            cell(sentence_case(_when_settled(before.entry, dossier.meeting.date))),
        )
        for before in found
    )
    yield Table(_("What came of actions and questions from earlier meetings"), columns, rows)


def _when_settled(task: Action | Question, today: dt.date) -> str:
    return task_word(task) if task.closed_on == today else task_since(task, short=True)


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
    live = reading.dossier.meeting.started_at is not None
    waits = item and item.state == "open" and item.running_since is None
    if item and waits and live and not was_discussed(item, part.section.entries):
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
    visible = [ground.entry for ground in grounds(reading, entry)] if isinstance(entry, Decision) else []
    told = tell(entry, reading.dossier.directory, grounds=visible)
    role = _ROLES.get(type(entry), "note")
    return labelled(role, told.label, told.text, told.details) if told.label else paragraph(role, told.text)
