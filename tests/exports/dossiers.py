"""Meetings to make documents of: the demo story, one with everything in it, a long one and a crowded one."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Evidence,
    Movement,
    Note,
    Parked,
    Question,
    Vote,
)
from kgw_tui.records.meetings import AgendaItem, Attendee, Meeting, Phase
from kgw_tui.records.people import Group, Person, Who
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import Dossier, Earlier, put_together

E = TypeVar("E", Note, Action, Question, Assumption, Decision, Evidence, Parked, Movement)

MADE: Final = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
DEMO: Final = Path(__file__).parents[2] / "data" / "content" / "demo"
_PHASES: Final[dict[str, Phase]] = {
    "waarom": "why",
    "wat": "what",
    "hoe": "how",
    "why": "why",
    "what": "what",
    "how": "how",
}
_KINDS: Final[dict[str, type[AnyEntry]]] = {"!": Action, "?": Assumption, "=": Decision, "+": Evidence, ">": Parked}


class Maker:
    """Makes the records of one meeting; ids and order count up."""

    def __init__(self, names: Sequence[str] = (), first: int = 1) -> None:
        self._count = itertools.count(first)
        self.items: list[AgendaItem] = []
        self.entries: list[AnyEntry] = []
        self.people = [Person(id=self.id(), created_at=MADE, name=name) for name in names]
        self.phase: Phase = ""

    def id(self) -> str:
        return f"{next(self._count):032x}"

    def who(self, name: str) -> Who:
        person = next(
            (p for p in self.people if name.casefold() in {p.name.casefold(), p.name.split()[0].casefold()}), None
        )
        return Who(person=person.id) if person else Who(name=name)

    def item(self, title: str, minutes: int | None = None, **fields: Any) -> AgendaItem:
        item = AgendaItem(
            id=self.id(),
            created_at=MADE,
            meeting="m",
            title=title,
            minutes=minutes,
            order=float(len(self.items)),
            **fields,
        )
        self.items.append(item)
        self.phase = ""
        return item

    def add(self, kind: type[E], text: str, **fields: Any) -> E:
        place: dict[str, Any] = {
            "id": self.id(),
            "created_at": MADE,
            "meeting": "m",
            "item": self.items[-1].id if self.items else "",
            "order": float(len(self.entries)),
            "phase": self.phase,
        }
        entry = kind(text=text, **(place | fields))
        self.entries.append(entry)
        return entry

    def dossier(self, meeting: Meeting, **fields: Any) -> Dossier:
        return put_together(meeting, self.items, self.entries, Directory(tuple(self.people)), **fields)


def demo(language: str, number: int) -> Dossier:
    """A meeting of the demo school, as the story tells it, with what came of the claims in the second."""
    folder = DEMO / language
    names = [
        line.partition(" ")[2].partition(",")[0] for line in (folder / "people.txt").read_text("utf-8").splitlines()
    ]
    maker = Maker(names, first=1000 * number)
    head: dict[str, str] = {}
    handles = itertools.count(1 + 20 * (number - 1))
    decisions = itertools.count(12 + number)
    claim: AnyEntry | None = None
    outcomes = iter(_OUTCOMES[number])
    for line in (folder / f"meeting-{number}.txt").read_text("utf-8").splitlines():
        if not line.strip():
            continue
        if line.startswith("## "):
            title, _space, minutes = line[3:].rpartition(" (")
            maker.item(title, int(minutes.rstrip(")")))
        elif not maker.items:
            key, _colon, value = line.partition(": ")
            head[key] = value
        elif line.startswith("["):
            maker.phase = _PHASES[line.strip("[]")]
        elif line.lstrip()[0] in _KINDS:
            kind, text = _KINDS[line.lstrip()[0]], line.lstrip()[2:]
            day = re.search(r" >(\d{4}-\d\d-\d\d)$", text)
            text = text[: day.start()] if day else text
            owner = re.search(r" @(\w+)$", text)
            text = re.sub(r" [@#]\w+(?= |$)", "", text)
            due = dt.date.fromisoformat(day[1]) if day else None
            if kind is Action:
                owners = (maker.who(owner[1]),) if owner else ()
                maker.add(Action, text, handle=f"A-{next(handles)}", owners=owners, due=due)
            elif kind is Decision:
                claim = maker.add(Decision, text, handle=f"2026-{next(decisions):03}", review=due)
            elif kind is Assumption:
                claim = maker.add(Assumption, text, **next(outcomes, {}))
            elif kind is Evidence:
                maker.add(Evidence, text, parent=claim.id if claim else "")
            else:
                maker.add(Parked, text)
        else:
            maker.add(Note, line)
    values = list(head.values())
    date, time, place, chair, taker, present = values[1:7]
    start, end = (dt.time.fromisoformat(part) for part in time.split("-"))
    attendees = [Attendee(maker.who(name)) for name in present.split(", ")]
    for name, mark in re.findall(r"([^,()]+) \(([^)]*)\)", ", ".join(values[7:])):
        guest = any(ch.isdigit() for ch in mark)
        items = tuple(int(n) for n in re.findall(r"\d+", mark))
        who = maker.who(name.strip())
        attendees.append(Attendee(who, guest=True, guest_items=items) if guest else Attendee(who, False, notice=True))
    meeting = Meeting(
        id="m",
        created_at=MADE,
        zone="+01:00",
        title=values[0],
        group="g",
        date=dt.date.fromisoformat(date),
        start=start,
        end=end,
        place=place,
        chair=maker.who(chair),
        minute_taker=maker.who(taker),
        attendees=tuple(attendees),
        state="closed",
    )
    return maker.dossier(meeting, group=Group(id="g", created_at=MADE, name="MT" if language == "nl" else "Management"))


_OUTCOMES: Final[dict[int, list[dict[str, Any]]]] = {
    1: [],
    2: [{}, {"status": "refuted"}, {"status": "refuted"}, {"status": "unknown"}],
}


def everything() -> Dossier:
    """A meeting with each kind, status and state, late comers, guests, a confidential item and a held-back line."""
    maker = Maker(["Sanne de Wit", "Karim Bouzid", "Fatima El Idrissi", "Jan Pol", "Ans Vis", "Shanice Martina"])
    sanne, karim, fatima, jan, ans, shanice = (Who(person=person.id) for person in maker.people)
    maker.add(Note, "Sanne opent de vergadering en heet Shanice welkom.")
    maker.item("Opening en mededelingen", 10)
    maker.add(Note, "De inspectie komt op 3 februari.", time=dt.time(13, 4))
    maker.add(Movement, "", who=jan, arrives=True, time=dt.time(13, 25))
    maker.item("Toetsdruk leerjaar 2", 20)
    maker.phase = "why"
    maker.add(Note, "Drie mentoren melden klachten in dezelfde toetsweek.", time=dt.time(13, 30))
    untested = maker.add(Assumption, "Leerlingen leren alleen nog voor het cijfer", themes=("toetsing",))
    maker.add(Evidence, "Leerlingpanel oktober: 14 van de 20 zeggen dit zelf", parent=untested.id)
    refuted = maker.add(
        Assumption,
        "Het komt door de toetsweken",
        status="refuted",
        outcome="60% van de toetsen valt erbuiten, dus minder toetsweken helpt niet.",
    )
    maker.add(Evidence, "Toetskalender: 60% van de toetsen valt buiten de toetsweken", parent=refuted.id)
    maker.add(
        Assumption, "Docenten stemmen hun toetsen onderling af", status="partly", outcome="Alleen binnen de secties."
    )
    risk = maker.add(
        Assumption,
        "Twee toetsen per week is voor elk vak haalbaar",
        status="accepted-risk",
        outcome="We proberen het één periode; in maart kijken we opnieuw.",
    )
    maker.add(Note, "Karim: dit hoeft niemand te weten.", held_back=True)
    maker.phase = "how"
    decision = maker.add(
        Decision,
        "De toetskalender per klas gaat naar twee toetsen per week",
        handle="2026-014",
        vote=Vote(8, 2, 1),
        review=dt.date(2027, 3, 1),
        in_force=dt.date(2027, 1, 11),
        conditions="De secties leveren hun toetsdata voor 15 december aan.",
        measure="Hooguit 5 van de 54 klasweken met drie of meer toetsen.",
        stands_on=(refuted.id, risk.id),
        themes=("toetsing",),
    )
    maker.add(Evidence, "Planner, zes klassen, week 36 tot en met 42", parent=decision.id)
    maker.add(
        Action,
        "Toetskalender per klas uitdraaien",
        handle="A-12",
        owners=(fatima, karim),
        due=dt.date(2026, 11, 27),
        priority=True,
        time=dt.time(13, 12),
    )
    maker.add(Action, "Leerlingpanel in januari herhalen", handle="A-13")
    maker.add(
        Action,
        "De MR inlichten",
        handle="A-14",
        owners=(sanne,),
        status="done",
        closed_on=dt.date(2026, 11, 25),
        outcome="Staat op de agenda van 2 december.",
    )
    maker.add(Parked, "Herkansingen")
    maker.item("Rooster 2027", 15)
    maker.add(
        Question, "Wie mag het rooster tussentijds wijzigen?", handle="Q-3", owners=(karim,), due=dt.date(2026, 12, 8)
    )
    maker.add(Decision, "We beginnen om 8.15 uur", handle="2026-015", state="for-consent", vote=Vote(unanimous=True))
    maker.add(
        Decision,
        "De pauze duurt 25 minuten",
        handle="2026-016",
        state="withdrawn",
        closed_on=dt.date(2026, 12, 3),
        outcome="Past niet in de bustijden.",
    )
    maker.add(Movement, "", who=fatima, arrives=False, time=dt.time(14, 5))
    maker.item("Personele zaken", 10, confidential=True)
    maker.add(Note, "Het gesprek met een zieke collega is geweest.")
    maker.add(Decision, "De vervanging loopt door tot mei", handle="V-01")
    maker.add(Action, "De vervanger bellen", handle="A-15", owners=(sanne,), due=dt.date(2026, 11, 30))
    maker.item("Rondvraag", 5)
    meeting = Meeting(
        id="m",
        created_at=MADE,
        zone="+01:00",
        title="MT-overleg",
        group="g",
        date=dt.date(2026, 11, 24),
        start=dt.time(13, 0),
        end=dt.time(14, 30),
        place="kamer 1.12",
        chair=sanne,
        minute_taker=karim,
        attendees=(
            Attendee(fatima),
            Attendee(sanne),
            Attendee(karim),
            Attendee(jan, False, notice=True),
            Attendee(ans, False, notice=False),
            Attendee(shanice, guest=True, guest_items=(2,)),
        ),
        copies_to=(Who(role="board"), Who(name="Lisanne de Ruiter")),
        state="closed",
    )
    earlier = Maker(first=5000)
    earlier.add(
        Action, "Nieuwe sloten voor de fietsenstalling bestellen", handle="A-3", owners=(jan,), due=dt.date(2026, 11, 6)
    )
    earlier.add(Action, "Bezetting van de balie op maandag regelen", handle="A-7", owners=(ans,))
    last_time = msgspec.structs.replace(meeting, id="m-before", handle="M-1", date=dt.date(2026, 10, 27))
    before = [Earlier(entry, last_time) for entry in earlier.entries if isinstance(entry, Action)]
    return maker.dossier(meeting, group=Group(id="g", created_at=MADE, name="MT"), open_before=before)


def long(entries: int = 60) -> Dossier:
    """A meeting of as many entries as asked for, of all kinds, in items of some twelve."""
    maker = Maker(["Sanne de Wit", "Karim Bouzid", "Fatima El Idrissi"])
    whos = [Who(person=person.id) for person in maker.people]
    kinds = itertools.cycle(
        (Note, Assumption, Evidence, Note, Action, Note, Decision, Note, Action, Parked, Note, Question)
    )
    parent = ""
    for number in range(entries):
        if number % 12 == 0:
            maker.item(f"Onderwerp {number // 12 + 1}: wat leerlingen ervan merken", 15)
        maker.phase = ("why", "why", "what", "how")[number % 12 // 3]
        kind = next(kinds)
        text = (
            f"Regel {number + 1}: in de brugklas telden we vorige week {number % 17} toetsen, verdeeld over vijf dagen."
        )
        owner = (whos[number % 3],)
        due = dt.date(2026, 12, 1) + dt.timedelta(days=number % 28)
        if kind is Action:
            maker.add(Action, text, handle=f"A-{number + 1}", owners=owner, due=due)
        elif kind is Decision:
            maker.add(Decision, text, handle=f"2026-{number + 1:03}", review=due)
        elif kind is Evidence:
            maker.add(Evidence, text, parent=parent)
        else:
            parent = maker.add(kind, text).id
    meeting = Meeting(
        id="m",
        created_at=MADE,
        zone="+01:00",
        title="Teamoverleg leerjaar 2",
        date=dt.date(2026, 11, 24),
        start=dt.time(15, 30),
        chair=whos[0],
        minute_taker=whos[1],
        attendees=tuple(map(Attendee, whos)),
        state="closed",
    )
    return maker.dossier(meeting)


def crowded(people: int = 25) -> Dossier:
    """A plenary with many people: the heading counts, the names are attached."""
    first = ("Sanne", "Karim", "Fatima", "Jan", "Ans", "Youssef", "Mirjam", "Daan", "Kwame", "Lisanne")
    last = ("de Wit", "Bouzid", "El Idrissi", "Pol", "Vis", "van den Berg", "Kuipers", "Hoekstra", "Asante", "Martina")
    names = [f"{first[n % 10]} {last[(n + n // 10) % 10]}" for n in range(people + 2)]
    maker = Maker(names)
    whos = [Who(person=person.id) for person in maker.people]
    maker.item("Opening", 5)
    maker.add(Note, "De voorzitter heet iedereen welkom.")
    maker.add(Movement, "", who=whos[4], arrives=False, time=dt.time(16, 10))
    maker.item("Studiedag", 40)
    maker.add(Decision, "De studiedag gaat over feedback", handle="2026-017", vote=Vote(unanimous=True))
    meeting = Meeting(
        id="m",
        created_at=MADE,
        zone="+01:00",
        title="Plenaire vergadering",
        date=dt.date(2026, 11, 24),
        start=dt.time(15, 30),
        end=dt.time(17, 0),
        place="aula",
        chair=whos[0],
        minute_taker=whos[1],
        attendees=(
            *map(Attendee, whos[:people]),
            Attendee(whos[people], False, notice=True),
            Attendee(whos[people + 1], False, notice=False),
        ),
        state="closed",
    )
    return maker.dossier(meeting)
