"""Records as JSON objects: names that are stable, absent values left out (CAPTURE.md, "json")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from kgw_tui.cli_output import say
from kgw_tui.cli_words import day_text
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action, AnyEntry, kind_of
from kgw_tui.records.meetings import MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import GROUPS, Person, Who
from kgw_tui.records.visits import Visit
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.patterns import Pattern
from kgw_tui.usecases.listing import Placed, ThemeUse, below, handle_of
from kgw_tui.usecases.reporting import Promise, Report
from kgw_tui.workspace import Workspace

Object = dict[str, object]


def say_json(value: object) -> None:
    """Put out JSON, indented, in UTF-8."""
    say(msgspec.json.format(msgspec.json.encode(value), indent=2).decode("utf-8"))


def entry_object(workspace: Workspace, directory: Directory, placed: Placed) -> Object:
    """An entry as in the JSON of its meeting, with `meeting`, `date` and `item` added; `private` says that it is the
    writer's alone. Sources that are held back are left out.
    """
    from kgw_tui.exports.registry import entry_json

    meeting, item = placed.meeting, placed.item
    added: Object = {
        "evidence": [entry_json(entry, directory) for entry in below(workspace, placed) if not entry.held_back],
        "meeting": meeting.title if meeting else "",
        "date": meeting.date.isoformat() if meeting else "",
        "item": item.title if item else "",
        "confidential": placed.confidential,
        "private": placed.private,
    }
    return entry_json(placed.entry, directory) | _since(placed.entry) | present(added)


def promise_object(workspace: Workspace, directory: Directory, promise: Promise) -> Object:
    """What was promised in the corridor: an action, the note under which it stands, and to whom."""
    whom = directory.name(promise.whom) if promise.whom else ""
    placed = Placed(promise.action, private=True)
    return entry_object(workspace, directory, placed) | present({"note": promise.note.handle, "to": whom})


def report_object(directory: Directory, report: Report) -> Object:
    """Whom to tell what came of a note: since which day that can be done, and words to do it in."""
    return present(
        {
            "note": report.note.handle,
            "whom": directory.name(report.whom),
            "since": report.since.isoformat(),
            "words": report.words,
            "text": report.note.text,
        }
    )


def meeting_object(workspace: Workspace, meeting: Meeting) -> Object:
    """A meeting in a list: what it is called and where it stands; its entries are in `kgw show` and `kgw export`."""
    group = workspace.shared.get(GROUPS, meeting.group) if meeting.group else None
    return present(
        {
            "id": meeting.id,
            "handle": meeting.handle,
            "title": meeting.title,
            "group": group.name if group else "",
            "date": meeting.date.isoformat(),
            "start": f"{meeting.start:%H:%M}" if meeting.start else "",
            "end": f"{meeting.end:%H:%M}" if meeting.end else "",
            "place": meeting.place,
            "state": meeting.state,
            "minutes": meeting.minutes_state if meeting.state == "closed" else "",
        }
    )


def note_object(directory: Directory, note: CorridorNote) -> Object:
    """A corridor note: when it was heard is the time on the wall here."""
    heard = note.heard_at.astimezone()
    return present(
        {
            "handle": note.handle,
            "kind": note.kind,
            "date": f"{heard:%Y-%m-%d}",
            "time": f"{heard:%H:%M}",
            "text": note.text,
            "mentions": _names(directory, note.mentions),
            "themes": note.themes,
            "voices": note.voices,
            "basis": note.basis,
            "known": note.known,
            "outcome": note.outcome,
            "settled_on": day_text(note.settled_on),
            "reason": note.reason,
            "look_again": day_text(note.look_again),
            "reported_on": day_text(note.reported_on),
            "told": note.told,
            "untold": note.untold,
        }
    )


def pattern_object(pattern: Pattern) -> Object:
    """What was heard more often on one theme: how often in each week (the oldest first), and who said it, as roles."""
    return present(
        {
            "theme": pattern.theme,
            "count": len(pattern.notes),
            "since": pattern.since.isoformat(),
            "weeks": list(pattern.weeks),
            "roles": dict(pattern.roles),
            "kinds": {kind: count for kind, count in pattern.kinds if kind},
            "notes": [note.handle for note in pattern.notes],
            "waits": pattern.waits,
        }
    )


def became_object(workspace: Workspace, record: AgendaItem | AnyEntry) -> Object:
    """What a note became, or came from, in short: an agenda item with its meeting, or an entry with its number."""
    if isinstance(record, AgendaItem):
        meeting = workspace.shared.get(MEETINGS, record.meeting)
        told: Object = {"kind": "item", "title": record.title, "state": record.state}
        if meeting is not None:
            told |= {"meeting": meeting.title, "date": meeting.date.isoformat(), "in": meeting.handle}
        return present(told)
    status = getattr(record, "status", "") or getattr(record, "state", "")
    return present({"kind": kind_of(record), "handle": handle_of(record), "text": record.text, "status": status})


def visit_object(directory: Directory, visit: Visit) -> Object:
    """A visit with all that was kept of it."""
    return present(
        {
            "handle": visit.handle,
            "purpose": visit.purpose,
            "date": visit.date.isoformat(),
            "time": f"{visit.time:%H:%M}" if visit.time else "",
            "teacher": directory.name(visit.teacher) if visit.teacher else "",
            "class": visit.class_name,
            "subject": visit.subject,
            "observations": [
                present({"time": f"{seen.time:%H:%M}" if seen.time else "", "text": seen.text})
                for seen in visit.observations
            ],
            "ratings": {rating.look_for: rating.rating for rating in visit.ratings},
            "strength": visit.strength,
            "question": visit.question,
        }
    )


def person_object(person: Person) -> Object:
    """Somebody known; `left` of who isn't there any more."""
    return present(
        {"name": person.name, "aliases": person.aliases, "function": person.function, "left": not person.active}
    )


def theme_object(use: ThemeUse) -> Object:
    """A theme, how many entries bear it, and when it last came up."""
    return present({"theme": use.theme, "count": use.count, "last": use.last.isoformat() if use.last else ""})


def present(fields: Mapping[str, object]) -> Object:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value not in ("", (), [], {}, None, False)}


def _since(entry: AnyEntry) -> Object:
    """What happened to an action since: how often it was put off, and that whoever it was promised to has heard."""
    if not isinstance(entry, Action):
        return {}
    put_off = [
        present({"on": each.on.isoformat(), "due": day_text(each.due), "why": each.why}) for each in entry.postponed
    ]
    return present({"postponed": put_off, "reported_on": day_text(entry.reported_on)})


def _names(directory: Directory, whos: Iterable[Who]) -> list[str]:
    return [directory.name(who) for who in whos]
