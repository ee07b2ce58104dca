"""The table of commands against the screens: what it promises in a place is done there, and nothing clashes."""

from __future__ import annotations

import importlib
import pkgutil
import re
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest
from textual.app import App
from textual.binding import Binding
from textual.command import DiscoveryHit
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.screen import Screen

import kgw_tui.screens
from kgw_tui.command_table import COMMANDS, Command, Place
from kgw_tui.commands import by_slash, commands_of, slash_beginning, slash_words
from kgw_tui.i18n import _, language
from kgw_tui.screens.app import KgwApp
from kgw_tui.screens.bindings import key_name
from kgw_tui.screens.help import parts_for
from kgw_tui.screens.help_words import ENTRY_KEYS, LINE_KEYS, LIST_KEYS, PAGE_KEYS
from kgw_tui.screens.kgw_screen import KgwScreen
from kgw_tui.screens.live import LiveScreen
from kgw_tui.screens.palette import KgwCommands
from kgw_tui.screens.widgets.answer_line import AnswerLine
from kgw_tui.screens.widgets.capture_line import CaptureLine
from kgw_tui.screens.widgets.entry_list import KIND_KEYS, EntryList
from kgw_tui.screens.widgets.key_row import KeyRow
from kgw_tui.screens.widgets.phase_panel import PhasePanel
from kgw_tui.usecases.obeying import obeys

from .chairing import Chair, meeting
from .reading import screen_text
from .states import STATES, State, settled, shown

NOT_TO_TELL_APART = {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+left_square_bracket"}
PREFIXES_OF_OTHERS = {"ctrl+a", "ctrl+b"}
DEAD = {"apostrophe", "quotation_mark", "grave_accent", "tilde", "circumflex_accent"}
SHORTER_THAN_A_LINE = 78
WIDE = (160, 24)
"""So wide that every key of a row of keys is shown."""


def screens() -> list[type[KgwScreen[object]]]:
    """All screens that the program has."""
    for module in pkgutil.iter_modules(kgw_tui.screens.__path__, "kgw_tui.screens."):
        importlib.import_module(module.name)
    found: list[type[KgwScreen[object]]] = []
    to_do = [KgwScreen]
    while to_do:
        screen = to_do.pop()
        to_do += screen.__subclasses__()
        found.append(screen)
    return found


SCREENS = screens()
ids = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)


# The table by itself


@ids
def test_every_command_is_done_by_the_app_its_screen_or_obeyed(command: Command) -> None:
    doers = [*(screen for screen in SCREENS if command.place in screen.PLACES), KgwApp]
    done = [doer for doer in doers if callable(getattr(doer, f"action_{command.action}", None))]
    assert done or (command.slash and not command.keys and obeys(command.id))
    if command.place in {"anywhere", "places"}:
        assert KgwApp in done, "it is there on any screen, so the app does it"


@pytest.mark.parametrize("place", get_args(Place))
def test_every_place_is_a_place_of_some_screen_and_has_commands(place: Place) -> None:
    assert any(place in screen.PLACES for screen in SCREENS)
    assert commands_of(place)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_no_key_means_two_things_on_one_screen(screen: type[KgwScreen[object]]) -> None:
    keys = [key for command in commands_of(*screen.PLACES) for key in command.keys]
    assert len(keys) == len(set(keys))


@ids
def test_no_key_is_one_that_terminals_multiplexers_or_dead_keys_keep(command: Command) -> None:
    assert not set(command.keys) & (NOT_TO_TELL_APART | PREFIXES_OF_OTHERS | DEAD)


def test_the_list_of_entries_keeps_no_letter_of_the_table() -> None:
    own = {key for binding in EntryList.BINDINGS for key in _keys(binding)}
    letters = {key for command in commands_of("entries") for key in command.keys}
    assert own & letters <= {"enter"}
    assert not {key for key in letters if key in KIND_KEYS} - {"plus"}


def _keys(binding: object) -> list[str]:
    keys = binding.key if isinstance(binding, Binding) else str(binding)
    return keys.split(",")


WITHOUT_A_WORD = {"line.up", "entry.kind", "entry.mark", "entry.outcome", "entry.link", "app.palette"}
"""The way up from the line to the entries, and what is done there to one that is chosen and has another word from the
line (`/uitkomst`, `/steunt`) or none that says to which; and what finds the others."""


@pytest.mark.parametrize("command", commands_of("anywhere", "places", "live", "entries"), ids=lambda one: one.id)
def test_where_a_line_is_typed_every_command_has_a_word_behind_the_slash(command: Command) -> None:
    assert command.slash or command.id in WITHOUT_A_WORD


def test_no_two_commands_share_a_slash_word_and_each_word_finds_its_command() -> None:
    for command in COMMANDS:
        for word in command.slash:
            assert by_slash(word) == command, word
            assert by_slash(word.upper()) == command, word
    for code in ("nl", "en"):
        assert len(slash_words(code)) == len({command.id for command in COMMANDS if command.slash})


@pytest.mark.parametrize("code", ["nl", "en"])
def test_the_beginning_of_a_word_is_its_command_or_several_are_told(code: str) -> None:
    for word in slash_words(code):
        whole = by_slash(word)
        for length in range(1, len(word)):
            found, told = by_slash(word[:length]), slash_beginning(word[:length], code)
            assert f"/{word}" in told or len(told) == 8
            if found is None:
                others = {by_slash(other) for other in chain(slash_words("nl"), slash_words("en"))}
                fitting = [one for one in others if one and any(each.startswith(word[:length]) for each in one.slash)]
                assert len(fitting) > 1, f"/{word[:length]} fits one command and yet isn't taken for it"
            elif found != whole:
                assert word[:length] in found.slash, f"/{word[:length]} is {found.id}, and the beginning of /{word}"


def test_the_words_of_the_design_are_there() -> None:
    words = "punt volgende next fase komt weg stem vertrouwelijk intrek vervang sluit gast"
    assert [word for word in words.split() if by_slash(word) is None] == []


@ids
def test_title_label_and_explanation_are_said_in_dutch(command: Command) -> None:
    same_in_both = {"Word", "open", "begin", "agenda"}
    with language("nl"):
        for text in (command.title, command.explains, command.label, command.takes):
            assert not text or text in same_in_both or _(text) != text


@pytest.mark.parametrize("code", ["nl", "en"])
@ids
def test_a_title_is_no_sentence_and_an_explanation_is_one(code: str, command: Command) -> None:
    with language(code):
        assert len(_(command.title)) <= SHORTER_THAN_A_LINE
        assert not _(command.title).endswith(".")
        assert _(command.explains).endswith((".", "?", "…", ")"))


# The table against every state of every screen

OF_TEXTUAL = {"ctrl+c", "super+c"}
"""Copying what is selected."""
GOES_ROUND = {"tab", "shift+tab"}
"""Which go nowhere where there is one thing to go to."""
OTHER_KEYS = {"Esc": "escape", "↑↓": "down", "a…z": "b", "Enter": "enter", "Tab": "tab", "F1": "f1"}
"""Keys of a row that widgets act on themselves: as they are written, and one of them."""
own_states = pytest.mark.parametrize(
    "state",
    [state for state in STATES if state.name not in {"palette", "palette-heard", "blank"}],
    ids=lambda state: state.name,
)


@own_states
async def test_what_can_be_done_is_in_the_row_under_f1_and_in_the_palette(tmp_path: Path, state: State) -> None:
    async with shown(state, "nl", tmp_path, size=WIDE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, KgwScreen)
        for text, command in keys_in_row(screen):
            assert command or text.split(" ")[0] in OTHER_KEYS, f"'{text}' stands in the row and nowhere in the table"
            if command:
                assert not command.keys or holds(screen, command), f"'{text}' is shown, and can't be done"
        surplus = bound(screen) - explained(screen) - OF_TEXTUAL
        if len(screen.focus_chain) < 2:
            surplus -= GOES_ROUND
        assert not surplus, "a key that F1 doesn't tell of"
        told = {line.what for part in parts_for(screen) for line in part.lines}
        assert {command.id for command in commands_of(*screen.PLACES) if _(command.explains) not in told} == set()
        found = await in_palette(screen)
        for command in commands_of(*screen.PLACES, "places"):
            if command.id != "app.palette" and (command.keys or command.slash) and is_available(screen, command):
                assert any(hit.startswith(_(command.title)) for hit in found), command.id


def keys_in_row(screen: Screen[object]) -> list[tuple[str, Command | None]]:
    """The pairs of the row of keys as they are written, each with its command of the table, if it is one."""
    rows = [row for row in screen.query(KeyRow) if row.display]
    if not rows:
        return []
    text = screen_text(screen.app)[rows[0].region.y].strip()
    return [(pair, command_of(screen, pair)) for pair in re.split(r"\s{2,}", text)]


def command_of(screen: Screen[object], pair: str) -> Command | None:
    """The command that a key with its word in the row of keys stands for."""
    assert isinstance(screen, KgwScreen)
    here = commands_of(*screen.PLACES)
    written = {key_name(key) for command in here for key in command.keys} | set("!?=>␣")
    for command in here:
        label = f" {_(command.label)}"
        if command.label and pair.endswith(label) and set(pair.removesuffix(label).split(" ")) <= written:
            return command
    return None


def holds(screen: Screen[object], command: Command) -> bool:
    """Whether its keys are bound now; a line that answers a list looks its letters up itself, by the same rule."""
    answers = isinstance(screen.focused, AnswerLine) and screen.check_action(command.action, ())
    return bool(set(command.keys) & bound(screen) or answers)


def is_available(screen: Screen[object], command: Command) -> bool:
    return screen.check_action(command.action, ()) is not False


def bound(screen: Screen[object]) -> set[str]:
    """All keys that do something now."""
    return {
        key
        for key, active in screen.active_bindings.items()
        if active.enabled and active.node.check_action(active.binding.action, ()) is not False
    }


def explained(screen: KgwScreen[object]) -> set[str]:
    """All keys that F1 explains on this screen."""
    keys = {key for command in commands_of(*screen.PLACES) for key in command.keys}
    for own in (*ENTRY_KEYS, *LIST_KEYS, *PAGE_KEYS, *(LINE_KEYS if isinstance(screen.focused, CaptureLine) else ())):
        keys |= set(own.keys)
    return keys


async def in_palette(screen: Screen[object]) -> list[str]:
    """What the palette shows before anything is typed."""
    hits = [hit async for hit in KgwCommands(screen).discover()]
    return [str(hit.display) for hit in hits if isinstance(hit, DiscoveryHit)]


PRESSED = (
    "live-empty", "live-nothing-said", "live-note", "live-questions", "check", "check-outcome", "grounds", "nudge",
    "entry-chosen", "entry-edited", "entries-marked", "entry-moved", "walk", "walk-answered", "closing",
    "closing-filled", "read", "review", "review-edited", "mine", "today", "today-asked", "meetings",
    "meetings-sought", "meetings-by-series", "first-start", "new-meeting", "prepare", "prepare-typed",
    "prepare-chosen", "help", "paste", "search", "log-typed", "corridor", "note", "pattern", "heard", "actions",
    "actions-put-off", "people", "people-new", "person",
)  # fmt: skip
"""The states in which other keys are shown than in others."""
ALL_PRESSED = {"live-empty", "entry-chosen", "read", "today"}
"""Those in which what is there on any screen is pressed too."""
LEADS_TO = {
    "app.help": "HelpScreen",
    "app.palette": "KgwPalette",
    "app.blank": "BlankScreen",
    "app.search": "SearchScreen",
    "go.today": "TodayScreen",
    "go.meetings": "MeetingsScreen",
    "go.corridor": "CorridorScreen",
    "go.actions": "ActionsScreen",
    "go.people": "PeopleScreen",
    "corridor.open": "NoteScreen",
    "corridor.patterns": "PatternsScreen",
    "point.heard": "HeardScreen",
    "people.open": "PersonScreen",
    "meeting.now": "LiveScreen",
    "meeting.new": "NewMeetingScreen",
    "meeting.close": "CloseScreen",
    "meeting.walk": "WalkScreen",
    "new.prepare": "PrepareScreen",
    "new.start": "LiveScreen",
    "prepare.start": "LiveScreen",
    "closing.close": "ReadScreen",
    "read.review": "ReviewScreen",
    "read.reopen": "LiveScreen",
    "read.mine": "MineScreen",
    "entry.move": "PickScreen",
    "entry.link": "PickScreen",
}
"""The screen that is on top after a command that leads to one, wherever it is done."""


@pytest.mark.slow
@pytest.mark.parametrize("state", [state for state in STATES if state.name in PRESSED], ids=lambda state: state.name)
async def test_each_key_in_the_row_does_what_it_says(tmp_path: Path, state: State) -> None:
    async with shown(state, "nl", tmp_path / "look", size=WIDE) as pilot:
        pairs = [each for each in keys_in_row(pilot.app.screen) if is_pressed(state, each[1])]
        if "↑↓" in {pair.split(" ")[0] for pair, _command in pairs} and not scrolls(pilot.app.screen):
            pairs = [each for each in pairs if not each[0].startswith("↑↓")]
    for number, (pair, command) in enumerate(pairs):
        async with shown(state, "nl", tmp_path / str(number), size=WIDE) as pilot:
            before = seen(pilot.app)
            await press(pilot, key_of(pair, command))
            assert not pilot.app.is_running or seen(pilot.app) != before, f"'{pair}' did nothing"
            if command and command.id in LEADS_TO:
                assert type(pilot.app.screen).__name__ == LEADS_TO[command.id], pair
            if command and command.id in {"meeting.quit", "today.quit"}:
                assert not pilot.app.is_running


def is_pressed(state: State, command: Command | None) -> bool:
    """What is there on any screen is tried on one of each kind."""
    return command is None or command.place not in {"anywhere", "places"} or state.name in ALL_PRESSED


def scrolls(screen: Screen[object]) -> bool:
    """Whether there is more than can be seen, or a row to choose."""
    pages = screen.query("#page")
    return not pages or pages.first(VerticalScroll).max_scroll_y > 0


def key_of(pair: str, command: Command | None) -> str:
    if command is None:
        return OTHER_KEYS[pair.split(" ", maxsplit=1)[0]]
    return command.keys[0] if command.keys else "equals_sign"


async def press(pilot: Pilot[object], key: str) -> None:
    await pilot.press(key)
    if pilot.app.is_running:
        await settled(pilot)


def seen(app: App[object]) -> tuple[object, ...]:
    return (type(app.screen).__name__, type(app.focused).__name__, *screen_text(app))


def test_the_states_have_every_screen_and_place() -> None:
    names = {state.name for state in STATES}
    assert set(PRESSED) <= names


# The words behind the slash

SAID = ("# Een", "? klopt dit", "# Twee", "Drie mentoren", "! bellen @karim >vr", "# Drie")


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_each_slash_word_does_something_or_says_what_it_wants(tmp_path: Path, code: str) -> None:
    leaves = {"stop", "quit", "begin"}
    async with meeting(tmp_path, *SAID, "= Besluit", code=code) as chair:
        await chair.press("f5", "f5")
        await chair.sees("━━ 1 Een")
        for command in commands_of("anywhere", "places", "live", "entries"):
            for word in set(command.slash[:1] if code == "nl" else command.slash[-1:]) - leaves:
                before = (chair.place, *chair.rows)
                await chair.send(f"/{word}\r")
                await chair.until(lambda before=before: (chair.place, *chair.rows) != before)
                if command.needs and chair.place == "LiveScreen":
                    assert chair.line == f"/{word}", "what it wants is said, and the line stays to type it behind"
                await back_to_the_empty_line(chair)


async def back_to_the_empty_line(chair: Chair) -> None:
    """Out of whatever the word has led to; from the list into the meeting again, which stands first there."""
    while not is_idle(chair):
        if chair.place == "LiveScreen":
            await chair.press("ctrl+u")
            if is_idle(chair):
                return
        before = (chair.place, *chair.rows)
        await chair.press({"TodayScreen": "2", "MeetingsScreen": "enter"}.get(chair.place, "escape"))
        await chair.until(lambda before=before: (chair.place, *chair.rows) != before)


def is_idle(chair: Chair) -> bool:
    """Whether the line of the meeting is empty, about nothing, and has the focus, with no panel above it."""
    screen = chair.app.screen
    if not isinstance(screen, LiveScreen) or not isinstance(screen.focused, CaptureLine):
        return False
    return not (chair.line or screen.reading.target or screen.query_one(PhasePanel).is_open)
