"""`kgw import`: a file in the capture format becomes records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

from kgw_tui.cli_files import read_text
from kgw_tui.cli_output import say, tell
from kgw_tui.cli_shape import command, opened
from kgw_tui.errors import StoreError
from kgw_tui.i18n import _, current_language, ngettext

if TYPE_CHECKING:
    from kgw_tui.usecases.importing import ImportReport
    from kgw_tui.workspace import Workspace


def import_command() -> click.Command:
    """`kgw import FILE|-`."""
    return command(
        "import",
        _import,
        [
            click.Argument(["file"], metavar=_("FILE|-")),
            click.Option(["--dry-run"], is_flag=True, help=_("Say what would be read, and store nothing.")),
        ],
        short=_("Read a meeting, notes, visits or people from a file."),
        explains=_(
            "Read a plain text file (or, with -, what is piped in) and print the meeting's id. Files with corridor "
            "notes, visits or people are recognised; their numbers are printed. Lines that could be read in more "
            "than one way are told on stderr, with the line number."
        ),
    )


def _import(*, file: str, dry_run: bool) -> None:
    text = read_text(file)
    with opened() as workspace:
        from kgw_tui.usecases.importing import import_text

        report = import_text(workspace, text, language=current_language(), dry_run=dry_run)
        if not dry_run:
            _snapshot(workspace)
    for sentence in report.told:
        tell(sentence)
    _tell_names(report)
    tell(_summary(report))
    if dry_run:
        return
    for line in [report.meeting.id] if report.meeting else report.handles:
        say(line)


def _snapshot(workspace: Workspace) -> None:
    """Write what was imported into readable snapshots. It is durable already, so a fault here is only told."""
    try:
        workspace.shared.compact()
        workspace.private.compact()
    except StoreError as error:
        tell(str(error))


def _tell_names(report: ImportReport) -> None:
    if report.new_people and report.kind != "people":
        tell(_("new in the directory: {names}").format(names=", ".join(report.new_people)))
    if report.new_groups:
        tell(_("new groups: {names}").format(names=", ".join(report.new_groups)))


def _summary(report: ImportReport) -> str:
    meeting = report.meeting
    name = f"{meeting.title} {meeting.date.isoformat()}: ".lstrip() if meeting else ""
    counts = [_COUNTED[kind](count).format(count=count) for kind, count in report.counts.items() if kind in _COUNTED]
    sentence = name + (", ".join(counts) or _("nothing but its header"))
    if report.unread:
        words = ngettext("{count} line not read as meant", "{count} lines not read as meant", report.unread)
        sentence += "; " + words.format(count=report.unread)
    return _("nothing stored, this would be: {what}").format(what=sentence) if report.dry_run else sentence


_COUNTED: Final[dict[str, Callable[[int], str]]] = {
    "item": lambda n: ngettext("{count} item", "{count} items", n),
    "note": lambda n: ngettext("{count} note", "{count} notes", n),
    "action": lambda n: ngettext("{count} action", "{count} actions", n),
    "question": lambda n: ngettext("{count} question", "{count} questions", n),
    "assumption": lambda n: ngettext("{count} assumption", "{count} assumptions", n),
    "decision": lambda n: ngettext("{count} decision", "{count} decisions", n),
    "evidence": lambda n: ngettext("{count} piece of evidence", "{count} pieces of evidence", n),
    "parked": lambda n: ngettext("{count} parked line", "{count} parked lines", n),
    "movement": lambda n: ngettext("{count} coming or going", "{count} comings and goings", n),
    "private": lambda n: ngettext("{count} note for you alone", "{count} notes for you alone", n),
    "corridor": lambda n: ngettext("{count} corridor note", "{count} corridor notes", n),
    "visit": lambda n: ngettext("{count} visit", "{count} visits", n),
    "person": lambda n: ngettext("{count} person", "{count} people", n),
}
