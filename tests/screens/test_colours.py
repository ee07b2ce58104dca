"""Every text stands out from its ground, in both themes and in terminals of any number of colours, none included."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style
from textual.app import App
from textual.theme import Theme
from textual.widget import Widget

from kgw_tui.screens import themes, widgets
from kgw_tui.screens.widgets.entry_list import EntryList
from kgw_tui.screens.widgets.rows import EntryRow

from .chairing import meeting
from .contrast import SIXTEEN, contrast, in_16, in_256, in_truecolour, shown_in
from .states import STATES, State, shown
from .terminals import CTRL_P, ESC, F1, UP, terminal

ENOUGH = 4.5
"""WCAG 2.2 AA, for text of any size."""
ENOUGH_OF_16 = {"VGA": 4.5, "xterm": 4.0, "Windows": 4.0}
"""Of the sixteen, dark grey on white has 4 where terminals don't have VGA's colours."""

Pair = tuple[Color, Color]
"""The colours of a text and its ground."""


@pytest.fixture(autouse=True)
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the terminal of whoever runs the tests asks for."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLORFGBG", raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


def pairs_of(app: App[object]) -> Iterator[tuple[str, Pair]]:
    """What each widget of the screen may paint, by its component classes, and what now stands on the screen."""
    for widget in (app.screen, *app.screen.query(Widget)):
        if type(widget).__module__.startswith("kgw_tui."):
            yield type(widget).__name__, shown_in(widget.rich_style)
            for name in widget.COMPONENT_CLASSES - {"command-palette--help-text"}:  # has no colour of its own
                yield name, shown_in(widget.get_component_rich_style(name))
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if segment.text.strip():
                yield segment.text.strip(), shown_in(segment.style or Style())


def too_faint(what: str, text: Color, ground: Color) -> list[str]:
    """What is wrong with a pair, in the terminals where it is."""
    sixteen = in_16(text), in_16(ground)
    shades = {
        "all colours": (contrast(in_truecolour(text), in_truecolour(ground)), ENOUGH),
        "256": (contrast(in_256(text), in_256(ground)), ENOUGH),
        **{
            f"16 of {name}": (contrast(palette[sixteen[0]], palette[sixteen[1]]), ENOUGH_OF_16[name])
            for name, palette in SIXTEEN.items()
        },
    }
    return [f"{what!r}: {found:.1f} in {where}" for where, (found, least) in shades.items() if found < least]


def test_contrast_is_what_wcag_says() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == 21
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)
    assert too_faint("grey", Color.parse("#777777"), Color.parse("#ffffff"))


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
async def test_every_text_stands_out_from_its_ground(state: State, theme: Theme, tmp_path: Path) -> None:
    async with shown(state, "nl", tmp_path, theme=theme) as pilot:
        assert pilot.app.theme == theme.name
        faint = [each for what, pair in set(pairs_of(pilot.app)) for each in too_faint(what, *pair)]
    assert not faint


async def test_every_widget_is_met_in_some_state(tmp_path: Path) -> None:
    """So that the walk above leaves none out."""
    missing = set(painted_widgets())
    for number, state in enumerate(STATES):
        if missing:
            async with shown(state, "nl", tmp_path / str(number)) as pilot:
                missing -= {type(widget).__name__ for widget in pilot.app.screen.query(Widget)}
    assert not missing


def painted_widgets() -> Iterator[str]:
    """The widgets of kgw that are no stem of others."""
    modules = [
        importlib.import_module(f"{widgets.__name__}.{each.name}") for each in pkgutil.iter_modules(widgets.__path__)
    ]
    classes = {
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Widget) and each.__module__ == module.__name__
    }
    stems = {stem for each in classes for stem in each.__mro__[1:]}
    return (each.__name__ for each in classes - stems)


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_the_chosen_row_has_another_ground_in_every_terminal(theme: Theme) -> None:
    chosen = Color.parse(theme.variables["block-cursor-background"])
    for other in (theme.background, theme.panel):
        assert other is not None
        ground = Color.parse(other)
        assert in_16(chosen) != in_16(ground)
        assert in_256(chosen) != in_256(ground)


async def test_kinds_doubt_and_what_is_over_are_told_apart_without_any_colour(tmp_path: Path) -> None:
    async with meeting(tmp_path, "Gezegd") as chair:
        entries = chair.app.screen.query_one(EntryList)
        rows = [
            EntryRow(f"e{index}", "hetzelfde", "13:04", mark, right, depth, tone, untested)
            for index, (mark, right, depth, tone, untested) in enumerate(
                (
                    ("", "", 0, "note", False),
                    ("!", "", 0, "action", False),
                    ("?", "nog nagaan", 0, "assumption", True),
                    ("?", "klopt", 0, "assumption", False),
                    ("?", "Karim", 0, "question", False),
                    ("=", "", 0, "decision", False),
                    ("+", "", 1, "evidence", False),
                    (">", "", 0, "parked", False),
                    ("", "", 0, "movement", False),
                )
            )
        ]
        entries.show_rows(rows)
        strips = [entries.render_line(line) for line in range(len(rows))]
        looks = [[(piece.text, (piece.style or Style()).without_color) for piece in strip] for strip in strips]
    assert all(one != other for one, other in combinations(looks, 2))


@pytest.mark.parametrize(
    ("setting", "colours", "wanted"),
    [
        ("", "", "kgw-dark"),
        ("", "15;0", "kgw-dark"),
        ("", "0;15", "kgw-light"),
        ("", "0;default;7", "kgw-light"),
        ("", "15;default", "kgw-dark"),
        ("", "0;8", "kgw-dark"),
        ("", "0;١٥", "kgw-dark"),
        ("dark", "0;15", "kgw-dark"),
        ("light", "15;0", "kgw-light"),
        ("auto", "0;15", "kgw-light"),
    ],
)
def test_the_setting_goes_before_what_the_terminal_tells(setting: str, colours: str, wanted: str) -> None:
    assert themes.theme_for(setting, colours).name == wanted


async def test_light_colours_are_kept_and_the_first_frame_has_them(tmp_path: Path) -> None:
    async with meeting(tmp_path, "Gezegd") as chair:
        assert chair.app.theme == "kgw-dark"
        await chair.enter("/thema licht")
        await chair.says("lichte kleuren")
        assert chair.app.theme == "kgw-light"
        await chair.enter("/thema paars")
        await chair.says("niet 'paars'")
    with terminal(tmp_path, env={"KGW_HOME": str(tmp_path)}) as opened:
        opened.sees("MT-overleg")
        grounds = set(re.findall(rb"48;2;(\d+;\d+;\d+)", opened.raw))
    assert _rgb(themes.LIGHT.background) in grounds
    assert not grounds & {_rgb(themes.DARK.background), _rgb(themes.DARK.panel)}


def _rgb(colour: str | None) -> bytes:
    return ";".join(map(str, Color.parse(colour or "").get_truecolor())).encode()


def colours_sent(raw: bytes) -> set[int]:
    """The parameters of all SGR sequences that choose a colour, other than the terminal's own (39, 49)."""
    sent: set[int] = set()
    for sequence in re.findall(rb"\x1b\[([\d;:]*)m", raw):
        numbers = [int(number or 0) for number in re.split(rb"[;:]", sequence)]
        sent |= {number for number in numbers if number not in {39, 49} and (30 <= number <= 49 or number >= 90)}
    return sent


def walk_through(folder: Path, **env: str) -> bytes:
    """What the terminal is sent for a meeting with some of everything, its help and its palette."""
    with terminal(folder, "demo", env=env) as opened:
        opened.sees("F1 hulp")
        opened.send("! bellen @karim >vr")
        opened.sees("Actie")
        opened.send("\x15" + UP)
        opened.sees("Esc regel")
        opened.send("\r\x15" + ESC)
        opened.sees("F1 hulp")
        opened.send(F1)
        opened.sees("Hulp")
        opened.send(ESC)
        opened.sees("F1 hulp")
        opened.send(CTRL_P)
        opened.until(lambda: any("🔎" in row or "punt" in row for row in opened.rows))
        return opened.raw


@pytest.mark.parametrize("value", ["1", "true", "0"])
def test_under_no_color_no_byte_asks_for_a_colour(tmp_path: Path, value: str) -> None:
    raw = walk_through(tmp_path, NO_COLOR=value)
    assert colours_sent(raw) == set()
    assert b"\x1b[1" in raw, "bold is still there"
    assert re.search(rb"\x1b\[(?:\d+;)*7[;m]", raw), "and the chosen row is reversed"


def test_an_empty_no_color_is_none(tmp_path: Path) -> None:
    assert 48 in colours_sent(walk_through(tmp_path, NO_COLOR=""))


@pytest.mark.parametrize("term", ["xterm-16color", "screen", "xterm"])
def test_a_terminal_with_sixteen_colours_is_sent_those(tmp_path: Path, term: str) -> None:
    sent = colours_sent(walk_through(tmp_path, TERM=term, COLORTERM=""))
    assert sent and not sent & {38, 48}
