"""The corridor from a shell: the inbox, what becomes of a note, promises and reporting back, patterns, today."""

from __future__ import annotations

import json
from typing import cast

import msgspec
import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.meetings import ITEMS
from tests.cli.processes import Kgw

Object = dict[str, object]


@pytest.fixture
def leader(school: Kgw) -> Kgw:
    """kgw with the demo school, of which the head is at the keyboard."""
    assert school("setup", "--plain", stdin="nl\nMirjam Achterberg\nHet Getij\nMT-overleg\n\n").code == 0
    return school


def objects(kgw: Kgw, *arguments: str) -> list[Object]:
    done = kgw(*arguments, "--json")
    assert done.code == 0, done.err
    return cast("list[Object]", json.loads(done.out))


def shown(kgw: Kgw, handle: str) -> Object:
    return cast("Object", json.loads(kgw("show", handle, "--json").out))


def inbox(kgw: Kgw) -> list[object]:
    return [note["handle"] for note in objects(kgw, "list", "notes", "--open")]


def test_a_note_is_looked_at_and_leaves_the_inbox(leader: Kgw) -> None:
    assert "N-5" in inbox(leader)
    assert leader("do", "N-5", "soort", "idee").out == "N-5: idee\n"
    assert leader("do", "N-5", "stemmen", "patroon").code == 0
    assert leader("do", "N-5", "basis", "aanname", "--why", "niemand heeft geteld").code == 0
    assert leader("do", "N-5", "laten", "rusten").code == 0
    assert "N-5" not in inbox(leader)
    note = shown(leader, "N-5")
    assert (note["kind"], note["voices"], note["basis"], note["known"], note["outcome"]) == (
        "idea",
        "pattern",
        "assumption",
        "niemand heeft geteld",
        "nothing",
    )
    assert leader("do", "N-5", "heropen").code == 0
    assert "N-5" in inbox(leader)


@pytest.mark.parametrize(
    ("arguments", "outcome"),
    [
        (("beantwoord", "--why", "ze weet het"), "answered"),
        (("naar-agenda",), "to-agenda"),
        (("naar", "actie", "--to", "@ravi", "--until", "1 dec"), "to-action"),
        (("kennisvraag", "Klopt het?"), "to-knowledge-question"),
        (("doorverwijzen", "@annelies"), "to-expert"),
        (("volgen", "1 dec"), "watch"),
        (("laten-rusten",), "nothing"),
        (("sluiten", "dat doen we niet"), "closed-with-reason"),
    ],
)
def test_each_outcome_can_be_said_in_dutch_and_in_english(
    leader: Kgw, arguments: tuple[str, ...], outcome: str
) -> None:
    done = leader("do", "N-6", *arguments)
    assert done.code == 0, done.err
    assert done.out.startswith("N-6: ")
    assert done.out.count("\n") == 1
    assert shown(leader, "N-6")["outcome"] == outcome
    words = {"closed-with-reason": ("--why", "no"), "to-expert": ("--to", "@annelies"), "to-action": ("do",)}
    english = leader("do", "N-8", outcome, *words.get(outcome, ()), "--lang", "en")
    assert english.code == 0, english.err
    assert [note["handle"] for note in objects(leader, "list", "notes", "--outcome", outcome)] == ["N-6", "N-8"]


def test_what_a_note_became_is_linked_both_ways_and_in_no_list_of_others(leader: Kgw) -> None:
    leader("do", "N-6", "naar-actie", "De ouder terugbellen", "--to", "@ravi", "--until", "1 dec")
    (became,) = cast("list[Object]", shown(leader, "N-6")["became"])
    assert (became["kind"], became["text"], became["status"]) == ("action", "De ouder terugbellen", "open")
    action = shown(leader, str(became["handle"]))
    assert (action["owners"], action["due"], action["private"]) == (["Ravi Jagernath"], "2026-12-01", True)
    assert action["notes"] == ["N-6"]
    assert became["handle"] not in leader("export", "last", "--format", "json").out
    assert "N-6" in leader("show", str(became["handle"])).out


def test_a_note_becomes_an_item_of_the_series_that_is_named(leader: Kgw) -> None:
    done = leader("do", "N-6", "agenda", "Wat weten we van de toetsen?", "--series", "PLG feedback")
    assert done.code == 0, done.err
    assert "PLG feedback" in done.out
    (item,) = cast("list[Object]", shown(leader, "N-6")["became"])
    assert item == {
        "kind": "item",
        "title": "Wat weten we van de toetsen?",
        "state": "open",
        "meeting": "PLG feedback",
        "date": item["date"],
        "in": item["in"],
    }
    assert "Wat weten we van de toetsen?" in leader("show", str(item["in"])).out
    assert "N-6" not in leader("show", str(item["in"]), "--json").out


def test_a_promise_is_kept_only_when_it_is_reported_back(leader: Kgw) -> None:
    made = leader("do", "N-5", "toezeggen", "Daan bellen", "--until", "vrijdag")
    handle = made.out.split()[1]
    assert "2026-11-27" in made.out
    assert leader("do", handle, "gedaan").code == 0
    open_ones = {each["handle"]: each for each in objects(leader, "list", "promises", "--person", "@daan")}
    assert open_ones[handle]["status"] == "done"
    assert (open_ones[handle]["note"], open_ones[handle]["to"]) == ("N-5", "Daan Hoekstra")
    assert [need["need"] for need in objects(leader, "today") if need.get("handle") == handle] == ["told"]
    assert leader("do", handle, "teruggekoppeld", "hij weet het").code == 0
    assert handle not in [each["handle"] for each in objects(leader, "list", "promises")]
    assert handle in [each["handle"] for each in objects(leader, "list", "promises", "--all")]
    again = leader("do", handle, "teruggekoppeld")
    assert (again.code, again.out, again.err.count("\n")) == (1, "", 1)


def test_who_said_it_is_proposed_to_be_told_why_it_was_closed(leader: Kgw) -> None:
    assert objects(leader, "list", "reports") == []
    leader("do", "N-7", "sluiten", "--why", "zo'n besluit is er niet")
    (report,) = objects(leader, "list", "reports")
    assert (report["note"], report["whom"], report["since"]) == ("N-7", "Lisanne de Ruiter", "2026-11-24")
    assert report["words"] == "Zo'n besluit is er niet."
    assert leader("do", "N-7", "teruggekoppeld").code == 0
    assert objects(leader, "list", "reports") == []
    assert shown(leader, "N-7")["told"] == report["words"]


def test_a_pattern_is_brought_up_without_the_names_of_those_who_said_it(leader: Kgw) -> None:
    (pattern,) = objects(leader, "list", "patterns", "--open")
    assert pattern["theme"] == "toetsing"
    assert pattern["count"] == sum(cast("list[int]", pattern["weeks"])) == len(cast("list[str]", pattern["notes"]))
    assert "Lisanne" not in json.dumps(pattern)
    asked = leader("do", "#toetsing", "naar-agenda", "Hoe weten we wat de toetsen doen?")
    assert asked.code == 2, "first one sees what would be shared"
    assert "keer gehoord" in asked.err
    done = leader("do", "#toetsing", "naar-agenda", "Hoe weten we wat de toetsen doen?", "--yes")
    assert done.code == 0, done.err
    facts = leader("show", "2026-11-24").out.partition("## Hoe weten we wat de toetsen doen?")[2].partition("##")[0]
    assert "vier toetsen in drie dagen" in facts
    assert not any(name in facts for name in ("Lisanne", "Shanice", "Kwame", "Youssef"))
    assert {str(note["outcome"]) for note in objects(leader, "list", "notes", "--outcome", "to-agenda")} == {
        "to-agenda"
    }
    assert objects(leader, "list", "patterns", "--open") == []


def test_today_is_in_the_order_of_the_page_and_the_same_for_programs(leader: Kgw) -> None:
    leader("do", "N-4", "volgen", "vandaag")
    needs = objects(leader, "today")
    kinds = [str(need["need"]) for need in needs]
    order = ["meeting", "minutes", "due", "told", "report", "watch", "inbox", "pattern", "review"]
    assert kinds == sorted(kinds, key=order.index)
    assert {"minutes", "due", "watch", "inbox", "pattern"} <= set(kinds)
    assert len(leader("today").lines) == len(needs)
    (late, *_others) = [need for need in needs if need.get("late")]
    assert f"{late['handle']}\t{late['date']} late\t{late['text']}" in leader("--lang", "en", "today").out


def test_today_counts_what_is_private_while_a_meeting_runs_and_shows_none_of_it(leader: Kgw) -> None:
    before = objects(leader, "today")
    assert any(need.get("private") for need in before)
    assert leader("do", "M-3", "heropen").code == 0
    done = leader("today")
    during = objects(leader, "today")
    assert not any(need.get("private") for need in during)
    assert "kgw list" in done.err
    assert str(sum(1 for need in before if need.get("private"))) in done.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("N-6", "soort"), 2),
        (("N-6", "soort", "niks"), 2),
        (("N-6", "stemmen", "veel"), 2),
        (("N-6", "sluiten"), 2),
        (("N-6", "verwijderen"), 2),
        (("N-6", "volgen", "gisteren"), 1),
        (("N-6", "volgen", "ooit"), 1),
        (("N-6", "naar-actie", "--until", "ooit"), 1),
        (("N-6", "naar-agenda", "--series", "Bestaat niet"), 1),
        (("N-6", "naar-agenda", "--until", "1 dec"), 2),
        (("N-6", "naar-actie", "dit", "--text", "dat"), 2),
        (("N-6", "gedaan"), 1),
        (("N-99", "laten-rusten"), 1),
        (("#niets", "naar-agenda"), 1),
        (("#gebouw", "naar-agenda"), 1),
        (("A-1", "teruggekoppeld"), 1),
    ],
)
def test_what_cannot_be_done_to_a_note_changes_nothing(leader: Kgw, arguments: tuple[str, ...], code: int) -> None:
    before = leader("list", "notes", "--json").out, leader("list", "actions", "--all", "--json").out
    done = leader("do", *arguments)
    assert (done.code, done.out) == (code, ""), done.err
    assert done.err.splitlines()[-1].startswith("kgw: " if code == 1 else "Fout: ")
    assert (leader("list", "notes", "--json").out, leader("list", "actions", "--all", "--json").out) == before


def test_a_note_is_taken_out_only_with_a_yes(leader: Kgw) -> None:
    promise = str(cast("list[Object]", shown(leader, "N-1")["actions"])[0]["handle"])
    assert leader("do", "N-1", "verwijderen", "--yes").code == 0
    assert leader("show", "N-1").code == 1
    assert leader("show", promise).code == 1


def test_notes_are_narrowed_by_kind_person_and_theme(leader: Kgw) -> None:
    assert [each["handle"] for each in objects(leader, "list", "notes", "--kind", "zorg")] == ["N-5", "N-8"]
    assert [each["handle"] for each in objects(leader, "list", "notes", "--kind", "concern")] == ["N-5", "N-8"]
    assert [each["handle"] for each in objects(leader, "list", "notes", "--person", "@daan")] == ["N-5"]
    assert [each["handle"] for each in objects(leader, "list", "notes", "--theme", "#gebouw")] == ["N-3", "N-10"]


def test_what_is_open_between_us_is_on_the_page_of_a_person(leader: Kgw) -> None:
    page = shown(leader, "@daan")
    assert page["name"] == "Daan Hoekstra"
    assert [each["to"] for each in cast("list[Object]", page["promises"])] == ["Daan Hoekstra"]
    assert all(each["status"] == "open" for each in cast("list[Object]", page["actions"]))
    assert [each["handle"] for each in cast("list[Object]", page["notes"])] == ["N-5"]
    assert "docent geschiedenis" in leader("show", "daan").out


def test_a_person_is_renamed_and_erased_everywhere_and_it_says_where(leader: Kgw) -> None:
    assert leader("do", "@shanice", "hernoemen", "Shanice de Boer").code == 0
    assert "Shanice de Boer" in leader("list", "notes").out
    asked = leader("do", "Shanice de Boer", "wissen")
    assert (asked.code, asked.out) == (2, "")
    assert "--yes" in asked.err
    erased = leader("do", "Shanice de Boer", "wissen", "--yes")
    assert erased.code == 0
    assert "vergadering" in erased.out
    everything = "".join(leader("list", what, "--all", "--json").out for what in ("actions", "questions"))
    everything += (
        leader("list", "notes", "--json").out + leader("show", "M-2").out + leader("show", "M-2", "--json").out
    )
    assert "Shanice" not in everything


def test_a_theme_is_shown_with_all_that_bears_it(leader: Kgw) -> None:
    page = shown(leader, "#toetsing")
    assert {each["kind"] for each in cast("list[Object]", page["entries"])} == {"assumption", "decision"}
    assert len(cast("list[Object]", page["notes"])) == 6
    assert shown(leader, "toetsing") == page


def test_what_is_done_is_given_as_json_to_programs(leader: Kgw) -> None:
    note = json.loads(leader("do", "N-6", "naar-actie", "Terugbellen", "--json").out)
    assert (note["outcome"], note["became"][0]["text"]) == ("to-action", "Terugbellen")
    assert json.loads(leader("do", "A-1", "gedaan", "--json").out)["status"] == "done"
    assert json.loads(leader("do", "@daan", "hernoemen", "Daan Vis", "--json").out)["name"] == "Daan Vis"
    assert json.loads(leader("do", "N-8", "verwijderen", "--yes", "--json").out) == {"removed": "N-8"}
    assert json.loads(leader("do", "@lisanne", "wissen", "--yes", "--json").out) == {"removed": "@lisanne"}


def test_what_came_of_a_note_in_a_confidential_item_is_shown_only_when_asked_for(leader: Kgw) -> None:
    assert leader("do", "N-5", "to-agenda", "--series", "MT-overleg", "--text", "Werkdruk").code == 0
    workspace = open_workspace(leader.home)
    with workspace.shared.transaction("test") as tx:
        item = next(each for each in tx.all(ITEMS) if each.title == "Werkdruk")
        tx.put(ITEMS, msgspec.structs.replace(item, confidential=True))
    workspace.close()
    assert not {"became", "came_of_it"} & shown(leader, "N-5").keys()
    assert "Werkdruk" not in leader("show", "N-5").out
    assert "Werkdruk" in leader("show", "N-5", "--confidential").out


@pytest.mark.parametrize("words", ["", "#", " "])
def test_no_words_are_no_theme(leader: Kgw, words: str) -> None:
    done = leader("show", words)
    assert done.code == 1
    assert not done.out
