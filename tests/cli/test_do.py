"""`kgw do` with actions, questions, decisions and meetings: what the screens can do to them, as processes."""

from __future__ import annotations

import json
from typing import cast

import pytest

from tests.cli.processes import Kgw

Object = dict[str, object]


@pytest.fixture
def leader(school: Kgw) -> Kgw:
    """kgw with the demo school, of which the head is at the keyboard."""
    assert school("setup", "--plain", stdin="nl\nMirjam Achterberg\nHet Getij\nMT-overleg\n\n").code == 0
    return school


def shown(kgw: Kgw, handle: str) -> Object:
    return cast("Object", json.loads(kgw("show", handle, "--json").out))


@pytest.mark.parametrize(
    ("arguments", "owners"),
    [
        (("overdragen", "@ravi"), ["Ravi Jagernath"]),
        (("overdragen", "Fatma", "Yıldırım"), ["Fatma Yıldırım"]),
        (
            ("overdragen", "--to", "Fatma Yıldırım, @ravi en daan"),
            ["Fatma Yıldırım", "Ravi Jagernath", "Daan Hoekstra"],
        ),
        (("owner", "@ik"), ["Mirjam Achterberg"]),
        (("hand-over", "@mentor"), ["mentor"]),
    ],
)
def test_an_action_is_handed_over(leader: Kgw, arguments: tuple[str, ...], owners: list[str]) -> None:
    done = leader("do", "A-1", *arguments)
    assert (done.code, done.err) == (0, ""), done.err
    assert shown(leader, "A-1")["owners"] == owners


def test_a_name_that_nobody_has_is_told_and_kept(leader: Kgw) -> None:
    done = leader("do", "A-1", "overdragen", "Piet")
    assert done.code == 0
    assert "Piet" in done.err
    assert shown(leader, "A-1")["owners"] == ["Piet"]


def test_an_action_is_put_off_with_its_reason_and_the_third_time_it_is_asked_whether_it_should_live(
    leader: Kgw,
) -> None:
    first = leader("do", "A-1", "uitstellen", "vrijdag", "--why", "Youssef is ziek")
    assert (first.code, first.out, first.err) == (0, "A-1: Youssef El Amrani · 2026-11-27\n", "")
    assert leader("do", "A-1", "uitstellen", "1", "dec").err == ""
    third = leader("do", "A-1", "due", "8 dec")
    assert third.code == 0
    assert "kgw do A-1" in third.err
    put_off = cast("list[Object]", shown(leader, "A-1")["postponed"])
    assert [each["due"] for each in put_off] == ["2026-10-30", "2026-11-27", "2026-12-01"]
    assert put_off[0] == {"on": "2026-11-24", "due": "2026-10-30", "why": "Youssef is ziek"}
    assert "Youssef is ziek" in leader("show", "A-1").out
    assert leader("do", "A-1", "datum", "geen").code == 0
    assert "due" not in shown(leader, "A-1")


def test_a_line_of_the_minutes_gets_other_words_until_they_are_adopted(leader: Kgw) -> None:
    assert leader("do", "A-2", "tekst", "Toetsen tellen met", "@daan").code == 0
    action = shown(leader, "A-2")
    assert (action["text"], action["owners"], action["due"]) == (
        "Toetsen tellen met Daan",
        ["Tomasz Wieczorek"],
        "2026-11-06",
    )
    assert leader("do", "C-1", "tekst", "Leerjaar 2 heeft meer toetsen?").code == 0
    assert shown(leader, "C-1")["kind"] == "assumption"
    assert leader("do", "2026-001", "tekst", "De spreker komt niet").code == 0
    assert shown(leader, "2026-001")["text"] == "De spreker komt niet"
    assert leader("do", "M-1", "vaststellen").code == 0
    for handle in ("A-2", "C-1", "2026-001"):
        refused = leader("do", handle, "tekst", "Iets anders")
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert "kgw do M-1" in refused.err


def test_a_decision_is_voted_on_while_its_meeting_is_open(leader: Kgw) -> None:
    refused = leader("do", "2026-001", "stemming", "8-2-1")
    assert (refused.code, refused.out) == (1, "")
    assert "kgw do M-1 heropen" in refused.err
    assert leader("do", "M-1", "heropen").code == 0
    assert leader("do", "2026-001", "stemming", "8-2-1").out == "2026-001: 8 voor, 2 tegen, 1 onthouding\n"
    assert leader("do", "2026-001", "ter", "instemming").out == "2026-001: ter instemming\n"
    assert leader("do", "2026-001", "voorwaarde", "als de MR instemt").code == 0
    assert leader("do", "2026-001", "maat", "minder klachten").code == 0
    assert leader("do", "2026-001", "ingang", "1 jan").code == 0
    decision = shown(leader, "2026-001")
    assert decision["vote"] == {"in_favour": 8, "against": 2, "abstained": 1}
    assert (decision["status"], decision["conditions"]) == ("for-consent", "als de MR instemt")
    assert (decision["measure"], decision["in_force"]) == ("minder klachten", "2027-01-01")
    assert leader("do", "2026-001", "stemming", "veel").code == 1


def test_the_day_to_look_back_can_be_set_whenever(leader: Kgw) -> None:
    assert leader("do", "2026-001", "terugkijken", "1 mrt").out == "2026-001: 2027-03-01\n"
    assert shown(leader, "2026-001")["review"] == "2027-03-01"
    assert leader("do", "2026-001", "review", "none", "--lang", "en").out == "2026-001: without a day\n"
    assert "review" not in shown(leader, "2026-001")


def test_a_meeting_is_planned_moved_and_given_an_item(leader: Kgw) -> None:
    planned = leader("do", "M-3", "volgende", "8 dec 15:30")
    assert planned.code == 0, planned.err
    handle = planned.out.split(":")[0]
    assert leader("do", handle, "datum", "10 dec 14:00-15:00").code == 0
    assert leader("do", handle, "punt", "Rooster 2027 (15)").out.endswith("Rooster 2027\n")
    (meeting,) = [each for each in json.loads(leader("list", "meetings", "--json").out) if each["handle"] == handle]
    assert (meeting["date"], meeting["start"], meeting["end"]) == ("2026-12-10", "14:00", "15:00")
    assert "## Rooster 2027 (15)" in leader("show", handle).out
    refused = leader("do", "M-1", "punt", "Te laat")
    assert (refused.code, refused.out) == (1, "")
    assert "M-1" in refused.err


def test_a_question_is_handed_over_and_answered(leader: Kgw) -> None:
    leader("do", "N-4", "kennisvraag", "Scheelt het anderen ook tijd?")
    assert leader("do", "Q-1", "overdragen", "@daan").code == 0
    assert leader("do", "Q-1", "uitstellen", "1 dec").code == 0
    assert leader("do", "Q-1", "beantwoord", "--why", "ja, een half uur").code == 0
    question = shown(leader, "Q-1")
    assert (question["status"], question["outcome"], question["owners"]) == (
        "answered",
        "ja, een half uur",
        ["Daan Hoekstra"],
    )
    assert question["notes"] == ["N-4"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("A-1", "uitstellen"), 2),
        (("A-1", "uitstellen", "gisteren"), 1),
        (("A-1", "uitstellen", "ooit"), 1),
        (("A-1", "uitstellen", "1 dec", "--until", "2 dec"), 2),
        (("A-1", "overdragen"), 2),
        (("A-1", "overdragen", "@"), 1),
        (("A-1", "tekst"), 2),
        (("A-1", "gedaan", "en", "klaar"), 2),
        (("A-1", "gedaan", "--to", "@ravi"), 2),
        (("A-1", "stemming", "8-2-1"), 1),
        (("C-1", "klopt", "nieet"), 2),
        (("2026-001", "terugkijken", "ooit"), 1),
        (("2026-001", "terugkijken"), 2),
        (("M-3", "datum", "ooit"), 1),
        (("M-3", "volgende", "1 jan 2020"), 1),
        (("B-1", "gedaan"), 1),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_and_changes_nothing(
    leader: Kgw, arguments: tuple[str, ...], code: int
) -> None:
    before = leader("list", "actions", "--all", "--json").out, leader("list", "meetings", "--json").out
    done = leader("do", *arguments)
    assert (done.code, done.out) == (code, ""), done.err
    assert done.err.splitlines()[-1].startswith("kgw: " if code == 1 else "Fout: ")
    assert (leader("list", "actions", "--all", "--json").out, leader("list", "meetings", "--json").out) == before
