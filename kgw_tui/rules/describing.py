"""What a record says, field by field in words, so that what it was can be laid beside what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kgw_tui.i18n import N_, _, ngettext
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import (
    KIND_OF,
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Entry,
    Movement,
    PrivateNote,
    Question,
    kind_of,
)
from kgw_tui.records.meetings import AgendaItem, Attendee, Meeting
from kgw_tui.records.people import Person, Who
from kgw_tui.records.record import Record
from kgw_tui.records.visits import Visit
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.numbers import told_successor
from kgw_tui.rules.wording import (
    PURPOSES,
    absence_word,
    item_word,
    kind_word,
    minutes_word,
    outcome_word,
    phase_word,
    standing_word,
    state_word,
    task_word,
    vote_words,
)


@dataclass(frozen=True)
class Said:
    """One field in words: the name by which programs know it, what it is called, what it says (with line breaks where
    it was typed so), and the same for programs. `usual` marks what goes without saying of a record that is new.
    """

    field: str
    label: str
    words: str
    plain: object
    usual: bool = False


@dataclass(frozen=True)
class Names:
    """How a day is said, and what the ids in a record lead to, in words: "" for what isn't to be told.

    `confidential` tells that what was said in confidential items may be told; `walled` holds the numbers of those of
    the meeting that is described, `guests` those guests of single items of whom may be told (see `walled_off`).
    """

    directory: Directory
    day: Callable[[dt.date], str]
    item: Callable[[str], str]
    entry: Callable[[str], str]
    meeting: Callable[[str], str]
    group: Callable[[str], str]
    series: Callable[[str], str]
    confidential: bool = False
    walled: frozenset[int] = frozenset()
    guests: frozenset[Who] = frozenset()

    def who(self, who: Who | None) -> str:
        """Somebody by name; "" for nobody."""
        return self.directory.name(who) if who is not None else ""

    def whos(self, whos: Iterable[Who]) -> list[str]:
        """Several by name."""
        return [self.directory.name(who) for who in whos]


LABELS: Final[dict[str, str]] = {
    "text": N_("text"),
    "kind": N_("kind"),
    "handle": N_("number"),
    "meeting": N_("meeting"),
    "item": N_("item"),
    "parent": N_("belongs to"),
    "phase": N_("phase"),
    "time": N_("time"),
    "themes": N_("themes"),
    "held_back": N_("kept out"),
    "owners": N_("who"),
    "due": N_("when"),
    "priority": N_("urgent"),
    "status": N_("status"),
    "kept_in": N_("relevant still in"),
    "outcome": N_("outcome"),
    "closed_on": N_("since"),
    "state": N_("status"),
    "vote": N_("vote"),
    "conditions": N_("condition"),
    "stands_on": N_("stands on"),
    "measure": N_("measure"),
    "review": N_("review"),
    "in_force": N_("in force"),
    "replaced_by": N_("replaced by"),
    "who": N_("who"),
    "title": N_("title"),
    "minutes": N_("time for it"),
    "extra": N_("more time"),
    "confidential": N_("confidential"),
    "running": N_("clock"),
    "led_by": N_("led by"),
    "papers": N_("papers"),
    "facts": N_("heard beforehand"),
    "carried_from": N_("comes from"),
    "adopts": N_("adopts the minutes of"),
    "series": N_("part of the series"),
    "group": N_("group"),
    "date": N_("day"),
    "start": N_("start"),
    "end": N_("end"),
    "place": N_("place"),
    "chair": N_("chair"),
    "minute_taker": N_("minute-taker"),
    "attendees": N_("who was there"),
    "minutes_state": N_("minutes"),
    "adopted_on": N_("adopted on"),
    "current_item": N_("item"),
    "copies_to": N_("copy to"),
    "name": N_("name"),
    "aliases": N_("also called"),
    "function": N_("function"),
    "active": N_("still here"),
    "mentions": N_("about"),
    "purpose": N_("purpose"),
    "teacher": N_("teacher"),
    "class_name": N_("class"),
    "subject": N_("subject"),
    "observations": N_("seen"),
    "ratings": N_("look-fors"),
    "strength": N_("strength"),
    "question": N_("question"),
}
"""What the fields are called, as they stand before what they say."""


_PLACES: Final = {field: place for place, field in enumerate(LABELS)}


def place_of(field: str) -> int:
    """Where a field stands among the others of its record."""
    return _PLACES.get(field.partition(":")[0], len(_PLACES))


def describe(record: Record, names: Names) -> list[Said]:
    """The fields of a record that say something to people, those that are filled; order, moments of writing and the
    like are left out. Of a record of another kind than those known here, nothing.
    """
    match record:
        case Entry():
            said = _entry(record, names)
        case AgendaItem():
            said = _item(record, names)
        case Meeting():
            said = _meeting(record, names)
        case Person():
            said = _person(record)
        case PrivateNote():
            said = [_field("text", record.text), _field("item", names.item(record.item)), _time("time", record.time)]
        case CorridorNote():
            said = _note(record, names)
        case Visit():
            said = _visit(record, names)
        case _:
            said = []
    return [each for each in said if each.words]


def _entry(entry: Entry, names: Names) -> list[Said]:
    said = [
        _field("text", entry.text),
        _coded("kind", _kind_words(entry), _kind_code(entry)),
        _field("item", names.item(entry.item)),
        _field("parent", names.entry(entry.parent)),
        _coded("phase", phase_word(entry.phase).lower(), entry.phase),
        _time("time", entry.time),
        _several("themes", [f"#{theme}" for theme in entry.themes], " "),
        _flag("held_back", entry.held_back),
    ]
    match entry:
        case Action() | Question():
            said += _task(entry, names)
        case Assumption():
            said += [
                _field("handle", entry.handle),
                _coded("status", outcome_word(entry), entry.status, usual=entry.status == "untested"),
                _field("outcome", entry.outcome),
                _day(names, "closed_on", entry.closed_on),
            ]
        case Decision():
            said += _decision(entry, names)
        case Movement():
            said.append(_field("who", names.who(entry.who)))
        case _:
            pass
    return said


def _kind_words(entry: Entry) -> str:
    if isinstance(entry, Movement):
        return _("came in") if entry.arrives else _("left")
    return kind_word(kind_of(entry)) if isinstance(entry, AnyEntry) else ""


def _kind_code(entry: Entry) -> str:
    return KIND_OF[type(entry)] if isinstance(entry, AnyEntry) else ""


def _task(task: Action | Question, names: Names) -> list[Said]:
    return [
        _field("handle", task.handle),
        _several("owners", names.whos(task.owners)),
        _day(names, "due", task.due),
        _flag("priority", isinstance(task, Action) and task.priority),
        _coded("status", task_word(task), task.status, usual=task.status == "open"),
        _field("outcome", task.outcome),
        _day(names, "closed_on", task.closed_on),
        _field("kept_in", names.meeting(task.kept_in)),
    ]


def _decision(decision: Decision, names: Names) -> list[Said]:
    successor = decision.replaced_by if names.confidential else told_successor(decision)
    grounds = [words for each in decision.stands_on if (words := names.entry(each))]
    return [
        _field("handle", decision.handle),
        _coded("state", state_word(decision), decision.state, usual=decision.state == "definite"),
        _field("vote", vote_words(decision.vote)),
        _field("conditions", decision.conditions),
        _several("stands_on", grounds, "; "),
        _field("measure", decision.measure),
        _day(names, "review", decision.review),
        _day(names, "in_force", decision.in_force),
        _field("outcome", decision.outcome),
        _field("replaced_by", successor if decision.state != "replaced" else "", plain=successor),
        _day(names, "closed_on", decision.closed_on),
    ]


def _item(item: AgendaItem, names: Names) -> list[Said]:
    minutes = "" if item.minutes is None else _minutes(item.minutes)
    return [
        _field("title", item.title),
        _field("minutes", minutes, plain=item.minutes),
        _field("extra", _minutes(item.extra) if item.extra else "", plain=item.extra),
        _coded("phase", phase_word(item.phase).lower(), item.phase),
        _flag("confidential", item.confidential),
        _coded("state", item_word(item), item.state, usual=item.state == "open"),
        _coded("running", _("runs") if item.running_since else _("stands still"), bool(item.running_since), usual=True),
        _field("led_by", names.who(item.led_by)),
        _several("papers", item.papers),
        _several("facts", item.facts, "; "),
        _field("carried_from", names.entry(item.carried_from) or names.item(item.carried_from)),
        _field("adopts", names.meeting(item.adopts)),
    ]


def _meeting(meeting: Meeting, names: Names) -> list[Said]:
    minutes = minutes_word(meeting) if meeting.state == "closed" else ""
    return [
        _field("title", meeting.title),
        _field("handle", meeting.handle),
        _field("series", names.series(meeting.series)),
        _field("group", names.group(meeting.group)),
        _day(names, "date", meeting.date),
        _time("start", meeting.start),
        _time("end", meeting.end),
        _field("place", meeting.place),
        _field("chair", names.who(meeting.chair)),
        _field("minute_taker", names.who(meeting.minute_taker)),
        *_attendees(meeting.attendees, names),
        _coded("state", standing_word(meeting), meeting.state, usual=meeting.state == "planned"),
        _coded("minutes_state", minutes, meeting.minutes_state, usual=meeting.minutes_state == "draft"),
        _day(names, "adopted_on", meeting.adopted_on),
        _field("current_item", names.item(meeting.current_item)),
        _several("copies_to", names.whos(meeting.copies_to)),
    ]


def _attendees(attendees: Sequence[Attendee], names: Names) -> list[Said]:
    """A field for each, so that one who is added doesn't repeat the others. Where there are confidential items,
    nothing is told of guests who now are there for those alone, or for none: numbers of items don't stay the same.
    """
    said: list[Said] = []
    for attendee in attendees:
        items = tuple(n for n in attendee.guest_items if names.confidential or n not in names.walled)
        walled = names.walled and not names.confidential and attendee.who not in names.guests
        if attendee.guest_items and (walled or not items):
            continue
        name = names.who(attendee.who)
        said.append(Said(f"attendees:{name}", name, _attendance(attendee, items), _attendance_code(attendee)))
    return said


def _attendance(attendee: Attendee, items: Sequence[int]) -> str:
    said = _("present") if attendee.present else absence_word(attendee)
    if attendee.present is None:
        said = _("expected")
    if not attendee.guest:
        return said
    if not items:
        return _("{state}, as a guest").format(state=said)
    words = ngettext("{state}, as a guest of item {items}", "{state}, as a guest of items {items}", len(items))
    return words.format(state=said, items=", ".join(map(str, items)))


def _attendance_code(attendee: Attendee) -> str:
    return "expected" if attendee.present is None else "present" if attendee.present else "absent"


def _person(person: Person) -> list[Said]:
    return [
        _field("name", person.name),
        _several("aliases", person.aliases),
        _field("function", person.function),
        _coded("active", _yes(person.active) or _("no"), person.active, usual=person.active),
    ]


def _note(note: CorridorNote, names: Names) -> list[Said]:
    heard = note.heard_at.astimezone()
    return [
        _field("text", note.text),
        _field("handle", note.handle),
        _several("mentions", names.whos(note.mentions)),
        _several("themes", [f"#{theme}" for theme in note.themes], " "),
        _field("time", f"{names.day(heard.date())} {heard:%H:%M}", plain=heard.isoformat(timespec="minutes")),
    ]


def _visit(visit: Visit, names: Names) -> list[Said]:
    seen = "\n".join(f"{each.time:%H:%M} {each.text}" if each.time else each.text for each in visit.observations)
    return [
        _field("handle", visit.handle),
        _day(names, "date", visit.date),
        _time("time", visit.time),
        _coded("purpose", _(PURPOSES.get(visit.purpose, visit.purpose)), visit.purpose),
        _field("teacher", names.who(visit.teacher)),
        _field("class_name", visit.class_name),
        _field("subject", visit.subject),
        _field("observations", seen),
        _several("ratings", [f"{each.look_for}: {each.rating}" for each in visit.ratings], "; "),
        _field("strength", visit.strength),
        _field("question", visit.question),
    ]


def _field(field: str, words: str, *, plain: object = None) -> Said:
    return Said(field, _(LABELS[field]), words, words if plain is None else plain)


def _coded(field: str, words: str, code: object, *, usual: bool = False) -> Said:
    return Said(field, _(LABELS[field]), words, code, usual)


def _several(field: str, words: Sequence[str], between: str = ", ") -> Said:
    return Said(field, _(LABELS[field]), between.join(words), list(words))


def _flag(field: str, set_: bool) -> Said:
    return Said(field, _(LABELS[field]), _yes(set_), set_)


def _yes(set_: bool) -> str:
    return _("yes") if set_ else ""


def _day(names: Names, field: str, day: dt.date | None) -> Said:
    return Said(field, _(LABELS[field]), names.day(day) if day else "", day.isoformat() if day else "")


def _time(field: str, time: dt.time | None) -> Said:
    said = f"{time:%H:%M}" if time else ""
    return Said(field, _(LABELS[field]), said, said)


def _minutes(minutes: int) -> str:
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
