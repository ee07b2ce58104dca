"""What is asked where something is done to what needs one: that it is done, told, lapses, or gets another day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kgw_tui.errors import KgwError
from kgw_tui.i18n import N_, _
from kgw_tui.records.entries import Decision
from kgw_tui.records.entries import Question as OpenQuestion
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.today import Need
from kgw_tui.usecases.acting import read_day, told_day
from kgw_tui.usecases.kept_heard import KeptHeard
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.today import let_lapse, note_done, note_told, set_day
from kgw_tui.workspace import Workspace

from .asking import Question
from .postponed_words import asks_day
from .words import meeting_line

_Deed = Callable[[Workspace, Need, str], str]
_DEEDS: Final[dict[str, _Deed]] = {"done": note_done, "told": note_told, "drop": let_lapse, "day": set_day}
"""What can be done with words; the names are those of the places of half-typed answers."""

_ASKED: Final = {
    "done": N_("what came of it? Enter alone: done"),
    "told": N_("what came of it? Enter alone: it was told"),
    "drop": N_("why does it lapse?"),
    "day": N_("on which day?"),
}
_REVIEW: Final = N_("on which day does one look back again? Enter alone: never")
_OF_NOTES: Final = {"drop": N_("why is nothing told?"), "day": N_("on which day?")}


def question_about(workspace: Workspace, corridor: KeptHeard, need: Need, name: str) -> Question | None:
    """What is asked where one of `done`, `told`, `drop` and `day` is done to what needs one; None for another name."""
    deed = _DEEDS.get(name)
    if deed is None:
        return None
    begins = _may_be_told(corridor, need) if name == "told" else ""
    return Question(
        name,
        need.id,
        _asked(need, name, directory_of(workspace), begins),
        lambda text: deed(workspace, need, text),
        begins,
        lambda text: _read_so(workspace, need, name, text),
    )


def _may_be_told(corridor: KeptHeard, need: Need) -> str:
    """The words in which it may be told: of a promise what came of its note, else what came of itself."""
    if need.report is not None:
        return need.report.words
    if need.said is None:
        return ""
    report = corridor.report_of(need.said.entry.parent)
    return report.words if report is not None else getattr(need.said.entry, "outcome", "")


def _asked(need: Need, name: str, directory: Directory, begins: str = "") -> str:
    """What is asked where something is done to a row (`done`, `told`, `drop`, `day`), and about what; with the words
    that the line `begins` with, which may be longer than the line is wide.
    """
    words = _(_ASKED[name])
    if name == "told" and need.whom is not None:
        asked = (
            _("what did {name} hear? Enter takes this: {words}")
            if begins
            else _("what did {name} hear? Enter alone: it was told")
        )
        words = asked.format(name=directory.short_name(need.whom), words=begins)
        if begins:
            return words
    elif name == "done" and need.said is not None and isinstance(need.said.entry, OpenQuestion):
        words = _("what is the answer?")
    elif need.report is not None or need.said is None or (need.kind == "told" and name == "drop"):
        words = _(_OF_NOTES[name])
    elif name == "day":
        words = _(_REVIEW) if isinstance(need.said.entry, Decision) else asks_day(need.said.entry)
    if need.said is not None:
        entry = need.said.entry
        where = meeting_line(need.said.meeting) if need.said.meeting is not None else ""
        return " · ".join(filter(None, (words, f"{entry.handle} {entry.text}".strip(), where)))
    note = need.note
    return f"{words} · {note.handle} {' '.join(note.text.split())}" if note is not None else words


def _read_so(workspace: Workspace, need: Need, name: str, text: str) -> str:
    """What the words of an answer come to while they are typed: who hears what, or which day it is; "" for nothing."""
    if name == "told" and need.whom is not None and text.strip():
        return f"→ {directory_of(workspace).short_name(need.whom)}: {text.strip()}"
    when = text.partition(":")[0] if name == "day" else ""
    try:
        return told_day(read_day(workspace, when)) if when.strip() else ""
    except KgwError:
        return ""
