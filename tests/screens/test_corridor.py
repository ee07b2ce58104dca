"""The corridor: what was heard is looked at in a few keys, and becomes what it becomes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kgw_tui.data.content_files import demo_files
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES, Action, Question
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.usecases.demo import prepare_demo

from ..workspaces import workspace_at
from .chairing import on_workspace
from .corridors import corridor, note_of, notes_of

ENDS = {
    "1": ("answered", ("enter",)),
    "3": ("to-action", ("enter",)),
    "4": ("to-knowledge-question", ("enter",)),
    "5": ("to-expert", (*"jan", "enter")),
    "6": ("watch", ("enter",)),
    "7": ("nothing", ()),
    "8": ("closed-with-reason", (*"te klein", "enter")),
}
"""The digit of each outcome but the agenda's, what it is, and what is typed for it."""


async def test_the_inbox_is_oldest_first_and_enter_opens_a_note(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        rows = [row.lstrip("› ") for row in chair.rows[1:5]]
        assert [row[:12] for row in rows] == ["Karim Bouzid"[:5] + rows[0][5:12], *(row[:12] for row in rows[1:])]
        assert "stapelen" in rows[0]
        assert "kluisjes" in rows[3]
        await chair.press("enter")
        await chair.sees("1/4")
        await chair.sees("Karim Bouzid")


@pytest.mark.parametrize("digit", ENDS)
async def test_each_outcome_does_what_it_says_and_the_next_note_comes_by_itself(tmp_path: Path, digit: str) -> None:
    outcome, keys = ENDS[digit]
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "1", "2", "1", digit)
        await chair.press(*("space" if key == " " else key for key in keys))
        await chair.sees("2/4")
        note = notes_of(chair)[0]
        assert (note.kind, note.voices, note.basis, note.outcome) == ("signal", "pattern", "assumption", outcome)
        assert note.settled_on == dt.date(2026, 11, 24)
        private = chair.workspace.private
        made = [entry for each in note.became if (entry := private.get(ENTRIES, each)) is not None]
        assert [type(entry) for entry in made] == {"to-action": [Action], "to-knowledge-question": [Question]}.get(
            outcome, []
        )
        assert (note.look_again == dt.date(2026, 12, 8)) == (outcome == "watch")
        assert (note.reported_on is not None) == (outcome in {"answered", "nothing"})
        assert bool(note.reason) == (outcome in {"to-expert", "closed-with-reason"})
        assert chair.workspace.shared.all(ENTRIES)[0].text == "Gezegd", "nothing of it comes to the shared store"
        assert len(chair.workspace.shared.all(ENTRIES)) == 1
        before = private.all(CORRIDOR_NOTES)
        await chair.press("escape", "ctrl+z")
        await chair.until(lambda: notes_of(chair)[0].outcome == "")
        assert before != private.all(CORRIDOR_NOTES)
        assert notes_of(chair)[0].basis == "assumption", "one step at a time"


async def test_to_the_agenda_makes_an_item_in_the_next_meeting_and_one_undo_takes_both_back(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "1", "1", "2", "2")
        await chair.until(lambda: "Toetsing: wat is er aan de hand" in chair.line)
        await chair.press("enter")
        await chair.sees("2/4")
        planned = next(each for each in chair.workspace.shared.all(MEETINGS) if each.state == "planned")
        items = {item.title: item for item in chair.workspace.shared.query(ITEMS, meeting=planned.id)}
        item = items["Toetsing: wat is er aan de hand, en hoe weten we dat?"]
        assert notes_of(chair)[0].became == (item.id,)
        assert "karim" not in str(item).lower()
        await chair.press("escape", "ctrl+z")
        await chair.until(lambda: chair.workspace.shared.get(ITEMS, item.id) is None)
        assert notes_of(chair)[0].outcome == ""


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_every_note_of_the_demo_is_dealt_with_in_at_most_five_keys(tmp_path: Path, code: str) -> None:
    with workspace_at(tmp_path, code) as workspace:
        texts = [path.read_text("utf-8") for path in demo_files(code)]
        prepare_demo(workspace, texts, code, "Tideway School")
        for meeting in workspace.shared.all(MEETINGS):
            if meeting.state == "running":
                from kgw_tui.usecases.live import LiveMeeting

                LiveMeeting(workspace, meeting.id).close()
        async with on_workspace(workspace) as chair:
            await chair.press("3")
            await chair.until(lambda: chair.place == "CorridorScreen")
            count = len(notes_of(chair))
            assert count == 12
            await chair.press("enter")
            for left in range(count, 0, -1):
                keys = ("1", "2", "2", "1", "enter") if left % 2 else ("2", "1", "6", "enter")
                await chair.press(*keys)
                await chair.until(lambda left=left: sum(not note.outcome for note in notes_of(chair)) == left - 1)
            assert {note.outcome for note in notes_of(chair)} == {"to-agenda", "watch"}
            await chair.until(lambda: chair.place == "CorridorScreen")


async def test_what_is_refused_stays_in_the_line_and_says_why(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "1", "1", "1", "8", "enter")
        await chair.sees("waarom gebeurt er niets?")
        assert notes_of(chair)[0].outcome == ""
        await chair.press("escape", "6")
        await chair.press("ctrl+u", *"gister", "enter")
        await chair.sees("'gister'")
        assert chair.line == "gister"


async def test_a_promise_is_typed_on_the_note_and_stays_until_it_was_told(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "p")
        await chair.send("laten weten wat er kan >vr\r")
        await chair.sees("✓ A-1 · vr 27 nov")
        note = notes_of(chair)[0]
        promise = chair.workspace.private.query(ENTRIES, parent=note.id)[0]
        assert isinstance(promise, Action)
        assert (promise.text, promise.due, promise.id in note.became) == (
            "laten weten wat er kan",
            dt.date(2026, 11, 27),
            False,
        )
        await chair.press("escape", "v", "v", "v")
        await chair.sees("Wandelgang · toezeggingen per dag")
        await chair.sees("→ Karim")
        await chair.press("r")
        await chair.send("dinsdag gezegd\r")
        await chair.sees("Elke toezegging is nagekomen en teruggekoppeld")
        kept = chair.workspace.private.get(ENTRIES, promise.id)
        assert isinstance(kept, Action)
        assert (kept.status, kept.outcome, kept.reported_on) == ("done", "dinsdag gezegd", dt.date(2026, 11, 24))


async def test_the_list_narrows_while_one_types_by_words_people_and_themes(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("slash")
        for sought, count in (("kluis", 1), ("#toets", 3), ("@fatima", 1), ("#toets @karim", 1), ("qqq", 0)):
            await chair.press("ctrl+u")
            await chair.send(sought)
            await chair.until(lambda n=count: sum(" nov" in row for row in chair.rows[1:8]) == n)
        await chair.press("escape")
        await chair.until(lambda: sum(" nov" in row for row in chair.rows[1:8]) == 4)


async def test_words_are_changed_and_a_note_is_deleted_and_brought_back(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("e", "ctrl+u")
        await chair.send("Twee klassen noemen het #rooster\r")
        await chair.sees("✓ bewaard")
        note = note_of(chair, "Twee klassen")
        assert note.themes == ("rooster",)
        assert note.mentions, "who said it stays known"
        await chair.press("d")
        await chair.until(lambda: len(notes_of(chair)) == 3)
        await chair.press("ctrl+z")
        await chair.until(lambda: len(notes_of(chair)) == 4)


async def test_half_an_answer_is_there_again_after_going_elsewhere(tmp_path: Path) -> None:
    async with corridor(tmp_path) as chair:
        await chair.press("enter", "1", "1", "1", "8")
        await chair.send("omdat het al")
        await chair.until(lambda: chair.line == "omdat het al")
        await chair.press("ctrl+f")
        await chair.until(lambda: chair.place == "SearchScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "NoteScreen" and chair.line == "omdat het al")
