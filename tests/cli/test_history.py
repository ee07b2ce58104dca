"""`kgw history`: rows for other programs, JSON, and what is gone; nothing that is walled off unless it is asked for."""

from __future__ import annotations

import msgspec

from kgw_tui.records.entries import Action
from kgw_tui.usecases import attending, handling
from kgw_tui.usecases.live import LiveMeeting

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .processes import Kgw


def held(kgw: Kgw) -> None:
    """A meeting in which an action was edited and another taken out."""
    with workspace_at(kgw.home) as workspace:
        live = LiveMeeting(workspace, hold_meeting(workspace).id)
        first, second, *_rest = (entry for entry in live.dossier.entries() if isinstance(entry, Action))
        handling.rewrite(live, first.id, live.read("! Kalender uitdelen @karim >vr"))
        handling.delete(live, second.id)


def test_a_row_for_each_field_that_changed_the_newest_first(kgw: Kgw) -> None:
    held(kgw)
    rows = [line.split("\t") for line in kgw("history", "A-1").lines]
    assert rows[0][1:] == ["Sanne de Wit", "Een wijziging", "", "tekst", "Kalender uitdraaien", "Kalender uitdelen"]
    assert rows[0][0].startswith("2026-11-24T")
    assert [row[4:] for row in rows[1:4]] == [
        ["thema's", "#toetsing", ""],
        ["wie", "Fatima El Idrissi", "Karim Bouzid"],
        ["tekst", "", "Kalender uitdraaien"],
    ]


def test_json_has_codes_that_stay_the_same_in_both_languages(kgw: Kgw) -> None:
    held(kgw)
    for code in ("nl", "en"):
        told = msgspec.json.decode(kgw("history", "A-1", "--json", "--lang", code).out)
        newest = told["steps"][0]
        assert (newest["did"], newest["by"]) == ("entry.edit", "Sanne de Wit")
        assert newest["records"] == [
            {
                "happened": "changed",
                "was": {"text": "Kalender uitdraaien", "themes": ["#toetsing"], "owners": ["Fatima El Idrissi"]},
                "now": {"text": "Kalender uitdelen", "owners": ["Karim Bouzid"]},
            }
        ]
        made = told["steps"][-1]["records"][0]["now"]
        assert (made["kind"], made["due"], made["handle"]) == ("action", "2026-11-27", "A-1")


def test_what_was_taken_out_is_found_by_its_number_and_how_it_comes_back_is_told(kgw: Kgw) -> None:
    held(kgw)
    told = kgw("history", "A-2")
    assert told.code == 0
    assert "Ouders bellen" in told.out
    assert "weggehaald door Sanne de Wit" in told.err and "kgw restore" in told.err


def test_a_meeting_keeps_its_confidential_items_unless_they_are_asked_for(kgw: Kgw) -> None:
    held(kgw)
    told = kgw("history", "last")
    assert "Kalender uitdelen" in told.out and "Gesprek" not in told.out and "Personeel" not in told.out
    assert "--confidential" in told.err
    assert "Gesprek" in kgw("history", "last", "--confidential").out


def test_who_was_there_stands_by_name_in_json(kgw: Kgw) -> None:
    with workspace_at(kgw.home) as workspace:
        live = LiveMeeting(workspace, hold_meeting(workspace).id)
        attending.attend(live, "Karim Bouzid (mk)", present=False)
    told = msgspec.json.decode(kgw("history", "last", "--json").out)
    assert told["steps"][0]["records"][0]["now"] == {"attendees": {"Karim Bouzid": "absent"}}


def test_what_nobody_wrote_is_refused_in_one_sentence(kgw: Kgw) -> None:
    held(kgw)
    told = kgw("history", "A-99")
    assert told.code == 1 and told.err.splitlines()[-1] == "kgw: 'A-99' bestaat niet; kgw list laat zien wat er is"
    assert kgw("history").code == 2
