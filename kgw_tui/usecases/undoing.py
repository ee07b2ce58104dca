"""What an undo or a redo says: what it turned back, about what, and whose change gave way to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from kgw_tui import clock
from kgw_tui.errors import KgwError
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Entry
from kgw_tui.records.meetings import ITEMS, MEETINGS, Meeting
from kgw_tui.records.people import PEOPLE
from kgw_tui.rules.past import turns
from kgw_tui.rules.telling import shorten
from kgw_tui.rules.wording import minutes_word
from kgw_tui.store import Change, Undone
from kgw_tui.usecases.history import history_of
from kgw_tui.usecases.history_steps import Changed, History, Step
from kgw_tui.usecases.labels import in_words
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.walls import Walls
from kgw_tui.workspace import Workspace

_MAIN: Final[dict[str, str]] = {
    "item": ITEMS.name,
    "meeting": MEETINGS.name,
    "minutes": MEETINGS.name,
    "private": PRIVATE_NOTES.name,
}
"""Beginning of a label -> the table of what it is about; of all others that is an entry."""
_A_SESSION: Final = dt.timedelta(days=7)


def say_turned(workspace: Workspace, undone: Undone, names: Mapping[str, str], *, again: bool = False) -> str:
    """What was undone (or, `again`, done again), about what, and whose change gave way.

    `names` is what the records are called that the screen shows, by id, before and after: what isn't there is looked
    up, but for what is behind a wall or the writer's alone (PRODUCT.md, "Eyes in the room").
    """
    words = _("done again: {what}") if again else _("undone: {what}")
    said = [words.format(what=in_words(undone.label)), _about(workspace, undone, names)]
    gave_way = _gave_way(workspace, undone.contested, names)
    if gave_way:  # of which there must be room for what it was; what was undone, its user knows
        said = [_("done again") if again else _("undone"), gave_way]
    said.append(_too_late(workspace, undone.changes))
    return " · ".join(part for part in said if part)


def _about(workspace: Workspace, undone: Undone, names: Mapping[str, str]) -> str:
    """What it is about: the first of what came or went, or changed, and how many entries more there are."""
    if undone.label == "item.go":
        return _now_at(workspace, undone.changes)
    table = _MAIN.get(undone.label.partition(".")[0], ENTRIES.name)
    changes = [change for change in undone.changes if change.table == table]
    changes = [change for change in changes if change.made or change.deleted] or changes
    if table == PRIVATE_NOTES.name or not changes:
        return ""
    changes.sort(key=lambda change: change.id)  # ids sort by when they were made: the first of them is named
    name = next((name for change in changes if (name := _name(workspace, change, names))), "")
    if not name or len(changes) == 1 or table != ENTRIES.name:
        return name
    return _and_more(name, len(changes) - 1)


def _now_at(workspace: Workspace, changes: Sequence[Change]) -> str:
    """At which item one is now."""
    items = [workspace.shared.get(ITEMS, change.id) for change in changes if change.table == ITEMS.name]
    title = next((item.title for item in items if item is not None and item.running_since is not None), "")
    return _("now at {title}").format(title=title) if title else ""


def _name(workspace: Workspace, change: Change, names: Mapping[str, str]) -> str:
    """What a record is called, as the screen shows it, or as its history tells of one that isn't there any more."""
    store = workspace.shared
    if change.table == MEETINGS.name:
        meeting = store.get(MEETINGS, change.id)
        return meeting.title if meeting else _last_called(workspace, change)
    if change.table == ITEMS.name:
        item = store.get(ITEMS, change.id)
        shown = item.title if item and not item.confidential else ""
        return names.get(change.id) or shown or _last_called(workspace, change)
    entry = store.get(ENTRIES, change.id)
    text = names.get(change.id) or (entry.text if entry and not Walls(workspace).hides_now(entry) else "")
    handle: str = getattr(entry, "handle", "")
    return f"{handle} {shorten(text)}".strip() if text else _last_called(workspace, change)


def _last_called(workspace: Workspace, change: Change) -> str:
    """What something was called that is gone; "" for what is there, and hasn't been called by the screen."""
    told = _history(workspace, change, confidential=False) if change.deleted else None
    return told.title if told is not None else ""


def _and_more(text: str, count: int) -> str:
    return ngettext("{text}, and {count} more", "{text}, and {count} more", count).format(text=text, count=count)


def _too_late(workspace: Workspace, changes: Sequence[Change]) -> str:
    """That minutes were read through, sent or adopted, meanwhile, that this has changed; "" where none were.

    What is changed in such minutes on purpose makes them a draft again, and an undo of that puts back what they were.
    """
    if any(change.table == MEETINGS.name for change in changes):
        return ""
    meeting = next((found for change in changes if (found := _meeting(workspace, change))), None)
    if meeting is None or meeting.state != "closed" or meeting.minutes_state == "draft":
        return ""
    return _("mind: the minutes were {state} already").format(state=minutes_word(meeting))


def _meeting(workspace: Workspace, change: Change) -> Meeting | None:
    """The meeting of an entry or item that was changed, or of an entry that has gone."""
    store = workspace.shared
    record = store.get(ENTRIES, change.id) if change.table == ENTRIES.name else None
    record = store.get(ITEMS, change.id) if change.table == ITEMS.name else record
    if record is None and change.deleted and change.table == ENTRIES.name and _any_closed_lately(workspace):
        pasts = store.history(ENTRIES, change.id)
        last = turns(ENTRIES, pasts, None)[-1].before if pasts else None
        record = last if isinstance(last, Entry) else None
    return store.get(MEETINGS, record.meeting) if record is not None else None


def _any_closed_lately(workspace: Workspace) -> bool:
    """Whether any meeting was closed in the days that a session can last: most often none was, and nothing has to be
    looked up on the disk, which takes longer the more there is.
    """
    since = clock.now() - _A_SESSION
    return any(meeting.closed_at and meeting.closed_at > since for meeting in workspace.shared.all(MEETINGS))


def _gave_way(workspace: Workspace, contested: Sequence[Change], names: Mapping[str, str]) -> str:
    """Whose change gave way, and what it was: the first of them, and how many more."""
    said = [words for change in contested if (words := _whose(workspace, change, shown=change.id in names))]
    if len(said) > 1:
        return _and_more(said[0], len(said) - 1)
    return said[0] if said else ""


def _whose(workspace: Workspace, change: Change, *, shown: bool) -> str:
    """Who had changed a record, and to what, that an undo has just set; "" where nobody's words gave way.

    To what isn't told of what is behind a wall, unless the screen has it (`shown`).
    """
    told = _history(workspace, change, confidential=True)
    if told is None or not told.steps:
        return _("somebody else had changed the same since; your undo replaced it")
    own, *before = told.steps
    if not own.of:  # somebody had taken it out, so there was nothing to set
        return _("{who} had taken it out meanwhile").format(who=_short(workspace, own.by)) if change.deleted else ""
    done = next((step for step in before if step.number == own.of), None)
    left = {} if done is None else _left_by(done, undo=own.label == "undo")
    theirs = [each for each in _changes(own) if each.was != left.get(each.field, each.now)]
    fields = {each.field for each in theirs}
    since = [step for step in before if step.number > own.of and not step.turned_back and not step.of]
    step = next((step for step in since if fields & {each.field for each in _changes(step)}), None)
    if step is None:
        return ""
    if not shown and not _may_be_told(workspace, change, own.number):
        if step.by == own.by:
            return _("you had changed this meanwhile at another terminal")
        return _("{who} had changed this meanwhile").format(who=_short(workspace, step.by))
    words = "; ".join(map(_say_theirs, theirs))
    if step.by == own.by:
        return _("you had changed this meanwhile at another terminal: {what}").format(what=words)
    return _("{who} had changed this meanwhile: {what}").format(who=_short(workspace, step.by), what=words)


def _may_be_told(workspace: Workspace, change: Change, number: int) -> bool:
    """Whether what the transaction with this number did to a record may be told to whoever looks on."""
    told = _history(workspace, change, confidential=False)
    step = told.steps[0] if told is not None and told.steps else None
    return step is not None and step.number == number and not any(part.withheld for part in step.parts)


def _say_theirs(changed: Changed) -> str:
    """What somebody had made of a field; of the words themselves it needn't be said that they are words."""
    said = shorten(changed.was) or _("nothing")
    return said if changed.field in {"text", "title"} else f"{changed.label}: {said}"


def _short(workspace: Workspace, name: str) -> str:
    """Somebody as they are called in a sentence."""
    directory = directory_of(workspace)
    who = directory.find(name)
    return directory.short_name(who) if who is not None else name


def _left_by(done: Step, *, undo: bool) -> dict[str, str]:
    """What the fields said that somebody had left alone: as what was done left them, or as they were before it."""
    return {each.field: each.now if undo else each.was for each in _changes(done)}


def _changes(step: Step) -> list[Changed]:
    return [each for part in step.parts for each in part.changes]


def _history(workspace: Workspace, change: Change, *, confidential: bool) -> History | None:
    """What happened to a record of the shared store; None where that can't be read, and of what has no words."""
    try:
        if change.table == ENTRIES.name:
            return history_of(workspace, ENTRIES, change.id, confidential=confidential)
        if change.table == ITEMS.name:
            return history_of(workspace, ITEMS, change.id, confidential=confidential)
        if change.table == MEETINGS.name:
            return history_of(workspace, MEETINGS, change.id, confidential=confidential)
        return history_of(workspace, PEOPLE, change.id) if change.table == PEOPLE.name else None
    except KgwError:
        return None
