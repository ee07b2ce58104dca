"""F1: it begins with what one is at, tells every key and word of the place, and finds what is typed."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import get_args

import pytest
from textual.binding import Binding

from kgw_tui.command_table import Place
from kgw_tui.commands import commands_of
from kgw_tui.i18n import _
from kgw_tui.screens import help_words
from kgw_tui.screens.help import parts_for
from kgw_tui.screens.widgets import capture_line
from kgw_tui.screens.widgets.entry_list import EntryList
from kgw_tui.screens.widgets.pick_list import PickList

from .chairing import Chair, meeting

SAID = ("# Een", "? klopt dit", "= Besluit", "! bellen @karim >vr")


def told(chair: Chair) -> str:
    """All that F1 tells here, in one text."""
    return "\n".join(" ".join((part.title, *chain.from_iterable(part.lines))) for part in parts_for(chair.app.screen))


def own_keys(keys: tuple[help_words.OwnKeys, ...]) -> set[str]:
    return set(chain.from_iterable(each.keys for each in keys))


def test_every_key_of_line_and_lists_is_told() -> None:
    def bound(widget: type[EntryList | PickList]) -> set[str]:
        return set(chain.from_iterable(each.key.split(",") for each in widget.BINDINGS if isinstance(each, Binding)))

    assert set(capture_line._DEEDS) <= own_keys(help_words.LINE_KEYS)
    assert bound(PickList) <= own_keys(help_words.LIST_KEYS)
    entries = set(chain.from_iterable(command.keys for command in commands_of("entries")))
    assert bound(EntryList) <= own_keys(help_words.ENTRY_KEYS) | own_keys(help_words.LIST_KEYS) | entries


def test_every_place_has_a_heading() -> None:
    assert {*help_words.PLACES, "live"} == set(get_args(Place))


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_every_command_of_the_live_place_is_told(tmp_path: Path, code: str) -> None:
    async with meeting(tmp_path, *SAID, code=code) as chair:
        page = told(chair)
        for command in commands_of("live", "entries", "anywhere"):
            if command.keys or command.slash:
                assert _(command.explains) in page
        assert "/" + ("volgende" if code == "nl" else "next") in page


async def test_with_an_entry_chosen_that_is_explained_first(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID, size=(40, 12)) as chair:
        await chair.press("f1")
        await chair.sees("het eerste teken")
        await chair.press("f1")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.press("up", "f1")
        await chair.until(lambda: chair.place == "HelpScreen")
        await chair.until(lambda: chair.rows[1].strip() == "Met een regel gekozen")


async def test_what_is_typed_narrows_the_page_and_escape_shows_all(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("f1")
        await chair.sees("het eerste teken")
        await chair.send("stem")
        await chair.sees("zoek: stem")
        await chair.sees("/stem")
        assert not chair.shows("/komt")
        await chair.send("mend")
        await chair.sees("niets hier heeft dat")
        await chair.press("backspace", "backspace", "backspace", "backspace")
        await chair.sees("/stem")
        await chair.press("escape")
        await chair.sees("het eerste teken")
        assert chair.place == "HelpScreen"
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")


async def test_a_narrower_window_lays_the_page_out_anew(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("f1")
        await chair.sees("al het andere is een notitie")
        await chair.pilot.resize_terminal(40, 12)
        await chair.until(lambda: all(len(row) <= 40 for row in chair.rows))
        await chair.send("vertrouwelijk")
        await chair.sees("/vertrouwelijk")
        assert chair.shows("Houdt dit punt buiten de gewone")


async def test_a_word_is_told_only_where_it_can_be_typed(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        assert {"/vandaag", "/thema", "/stem"} <= set(told(chair).split())
        await chair.press("f10")
        await chair.until(lambda: chair.place == "CloseScreen")
        assert " /" not in told(chair)
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.enter("/agenda")
        await chair.until(lambda: chair.place == "PrepareScreen")
        assert {"/datum", "/titel"} <= set(told(chair).split())
        assert "/stem" not in told(chair)
