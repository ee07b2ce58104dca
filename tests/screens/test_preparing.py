"""Preparing an agenda in the real app: by the line, by the keys of a chosen item, and from what can come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kgw_tui.command_table import Command
from kgw_tui.commands import commands_of
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.rules.agenda import in_order
from kgw_tui.screens.prepare import PrepareScreen
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.next_meeting import next_meeting_of
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .chairing import Chair, on_workspace

SIZES = ((80, 24), (40, 12))


def planned(workspace: Workspace, *lines: str) -> Meeting:
    """A meeting planned on 8 December from 13:00 to 14:00, with these items."""
    agenda = Preparing(workspace, start_meeting(workspace, title="Sectie Engels", ahead=True).id)
    agenda.set_day("8 dec 13:00-14:00")
    agenda.add_many([agenda.read(line) for line in lines])
    return agenda.meeting


def with_something_left(workspace: Workspace) -> Meeting:
    """The meeting after one in which two things were parked, without these on its agenda."""
    live = LiveMeeting(workspace, start_meeting(workspace, title="Sectie Engels").id)
    for line in ("# Een", "woord", "> Herkansingen", "> Excursie"):
        live.capture(live.read(line))
    live.close()
    agenda = Preparing(workspace, next_meeting_of(workspace, live.meeting_id, dt.date(2026, 12, 8)).id)
    for item in agenda.items:
        agenda.take_out(item.id)
    return agenda.meeting


@asynccontextmanager
async def preparing(
    home: Path, *lines: str, left: bool = False, code: str = "nl", size: tuple[int, int] = (80, 24)
) -> AsyncGenerator[Chair]:
    """The screen that prepares a planned meeting, its line ready."""
    with workspace_at(home, code) as workspace:
        meeting = with_something_left(workspace) if left else planned(workspace, *lines)
        async with on_workspace(workspace, size=size) as chair:
            chair.meeting_id = meeting.id
            await chair.app.prepare_meeting(meeting.id)
            await chair.until(lambda: chair.place == "PrepareScreen" and bool(chair.seen_line))
            yield chair


def items(chair: Chair) -> list[AgendaItem]:
    return in_order(chair.workspace.shared.query(ITEMS, meeting=chair.meeting_id))


def titles(chair: Chair) -> list[str]:
    return [item.title for item in items(chair)]


@pytest.mark.parametrize("size", SIZES)
async def test_an_agenda_is_typed_line_by_line(tmp_path: Path, size: tuple[int, int]) -> None:
    async with preparing(tmp_path, size=size) as chair:
        await chair.enter("Opening (5)", "Rooster 2027 (15) @jan", "# Verzuim (10) {vertrouwelijk} [wat]")
        assert titles(chair) == ["Opening", "Rooster 2027", "Verzuim"]
        await chair.sees("2 Rooster 2027")
        await chair.sees("30 van 60 min")
        assert items(chair)[2].confidential and items(chair)[2].phase == "what"


async def test_what_enter_will_make_is_said_while_typing(tmp_path: Path) -> None:
    async with preparing(tmp_path) as chair:
        await chair.type("Rooster 2027 (15) @jan")
        await chair.says("Agendapunt · Rooster 2027 · 15 min · Jan Pol leidt")
        await chair.press("ctrl+u")
        await chair.type("Rooster @piet")
        await chair.says("nieuw: piet")
        await chair.press("ctrl+u")
        await chair.type("@jan")
        await chair.press("enter")
        await chair.says("een punt heeft een titel nodig")
        assert chair.line == "@jan"


async def test_a_burst_of_lines_and_keys_is_done_in_its_order(tmp_path: Path) -> None:
    async with preparing(tmp_path) as chair:
        await chair.send("Een (5)\rTwee\rDrie\r\x1b[Ak+++f")
        await chair.press("escape")
        await chair.send("Vier (10)\r")
        await chair.until(lambda: len(items(chair)) == 4 and chair.line == "")
        assert [(item.title, item.minutes, item.phase) for item in items(chair)] == [
            ("Een", 5, ""),
            ("Drie", 15, "why"),
            ("Twee", None, ""),
            ("Vier", 10, ""),
        ]


@pytest.mark.parametrize(("up", "down"), [("k", "j"), ("shift+up", "shift+down")])
async def test_the_chosen_item_moves_and_stays_chosen(tmp_path: Path, up: str, down: str) -> None:
    async with preparing(tmp_path, "Een", "Twee", "Drie") as chair:
        await chair.press("up", up, up, up)
        await chair.until(lambda: titles(chair) == ["Drie", "Een", "Twee"])
        assert "1 Drie" in chair.chosen
        await chair.press(down)
        await chair.until(lambda: titles(chair) == ["Een", "Drie", "Twee"])
        assert "2 Drie" in chair.chosen
        await chair.press("ctrl+z", "ctrl+z")
        await chair.until(lambda: titles(chair) == ["Een", "Drie", "Twee"])
        await chair.says("ongedaan: een andere plaats")


async def test_time_phase_and_mark_are_a_key_each(tmp_path: Path) -> None:
    async with preparing(tmp_path, "Een (10)") as chair:
        await chair.press("up", "plus", "plus", "minus", "f", "f", "v")
        await chair.until(lambda: items(chair)[0].confidential)
        item = items(chair)[0]
        assert (item.minutes, item.phase) == (15, "what")
        await chair.sees("vertrouwelijk · wat · 15 min")


async def test_who_leads_and_the_papers_are_typed_in_the_line(tmp_path: Path) -> None:
    async with preparing(tmp_path, "Een (10)") as chair:
        await chair.press("up", "l")
        await chair.until(lambda: chair.chosen == "")
        await chair.type("fat")
        await chair.says("Fatima El Idrissi")
        await chair.press("enter")
        await chair.sees("Fatima · 10 min")
        assert "1 Een" in chair.chosen
        await chair.press("p")
        await chair.type("a.pdf, b.pdf")
        await chair.press("enter")
        await chair.sees("Fatima · 2 stukken · 10 min")
        await chair.says("stukken: a.pdf; b.pdf")
        await chair.press("l", "ctrl+u", "enter")
        await chair.until(lambda: items(chair)[0].led_by is None)


async def test_guests_come_for_an_item_and_stay_with_it(tmp_path: Path) -> None:
    async with preparing(tmp_path, "Een (10)", "Twee") as chair:
        await chair.press("up", "up", "g")
        await chair.until(lambda: chair.chosen == "")
        await chair.type("@jan, Ans Vis")
        await chair.says("Gasten bij Een · Jan Pol · nieuw: Ans Vis")
        await chair.press("enter")
        await chair.sees("gasten Jan, Ans Vis · 10 min")
        await chair.press("j")
        await chair.until(lambda: titles(chair) == ["Twee", "Een"])
        await chair.sees("gasten Jan, Ans Vis · 10 min")
        await chair.press("g")
        await chair.until(lambda: bool(chair.line))
        await chair.press("ctrl+u", "enter")
        await chair.until(lambda: not chair.shows("gasten"))


async def test_who_is_expected_is_said_by_name(tmp_path: Path) -> None:
    async with preparing(tmp_path) as chair:
        await chair.type("/verwacht Jan, Karim")
        await chair.says("Jan Pol, Karim Bouzid")
        await chair.press("enter")
        await chair.says("verwacht: Jan Pol, Karim Bouzid")
        meeting = chair.workspace.shared.get(MEETINGS, chair.meeting_id)
        assert meeting is not None
        assert [attendee.present for attendee in meeting.attendees] == [None, None]


async def test_an_item_is_edited_in_its_place_and_what_was_typed_before_comes_back(tmp_path: Path) -> None:
    async with preparing(tmp_path, "Een (10)", "Twee") as chair:
        await chair.type("half getypt")
        await chair.press("shift+tab")  # the line keeps the focus
        chair.app.screen.set_focus(chair.app.screen.query_one("EntryList"))
        await chair.press("up", "e")
        await chair.until(lambda: chair.line == "Een (10)")
        await chair.type(" @sanne")
        await chair.press("enter")
        await chair.until(lambda: items(chair)[0].led_by is not None)
        assert titles(chair) == ["Een", "Twee"]
        assert chair.line == "half getypt"


async def test_esc_leaves_an_edit_as_it_was(tmp_path: Path) -> None:
    async with preparing(tmp_path, "Een (10)") as chair:
        await chair.press("up", "e")
        await chair.until(lambda: chair.line == "Een (10)")
        await chair.type(" weg")
        await chair.press("escape")
        await chair.until(lambda: chair.line == "")
        assert titles(chair) == ["Een"]
        assert chair.place == "PrepareScreen"


async def test_an_item_is_taken_out_and_undo_brings_it_back(tmp_path: Path) -> None:
    async with preparing(tmp_path, "Een", "Twee") as chair:
        await chair.press("up", "d")
        await chair.until(lambda: titles(chair) == ["Een"])
        await chair.says("geschrapt: Twee; ^z brengt het terug")
        await chair.press("ctrl+z")
        await chair.until(lambda: titles(chair) == ["Een", "Twee"])


async def test_an_item_in_which_something_was_said_stays_with_a_sentence(tmp_path: Path) -> None:
    async with preparing(tmp_path) as chair:
        live = LiveMeeting(chair.workspace, chair.meeting_id)
        for line in ("# Een", "woord"):
            live.capture(live.read(line))
        chair.app.store_changed()
        await chair.press("up", "d")
        await chair.says("bij dit punt is iets gezegd")
        assert titles(chair) == ["Een"]


@pytest.mark.parametrize("size", SIZES)
async def test_what_can_come_back_is_taken_one_by_one_or_all(tmp_path: Path, size: tuple[int, int]) -> None:
    async with preparing(tmp_path, left=True, size=size) as chair:
        await chair.sees("2 kunnen terugkomen")
        await chair.press("up")
        await chair.until(lambda: "Enter zet op" in chair.keys)
        await chair.press("enter")
        await chair.until(lambda: titles(chair) == ["Excursie"])
        await chair.sees("1 kan terugkomen")
        await chair.press("escape", "f4")
        await chair.until(lambda: titles(chair) == ["Excursie", "Herkansingen"])
        await chair.press("ctrl+z", "ctrl+z")
        await chair.until(lambda: titles(chair) == [])
        await chair.press("up", "a")
        await chair.until(lambda: titles(chair) == ["Herkansingen", "Excursie"])
        assert "F4" not in chair.keys


async def test_day_time_and_title_are_said_in_the_line(tmp_path: Path) -> None:
    async with preparing(tmp_path, "Een (90)") as chair:
        await chair.type("/datum vr 9:00-10:00")
        await chair.says("vr 27 nov · 09:00-10:00")
        await chair.press("enter")
        await chair.sees("vr 27 nov · 09:00-10:00")
        await chair.enter("/tijd 13:00-15:00", "/titel Sectie Duits", "/plaats 1.12", "/voorzitter @karim")
        meeting = chair.workspace.shared.get(MEETINGS, chair.meeting_id)
        assert meeting is not None and meeting.chair is not None
        await chair.sees("Sectie Duits · vr 27 nov · 13:00-15:00 · 1.12")
        await chair.send("/volgende\r")
        await chair.says("geen opdracht /volgende")


async def test_a_pasted_list_is_as_many_items(tmp_path: Path) -> None:
    async with preparing(tmp_path) as chair:
        await chair.paste("1. Opening (5)\n2. Rooster 2027 (15)\n\n3. Rondvraag")
        await chair.until(lambda: titles(chair) == ["Opening", "Rooster 2027", "Rondvraag"])
        await chair.press("ctrl+z")
        await chair.until(lambda: titles(chair) == [])


async def test_one_key_begins_the_meeting_with_this_agenda(tmp_path: Path) -> None:
    async with preparing(tmp_path, "Een (10)") as chair:
        await chair.press("f3")
        await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
        await chair.enter("eerste zin")
        await chair.sees("━━ 1 Een")
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_what_is_typed_right_behind_the_key_that_begins_is_said_in_the_meeting(tmp_path: Path) -> None:
    async with preparing(tmp_path, "Een (10)") as chair:
        await chair.send("Twee\r\x1bOReerste zin\r")
        await chair.until(lambda: chair.place == "LiveScreen" and chair.texts == ["eerste zin"])
        assert titles(chair) == ["Een", "Twee"]


async def test_a_running_meeting_is_prepared_too_and_gone_on_with(tmp_path: Path) -> None:
    async with preparing(tmp_path, "Een (10)", "Twee") as chair:
        await chair.press("f3")
        await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
        await chair.enter("eerste zin")
        await chair.app.prepare_meeting(chair.meeting_id)
        await chair.until(lambda: chair.place == "PrepareScreen" and bool(chair.seen_line))
        await chair.enter("Drie (5)")
        await chair.press("up", "up", "d")
        await chair.until(lambda: titles(chair) == ["Een", "Drie"])
        await chair.press("up", "d")
        await chair.says("bij dit punt is iets gezegd")
        await chair.press("f3")
        await chair.until(lambda: chair.place == "LiveScreen" and chair.shows("2 Drie"))
        assert not chair.shows("Twee")


async def test_esc_goes_back_with_everything_kept_and_the_half_line_too(tmp_path: Path) -> None:
    async with preparing(tmp_path, "Een (10)") as chair:
        await chair.type("half")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.app.prepare_meeting(chair.meeting_id)
        await chair.until(lambda: chair.place == "PrepareScreen" and chair.line == "half")
        assert titles(chair) == ["Een"]


async def test_brackets_in_a_title_are_no_markup(tmp_path: Path) -> None:
    async with preparing(tmp_path) as chair:
        await chair.enter("[b]Vet[/b] {x} (10)")
        await chair.sees("1 [b]Vet[/b] {x}")


async def test_a_meeting_that_is_undone_is_left_with_a_sentence(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        meeting = start_meeting(workspace, title="Sectie Engels", ahead=True)
        async with on_workspace(workspace) as chair:
            await chair.app.prepare_meeting(meeting.id)
            await chair.until(lambda: chair.place == "PrepareScreen" and bool(chair.seen_line))
            await chair.press("ctrl+z")
            await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_a_new_meeting_is_made_and_prepared_in_one_burst(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        async with on_workspace(workspace) as chair:
            await chair.send("npRooster 2027 (15)\rFormatie\r")
            await chair.until(lambda: chair.place == "PrepareScreen" and chair.shows("2 Formatie"))
            assert chair.shows("1 Rooster 2027")


@pytest.mark.parametrize(
    ("keys", "title", "row"),
    [
        (("p",), "Vergadering", "typ een punt: Rooster 2027 (15); /datum zegt de dag, /titel de naam"),
        (("down", "p"), "MT-overleg", "1 Opening en acties"),
    ],
)
async def test_a_new_meeting_is_prepared_from_nothing_or_a_kind(
    tmp_path: Path, keys: tuple[str, ...], title: str, row: str
) -> None:
    with workspace_at(tmp_path) as workspace:
        async with on_workspace(workspace) as chair:
            await chair.press("n")
            await chair.until(lambda: chair.place == "NewMeetingScreen")
            await chair.press(*keys)
            await chair.until(lambda: chair.place == "PrepareScreen" and bool(chair.seen_line))
            await chair.sees(row)
            assert chair.rows[0].startswith(f" {title}")


async def test_a_series_is_prepared_for_its_next_day_with_what_comes_back(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        live = LiveMeeting(workspace, start_meeting(workspace, title="Sectie Engels").id)
        for line in ("# Een", "> Herkansingen"):
            live.capture(live.read(line))
        live.close()
        async with on_workspace(workspace) as chair:
            await chair.press("n")
            await chair.until(lambda: chair.place == "NewMeetingScreen")
            await chair.press("down")
            await chair.sees("1 punt komt terug · p bereidt hem voor; voorstel: di 8 dec")
            await chair.press("p")
            await chair.until(lambda: chair.place == "PrepareScreen" and bool(chair.seen_line))
            await chair.sees("Sectie Engels · di 8 dec · 13:00")
            await chair.sees("1 Notulen van di 24 nov")
            await chair.sees("2 Herkansingen")


ITEM_KEYS = [key for command in commands_of("prepare") if command.id.startswith("point.") for key in command.keys]
LINE_KEYS = [key for command in commands_of("prepare") if command.id.startswith("prepare.") for key in command.keys]


@pytest.mark.parametrize("key", ITEM_KEYS)
async def test_each_key_of_an_item_does_something(tmp_path: Path, key: str) -> None:
    async with preparing(tmp_path, "Een (10)", "Twee (10)", "Drie (10)") as chair:
        await chair.press("up", "up")
        await chair.until(lambda: "2 Twee" in chair.chosen)
        before = chair.rows
        await chair.press(key)
        await chair.until(lambda: chair.rows != before)


@pytest.mark.parametrize("key", LINE_KEYS)
async def test_each_key_beside_the_line_does_something(tmp_path: Path, key: str) -> None:
    async with preparing(tmp_path, left=True) as chair:
        before = (chair.place, chair.rows)
        await chair.press(key)
        await chair.until(lambda: (chair.place, chair.rows) != before)


@pytest.mark.parametrize("command", commands_of("prepare"), ids=lambda command: command.id)
async def test_each_command_can_be_run_from_the_palette(tmp_path: Path, command: Command) -> None:
    async with preparing(tmp_path, "Een (10)", "Twee (10)", "Drie (10)") as chair:
        if command.id.startswith("point."):
            await chair.press("up", "up")
            await chair.until(lambda: "2 Twee" in chair.chosen)
        before = (chair.place, chair.rows)
        screen = chair.app.screen
        assert isinstance(screen, PrepareScreen)
        await screen.run_command(command)
        await chair.until(lambda: (chair.place, chair.rows) != before)


@pytest.mark.parametrize(("size", "place"), [((80, 24), "kamer 1.12"), ((40, 12), "kamer 1.12")])
async def test_the_day_of_the_meeting_is_in_sight_whatever_else_there_is_to_say(
    tmp_path: Path, size: tuple[int, int], place: str
) -> None:
    async with preparing(tmp_path, "Een (40)", "Twee (30)", "Drie", size=size) as chair:
        await chair.enter(f"/plaats {place} op de begane grond naast de kantine")
        await chair.until(lambda: "di 8 dec" in chair.rows[0])
        assert "10" in chair.rows[0]
        assert "te lang" in chair.rows[0]


async def test_a_slash_alone_names_commands_and_is_no_mistake(tmp_path: Path) -> None:
    async with preparing(tmp_path) as chair:
        await chair.type("/")
        await chair.sees("een opdracht: /datum")
        assert not chair.shows("er is geen opdracht")


async def test_a_meeting_of_a_later_day_begins_at_the_second_enter(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        meeting = planned(workspace, "Een")
        async with on_workspace(workspace) as chair:
            await chair.press("n")
            await chair.until(lambda: chair.place == "NewMeetingScreen")
            await chair.press("down", "enter")
            await chair.sees("dit is de vergadering van di 8 dec")
            assert chair.place == "NewMeetingScreen"
            await chair.press("up", "down", "enter")
            await chair.sees("dit is de vergadering van di 8 dec")
            assert chair.place == "NewMeetingScreen"
            await chair.press("enter")
            await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
        stays = workspace.shared.get(MEETINGS, meeting.id)
        assert stays is not None
        assert stays.state == "planned"
