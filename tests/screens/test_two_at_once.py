"""Two at one meeting: what one types appears at the other's, and nothing of either is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.usecases.live import LiveMeeting

from .chairing import Chair, meeting, on_workspace


async def test_what_another_process_writes_appears_within_two_seconds(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        await chair.type("half getypt")
        other = open_workspace(tmp_path)
        live = LiveMeeting(other, chair.meeting_id)
        live.capture(live.read("! van de notulist @fatima >vr"))
        live.capture(live.read("# Nieuw punt van de notulist (20)"))
        since = monotonic()
        await chair.sees("van de notulist")
        await chair.sees("2 Nieuw punt van de notulist")
        assert monotonic() - since < 2
        assert chair.line == "half getypt"
        live.go_to(-1)
        await chair.sees("━━ 1 Toetsdruk")
        other.close()


async def test_what_another_process_undoes_goes(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        other = open_workspace(tmp_path)
        live = LiveMeeting(other, chair.meeting_id)
        live.capture(live.read("toch niet"))
        await chair.sees("toch niet")
        other.undo()
        await chair.until(lambda: not chair.shows("toch niet"))
        other.close()


async def test_a_choice_in_the_entries_stays_while_another_writes(tmp_path: Path) -> None:
    async with meeting(tmp_path, "een", "twee", "drie") as chair:
        await chair.press("up", "up")
        other = open_workspace(tmp_path)
        live = LiveMeeting(other, chair.meeting_id)
        live.capture(live.read("vier"))
        await chair.sees("vier")
        assert "twee" in chair.chosen
        await chair.press("!")
        await chair.until(lambda: [entry.text for entry in chair.entries if isinstance(entry, Action)] == ["twee"])
        other.close()


async def test_two_apps_that_each_capture_a_hundred_lines_keep_two_hundred(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        other = open_workspace(tmp_path)
        async with on_workspace(other, chair.meeting_id) as minute_taker:
            mine = [f"voorzitter {number}" for number in range(100)]
            theirs = [f"notulist {number}" for number in range(100)]
            await asyncio.gather(type_all(chair, mine), type_all(minute_taker, theirs))
            await chair.until(lambda: len(chair.entries) == 200)
            await minute_taker.until(lambda: len(minute_taker.entries) == 200)
            for screen in (chair, minute_taker):
                await screen.until(lambda screen=screen: all(screen.shows(text) for text in screen.texts[-5:]))
        entries = other.shared.query(ENTRIES, meeting=chair.meeting_id)
        ordered = [entry.text for entry in sorted(entries, key=lambda entry: (entry.order, entry.id))]
        assert [text for text in ordered if text in set(mine)] == mine
        assert [text for text in ordered if text in set(theirs)] == theirs
        other.close()


async def type_all(chair: Chair, lines: list[str]) -> None:
    for start in range(0, len(lines), 5):
        await chair.send("".join(f"{line}\r" for line in lines[start : start + 5]))
        await chair.until(lambda: chair.line == "")


async def test_a_meeting_that_another_closes_can_still_be_typed_in_or_says_so(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        other = open_workspace(tmp_path)
        LiveMeeting(other, chair.meeting_id).close()
        await chair.until(lambda: chair.live.meeting.state == "closed")
        await chair.type("nog één ding")
        await chair.press("enter")
        await chair.until(lambda: "nog één ding" in [*chair.texts, chair.line])
        assert chair.place == "LiveScreen"
        other.close()


async def test_a_new_meeting_of_another_process_appears_in_the_list(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        other = open_workspace(tmp_path)
        from kgw_tui.usecases.starting import start_meeting

        start_meeting(other, title="Sectie Engels")
        await chair.sees("Sectie Engels")
        other.close()
