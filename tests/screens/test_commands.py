"""The table of commands against the screens: what it promises in a place is done there, and nothing clashes."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from textual.binding import Binding

from kgw_tui.command_table import COMMANDS, Command, Place
from kgw_tui.commands import by_slash, commands_of, slash_words
from kgw_tui.i18n import _, language
from kgw_tui.screens.app import KgwApp
from kgw_tui.screens.close import CloseScreen
from kgw_tui.screens.kgw_screen import KgwScreen
from kgw_tui.screens.live import LiveScreen
from kgw_tui.screens.meetings import MeetingsScreen
from kgw_tui.screens.read import ReadScreen
from kgw_tui.screens.widgets.entry_list import KIND_KEYS, EntryList
from kgw_tui.usecases.obeying import obeys

from .chairing import Chair, meeting

SCREENS: dict[Place, type[KgwScreen]] = {
    "anywhere": KgwScreen,
    "meetings": MeetingsScreen,
    "live": LiveScreen,
    "entries": LiveScreen,
    "closing": CloseScreen,
    "read": ReadScreen,
}
NOT_TO_TELL_APART = {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+left_square_bracket"}
PREFIXES_OF_OTHERS = {"ctrl+a", "ctrl+b"}
SHORTER_THAN_A_LINE = 78


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_done_by_the_app_a_screen_or_obeyed(command: Command) -> None:
    doers = (SCREENS[command.place], KgwApp)
    done = any(callable(getattr(doer, f"action_{command.action}", None)) for doer in doers)
    assert done or (command.slash and not command.keys and obeys(command.id))


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.place == "anywhere"], ids=lambda one: one.id)
def test_keys_that_hold_anywhere_are_done_where_they_are_bound(command: Command) -> None:
    assert callable(getattr(KgwApp, f"action_{command.action}", None))


@pytest.mark.parametrize("places", [("anywhere", place) for place in SCREENS if place != "anywhere"])
def test_no_key_means_two_things_in_one_place(places: tuple[Place, ...]) -> None:
    keys = [key for command in commands_of(*places) for key in command.keys]
    assert len(keys) == len(set(keys))


def test_no_key_of_an_entry_is_one_of_the_live_screen() -> None:
    live = set(chain.from_iterable(command.keys for command in commands_of("anywhere", "live")))
    entries = set(chain.from_iterable(command.keys for command in commands_of("entries")))
    assert not live & entries


def test_no_key_is_one_that_terminals_or_multiplexers_keep() -> None:
    keys = set(chain.from_iterable(command.keys for command in COMMANDS))
    assert not keys & (NOT_TO_TELL_APART | PREFIXES_OF_OTHERS)


def test_the_list_of_entries_keeps_no_letter_of_the_table() -> None:
    own = {key for binding in EntryList.BINDINGS for key in _keys(binding)}
    letters = {key for command in commands_of("entries") for key in command.keys}
    assert own & letters <= {"enter"}
    assert not {key for key in letters if key in KIND_KEYS} - {"plus"}


def _keys(binding: object) -> list[str]:
    keys = binding.key if isinstance(binding, Binding) else str(binding)
    return keys.split(",")


def test_no_two_commands_share_a_slash_word_and_each_word_finds_its_command() -> None:
    for command in COMMANDS:
        for word in command.slash:
            assert by_slash(word) == command, word
            assert by_slash(word.upper()) == command, word
    for code in ("nl", "en"):
        assert len(slash_words(code)) == len({command.id for command in COMMANDS if command.slash})


def test_the_words_of_the_design_are_there() -> None:
    words = "punt volgende next fase komt weg stem vertrouwelijk intrek vervang sluit"
    assert [word for word in words.split() if by_slash(word) is None] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_title_label_and_explanation_are_said_in_dutch(command: Command) -> None:
    same_in_both = {"Word", "open"}
    with language("nl"):
        for text in (command.title, command.explains, command.label, command.takes):
            assert not text or text in same_in_both or _(text) != text


@pytest.mark.parametrize("code", ["nl", "en"])
def test_a_title_is_no_sentence_and_an_explanation_is_one(code: str) -> None:
    with language(code):
        for command in COMMANDS:
            assert len(_(command.title)) <= SHORTER_THAN_A_LINE
            assert not _(command.title).endswith(".")
            assert _(command.explains).endswith((".", "?", "…", ")")), command.id


async def do(chair: Chair, key: str) -> tuple[str, ...]:
    """What is seen before and after a key, as one value to compare."""
    before = (chair.place, *chair.rows)
    await chair.press(key)
    await chair.until(lambda: (chair.place, *chair.rows) != before or not chair.app.is_running)
    return before


SAID = ("# Een", "? klopt dit", "# Twee", "Drie mentoren", "! bellen @karim >vr", "# Drie")


@pytest.mark.parametrize("key", [key for command in commands_of("anywhere", "live") for key in command.keys])
async def test_each_key_of_the_live_place_does_something_there(tmp_path: Path, key: str) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("f5")  # the item before, so that there is one after
        await chair.sees("━━ 2 Twee")
        await do(chair, key)


@pytest.mark.parametrize("key", [key for command in commands_of("entries") for key in command.keys])
async def test_each_key_of_the_entries_does_something_there(tmp_path: Path, key: str) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("up")
        await do(chair, key)


@pytest.mark.parametrize("key", [key for command in commands_of("anywhere", "read") for key in command.keys])
async def test_each_key_of_the_reading_place_does_something_there(tmp_path: Path, key: str) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("f10", "enter")
        await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
        await do(chair, key)


@pytest.mark.parametrize("key", [key for command in commands_of("closing") for key in command.keys])
async def test_each_key_of_the_closing_place_does_something_there(tmp_path: Path, key: str) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("f10")
        await chair.until(lambda: chair.place == "CloseScreen" and bool(chair.keys))
        await do(chair, key)


@pytest.mark.parametrize("key", [key for command in commands_of("meetings") for key in command.keys])
async def test_each_key_of_the_list_does_something_there(tmp_path: Path, key: str) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await do(chair, key)


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_each_slash_word_does_something_or_says_what_it_wants(tmp_path: Path, code: str) -> None:
    leaves = {"stop", "quit"}
    async with meeting(tmp_path, *SAID, "= Besluit", code=code) as chair:
        await chair.press("f5", "f5")
        await chair.sees("━━ 1 Een")
        for command in commands_of("anywhere", "live", "entries"):
            for word in set(command.slash[:1] if code == "nl" else command.slash[-1:]) - leaves:
                before = (chair.place, *chair.rows)
                await chair.send(f"/{word}\r")
                await chair.until(lambda before=before: (chair.place, *chair.rows) != before)
                await chair.until(lambda word=word: chair.line in {"", f"/{word}"})
                if command.takes and chair.place == "LiveScreen":
                    assert chair.line == f"/{word}", "what it wants is said, and the line stays to type it behind"
                await back_to_the_empty_line(chair)


async def back_to_the_empty_line(chair: Chair) -> None:
    if chair.place == "MeetingsScreen":
        await chair.press("enter")
    elif chair.place != "LiveScreen":
        await chair.press("escape")
    await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
    await chair.press("ctrl+u")
    await chair.until(lambda: chair.line == "" and chair.chosen == "")
