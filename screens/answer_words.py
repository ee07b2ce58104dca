"""What the line of the closing page and of the walk says: what an answer will do, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kgw_tui.capture.echo import echo
from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.i18n import _
from kgw_tui.records.entries import Action, AnyEntry, Decision, Question
from kgw_tui.rules.wording import outcome_word
from kgw_tui.usecases.ending import read_marks, read_next
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.obeying import read_outcome

from .widgets.echo_row import ROLES, EchoRole
from .words import day

Part = tuple[str, EchoRole]


_KINDS: Final[dict[type[AnyEntry], LineKind]] = {
    Action: LineKind.ACTION,
    Question: LineKind.QUESTION,
    Decision: LineKind.DECISION,
}


def marks_echo(live: LiveMeeting, entry: AnyEntry | None, typed: str, width: int) -> list[Part]:
    """What `@jan >vr` makes of an entry in at most `width` cells; without one, the day of the next meeting."""
    if entry is None:
        return _next_echo(live, typed)
    marks = read_marks(live, typed)
    left = marks.text
    kind = _KINDS.get(type(entry), LineKind.ACTION)
    shown = line_echo(live, replace(marks, text=entry.text, kind=kind), width - (len(left) + 14 if left else 0))
    if left not in {"", "@", ">"} and not any(role == "doubt" for _text, role in shown):
        shown.append((" · " + _("not read: {words}").format(words=left), "doubt"))
    return shown


def _next_echo(live: LiveMeeting, typed: str) -> list[Part]:
    when = read_next(live, typed)
    if when is None:
        return [(_("on which day? Type a day, such as Tue 8 Dec 15:30"), "doubt")]
    date, start = when
    return [(_("Next meeting"), "kind"), (" · ", ""), (day(date) + (f" {start:%H:%M}" if start else ""), "date")]


def line_echo(live: LiveMeeting, parsed: ParsedLine, width: int) -> list[Part]:
    """What a line will be, in at most `width` cells."""
    told = echo(parsed, live.context)
    return [(part.text, ROLES.get(part.role, "")) for part in told.fit(max(width, 10))]


def outcome_echo(typed: str) -> Sequence[Part]:
    """Which outcome of the check the words begin with, and why; or which there are."""
    read = read_outcome(typed)
    if read is None:
        return [(_("holds, partly, refuted, unknown, risk or parked: and why"), "doubt" if typed.strip() else "hint")]
    return [(outcome_word(read[0]), "kind"), (f" · {read[1]}" if read[1] else "", "")]
