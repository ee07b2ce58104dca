"""The page of what happened: from what is chosen, of the whole meeting, with what is confidential only when asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import Action
from kgw_tui.rules.today import Need, Said
from kgw_tui.usecases import handling, today

from .chairing import Chair, first_screen, meeting

LINES = ("# Toetsdruk", "! Kalender uitdraaien @fatima >vr", "Drie mentoren melden klachten")


async def read_closed(chair: Chair) -> None:
    """Close the meeting and go to where it is read."""
    await chair.press("f10")
    await chair.until(lambda: chair.place == "CloseScreen")
    await chair.press("f10")
    await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))


async def test_the_chosen_line_where_a_meeting_is_read_tells_what_it_was_before(tmp_path: Path) -> None:
    async with meeting(tmp_path, *LINES) as chair:
        made = next(entry for entry in chair.entries if isinstance(entry, Action))
        handling.rewrite(chair.live, made.id, chair.live.read("! Kalender uitdelen @karim >vr"))
        await read_closed(chair)
        await chair.press("h")
        await chair.sees("Sanne de Wit · Een wijziging")
        await chair.sees("tekst: Kalender uitdraaien → Kalender uitdelen")
        await chair.sees("wie: Fatima El Idrissi → Karim Bouzid")
        await chair.sees("Geschiedenis: A-1 · actie · Kalender uitdelen")
        await chair.press("h")
        await chair.sees("Geschiedenis: M-1 · MT-overleg")
        await chair.sees("Het sluiten van de vergadering")
        await chair.press("h")
        await chair.sees("Geschiedenis: A-1")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "ReadScreen")


async def test_what_is_confidential_is_told_only_when_it_is_asked_for(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Zorg", "/vertrouwelijk", "Over Piet gesproken") as chair:
        await read_closed(chair)
        await chair.press("h", "h")
        await chair.sees("staan er niet bij")
        assert not chair.shows("Piet") and not chair.shows("Zorg")
        await chair.press("v")
        await chair.sees("Over Piet gesproken")


async def test_what_another_does_and_undoes_meanwhile_appears_on_the_page(tmp_path: Path) -> None:
    async with meeting(tmp_path, *LINES) as chair:
        await read_closed(chair)
        await chair.press("h", "h")
        await chair.sees("Het sluiten van de vergadering")
        other = open_workspace(tmp_path)
        made = next(entry for entry in chair.entries if isinstance(entry, Action))
        today.set_day(other, Need("due", said=Said(made, chair.live.meeting)), "3 dec")
        await chair.sees("Het uitstellen")
        await chair.sees("wanneer: vr 27 nov → do 3 dec")
        other.undo()
        await chair.sees("Ongedaan: het uitstellen")
        await chair.sees("(later ongedaan gemaakt)")
        other.close()


async def test_the_list_of_meetings_tells_of_the_chosen_one(tmp_path: Path) -> None:
    async with meeting(tmp_path, *LINES):
        pass
    async with first_screen(tmp_path) as chair:
        await chair.sees("MT-overleg")
        await chair.press("h")
        await chair.sees("Geschiedenis: M-1 · MT-overleg")
        await chair.sees("Een nieuwe vergadering")


async def test_where_nothing_is_chosen_that_is_said(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        await chair.press("h")
        await chair.sees("kies eerst iets")


async def test_a_letter_typed_to_search_stays_a_letter(tmp_path: Path) -> None:
    async with meeting(tmp_path, *LINES, title="Huiswerkoverleg"):
        pass
    async with first_screen(tmp_path) as chair:
        await chair.press("slash", "h", "u", "i")
        await chair.sees("'hui'")
        assert chair.place == "MeetingsScreen"


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_from_the_line_the_whole_meeting_and_from_the_list_the_entry(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with meeting(tmp_path, *LINES, size=size) as chair:
        await chair.enter("/geschiedenis")
        await chair.until(lambda: chair.place == "HistoryScreen")
        await chair.sees("M-1 · ")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.press("up", "up", "h")
        await chair.sees("A-1 · actie · Kalender")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")


async def test_where_minutes_are_read_through_h_tells_of_the_line_but_is_a_letter_in_an_edit(tmp_path: Path) -> None:
    async with meeting(tmp_path, *LINES) as chair:
        await read_closed(chair)
        await chair.press("w")
        await chair.until(lambda: chair.place == "ReviewScreen" and bool(chair.chosen))
        await chair.press("h")
        await chair.sees("Geschiedenis: A-1")
        await chair.press("escape", "e", "h")
        await chair.until(lambda: chair.line.endswith("h"))
        assert chair.place == "ReviewScreen"


async def test_where_an_agenda_is_prepared_h_tells_of_the_chosen_item_and_is_a_letter_in_the_line(
    tmp_path: Path,
) -> None:
    async with meeting(tmp_path, *LINES) as chair:
        await chair.enter("/agenda")
        await chair.until(lambda: chair.place == "PrepareScreen")
        await chair.send("huiswerk\r")
        await chair.sees("2 huiswerk")
        await chair.press("up", "h")
        await chair.sees("Geschiedenis: 2 huiswerk")
        await chair.sees("Een nieuw punt")
