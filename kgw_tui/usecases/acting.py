"""What is done to an action or a question, wherever it was said: in a meeting, or in a corridor conversation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.capture.dates import read_date, say_date
from kgw_tui.capture.line import parse_line
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.entries import ENTRIES, Action, Question
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.records.people import Who
from kgw_tui.rules import closing, minutes
from kgw_tui.rules.postponing import postponed
from kgw_tui.rules.postponing import without_day as dayless
from kgw_tui.store import Store, Transaction
from kgw_tui.text import clean_line
from kgw_tui.usecases.reading import calendar_of, directory_of, line_context
from kgw_tui.workspace import Workspace

ToDo = Action | Question
"""What somebody has to do, or to find out."""


def finish(workspace: Workspace, entry_id: str, came_of_it: str) -> ToDo:
    """Note that an action is done, with what came of it (may be ""), or the answer to a question; gives it as it is.

    Raises NotFound when it is gone, and Refused when it has ended, and for a question without an answer.
    """
    said, today = clean_line(came_of_it).strip(), clock.today()

    def finished(entry: ToDo) -> ToDo:
        if isinstance(entry, Question):
            return closing.answer_question(entry, said, today)
        return closing.close_action(entry, said, today)

    return _change(
        workspace, entry_id, "question.outcome" if _is_question(workspace, entry_id) else "action.outcome", finished
    )


def drop(workspace: Workspace, entry_id: str, why: str) -> ToDo:
    """Let it lapse, for a reason. Raises Refused without one, and as `finish`."""
    said, today = clean_line(why).strip(), clock.today()
    if not said:
        raise Refused(_("why does it lapse? Say it in a few words; it goes into the minutes"))

    def dropped(entry: ToDo) -> ToDo:
        if isinstance(entry, Question):
            return closing.drop_question(entry, said, today)
        return closing.drop_action(entry, said, today)

    return _change(
        workspace, entry_id, "question.outcome" if _is_question(workspace, entry_id) else "action.outcome", dropped
    )


def reopen(workspace: Workspace, entry_id: str) -> ToDo:
    """Open it again; what came of it goes, and stays in its history. Raises Refused when it is open."""

    def reopened(entry: ToDo) -> ToDo:
        return closing.reopen_question(entry) if isinstance(entry, Question) else closing.reopen_action(entry)

    return _change(
        workspace, entry_id, "question.outcome" if _is_question(workspace, entry_id) else "action.outcome", reopened
    )


def hand_over(workspace: Workspace, entry_id: str, words: str) -> ToDo:
    """Give it to those whom `words` name (`@karim`, `Karim Vis, ans`): the first owns it, the others share it.

    Raises Refused for words that name nobody, or say something besides.
    """
    owners = read_owners(workspace, words)

    def handed_over(entry: ToDo) -> ToDo:
        closing.demand_open(entry)
        return msgspec.structs.replace(entry, owners=owners)

    return _change(workspace, entry_id, "action.handover", handed_over)


def postpone(workspace: Workspace, entry_id: str, words: str, why: str = "") -> ToDo:
    """Put it off to the day that `words` say (CAPTURE.md, "Dates"), for a reason (may be "").

    Raises Refused for what is no day or a past one, and when it has ended.
    """
    day = read_day(workspace, words)
    reason = clean_line(why).strip()
    return _change(workspace, entry_id, "action.postpone", lambda entry: postponed(entry, day, reason, clock.today()))


def without_day(workspace: Workspace, entry_id: str) -> ToDo:
    """Take its day away, which puts it off too. Raises Refused when it has ended."""
    return _change(workspace, entry_id, "action.postpone", lambda entry: dayless(entry, clock.today()))


def rewrite(workspace: Workspace, entry_id: str, words: str) -> ToDo:
    """Give it other words, read as a line of its kind: who and when in them are taken too, what isn't said stays. A
    later day puts it off.

    The minutes in which it was said are a draft again. Raises Refused for no words, and when they have been adopted.
    """
    parsed = parse_line(f"! {clean_line(words).strip()}", line_context(workspace))
    if parsed.refused or not parsed.text:
        raise Refused(parsed.refused or _("type what has to be done"))

    def rewritten(entry: ToDo) -> ToDo:
        if parsed.day is not None and entry.status == "open" and parsed.day != entry.due:
            entry = postponed(entry, parsed.day, "", clock.today())
        return msgspec.structs.replace(
            entry,
            text=parsed.text,
            mentions=parsed.mentions,
            themes=parsed.themes or entry.themes,
            owners=parsed.owners or entry.owners,
        )

    return _change(workspace, entry_id, "entry.edit", rewritten)


def read_owners(workspace: Workspace, words: str) -> tuple[Who, ...]:
    """Those whom `words` name: marks, or names with commas, `en` or `and` between them. Raises Refused for nobody, or
    when something else stands there.
    """
    said, directory = clean_line(words).strip(), directory_of(workspace)
    said = said.replace("@@", "@")  # one stood there already
    if "@" not in said:
        found = [directory.find(name.strip()) for name in _BETWEEN_NAMES.split(said) if name.strip()]
        owners = tuple(who for who in found if who is not None)
        if found and len(owners) == len(found):
            return tuple(dict.fromkeys(owners))
        said = " ".join(word if word.startswith(">") else f"@{word}" for word in said.split())
    marks = parse_line(f"! {_WORD} {said}", line_context(workspace))
    if marks.text != _WORD or not marks.owners or marks.day is not None or marks.themes:
        raise Refused(_("'{words}' is nobody's name; type @ and a name").format(words=words.strip()))
    return marks.owners


def read_day(workspace: Workspace, words: str) -> dt.date:
    """The day that `words` say, with or without `>`. Raises Refused for none, and for one that is past."""
    wanted = clean_line(words).strip().removeprefix(">").strip()
    reading = read_date(wanted, calendar_of(workspace)) if wanted else None
    if reading is None:
        raise Refused(_("'{words}' isn't a day; such as 1 mar, or Monday").format(words=wanted))
    if reading.day < clock.today():
        raise Refused(_("that day is past"))
    return reading.day


def told_day(day: dt.date) -> str:
    """A day in words, with its weekday."""
    return say_date(day, clock.today(), current_language())


def store_of(workspace: Workspace, entry_id: str) -> Store:
    """The store in which an entry stands, the shared one for one that stands in none."""
    return workspace.private if workspace.private.get(ENTRIES, entry_id) is not None else workspace.shared


_WORD: Final = "x"
_BETWEEN_NAMES: Final = re.compile(r",| en | and ")


def _is_question(workspace: Workspace, entry_id: str) -> bool:
    return isinstance(store_of(workspace, entry_id).get(ENTRIES, entry_id), Question)


def _change(workspace: Workspace, entry_id: str, label: str, change: Callable[[ToDo], ToDo]) -> ToDo:
    store = store_of(workspace, entry_id)
    with workspace.writing(store, label) as tx:
        entry = tx.get(ENTRIES, entry_id)
        if not isinstance(entry, Action | Question):
            raise NotFound(_("that entry is gone; somebody else took it out"))
        changed = change(entry)
        if changed.text != entry.text:
            _demand_draft(tx, entry.meeting)
        tx.put(ENTRIES, changed)
    return changed


def _demand_draft(tx: Transaction, meeting_id: str) -> None:
    """The minutes whose text changes are a draft again. Raises Refused when they have been adopted."""
    meeting = tx.get(MEETINGS, meeting_id) if meeting_id else None
    if meeting is None or meeting.state != "closed":
        return
    if meeting.minutes_state == "adopted":
        raise Refused(_("the minutes in which it was said have been adopted, so that its words stay as they are"))
    draft = minutes.edited(meeting)
    if draft != meeting:
        tx.put(MEETINGS, draft)
