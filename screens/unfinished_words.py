"""What was left half typed, in the words of lists: how much of it where, and what each of it is."""

from __future__ import annotations

from collections import Counter

import msgspec

from kgw_tui import clock
from kgw_tui.drafts import (
    ACTIONS,
    CLOSING,
    CORRIDOR,
    LINE,
    LOG,
    PASTE,
    PEOPLE,
    PREPARE,
    REVIEW,
    TODAY,
    WAITING,
    WALK,
    Draft,
    meeting_of,
    what_in,
)
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.usecases.drafts import left_unfinished
from kgw_tui.workspace import Workspace

from .words import day, meeting_line, wall


def left_by_meeting(workspace: Workspace) -> Counter[str]:
    """How many unfinished lines each meeting has, by its id; meetings that are gone among them, and what stands in
    other windows.
    """
    return Counter(meeting_of(draft.place) for draft in (*left_unfinished(workspace), *in_other_windows(workspace)))


def in_other_windows(workspace: Workspace) -> list[Draft]:
    """What stands half typed in other windows that rest; what waits there to be saved is saved from there."""
    return [draft for draft in workspace.drafts.elsewhere() if what_in(draft.place) != WAITING]


def with_unfinished(count: int, standing: str, *, wide: bool) -> str:
    """How a meeting stands, and before it that something was left unfinished in it; narrow, that alone."""
    if not count:
        return standing
    left = ngettext("unfinished line", "{count} unfinished lines", count).format(count=count)
    return f"{left} · {standing}" if wide and standing else left


def left_in_all(count: int) -> str:
    """How many unfinished lines there are, and the key that shows them."""
    return ngettext("u: {count} unfinished line", "u: {count} unfinished lines", count).format(count=count)


def words_of(workspace: Workspace, draft: Draft) -> str:
    """What was typed, on one line; but not what nobody else may see, for there may be eyes in the room."""
    lines = waiting_lines(draft) if what_in(draft.place) == WAITING else draft.text.splitlines()
    if _is_private(workspace, draft) or any(line.lstrip().startswith(";") for line in lines):
        return _("a line for you alone; Enter shows it")
    if _is_confidential(workspace, draft):
        return _("a line of a confidential item; Enter shows it")
    return " · ".join(" ".join(line.split()) for line in lines) or draft.text


def _is_private(workspace: Workspace, draft: Draft) -> bool:
    """Whether a draft belongs to the corridor, or is about something in the private store, wherever it was typed."""
    words = draft.place.partition("\n")[0].split()
    private = workspace.private
    return words[:1] in ([LOG], [CORRIDOR]) or any(
        private.get(ENTRIES, word) is not None or private.get(CORRIDOR_NOTES, word) is not None for word in words
    )


def _is_confidential(workspace: Workspace, draft: Draft) -> bool:
    """Whether a draft belongs to a confidential item: begun in it, or about something that was said in it."""
    for word in draft.place.partition("\n")[0].split():
        entry = workspace.shared.get(ENTRIES, word.partition(":")[2] or word)
        item = workspace.shared.get(ITEMS, entry.item if entry is not None else word.removeprefix("item:"))
        if item is not None and item.confidential:
            return True
    return False


def waiting_lines(draft: Draft) -> list[str]:
    """The lines of a draft that holds lines which were entered and couldn't be saved; none when it can't be read."""
    try:
        return [each.line for each in msgspec.json.decode(draft.text, type=list[_Waiting])]
    except msgspec.MsgspecError:
        return []


class _Waiting(msgspec.Struct):
    """The part of a line that waits which is shown here."""

    line: str


def when(draft: Draft) -> str:
    """When it was typed: the time, and of another day the day."""
    typed = draft.at.astimezone()
    return wall(draft.at) if typed.date() == clock.today() else f"{day(typed.date())} {wall(draft.at)}"


def where(workspace: Workspace, draft: Draft) -> str:
    """Where a draft stood."""
    places = {
        TODAY: _("today"),
        LOG: _("the line for what you hear in the corridor"),
        CORRIDOR: _("a note from the corridor"),
        ACTIONS: _("the list of actions"),
        PEOPLE: _("the list of people"),
    }
    if meeting_of(draft.place) in places:
        return places[meeting_of(draft.place)]
    meeting = workspace.shared.get(MEETINGS, meeting_of(draft.place))
    if meeting is None:
        return _("a meeting that is gone")
    words = {
        LINE: "{meeting}",
        PREPARE: _("agenda of {meeting}"),
        REVIEW: _("read-through of {meeting}"),
        CLOSING: _("closing of {meeting}"),
        WALK: _("open actions of {meeting}"),
        PASTE: _("paste in {meeting}"),
        WAITING: _("not saved yet in {meeting}"),
    }
    return words.get(what_in(draft.place), "{meeting}").format(meeting=meeting_line(meeting))
