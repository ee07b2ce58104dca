"""Links are walked both ways: from a decision to the notes it came of, from a note to what came of it."""

from __future__ import annotations

from pathlib import Path

from kgw_tui.usecases.live import LiveMeeting

from ..usecases.chains import hear, hold_about, put_on_agenda
from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .chairing import Chair, on_workspace


async def step_to(chair: Chair, text: str) -> None:
    """Move down to the entry that has `text`."""
    await chair.press("home")
    for _step in range(40):
        if text in chair.chosen:
            return
        await chair.press("down")
    raise AssertionError("\n".join(chair.rows))


async def test_from_a_decision_to_its_note_and_from_the_note_to_the_decision(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        note = hear(workspace)
        live = hold_about(workspace, put_on_agenda(workspace, note), "= Proef tot maart")
        async with on_workspace(workspace, live.meeting_id) as chair:
            await step_to(chair, "Proef tot maart")
            await chair.press("less_than_sign")
            await chair.until(lambda: chair.place == "NoteScreen")
            await chair.sees("vraagt of de toetsweek eerder kan")
            await chair.press("end")
            await chair.until(lambda: any(row.startswith("›") and "Proef tot maart" in row for row in chair.rows))
            await chair.press("enter")
            await chair.until(lambda: chair.place == "ReadScreen")
            await chair.until(lambda: "Proef tot maart" in chair.chosen)
            await step_to(chair, "Welkom")
            await chair.press("less_than_sign")
            await chair.sees("dat komt niet uit een notitie van jou")


async def test_of_several_notes_one_is_picked_also_in_a_live_meeting(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        notes = [hear(workspace, "@karim zegt a #toetsing"), hear(workspace, "@jan zegt b #toetsing")]
        live = hold_about(workspace, put_on_agenda(workspace, *notes), "= Proef tot maart", close=False)
        async with on_workspace(workspace, live.meeting_id) as chair:
            await chair.until(lambda: bool(chair.seen_line))
            assert not chair.shows("zegt a")
            await chair.press("up", "less_than_sign")
            await chair.sees("Uit welke notities het komt")
            await chair.press("2")
            await chair.until(lambda: chair.place == "NoteScreen")
            await chair.sees("Jan zegt b")
            await chair.press("escape")
            await chair.until(lambda: chair.place == "LiveScreen")
            await chair.press("escape")
            await chair.send("/herkomst\r")
            await chair.sees("Uit welke notities het komt")
            await chair.press("1")
            await chair.sees("Karim zegt a")


async def test_from_the_list_of_actions_and_from_that_of_meetings_it_goes_the_same_way(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        note = hear(workspace)
        hold_about(workspace, put_on_agenda(workspace, note), "! Kalender ophangen @jan >11 dec", "= Proef")
        async with on_workspace(workspace) as chair:
            await chair.press("5", "slash")
            await chair.send("kalender\r")
            await chair.sees("Kalender ophangen")
            await chair.press("less_than_sign")
            await chair.until(lambda: chair.place == "NoteScreen")
            await chair.press("escape", "2")
            await chair.until(lambda: chair.place == "MeetingsScreen")
            await chair.press("less_than_sign")
            await chair.until(lambda: chair.place == "NoteScreen")


async def test_what_comes_from_no_note_says_so(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        hear(workspace)
        LiveMeeting(workspace, hold_meeting(workspace, lines=("# Rooster", "Gezegd")).id).close()
        async with on_workspace(workspace) as chair:
            await chair.press("less_than_sign")
            await chair.sees("dat komt niet uit een notitie van jou")
            assert chair.place == "MeetingsScreen"
