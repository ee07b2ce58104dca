"""Typing, moving by glyphs and words, and taking back what was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgw_tui.screens.widgets.line_edit import LineEdit


class Seconds:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def typed(text: str, clock: Seconds | None = None) -> LineEdit:
    edit = LineEdit(clock or Seconds())
    for character in text:
        edit.insert(character)
    return edit


def test_undo_takes_back_a_word_at_a_time() -> None:
    edit = typed("drie mentoren melden")
    states = [edit.text]
    while edit.undo():
        states.append(edit.text)
    assert states == ["drie mentoren melden", "drie mentoren ", "drie ", ""]


def test_a_pause_parts_what_undo_takes_back() -> None:
    clock = Seconds()
    edit = typed("men", clock)
    clock.now = 5
    edit.insert("t")
    edit.undo()
    assert edit.text == "men"


def test_deleting_is_taken_back_as_it_was_done() -> None:
    edit = typed("drie mentoren")
    for _ in range(4):
        edit.delete_to(edit.left())
    edit.delete_to(0)
    assert edit.text == ""
    edit.undo()
    assert edit.text == "drie ment"
    edit.undo()
    assert (edit.text, edit.cursor) == ("drie mentoren", 13)


def test_after_moving_the_cursor_typing_is_a_step_of_its_own() -> None:
    edit = typed("mentor")
    edit.move_to(0)
    edit.insert("x")
    edit.undo()
    assert (edit.text, edit.cursor) == ("mentor", 0)


def test_what_is_pasted_over_a_selection_comes_back_at_once() -> None:
    edit = typed("drie mentoren")
    edit.move_to(0)
    edit.move_to(4, select=True)
    edit.insert("alle vier de")
    assert edit.text == "alle vier de mentoren"
    edit.undo()
    assert edit.text == "drie mentoren"


def test_after_a_reset_there_is_nothing_to_take_back() -> None:
    edit = typed("iets")
    edit.reset("concept")
    assert (edit.text, edit.cursor, edit.undo()) == ("concept", 7, False)


def test_the_cursor_steps_over_whole_glyphs() -> None:
    edit = typed("")
    edit.insert("a👩\u200d👧x\u0301漢")
    places = [edit.cursor]
    while edit.cursor:
        edit.move_to(edit.left())
        places.append(edit.cursor)
    assert places == [7, 6, 4, 1, 0]
    while edit.cursor < len(edit.text):
        edit.move_to(edit.right())
        places.append(edit.cursor)
    assert places[5:] == [1, 4, 6, 7]


def test_words_are_stepped_over_and_deleted_whole() -> None:
    edit = typed("! bel @fatima op")
    edit.delete_to(edit.word_left())
    edit.delete_to(edit.word_left())
    assert edit.text == "! bel @"
    edit.move_to(0)
    edit.move_to(edit.word_right())
    assert edit.cursor == 5


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("insert"), st.text(max_size=4)),
            st.tuples(st.just("delete"), st.integers(0, 20)),
            st.tuples(st.just("move"), st.integers(-3, 20)),
            st.tuples(st.just("select"), st.integers(0, 20)),
            st.tuples(st.just("wait"), st.just(2)),
        ),
        max_size=40,
    )
)
def test_everything_typed_can_be_taken_back(steps: list[tuple[str, str | int]]) -> None:
    clock = Seconds()
    edit = LineEdit(clock)
    edit.reset("begin")
    for what, value in steps:
        match what, value:
            case "insert", str(text):
                edit.insert(text)
            case "delete", int(index):
                edit.delete_to(min(index, len(edit.text)))
            case "move", int(index):
                edit.move_to(index)
            case "select", int(index):
                edit.move_to(index, select=True)
            case _:
                clock.now += 2
        assert 0 <= edit.cursor <= len(edit.text)
        assert 0 <= edit.anchor <= len(edit.text)
    while edit.undo():
        assert 0 <= edit.cursor <= len(edit.text)
    assert edit.text == "begin"
