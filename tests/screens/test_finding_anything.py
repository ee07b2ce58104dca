"""Finding anything through the app: narrowed in the line, gone to, and back to the same list; never with eyes in the
room.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import Action
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.records.people import PEOPLE, SERIES, Who
from kgw_tui.records.record import stamp
from kgw_tui.records.visits import VISITS, Observation, Visit
from kgw_tui.screens.opening_records import open_record
from kgw_tui.usecases.bringing_up import bring_up
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes
from kgw_tui.usecases.triaging import promise
from kgw_tui.workspace import Workspace

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .chairing import Chair, on_workspace
from .corridors import hear

NOTES = (
    (20, "08:15 @karim vraagt naar de kluisjes #gebouw"),
    (6, "12:05 @fatima telt elf kapotte kluisjes #gebouw"),
)


@asynccontextmanager
async def school(
    home: Path, *, running: bool = False, code: str = "nl", size: tuple[int, int] = (80, 24)
) -> AsyncGenerator[Chair]:
    """A school with two notes, a promise, a visit, a note for oneself and a meeting that was held, or runs."""
    with workspace_at(home, code) as workspace:
        hear(workspace, *NOTES)
        note = next(note for note in workspace.private.all(CORRIDOR_NOTES) if "vraagt" in note.text)
        promise(workspace, note.id, "de slotenmaker bellen")
        seen(workspace)
        meeting = hold_meeting(workspace, lines=("# Gebouw", "de kluisjes zijn te klein", "! Sloten kopen @karim >vr"))
        live = LiveMeeting(workspace, meeting.id)
        live.capture(live.read("; Karim kijkt niet blij"))
        if not running:
            live.close()
        async with on_workspace(workspace, meeting.id if running else "", size=size) as chair:
            yield chair


def seen(workspace: Workspace) -> None:
    """A lesson that was visited."""
    karim = next(person for person in workspace.shared.all(PEOPLE) if person.name.startswith("Karim"))
    fields = {"handle": "B-1", "date": dt.date(2026, 11, 12), "purpose": "development", "subject": "wiskunde"}
    fields |= {"observations": (Observation("drie leerlingen leggen het uit"),), "teacher": Who(person=karim.id)}
    fields |= {"question": "Wie praat het meest?"}
    with workspace.private.transaction("test") as tx:
        tx.put(VISITS, msgspec.convert({**stamp(), **fields}, Visit))


async def search(chair: Chair, words: str) -> None:
    if chair.place != "SearchScreen":
        await chair.press("ctrl+f")
        await chair.until(lambda: chair.place == "SearchScreen")
    await chair.press("ctrl+u")
    await chair.send(words)
    await chair.until(lambda: chair.line == words)


def found(chair: Chair) -> list[str]:
    """The rows of the list."""
    line = next(index for index, row in enumerate(chair.rows) if row.startswith(" › "))
    return [row for row in chair.rows[1:line] if row.strip()]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("kluisjes", ["kluisjes zijn te klein", "elf kapotte", "vraagt naar"]),
        ("wandelgang: kluis", ["elf kapotte", "vraagt naar"]),
        ("kluis vorige week", ["elf kapotte"]),
        ("kluis tot november", []),
        ("@fat", ["Fatima El Idrissi", "elf kapotte"]),
        ("toezegging:", ["de slotenmaker bellen"]),
        ("! @karim", ["Sloten kopen", "de slotenmaker bellen"]),
        ("#gebouw", ["elf kapotte", "vraagt naar"]),
        ("bezoek: leggen", ["Wie praat het meest?"]),
        ("; blij", ["Karim kijkt niet blij"]),
        ("slotenmaker", ["de slotenmaker bellen", "vraagt naar"]),
    ],
)
async def test_anything_is_found_narrowed_in_the_line(tmp_path: Path, words: str, rows: list[str]) -> None:
    async with school(tmp_path) as chair:
        await search(chair, words)
        await chair.sees(f"{len(rows)} gevonden")
        shown = found(chair) if rows else []
        assert all(said in row for said, row in zip(rows, shown, strict=True)), chair.rows


async def test_the_days_and_the_kind_that_were_read_stand_above(tmp_path: Path) -> None:
    async with school(tmp_path) as chair:
        await search(chair, "besluit: vorige week")
        await chair.sees("besluit · ma 16 nov – zo 22 nov")
        await chair.sees('Tussen "…" is een dag gewoon tekst')
        await search(chair, '"vorige week"')
        await chair.until(lambda: "Zoek in alles" in chair.rows[0])


@pytest.mark.parametrize(
    ("words", "place", "says"),
    [
        ("elf", "NoteScreen", "telt elf kapotte"),
        ("toezegging: slot", "NoteScreen", "vraagt naar de kluisjes"),
        ("karim bouz", "PersonScreen", "Karim Bouzid"),
        ("bezoek:", "VisitScreen", "drie leerlingen leggen het uit"),
        ("mij: blij", "MineScreen", "Karim kijkt niet blij"),
        ("te klein", "ReadScreen", "de kluisjes zijn te klein"),
        ("vergadering:", "ReadScreen", "MT-overleg"),
    ],
)
async def test_enter_goes_there_and_esc_back_to_the_same_list(
    tmp_path: Path, words: str, place: str, says: str
) -> None:
    async with school(tmp_path) as chair:
        await search(chair, words)
        await chair.until(lambda: bool(found(chair)) and found(chair)[0].startswith("› "))
        before = found(chair)
        await chair.press("enter")
        await chair.until(lambda: chair.place == place)
        await chair.sees(says)
        await chair.press("escape")
        await chair.until(lambda: chair.place == "SearchScreen" and found(chair) == before)
        assert chair.line == words


@pytest.mark.parametrize(
    ("words", "chosen", "then", "row"),
    [("thema: geb", "# #gebouw", "#gebouw", "elf"), ("reeks:", "R MT-overleg", 'vergadering: "MT-overleg"', "M MT")],
)
async def test_a_theme_and_a_series_open_as_all_that_is_of_them(
    tmp_path: Path, words: str, chosen: str, then: str, row: str
) -> None:
    async with school(tmp_path) as chair:
        await search(chair, words)
        await chair.until(lambda: bool(found(chair)) and chosen in found(chair)[0])
        await chair.press("enter")
        await chair.until(lambda: chair.line == then and row in found(chair)[0])
        await chair.press("escape")
        await chair.until(lambda: chair.line == words)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("@kar", "@karim"),
        ("#geb", "#gebouw"),
        ("besl", "besluit:"),
        ("kluis sin", "kluis sinds"),
        ("vori", "vorige week"),
    ],
)
async def test_what_narrows_is_offered_and_tab_takes_it(tmp_path: Path, typed: str, line: str) -> None:
    async with school(tmp_path) as chair:
        await search(chair, typed)
        await chair.press("tab")
        await chair.until(lambda: chair.line.casefold() == line)


@pytest.mark.parametrize(("code", "says"), [("nl", "sinds oktober · vorige week"), ("en", "since October · last week")])
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_an_empty_line_says_how_it_can_be_narrowed(
    tmp_path: Path, code: str, says: str, size: tuple[int, int]
) -> None:
    async with school(tmp_path, code=code, size=size) as chair:
        await search(chair, "")
        await chair.sees(says)
        await chair.press("enter", "down", "pagedown")
        assert chair.place == "SearchScreen"


@pytest.mark.parametrize(
    ("code", "lines"),
    [("nl", ("@ka", "#toets", "besluit: sinds oktober")), ("en", ("@ka", "#tests", "decision: since October"))],
)
async def test_f1_explains_what_narrows_and_leads_back_to_the_line(
    tmp_path: Path, code: str, lines: tuple[str, ...]
) -> None:
    async with school(tmp_path, code=code) as chair:
        await search(chair, lines[-1])
        await chair.press("f1")
        await chair.sees("Wat het beperkt" if code == "nl" else "What narrows it")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "SearchScreen" and chair.line == lines[-1])


async def test_while_a_meeting_runs_nothing_private_is_shown_but_by_its_number(tmp_path: Path) -> None:
    async with school(tmp_path, running=True) as chair:
        for words in ("kapotte", "; blij", "wandelgang:", "toezegging: slot", "bezoek:", "thema: geb", "slotenmaker"):
            await search(chair, words)
            await chair.sees("0 gevonden")
            await chair.sees("alleen is, vind je dan alleen op nummer")
        await search(chair, "kluisjes")
        await chair.sees("niets van jou alleen · 1 gevonden")
        await search(chair, "n-2")
        await chair.sees("elf kapotte")
        await chair.press("escape", "ctrl+p")
        await chair.until(lambda: chair.place == "KgwPalette")
        await chair.send("kapotte")
        await chair.sees("Niets gevonden")
        assert not chair.shows("elf kapotte")
        await chair.press("ctrl+u")
        await chair.send("n-2 ")
        await chair.sees("elf kapotte")


async def test_the_palette_finds_notes_and_people_and_leads_back_to_all_that_was_found(tmp_path: Path) -> None:
    async with school(tmp_path) as chair:
        await chair.press("ctrl+p")
        await chair.until(lambda: chair.place == "KgwPalette")
        await chair.send("kapotte kluisjes")
        await chair.sees("elf kapotte kluisjes")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "NoteScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "SearchScreen" and chair.line == "kapotte kluisjes")
        await chair.until(lambda: found(chair)[0].startswith("› N"))
        await chair.press("escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_what_was_left_half_typed_elsewhere_isnt_in_the_way(tmp_path: Path) -> None:
    async with school(tmp_path, running=True) as chair:
        await chair.type("half getypt")
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.sees("onafgemaakt")
        await search(chair, "te klein")
        await chair.sees("1 gevonden")
        await chair.press("f1")
        await chair.until(lambda: chair.place == "HelpScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "SearchScreen" and chair.line == "te klein")


async def test_what_is_done_to_a_note_is_found_when_one_comes_back_and_when_it_is_undone(tmp_path: Path) -> None:
    async with school(tmp_path) as chair:
        await search(chair, "kapotte")
        await chair.sees("1 gevonden")
        log_notes(chair.workspace, ["nog een kapotte deur"])
        chair.app.store_changed()
        await chair.sees("2 gevonden")
        chair.workspace.undo()
        chair.app.store_changed()
        await chair.sees("1 gevonden")


async def test_one_can_go_to_any_record(tmp_path: Path) -> None:
    async with school(tmp_path) as chair:
        shared, private = chair.workspace.shared, chair.workspace.private
        note = private.all(CORRIDOR_NOTES)[0]
        live = LiveMeeting(chair.workspace, shared.all(MEETINGS)[0].id)
        action = next(entry for entry in live.dossier.entries() if isinstance(entry, Action))
        bring_up(chair.workspace, [note.id], shared.all(SERIES)[0].id, "Kluisjes")
        brought = next(item for item in shared.all(ITEMS) if item.title == "Kluisjes")
        for table, record_id, place in (
            ("corridor_notes", note.id, "NoteScreen"),
            ("people", shared.all(PEOPLE)[0].id, "PersonScreen"),
            ("meetings", live.meeting_id, "ReadScreen"),
            ("entries", action.id, "ReadScreen"),
            ("items", brought.id, "PrepareScreen"),
            ("visits", private.all(VISITS)[0].id, "VisitScreen"),
            ("series", shared.all(SERIES)[0].id, "SearchScreen"),
        ):
            assert await open_record(chair.app, table, record_id)
            await chair.until(lambda place=place: chair.place == place)
            if table == "items":
                await chair.until(lambda: any(row.startswith("›") and "Kluisjes" in row for row in chair.rows))
                await chair.press("escape")  # to the line of the agenda
            await chair.press("escape")
            await chair.until(lambda: chair.place == "MeetingsScreen")
        assert not await open_record(chair.app, "people", "nobody")
        assert not await open_record(chair.app, "unknown", "nothing")
