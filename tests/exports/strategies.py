"""Meetings as hypothesis makes them: every kind, status and state, awkward text, held-back and confidential parts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

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
from kgw_tui.records.meetings import AgendaItem, Attendee, Meeting
from kgw_tui.records.people import Person, Who
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import Dossier, Earlier, Origin, put_together

from .dossiers import MADE

AWKWARD = (
    "<b>&amp;</b> ]]> <!-- -->",
    "👩🏽‍🏫 zei: 🎉",
    "שלום לכולם, en nu verder",
    "مرحبا بالعالم",
    "e\u0301e\u0327\u0301 Ş\u0323",
    "regel een\nregel twee\n\nregel vier",
    "*geen* _nadruk_ `geen code` [geen](koppeling) | geen kolom",
    "# geen kop",
    "1. geen lijst",
    "=1+1",
    "- min",
    "  spaties  vooraf en achteraf  ",
    "a\tb",
    "{naam} %s %(x)s",
    "\u200f\u202egespiegeld\u202c",
    "C:\\map\\bestand",
    "\ufeffmerk",
    "nul\u00a0breed\u200b\u2028regel",
)
_TEXT = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=40))


def marked(number: int, text: str) -> str:
    """`text` with a mark that no other line has."""
    return f"⟦{number}⟧ {text}"


@st.composite
def dossiers(draw: st.DrawFn, max_entries: int = 14) -> Dossier:
    people = [Person(id=f"p{n}", created_at=MADE, name=name) for n, name in enumerate(("Sanne de Wit", "Ömer <Y>"))]
    whos = [Who(person=person.id) for person in people] + [Who(name=draw(_TEXT) or "x"), Who(role="parent")]
    days = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
    number = 0
    items: list[AgendaItem] = []
    for order in range(draw(st.integers(0, 4))):
        number += 1
        title = marked(number, " ".join(draw(_TEXT).split()))
        confidential = draw(st.integers(0, 5)) == 0
        items.append(
            AgendaItem(
                id=f"i{order}",
                created_at=MADE,
                meeting="m",
                title=title,
                order=order,
                confidential=confidential,
                state=draw(st.sampled_from(("open", "done", "parked", "deferred", "dropped"))),
                led_by=draw(st.none() | st.sampled_from(whos)),
                papers=tuple(draw(st.lists(_TEXT, max_size=2))),
                adopts=draw(st.sampled_from(("", "gone", "before"))),
                carried_from=draw(st.sampled_from(("", "gone", "said"))),
            )
        )
    entries: list[AnyEntry] = []
    for order in range(draw(st.integers(0, max_entries))):
        number += 1
        kind = draw(st.sampled_from((Note, Action, Question, Assumption, Decision, Evidence, Parked, Movement)))
        common: dict[str, Any] = {
            "id": f"e{order:03}",
            "created_at": MADE,
            "meeting": "m",
            "item": draw(st.sampled_from(["", *(item.id for item in items)])),
            "parent": draw(st.sampled_from(["", *(entry.id for entry in entries)])) if kind is Evidence else "",
            "order": order,
            "phase": draw(st.sampled_from(("", "why", "what", "how"))),
            "time": draw(st.none() | st.just(dt.time(13, 4))),
            "held_back": draw(st.integers(0, 9)) == 0,
            "text": marked(number, draw(_TEXT)),
        }
        if kind is Action:
            owners = tuple(draw(st.lists(st.sampled_from(whos), max_size=2, unique=True)))
            status = draw(st.sampled_from(("open", "done", "dropped")))
            common |= {
                "handle": f"A-{number}",
                "owners": owners,
                "due": draw(days),
                "status": status,
                "closed_on": draw(days),
            }
            common |= {"priority": draw(st.booleans()), "outcome": draw(_TEXT)}
        elif kind is Question:
            common |= {"due": draw(days), "status": draw(st.sampled_from(("open", "answered", "dropped")))}
        elif kind is Assumption:
            outcomes = ("untested", "holds", "partly", "refuted", "unknown", "accepted-risk", "parked")
            common |= {"status": draw(st.sampled_from(outcomes)), "outcome": draw(_TEXT)}
        elif kind is Decision:
            states = ("proposed", "for-advice", "for-consent", "definite", "withdrawn", "replaced")
            votes = st.none() | st.just(Vote(unanimous=True)) | st.just(Vote(8, 2, 1))
            common |= {"handle": f"2026-{number:03}", "state": draw(st.sampled_from(states)), "vote": draw(votes)}
            common |= {"review": draw(days), "in_force": draw(days), "conditions": draw(_TEXT), "measure": draw(_TEXT)}
            common |= {"stands_on": tuple(entry.id for entry in entries[-2:])}
        elif kind is Movement:
            common |= {"who": draw(st.sampled_from(whos)), "arrives": draw(st.booleans()), "text": ""}
        entries.append(kind(**common))
    attendees = tuple(
        Attendee(
            who, present=draw(st.sampled_from((True, False, None))), notice=draw(st.sampled_from((None, True, False)))
        )
        for who in whos[:3]
    )
    meeting = Meeting(
        id="m",
        created_at=MADE,
        title=" ".join(draw(_TEXT).split()),
        date=dt.date(2026, 11, 24),
        start=draw(st.none() | st.just(dt.time(13))),
        place=draw(_TEXT),
        chair=whos[0],
        attendees=attendees,
    )
    before = Meeting(id="before", created_at=MADE, title="MT", date=dt.date(2026, 10, 27), minutes_state="adopted")
    origins = {"before": Origin(before), "said": Origin(before, draw(_TEXT), confidential=draw(st.booleans()))}
    old = AgendaItem(id="old", created_at=MADE, meeting="before", title="Gebouw")
    earlier = [
        Earlier(
            Action(
                id=f"a{number}",
                created_at=MADE,
                text=draw(_TEXT),
                outcome=draw(_TEXT),
                status=status,
                owners=tuple(draw(st.lists(st.sampled_from(whos), max_size=2))),
                due=draw(days),
                closed_on=draw(days),
            ),
            before,
            draw(st.sampled_from((None, old))),
        )
        for number, status in enumerate(draw(st.lists(st.sampled_from(("open", "done", "dropped")), max_size=3)))
    ]
    return put_together(
        meeting,
        items,
        entries,
        Directory(tuple(people)),
        origins=origins,
        open_before=[each for each in earlier if each.entry.status == "open"],
        settled_here=[each for each in earlier if each.entry.status != "open"],
    )
