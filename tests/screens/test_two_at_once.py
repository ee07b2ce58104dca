"""Two at one meeting: what one types appears at the other's, and nothing of either is lost."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from msgspec import structs

from kgw_tui.data.opening import open_workspace
from kgw_tui.presence import Whereabouts
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.records.people import PEOPLE
from kgw_tui.screens.widgets.header_row import HeaderRow
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

from .chairing import Chair, meeting, on_workspace


@contextmanager
def workspace_of(home: Path, name: str) -> Generator[Workspace]:
    """The workspace of a colleague on the same store."""
    workspace = open_workspace(home)
    person = next(person for person in workspace.shared.all(PEOPLE) if person.name.startswith(name))
    workspace.settings = structs.replace(workspace.settings, writer=person.id)
    workspace.shared.writer = person.id
    try:
        yield workspace
    finally:
        workspace.close()


@asynccontextmanager
async def two(home: Path, *lines: str, size: tuple[int, int] = (80, 24)) -> AsyncGenerator[tuple[Chair, Chair]]:
    """Sanne, who chairs, and Karim, who takes the minutes, each at an app of their own in one meeting."""
    async with meeting(home, *lines, size=size) as chair:
        with workspace_of(home, "Karim") as workspace:
            async with on_workspace(workspace, chair.meeting_id, size=size) as taker:
                yield chair, taker


def header(chair: Chair) -> list[str]:
    """The parts of the top row."""
    return re.split(r" {2,}", chair.row_of(HeaderRow).strip())


def row_with(chair: Chair, text: str) -> str:
    """The row of the screen in which `text` stands."""
    return next(row for row in chair.rows if text in row)


async def test_what_another_process_writes_appears_by_itself_while_a_line_is_typed(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        await chair.type("half getypt")
        other = open_workspace(tmp_path)
        live = LiveMeeting(other, chair.meeting_id)
        live.capture(live.read("! van de notulist @fatima >vr"))
        live.capture(live.read("# Nieuw punt van de notulist (20)"))
        await chair.sees("van de notulist")
        await chair.sees("2 Nieuw punt van de notulist")
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


async def test_each_sees_who_else_is_here_and_that_they_type(tmp_path: Path) -> None:
    async with two(tmp_path, "# Toetsdruk") as (chair, taker):
        await chair.until(lambda: "ook hier: KB" in header(chair))
        await taker.until(lambda: "ook hier: SW" in header(taker))
        await taker.type("half")
        await chair.until(lambda: "ook hier: KB typt" in header(chair))
        assert not chair.shows("half")
        await taker.enter(" klaar")
        await chair.until(lambda: "ook hier: KB" in header(chair))


async def test_a_line_for_oneself_isnt_told(tmp_path: Path) -> None:
    async with two(tmp_path, "# Toetsdruk") as (chair, taker):
        await taker.type("; niet voor jou")
        await chair.until(lambda: "ook hier: KB" in header(chair))
        await taker.until(lambda: taker.app.screen.reading.parsed.text == "niet voor jou")
        folder = tmp_path / "shared" / "presence"
        await taker.pilot.pause(0.6)
        assert not any(b"typing" in path.read_bytes() for path in folder.glob("*.json"))


async def test_who_leaves_isnt_here_any_more(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        with workspace_of(tmp_path, "Karim") as workspace:
            workspace.presence.say(Whereabouts(chair.meeting_id), workspace.settings.writer)
            await chair.until(lambda: "ook hier: KB" in header(chair))
            workspace.presence.say(Whereabouts("another"), workspace.settings.writer)
            await chair.until(lambda: len(header(chair)) == 2)
            workspace.presence.say(Whereabouts(chair.meeting_id, "closing"), workspace.settings.writer)
            await chair.until(lambda: "KB sluit af" in header(chair)[1])
        await chair.until(lambda: len(header(chair)) == 2)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_lines_have_the_initials_of_who_wrote_them_once_two_people_do(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with two(tmp_path, "# Toetsdruk", size=size) as (chair, taker):
        await taker.enter("van Karim")
        await chair.sees("van Karim")
        assert not any(row.endswith("KB") for row in chair.rows[1:])
        await chair.enter("van Sanne")
        await chair.until(lambda: row_with(chair, "van Karim").endswith("KB"))
        assert not row_with(chair, "van Sanne").endswith("SW")
        await taker.sees("van Sanne")
        await taker.until(lambda: row_with(taker, "van Sanne").endswith("SW"))
        assert not row_with(taker, "van Karim").endswith("KB")


@pytest.mark.parametrize(("size", "mark"), [((80, 24), "KB wijzigt"), ((40, 12), "KB…")])
async def test_the_row_that_another_edits_says_so_until_it_is_done(
    tmp_path: Path, size: tuple[int, int], mark: str
) -> None:
    async with two(tmp_path, "# Toetsdruk", "een", "twee", size=size) as (chair, taker):
        await taker.press("up", "up", "e")
        await taker.until(lambda: taker.line == "een")
        await chair.until(lambda: row_with(chair, "een").endswith(mark))
        assert not row_with(chair, "twee").endswith(mark)
        await taker.type("!")
        await taker.send("\r")
        await chair.sees("een!")
        await chair.until(lambda: not row_with(chair, "een!").endswith(mark))


async def test_two_who_edit_one_action_lose_nothing_of_each_other(tmp_path: Path) -> None:
    async with two(tmp_path, "# Toetsdruk", "! Kalender uitdraaien") as (chair, taker):
        for each in (chair, taker):
            await each.press("up", "e")
            await each.until(lambda each=each: each.line == "! Kalender uitdraaien")
        await taker.send(" @fatima\r")
        await taker.until(lambda: taker.line == "")
        await chair.sees("Fatima")
        await chair.send(" in 4H\r")
        await chair.until(lambda: chair.line == "")
        (entry,) = chair.entries
        assert isinstance(entry, Action)
        assert entry.text == "Kalender uitdraaien in 4H"
        assert len(entry.owners) == 1
        assert "had het net" not in chair.echo


async def test_where_another_looks_is_told_by_its_number(tmp_path: Path) -> None:
    async with two(tmp_path, "# Toetsdruk", "een", "# Rooster", "twee") as (chair, taker):
        await taker.press("up", "up")
        await taker.until(lambda: "een" in taker.chosen)
        await chair.until(lambda: "bij punt 1" in header(chair)[1])
        await taker.press("escape")
        await chair.until(lambda: "bij punt" not in header(chair)[1])


async def test_a_second_terminal_of_oneself_is_called_so(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        other = open_workspace(tmp_path)
        async with on_workspace(other, chair.meeting_id) as elsewhere:
            await chair.until(lambda: "ook hier: jij, elders" in header(chair))
            await elsewhere.enter("een")
            await chair.sees("een")
            assert row_with(chair, "een").endswith("een")
        other.close()


async def test_the_wall_is_told_to_who_chairs(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        with workspace_of(tmp_path, "Karim") as workspace:
            workspace.presence.say(Whereabouts(chair.meeting_id, "presenting"), workspace.settings.writer)
            await chair.until(lambda: "ook hier: op de wand" in header(chair))
