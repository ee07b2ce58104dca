"""However long the line is, the cursor is seen, and looking costs what is seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgw_tui.screens.widgets.cells import shown, width_of
from kgw_tui.screens.widgets.line_edit import LineEdit
from kgw_tui.screens.widgets.line_window import LineWindow

GLYPHS = st.text(st.sampled_from("abc é漢字👩\u200d👧\u0301א’"), max_size=200)


@given(GLYPHS, st.lists(st.integers(0, 200), max_size=12), st.integers(2, 40))
def test_the_cursor_is_always_seen(text: str, places: list[int], room: int) -> None:
    edit = LineEdit()
    edit.insert(text)
    window = LineWindow(edit)
    for place in [len(text), *places]:
        edit.move_to(place)
        cell = window.follow(room)
        assert 0 <= cell < room
        assert window.left <= edit.cursor
        parts = window.with_cursor(room, "", "")
        assert any(role == "cursor" for _text, role in parts)


@given(GLYPHS.filter(bool), st.integers(4, 40))
def test_what_is_seen_is_the_text_around_the_cursor(text: str, room: int) -> None:
    edit = LineEdit()
    edit.insert(text)
    window = LineWindow(edit)
    cell = window.follow(room)
    seen = "".join(part for part, role in window.plain(room))
    assert shown(edit.text[window.left :]).startswith(seen)
    assert width_of(shown(edit.text[window.left : edit.cursor])) == cell


def test_the_window_moves_in_leaps() -> None:
    edit = LineEdit()
    window = LineWindow(edit)
    places: list[int] = []
    for _ in range(200):
        edit.insert("a")
        window.follow(40)
        places.append(window.left)
    assert len(set(places)) < 20


def test_a_click_finds_the_glyph_under_it() -> None:
    edit = LineEdit()
    edit.insert("a漢b")
    window = LineWindow(edit)
    assert [window.index_at(cell, 20) for cell in (-2, 0, 1, 2, 3, 4, 15)] == [0, 0, 1, 1, 2, 3, 3]


def test_what_stands_behind_the_text_isnt_part_of_it() -> None:
    edit = LineEdit()
    edit.insert("@fa")
    window = LineWindow(edit)
    assert window.with_cursor(20, "tima", "ghost") == [("@fa", ""), ("t", "cursor-ghost"), ("ima", "ghost")]
    assert edit.text == "@fa"


def test_a_selection_is_seen_as_one() -> None:
    edit = LineEdit()
    edit.insert("drie mentoren")
    edit.move_to(0)
    edit.move_to(4, select=True)
    window = LineWindow(edit)
    window.follow(40)
    assert window.with_cursor(40, "", "") == [("drie", "selection"), (" mentoren", "")]
