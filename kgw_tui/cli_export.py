"""`kgw export`: a meeting, or the decisions or actions of several, as a document."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgw_tui.cli_output import say, say_bytes, tell
from kgw_tui.cli_shape import command, opened, read_day
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.meetings import Meeting
from kgw_tui.rules.dossier import Dossier
from kgw_tui.usecases.reading import dossier_of, find_meeting, held, meetings_newest_first, next_in_series
from kgw_tui.workspace import Workspace

if TYPE_CHECKING:
    from kgw_tui.exports.options import Audience, Format, Genre

_LISTS = frozenset({"decisions", "actions"})
_NAMES_FORMAT = re.compile(r"[a-z][a-z0-9]{1,4}")
"""What an ending of a name looks like that says what is in the file; a date or a number behind a dot says nothing."""


def export_command() -> click.Command:
    """`kgw export [MEETING|last]`."""
    from kgw_tui.exports.options import AUDIENCES, FORMATS, GENRES

    return command(
        "export",
        _export,
        [
            click.Argument(["meeting"], required=False, metavar=_("[MEETING|last]")),
            click.Option(
                ["--as", "genre"],
                type=click.Choice(GENRES),
                default="minutes",
                metavar="|".join(GENRES),
                help=_("Which document: minutes unless said otherwise."),
            ),
            click.Option(
                ["--format"],
                type=click.Choice(FORMATS),
                metavar="|".join(FORMATS),
                help=_("As what kind of file: what the name after --to says, else docx."),
            ),
            click.Option(
                ["--to"],
                metavar=_("FILE|FOLDER|-"),
                help=_("Where it goes; - is the output. Without it, Word goes to this folder, the rest to the output."),
            ),
            click.Option(
                ["--for", "audience"],
                type=click.Choice(AUDIENCES),
                default="group",
                metavar="|".join(AUDIENCES),
                help=_("Who reads it: for others than the group no speakers and no unchecked assumptions."),
            ),
            click.Option(
                ["--since"],
                metavar=_("DATE"),
                type=read_day,
                help=_("With decisions or actions: of all meetings from this day on."),
            ),
            click.Option(["--final"], is_flag=True, help=_("Leave out the word DRAFT.")),
            click.Option(["--confidential"], is_flag=True, help=_("The confidential items alone, as minutes apart.")),
            click.Option(
                ["--speakers/--no-speakers"], default=None, help=_("With or without who said what, whoever reads it.")
            ),
            click.Option(
                ["--untested/--no-untested"],
                default=None,
                help=_("With or without assumptions that nobody has checked."),
            ),
            click.Option(["--force"], is_flag=True, help=_("Overwrite the file that --to names.")),
        ],
        short=_("Make the minutes or a list: Word, md, txt, json, csv, ics."),
        explains=_(
            "Make a document of a meeting: its number (M-3), id, date or title, or last (the default). "
            "A decision or action list with --since is about all meetings from that day on, or, when a meeting is "
            "named, about those of its series. --lang is the language of the document too."
        ),
    )


def write_document(workspace: Workspace, dossier: Dossier, genre: Genre, *, confidential: bool = False) -> Path:
    """A Word file about a meeting for the group itself, in the folder where kgw was started; gives its path.

    `confidential` asks for the minutes of the confidential items, and those alone.
    """
    from kgw_tui.exports.files import file_name, write_new
    from kgw_tui.exports.options import ExportOptions
    from kgw_tui.exports.registry import render

    options = ExportOptions(
        language=current_language(),
        confidential=confidential,
        next_meeting=next_in_series(workspace.shared, dossier.meeting),
        school=workspace.settings.school,
    )
    name = file_name(dossier, genre, "docx", options)
    return write_new(Path.cwd(), render(dossier, genre, "docx", options), name=name)


def _export(
    *,
    meeting: str | None,
    genre: Genre,
    format: Format | None,
    to: str | None,
    audience: Audience,
    since: dt.date | None,
    final: bool,
    confidential: bool,
    speakers: bool | None,
    untested: bool | None,
    force: bool,
) -> None:
    from kgw_tui.exports.files import file_name, write_new
    from kgw_tui.exports.options import ExportOptions
    from kgw_tui.exports.reading import let_through
    from kgw_tui.exports.registry import render

    chosen = format or _format_of(to)
    target = to or ("." if chosen == "docx" else "-")
    if target == "-" and chosen == "docx" and sys.stdout.isatty():
        raise Refused(_("a Word file can't be shown here; name a file with --to, or choose --format md"))
    with opened() as workspace:
        meetings = _meetings(workspace, meeting, genre, since)
        options = ExportOptions(
            language=current_language(),
            audience=audience,
            since=since,
            final=final,
            speakers=speakers,
            untested=untested,
            confidential=confidential,
            next_meeting=next_in_series(workspace.shared, meetings[-1]),
            school=workspace.settings.school,
        )
        dossiers = [dossier_of(workspace, each) for each in meetings]
        content = render(dossiers, genre, chosen, options)
        whole = genre == "minutes" and chosen in {"txt", "json"} and audience == "group" and not confidential
        warning = let_through(dossiers[0], chosen) if whole else ""
        name = file_name(dossiers[-1], genre, chosen, options)
    if target == "-":
        say_bytes(content)
    else:
        say(str(write_new(Path(target), content, name=name, force=force)))
    if warning:
        tell(warning)


def _meetings(workspace: Workspace, name: str | None, genre: Genre, since: dt.date | None) -> list[Meeting]:
    """The meetings that the document is about, oldest first."""
    reader = workspace.shared
    of_period = since is not None and genre in _LISTS
    named = find_meeting(reader, name or "last", for_series=of_period) if name or not of_period else None
    if named is not None and not of_period:
        return [named]
    series = named.series if named else ""
    found = [
        meeting
        for meeting in meetings_newest_first(reader)
        if (since is None or meeting.date >= since) and (named is None or (series and meeting.series == series))
    ]
    if not found:
        raise NotFound(_("there is no meeting in that period; choose an earlier date"))
    return sorted(found, key=held)


def _format_of(to: str | None) -> Format:
    """What the name of the file says; Word for one that says nothing. Raises Refused for what can't be made."""
    from kgw_tui.exports.options import FORMATS

    suffix = Path(to or "").suffix.lower().removeprefix(".")
    if suffix in FORMATS:
        return suffix
    if _NAMES_FORMAT.fullmatch(suffix) and not Path(to or "").is_dir():
        words = _("kgw can't make a .{suffix}; it makes {formats}")
        raise Refused(words.format(suffix=suffix, formats=", ".join(f".{form}" for form in FORMATS)))
    return "docx"
