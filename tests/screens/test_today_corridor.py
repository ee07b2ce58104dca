"""What the corridor has for today: promises, whom to tell, what to look at again, the inbox, patterns; each one key."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kgw_tui import clock
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.usecases import triaging
from kgw_tui.workspace import Workspace

from ..usecases.chains import fresh, hear, hold_about, put_on_agenda
from ..usecases.meetings import hold_meeting
from ..workspaces import TUESDAY, workspace_at
from .chairing import Chair, on_workspace
from .test_today import choose

Prepare = Callable[[Workspace], object]


@asynccontextmanager
async def today(
    home: Path, prepare: Prepare, *, code: str = "nl", size: tuple[int, int] = (80, 24)
) -> AsyncGenerator[Chair]:
    """The page of today, after what was prepared."""
    with workspace_at(home, code) as workspace:
        prepare(workspace)
        async with on_workspace(workspace, size=size) as chair:
            await chair.press("1")
            await chair.until(lambda: chair.place == "TodayScreen" and bool(chair.keys))
            yield chair


def note_of(chair: Chair, text: str) -> CorridorNote:
    return next(note for note in chair.workspace.private.all(CORRIDOR_NOTES) if text in note.text)


def promise_of(chair: Chair, text: str) -> Action:
    found = next(entry for entry in chair.workspace.private.all(ENTRIES) if text in entry.text)
    assert isinstance(found, Action)
    return found


def settled(outcome: str, words: str = "", text: str = "@karim vraagt of het eerder kan") -> Prepare:
    """A note that ended so."""
    return lambda workspace: triaging.settle(workspace, hear(workspace, text).id, outcome, words)


def decided(workspace: Workspace) -> None:
    """A note that became an item, about which a meeting decided something."""
    note = hear(workspace)
    triaging.promise(workspace, note.id, "rooster mailen >1 maart")
    hold_about(workspace, put_on_agenda(workspace, note), "= Proef tot maart", "! Kalender ophangen @jan >11 dec")


async def test_a_promise_says_to_whom_and_enter_enter_keeps_it_and_tells_it(tmp_path: Path) -> None:
    async with today(tmp_path, hear) as chair:
        await choose(chair, "Karim laten weten")
        assert any("→ Karim · vr 27 nov" in row for row in chair.rows)
        await chair.press("enter")
        await chair.sees("wat hoorde Karim?")
        await chair.press("enter")
        await chair.sees("✓ nagekomen, en teruggekoppeld")
        promise = promise_of(chair, "laten weten")
        assert (promise.status, promise.reported_on) == ("done", dt.date(2026, 11, 24))
        assert not chair.shows("Karim laten weten")
        await chair.press("ctrl+z")
        await chair.sees("Karim laten weten")


async def test_a_promise_that_is_done_stays_until_it_is_told_with_what_came_of_it(tmp_path: Path) -> None:
    async with today(tmp_path, hear) as chair:
        await choose(chair, "Karim laten weten")
        await chair.send("dhet mag\r")
        await chair.sees("t als het ook is teruggekoppeld")
        await chair.sees("→ Karim · nog te vertellen")
        await choose(chair, "Karim laten weten")
        await chair.press("t")
        await chair.until(lambda: chair.line == "het mag")
        await chair.press("enter")
        await chair.until(lambda: not chair.shows("Karim laten weten"))
        assert promise_of(chair, "laten weten").outcome == "het mag"


async def test_of_a_promise_that_is_done_nobody_has_to_hear_for_a_reason(tmp_path: Path) -> None:
    async with today(tmp_path, hear) as chair:
        await choose(chair, "Karim laten weten")
        await chair.send("dhet mag\r")
        await choose(chair, "Karim laten weten")
        await chair.press("x", "enter")
        await chair.sees("Zeg het in een paar woorden")
        await chair.send("van school\r")
        await chair.until(lambda: not chair.shows("Karim laten weten"))
        promise = promise_of(chair, "laten weten")
        assert (promise.status, promise.outcome) == ("dropped", "het mag · van school")
        await chair.press("ctrl+z")
        await chair.sees("Karim laten weten")


async def test_a_promise_that_nobody_waits_for_is_over_when_it_is_done(tmp_path: Path) -> None:
    async with today(tmp_path, lambda workspace: hear(workspace, "de hal is vol\n! conciërge vragen >vr")) as chair:
        await choose(chair, "conciërge")
        await chair.send("\rgedaan\r")
        await chair.until(lambda: not chair.shows("conciërge"))
        assert promise_of(chair, "conciërge").status == "done"


async def test_a_promise_without_a_day_stays_visible_from_the_next_day_on(tmp_path: Path) -> None:
    def prepare(workspace: Workspace) -> None:
        hear(workspace, "@karim vraagt iets\n! @jan laat het Karim weten")
        clock.set_clock(lambda: TUESDAY + dt.timedelta(days=1))

    async with today(tmp_path, prepare) as chair:
        await chair.until(lambda: any("→ Karim · geen dag" in row for row in chair.rows))


async def test_a_promise_gets_another_day_with_its_reason_or_lapses_with_one(tmp_path: Path) -> None:
    async with today(tmp_path, hear) as chair:
        await choose(chair, "Karim laten weten")
        await chair.send(">ma")
        await chair.sees("ma 30 nov")
        await chair.send(": wacht op Ans\r")
        await chair.until(lambda: any("→ Karim · ma 30 nov" in row for row in chair.rows))
        put_off = promise_of(chair, "laten weten").postponed
        assert [(each.due, each.why) for each in put_off] == [(dt.date(2026, 11, 27), "wacht op Ans")]
        await chair.send("xhij weet het al\r")
        await chair.until(lambda: not chair.shows("Karim laten weten"))
        assert promise_of(chair, "laten weten").status == "dropped"
        await chair.press("ctrl+z", "ctrl+z")
        await chair.until(lambda: promise_of(chair, "laten weten").postponed == ())


async def test_what_a_meeting_decided_is_proposed_and_one_key_takes_it_with_the_promises(tmp_path: Path) -> None:
    words = "Besloten: Proef tot maart. Wordt gedaan, uiterlijk vr 11 dec: Kalender ophangen."
    async with today(tmp_path, decided) as chair:
        await chair.sees("Terug te koppelen")
        await choose(chair, "Karim: Besloten: Proef tot maart.")
        await chair.press("enter")
        await chair.until(lambda: chair.line == words)
        await chair.sees("wat hoorde Karim?")
        await chair.sees("uiterlijk vr 11 dec")  # all of it, also what the line is too short for
        await chair.press("enter")
        await chair.sees("✓ verteld; 2 toezeggingen staan nog open")
        note = note_of(chair, "toetsweek")
        assert (note.reported_on, note.told) == (clock.today(), words)
        assert not chair.shows("Terug te koppelen")
        await chair.press("ctrl+z")
        await chair.sees("Karim: Besloten")
        assert note_of(chair, "toetsweek").told == ""


async def test_the_proposal_can_be_changed_and_is_there_again_after_kgw_was_cut_off(tmp_path: Path) -> None:
    async with today(tmp_path, decided) as chair:
        await choose(chair, "Karim: Besloten")
        await chair.press("t", "ctrl+u")
        await chair.type("er komt een pro")
        chair.app.leave()
        await chair.until(lambda: not chair.app.is_running)
        day = clock.now()
    async with today(tmp_path, lambda _workspace: clock.set_clock(lambda: day)) as again:
        await again.until(lambda: again.line == "er komt een pro")
        await again.type("ef")
        await again.sees("→ Karim: er komt een proef")
        await again.press("enter")
        await again.until(lambda: note_of(again, "toetsweek").told == "er komt een proef")
        assert again.workspace.drafts.left() == []


async def test_telling_it_is_put_off_or_called_off_with_a_reason(tmp_path: Path) -> None:
    async with today(tmp_path, settled("closed-with-reason", "te duur")) as chair:
        await choose(chair, "Karim: Te duur.")
        await chair.send(">1 dec\r")
        await chair.sees("✓ di 1 dec")
        assert not chair.shows("Te duur")
        clock.set_clock(lambda: TUESDAY + dt.timedelta(days=7))
        chair.app.store_changed()
        await choose(chair, "Karim: Te duur.")
        await chair.press("x", "enter")
        await chair.sees("Zeg het in een paar woorden")
        await chair.send("van school\r")
        await chair.until(lambda: not chair.shows("Te duur"))
        note = note_of(chair, "eerder")
        assert (note.untold, note.reported_on) == ("van school", None)
        await chair.press("ctrl+z")
        await chair.sees("Karim: Te duur.")


async def test_of_a_confidential_item_nothing_is_proposed(tmp_path: Path) -> None:
    def prepare(workspace: Workspace) -> None:
        note = hear(workspace, "@karim vraagt naar zijn contract")
        hold_about(workspace, put_on_agenda(workspace, note), "/vertrouwelijk", "= Contract verlengd")

    async with today(tmp_path, prepare) as chair:
        await choose(chair, "Karim: Karim vraagt naar zijn contract")
        await chair.press("enter")
        await chair.sees("Enter alleen: het is teruggekoppeld")
        assert chair.line == ""
        assert not chair.shows("verlengd")


async def test_a_note_that_is_watched_comes_on_its_day_and_is_looked_at_again_put_off_or_closed(tmp_path: Path) -> None:
    async with today(tmp_path, settled("watch", "di 24 nov")) as chair:
        await chair.sees("Opnieuw")
        await choose(chair, "Karim vraagt of het eerder kan")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "NoteScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "TodayScreen")
        await chair.send(">1 dec\r")
        await chair.until(lambda: not chair.shows("Karim vraagt"))
        assert note_of(chair, "eerder").look_again == dt.date(2026, 12, 1)
        await chair.press("ctrl+z")
        await choose(chair, "Karim vraagt")
        await chair.send("xis vanzelf opgelost\r")
        await chair.sees("Karim: Is vanzelf opgelost.")  # and that may be told
        assert note_of(chair, "eerder").outcome == "closed-with-reason"


async def test_the_inbox_is_one_row_with_a_count_and_enter_goes_through_it_and_back(tmp_path: Path) -> None:
    def prepare(workspace: Workspace) -> None:
        hear(workspace, "@leerling zegt dat een kluisje klemt")
        hear(workspace, "de hal is vol")

    async with today(tmp_path, prepare) as chair:
        await choose(chair, "2 notities")
        await chair.press("enter")
        await chair.sees("1/2")
        await chair.send("1117")
        await chair.sees("2/2")
        await chair.send("1117")
        await chair.until(lambda: chair.place == "TodayScreen")
        await chair.sees("Niets dat nu moet")
        await chair.press("ctrl+z")
        await choose(chair, "1 notitie")
        await chair.press("o")
        await chair.until(lambda: chair.place == "CorridorScreen")


async def test_a_pattern_that_waits_is_a_row_and_enter_shows_what_it_rests_on(tmp_path: Path) -> None:
    def prepare(workspace: Workspace) -> None:
        for words in ("@jan zegt a #toetsing", "@fatima zegt b #toetsing", "@karim zegt c #toetsing"):
            hear(workspace, words)

    async with today(tmp_path, prepare) as chair:
        await choose(chair, "#toetsing")
        assert any("#toetsing" in row and row.endswith("3 notities") for row in chair.rows)
        await chair.press("enter")
        await chair.until(lambda: chair.place == "PatternScreen")


async def test_what_was_taken_off_the_agenda_is_looked_at_again(tmp_path: Path) -> None:
    from kgw_tui.records.meetings import ITEMS

    def prepare(workspace: Workspace) -> None:
        item = put_on_agenda(workspace, hear(workspace))
        with workspace.shared.transaction("item.delete") as tx:
            tx.delete(ITEMS, item.id)

    async with today(tmp_path, prepare) as chair:
        await choose(chair, "wat het werd is weg")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "NoteScreen")


async def test_while_a_meeting_runs_nothing_of_the_corridor_is_shown_but_counted(tmp_path: Path) -> None:
    def prepare(workspace: Workspace) -> None:
        decided(workspace)
        hear(workspace, "de hal is vol")
        settled("watch", "vandaag", "@jan zegt iets")(workspace)
        hold_meeting(workspace, title="Sectie", lines=("# Iets", "gezegd"))

    async with today(tmp_path, prepare) as chair:
        await chair.sees("niet getoond zolang er een vergadering loopt")
        seen = "\n".join(chair.rows)
        assert all(word not in seen for word in ("Karim", "hal is vol", "Jan", "Besloten", "postvak", "notitie"))
        await chair.press("t", "x", "end")
        assert chair.place == "TodayScreen"
        assert not chair.line


@pytest.mark.parametrize(("code", "yes"), [("nl", "Karim: Besloten: Proef"), ("en", "Karim: Decided: Proef")])
async def test_at_forty_by_twelve_all_of_it_can_be_used(tmp_path: Path, code: str, yes: str) -> None:
    async with today(tmp_path, decided, code=code, size=(40, 12)) as chair:
        await choose(chair, yes)
        await chair.press("t")
        await chair.until(lambda: chair.line != "")
        await chair.press("enter")
        await chair.until(lambda: note_of(chair, "toetsweek").reported_on is not None)


async def test_what_another_process_hears_and_tells_comes_in(tmp_path: Path) -> None:
    from kgw_tui.data.opening import open_workspace
    from kgw_tui.usecases.reporting import report_back

    async with today(tmp_path, settled("closed-with-reason", "te duur")) as chair:
        await chair.sees("Karim: Te duur.")
        other = open_workspace(tmp_path)
        report_back(other, note_of(chair, "eerder").id, "te duur")
        await chair.until(lambda: not chair.shows("Te duur"))
        hear(other, "nog een gesprek")
        await chair.sees("1 notitie")
        other.close()
        assert fresh(chair.workspace, note_of(chair, "eerder").id).told == "te duur"


async def test_what_is_put_off_for_the_third_time_is_asked_whether_it_has_to_live(tmp_path: Path) -> None:
    async with today(tmp_path, hear) as chair:
        for words in ("za", "zo"):
            await choose(chair, "Karim laten weten")
            await chair.send(f">{words}: later\r")
            await chair.until(lambda words=words: any(f"→ Karim · {words}" in row for row in chair.rows))
        await choose(chair, "Karim laten weten")
        await chair.press("greater_than_sign")
        await chair.sees("2 keer uitgesteld: moet dit blijven bestaan?")
        await chair.send("ma: nog later\r")
        await chair.sees("zo vaak uitgesteld: moet dit blijven bestaan?")
        assert len(promise_of(chair, "laten weten").postponed) == 3
