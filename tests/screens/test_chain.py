"""From the corridor to the meeting and back: notes, a pattern, an item, a decision, and whoever said it is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kgw_tui import clock
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.usecases.links import came_of, notes_behind

from .chairing import Chair
from .corridors import corridor, notes_of
from .test_actions import choose

ABOUT = "toetsing"
WORDS = {
    "nl": ("✓ op de agenda", "Terug te koppelen", "Besloten: Twee toetsen per week per klas"),
    "en": ("✓ on the agenda", "To report back", "Decided: Twee toetsen per week per klas"),
}


async def bring_up(chair: Chair, said: str) -> None:
    await chair.press("p")
    await chair.until(lambda: chair.place == "PatternsScreen")
    await chair.press("enter")
    await chair.until(lambda: chair.place == "PatternScreen")
    await chair.press("a")
    await chair.until(lambda: "?" in chair.line)
    await chair.press("enter")
    await chair.sees(said)


async def hold_what_was_planned(chair: Chair) -> str:
    """Chair the meeting that was planned, on its day, and close it; gives its id."""
    planned = next(each for each in chair.workspace.shared.all(MEETINGS) if each.state == "planned")
    clock.set_clock(lambda: dt.datetime.combine(planned.date, dt.time(13, 4)).astimezone())
    await chair.press("2")
    await chair.until(lambda: chair.place == "MeetingsScreen")
    await choose(chair, planned.title)
    await chair.press("enter")
    await chair.until(lambda: chair.place == "LiveScreen")
    chair.meeting_id = planned.id
    await chair.enter("Welkom")
    items = sorted(chair.workspace.shared.query(ITEMS, meeting=planned.id), key=lambda item: item.order)
    wanted = next(item for item in items if item.facts)
    for _item in items:
        if chair.live.meeting.current_item == wanted.id:
            break
        await chair.press("f3")
    assert chair.live.meeting.current_item == wanted.id
    await chair.enter("= Twee toetsen per week per klas >1 maart", "! Het schema rondsturen @fatima >vr")
    await chair.press("f10", "f10")
    await chair.until(lambda: chair.place == "ReadScreen")
    await chair.press("escape")
    return planned.id


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_what_was_heard_three_times_comes_on_an_agenda_is_decided_on_and_told(tmp_path: Path, code: str) -> None:
    on_agenda, to_report, decided = WORDS[code]
    async with corridor(tmp_path, code=code) as chair:
        await bring_up(chair, on_agenda)
        heard = [note for note in notes_of(chair) if ABOUT in note.themes]
        assert {note.outcome for note in heard} == {"to-agenda"}
        item = chair.workspace.shared.get(ITEMS, heard[0].became[0])
        assert item is not None
        assert len(item.facts) > 3
        assert not [name for name in ("Karim", "Fatima", "Bouzid") if name in str(item)]
        await chair.press("escape", "escape")

        meeting_id = await hold_what_was_planned(chair)
        entries = [entry for entry in chair.entries if entry.item == item.id]
        assert [notes_behind(chair.workspace, entry.id) for entry in entries] == [heard, heard]
        for note in heard:
            came = [each.record.id for each in came_of(chair.workspace, note)]
            assert came == [item.id, *(entry.id for entry in entries)]

        await chair.press("1")
        await chair.sees(to_report)
        for name in ("Karim", "Fatima"):
            await choose(chair, f"{name}: {decided}")
            await chair.press("enter")
            await chair.until(lambda: decided in chair.line)
            await chair.press("enter")
            await chair.until(lambda name=name: not chair.shows(f"{name}: {decided}"))
        told = [note for note in chair.workspace.private.all(CORRIDOR_NOTES) if note.reported_on is not None]
        assert {note.told.partition(".")[0] for note in told} == {decided}
        assert len(told) == 2

        await chair.press("3", "v")
        await choose(chair, "hoort van twee klassen")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "NoteScreen")
        await choose(chair, "Twee toetsen per week")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "ReadScreen")
        assert chair.workspace.shared.get(MEETINGS, meeting_id) is not None
        assert all("Karim" not in str(each) for each in chair.workspace.shared.all(ITEMS))
