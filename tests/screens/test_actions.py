"""The list of actions and questions: every origin, done, put off, handed over, let go, and where each was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec import structs

from kgw_tui import clock
from kgw_tui.records.entries import ENTRIES, Action, Question
from kgw_tui.records.people import PEOPLE
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes

from ..usecases.meetings import hold_meeting
from ..workspaces import TUESDAY, workspace_at
from .chairing import Chair, on_workspace

SAID = (
    "# Toetsdruk",
    "! Kalender uitdraaien @sanne >vr #toetsing",
    "? Wie belt de inspectie? @karim >morgen",
    "! Zonder eigenaar",
    "! Later @fatima >1 maart",
    "# Personeel",
    "/vertrouwelijk",
    "! Gesprek voeren @sanne >vr",
)


@asynccontextmanager
async def actions(
    home: Path, *, closed: bool = True, code: str = "nl", size: tuple[int, int] = (80, 24)
) -> AsyncGenerator[Chair]:
    """The list, after a meeting in which SAID was said and a promise in the corridor."""
    with workspace_at(home, code) as workspace:
        meeting = hold_meeting(workspace, lines=SAID)
        if closed:
            LiveMeeting(workspace, meeting.id).close()
        log_notes(workspace, ["! Terugbellen >do"])
        async with on_workspace(workspace, size=size) as chair:
            await chair.press("5")
            await chair.until(lambda: chair.place == "ActionsScreen" and bool(chair.keys))
            yield chair


def entry(chair: Chair, text: str) -> Action | Question:
    stores = (chair.workspace.shared, chair.workspace.private)
    found = next(each for store in stores for each in store.all(ENTRIES) if each.text == text)
    assert isinstance(found, Action | Question)
    return found


async def choose(chair: Chair, text: str) -> None:
    """Move down to the row that has `text`."""
    await chair.press("home")
    for _step in range(30):
        if any(row.startswith("› ") and text in row for row in chair.rows[:-2]):
            return
        await chair.press("down")
    raise AssertionError("\n".join(chair.rows))


def shown(chair: Chair) -> list[str]:
    """The rows of the list, without their marks."""
    return [row.lstrip("› ") for row in chair.rows[1:-2] if row.lstrip("› ").startswith(("! ", "? "))]


async def test_every_origin_stands_in_one_list_what_is_due_first_and_nothing_confidential(tmp_path: Path) -> None:
    async with actions(tmp_path) as chair:
        await chair.sees("Acties · open")
        wanted = ["? Wie belt", "! Terugbellen", "! Kalender", "! Later", "! Zonder eigenaar"]
        assert [any(row.startswith(each) for row in shown(chair)[number:]) for number, each in enumerate(wanted)]
        assert [row[: len(each)] for row, each in zip(shown(chair), wanted, strict=True)] == wanted
        assert not chair.shows("Gesprek voeren")
        await chair.press("p")
        await chair.sees("Gesprek voeren")
        await chair.press("p")
        await chair.until(lambda: not chair.shows("Gesprek voeren"))


async def test_while_a_meeting_runs_nothing_private_or_confidential_is_shown(tmp_path: Path) -> None:
    async with actions(tmp_path, closed=False) as chair:
        await chair.sees("Kalender uitdraaien")
        await chair.press("p")
        await chair.sees("niet terwijl er een vergadering loopt")
        assert not chair.shows("Gesprek voeren")
        assert not chair.shows("Terugbellen")
        await chair.sees("nog 2, niet getoond zolang er een vergadering loopt")


VIEWS = {
    "a": {"Wie belt", "Terugbellen", "Kalender", "Later", "Zonder"},
    "i": {"Terugbellen", "Kalender"},
    "w": {"Wie belt", "Later"},
    "l": set[str](),
    "n": {"Zonder"},
    "c": set[str](),
}


@pytest.mark.parametrize(("times", "key"), enumerate(VIEWS))
async def test_each_view_has_a_key_and_v_shows_them_in_turn(tmp_path: Path, times: int, key: str) -> None:
    async with actions(tmp_path) as chair:
        for keys in (key, ("a", *("v",) * times)):
            await chair.press(*keys)
            names = {each for each in VIEWS["a"] if any(each in row for row in shown(chair))}
            assert names == VIEWS[key]


async def test_late_ones_come_when_their_day_is_past(tmp_path: Path) -> None:
    async with actions(tmp_path) as chair:
        clock.set_clock(lambda: TUESDAY + dt.timedelta(days=2))
        await chair.press("l")
        await chair.until(lambda: len(shown(chair)) == 1)
        assert "Wie belt" in shown(chair)[0]
        assert "1 dag te laat" in shown(chair)[0]


async def test_it_narrows_by_owner_theme_meeting_and_words(tmp_path: Path) -> None:
    async with actions(tmp_path) as chair:
        await chair.press("slash")
        for sought, count in (
            ("@karim", 1),
            ("#toetsing", 1),
            ("mt-overleg", 4),
            ("terug", 1),
            ("@sanne kal", 1),
            (">week", 3),
        ):
            await chair.press("ctrl+u")
            await chair.send(sought)
            await chair.until(lambda s=sought: chair.line == s)
            await chair.until(lambda n=count: len(shown(chair)) == n)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (">geen", ["Zonder"]),
        (">no day", ["Zonder"]),
        (">vr @sanne", ["Terugbellen", "Kalender"]),
        (">volgende week", list[str]()),
        ("kal >deze", ["Kalender"]),
        (">1 maart", ["Wie belt", "Terugbellen", "Kalender", "Later"]),
        (">x", ["Wie belt", "Terugbellen", "Kalender", "Later", "Zonder"]),
    ],
)
async def test_it_narrows_by_when_it_is_due(tmp_path: Path, sought: str, found: list[str]) -> None:
    async with actions(tmp_path) as chair:
        await chair.press("slash")
        await chair.sees(">geen dag")
        await chair.send(sought)
        await chair.until(lambda: chair.line == sought)
        await chair.until(lambda: len(shown(chair)) == len(found))
        assert all(text in row for text, row in zip(found, shown(chair), strict=True))
        if sought == ">1 maart":
            await chair.sees("tot en met ma 1 mrt 2027")


async def test_somebody_who_is_called_otherwise_now_is_found_so(tmp_path: Path) -> None:
    async with actions(tmp_path) as chair:
        await chair.press("slash")
        await chair.send("@karim")
        await chair.until(lambda: len(shown(chair)) == 1)
        karim = next(each for each in chair.workspace.shared.all(PEOPLE) if each.name == "Karim Bouzid")
        with chair.workspace.shared.transaction("people") as tx:
            tx.put(PEOPLE, structs.replace(karim, name="Kees Bos"))
        await chair.press("escape", "slash")
        await chair.send("@kees")
        await chair.until(lambda: len(shown(chair)) == 1)


async def test_done_with_what_came_of_it_open_again_and_undone(tmp_path: Path) -> None:
    async with actions(tmp_path) as chair:
        await choose(chair, "Kalender")
        await chair.press("enter")
        await chair.send("hangt in het lokaal\r")
        await chair.sees("✓ gedaan")
        done = entry(chair, "Kalender uitdraaien")
        assert (done.status, done.outcome, done.closed_on) == ("done", "hangt in het lokaal", dt.date(2026, 11, 24))
        await chair.press("c")
        await chair.sees("Acties · pas gesloten")
        await chair.press("r")
        await chair.until(lambda: entry(chair, "Kalender uitdraaien").status == "open")
        await chair.press("ctrl+z")
        await chair.until(lambda: entry(chair, "Kalender uitdraaien").status == "done")


async def test_the_third_time_that_it_is_put_off_it_asks_whether_it_has_to_live(tmp_path: Path) -> None:
    async with actions(tmp_path) as chair:
        for day, why, asks in (("ma", "wacht op cijfers", False), ("wo 2 dec", "ziek", False), ("4 dec", "druk", True)):
            await choose(chair, "Kalender")
            await chair.press("greater_than_sign")
            await chair.sees("tot wanneer, en waarom?" if not asks else "moet dit blijven bestaan?")
            await chair.send(f"{day}: {why}\r")
            await chair.sees("✓ ")
        await chair.sees("zo vaak uitgesteld")
        put_off = entry(chair, "Kalender uitdraaien")
        assert isinstance(put_off, Action)
        assert [each.why for each in put_off.postponed] == ["wacht op cijfers", "ziek", "druk"]
        assert put_off.postponed[0].due == dt.date(2026, 11, 27)
        assert put_off.due == dt.date(2026, 12, 4)
        await choose(chair, "Kalender")
        await chair.press("x")
        await chair.send("niemand mist het\r")
        await chair.until(lambda: entry(chair, "Kalender uitdraaien").status == "dropped")


async def test_one_goes_through_what_is_late_in_a_row_of_keys(tmp_path: Path) -> None:
    async with actions(tmp_path) as chair:
        clock.set_clock(lambda: TUESDAY + dt.timedelta(days=6))
        await chair.press("l")
        await chair.until(lambda: len(shown(chair)) == 3)
        for day in ("wo", "do", "vr"):
            await chair.send(f">{day}: druk\r")
            await chair.sees(f"✓ {day} ")
        await chair.until(lambda: not shown(chair))
        put_off = [entry(chair, text) for text in ("Wie belt de inspectie?", "Terugbellen", "Kalender uitdraaien")]
        assert [each.due for each in put_off] == [dt.date(2026, 12, day) for day in (2, 3, 4)]


async def test_what_was_put_off_makes_way_for_the_next(tmp_path: Path) -> None:
    async with actions(tmp_path) as chair:
        await chair.press("home", "down")
        await chair.send(">1 april: later\r")
        await chair.sees("✓ do 1 apr 2027")
        await chair.until(lambda: any(row.startswith("› ! Kalender") for row in chair.rows))
        await chair.press("ctrl+z")
        await chair.until(lambda: entry(chair, "Terugbellen").due == dt.date(2026, 11, 26))


async def test_it_is_handed_over_rewritten_and_one_goes_to_where_it_was_said(tmp_path: Path) -> None:
    async with actions(tmp_path) as chair:
        await choose(chair, "Kalender")
        await chair.press("g")
        await chair.send("\r")
        await chair.sees("is niemands naam")
        await chair.press("ctrl+u")
        await chair.send("@karim @fatima\r")
        await chair.sees("✓ Karim Bouzid, Fatima El Idrissi")
        await choose(chair, "Kalender")
        await chair.press("e", "ctrl+u")
        await chair.send("Kalender ophangen >1 dec\r")
        await chair.until(lambda: entry(chair, "Kalender ophangen").due == dt.date(2026, 12, 1))
        assert len(entry(chair, "Kalender ophangen").owners) == 2, "what isn't typed stays"
        await choose(chair, "Kalender")
        await chair.press("o")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "ActionsScreen")


async def test_a_promise_that_is_done_waits_until_it_was_told(tmp_path: Path) -> None:
    async with actions(tmp_path) as chair:
        await choose(chair, "Terugbellen")
        await chair.press("d")
        await chair.send("gebeld\r")
        await chair.sees("t als je het verteld hebt")
        await chair.press("c")
        await chair.sees("nog te vertellen")
        await choose(chair, "Terugbellen")
        await chair.press("t", "enter")
        await chair.sees("✓ nagekomen, en teruggekoppeld")
        told = entry(chair, "Terugbellen")
        assert isinstance(told, Action)
        assert told.reported_on == dt.date(2026, 11, 24)
        assert told.outcome == "gebeld"


async def test_what_is_refused_stays_in_the_line(tmp_path: Path) -> None:
    async with actions(tmp_path) as chair:
        await choose(chair, "Wie belt")
        await chair.press("enter", "enter")
        await chair.sees("wat is het antwoord op")
        await chair.press("escape", "greater_than_sign")
        await chair.send("gisteren\r")
        await chair.until(lambda: chair.line == "gisteren")
        assert entry(chair, "Wie belt de inspectie?").due == dt.date(2026, 11, 25)
