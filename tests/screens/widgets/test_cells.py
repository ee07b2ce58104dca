"""Text is shown without doing anything to the screen, and broken so that columns hold."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgw_tui.screens.widgets.cells import fit, glyphs, is_plain, shorten, shown, width_of, wrap

AWKWARD = st.text(
    st.sampled_from("ab  é漢字👩\u200d👧\ufe0f\u0301\u0308עברةא\u202e\x1b\x00\t\n\u2028🇳🇱[/]’…‘"), max_size=80
) | st.text(max_size=80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mrood\x07", "[31mrood"),
        ("een\ttab en\nnog\r\nwat", "een tab en nog  wat"),
        ("om\u202egekeerd\u2066", "omgekeerd"),
        ("e\u0301 en 👩\u200d👧", "e\u0301 en 👩\u200d👧"),
        ("\u200dstil \u200d", "stil "),
        ("half \ud83d paar", "half \ufffd paar"),
        ("[bold]geen markup[/]", "[bold]geen markup[/]"),
    ],
)
def test_control_characters_and_turned_lines_show_as_nothing(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(AWKWARD)
def test_what_is_shown_can_be_sent_to_any_terminal(text: str) -> None:
    line = shown(text)
    line.encode("utf-8")
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in line)


@given(AWKWARD.map(shown), st.integers(1, 30), st.integers(2, 30))
def test_no_wrapped_line_is_wider_than_its_room(text: str, first: int, rest: int) -> None:
    lines = wrap(text, max(first, 2), rest)
    assert lines
    assert width_of(lines[0]) <= max(first, 2)
    assert all(width_of(line) <= rest for line in lines[1:])


@given(AWKWARD.map(shown), st.integers(2, 30))
def test_wrapping_loses_no_character_but_spaces(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width, width)).split()) == "".join(text.split())


def test_words_stay_whole_where_they_fit() -> None:
    assert wrap("drie mentoren melden klachten", 14, 14) == ["drie mentoren", "melden", "klachten"]


def test_the_first_line_may_be_narrower() -> None:
    assert wrap("drie mentoren melden klachten", 6, 20) == ["drie", "mentoren melden", "klachten"]


@given(AWKWARD.map(shown), st.integers(0, 40))
def test_fitted_text_is_as_wide_as_asked(text: str, width: int) -> None:
    assert width_of(fit(text, width)) == width
    assert width_of(shorten(text, width)) <= width


def test_only_what_takes_one_cell_everywhere_is_plain() -> None:
    assert is_plain("Crème brûlée – “ja” ▸ ✓ ── €")
    assert not any(is_plain(text) for text in ("漢", "e\u0301", "👍", "א", "\u200d"))


@given(AWKWARD)
@example("\ufe0f\u200d\x1b🇱")
@example("☀\x1b\ufe0f")
@example("🇳\x1b🇱")
@example("\x1b")
@example("👩\u200d\x00👧 \u200d")
def test_glyphs_cover_the_text_and_add_up_to_its_width(text: str) -> None:
    found = glyphs(text)
    assert [start for start, _end, _cells in found] == [0, *(end for _start, end, _cells in found)][: len(found)]
    assert sum(cells for _start, _end, cells in found) == width_of(shown(text))
