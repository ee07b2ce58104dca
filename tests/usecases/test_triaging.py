"""What is said of a corridor note afterwards, and what it becomes: each of it as told, and undone as one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.errors import NotFound, Refused
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action, Question
from kgw_tui.records.meetings import ITEMS
from kgw_tui.records.people import PEOPLE, Person
from kgw_tui.usecases import triaging
from kgw_tui.usecases.heard import HeardNotes
from kgw_tui.usecases.links import came_of, notes_behind
from kgw_tui.usecases.reporting import report_back, report_of
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .chains import fresh, hear, put_on_agenda

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as opened:
        yield opened


def people(workspace: Workspace, name: str) -> list[Person]:
    return [each for each in workspace.shared.all(PEOPLE) if each.name == name]


def unstamped(note: CorridorNote) -> CorridorNote:
    return msgspec.structs.replace(note, changed_at=None, changed_by="")


def made(workspace: Workspace, note: CorridorNote) -> list[Action | Question]:
    found = [workspace.private.get(ENTRIES, each) for each in fresh(workspace, note.id).became]
    return [each for each in found if isinstance(each, Action | Question)]


@pytest.mark.parametrize(
    ("outcome", "words", "kept"),
    [
        ("answered", "vrijdag om drie uur", {"reason": "vrijdag om drie uur", "reported_on": TODAY}),
        ("answered", "", {"reported_on": TODAY}),
        ("nothing", "", {"reported_on": TODAY}),
        ("to-expert", "@jan", {"reason": "Jan"}),
        ("to-expert", "de bibliotheek in de stad", {"reason": "de bibliotheek in de stad"}),
        ("watch", "over 2 weken", {"look_again": dt.date(2026, 12, 8)}),
        ("watch", ">vr", {"look_again": dt.date(2026, 11, 27)}),
        ("closed-with-reason", "= te duur", {"reason": "= te duur"}),
    ],
)
def test_a_note_ends_as_was_said_and_undo_puts_it_back(
    workspace: Workspace, outcome: str, words: str, kept: dict[str, object]
) -> None:
    note = hear(workspace)
    triaging.settle(workspace, note.id, outcome, words)
    ended = fresh(workspace, note.id)
    assert unstamped(ended) == msgspec.structs.replace(unstamped(note), outcome=outcome, settled_on=TODAY, **kept)
    workspace.undo()
    assert unstamped(fresh(workspace, note.id)) == unstamped(note)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("closed-with-reason", " "), ("to-expert", ""), ("watch", "ooit"), ("watch", ""), ("watch", "1 jan 2020")]
    + [(made_otherwise, "x") for made_otherwise in ("to-agenda", "to-action", "to-knowledge-question", "elsewhere")],
)
def test_words_that_do_not_do_are_refused_and_change_nothing(workspace: Workspace, outcome: str, words: str) -> None:
    note = hear(workspace)
    with pytest.raises(Refused):
        triaging.settle(workspace, note.id, outcome, words)
    assert unstamped(fresh(workspace, note.id)) == unstamped(note)


def test_it_becomes_an_action_of_mine_or_of_whom_i_name_and_one_undo_takes_both_back(workspace: Workspace) -> None:
    note = hear(workspace, "@karim vraagt of de toetsweek eerder kan #toetsing")
    action = triaging.to_action(workspace, note.id, "Rooster nakijken @jan >vr")
    assert made(workspace, note) == [action]
    assert (action.text, action.due, action.parent) == ("Rooster nakijken", dt.date(2026, 11, 27), note.id)
    assert [who.person for who in action.owners] == [each.id for each in people(workspace, "Jan Pol")]
    assert workspace.shared.all(ENTRIES) == [], "it is in nobody's minutes"
    assert notes_behind(workspace, action.id) == [fresh(workspace, note.id)]
    workspace.undo()
    assert unstamped(fresh(workspace, note.id)) == unstamped(note)
    assert workspace.private.get(ENTRIES, action.id) is None
    mine = triaging.to_action(workspace, note.id, note.text)
    assert [who.person for who in mine.owners] == [workspace.settings.writer]
    assert mine.handle not in {"", action.handle}, "a number is never given twice"


def test_it_becomes_a_question_that_somebody_finds_out_about(workspace: Workspace) -> None:
    note = hear(workspace)
    question = triaging.to_question(workspace, note.id, "? Wat kost eerder toetsen @fatima >1 dec")
    assert made(workspace, note) == [question]
    assert (question.text, question.due) == ("Wat kost eerder toetsen", dt.date(2026, 12, 1))
    assert fresh(workspace, note.id).outcome == "to-knowledge-question"


def test_what_becomes_of_it_next_begins_anew_and_what_it_became_stays_linked(workspace: Workspace) -> None:
    note = hear(workspace)
    triaging.settle(workspace, note.id, "answered", "dat kan niet")
    item = put_on_agenda(workspace, fresh(workspace, note.id))
    assert fresh(workspace, note.id).reported_on is None, "whoever said it has something to hear again"
    report_back(workspace, note.id, "het komt in het overleg")
    action = triaging.to_action(workspace, note.id, "Zelf uitzoeken")
    again = fresh(workspace, note.id)
    assert (again.outcome, again.reason, again.reported_on, again.told) == ("to-action", "", None, "")
    assert again.became == (item.id, action.id)
    assert [came.record.id for came in came_of(workspace, again)] == [item.id, action.id]
    closed = triaging.settle(workspace, note.id, "closed-with-reason", "te duur")
    assert (closed.look_again, closed.reported_on) == (None, None)
    assert report_of(workspace, closed) is not None


def test_opened_again_it_waits_in_the_inbox_and_nothing_of_the_old_end_is_left(workspace: Workspace) -> None:
    note = hear(workspace)
    triaging.settle(workspace, note.id, "watch", "over 2 weken")
    assert unstamped(triaging.reopen(workspace, note.id)) == unstamped(note)
    with pytest.raises(Refused, match="postvak"):
        triaging.reopen(workspace, note.id)
    workspace.undo()
    assert fresh(workspace, note.id).look_again == dt.date(2026, 12, 8)


def test_kind_voices_and_what_is_known_are_said_and_taken_back(workspace: Workspace) -> None:
    note = hear(workspace)
    triaging.set_kind(workspace, note.id, "rumour")
    triaging.set_voices(workspace, note.id, "pattern")
    triaging.set_basis(workspace, note.id, "assumption")
    triaging.set_known(workspace, note.id, "@jan telde het in oktober")
    said = fresh(workspace, note.id)
    assert (said.kind, said.voices, said.basis, said.known) == (
        "rumour",
        "pattern",
        "assumption",
        "Jan telde het in oktober",
    )
    for deed in (triaging.set_kind, triaging.set_voices, triaging.set_basis, triaging.set_known):
        deed(workspace, note.id, "")
    assert unstamped(fresh(workspace, note.id)) == unstamped(note)
    for deed in (triaging.set_voices, triaging.set_basis):
        with pytest.raises(Refused):
            deed(workspace, note.id, "veel")


def test_a_promise_stands_beside_it_and_leaves_it_in_the_inbox(workspace: Workspace) -> None:
    note = hear(workspace, "een stem zegt het")
    promised = triaging.promise(workspace, note.id, "! bellen >vr")
    assert (promised.text, promised.due, promised.parent) == ("bellen", dt.date(2026, 11, 27), note.id)
    assert unstamped(fresh(workspace, note.id)) == unstamped(note)
    with pytest.raises(Refused):
        triaging.promise(workspace, note.id, " ! ")
    workspace.undo()
    assert workspace.private.query(ENTRIES, parent=note.id) == []


def test_other_words_keep_their_breaks_and_who_said_it_and_find_people_and_themes(workspace: Workspace) -> None:
    note = hear(workspace, "@karim vraagt het #toetsing\nHij was erbij.")
    with workspace.private.transaction("test") as tx:
        tx.put(CORRIDOR_NOTES, msgspec.structs.replace(note, nameless="een collega vraagt het"))
    line = triaging.in_one_line(note)
    assert "\n" not in line
    kept = triaging.rewrite(workspace, note.id, line)
    assert (kept.text, kept.nameless) == (note.text, "een collega vraagt het"), "as it stood in the line"
    changed = triaging.rewrite(workspace, note.id, f"{line} ↵ Ook @fatima zei het #rooster")
    assert changed.text.split("\n") == [*note.text.split("\n"), "Ook Fatima zei het"]
    assert [who.person for who in changed.mentions] == [
        each.id for each in (*people(workspace, "Karim Bouzid"), *people(workspace, "Fatima El Idrissi"))
    ]
    assert (changed.themes, changed.nameless) == (("rooster",), "")
    with pytest.raises(Refused):
        triaging.rewrite(workspace, note.id, " ↵ ")


def test_a_name_that_was_mistyped_is_put_right_so_that_nobody_else_is_told(workspace: Workspace) -> None:
    note = hear(workspace, "@karim vraagt om een lijst")
    assert triaging.rewrite(workspace, note.id, "Karim vraagt om een lange lijst").mentions == note.mentions
    changed = triaging.rewrite(workspace, note.id, "@fatima vraagt om een lijst")
    assert [who.person for who in changed.mentions] == [people(workspace, "Fatima El Idrissi")[0].id]
    closed = triaging.settle(workspace, note.id, "closed-with-reason", "te duur")
    report = report_of(workspace, closed)
    assert report is not None
    assert report.whom == changed.mentions[0]


@pytest.mark.parametrize("deed", [triaging.to_action, triaging.to_question])
def test_twice_the_same_end_makes_one_thing_of_it(
    workspace: Workspace, deed: Callable[[Workspace, str, str], object]
) -> None:
    note = hear(workspace, "een stem zegt het")
    deed(workspace, note.id, "nakijken")
    with pytest.raises(Refused, match="al geworden"):
        deed(workspace, note.id, "nakijken")
    assert len(workspace.private.query(ENTRIES, parent=note.id)) == 1
    triaging.reopen(workspace, note.id)
    deed(workspace, note.id, "nog iets")
    assert len(fresh(workspace, note.id).became) == 2


@pytest.mark.parametrize("words", ["! niet bellen", "? echt waar", "13:30 is te laat", "/wis", "> herkansing", "= af"])
def test_whatever_the_other_words_begin_with_they_are_words(workspace: Workspace, words: str) -> None:
    note = hear(workspace)
    assert triaging.rewrite(workspace, note.id, words).text == words


def test_a_note_is_taken_out_with_its_promises_and_actions_and_comes_back_whole(workspace: Workspace) -> None:
    note = hear(workspace)
    item = put_on_agenda(workspace, note)
    triaging.to_action(workspace, note.id, "Bellen")
    before = fresh(workspace, note.id), workspace.private.all(ENTRIES)
    triaging.delete(workspace, note.id)
    assert workspace.private.get(CORRIDOR_NOTES, note.id) is None
    assert workspace.private.all(ENTRIES) == []
    assert workspace.shared.get(ITEMS, item.id) == item, "what others see stays"
    workspace.undo()
    assert (fresh(workspace, note.id), workspace.private.all(ENTRIES)) == before


DEEDS: list[Callable[[Workspace, str], object]] = [
    lambda workspace, note: triaging.set_kind(workspace, note, "signal"),
    lambda workspace, note: triaging.set_known(workspace, note, "x"),
    lambda workspace, note: triaging.settle(workspace, note, "nothing"),
    lambda workspace, note: triaging.promise(workspace, note, "bellen"),
    lambda workspace, note: triaging.to_action(workspace, note, "bellen"),
    lambda workspace, note: triaging.to_question(workspace, note, "wie belt"),
    triaging.reopen,
    lambda workspace, note: triaging.rewrite(workspace, note, "anders"),
    triaging.delete,
]


@pytest.mark.parametrize("deed", DEEDS)
def test_what_somebody_took_out_meanwhile_is_refused_with_a_sentence(
    workspace: Workspace, deed: Callable[[Workspace, str], object]
) -> None:
    note = hear(workspace)
    triaging.delete(workspace, note.id)
    with pytest.raises(NotFound, match="er niet meer"):
        deed(workspace, note.id)
    assert workspace.private.all(ENTRIES) == []


def test_notes_are_found_by_words_people_themes_kind_and_outcome_as_these_are_called_now(workspace: Workspace) -> None:
    first = hear(workspace, "@karim vraagt of het eerder kan #toetsing")
    second = hear(workspace, "@fatima zag twee kluisjes open #gebouw")
    triaging.set_kind(workspace, second.id, "signal")
    triaging.settle(workspace, second.id, "watch", "over 2 weken")
    heard = HeardNotes(workspace)

    def found(sought: str) -> list[str]:
        return [note.id for note in heard.find("all", sought)]

    assert found("kluis") == found("@fat") == found("#geb") == found("signaal") == found("in de gaten") == [second.id]
    assert found("@karim eerder") == [first.id]
    assert found("") == [second.id, first.id]
    assert [note.id for note in heard.find("inbox")] == [first.id]
    assert [note.id for note in heard.find("watched")] == [second.id]
    with workspace.shared.transaction("test") as tx:
        tx.put(PEOPLE, msgspec.structs.replace(people(workspace, "Fatima El Idrissi")[0], name="Faye Idris"))
    assert found("@faye") == [second.id]
    assert found("@fatima") == []
