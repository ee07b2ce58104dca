"""A store that can't be written: the words stay in view, one sentence says why, and it works again by itself."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from ..data.faults import failing, small_disk
from .chairing import first_screen, meeting

ALWAYS = 1_000_000_000


@pytest.mark.parametrize("line", ["gezegd", "! bellen @karim", "? klopt dit", "# Punt"])
async def test_a_line_that_cannot_be_saved_waits_in_view_and_is_saved_by_itself(tmp_path: Path, line: str) -> None:
    async with meeting(tmp_path, "# Eerste") as chair:
        with failing(1, count=ALWAYS):
            await chair.enter(line)
            await chair.says("! nog niet bewaard")
            assert chair.line == ""
            assert chair.entries == []
            assert chair.shows("nog niet bewaard")
            assert chair.shows("1 niet bewaard")
            await chair.enter("en verder")
            await chair.until(lambda: chair.shows("2 niet bewaard"))
            await chair.type("half getypt")
        await chair.until(lambda: not chair.shows("niet bewaard"))
        assert chair.texts[-1] == "en verder"
        assert chair.line == "half getypt"
        assert len(chair.live.items) == 1 + line.startswith("#")


async def test_lines_wait_whichever_screen_is_shown(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Eerste") as chair:
        with failing(1, count=ALWAYS):
            await chair.enter("gezegd")
            await chair.says("! nog niet bewaard")
            await chair.press("escape", "escape")
            await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.sees("alsnog bewaard: 1 regel")
        await chair.press("enter")
        await chair.until(lambda: chair.texts == ["gezegd"])


async def test_a_note_for_oneself_that_waits_doesnt_show_its_words(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        with failing(1, count=ALWAYS):
            await chair.enter("; moe vandaag")
            await chair.says("! nog niet bewaard")
            assert not chair.shows("moe vandaag")
        await chair.until(lambda: not chair.shows("niet bewaard"))
        assert [note.text for note in chair.live.private_notes()] == ["moe vandaag"]


@pytest.mark.parametrize("line", ["/titel Anders", "/fase hoe"])
async def test_a_command_that_cannot_be_written_stays_in_the_line(tmp_path: Path, line: str) -> None:
    async with meeting(tmp_path, "# Eerste") as chair:
        await chair.type(line)
        with failing(1, count=ALWAYS):
            await chair.press("enter")
            await chair.says("! ")
            assert chair.line == line
        await chair.press("enter")
        await chair.until(lambda: chair.line == "")
        assert "! " not in chair.echo


async def test_keys_that_change_something_say_it_too_and_change_nothing(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een", "# Twee", "gezegd", "? klopt dit") as chair:
        before = chair.rows[:-2]
        with failing(1, count=ALWAYS):
            for key in ("f2", "f5", "ctrl+z"):
                await chair.press(key)
                await chair.says("! ")
                assert chair.rows[:-2] == before
            await chair.press("up")
            for key in ("!", "d", "m", ";"):
                await chair.press(key)
                await chair.says("! ")
                assert "klopt dit" in chair.chosen
        await chair.press("d")
        await chair.until(lambda: chair.texts == ["gezegd"])


async def test_a_paste_that_cannot_be_written_is_still_there(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.paste("een\ntwee\ndrie")
        with failing(1, count=ALWAYS):
            await chair.press("enter")
            await chair.pilot.pause()
            assert chair.place == "PasteScreen"
            assert chair.entries == []
        await chair.press("enter")
        await chair.until(lambda: chair.texts == ["een", "twee", "drie"])


async def test_closing_that_cannot_be_written_leaves_the_meeting_open_and_makes_no_file(tmp_path: Path) -> None:
    made: list[str] = []

    def write(dossier: object, genre: str, *, confidential: bool = False) -> Path:
        made.append(genre)
        return Path("x.docx")

    async with meeting(tmp_path, "# Een", "gezegd", write=write) as chair:
        await chair.press("f10")
        await chair.until(lambda: chair.place == "CloseScreen")
        with failing(1, count=ALWAYS):
            await chair.press("f6")
            await chair.pilot.pause()
            assert chair.place == "CloseScreen"
            assert made == []
        await chair.press("f6")
        await chair.until(lambda: chair.place == "ReviewScreen")
        await chair.press("w")
        await chair.until(lambda: made == ["minutes"])


async def test_a_meeting_that_cannot_be_started_says_so(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        await chair.press("n")
        await chair.until(lambda: chair.place == "NewMeetingScreen")
        with failing(1, count=ALWAYS):
            await chair.press("enter")
            await chair.sees("! ")
            assert chair.place == "NewMeetingScreen"
        await chair.press("enter")
        await chair.until(lambda: chair.place == "LiveScreen")


async def test_leaving_while_nothing_can_be_written_never_throws_a_half_typed_line_away(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("half getypt")
        with failing(1, count=ALWAYS):
            await chair.press("escape", "escape")
            await chair.until(lambda: chair.place == "MeetingsScreen")
            await chair.press("enter")
            await chair.until(lambda: chair.line == "half getypt")
            await chair.press("ctrl+q")
            await chair.says("! ")
            assert chair.line == "half getypt"


async def test_a_word_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    def write(dossier: object, genre: str, *, confidential: bool = False) -> Path:
        raise PermissionError(13, "Permission denied", "/nergens/notulen.docx")

    async with meeting(tmp_path, "gezegd", write=write) as chair:
        await chair.press("f6")
        await chair.until(lambda: chair.place == "ReviewScreen")
        await chair.press("w")
        await chair.sees("! ")
        assert not chair.shows("Errno")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.type("en verder")


async def test_on_a_full_disk_a_line_waits_and_is_saved_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        async with meeting(disk / "home") as chair:
            filler = disk / "filler"
            with suppress(OSError):
                filler.write_bytes(b"x" * 10_000_000)
            await chair.enter("x" * 12_000)
            await chair.says("! nog niet bewaard")
            await chair.enter("kort")
            assert chair.shows("2 niet bewaard")
            filler.unlink()
            await chair.until(lambda: not chair.shows("niet bewaard"))
            assert chair.texts == ["x" * 12_000, "kort"]


async def test_a_line_that_waits_comes_back_with_undo_and_what_was_saved_stays(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Eerste", "goed gezegd") as chair:
        with failing(1, count=ALWAYS):
            await chair.enter("verkeerd gezegd")
            await chair.says("! nog niet bewaard")
            await chair.press("ctrl+z")
            assert chair.line == "verkeerd gezegd"
            assert not chair.shows("1 niet bewaard")
        assert chair.texts == ["goed gezegd"]


async def test_evidence_goes_where_the_echo_says_also_while_lines_wait(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Eerste", "? oude claim") as chair:
        with failing(1, count=ALWAYS):
            await chair.enter("? nieuwe claim")
            await chair.says("! nog niet bewaard")
            await chair.type("+ bron")
            await chair.says("Bij: nieuwe claim")
            await chair.press("up")
            await chair.says("Bij: oude claim")
            await chair.press("enter")
        await chair.until(lambda: not chair.shows("niet bewaard"))
        source = next(entry for entry in chair.entries if entry.text == "bron")
        assert chair.live.entry(source.parent).text == "oude claim"


async def test_a_meeting_isnt_closed_without_saying_that_lines_wait(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Eerste", "gezegd") as chair:
        with failing(1, count=ALWAYS):
            await chair.enter("en nog iets")
            await chair.says("! nog niet bewaard")
            await chair.press("f10")
            await chair.until(lambda: chair.place == "CloseScreen")
            await chair.press("f10")
            await chair.sees("1 regel is nog niet bewaard")
            await chair.press("f10")
            assert chair.place == "CloseScreen"
        await chair.press("f10")
        await chair.until(lambda: chair.place == "ReadScreen")
        assert "en nog iets" in chair.texts
