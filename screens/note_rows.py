"""The rows of one note from the corridor: what is asked about it, the answers to choose from, what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from kgw_tui import clock
from kgw_tui.content import CorridorGuide, Titled
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action, AnyEntry
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.rules.corridor import raised_by
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.promises import is_kept
from kgw_tui.rules.wording import kind_word, task_word
from kgw_tui.usecases.bringing_up import Coming
from kgw_tui.usecases.links import Came
from kgw_tui.usecases.note_page import Alike, Told

from .widgets.pick_list import PickRow
from .words import day, meeting_line, wall

ASKED: Final = ("kind", "voices", "basis", "outcome")
"""What is asked of a note, in this order; each has answers to choose from with a digit."""
_SHOWN: Final = 5
"""Of what else was heard on a theme, so many notes."""


def answers(asked: str, guide: CorridorGuide) -> Sequence[Titled]:
    """The answers to what is asked, in the order of their digits."""
    if asked == "kind":
        return guide.kind
    if asked == "voices":
        return (
            Titled("one", _("one voice"), _("One person said it, once.")),
            Titled("pattern", _("a pattern"), _("You heard it more often, or from several.")),
        )
    if asked == "basis":
        return (
            Titled("assumption", _("an assumption"), _("Nobody can say yet how they know.")),
            Titled("evidence", _("it rests on something"), _("Figures, a source, or seen by yourself.")),
        )
    return guide.outcome


def first_open(note: CorridorNote) -> str:
    """What is asked first of what hasn't been answered; of a note that became something nothing, until one asks."""
    if note.outcome and note.became:
        return ""
    return "outcome" if note.outcome else next(asked for asked in ASKED if not getattr(note, asked))


def leads_on(told: Told) -> str:
    """The id of the row to begin at where nothing is asked: what came of the note; else what becomes of it."""
    return next((_came_row(came).id for came in told.came), "outcome")


def after(asked: str, note: CorridorNote) -> str:
    """What is asked next, after `asked` was answered."""
    behind = ASKED[ASKED.index(asked) + 1 :]
    return next((each for each in behind if not getattr(note, each)), "outcome")


def note_rows(told: Told, asked: str, guide: CorridorGuide, directory: Directory) -> list[PickRow]:
    """The rows: each question with its answer, below the one that is `asked` all answers; then what else there is."""
    names = {"kind": _("Kind"), "voices": _("Voices"), "basis": _("What we know"), "outcome": _("What becomes of it")}
    rows: list[PickRow] = []
    for each in ASKED:
        if each == "outcome":
            rows += _promise_rows(told)
        chosen = getattr(told.note, each)
        title = next((answer.title for answer in answers(each, guide) if answer.id == chosen), "")
        if each == "outcome" and chosen:
            title = " · ".join(filter(None, (title, told.note.reason, _again(told.note))))
        if each == "basis":
            title = " · ".join(filter(None, (title, told.note.known)))
        count = len(told.alike.notes)
        if each == "voices" and not title and count:
            words = ngettext("{count} other on this theme lately", "{count} others on this theme lately", count)
            title = words.format(count=count)
        rows.append(PickRow(each, names[each], middle=title))
        if each == asked:
            rows += [
                PickRow(f"{each}={answer.id}", f"   {number} {answer.title}", "✓" if answer.id == chosen else "")
                for number, answer in enumerate(answers(each, guide), 1)
            ]
        if each == asked == "voices":
            rows += _alike_rows(told.alike)
    rows += [_came_row(came) for came in told.came]
    whom = raised_by(told.note)
    if told.note.reported_on is not None and whom is not None:
        words = _("{name} heard it").format(name=directory.short_name(whom))
        rows.append(PickRow("reported", words, day(told.note.reported_on), middle=told.note.told))
    elif told.note.untold:
        rows.append(PickRow("reported", _("nobody has to hear it"), middle=told.note.untold))
    return rows


def heading(note: CorridorNote, directory: Directory) -> str:
    """Who, when and about which theme, on one line."""
    who = directory.names(note.mentions)
    themes = " ".join(f"#{theme}" for theme in note.themes)
    return " · ".join(filter(None, (note.handle, heard_when(note.heard_at), who, themes)))


def heard_when(moment: dt.datetime) -> str:
    """The day and the time of a moment (UTC); of today the time alone."""
    heard = moment.astimezone()
    time = wall(moment)
    return time if heard.date() == clock.today() else f"{day(heard.date())} {time}"


def when_it_comes(coming: Coming) -> str:
    """The day of the next meeting of a series, and whether it is planned."""
    planned = coming.meeting is not None
    return day(coming.day) if planned else _("{day}, to be planned").format(day=day(coming.day))


def _again(note: CorridorNote) -> str:
    return _("look again {day}").format(day=day(note.look_again)) if note.look_again else ""


def _alike_rows(alike: Alike) -> list[PickRow]:
    """What was heard on its themes, to look at; and the pattern in it."""
    rows = [
        PickRow(
            f"corridor_notes:{note.id}", f"   {' '.join(note.text.split())}", day(note.heard_at.astimezone().date())
        )
        for note in alike.notes[:_SHOWN]
    ]
    for each in alike.patterns:
        words = _("   the pattern of #{theme}: {count} in {weeks} weeks")
        told = words.format(theme=each.theme, count=len(each.notes), weeks=len(each.weeks))
        rows.append(PickRow(f"pattern:{each.theme}", told))
    return rows


def _promise_rows(told: Told) -> list[PickRow]:
    rows = [
        PickRow(f"promise:{each.id}", _("Promised"), _promise_state(each), middle=each.text) for each in told.promises
    ]
    return rows or [PickRow("promise", _("Promised"), middle=_("nothing; p notes a promise"))]


def _promise_state(promise: Action) -> str:
    if promise.status == "open":
        return day(promise.due) if promise.due else _("no day")
    return _("kept") if is_kept(promise) and promise.status == "done" else _to_tell(promise)


def _to_tell(promise: Action) -> str:
    return task_word(promise) if promise.status == "dropped" else _("done, to be told")


def _came_row(came: Came) -> PickRow:
    record: AgendaItem | AnyEntry = came.record
    where = meeting_line(came.meeting) if came.meeting else ""
    if isinstance(record, AgendaItem):
        return PickRow(f"items:{record.id}", _("→ agenda item: {title}").format(title=record.title), where)
    handle = getattr(record, "handle", "")
    text = f"→ {kind_word(record)} {handle}: {record.text}"
    return PickRow(f"entries:{record.id}", text, where or (_due(record)))


def _due(record: AnyEntry) -> str:
    due: dt.date | None = getattr(record, "due", None)
    return day(due) if due is not None else ""
