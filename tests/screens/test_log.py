"""The line for what is heard in the corridor: from any screen, in one key, and back exactly where one was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kgw_tui.drafts import LOG
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.screens.widgets.message_row import MessageRow

from .chairing import Chair, first_screen, meeting

ILL = "@karim is ziek"
"""A note that calls for a hint about writing."""


def notes(chair: Chair) -> list[CorridorNote]:
    return sorted(chair.workspace.private.all(CORRIDOR_NOTES), key=lambda note: int(note.handle[2:]))


def texts(chair: Chair) -> list[str]:
    return [note.text for note in notes(chair)]


def wall(note: CorridorNote) -> str:
    return f"{note.heard_at.astimezone():%d-%m %H:%M}"


async def open_line(chair: Chair) -> None:
    await chair.press("ctrl+l")
    await chair.until(lambda: chair.place == "LogScreen" and bool(chair.seen_line))


async def note(chair: Chair, text: str) -> None:
    """Note something, and wait until one is back."""
    await open_line(chair)
    await chair.send(f"{text}\r")
    await chair.until(lambda: chair.place != "LogScreen")


# One key, the line, Enter, back


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ((), "MeetingsScreen"),
        (("1",), "TodayScreen"),
        (("3",), "CorridorScreen"),
        (("5",), "ActionsScreen"),
        (("at",), "PeopleScreen"),
        (("n",), "NewMeetingScreen"),
        (("f1",), "HelpScreen"),
        (("ctrl+f",), "SearchScreen"),
        (("u",), "UnfinishedScreen"),
    ],
)
async def test_from_every_place_one_key_notes_and_enter_goes_back(
    tmp_path: Path, keys: tuple[str, ...], place: str
) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await chair.press(*keys)
        await chair.until(lambda: chair.place == place)
        await note(chair, "@karim vraagt of de toetsweek eerder kan #toetsing")
        assert chair.place == place
        assert [(each.text, each.themes, wall(each)) for each in notes(chair)] == [
            ("Karim vraagt of de toetsweek eerder kan", ("toetsing",), "24-11 13:04")
        ]


async def test_all_keys_at_once_note_too(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await chair.send("\x0c@karim belt\r\x0cen nog eens\r")
        await chair.until(lambda: texts(chair) == ["Karim belt", "en nog eens"])
        await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_the_line_of_a_meeting_stands_as_it_was_with_its_cursor(tmp_path: Path) -> None:
    async with meeting(tmp_path / "home", "Eerder gezegd") as chair:
        await chair.type("! Panel herhalen @fa")
        await chair.press("left", "left")
        before = (chair.line, chair.rows)
        await note(chair, "@karim vraagt iets")
        await chair.says("✓ N-1")
        await chair.press("x", "backspace")
        await chair.until(lambda: (chair.line, chair.rows) == before)
        await chair.press("end")
        await chair.enter("")
        assert chair.texts == ["Eerder gezegd", "Panel herhalen"]


async def test_a_chosen_entry_stays_chosen(tmp_path: Path) -> None:
    async with meeting(tmp_path / "home", "een", "twee", "drie") as chair:
        await chair.press("up", "up")
        before = chair.chosen
        assert "twee" in before
        await note(chair, "iets gehoord")
        assert chair.chosen == before
        await chair.press("d")
        await chair.until(lambda: chair.texts == ["een", "drie"])


async def test_an_edit_of_an_entry_goes_on(tmp_path: Path) -> None:
    async with meeting(tmp_path / "home", "een") as chair:
        await chair.press("up", "e")
        await chair.type(" twee")
        await note(chair, "iets gehoord")
        assert chair.line == "een twee"
        await chair.press("enter")
        await chair.until(lambda: chair.texts == ["een twee"])


async def test_an_answer_that_is_being_typed_stays(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await note(chair, "@karim vraagt iets")
        await chair.press("3", "enter")
        await chair.until(lambda: chair.place == "NoteScreen")
        await chair.press("e")
        await chair.until(lambda: bool(chair.seen_line))
        half = chair.line
        await chair.send(" erbij")
        await chair.until(lambda: chair.line == half + " erbij")
        await note(chair, "en nog iets")
        assert (chair.place, chair.line) == ("NoteScreen", half + " erbij")


# What the line says


async def test_the_echo_tells_people_themes_when_and_what_is_promised(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await open_line(chair)
        await chair.type("gisteren 15:30 @karim belde #rooster")
        await chair.says("Wandelgang · ma 23 nov 15:30")
        assert "Karim" in chair.echo and "rooster" in chair.echo
        await chair.press("ctrl+u")
        await chair.type("! @fatima terugbellen >vr")
        await chair.says("Toezegging · 13:04")
        assert "Fatima" in chair.echo and "vr 27 nov" in chair.echo


async def test_names_roles_and_themes_are_completed(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await note(chair, "eerder #toetsing")
        await open_line(chair)
        await chair.send("@fat")
        await chair.until(lambda: "@fatima" in chair.seen_line)
        await chair.press("tab")
        await chair.send(" zegt iets #toe")
        await chair.until(lambda: "#toetsing" in chair.seen_line)
        await chair.press("tab", "enter")
        await chair.until(lambda: len(notes(chair)) == 2)
        assert notes(chair)[1].themes == ("toetsing",)
        assert notes(chair)[1].text.startswith("Fatima zegt iets")


async def test_a_promise_stands_under_its_note_and_its_number_is_told(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await note(chair, "! @karim terugbellen >vr")
        await chair.sees("✓ N-1 → A-1")
        (promise,) = chair.workspace.private.query(ENTRIES, parent=notes(chair)[0].id)
        assert isinstance(promise, Action) and promise.due == dt.date(2026, 11, 27)


async def test_an_unfinished_word_is_no_reason_not_to_keep_it(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        for text in ("@", "@ka", "@zzz wil", "gisteren", "karim toetsw", "> later", "? wie"):
            await note(chair, text)
        assert len(notes(chair)) == 7


@pytest.mark.parametrize("text", ["!", "! ", "#", ">"])
async def test_a_mark_alone_stays_in_the_line_with_a_word(tmp_path: Path, text: str) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await open_line(chair)
        await chair.send(f"{text}\r")
        await chair.until(lambda: bool(chair.row_of(MessageRow)))
        assert (chair.place, chair.line, notes(chair)) == ("LogScreen", text, [])


async def test_enter_on_an_empty_line_goes_back(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await open_line(chair)
        await chair.press("enter")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        assert notes(chair) == []


# One after the other


@pytest.mark.parametrize("key", ["ctrl+l", "f3"])
async def test_a_second_note_follows_at_once(tmp_path: Path, key: str) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await open_line(chair)
        await chair.type("een")
        await chair.press(key)
        await chair.sees("✓ N-1")
        await chair.type("twee")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        assert texts(chair) == ["een", "twee"]


async def test_pasted_lines_are_shown_and_kept_as_a_note_each(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await open_line(chair)
        await chair.paste("- gisteren 15:30 @karim belt\n- tweede #rooster\n\n- derde\n")
        await chair.says("Enter bewaart 3 notities")
        assert chair.shows("ma 23 nov 15:30  Karim belt")
        assert notes(chair) == []
        await chair.press("enter")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        assert texts(chair) == ["Karim belt", "tweede", "derde"]
        await chair.sees("✓ 3 notities")
        await chair.press("ctrl+z")
        await chair.until(lambda: notes(chair) == [])


async def test_a_paste_by_mistake_is_taken_back_and_undoes_nothing_else(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await note(chair, "eerst")
        await open_line(chair)
        await chair.paste("een\ntwee")
        await chair.says("Enter bewaart 2 notities")
        await chair.press("ctrl+z")
        await chair.until(lambda: "Enter bewaart" not in chair.echo)
        await chair.press("enter")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        assert texts(chair) == ["eerst"]


async def test_one_pasted_line_is_typed_text(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await open_line(chair)
        await chair.type("@karim ")
        await chair.paste("vraagt iets\n")
        await chair.until(lambda: chair.line == "@karim vraagt iets")


# What is begun comes back


async def test_escape_leaves_it_for_the_next_time(tmp_path: Path) -> None:
    async with meeting(tmp_path / "home") as chair:
        await open_line(chair)
        await chair.type("@karim vraa")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        assert notes(chair) == [] and chair.texts == []
        assert "karim" not in " ".join(chair.rows)
        await open_line(chair)
        assert chair.line == "", "who opens the line types at once: nothing may stand before it"
        await chair.sees("F4 gaat door met de halve regel van")
        await chair.enter("tussendoor")
        await chair.until(lambda: texts(chair) == ["tussendoor"])
        await open_line(chair)
        await chair.press("f4")
        await chair.until(lambda: chair.line == "@karim vraa")
        await chair.send("gt iets\r")
        await chair.until(lambda: texts(chair) == ["tussendoor", "Karim vraagt iets"])
        await open_line(chair)
        assert chair.line == ""
        assert not chair.shows("F4 gaat door")


async def test_a_paste_that_was_left_comes_back(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await open_line(chair)
        await chair.paste("een\ntwee")
        await chair.says("Enter bewaart 2 notities")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await open_line(chair)
        await chair.press("f4")
        await chair.says("Enter bewaart 2 notities")
        await chair.press("enter")
        await chair.until(lambda: texts(chair) == ["een", "twee"])


async def test_what_was_half_typed_when_the_connection_dropped_stands_there_the_next_time(tmp_path: Path) -> None:
    home = tmp_path / "home"
    async with first_screen(home) as chair:
        await open_line(chair)
        await chair.type("@karim vraa")
        chair.app.leave()
    async with first_screen(home) as chair:
        assert [each.text for each in chair.workspace.drafts.left(LOG)] == ["@karim vraa"]
        await open_line(chair)
        assert chair.line == "@karim vraa"


async def test_the_list_of_unfinished_lines_shows_no_private_word_and_leads_there(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await open_line(chair)
        await chair.type("@karim is boos op jan")
        await chair.press("escape", "u")
        await chair.until(lambda: chair.place == "UnfinishedScreen")
        assert not chair.shows("boos")
        assert chair.shows("wandelgang")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "LogScreen" and chair.line == "@karim is boos op jan")


async def test_an_answer_about_a_promise_shows_no_word_among_the_unfinished_lines(tmp_path: Path) -> None:
    home = tmp_path / "home"
    async with first_screen(home) as chair:
        await note(chair, "! @karim bellen >20 nov")
        await chair.press("1", "d")
        await chair.until(lambda: bool(chair.seen_line))
        await chair.send("hij was boos")
        await chair.until(lambda: "boos" in chair.line)
        chair.app.leave()
    async with first_screen(home) as chair:
        await chair.press("u")
        await chair.until(lambda: chair.place == "UnfinishedScreen")
        await chair.sees("een regel voor jou alleen")
        assert not chair.shows("boos")


async def test_a_store_that_cannot_be_written_leaves_the_line_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kgw_tui.errors import StoreUnavailable
    from kgw_tui.screens import log

    def full(*_given: object, **_named: object) -> None:
        raise StoreUnavailable("de schijf is vol")

    async with first_screen(tmp_path / "home") as chair:
        await open_line(chair)
        with monkeypatch.context() as patch:
            patch.setattr(log, "log_notes", full)
            await chair.send("@karim belt\r")
            await chair.sees("de schijf is vol")
            assert (chair.place, chair.line) == ("LogScreen", "@karim belt")
        await chair.press("enter")
        await chair.until(lambda: texts(chair) == ["Karim belt"])


# Eyes in the room, and hints


async def test_while_a_meeting_runs_only_the_number_is_told(tmp_path: Path) -> None:
    async with meeting(tmp_path / "home", "Gezegd") as chair:
        await note(chair, f"gisteren 15:30 {ILL}")
        await chair.says("✓ N-1")
        assert chair.echo.strip() == "✓ N-1"
        assert not any("ziek" in row or "gezondheid" in row for row in chair.rows)
        await open_line(chair)
        await chair.type("nog iets over jan")
        await chair.press("ctrl+l")
        await chair.sees("✓ N-2")
        assert not chair.shows("iets over")


async def test_a_hint_comes_after_the_note_is_safe_and_the_next_key_goes_its_way(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await note(chair, ILL)
        await chair.sees("✓ N-1")
        await chair.sees("gezondheid")
        await chair.press("1")
        await chair.until(lambda: chair.place == "TodayScreen")
        await note(chair, "@karim vraagt of het eerder kan")
        await chair.sees("✓ N-2")
        assert not chair.shows("gezondheid")


async def test_at_the_line_of_a_meeting_that_is_about_to_begin_no_hint_comes(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await chair.press("m")
        await chair.until(lambda: chair.place == "LiveScreen")
        await note(chair, ILL)
        await chair.says("✓ N-1")
        assert not chair.shows("gezondheid")


@pytest.mark.parametrize(
    ("code", "word", "off", "hint"), [("nl", "/tips", "uit", "gezondheid"), ("en", "/hints", "off", "health")]
)
async def test_hints_are_switched_off_in_the_line_itself_and_stay_off(
    tmp_path: Path, code: str, word: str, off: str, hint: str
) -> None:
    home = tmp_path / "home"
    async with first_screen(home, code=code) as chair:
        await open_line(chair)
        await chair.send(f"{word} {off}\r")
        await chair.until(lambda: not chair.workspace.settings.writing_hints)
        assert chair.place == "LogScreen" and chair.line == ""
        await chair.send(f"{ILL}\r")
        await chair.until(lambda: len(notes(chair)) == 1)
    async with first_screen(home, code=code) as chair:
        await note(chair, ILL)
        await chair.sees("✓ N-2")
        assert not chair.shows(hint)
        await open_line(chair)
        await chair.send(f"{word}\r")
        await chair.until(lambda: chair.workspace.settings.writing_hints)
        await chair.send(f"{ILL}\r")
        await chair.sees(hint)


async def test_a_line_with_a_slash_that_is_no_command_is_a_note(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await note(chair, "/qqzz wat een dag")
        await note(chair, "//tips uit")
        assert texts(chair) == ["/qqzz wat een dag", "/tips uit"]


# Small, and undone


async def test_it_fits_in_the_smallest_window(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home", size=(40, 12)) as chair:
        await open_line(chair)
        await chair.type("! @fatima terugbellen over de toetsweek >vr #toetsing")
        await chair.says("Toezegging")
        assert "Fatima" in chair.echo and "27 nov" in chair.echo
        assert "bewaar" in chair.keys
        await chair.press("enter")
        await chair.sees("✓ N-1 → A-1")


async def test_undo_takes_a_note_and_its_promise_back_from_wherever_one_is(tmp_path: Path) -> None:
    async with first_screen(tmp_path / "home") as chair:
        await note(chair, "! @karim bellen >vr")
        await chair.press("1")
        await chair.until(lambda: chair.place == "TodayScreen")
        await chair.press("ctrl+z")
        await chair.until(lambda: notes(chair) == [])
        assert not chair.workspace.private.all(ENTRIES)


# Over whatever is open


@pytest.mark.parametrize("keys", [("slash",), ("ctrl+f",)])
async def test_what_is_typed_in_any_other_line_stays(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with meeting(tmp_path / "home", "Toetsen") as chair:
        await chair.press("escape", "escape", *keys)
        await chair.until(lambda: bool(chair.seen_line))
        await chair.type("toe")
        before = (chair.place, chair.line)
        await note(chair, "iets gehoord")
        assert (chair.place, chair.line) == before
        await chair.type("ts")


async def test_over_a_paste_that_waits_in_a_meeting(tmp_path: Path) -> None:
    async with meeting(tmp_path / "home", "Gezegd") as chair:
        await chair.paste("een\ntwee")
        await chair.until(lambda: chair.place == "PasteScreen")
        await note(chair, "iets gehoord")
        assert chair.place == "PasteScreen"
        await chair.press("enter")
        await chair.until(lambda: chair.texts == ["Gezegd", "een", "twee"])


async def test_over_the_closing_page_and_its_half_typed_answer(tmp_path: Path) -> None:
    async with meeting(tmp_path / "home", "! Bellen") as chair:
        await chair.press("f10")
        await chair.until(lambda: chair.place == "CloseScreen")
        await chair.press("tab")
        await chair.send(">v")
        before = chair.rows
        await note(chair, "iets gehoord")
        assert chair.place == "CloseScreen"
        await chair.until(lambda: [row for row in chair.rows if ">v" in row] == [row for row in before if ">v" in row])


async def test_over_the_palette(tmp_path: Path) -> None:
    async with meeting(tmp_path / "home", "Gezegd") as chair:
        await chair.press("ctrl+p")
        await chair.until(lambda: chair.place == "KgwPalette")
        await note(chair, "iets gehoord")
        assert texts(chair) == ["iets gehoord"]


async def test_on_the_wall_nothing_private_is_ever_opened(tmp_path: Path) -> None:
    async with meeting(tmp_path / "home", "Gezegd") as chair:
        await chair.send("/wand\r")
        await chair.until(lambda: chair.place == "PresentScreen")
        await chair.press("ctrl+l")
        await chair.send("iets\r")
        await chair.pilot.pause()
        assert not chair.shows("iets") and texts(chair) == []
