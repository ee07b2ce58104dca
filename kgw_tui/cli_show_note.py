"""`kgw show N-5`: a corridor note with what is known of it, what was promised, and what came of it."""

from __future__ import annotations

from kgw_tui.cli_codes import title_of
from kgw_tui.cli_json import became_object, entry_object, note_object, present, say_json
from kgw_tui.cli_output import say, say_fields
from kgw_tui.cli_words import day_text, entry_state, promise_state
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import AnyEntry
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.rules.promises import is_promise
from kgw_tui.rules.wording import item_word, kind_word
from kgw_tui.usecases.links import Came, came_of
from kgw_tui.usecases.listing import Placed, handle_of, promises_of
from kgw_tui.usecases.listing_corridor import became_of
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace


def show_note(workspace: Workspace, note: CorridorNote, *, confidential: bool = False, as_json: bool) -> None:
    """Put a note out, whole; what came of it in confidential items, or is kept out of minutes, only when asked for."""
    directory = directory_of(workspace)
    promised = [action for action in promises_of(workspace, note) if is_promise(action, note)]
    came = [each for each in came_of(workspace, note) if confidential or not _is_walled(each)]
    if as_json:
        placed = [entry_object(workspace, directory, Placed(promise, private=True)) for promise in promised]
        became = [
            became_object(workspace, each)
            for each in became_of(workspace, note)
            if confidential or not _is_kept_in(each)
        ]
        since = [became_object(workspace, each.record) for each in came]
        say_json(note_object(directory, note) | present({"actions": placed, "became": became, "came_of_it": since}))
        return
    kind = title_of(workspace, "kind", note.kind) if note.kind else ""
    say(" · ".join(part for part in (note.handle, f"{note.heard_at.astimezone():%Y-%m-%d %H:%M}", kind) if part))
    say(note.text)
    say_fields(
        [
            (_("about"), directory.names(note.mentions)),
            (_("themes"), " ".join(f"#{theme}" for theme in note.themes)),
            (_("voices"), _voices(note)),
            (_("known"), _known(note)),
            (_("outcome"), _outcome(workspace, note)),
            (_("reported back"), _parts(day_text(note.reported_on), note.told)),
            (_("not to be told"), note.untold),
        ]
    )
    for promise in promised:
        due = f" · {day_text(promise.due)}" if promise.due else ""
        say(f"  ! {promise.handle} {promise.text}{due} · {promise_state(promise)}")
    for each in came:
        say(f"  > {came_line(each)}")


def _is_walled(came: Came) -> bool:
    return came.confidential or _is_kept_in(came.record)


def _is_kept_in(record: AgendaItem | AnyEntry) -> bool:
    return record.confidential if isinstance(record, AgendaItem) else record.held_back


def came_line(came: Came) -> str:
    """One thing that came of a note: what it is, how far it is, and in which meeting."""
    record, meeting = came.record, came.meeting
    where = f"{meeting.title} {meeting.date.isoformat()} ({meeting.handle})" if meeting else ""
    walled = _("confidential") if came.confidential else ""
    if isinstance(record, AgendaItem):
        return _parts(where, record.title, item_word(record), walled)
    return _parts(handle_of(record) or kind_word(record), record.text, entry_state(record), where, walled)


def _voices(note: CorridorNote) -> str:
    if not note.voices:
        return ""
    return _("one voice") if note.voices == "one" else _("a pattern")


def _known(note: CorridorNote) -> str:
    said = {"": "", "assumption": _("an assumption"), "evidence": _("it rests on something")}
    return _parts(said[note.basis], note.known)


def _outcome(workspace: Workspace, note: CorridorNote) -> str:
    if not note.outcome:
        return _("in the inbox")
    again = _("look again {day}").format(day=day_text(note.look_again)) if note.look_again else ""
    return _parts(title_of(workspace, "outcome", note.outcome), day_text(note.settled_on), again, note.reason)


def _parts(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
