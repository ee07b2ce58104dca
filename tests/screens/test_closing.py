"""Closing: what is missing stands first, who must be told is named, and the closed meeting can be read and reopened."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from kgw_tui.rules.dossier import Dossier

from .chairing import Chair, meeting

SAID = (
    "# Toetsdruk (20)",
    "Drie mentoren melden klachten",
    "? Leerlingen leren voor het cijfer",
    "= Twee toetsen per week >1 maart",
    "= Zonder dag",
    "! Kalender uitdraaien @fatima >vr",
    "! Ouders bellen @karim",
    "! Iemand regelt koffie >vr",
    "> Herkansingen",
)


async def close_page(chair: Chair) -> list[str]:
    await chair.press("f10")
    await chair.until(lambda: chair.place == "CloseScreen")
    await chair.sees("Besluiten" if chair.shows("Sluiten") else "Decisions")
    return chair.rows


def place_of(rows: list[str], text: str) -> int:
    found = [at for at, row in enumerate(rows) if text in row]
    assert len(found) == 1, (text, rows)
    return found[0]


async def test_gaps_stand_before_the_actions_that_are_whole(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        rows = await close_page(chair)
        order = ("Twee toetsen per week", "Zonder dag", "Ouders bellen", "koffie", "Kalender uitdraaien", "cijfer")
        places = [place_of(rows, text) for text in order]
        assert places == sorted(places)
        assert "nog geen dag" in rows[place_of(rows, "Ouders bellen")]
        assert "nog niemand" in rows[place_of(rows, "koffie")]
        assert "1 mrt 2027" in rows[place_of(rows, "Twee toetsen")]


async def test_owners_who_were_not_there_are_named_as_to_be_told(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.enter("/aanwezig Sanne de Wit, Fatima El Idrissi", "/afwezig Jan Pol (mk)", "! Sleutels @jan >vr")
        rows = await close_page(chair)
        told = next(at for at, row in enumerate(rows) if "waren er niet" in row or "was er niet" in row)
        assert "Jan Pol" in rows[told + 1]
        assert not any("Fatima El Idrissi" in row for row in rows[told : told + 3])


async def test_somebody_who_left_before_the_action_must_be_told(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt") as chair:
        await chair.enter("/aanwezig Sanne de Wit, Karim Bouzid", "/weg @karim 13:00", "! Sleutels @karim >vr")
        rows = await close_page(chair)
        assert any("Karim Bouzid" in row and "Sleutels" not in row for row in rows[: place_of(rows, "Aanwezig")])


async def test_items_that_were_not_discussed_are_told(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.paste("1. Opening\n2. Toetsdruk\n3. Rondvraag\n")
        await chair.press("a")
        await chair.until(lambda: len(chair.live.items) == 3)
        await chair.press("f3")
        await chair.enter("iets gezegd bij de opening")
        rows = await close_page(chair)
        heading = place_of(rows, "Niet besproken")
        assert [row.strip() for row in rows[heading + 1 : heading + 3]] == ["Toetsdruk", "Rondvraag"]
        assert not chair.shows("Opening")


async def test_an_empty_meeting_can_be_closed(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await close_page(chair)
        assert chair.shows("geen")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.press("down", "up", "home", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_the_page_in_english_says_the_same(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID, code="en") as chair:
        rows = await close_page(chair)
        for heading in (
            "Decisions",
            "Actions without a name or a day",
            "Assumptions that nobody has checked",
            "Present",
        ):
            place_of(rows, heading)
        assert chair.shows("no day yet")
        assert chair.shows("nobody yet")


async def test_enter_closes_and_shows_the_meeting_to_read_from_its_beginning(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.press("enter")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.sees("concept")
        assert chair.shows("1 Toetsdruk")
        assert chair.live.meeting.state == "closed"
        await chair.press("escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_esc_goes_on_with_the_meeting(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.enter("nog iets")
        assert chair.live.meeting.state == "running"


async def test_w_closes_and_makes_the_minutes_while_one_can_read_on(tmp_path: Path) -> None:
    made: list[tuple[str, str]] = []
    go_on = Event()

    def write(dossier: Dossier, genre: str) -> Path:
        assert go_on.wait(30)
        made.append((dossier.meeting.state, genre))
        return Path("notulen.docx")

    async with meeting(tmp_path, *SAID, write=write) as chair:
        await close_page(chair)
        await chair.press("w")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.sees("wordt gemaakt")
        await chair.press("down")
        assert "Leerlingen leren" in chair.chosen
        go_on.set()
        await chair.sees("notulen.docx")
        assert made == [("closed", "minutes")]


@pytest.mark.parametrize(("key", "genre"), [("w", "minutes"), ("c", "concise"), ("d", "decisions"), ("a", "actions")])
async def test_each_key_of_the_reading_page_makes_its_document(tmp_path: Path, key: str, genre: str) -> None:
    made: list[str] = []

    def write(dossier: Dossier, genre: str) -> Path:
        made.append(genre)
        return Path(f"{genre}.docx")

    async with meeting(tmp_path, *SAID, write=write) as chair:
        await chair.press("f10", "enter")
        await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
        await chair.press(key)
        await chair.sees(f"✓ {genre}.docx")
        assert made == [genre]


async def test_a_closed_meeting_is_reopened_where_it_was(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("f10", "enter")
        await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
        await chair.press("o")
        await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
        await chair.enter("nagekomen")
        assert chair.entries[-1].item == chair.entries[0].item
        assert chair.live.meeting.state == "running"
        await chair.press("escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_reading_only_reads(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("f10", "enter")
        await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
        before = chair.entries
        await chair.press("!", "?", "=", "+", ">", ";", "space", "e", "enter", "delete")
        assert chair.place == "ReadScreen"
        assert chair.entries == before


async def test_what_is_mine_alone_is_read_only_when_asked_for(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID, "; hij oogt moe") as chair:
        await chair.press("f10")
        await chair.until(lambda: chair.place == "CloseScreen")
        assert not chair.shows("hij oogt moe")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
        assert not chair.shows("hij oogt moe")
        await chair.press("m")
        await chair.sees("hij oogt moe")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "ReadScreen" and not chair.shows("hij oogt moe"))
