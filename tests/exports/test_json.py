"""JSON under the names that other programs rely on."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings

from kgw_tui.exports.options import ExportOptions
from kgw_tui.exports.registry import entry_json, render
from kgw_tui.records.entries import Action, Assumption, Evidence, Movement, kind_of
from kgw_tui.records.meetings import Attendee
from kgw_tui.records.people import Group
from kgw_tui.rules.dossier import Dossier

from . import dossiers
from .dossiers import MADE, Maker
from .strategies import dossiers as any_dossier


def _loaded(dossier: Dossier, options: ExportOptions | None = None) -> dict[str, Any]:
    return json.loads(render(dossier, "minutes", "json", options))["meeting"]


def test_the_example_of_the_design_comes_out_as_it_stands_there() -> None:
    maker = Maker(["Sanne de Wit", "Karim Bouzid", "Fatima El Idrissi", "Jan Pol"])
    sanne, karim, fatima, jan = (maker.who(person.name) for person in maker.people)
    maker.item("Toetsdruk leerjaar 2", 20)
    maker.phase = "how"
    maker.add(
        Action,
        "Toetskalender per klas uitdraaien",
        handle="A-12",
        owners=(fatima,),
        due=dt.date(2026, 11, 27),
        time=dt.time(13, 12),
    )
    maker.phase = "why"
    claim = maker.add(Assumption, "Leerlingen leren alleen nog voor het cijfer")
    maker.phase = ""
    maker.add(Evidence, "leerlingpanel oktober", parent=claim.id)
    meeting = msgspec.structs.replace(
        dossiers.everything().meeting,
        chair=sanne,
        minute_taker=karim,
        attendees=(Attendee(sanne), Attendee(jan, False, notice=True)),
        copies_to=(),
    )
    found = _loaded(maker.dossier(meeting, group=Group(id="g", created_at=MADE, name="MT")))
    assert found.pop("minutes_state") == "draft"
    assert found["items"][0]["entries"][1].pop("themes") == []
    assert found == {
        "title": "MT-overleg",
        "group": "MT",
        "date": "2026-11-24",
        "start": "13:00",
        "end": "14:30",
        "place": "kamer 1.12",
        "chair": "Sanne de Wit",
        "minute_taker": "Karim Bouzid",
        "present": ["Sanne de Wit"],
        "absent": [{"name": "Jan Pol", "notice": True}],
        "items": [
            {
                "title": "Toetsdruk leerjaar 2",
                "minutes": 20,
                "entries": [
                    {
                        "handle": "A-12",
                        "kind": "action",
                        "phase": "how",
                        "time": "13:12",
                        "text": "Toetskalender per klas uitdraaien",
                        "owners": ["Fatima El Idrissi"],
                        "due": "2026-11-27",
                        "themes": [],
                        "status": "open",
                    },
                    {
                        "kind": "assumption",
                        "phase": "why",
                        "text": "Leerlingen leren alleen nog voor het cijfer",
                        "status": "untested",
                        "evidence": [{"kind": "evidence", "text": "leerlingpanel oktober"}],
                    },
                ],
            }
        ],
    }


def test_what_stands_before_the_first_item_is_in_an_item_without_a_title() -> None:
    first = _loaded(dossiers.everything())["items"][0]
    assert first["title"] == ""
    assert [entry["text"] for entry in first["entries"]] == ["Sanne opent de vergadering en heet Shanice welkom."]


def test_who_comes_and_goes_is_a_list_of_its_own() -> None:
    found = _loaded(dossiers.everything())
    assert found["movements"] == [
        {"time": "13:25", "name": "Jan Pol", "arrives": True},
        {"time": "14:05", "name": "Fatima El Idrissi", "arrives": False},
    ]
    assert found["guests"] == [{"name": "Shanice Martina", "items": [2]}]
    assert "movement" not in {entry["kind"] for item in found["items"] for entry in item["entries"]}


def test_a_decision_says_how_it_was_taken_and_what_it_stands_on() -> None:
    entries = {
        entry.get("handle"): entry for item in _loaded(dossiers.everything())["items"] for entry in item["entries"]
    }
    assert entries["2026-014"]["vote"] == {"in_favour": 8, "against": 2, "abstained": 1}
    assert entries["2026-014"]["review"] == "2027-03-01"
    assert [ground["text"] for ground in entries["2026-014"]["stands_on"]] == [
        "Het komt door de toetsweken",
        "Twee toetsen per week is voor elk vak haalbaar",
    ]
    assert entries["2026-015"]["vote"] == {"unanimous": True}
    assert (entries["2026-016"]["status"], entries["2026-016"]["closed_on"]) == ("withdrawn", "2026-12-03")
    assert entries["V-01"]["text"] == "De vervanging loopt door tot mei"


def test_for_the_group_a_confidential_item_stands_there_marked() -> None:
    item = _loaded(dossiers.everything())["items"][4]
    assert (item["title"], item["confidential"], len(item["entries"])) == ("Personele zaken", True, 3)


def test_lists_tell_where_each_entry_was_said() -> None:
    actions = json.loads(render(dossiers.everything(), "actions", "json"))
    assert [action["handle"] for action in actions] == ["A-3", "A-7", "A-12", "A-13", "A-14"]
    assert actions[2]["meeting"] == "MT-overleg"
    assert (actions[2]["date"], actions[2]["item"]) == ("2026-11-24", "Toetsdruk leerjaar 2")
    decisions = json.loads(render(dossiers.everything(), "decisions", "json"))
    assert [decision["handle"] for decision in decisions] == ["2026-014", "2026-015", "2026-016"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_dossier())
def test_every_entry_comes_out_once_and_no_value_is_empty(dossier: Dossier) -> None:
    found = _loaded(dossier)
    flat: list[dict[str, Any]] = []

    def walk(entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            flat.append(entry)
            walk(entry.get("evidence", []))

    for item in found["items"]:
        walk(item["entries"])
    held = {entry.id for entry in dossier.entries() if entry.held_back}
    for _round in range(20):  # what belongs to it, and what belongs to that
        held |= {entry.id for entry in dossier.entries() if entry.parent in held}
    wanted = [
        (kind_of(entry), entry.text)
        for entry in dossier.entries()
        if not isinstance(entry, Movement) and entry.id not in held
    ]
    assert sorted((entry["kind"], entry["text"]) for entry in flat) == sorted(wanted)
    assert all(value not in ("", None) for entry in flat for name, value in entry.items() if name != "text")


def test_an_entry_alone_has_the_same_names() -> None:
    dossier = dossiers.everything()
    action = dossier.actions[0]
    written = entry_json(action, dossier.directory)
    assert written == _loaded(dossier)["items"][2]["entries"][6]
