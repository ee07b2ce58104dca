"""What Today knows of the corridor stays in step with what is written, however it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui import clock
from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.records.meetings import ITEMS
from kgw_tui.records.people import PEOPLE
from kgw_tui.usecases import acting, reviewing, triaging
from kgw_tui.usecases.kept_heard import KeptHeard
from kgw_tui.usecases.patterns import patterns_now
from kgw_tui.usecases.reporting import kept, leave_untold, promises, report_back, reports_due, tell_later
from kgw_tui.workspace import Workspace

from ..workspaces import TUESDAY, workspace_at
from .chains import fresh, hear, hold_about, promise_in, put_on_agenda


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as opened:
        yield opened


def in_step(workspace: Workspace, corridor: KeptHeard) -> None:
    """It says what reading everything anew says."""
    heard, anew = corridor.heard(), KeptHeard(workspace).heard()
    assert heard == anew
    assert list(heard.reports) == reports_due(workspace)
    assert list(corridor.promises()) == promises(workspace)
    assert [each.theme for each in heard.patterns] == [each.theme for each in patterns_now(workspace) if each.waits]


def test_each_thing_that_is_done_is_seen_at_once_and_so_is_its_undoing(workspace: Workspace) -> None:
    corridor = KeptHeard(workspace)
    in_step(workspace, corridor)
    first = hear(workspace)
    second, third = hear(workspace, "@jan zegt a #toetsing"), hear(workspace, "@fatima zegt b #toetsing")
    assert len(corridor.heard().patterns) == 1
    made: list[Action] = []
    item = put_on_agenda(workspace, first)
    action = promise_in(workspace, first)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: made.append(triaging.to_action(workspace, second.id, "bellen >vr")),
        lambda: acting.finish(workspace, made[0].id, "het mag"),
        lambda: acting.reopen(workspace, made[0].id),
        lambda: acting.finish(workspace, made[0].id, "toch"),
        lambda: report_back(workspace, second.id, "het mag"),
        lambda: triaging.settle(workspace, third.id, "watch", "1 dec"),
        lambda: triaging.reopen(workspace, third.id),
        lambda: triaging.settle(workspace, third.id, "closed-with-reason", "te duur"),
        lambda: tell_later(workspace, third.id, "vr"),
        lambda: leave_untold(workspace, third.id, "van school"),
        lambda: triaging.promise(workspace, third.id, "nog eens bellen >vr"),
        lambda: acting.finish(workspace, action.id, "gedaan"),
        lambda: hold_about(workspace, item, "= Proef tot maart", "! Ophangen @jan"),
        lambda: kept(workspace, action.id, "een proef"),
        lambda: triaging.delete(workspace, second.id),
    )
    for deed in deeds:
        deed()
        in_step(workspace, corridor)
    for _deed in deeds:
        workspace.undo()
        in_step(workspace, corridor)


def test_what_changes_at_an_item_changes_what_may_be_told(workspace: Workspace) -> None:
    corridor = KeptHeard(workspace)
    note = hear(workspace)
    item = put_on_agenda(workspace, note)
    assert corridor.report_of(note.id) is None
    live = hold_about(workspace, item, "= Proef tot maart", "! Ophangen @jan")
    report = corridor.report_of(note.id)
    assert report is not None
    assert "Proef tot maart" in report.words
    secret = next(each for each in workspace.shared.all(ENTRIES) if each.text == "Ophangen")
    live.forget()
    reviewing.hold_back(live, secret.id)
    in_step(workspace, corridor)
    report = corridor.report_of(note.id)
    assert report is not None
    assert "Ophangen" not in report.words
    with workspace.writing(workspace.shared, "item.edit") as tx:
        found = tx.get(ITEMS, item.id)
        assert found is not None
        tx.put(ITEMS, msgspec.structs.replace(found, confidential=True))
    report = corridor.report_of(note.id)
    assert report is not None
    assert report.words == ""


def test_a_note_whose_item_was_taken_off_the_agenda_comes_back_to_be_looked_at(workspace: Workspace) -> None:
    corridor = KeptHeard(workspace)
    note = hear(workspace)
    item = put_on_agenda(workspace, note)
    assert corridor.heard().lost == ()
    with workspace.writing(workspace.shared, "item.delete") as tx:
        tx.delete(ITEMS, item.id)
    assert corridor.heard().lost == (fresh(workspace, note.id),)
    workspace.undo()
    assert corridor.heard().lost == ()


def test_what_another_process_writes_is_seen_once_it_was_read(workspace: Workspace) -> None:
    corridor = KeptHeard(workspace)
    assert corridor.heard().inbox == ()
    other = open_workspace(workspace.home)
    hear(other)
    workspace.private.refresh()
    assert len(corridor.heard().inbox) == 1
    assert len(corridor.promises()) == 1
    other.close()


def test_a_pattern_goes_when_its_weeks_are_over(workspace: Workspace) -> None:
    corridor = KeptHeard(workspace)
    for words in ("@jan zegt a #toetsing", "@fatima zegt b #toetsing", "@karim zegt c #toetsing"):
        hear(workspace, words)
    assert [each.theme for each in corridor.heard().patterns] == ["toetsing"]
    clock.set_clock(lambda: TUESDAY + dt.timedelta(weeks=7))
    assert corridor.heard().patterns == ()
    clock.set_clock(lambda: TUESDAY)
    assert len(corridor.heard().patterns) == 1


def test_who_the_writer_is_decides_who_is_to_be_told(workspace: Workspace) -> None:
    corridor = KeptHeard(workspace)
    note = hear(workspace, "@sanne en @karim vragen iets")
    triaging.settle(workspace, note.id, "closed-with-reason", "nee")
    assert [each.whom for each in corridor.heard().reports] == [note.mentions[1]]
    workspace.save_settings(msgspec.structs.replace(workspace.settings, writer=note.mentions[1].person))
    assert [each.whom for each in corridor.heard().reports] == [note.mentions[0]]


def test_who_asks_while_it_is_being_read_gets_all_of_it_and_the_reading_goes_on(workspace: Workspace) -> None:
    for number in range(60):
        note = hear(workspace, f"@karim vraagt {number}\n! Karim bellen")
        triaging.settle(workspace, note.id, "closed-with-reason", "nee")
    corridor = KeptHeard(workspace)
    steps = corridor.reading()
    next(steps)
    next(steps)
    assert len(corridor.heard().reports) == 60
    report_back(workspace, corridor.heard().reports[0].note.id, "nee")
    for _step in steps:
        assert len(corridor.heard().reports) == 59
    in_step(workspace, corridor)
    for taken in range(1, 6):
        slowly = KeptHeard(workspace)
        reading = slowly.reading()
        for _step in range(taken):
            next(reading, None)
        assert slowly.heard() == corridor.heard()
        for _step in reading:
            pass
        in_step(workspace, slowly)


def test_who_said_it_in_a_pattern_follows_what_somebody_does(workspace: Workspace) -> None:
    corridor = KeptHeard(workspace)
    for words in ("@jan zegt a #toetsing", "@jan zegt b #toetsing", "@jan zegt c #toetsing"):
        hear(workspace, words)
    assert corridor.heard().patterns[0].roles == (("colleague", 3),)
    jan = next(person for person in workspace.shared.all(PEOPLE) if person.name == "Jan Pol")
    with workspace.writing(workspace.shared, "person.edit") as tx:
        tx.put(PEOPLE, msgspec.structs.replace(jan, function="leerling"))
    assert corridor.heard().patterns[0].roles == (("student", 3),)
