"""Leaving with a half-typed line and coming back: it is there."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from msgspec import convert

from kgw_tui.data.opening import open_workspace
from kgw_tui.data.sessions.drafts import DraftFiles
from kgw_tui.drafts import LINE, draft_place
from kgw_tui.errors import StoreUnavailable
from kgw_tui.i18n import language
from kgw_tui.records.drafts import DRAFTS, Draft
from kgw_tui.records.record import stamp
from kgw_tui.usecases.handling import rewrite
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import drop_meeting

from ..data.faults import failing
from ..workspaces import fixed_clock
from .chairing import meeting, on_workspace

SCREENS = Path(__file__).parents[2] / "screens"
HALF = "! half getypt @fa [b]"


async def test_after_esc_and_enter_the_half_typed_line_is_there(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        await chair.type(HALF)
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.press("enter")
        await chair.until(lambda: chair.line == HALF)
        assert HALF in chair.seen_line


async def test_after_ctrl_q_and_a_new_start_the_half_typed_line_is_there(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        await chair.type(HALF)
        await chair.press("ctrl+q")
        await chair.until(lambda: not chair.app.is_running)
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        async with on_workspace(workspace, chair.meeting_id) as again:
            await again.until(lambda: again.line == HALF)
        workspace.close()


async def test_an_edit_that_is_left_keeps_the_line_that_was_half_typed_before_it(tmp_path: Path) -> None:
    async with meeting(tmp_path, "gezegd") as chair:
        await chair.type("half getypt")
        row = next(at for at, row in enumerate(chair.rows) if "gezegd" in row)
        await chair.pilot.click(offset=(12, row))
        await chair.press("e")
        await chair.until(lambda: chair.line == "gezegd")
        await chair.press("ctrl+q")
        await chair.until(lambda: not chair.app.is_running)
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        async with on_workspace(workspace, chair.meeting_id) as again:
            await again.until(lambda: again.line == "half getypt")
            assert again.texts == ["gezegd"]
        workspace.close()


async def test_a_line_that_was_kept_does_not_come_back(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        await chair.type("half")
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.press("enter")
        await chair.until(lambda: chair.line == "half")
        await chair.press("enter")
        await chair.until(lambda: chair.texts == ["half"])
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
        assert chair.line == ""


async def test_each_meeting_has_its_own_half_typed_line(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        await chair.type("van de eerste")
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.press("n")
        await chair.until(lambda: chair.place == "NewMeetingScreen")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
        assert chair.line == ""


async def test_closing_the_meeting_and_coming_back_keeps_the_half_typed_line(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        await chair.type("nog iets")
        await chair.press("f10")
        await chair.until(lambda: chair.place == "CloseScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        assert chair.line == "nog iets"
        await chair.press("f10", "f10")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.press("o")
        await chair.until(lambda: chair.line == "nog iets")


async def test_the_draft_is_private_and_is_no_step_to_undo(tmp_path: Path) -> None:
    async with meeting(tmp_path, "gezegd") as chair:
        await chair.type("half")
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        assert not any(b"half" in path.read_bytes() for path in (tmp_path / "shared").iterdir() if path.is_file())
        await chair.press("ctrl+z")
        await chair.until(lambda: chair.texts == [])


def test_each_screen_that_has_a_line_says_what_is_half_typed_in_it() -> None:
    """One that is made later and forgets it fails here; what is looked for in a list isn't content."""
    found = {path.stem for path in SCREENS.glob("*.py") if "CaptureLine(" in path.read_text("utf-8")}
    found |= {path.stem for path in SCREENS.glob("*.py") if "AnswerLine(" in path.read_text("utf-8")}
    assert found == {"live", "prepare", "review", "points", "list_screen", "search", "log"}
    for module in ("live_drafts", "prepare", "review", "points", "asking", "paste", "log"):
        assert "def half_typed" in (SCREENS / f"{module}.py").read_text("utf-8")


async def test_what_is_typed_and_taken_back_at_once_is_not_told_of_as_left(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        for _round in range(5):
            await chair.type("half")
            chair.app._keeper.look()
            await chair.press("ctrl+u")
            await chair.until(lambda: chair.line == "")
            assert "onafgemaakt" not in chair.echo
            await chair.type("nog iets")
            chair.app._keeper.look()
            await chair.press("enter")
            await chair.until(lambda: chair.line == "")
            assert "onafgemaakt" not in chair.echo


async def test_where_nothing_can_be_written_at_all_the_words_are_left_on_the_terminal(tmp_path: Path) -> None:
    def nowhere(_text: str) -> Path:
        raise StoreUnavailable("nergens")

    async with meeting(tmp_path, "# Toetsdruk") as chair:
        chair.workspace.keep_elsewhere = nowhere
        await chair.type(HALF)
        with failing(1, count=1_000_000):
            chair.app.leave()
            await chair.until(lambda: not chair.app.is_running)
        assert "nergens" in chair.app.last_words[0]
        assert chair.app.last_lines == [HALF]


async def test_what_was_left_on_other_screens_goes_elsewhere_too(tmp_path: Path) -> None:
    written: list[str] = []

    def elsewhere(text: str) -> Path:
        written.append(text)
        return tmp_path / "elders.txt"

    async with meeting(tmp_path, "# Toetsdruk") as chair:
        chair.workspace.keep_elsewhere = elsewhere
        with failing(1, count=1_000_000):
            await chair.type(HALF)
            await chair.press("escape", "escape")
            await chair.until(lambda: chair.place == "MeetingsScreen")
            await chair.press("p")
            await chair.until(lambda: chair.place == "PrepareScreen")
            await chair.type("Rooster (15)")
            chair.app.leave()
            await chair.until(lambda: not chair.app.is_running)
        assert written == [f"Rooster (15)\n{HALF}\n"]
        assert str(tmp_path / "elders.txt") in chair.app.last_words[0]


async def test_a_draft_of_an_earlier_version_is_taken_over_once_and_stands_where_it_stood(tmp_path: Path) -> None:
    async with meeting(tmp_path, "gezegd") as chair:
        meeting_id, entry_id = chair.meeting_id, chair.entries[0].id
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        kept = {
            meeting_id: "half van vroeger",
            f"prepare {meeting_id}": "Rooster (15)",
            f"review {meeting_id}": f"{entry_id} gezegd en meer",
            f"{meeting_id} paste": "een\ntwee",
            f"{meeting_id}:closing": "closing.fill next >",
            f"{meeting_id}:walk": "walk.done x ",
        }
        with workspace.private.transaction("draft", undoable=False) as tx:
            for place, text in kept.items():
                tx.put(DRAFTS, convert({**stamp(), "place": place, "text": text}, Draft))
        async with on_workspace(workspace) as again:
            await again.press("enter")
            await again.until(lambda: again.place == "PasteScreen")
            places = {each.place.partition("\n")[0]: each.text for each in workspace.drafts.left()}
            left = {place.removeprefix(f"{meeting_id} "): text for place, text in places.items()}
            assert left == {
                "line": "half van vroeger",
                "prepare": "Rooster (15)",
                f"review {entry_id}": "gezegd en meer",
                "paste": "een\ntwee",
                "closing closing.fill next": ">",
                "walk walk.done x": "",
            }
            assert workspace.private.all(DRAFTS) == []
            await again.press("escape")
            await again.until(lambda: again.line == "half van vroeger")
        workspace.close()


async def test_what_stood_in_a_meeting_that_is_gone_can_be_taken_into_another_line(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type(HALF)
        chair.app.leave()
        await chair.until(lambda: not chair.app.is_running)
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        drop_meeting(workspace, chair.meeting_id)
        async with on_workspace(workspace) as again:
            await again.sees("u: 1 onafgemaakte regel")
            await again.press("u")
            await again.sees("een vergadering die er niet meer is")
            await again.press("enter")
            await again.sees("c kopieert")
            await again.press("m")
            await again.until(lambda: again.place == "LiveScreen")
            await again.send("/onaf\r")
            await again.until(lambda: again.place == "UnfinishedScreen")
            await again.press("enter")
            await again.until(lambda: again.line == HALF)
            assert [each.text for each in workspace.drafts.left()] in ([HALF], [])
        workspace.close()
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        assert [each.text for each in workspace.drafts.left()] == [HALF]
        workspace.close()


async def test_of_two_lines_at_one_place_the_chosen_one_stands_there_and_the_other_is_still_left(
    tmp_path: Path,
) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        meeting_id = chair.meeting_id
    for text in ("de eerste", "de tweede"):
        drafts = DraftFiles(tmp_path / "private" / "drafts")
        drafts.hold({draft_place(meeting_id, LINE): text})
        drafts.end()
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        async with on_workspace(workspace) as again:
            await again.sees("2 onafgemaakte regels · loopt")
            await again.press("u")
            await again.sees("de eerste")
            await again.press("down", "enter")
            await again.until(lambda: again.line == "de eerste")
            await again.press("enter")
            await again.says("nog 1 onafgemaakte regel: F4")
            await again.press("f4")
            await again.until(lambda: again.line == "de tweede")
            await again.press("enter")
            await again.until(lambda: again.line == "")
            assert workspace.drafts.left() == []
        workspace.close()


async def test_what_stood_in_a_meeting_that_was_closed_since_is_there_when_it_goes_on(tmp_path: Path) -> None:
    async with meeting(tmp_path, "gezegd") as chair:
        await chair.type("nog iets")
        chair.app.leave()
        await chair.until(lambda: not chair.app.is_running)
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        LiveMeeting(workspace, chair.meeting_id).close()
        async with on_workspace(workspace) as again:
            await again.sees("onafgemaakte regel · concept")
            await again.press("u", "enter")
            await again.until(lambda: again.place == "ReadScreen")
            await again.sees("gaat ze verder (o)")
            await again.press("o")
            await again.until(lambda: again.line == "nog iets")
        workspace.close()


async def test_a_line_that_comes_back_goes_to_the_item_in_which_it_was_begun(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een") as chair:
        await chair.type("half")
        chair.app.leave()
        await chair.until(lambda: not chair.app.is_running)
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        live = LiveMeeting(workspace, chair.meeting_id)
        live.capture(live.read("# Twee"))
        async with on_workspace(workspace, chair.meeting_id) as again:
            await again.until(lambda: again.line == "half")
            await again.says("bij punt 1 Een")
            await again.enter(" van een", "van twee")
            one, two = (item.id for item in again.live.items)
            assert [(each.text, each.item) for each in again.entries] == [("half van een", one), ("van twee", two)]
            assert workspace.drafts.left() == []
        workspace.close()


@pytest.mark.parametrize("line", ["! half getypt @fa", "; voor mij", "# Nog een punt (10)"])
@pytest.mark.parametrize("other", ["", "en nog iets elders"])
async def test_a_line_that_was_stored_at_the_moment_of_a_kill_is_not_offered_again(
    tmp_path: Path, line: str, other: str
) -> None:
    """Whatever its file still says: as if the program was killed between the store and the letting go."""
    drafts = tmp_path / "private" / "drafts"
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        chair.workspace.drafts.hold({"elders line": other})
        await chair.type(line)
        chair.app._keeper.look()
        chair.workspace.drafts.save()
        (file,) = drafts.glob("*.json")
        before = file.read_bytes()
        await chair.press("enter")
        await chair.until(lambda: chair.line == "")
    for each in drafts.glob("*.json"):
        each.unlink()
    (drafts / "0123456789ab.json").write_bytes(before)
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        async with on_workspace(workspace, chair.meeting_id) as again:
            await again.until(lambda: bool(again.seen_line))
            await again.pilot.pause()
            assert again.line == ""
            assert [each.text for each in workspace.drafts.left()] == ([other] if other else [])
        workspace.close()


async def test_an_edit_that_was_cut_off_leaves_what_somebody_else_has_changed_meanwhile(tmp_path: Path) -> None:
    async with meeting(tmp_path, "! bellen >27 nov") as chair:
        await chair.press("up", "e")
        await chair.until(lambda: chair.line.startswith("! bellen"))
        await chair.press("home", "right", "right")
        await chair.send("vandaag ")
        await chair.until(lambda: "vandaag bellen" in chair.line)
        chair.app.leave()
        await chair.until(lambda: not chair.app.is_running)
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        live = LiveMeeting(workspace, chair.meeting_id)
        rewrite(live, chair.entries[0].id, live.read("! bellen >4 dec"))
        async with on_workspace(workspace, chair.meeting_id) as again:
            await again.until(lambda: "vandaag bellen" in again.line)
            await again.press("enter")
            await again.until(lambda: again.line == "")
            (entry,) = again.entries
            assert (entry.text, getattr(entry, "due", None)) == ("vandaag bellen", dt.date(2026, 12, 4))
        workspace.close()


async def test_what_is_for_nobody_else_is_not_shown_in_the_list_nor_told_of_another_window(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Personeel", "/vertrouwelijk") as chair:
        meeting_id = chair.meeting_id
        item = chair.live.meeting.current_item
    other = DraftFiles(tmp_path / "private" / "drafts")
    other.hold(
        {draft_place(meeting_id, LINE): "; Karim is ziek", draft_place(meeting_id, LINE, "in", item): "Zijn arts"}
    )
    other.save()
    (file,) = (tmp_path / "private" / "drafts").glob("*.json")
    os.utime(file, (1, 1))
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        async with on_workspace(workspace, meeting_id) as again:
            await again.sees("F4 kopieert de regel")
            assert not again.shows("Karim")
            await again.press("escape", "escape")
            await again.until(lambda: again.place == "MeetingsScreen")
            await again.press("u")
            await again.sees("een regel voor jou alleen")
            await again.sees("een regel van een vertrouwelijk punt")
            assert not again.shows("Karim")
            assert not again.shows("arts")
        workspace.close()
    other.end()


async def test_where_what_it_was_about_is_gone_that_is_said(tmp_path: Path) -> None:
    async with meeting(tmp_path, "gezegd") as chair:
        place = draft_place(chair.meeting_id, "review", "f" * 32)
    drafts = DraftFiles(tmp_path / "private" / "drafts")
    drafts.hold({place: "half"})
    drafts.end()
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        async with on_workspace(workspace) as again:
            await again.press("u", "enter")
            await again.until(lambda: again.place == "ReviewScreen")
            await again.sees("waar het bij hoorde is er niet meer")
            assert [each.text for each in workspace.drafts.left()] == ["half"]
        workspace.close()


async def test_each_time_that_a_line_cannot_be_kept_leaving_says_so_first(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        for text in ("een", " twee"):
            with failing(1, count=1_000_000):
                await chair.type(text)
                await chair.press("ctrl+q")
                await chair.says("nog een keer gaat weg")
                chair.app._keeper.look()
                assert "nog een keer gaat weg" in chair.echo
            await chair.until(lambda: not chair.workspace.drafts.trouble)
            chair.app._keeper.look()
        await chair.press("ctrl+q")
        await chair.until(lambda: not chair.app.is_running)


async def test_that_words_lie_in_a_file_elsewhere_is_told_at_the_next_start_once(tmp_path: Path) -> None:
    lies_there = tmp_path / "kgw-not-saved-2026-11-23-090000.txt"
    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path / "home")
        workspace.left_elsewhere = lambda: [lies_there]
        async with on_workspace(workspace) as chair:
            await chair.until(lambda: any("kgw import" in row for row in chair.rows))
            await chair.press("1")
            await chair.until(lambda: chair.place == "TodayScreen")
            await chair.press("2")
            await chair.until(lambda: chair.place == "MeetingsScreen")
            await chair.pilot.pause()
            assert not chair.shows("kgw import")
        workspace.close()


async def test_lines_that_wait_for_a_meeting_that_somebody_closed_are_in_the_list_and_go_when_it_goes_on(
    tmp_path: Path,
) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        with failing(1, count=1_000_000):
            await chair.enter("laat gezegd")
            await chair.until(lambda: len(chair.app.waiting) == 1)
        chair.app._retrying._next = float("inf")
        other = open_workspace(tmp_path)
        LiveMeeting(other, chair.meeting_id).close()
        other.close()
        chair.workspace.shared.refresh()
        chair.app.waiting.retry()
        assert chair.app.waiting.stuck
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.press("u")
        await chair.sees("laat gezegd")
        await chair.press("delete")
        await chair.sees("c kopieert ze")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.press("o")
        await chair.until(lambda: chair.place == "LiveScreen")
        chair.app._retrying._next = 0.0
        await chair.until(lambda: chair.texts == ["laat gezegd"])
