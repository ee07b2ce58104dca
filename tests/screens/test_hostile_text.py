"""Whatever is typed is shown as it was typed: nothing in it is markup, a format, an escape sequence or a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.i18n import language
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.records.people import PEOPLE, Person
from kgw_tui.records.record import stamp
from kgw_tui.usecases.starting import start_meeting

from ..workspaces import fixed_clock
from .chairing import meeting, on_workspace

MARKUP = "[b]vet[/b] [red on blue]x[/] {0} {naam} %s `ls`"
LINES = (
    MARKUP,
    "[link=https://x]hier[/link] [$accent]kleur[/] $PATH",
    "[/] [/b] [not closed \\[",
    ":smile: &amp; <b>html</b> ${jndi:x} ../../etc/passwd",
    "émoji 👩 vlag 🇳🇱 breed 漢字 rechts עברית",
)


@pytest.mark.parametrize("line", LINES)
async def test_a_line_is_shown_as_typed_in_line_echo_and_list(tmp_path: Path, line: str) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type(line)
        assert line in chair.seen_line
        await chair.says("Notitie · " + line[:40])
        await chair.press("enter")
        await chair.until(lambda: chair.texts == [line])
        for word in line.split():
            assert chair.shows(word)


@pytest.mark.parametrize("kind", ["! ", "? ", "= ", "+ ", "> ", "# ", "; "])
async def test_brackets_in_every_kind_stay_brackets(tmp_path: Path, kind: str) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type(f"{kind}[b]vet[/b] [x")
        await chair.says("[b]vet[/b] [x")
        await chair.press("enter")
        await chair.until(lambda: chair.line == "")
        assert chair.shows("[b]vet[/b] [x") or kind == "; "
        await chair.press("f10")
        await chair.until(lambda: chair.place == "CloseScreen")
        assert not any("vet" in row and "[b]" not in row for row in chair.rows)


async def test_brackets_in_an_edited_entry_a_parent_and_a_paste_stay_brackets(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# [i]punt[/i]", "? [b]claim[/b] [x") as chair:
        await chair.type("+ [u]bewijs[/u]")
        await chair.says("[b]claim[/b] [x")
        await chair.press("enter", "up", "up", "+")
        await chair.says("[b]claim[/b] [x")
        await chair.press("escape", "up", "e")
        await chair.until(lambda: "[u]bewijs[/u]" in chair.line)
        await chair.press("escape")
        await chair.paste("[b]een[/b]\n! [red]twee\n# [x] drie [\n")
        await chair.sees("[b]een[/b]")
        await chair.sees("[red]twee")


async def test_escape_sequences_that_are_pasted_never_reach_the_terminal(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.paste("a\x1b[31mrood\x1b[0m \x1b]0;titel\x07 \x9b1m \x00nul \u202eomgekeerd \ttab")
        await chair.until(lambda: "rood" in chair.line)
        await chair.press("enter")
        await chair.until(lambda: len(chair.entries) == 1)
        seen = "\n".join(chair.rows)
        assert not {"\x1b", "\x07", "\x9b", "\x00", "\t"} & set(seen)
        assert not {"\x1b", "\x07", "\x9b", "\x00"} & set(chair.texts[0])
        assert "omgekeerd" in seen


async def test_names_titles_and_places_are_shown_as_typed(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.enter(f"/titel {MARKUP}", "/plaats [b]kamer[/b] {1}", "/aanwezig [red]Piet, Klaas [x]")
        await chair.says("[red]Piet")
        assert chair.rows[0].startswith(" [b]vet[/b] [red on blue]x[/] {0}")
        await chair.enter("/komt [b]Joost")
        await chair.sees("[b]Joost")
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.sees("[b]vet[/b] [red on blue]x[/]")
        await chair.press("ctrl+p")
        await chair.until(lambda: chair.place == "KgwPalette")
        await chair.send("[b]vet")
        await chair.sees("[b]vet[/b] [red on blue]x[/]")


async def test_a_person_with_brackets_in_the_name_is_completed_and_shown(tmp_path: Path) -> None:
    from msgspec import convert

    with fixed_clock(), language("nl"):
        workspace = open_workspace(tmp_path)
        with workspace.shared.transaction("people") as tx:
            tx.put(PEOPLE, convert({**stamp(), "name": "Zoë [x] O'Brien"}, Person))
        held = start_meeting(workspace, title="Overleg [b]x[/b]")
        async with on_workspace(workspace, held.id) as chair:
            await chair.type("! Bellen @zo")
            await chair.says("Zoë [x] O'Brien")
            await chair.press("enter")
            await chair.sees("Zoë")
        assert workspace.shared.all(MEETINGS)[0].title == "Overleg [b]x[/b]"
        workspace.close()


async def test_the_reading_page_shows_brackets_as_typed(tmp_path: Path) -> None:
    async with meeting(tmp_path, f"# {MARKUP}", MARKUP) as chair:
        chair.live.close()
        chair.app.pop_screen()
        await chair.app.open_meeting(chair.meeting_id)
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.sees("13:04   [b]vet[/b] [red on blue]x[/] {0} {naam} %s `ls`")
