"""Records as JSON objects: names that are stable, absent values left out (CAPTURE.md, "json")."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from kgw_tui.cli_output import say
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.meetings import Meeting
from kgw_tui.records.people import GROUPS, Person, Who
from kgw_tui.records.visits import Visit
from kgw_tui.rules.directory import Directory
from kgw_tui.usecases.listing import Placed, ThemeUse, below
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
    return entry_json(placed.entry, directory) | present(added)


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
        }
    )


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
    """Somebody known."""
    return present({"name": person.name, "aliases": person.aliases, "function": person.function})


def theme_object(use: ThemeUse) -> Object:
    """A theme, how many entries bear it, and when it last came up."""
    return present({"theme": use.theme, "count": use.count, "last": use.last.isoformat() if use.last else ""})


def present(fields: Object) -> Object:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value not in ("", (), [], {}, None, False)}


def _names(directory: Directory, whos: Iterable[Who]) -> list[str]:
    return [directory.name(who) for who in whos]
