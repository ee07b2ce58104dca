"""A meeting as JSON for other programs, with names that stay as they are (CAPTURE.md, "json")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import msgspec

from kgw_tui.i18n import language
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Evidence, Movement, Question, Vote, kind_of
from kgw_tui.records.meetings import AgendaItem, Attendee
from kgw_tui.records.people import Who
from kgw_tui.rules.attendance import walled_off
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import Dossier, Origin
from kgw_tui.rules.numbers import told_successor

from .earlier import Before, open_before, settled
from .options import ExportOptions
from .reading import Line, Part, Reading, grounds, read

Object: TypeAlias = dict[str, object]


def meeting_json(dossier: Dossier, options: ExportOptions) -> bytes:
    """The meeting alone, as `{"meeting": {...}}`; `settled` holds what came of actions and questions of earlier ones.

    For the group itself confidential items stand in their place, marked; for others they have no entries.
    """
    with language(options.language):
        reading = read(dossier, options, walls=False)
        return _encoded({"meeting": _meeting(reading)})


def list_json(dossiers: Sequence[Dossier], options: ExportOptions, kind: type[Action] | type[Decision]) -> bytes:
    """The actions or the decisions as a list of entries, each with its `meeting`, `date` and `item`.

    As in the other formats, those of confidential items are there only with `options.confidential`.
    """
    with language(options.language):
        objects: list[Object] = []
        for dossier in dossiers:
            reading = read(dossier, options)
            where: Object = {"meeting": dossier.meeting.title, "date": dossier.meeting.date.isoformat()}
            for part, line, _entry in reading.of(kind):
                confidential = part.section.confidential
                objects.append(
                    _line(reading, line) | where | {"item": part.title} | _present(confidential=confidential)
                )
        if kind is Action:
            open_ones = open_before(dossiers, options)
            objects = [_earlier(before) for before in open_ones if isinstance(before.entry, Action)] + objects
        return _encoded(objects)


def entry_json(entry: AnyEntry, directory: Directory) -> Object:
    """One entry under the stable names; what belongs to it (evidence) and where it was said are added by others."""
    names: Object = {}
    if isinstance(entry, Action | Question):
        names = {"owners": _names(directory, entry.owners)}
    themes: Object = {} if isinstance(entry, Evidence) and not entry.themes else {"themes": list(entry.themes)}
    status = _status(entry)
    return (
        _present(handle=_handle(entry), kind=kind_of(entry), phase=entry.phase, time=_time(entry.time))
        | {"text": entry.text}
        | names
        | _present(due=_day(getattr(entry, "due", None)), priority=getattr(entry, "priority", False))
        | _present(mentions=_names(directory, entry.mentions))
        | themes
        | _present(status=status)
        | (_decided(entry) if isinstance(entry, Decision) else {})
        | _present(closed_on=_day(getattr(entry, "closed_on", None)), outcome=getattr(entry, "outcome", ""))
    )


def _meeting(reading: Reading) -> Object:
    dossier = reading.dossier
    meeting, directory = dossier.meeting, dossier.directory
    hidden = frozenset[Who]() if reading.options.audience == "group" else walled_off(dossier)
    attendees = [attendee for attendee in meeting.attendees if attendee.who not in hidden]
    here = [attendee for attendee in attendees if attendee.present and not attendee.guest]
    guests = [attendee for attendee in attendees if attendee.present and attendee.guest]
    away = [attendee for attendee in attendees if attendee.present is False]
    unknown = [attendee for attendee in attendees if attendee.present is None]
    moves = [movement for movement in dossier.movements if not movement.held_back and movement.who not in hidden]
    return (
        _present(handle=meeting.handle)
        | {"title": meeting.title}
        | _present(group=dossier.group.name if dossier.group else "")
        | {"date": meeting.date.isoformat()}
        | _present(start=_time(meeting.start), end=_time(meeting.end), place=meeting.place)
        | _present(chair=_name(directory, meeting.chair), minute_taker=_name(directory, meeting.minute_taker))
        | {
            "present": _names(directory, (attendee.who for attendee in here)),
            "absent": [_absent(directory, attendee) for attendee in away],
        }
        | _present(presence_unknown=_names(directory, (attendee.who for attendee in unknown)))
        | _present(guests=[_guest(reading, attendee) for attendee in guests])
        | _present(copies_to=_names(directory, meeting.copies_to))
        | _present(movements=[_movement(directory, movement) for movement in moves])
        | _present(minutes_state=meeting.minutes_state, adopted_on=_day(meeting.adopted_on))
        | {"items": [_item(reading, part) for part in reading.parts]}
        | _present(settled=[_earlier(before) for before in settled([dossier], reading.options)])
    )


def _earlier(before: Before) -> Object:
    where: Object = {"meeting": before.meeting.title, "date": before.meeting.date.isoformat(), "item": before.item}
    return entry_json(before.entry, before.dossier.directory) | where


def _item(reading: Reading, part: Part) -> Object:
    item = part.section.item
    return (
        {"title": part.title}
        | (_about(reading, item) if item and not part.walled else {})
        | _present(confidential=part.section.confidential)
        | {"entries": [_line(reading, line) for line in part.lines]}
    )


def _about(reading: Reading, item: AgendaItem) -> Object:
    """What is known of an item itself; its state where it isn't finished."""
    origins = reading.dossier.origins
    carried, adopted = origins.get(item.carried_from), origins.get(item.adopts)
    unfinished = item.state if item.state in {"parked", "deferred", "dropped"} else ""
    may_tell = carried and (item.confidential or not carried.confidential)
    return (
        _present(minutes=item.minutes, state=unfinished, led_by=_name(reading.dossier.directory, item.led_by))
        | _present(papers=list(item.papers))
        | _present(carried_from=_origin(carried) if carried and may_tell else None)
        | _present(adopts=_origin(adopted) if adopted else None)
    )


def _origin(origin: Origin) -> Object:
    meeting = origin.meeting
    where: Object = {"meeting": meeting.title, "date": meeting.date.isoformat()}
    return _present(handle=meeting.handle) | where | _present(item=origin.text)


def _line(reading: Reading, line: Line) -> Object:
    written = entry_json(line.entry, reading.dossier.directory)
    if isinstance(line.entry, Decision):
        written |= _present(stands_on=[_ground(ground) for ground in grounds(reading, line.entry)])
    return written | _present(evidence=[_line(reading, below) for below in line.below])


def _ground(line: Line) -> Object:
    return _present(handle=_handle(line.entry), kind=kind_of(line.entry)) | {"text": line.text}


def _decided(decision: Decision) -> Object:
    return _present(
        vote=_vote(decision.vote),
        conditions=decision.conditions,
        measure=decision.measure,
        review=_day(decision.review),
        in_force=_day(decision.in_force),
        replaced_by=told_successor(decision),
    )


def _vote(vote: Vote | None) -> Object | None:
    if vote is None:
        return None
    if vote.unanimous:
        return {"unanimous": True}
    return {"in_favour": vote.in_favour, "against": vote.against, "abstained": vote.abstained}


def _status(entry: AnyEntry) -> str:
    if isinstance(entry, Decision):
        return entry.state
    return entry.status if isinstance(entry, Action | Question | Assumption) else ""


def _handle(entry: AnyEntry) -> str:
    return entry.handle if isinstance(entry, Action | Question | Assumption | Decision) else ""


def _movement(directory: Directory, movement: Movement) -> Object:
    return _present(time=_time(movement.time)) | {"name": directory.name(movement.who), "arrives": movement.arrives}


def _absent(directory: Directory, attendee: Attendee) -> Object:
    notice: Object = {} if attendee.notice is None else {"notice": attendee.notice}
    return {"name": directory.name(attendee.who)} | notice


def _guest(reading: Reading, attendee: Attendee) -> Object:
    walled = {part.number for part in reading.parts if part.walled}
    items = [number for number in attendee.guest_items if number not in walled]
    return {"name": reading.dossier.directory.name(attendee.who)} | _present(items=items)


def _names(directory: Directory, whos: Iterable[Who]) -> list[str]:
    return [directory.name(who) for who in whos]


def _name(directory: Directory, who: Who | None) -> str:
    return directory.name(who) if who else ""


def _time(time: dt.time | None) -> str:
    return f"{time:%H:%M}" if time else ""


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _present(**fields: object) -> Object:
    """The fields that have a value (CAPTURE.md: "absent values are left out")."""
    return {name: value for name, value in fields.items() if value not in ("", None, False, [])}


def _encoded(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
