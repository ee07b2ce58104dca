"""What was promised in the corridor: by day and by whom, and dealt with from there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.usecases import acting
from kgw_tui.usecases.reporting import promises

from .chairing import Chair
from .corridors import corridor
from .test_today import choose

HEARD = (
    (20, "@karim vraagt iets #rooster\n! Karim het rooster mailen >20 nov"),
    (13, "@ouder vraagt iets\n! ouder bellen"),
    (6, "@fatima vraagt iets\n! Fatima schrijven >ma"),
    (5, "@karim vraagt nog iets\n! Karim bellen >1 maart"),
    (5, "@jan vraagt iets\n! Jan de sleutel geven >24 nov"),
    (1, "de hal is vol\n! conciërge vragen >1 dec"),
)


async def to_view(chair: Chair, title: str) -> None:
    """Turn to a view."""
    for _view in range(6):
        if chair.shows(f"Wandelgang · {title}"):
            return
        before = chair.rows[0]
        await chair.press("v")
        await chair.until(lambda before=before: chair.rows[0] != before)
    raise AssertionError("\n".join(chair.rows))


def promise(chair: Chair, text: str) -> Action:
    found = next(entry for entry in chair.workspace.private.all(ENTRIES) if text in entry.text)
    assert isinstance(found, Action)
    return found


async def test_by_day_what_is_done_and_waits_to_be_told_is_first_and_without_a_day_last(tmp_path: Path) -> None:
    async with corridor(tmp_path, *HEARD) as chair:
        acting.finish(chair.workspace, promise(chair, "Fatima").id, "het mag")
        await to_view(chair, "toezeggingen per dag")
        rows = [row.lstrip("› ").split("  ")[0] for row in chair.rows[1:13]]
        assert rows == [
            "Te vertellen",
            "Fatima schrijven",
            "Te laat",
            "Karim het rooster mailen",
            "Vandaag",
            "Jan de sleutel geven",
            "Later",
            "conciërge vragen",
            "Karim bellen",
            "Zonder dag",
            "ouder bellen",
            "",
        ]
        assert any("→ Karim · 4 dagen te laat" in row for row in chair.rows)


async def test_by_person_all_that_was_promised_to_one_stands_together(tmp_path: Path) -> None:
    async with corridor(tmp_path, *HEARD) as chair:
        await to_view(chair, "toezeggingen per persoon")
        rows = [row.lstrip("› ").split("  ")[0] for row in chair.rows[1:13]]
        assert rows[rows.index("Karim") + 1 :][:2] == ["Karim het rooster mailen", "Karim bellen"]
        assert rows[-3:-1] == ["Aan niemand in het bijzonder", "conciërge vragen"]


async def test_it_is_narrowed_by_person_theme_and_words_of_the_note(tmp_path: Path) -> None:
    async with corridor(tmp_path, *HEARD) as chair:
        await to_view(chair, "toezeggingen per dag")
        for sought, left in (("@karim", 2), ("#rooster", 1), ("hal", 1), ("nergens", 0)):
            await chair.press("slash")
            await chair.press("ctrl+u")
            await chair.send(sought)
            await chair.press("enter")
            wanted = str(left) if left else ""
            await chair.until(lambda wanted=wanted: chair.rows[0].split("per dag")[1].strip() == wanted)


async def test_told_another_day_and_lapsed_from_there_each_undone(tmp_path: Path) -> None:
    async with corridor(tmp_path, *HEARD) as chair:
        await to_view(chair, "toezeggingen per dag")
        await choose(chair, "Jan de sleutel")
        await chair.press("r")
        await chair.sees("wat hoorde Jan?")
        await chair.send("ligt bij de balie\r")
        await chair.until(lambda: promise(chair, "sleutel").reported_on == dt.date(2026, 11, 24))
        assert promise(chair, "sleutel").outcome == "ligt bij de balie"
        await choose(chair, "ouder bellen")
        await chair.send(">vr\r")
        await chair.until(lambda: promise(chair, "ouder bellen").due == dt.date(2026, 11, 27))
        await choose(chair, "conciërge")
        await chair.send("xis al gedaan\r")
        await chair.until(lambda: promise(chair, "conciërge").status == "dropped")
        await chair.press("ctrl+z", "ctrl+z", "ctrl+z")
        await chair.until(lambda: len(promises(chair.workspace)) == len(HEARD))
        assert promise(chair, "ouder bellen").due is None


async def test_enter_on_a_promise_is_its_note(tmp_path: Path) -> None:
    async with corridor(tmp_path, *HEARD) as chair:
        await to_view(chair, "toezeggingen per persoon")
        await choose(chair, "Fatima schrijven")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "NoteScreen")
        await chair.sees("Fatima vraagt iets")


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_at_forty_by_twelve_the_promise_and_its_day_are_read(tmp_path: Path, code: str) -> None:
    async with corridor(tmp_path, (5, "@jan vraagt iets\n! Jan de sleutel geven"), code=code, size=(40, 12)) as chair:
        for _view in range(3):
            await chair.press("v")
        await chair.sees("Jan de sleutel geven")
        await chair.sees("geen dag" if code == "nl" else "no day")
