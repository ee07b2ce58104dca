"""Logging a corridor note: when it was heard, about whom, and that no word is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from kgw_tui.drafts import LOG, draft_place, records_of
from kgw_tui.errors import Refused
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.records.people import PEOPLE, Who
from kgw_tui.records.record import new_id
from kgw_tui.usecases.drafts import left_unfinished
from kgw_tui.usecases.noting import hint_after, log_notes, notes_in
from kgw_tui.workspace import Workspace
from tests.workspaces import workspace_at

from .meetings import hold_meeting


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


def log(workspace: Workspace, text: str) -> CorridorNote:
    return log_notes(workspace, [text])[0].note


def wall(note: CorridorNote) -> str:
    return f"{note.heard_at.astimezone():%Y-%m-%d %H:%M}"


def who(workspace: Workspace, name: str) -> Who:
    return next(Who(person=person.id) for person in workspace.shared.all(PEOPLE) if person.name.startswith(name))


def test_a_line_becomes_a_note_with_its_people_and_themes(workspace: Workspace) -> None:
    note = log(workspace, "@karim vraagt of de toetsweek eerder kan #toetsing")
    assert note.mentions == (who(workspace, "Karim"),)
    assert note.themes == ("toetsing",)
    assert "vraagt of de toetsweek eerder kan" in note.text
    assert wall(note) == "2026-11-24 13:04"
    assert workspace.private.get(CORRIDOR_NOTES, note.id) == note


def test_each_note_gets_the_next_number(workspace: Workspace) -> None:
    assert [log(workspace, "een").handle, log(workspace, "twee").handle] == ["N-1", "N-2"]


def test_nothing_of_a_note_is_in_the_shared_store(workspace: Workspace) -> None:
    log(workspace, "! @karim terugbellen >vr")
    assert not workspace.shared.all(CORRIDOR_NOTES)
    assert not workspace.shared.all(ENTRIES)


@pytest.mark.parametrize(
    ("line", "heard", "text"),
    [
        ("09:10 Fatima belde", "2026-11-24 09:10", "Fatima belde"),
        ("9.10 Fatima belde", "2026-11-24 09:10", "Fatima belde"),
        ("gisteren 15:30 Fatima belde", "2026-11-23 15:30", "Fatima belde"),
        ("gisteren om 15:30 Fatima belde", "2026-11-23 15:30", "Fatima belde"),
        ("2026-11-03 11:15 Fatima belde", "2026-11-03 11:15", "Fatima belde"),
        ("2026-11-03 Fatima belde", "2026-11-03 12:00", "Fatima belde"),
        ("gisteren belde Fatima", "2026-11-23 12:00", "gisteren belde Fatima"),
        ("vrijdag belt Fatima", "2026-11-24 13:04", "vrijdag belt Fatima"),
        ("vandaag belde Fatima", "2026-11-24 13:04", "vandaag belde Fatima"),
        ("14 van de 20 leerlingen", "2026-11-24 13:04", "14 van de 20 leerlingen"),
        ("15:30 komt de inspectie", "2026-11-24 13:04", "15:30 komt de inspectie"),
        ("vandaag 16:00 komt Karim", "2026-11-24 13:04", "vandaag 16:00 komt Karim"),
        ("13:10 Fatima belde", "2026-11-24 13:10", "Fatima belde"),
        ("25:10 is geen tijd", "2026-11-24 13:04", "25:10 is geen tijd"),
        ("13:30", "2026-11-24 13:04", "13:30"),
    ],
)
def test_the_moment_at_the_beginning_is_when_it_was_heard(
    workspace: Workspace, line: str, heard: str, text: str
) -> None:
    note = log(workspace, line)
    assert (wall(note), note.text) == (heard, text)


def test_a_day_that_was_read_is_told(workspace: Workspace) -> None:
    assert "ma 23 nov" in " ".join(log_notes(workspace, ["gisteren belde Fatima"])[0].notices)
    assert "ma 23 nov 15:30" in " ".join(log_notes(workspace, ["gisteren om 15:30 belde Fatima"])[0].notices)


@pytest.mark.parametrize("line", ["? klopt dat", "= besluit", "+ 14 van de 20", "> later", "# kop", "/help", "//x"])
def test_marks_of_a_meeting_are_words_in_a_note(workspace: Workspace, line: str) -> None:
    assert log(workspace, line).text.endswith(line.lstrip("/"))


def test_the_mark_of_a_private_line_goes_since_every_note_is_private(workspace: Workspace) -> None:
    assert log(workspace, "; niet doorvertellen").text == "niet doorvertellen"


def test_braces_at_the_end_stay_text(workspace: Workspace) -> None:
    assert log(workspace, "lokaal 2.08 {open}").text == "lokaal 2.08 {open}"


def test_a_promise_is_an_action_of_the_writer_under_the_note(workspace: Workspace) -> None:
    note = log(workspace, "! Karim terugbellen over de toetsweek >vr #toetsing")
    promise = workspace.private.query(ENTRIES, parent=note.id)[0]
    assert isinstance(promise, Action)
    assert promise.due == dt.date(2026, 11, 27)
    assert promise.owners == (who(workspace, "Sanne"),)
    assert promise.text == note.text


def test_an_unknown_name_is_told_and_stays_as_typed(workspace: Workspace) -> None:
    logged = log_notes(workspace, ["@zeynep belde"])[0]
    assert logged.note.mentions == (Who(name="zeynep"),)
    assert "zeynep" in " ".join(logged.notices)


@pytest.mark.parametrize("text", ["", "   ", "\x1b\x07", "!", "! "])
def test_nothing_is_not_a_note(workspace: Workspace, text: str) -> None:
    with pytest.raises(Refused):
        log_notes(workspace, [text])
    assert not workspace.private.all(CORRIDOR_NOTES)


def test_a_mark_alone_among_several_lines_is_a_note_and_stops_none(workspace: Workspace) -> None:
    logged = log_notes(workspace, ["een", "!", "twee"])
    assert [each.note.text for each in logged] == ["een", "!", "twee"]
    assert [len(each.notices) for each in logged] == [0, 1, 0]


@pytest.mark.parametrize(
    ("line", "text"),
    [("; /sluit", "/sluit"), ("; # titel", "# titel"), ("; > x", "> x"), ("; ;x", ";x"), ("; ? echt", "? echt")],
)
def test_what_stands_behind_the_mark_of_a_private_line_stays_as_it_is(
    workspace: Workspace, line: str, text: str
) -> None:
    assert log(workspace, line).text == text


@pytest.mark.parametrize("text", [";", "; ;", "; !"])
def test_a_private_mark_with_nothing_behind_it_is_not_a_note(workspace: Workspace, text: str) -> None:
    with pytest.raises(Refused):
        log_notes(workspace, [text])
    assert not workspace.private.all(CORRIDOR_NOTES)


def test_the_shared_store_does_not_tell_of_a_promise(workspace: Workspace) -> None:
    log(workspace, "! @karim terugbellen")
    journal = b"".join(path.read_bytes() for path in (workspace.home / "shared").rglob("*") if path.is_file())
    assert b"note" not in journal and b"Karim terug" not in journal
    assert workspace.undo() is not None
    assert not workspace.private.all(CORRIDOR_NOTES)
    assert workspace.undo() is None


def test_a_piped_text_is_a_note_a_line_and_an_indented_line_goes_on() -> None:
    assert notes_in("een\n\ntwee\n  en verder\r\n\tnog iets\ndrie") == ["een", "twee\nen verder\nnog iets", "drie"]


def test_the_lines_of_one_note_stay_lines(workspace: Workspace) -> None:
    assert log(workspace, "eerst dit\nen dan @karim dat #rooster").text.count("\n") == 1


def walls(workspace: Workspace, text: str) -> list[tuple[str, str]]:
    return [(wall(each.note), each.note.text) for each in log_notes(workspace, notes_in(text))]


def test_several_are_written_up_later_under_the_day_on_which_they_were_heard(workspace: Workspace) -> None:
    text = "maandag:\n09:10 een\n11.15 twee\ndrie\nvr 20 nov\n8:05 vier\nvandaag\n12:50 vijf"
    assert walls(workspace, text) == [
        ("2026-11-23 09:10", "een"),
        ("2026-11-23 11:15", "twee"),
        ("2026-11-23 12:00", "drie"),
        ("2026-11-20 08:05", "vier"),
        ("2026-11-24 12:50", "vijf"),
    ]


def test_each_of_several_is_told_when_it_was_heard(workspace: Workspace) -> None:
    logged = log_notes(workspace, ["gisteren", "09:10 een", "twee"])
    assert ["09:10" in " ".join(each.notices) for each in logged] == [True, False]
    assert all("ma 23 nov" in " ".join(each.notices) for each in logged)


@pytest.mark.parametrize(
    "text", ["morgen\neen", "2026-12-03\neen", "na de vakantie\neen", "een\ngisteren", "di 24 nov\n  en\neen"]
)
def test_what_is_no_day_gone_by_above_others_is_a_note(workspace: Workspace, text: str) -> None:
    assert len(log_notes(workspace, notes_in(text))) == 2


def test_a_day_alone_is_a_note(workspace: Workspace) -> None:
    assert log(workspace, "maandag").text == "maandag"


def test_a_promise_below_a_note_is_kept_with_it_and_leaves_its_text(workspace: Workspace) -> None:
    (logged,) = log_notes(workspace, ["@karim vraagt of het eerder kan\n! hem bellen >vr\nhij wacht erop"])
    assert logged.note.text == "Karim vraagt of het eerder kan\nhij wacht erop"
    assert [(each.text, each.due, each.handle) for each in logged.promises] == [
        ("hem bellen", dt.date(2026, 11, 27), "A-1")
    ]
    assert workspace.private.query(ENTRIES, parent=logged.note.id) == list(logged.promises)
    assert not workspace.shared.all(ENTRIES)


def test_a_mark_alone_below_a_note_stays_text(workspace: Workspace) -> None:
    assert log(workspace, "Karim belt\n!").text == "Karim belt\n!"


def test_a_hint_comes_after_a_note_that_calls_for_one_and_after_no_other(workspace: Workspace) -> None:
    assert hint_after(workspace, log_notes(workspace, ["@karim vraagt iets"])) == ""
    assert "gezondheid" in hint_after(workspace, log_notes(workspace, ["een", "@karim is ziek"]))
    assert "gezondheid" in hint_after(workspace, log_notes(workspace, ["@{Karim Bouzid} is ziek"]))
    assert "gezondheid" in hint_after(workspace, log_notes(workspace, ["@kb is ziek"]))


def test_whoever_is_to_act_is_no_name_too_many(workspace: Workspace) -> None:
    assert hint_after(workspace, log_notes(workspace, ["! @karim @fatima @jan @sanne bellen samen >vr"])) == ""
    assert hint_after(workspace, log_notes(workspace, ["@karim @fatima @jan @sanne waren erbij"])) != ""


def test_no_hint_comes_while_a_meeting_runs_or_where_hints_are_off(workspace: Workspace) -> None:
    logged = log_notes(workspace, ["@karim is ziek"])
    workspace.save_settings(structs.replace(workspace.settings, writing_hints=False))
    assert hint_after(workspace, logged) == ""
    workspace.save_settings(structs.replace(workspace.settings, writing_hints=True))
    assert hint_after(workspace, logged) != ""
    hold_meeting(workspace)
    assert hint_after(workspace, logged) == ""


def test_what_was_entered_when_the_program_was_killed_is_not_offered_again(workspace: Workspace) -> None:
    place = draft_place(LOG, record=new_id())
    workspace.drafts.hold({place: "@karim belt"})
    assert left_unfinished(workspace, LOG)
    log_notes(workspace, ["@karim belt"], record=records_of(place)[0])
    assert not left_unfinished(workspace, LOG)
