"""`kgw today`: what needs you now, in the order of the page of today."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

import click

from kgw_tui import clock
from kgw_tui.cli_json import present, say_json
from kgw_tui.cli_output import on_a_terminal, say_rows, tell
from kgw_tui.cli_shape import command, opened
from kgw_tui.cli_words import day_text, time_text
from kgw_tui.i18n import N_, _, ngettext
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Decision
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.today import Need, NeedKind, Said, due_day
from kgw_tui.rules.wording import meeting_word
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.today import Today

_KINDS: Final[dict[NeedKind, str]] = {
    "meeting": N_("meeting"),
    "minutes": N_("minutes"),
    "due": N_("to do"),
    "told": N_("to be told"),
    "report": N_("to report back"),
    "watch": N_("to look at again"),
    "inbox": N_("inbox"),
    "pattern": N_("pattern"),
    "review": N_("to review"),
}
_HEADINGS: Final = (N_("what for"), N_("number"), N_("when"), N_("what"))


@dataclass(frozen=True)
class Line:
    """One thing that needs somebody, as it is put out; the names of the fields are those of the JSON."""

    need: NeedKind
    handle: str = ""
    date: str = ""
    time: str = ""
    late: bool = False
    text: str = ""
    to: str = ""
    state: str = ""
    theme: str = ""
    count: int = 0
    confidential: bool = False
    private: bool = False


def today_command() -> click.Command:
    """`kgw today`."""
    return command(
        "today",
        _today,
        [click.Option(["--json", "as_json"], is_flag=True, help=_("As JSON, for other programs."))],
        short=_("Show what needs you now."),
        explains=_(
            "Show what needs you now, what can't wait first: meetings, minutes, what is due, whom to tell what, notes "
            "to look at, decisions to review. While a meeting runs nothing is shown that is yours alone."
        ),
    )


def _today(*, as_json: bool) -> None:
    with opened() as workspace:
        needs = Today(workspace).needs()
        directory = directory_of(workspace)
        lines = [_line(need, directory) for need in needs.found]
        if as_json:
            say_json([present(asdict(line)) for line in lines])
        else:
            say_rows(
                [_(heading) for heading in _HEADINGS], [_row(*pair) for pair in zip(needs.found, lines, strict=True)]
            )
        if needs.guarded:
            words = ngettext(
                "{count} more is yours alone and isn't shown while a meeting runs; kgw list shows it",
                "{count} more are yours alone and aren't shown while a meeting runs; kgw list shows them",
                needs.guarded,
            )
            tell(words.format(count=needs.guarded))
        elif not lines and on_a_terminal():
            tell(_("nothing needs you now"))


def _row(need: Need, line: Line) -> list[str]:
    when = " ".join(part for part in (line.date, line.time) if part)
    if line.late:
        when = _("{day} late").format(day=when)
    text = line.text
    if line.need == "pattern":
        text = ngettext("#{theme}: {count} note", "#{theme}: {count} notes", line.count)
    if line.need == "inbox":
        text = ngettext("{count} note nobody looked at yet", "{count} notes nobody looked at yet", line.count)
    if line.count:
        text = text.format(theme=line.theme, count=line.count)
    if line.to:
        text = f"{line.to}: {text}"
    aside = _("confidential") if line.confidential else ""
    if need.meeting is not None and need.said is None:
        aside = meeting_word(need.meeting)
    return [_(_KINDS[line.need]), line.handle, when, f"{text} ({aside})" if aside else text]


def _line(need: Need, directory: Directory) -> Line:
    if need.pattern is not None:
        return Line(need.kind, theme=need.pattern.theme, count=len(need.pattern.notes), private=True)
    if need.note is not None:
        return _heard(need, need.note, directory)
    if need.said is not None:
        return _said(need.kind, need.said)
    meeting = need.meeting
    if meeting is None:
        return Line(need.kind)
    state = meeting.minutes_state if meeting.state == "closed" else meeting.state
    start = time_text(meeting.start)
    return Line(need.kind, meeting.handle, day_text(meeting.date), start, text=meeting.title, state=state)


def _heard(need: Need, note: CorridorNote, directory: Directory) -> Line:
    if need.report is not None:
        report = need.report
        text = report.words or note.text
        since, whom = day_text(report.since), directory.name(report.whom)
        return Line(need.kind, note.handle, since, text=text, to=whom, private=True)
    if need.kind == "inbox":
        heard = f"{note.heard_at.astimezone():%Y-%m-%d}"
        return Line(need.kind, date=heard, count=need.count, private=True)
    return Line(need.kind, note.handle, day_text(note.look_again), text=note.text, private=True)


def _said(kind: NeedKind, said: Said) -> Line:
    entry, today = said.entry, clock.today()
    due = entry.review if isinstance(entry, Decision) else due_day(entry, today) or entry.due
    late = kind == "due" and due is not None and due < today
    walled, mine = said.confidential, said.private
    return Line(kind, entry.handle, day_text(due), late=late, text=entry.text, confidential=walled, private=mine)
