"""The page of one note from the corridor: what helps, what else was heard, where it leads, and back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.records.meetings import ITEMS

from .chairing import Chair
from .corridors import NOTES, corridor, note_of, notes_of

LONG = (
    3,
    "@karim telt het na: " + "elke klas heeft in de toetsweek vier toetsen en in de week ervoor twee, " * 9 + "echt",
)


def chosen(chair: Chair) -> str:
    """The row of the list that one is on."""
    return next((row for row in chair.rows if row.startswith("›")), "")


async def test_each_question_says_what_helps_with_it_and_each_answer_what_it_means(tmp_path: Path) -> None:
    async with corridor(tmp_path, (3, "de toetsweek gaat niet door #toetsing")) as chair:
        await chair.press("enter")
        await chair.sees("Wie spreekt hier")
        await chair.press("down")
        await chair.sees("Iemand merkt iets op in de school")
        await chair.press("8")
        await chair.sees("Is dit één stem")
        await chair.press("1")
        await chair.sees("Was de ander er zelf bij")
        await chair.press("1")
        await chair.sees("Wie moet dit weten")
        await chair.press(*["up"] * 4)
        await chair.sees("Je hoort het uit de tweede hand")


async def test_what_else_was_heard_on_its_theme_is_shown_and_looked_at_and_one_comes_back(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "1")
        await chair.sees("onlangs 2 andere over dit thema")
        rows = [row.strip(" ›") for row in chair.rows]
        shown = [row for row in rows if row.startswith(("Fatima", "Een ouder", "ouder"))]
        assert len(shown) == 2, "those on its theme and not the one on another"
        assert shown[0].endswith("wo 18 nov"), "the newest first"
        await chair.press("down", "down", "down")
        await chair.until(lambda: "Fatima" in chosen(chair))
        await chair.press("enter")
        await chair.until(lambda: chair.shows(note_of(chair, "in de hal").handle + " "))
        await chair.press("escape")
        await chair.sees("1/4")
        await chair.press("down", "down")
        await chair.until(lambda: "patroon van #toetsing: 3" in chosen(chair))
        await chair.press("enter")
        await chair.until(lambda: chair.place == "PatternScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "NoteScreen")


async def test_what_is_known_is_typed_and_a_zero_takes_an_answer_back(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "1", "2", "2", "k")
        await chair.send("notulen van oktober, punt 3\r")
        await chair.sees("onderbouwd · notulen van oktober, punt 3")
        assert (notes_of(chair)[0].basis, notes_of(chair)[0].known) == ("evidence", "notulen van oktober, punt 3")
        while "Soort" not in chosen(chair):
            await chair.press("up")
        await chair.press("0")
        await chair.until(lambda: notes_of(chair)[0].kind == "")
        assert notes_of(chair)[0].voices == "pattern"


async def test_what_was_done_is_said_beside_the_next_note(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "1", "1", "1", "6", "enter")
        await chair.sees("2/4")
        await chair.sees("✓ In de gaten houden · di 8 dec")
        await chair.press("1", "1", "1", "3", "enter")
        await chair.sees("3/4")
        await chair.sees("✓ A-1")


async def test_the_day_and_the_owner_are_read_out_while_they_are_typed(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "1", "1", "1", "6", "ctrl+u")
        await chair.send("half december")
        await chair.sees("di 15 dec")
        await chair.press("escape", "3")
        await chair.send(" @jan >vr")
        await chair.sees("→ Jan Pol · vr 27 nov")


async def test_a_note_that_ended_gets_another_end_there_and_the_links_are_walked_both_ways(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "1", "1", "1", "2", "enter")
        await chair.sees("2/4")
        await chair.press("escape", "a", "end")
        await chair.until(lambda: "stapel" in chosen(chair))
        await chair.press("enter")
        await chair.until(lambda: "→ agendapunt: Toetsing" in chosen(chair))
        await chair.press("enter")
        await chair.until(lambda: chair.place == "PrepareScreen")
        await chair.until(lambda: "Toetsing: wat is er" in chosen(chair))
        await chair.press("w")
        await chair.until(lambda: chair.place == "HeardScreen")
        await chair.press("end", "enter")
        await chair.until(lambda: chair.place == "NoteScreen" and chair.shows("stapelen"))
        await chair.press("escape")
        await chair.until(lambda: chair.place == "HeardScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "PrepareScreen")
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "NoteScreen")
        while "Wat wordt het" not in chosen(chair):
            await chair.press("up")
        await chair.press("3", "enter")
        await chair.until(lambda: notes_of(chair)[0].outcome == "to-action")
        await chair.until(lambda: chair.place == "NoteScreen" and chair.shows("→ actie A-1"))
        assert chair.shows("→ agendapunt: Toetsing"), "what it became before stays linked"
        assert len(notes_of(chair)[0].became) == 2
        await chair.press("i")
        await chair.sees("✓ weer in het postvak")
        assert notes_of(chair)[0].outcome == ""
        await chair.press("ctrl+z", "ctrl+z")
        await chair.until(lambda: notes_of(chair)[0].outcome == "to-agenda")
        assert [item.title for item in chair.workspace.shared.all(ITEMS) if item.id in notes_of(chair)[0].became]


async def test_a_promise_is_kept_where_it_stands_and_half_an_answer_to_it_stays_there(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "p")
        await chair.send("laten weten >vr\r")
        await chair.sees("✓ A-1")
        while "Toegezegd" not in chosen(chair):
            await chair.press("down")
        await chair.press("enter")
        await chair.sees("A-1: wat heeft Karim ervan gehoord?")
        await chair.send("dat het")
        await chair.until(lambda: chair.line == "dat het")
        await chair.press("ctrl+f")
        await chair.until(lambda: chair.place == "SearchScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "NoteScreen" and chair.line == "dat het")
        await chair.send(" kan\r")
        await chair.sees("✓ nagekomen")
        kept = chair.workspace.private.all(ENTRIES)[0]
        assert isinstance(kept, Action)
        assert (kept.status, kept.outcome, kept.reported_on) == ("done", "dat het kan", dt.date(2026, 11, 24))


async def test_what_stood_in_the_line_to_begin_with_is_no_unfinished_line(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "1", "1", "1", "3")
        await chair.until(lambda: "stapelen" in chair.line)
        assert chair.app.screen.half_typed() == {}
        await chair.send(" @jan")
        await chair.until(lambda: chair.line.endswith("@jan"))
        assert [*chair.app.screen.half_typed().values()] == [chair.line]


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_all_words_of_a_note_are_read_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with corridor(tmp_path, LONG, size=size) as chair:
        await chair.press("enter")
        await chair.sees("…")
        assert not chair.shows("echt")
        await chair.press("space")
        await chair.until(lambda: chair.place == "WholeNoteScreen")
        await chair.press("end")
        await chair.sees("echt")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "NoteScreen")


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_on_a_low_screen_the_answers_are_in_sight(tmp_path: Path, code: str) -> None:
    async with corridor(tmp_path, *NOTES, code=code, size=(40, 12)) as chair:
        await chair.press("enter")
        for most in (7, 2, 2, 7):
            shown = [f"   {number} " for number in range(1, most + 1)]
            await chair.until(lambda shown=shown: all(any(each in row for row in chair.rows) for each in shown))
            await chair.press("1" if most == 7 and shown[0] and notes_of(chair)[0].kind == "" else "2")


async def test_a_note_is_deleted_among_others_and_comes_back(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        first = notes_of(chair)[0]
        await chair.press("enter", "d")
        await chair.sees("1/3")
        await chair.sees("✓ gewist")
        await chair.press("ctrl+z")
        await chair.until(lambda: notes_of(chair)[0].id == first.id)
        await chair.press("escape")
        await chair.until(lambda: chair.place == "CorridorScreen" and "stapelen" in chair.rows[1])
