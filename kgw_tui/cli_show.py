"""`kgw show`: one record, whole."""

from __future__ import annotations

import click

from kgw_tui.cli_json import entry_object, present, say_json, visit_object
from kgw_tui.cli_output import say, say_bytes, say_fields, tell
from kgw_tui.cli_shape import command, handle_argument, opened
from kgw_tui.cli_show_note import show_note
from kgw_tui.cli_show_person import show_person
from kgw_tui.cli_show_theme import show_theme
from kgw_tui.cli_words import PURPOSES, day_text, entry_state, time_text
from kgw_tui.i18n import _, current_language, ngettext
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Question
from kgw_tui.records.meetings import Meeting
from kgw_tui.records.people import Person
from kgw_tui.records.visits import Visit
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.wording import kind_word, meeting_word, vote_words
from kgw_tui.usecases.by_name import Named, ThemePage, find_named
from kgw_tui.usecases.links import notes_behind
from kgw_tui.usecases.listing import Placed, below, due_of, grounds_of, handle_of, owners_of
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.reading import directory_of, dossier_of
from kgw_tui.workspace import Workspace


def show_command() -> click.Command:
    """`kgw show HANDLE`."""
    return command(
        "show",
        _show,
        [
            handle_argument(),
            click.Option(["--confidential"], is_flag=True, help=_("Of a meeting: its confidential items too.")),
            click.Option(["--mine"], is_flag=True, help=_("Of a meeting: your own notes (;) in it, and nothing else.")),
            click.Option(["--json", "as_json"], is_flag=True, help=_("As JSON, for other programs.")),
        ],
        short=_("Show one record: A-12, 2026-014, M-3, @name, …"),
        explains=_(
            "Show one record, whole: an action (A-12), a question (Q-3), an assumption (C-7), a decision (2026-014), "
            "a note (N-5), a visit (B-2), a meeting by its number (M-3), date, title, or last; "
            "a person (@sanne: what is open between you), or a theme ('#testing': all that bears it)."
        ),
    )


def _show(*, handle: str, confidential: bool, mine: bool, as_json: bool) -> None:
    with opened() as workspace:
        record = find_named(workspace, handle)
        takes_walls = isinstance(record, Meeting | ThemePage | CorridorNote)
        if (mine and not isinstance(record, Meeting)) or (confidential and not takes_walls):
            raise click.UsageError(_("--mine and --confidential go with a meeting only"))
        if isinstance(record, Meeting) and mine:
            _show_mine(workspace, record, as_json)
        else:
            show_record(workspace, record, confidential=confidential, as_json=as_json)


def show_record(workspace: Workspace, record: Named, *, confidential: bool = False, as_json: bool = False) -> None:
    """Put out one record, whole; of a meeting or a theme what was said in confidential items only when asked for."""
    directory = directory_of(workspace)
    match record:
        case Placed():
            _show_entry(workspace, directory, record, as_json)
        case Meeting():
            _show_meeting(workspace, record, confidential=confidential, as_json=as_json)
        case CorridorNote():
            show_note(workspace, record, confidential=confidential, as_json=as_json)
        case Visit():
            _show_visit(directory, record, as_json)
        case Person():
            show_person(workspace, record, as_json=as_json)
        case ThemePage():
            show_theme(workspace, record, confidential=confidential, as_json=as_json)


def _show_meeting(workspace: Workspace, meeting: Meeting, *, confidential: bool, as_json: bool) -> None:
    from kgw_tui.exports.options import ExportOptions
    from kgw_tui.exports.page import render_page
    from kgw_tui.exports.reading import let_through
    from kgw_tui.exports.registry import render

    dossier = dossier_of(workspace, meeting)
    if as_json:
        options = ExportOptions(language=current_language(), school=workspace.settings.school)
        say_bytes(render(dossier, "minutes", "json", options))
        warning = let_through(dossier, "json")
        if warning:
            tell(warning)
        return
    say(f"{meeting.handle} · {meeting_word(meeting)}")
    say()
    say_bytes(render_page(dossier, current_language(), confidential=confidential).encode())
    hidden = sum(section.confidential for section in dossier.sections)
    if hidden and not confidential:
        words = ngettext(
            "{count} confidential item isn't shown; --confidential shows it",
            "{count} confidential items aren't shown; --confidential shows them",
            hidden,
        )
        tell(words.format(count=hidden))


def _show_mine(workspace: Workspace, meeting: Meeting, as_json: bool) -> None:
    """The writer's own notes of a meeting, under the items in which they were typed."""
    live = LiveMeeting(workspace, meeting.id)
    titles = {item.id: item.title for item in live.items}
    notes = [(titles.get(note.item, ""), note) for note in live.private_notes()]
    if as_json:
        say_json([present({"item": title, "time": time_text(note.time), "text": note.text}) for title, note in notes])
        return
    shown = ""
    for title, note in notes:
        if title != shown:
            say(title)
            shown = title
        say("  " + " ".join(part for part in (time_text(note.time), "\n    ".join(note.text.split("\n"))) if part))
    if not notes:
        tell(_("you have no notes of your own in this meeting; a line that begins with ; makes one"))


def _show_entry(workspace: Workspace, directory: Directory, placed: Placed, as_json: bool) -> None:
    entry = placed.entry
    behind = [note.handle for note in notes_behind(workspace, entry.id)]
    if as_json:
        say_json(entry_object(workspace, directory, placed) | present({"notes": behind}))
        return
    walled = _("confidential") if placed.confidential else ""
    say(" · ".join(part for part in (handle_of(entry), kind_word(entry), entry_state(entry), walled) if part))
    say(entry.text)
    say_fields(
        [
            (_("who"), directory.names(owners_of(entry))),
            (_("review") if isinstance(entry, Decision) else _("when"), day_text(due_of(entry))),
            *_decided(workspace, placed),
            (_("outcome"), _outcome(entry)),
            (_("reported back"), day_text(entry.reported_on) if isinstance(entry, Action) else ""),
            (_("themes"), " ".join(f"#{theme}" for theme in entry.themes)),
            (_("meeting"), _where(placed)),
            (_("heard in"), ", ".join(behind)),
        ]
    )
    for again in entry.postponed if isinstance(entry, Action) else ():
        was = _("put off {day}; it was due {due}") if again.due else _("put off {day}")
        line = was.format(day=day_text(again.on), due=day_text(again.due))
        say(f"  - {line}: {again.why}" if again.why else f"  - {line}")
    for evidence in below(workspace, placed):
        say(f"  + {evidence.text}")


def _show_visit(directory: Directory, visit: Visit, as_json: bool) -> None:
    if as_json:
        say_json(visit_object(directory, visit))
        return
    when = " ".join(part for part in (day_text(visit.date), time_text(visit.time)) if part)
    say(" · ".join(part for part in (visit.handle, _(PURPOSES.get(visit.purpose, visit.purpose)), when) if part))
    say_fields(
        [
            (_("teacher"), directory.name(visit.teacher) if visit.teacher else ""),
            (_("class"), visit.class_name),
            (_("subject"), visit.subject),
        ]
    )
    for seen in visit.observations:
        say(f"  - {time_text(seen.time)} {seen.text}" if seen.time else f"  - {seen.text}")
    for rating in visit.ratings:
        say(f"  {rating.look_for}: {rating.rating}")
    if visit.strength:
        say(f"  + {visit.strength}")
    if visit.question:
        say(f"  ? {visit.question}")


def _decided(workspace: Workspace, placed: Placed) -> list[tuple[str, str]]:
    """What is known of a decision alone; its day of review stands with the others. What it stands on that is
    confidential is told of a confidential decision only.
    """
    entry = placed.entry
    if not isinstance(entry, Decision):
        return []
    known = grounds_of(workspace, entry)
    grounds = [ground.entry.text for ground in known if placed.confidential or not ground.confidential]
    return [
        (_("vote"), vote_words(entry.vote)),
        (_("condition"), entry.conditions),
        (_("measure"), entry.measure),
        (_("in force"), day_text(entry.in_force)),
        (_("stands on"), "; ".join(grounds)),
    ]


def _outcome(entry: AnyEntry) -> str:
    if not isinstance(entry, Action | Question | Assumption | Decision):
        return ""
    return " · ".join(part for part in (day_text(entry.closed_on), entry.outcome) if part)


def _where(placed: Placed) -> str:
    meeting = placed.meeting
    if meeting is None:
        return ""
    item = placed.item.title if placed.item else ""
    return " · ".join(part for part in (f"{meeting.title} {meeting.date.isoformat()}", meeting.handle, item) if part)
