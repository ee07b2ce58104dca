"""The people one works with: added in a line or pasted, renamed, gone and back, erased; what is open between us."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.records.people import PEOPLE, Person
from kgw_tui.usecases.live import LiveMeeting

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .chairing import Chair, on_workspace
from .corridors import hear
from .test_actions import choose


@asynccontextmanager
async def people(home: Path, *, code: str = "nl", size: tuple[int, int] = (80, 24)) -> AsyncGenerator[Chair]:
    """The list, after a meeting and a few notes."""
    with workspace_at(home, code) as workspace:
        lines = (
            "# Rooster",
            "Karim Bouzid en @karim zien het niet",
            "! Lokaal zoeken @karim >vr",
            "? Wie kan dat? @karim",
        )
        meeting = hold_meeting(workspace, lines=lines)
        LiveMeeting(workspace, meeting.id).close()
        hear(workspace, (3, "@karim vraagt naar het rooster #rooster"), (2, "! @karim bellen >do"))
        async with on_workspace(workspace, size=size) as chair:
            await chair.press("at")
            await chair.until(lambda: chair.place == "PeopleScreen" and bool(chair.keys))
            yield chair


def person(chair: Chair, name: str) -> Person | None:
    return next((each for each in chair.workspace.shared.all(PEOPLE) if each.name == name), None)


def stored(chair: Chair) -> str:
    """Every record of both stores, but who made it and when, as one text."""
    shared, private = chair.workspace.shared, chair.workspace.private
    records = [
        *shared.all(PEOPLE),
        *shared.all(MEETINGS),
        *shared.all(ENTRIES),
        *private.all(ENTRIES),
        *private.all(CORRIDOR_NOTES),
    ]
    without = [msgspec.structs.replace(each, changed_at=None, changed_by="") for each in records]
    return msgspec.json.encode(without).decode()


async def test_one_line_adds_somebody_and_a_paste_as_many(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        await chair.press("n")
        await chair.send("@jv Jo Vos, docent Frans\r")
        await chair.sees("✓ Jo Vos")
        added = person(chair, "Jo Vos")
        assert added is not None
        assert (added.function, added.aliases) == ("docent Frans", ("jv",))
        await chair.press("n")
        await chair.paste("Ans Vis, conciërge\nBo de Wal\n@jv Iemand Anders")
        await chair.sees("✓ 3 nieuw")
        assert chair.shows("@jv is al van iemand anders") or chair.shows("jv")
        await chair.press("n", "enter")
        await chair.sees("er staat niemand nieuw")


async def test_a_page_has_what_is_open_between_us_and_each_leads_to_its_place(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        await choose_person(chair, "Karim")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "PersonScreen")
        for words in (
            "Jij zegde toe",
            "bellen",
            "Te doen",
            "Lokaal zoeken",
            "Uit te zoeken",
            "Wie kan dat?",
            "vraagt naar",
        ):
            assert chair.shows(words), words
        await choose(chair, "Lokaal zoeken")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "PersonScreen")
        await choose(chair, "vraagt naar")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "NoteScreen")


async def choose_person(chair: Chair, name: str) -> None:
    await choose(chair, name)


async def test_another_name_stands_everywhere_and_one_undo_turns_it_back(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        before = stored(chair)
        await choose_person(chair, "Karim")
        await chair.press("r", "ctrl+u")
        await chair.send("Kareem Bouazid\r")
        await chair.sees("✓ ")
        assert "Karim" not in stored(chair)
        assert "Kareem Bouazid en Kareem zien het niet" in stored(chair)
        await chair.press("ctrl+z")
        await chair.until(lambda: stored(chair) == before)


async def test_erasing_tells_what_it_changes_wants_the_name_and_leaves_no_trace(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        before = stored(chair)
        await choose_person(chair, "Karim")
        await chair.press("x")
        await chair.sees("Typ de naam om die te wissen")
        await chair.send("karim\r")
        await chair.sees("niet gewist")
        await chair.press("ctrl+u")
        await chair.send("karim bouzid\r")
        await chair.sees("✓ ")
        gone = stored(chair)
        assert "arim" not in gone
        assert "Bouzid" not in gone
        assert person(chair, "Karim Bouzid") is None
        await chair.press("ctrl+z")
        await chair.until(lambda: stored(chair) == before)


async def test_who_is_at_the_keyboard_isnt_erased(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        await choose_person(chair, "Sanne")
        await chair.press("x")
        await chair.send("sanne de wit\r")
        await chair.sees("dat ben je zelf")
        assert person(chair, "Sanne de Wit") is not None


async def test_who_has_left_is_found_by_the_whole_name_only_and_comes_back(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        await choose_person(chair, "Fatima")
        await chair.press("l")
        await chair.sees("Fatima El Idrissi is weg")
        left = person(chair, "Fatima El Idrissi")
        assert left is not None
        assert not left.active
        await choose_person(chair, "Fatima")
        await chair.press("l")
        await chair.sees("Fatima El Idrissi is terug")


async def test_function_and_marks_are_changed_and_a_mark_of_another_is_refused(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        await choose_person(chair, "Jan")
        await chair.press("e")
        await chair.send("roostermaker @jp\r")
        await chair.sees("✓ Jan Pol")
        changed = person(chair, "Jan Pol")
        assert changed is not None
        assert (changed.function, changed.aliases) == ("roostermaker", ("jp",))
        await choose_person(chair, "Karim")
        await chair.press("e")
        await chair.send("@jp\r")
        await chair.sees("@jp is al Jan Pol")
