"""Any meeting at all, as records: every kind and state, awkward text and names; and what two of them have in common."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import strategies as st

from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Entry,
    Evidence,
    Movement,
    Note,
    Parked,
    Postponement,
    Question,
    Vote,
    kind_of,
)
from kgw_tui.records.meetings import AgendaItem, Attendee, Meeting
from kgw_tui.records.people import Group, Person, Who
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import Dossier, Origin, put_together
from kgw_tui.text import clean, clean_line
from tests.capture.line_samples import MADE, awkward

NAMES = (
    *("Sanne de Wit", "Jan Pol", "Jan Bakker", "Ans Vis", "Ans Vis", "ANS VIS", "Fatma Yıldırım", "José Ørsted"),
    *("Gijs van 't Hof", "Siobhán O'Brien", "J.P. van den Berg", "Peter-Paul Koch", "Jan", "Team", "MR de Boer", "Ik"),
    *(
        "k[n",
        "[m]",
        "Van Dam en Zoon",
        "Pol, Jan",
        "Kees (ICT)",
        '"Bas" Jansen',
        "=x",
        "@x",
        "a\\b",
        "李小龍",
        "محمد علي",
        "😀",
    ),
    *("Behalve Ans", "x  y", "2", "Mr. X", "punt 2"),
)
_TEXTS = st.one_of(
    awkward(),
    st.sampled_from(
        (
            "Toetskalender per klas uitdraaien",
            "datum: 3 december",
            "\\datum: 3 december",
            "vergadering: zo heet dat",
            "## geen punt",
            "[hoe]",
            "[-]",
            "  + geen bron",
            "a\n    b",
            "a\n\n\nb",
            "a\n  \n\\\n\\\\\n+ b\n! c\n[waarom]\n## d\n; e",
            "tekst {klopt}",
            "tekst {gedaan: zo\nzit dat} {a1}",
            "tekst \\{klopt}\\",
            "{komt: Jan Pol}",
            "13:04 uur is te laat",
            "1 " * 3000,
            "é\u0301\u202e x \u200d ☃",
            "a, b en c (mk)",
            "Kan dat?",
            "Kan dat?\\",
        )
    ),
).map(lambda text: clean(text).strip())
SOME_TEXT = _TEXTS.filter(bool)
MAYBE_TEXT = st.one_of(st.just(""), _TEXTS)
ONE_LINE = _TEXTS.map(lambda text: " ".join(clean_line(text).split()))
_PAPERS = ("Nota; versie 2", "a\\;b", "\\", "C:\\map", "; los", "x}")
_DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2035, 12, 31))
_MAYBE_DAY = st.one_of(st.none(), _DAYS)
_PUT_OFF = st.builds(Postponement, on=_DAYS, due=_MAYBE_DAY, why=MAYBE_TEXT)
_TIMES = st.one_of(st.none(), st.times().map(lambda time: time.replace(second=0, microsecond=0)))
_THEMES = st.lists(
    st.sampled_from(("toetsing", "rooster", "open dag", "3havo", "a}b", "x-", "c#")), max_size=2, unique=True
).map(tuple)
_PHASES = st.sampled_from(("", "why", "what", "how"))
_STRANGERS = (Who(name="congrescie"), Who(name="Jan"), Who(name="sanne"), Who(name='a"b}|c'), Who(name="Oud Collega"))
_ROLES = (Who(role="student"), Who(role="all"), Who(role="council"), Who(role="zorgteam"))


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """A meeting with up to five items and up to four entries in each, and one in which people share their names."""
    count = itertools.count(1)
    people = [
        Person(id=f"person-{number}", created_at=MADE, name=name, aliases=aliases)
        for number, (name, aliases) in enumerate(
            draw(
                st.lists(
                    st.tuples(st.sampled_from(NAMES), st.sampled_from(((), (), ("jp",), ("Jan", "x.y"), ("team",)))),
                    max_size=7,
                )
            )
        )
    ]
    everybody = [*(Who(person=person.id) for person in people), *_STRANGERS, *_ROLES]
    meeting = draw(_meetings(everybody))
    origins = draw(_origins(meeting))
    group = draw(
        st.one_of(st.none(), st.builds(lambda name: Group(id="g", created_at=MADE, name=name), ONE_LINE.filter(bool)))
    )
    items = [draw(_items(f"item-{number}", number, everybody, origins)) for number in range(draw(st.integers(0, 4)))]
    entries: list[AnyEntry] = []
    for item in ["", *(item.id for item in items)]:
        for _number in range(draw(st.integers(0, 4))):
            entry = draw(_entries(f"e{next(count):03}", everybody))
            entries.append(_set(entry, item=item, order=float(len(entries))))
    entries = [draw(_linked(entry, entries)) for entry in entries]
    return put_together(meeting, items, entries, Directory(tuple(people)), group=group, origins=origins)


@st.composite
def _origins(draw: st.DrawFn, meeting: Meeting) -> dict[str, Origin]:
    """Earlier meetings, each with something that came from it."""
    origins: dict[str, Origin] = {}
    for number in range(draw(st.integers(0, 2))):
        date = meeting.date - dt.timedelta(days=draw(st.integers(1, 400)))
        earlier = Meeting(id=f"before-{number}", created_at=MADE, handle=f"M-{number + 1}", date=date)
        origins[earlier.id] = Origin(earlier)
        origins[f"said-{number}"] = Origin(earlier, draw(ONE_LINE.filter(bool)))
    return origins


@st.composite
def _meetings(draw: st.DrawFn, everybody: list[Who]) -> Meeting:
    who = st.sampled_from(everybody)
    attendees = draw(st.lists(who, max_size=6, unique=True))
    state = draw(st.sampled_from(("draft", "reviewed", "sent", "adopted")))
    return Meeting(
        id="m",
        created_at=MADE,
        title=draw(ONE_LINE),
        group="g",
        date=draw(_DAYS),
        start=draw(_TIMES),
        end=draw(_TIMES),
        place=draw(ONE_LINE),
        chair=draw(st.one_of(st.none(), who)),
        minute_taker=draw(st.one_of(st.none(), who)),
        attendees=tuple(draw(_attendees(attendee)) for attendee in attendees),
        agenda=draw(st.sampled_from(("", "mt"))),
        minutes_state=state,
        adopted_on=draw(_MAYBE_DAY) if state == "adopted" else None,
        copies_to=tuple(draw(st.lists(who, max_size=2, unique=True))),
        state="closed",
    )


@st.composite
def _attendees(draw: st.DrawFn, who: Who) -> Attendee:
    present, guest = draw(st.sampled_from((True, False, None))), draw(st.booleans())
    return Attendee(
        who,
        present=present,
        guest=guest,
        notice=draw(st.sampled_from((None, True, False))) if present is False else None,
        guest_items=tuple(draw(st.lists(st.integers(1, 30), max_size=3, unique=True))) if guest else (),
    )


@st.composite
def _items(draw: st.DrawFn, key: str, number: int, everybody: list[Who], origins: dict[str, Origin]) -> AgendaItem:
    title = draw(ONE_LINE.filter(bool))
    adopted = [origin for origin, what in origins.items() if not what.text]
    said = [origin for origin, what in origins.items() if what.text]
    return AgendaItem(
        id=key,
        created_at=MADE,
        meeting="m",
        order=float(number),
        title=title,
        minutes=draw(st.one_of(st.none(), st.integers(0, 999))),
        phase=draw(_PHASES),
        confidential=draw(st.booleans()),
        state=draw(st.sampled_from(("open", "done", "parked", "deferred", "dropped"))),
        spent=draw(st.sampled_from((0, 0, 30, 60, 3725))),
        lead=draw(st.sampled_from(("", "chair"))),
        template=draw(st.sampled_from(("", "mt-question"))),
        hint=draw(st.one_of(st.just(""), ONE_LINE)),
        led_by=draw(st.one_of(st.none(), st.sampled_from(everybody))),
        facts=tuple(draw(st.lists(ONE_LINE.filter(bool), max_size=2))),
        papers=tuple(draw(st.lists(st.one_of(ONE_LINE, st.sampled_from(_PAPERS)).filter(bool), max_size=3))),
        adopts=draw(st.sampled_from(("", *adopted))),
        carried_from=draw(st.sampled_from(("", *said))),
    )


@st.composite
def _entries(draw: st.DrawFn, key: str, everybody: list[Who]) -> AnyEntry:
    whos = st.lists(st.sampled_from(everybody), max_size=2, unique=True).map(tuple)
    common: dict[str, Any] = {"id": key, "created_at": MADE, "meeting": "m", "time": draw(_TIMES)}
    common["held_back"] = draw(st.integers(0, 9)) == 0
    kind = draw(st.sampled_from((Note, Action, Question, Assumption, Decision, Evidence, Evidence, Parked, Movement)))
    if kind is Movement:
        return Movement(**common, text="", who=draw(st.sampled_from(everybody)), arrives=draw(st.booleans()))
    common |= {"text": draw(SOME_TEXT), "mentions": draw(whos), "themes": draw(_THEMES), "phase": draw(_PHASES)}
    if kind in {Action, Question}:
        common |= {"owners": draw(whos), "due": draw(_MAYBE_DAY)}
    if kind is Action:
        common["priority"] = draw(st.booleans())
        common["status"] = draw(st.sampled_from(("open", "done", "dropped")))
        common["postponed"] = tuple(draw(st.lists(_PUT_OFF, max_size=3)))
        common["reported_on"] = draw(_MAYBE_DAY)
    if kind is Question:
        common["status"] = draw(st.sampled_from(("open", "answered", "dropped")))
    if kind is Assumption:
        states = ("untested", "holds", "partly", "refuted", "unknown", "accepted-risk", "parked")
        common["status"] = draw(st.sampled_from(states))
    if kind in {Action, Question, Assumption, Decision}:
        common |= {"closed_on": draw(_MAYBE_DAY), "outcome": draw(MAYBE_TEXT)}
    if kind is Decision:
        common |= draw(_decided(key))
    return kind(**common)


@st.composite
def _decided(draw: st.DrawFn, key: str) -> dict[str, object]:
    states = ("proposed", "for-advice", "for-consent", "definite", "withdrawn", "replaced")
    votes = st.builds(Vote, st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.booleans())
    state = draw(st.sampled_from(states))
    return {
        "state": state,
        "replaced_by": draw(st.sampled_from(("", "2026-014", "V-03"))) if state == "replaced" else "",
        "handle": f"2026-{key[1:]}",
        "vote": draw(st.one_of(st.none(), votes)),
        "conditions": draw(MAYBE_TEXT),
        "measure": draw(MAYBE_TEXT),
        "review": draw(_MAYBE_DAY),
        "in_force": draw(_MAYBE_DAY),
    }


@st.composite
def _linked(draw: st.DrawFn, entry: AnyEntry, entries: list[AnyEntry]) -> AnyEntry:
    """`entry`, belonging to another and standing on others; mostly as lines do, and now and then in any way."""
    others = [other for other in entries if other.id != entry.id and not isinstance(other, Movement)]
    near = [other for other in others if other.item == entry.item and other.order < entry.order]
    chance = draw(st.integers(0, 9))
    if isinstance(entry, Evidence) and near and chance > 2:
        entry = _set(entry, parent=draw(st.sampled_from(near)).id)
    elif others and chance == 0 and not isinstance(entry, Movement):
        entry = _set(entry, parent=draw(st.sampled_from(others)).id)
    if isinstance(entry, Decision) and others:
        grounds = draw(st.lists(st.sampled_from([other.id for other in others]), max_size=3, unique=True))
        entry = _set(entry, stands_on=tuple(grounds))
    return entry


def _set(entry: AnyEntry, **fields: object) -> AnyEntry:
    return msgspec.structs.replace(entry, **fields)


def essence(dossier: Dossier) -> dict[str, Any]:
    """All that belongs to a meeting, without ids, the handles of other records than decisions, stamps and order values.

    People are their names; of several with one name, the first to be named is the first. Who is present, a guest,
    absent or expected are four lists: a document can't say more about their order. What an item comes from is the day,
    the handle and the name of it.
    """
    meeting, names = dossier.meeting, _Names(dossier.directory)
    places = {entry.id: place for place, entry in enumerate(dossier.entries())}
    groups = [
        [attendee for attendee in meeting.attendees if not attendee.guest and attendee.present],
        [attendee for attendee in meeting.attendees if attendee.guest],
        [attendee for attendee in meeting.attendees if not attendee.guest and attendee.present is False],
        [attendee for attendee in meeting.attendees if not attendee.guest and attendee.present is None],
    ]
    return {
        "title": meeting.title,
        "group": dossier.group.name if dossier.group else "",
        "date": meeting.date,
        "times": (meeting.start, meeting.end),
        "place": meeting.place,
        "chair": names.of(meeting.chair),
        "minute_taker": names.of(meeting.minute_taker),
        "attendees": [
            [(names.of(each.who), each.present, each.notice, each.guest, each.guest_items) for each in group]
            for group in groups
        ],
        "copies": [names.of(who) for who in meeting.copies_to],
        "minutes": (meeting.minutes_state, meeting.adopted_on),
        "agenda": meeting.agenda,
        "sections": [
            {
                "item": _item(section.item, dossier, names) if section.item else None,
                "entries": [_entry(entry, names, places) for entry in section.entries],
            }
            for section in dossier.sections
        ],
    }


def _item(item: AgendaItem, dossier: Dossier, names: _Names) -> dict[str, Any]:
    led_by, *origins = names.of(item.led_by), *map(dossier.origins.get, (item.adopts, item.carried_from))
    fields = _fields(item, "id", "meeting", "order", "running_since", "led_by", "adopts", "carried_from")
    return fields | {
        "led_by": led_by,
        "origins": [(each.meeting.date, each.meeting.handle, each.text) if each else None for each in origins],
    }


class _Names:
    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.met: dict[str, list[str]] = {}

    def of(self, who: Who | None) -> object:
        if who is None or not who.person:
            return who
        name = self.directory.name(who)
        met = self.met.setdefault(name, [])
        if who.person not in met:
            met.append(who.person)
        return name, met.index(who.person)


def _entry(entry: AnyEntry, names: _Names, places: dict[str, int]) -> dict[str, Any]:
    fields = _fields(entry, "id", "meeting", "item", "order", "parent", "stands_on", "owners", "mentions", "who")
    if not isinstance(entry, Decision):
        fields.pop("handle", None)
    who = [*_whos(entry)]
    return {
        "kind": kind_of(entry),
        **fields,
        "parent": places.get(entry.parent),
        "stands_on": [places[other] for other in getattr(entry, "stands_on", ()) if other in places],
        "whos": [(role, names.of(each)) for role, each in who],
    }


def _whos(entry: AnyEntry) -> Iterator[tuple[str, Who]]:
    for role in ("owners", "mentions"):
        for who in getattr(entry, role, ()):
            yield role, who
    if isinstance(entry, Movement):
        yield "who", entry.who


def _fields(record: Entry | AgendaItem, *without: str) -> dict[str, Any]:
    stamps = {"created_at", "created_by", "changed_at", "changed_by", "zone"}
    return {
        name: getattr(record, name) for name in record.__struct_fields__ if name not in stamps and name not in without
    }
