"""What is asked about one note from the corridor in words, and what is done with the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kgw_tui.capture.echo import echo
from kgw_tui.capture.line import parse_line
from kgw_tui.errors import KgwError
from kgw_tui.i18n import N_, _, current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.rules.corridor import item_title, raised_by
from kgw_tui.rules.promises import is_kept
from kgw_tui.usecases import triaging
from kgw_tui.usecases.acting import read_day, told_day
from kgw_tui.usecases.bringing_up import bring_up
from kgw_tui.usecases.reading import directory_of, line_context
from kgw_tui.usecases.reporting import kept, report_back, report_of
from kgw_tui.workspace import Workspace

from .asking import Question
from .words import day, meeting_line

_Deed = Callable[[Workspace, CorridorNote, str, str], str]

_ASKED: Final = {
    "answered": N_("what was the answer? Enter alone: none"),
    "to-agenda": N_("what should the item be called? It is read by everybody"),
    "to-action": N_("what is to be done, by whom (@) and when (>)?"),
    "to-knowledge-question": N_("what do we want to know, who finds out (@), by when (>)?"),
    "to-expert": N_("who knows more of it? @ and a name"),
    "watch": N_("on which day do you look again?"),
    "closed-with-reason": N_("why is nothing done? Who came with it hears it"),
    "promise": N_("what did you promise, and by when (>)?"),
    "known": N_("what do we know of it, and where does that stand?"),
    "edit": N_("other words for the note; ↵ where a line ends"),
}


def note_question(workspace: Workspace, note: CorridorNote, name: str) -> Question | None:
    """What is asked of a note: one of its outcomes that needs words (`to-agenda=` and the id of a series), `promise`,
    `known`, `reported` or `edit`. None for another name.
    """
    kind, _equals, series = name.partition("=")
    deed = _DEEDS.get(kind)
    if deed is None:
        return None
    return Question(
        name,
        note.id,
        _reported_words(workspace, note) if kind == "reported" else _(_ASKED[kind]),
        lambda text: deed(workspace, note, series, text),
        _begins(workspace, kind, note),
        lambda text: _read_so(workspace, kind, text),
    )


def promise_question(workspace: Workspace, promise_id: str) -> Question | None:
    """What is asked of a promise that isn't kept yet, to keep it; None for another."""
    entry = workspace.private.get(ENTRIES, promise_id)
    if not isinstance(entry, Action) or is_kept(entry):
        return None
    note = workspace.private.get(CORRIDOR_NOTES, entry.parent)
    whom = raised_by(note, workspace.settings.writer) if note is not None else None
    if whom is not None:
        name = directory_of(workspace).short_name(whom)
        words = _("{handle}: what did {name} hear of it? Enter alone: that it was told")
        words = words.format(handle=entry.handle, name=name)
    else:
        words = _("{handle}: what came of it? It is told to who it was promised").format(handle=entry.handle)

    def done(text: str) -> str:
        kept(workspace, promise_id, text)
        return _("✓ kept, and told")

    return Question("kept", promise_id, words, done, entry.outcome)


def outcome_title(workspace: Workspace, outcome: str) -> str:
    """What an outcome (its id) is called, in the language in force."""
    guide = workspace.content(current_language()).corridor
    return next((each.title for each in guide.outcome if each.id == outcome), "")


def _reported_words(workspace: Workspace, note: CorridorNote) -> str:
    whom = raised_by(note, workspace.settings.writer)
    if whom is None:
        return _("what was told?")
    name = directory_of(workspace).short_name(whom)
    return _("what did {name} hear? Enter alone: that it was told").format(name=name)


def _begins(workspace: Workspace, kind: str, note: CorridorNote) -> str:
    """What the line begins with, so that Enter takes it."""
    match kind:
        case "to-action" | "to-knowledge-question":
            return note.text.split("\n")[0]
        case "to-agenda":
            return item_title(note.themes[0] if note.themes else "")
        case "to-expert":
            return "@"
        case "watch":
            return _("in 2 weeks")
        case "reported":
            report = report_of(workspace, note)
            return report.words if report is not None else ""
        case "known":
            return note.known
        case "edit":
            return triaging.in_one_line(note)
        case _:
            return note.reason if note.outcome == kind else ""


# What is done


def _bring_up(workspace: Workspace, note: CorridorNote, series: str, text: str) -> str:
    item = bring_up(workspace, [note.id], series, text)
    meeting = workspace.shared.get(MEETINGS, item.meeting)
    return f"✓ {meeting_line(meeting)}" if meeting is not None else f"✓ {item.title}"


def _act(workspace: Workspace, note: CorridorNote, _series: str, text: str) -> str:
    return _made(workspace, triaging.to_action(workspace, note.id, text))


def _find_out(workspace: Workspace, note: CorridorNote, _series: str, text: str) -> str:
    return f"✓ {triaging.to_question(workspace, note.id, text).handle}"


def _promise(workspace: Workspace, note: CorridorNote, _series: str, text: str) -> str:
    made = triaging.promise(workspace, note.id, text)
    return f"✓ {made.handle}" + (f" · {day(made.due)}" if made.due else "")


def _know(workspace: Workspace, note: CorridorNote, _series: str, text: str) -> str:
    triaging.set_known(workspace, note.id, text)
    return _("✓ kept")


def _report(workspace: Workspace, note: CorridorNote, _series: str, text: str) -> str:
    report_back(workspace, note.id, text)
    return _("✓ told")


def _rewrite(workspace: Workspace, note: CorridorNote, _series: str, text: str) -> str:
    triaging.rewrite(workspace, note.id, text)
    return _("✓ kept")


def _settle(outcome: str) -> _Deed:
    def settle(workspace: Workspace, note: CorridorNote, _series: str, text: str) -> str:
        changed = triaging.settle(workspace, note.id, outcome, text)
        again = told_day(changed.look_again) if changed.look_again else ""
        return " · ".join(filter(None, (f"✓ {outcome_title(workspace, outcome)}", again)))

    return settle


def _made(workspace: Workspace, made: Action) -> str:
    mine = all(who.person == workspace.settings.writer for who in made.owners)
    whose = "" if mine else directory_of(workspace).names(made.owners)
    return " · ".join(filter(None, (f"✓ {made.handle}", whose, day(made.due) if made.due else "")))


_DEEDS: Final[dict[str, _Deed]] = {
    "to-agenda": _bring_up,
    "to-action": _act,
    "to-knowledge-question": _find_out,
    "promise": _promise,
    "known": _know,
    "reported": _report,
    "edit": _rewrite,
    **{outcome: _settle(outcome) for outcome in ("answered", "to-expert", "watch", "closed-with-reason")},
}
"""What is done with an answer; the names are those of the places of half-typed answers."""


# What an answer comes to while it is typed


def _read_so(workspace: Workspace, kind: str, text: str) -> str:
    """The day, or the owner and the day, that the words give; "" for neither."""
    if kind == "watch":
        try:
            return told_day(read_day(workspace, text)) if text.strip() else ""
        except KgwError:
            return ""
    if kind not in {"to-action", "to-knowledge-question", "promise"} or not text.strip():
        return ""
    words = text.strip().lstrip("?!").strip()
    context = line_context(workspace)
    parts = echo(parse_line(f"! {words}", context), context).parts
    told = [part.text for part in parts if part.role in {"owner", "date", "new", "warning"}]
    return "→ " + " · ".join(told) if told else ""
