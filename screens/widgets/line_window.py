"""The part of a line of text that is seen, in parts with a role, and the cell where the cursor stands."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from .cells import glyphs, most_characters, shown, width_of
from .line_edit import LineEdit
from .parts import Part

_FAR: Final = 4
"""Windows: a cursor that many characters further is looked for anew, without measuring what lies between."""


class LineWindow:
    """Looks at a LineEdit through a window of some cells. Costs what is seen, not what the text is long.

    `left` is the index of the first character that is seen. It moves in leaps: a window that moved with each key
    would send the whole line to the terminal for each key.
    """

    def __init__(self, edit: LineEdit) -> None:
        """At the beginning of `edit`."""
        self._edit = edit
        self.left = 0

    def follow(self, room: int) -> int:
        """Move so that the cursor is seen in a window of `room` cells; gives the cell in which it stands."""
        cursor = self._edit.cursor
        if cursor < self.left or cursor - self.left > _FAR * room:
            self.left = self._before(cursor, room * 3 // 4)
        cell = self._width_to(cursor)
        if cell >= room:
            self.left = self._before(cursor, room * 3 // 4)
        elif self.left and cell == 0:
            self.left = self._before(cursor, room // 4)
        else:
            return cell
        return self._width_to(cursor)

    def plain(self, room: int) -> list[Part]:
        """What is seen while something else has the focus."""
        return [(shown(self._edit.text[self.left : self._end(room)]), "")]

    def with_cursor(self, room: int, behind: str, behind_role: str) -> list[Part]:
        """What is seen, with selection or cursor; `behind` stands behind the text, the cursor on its first glyph.

        Roles: "selection", "cursor" and "cursor-" with `behind_role` for the cursor's cell, else "" and `behind_role`.
        """
        edit, end = self._edit, self._end(room)
        start, stop = edit.selection
        if start == stop < len(edit.text):
            stop = edit.right()
        marks = sorted({self.left, end, *(min(max(mark, self.left), end) for mark in (start, stop))})
        inside = "selection" if edit.cursor != edit.anchor else "cursor"
        parts: list[Part] = []
        for first, last in pairwise(marks):
            text, marked = shown(edit.text[first:last]), start <= first < stop
            parts.append((text if width_of(text) or not marked else " ", inside if marked else ""))
        if edit.cursor == len(edit.text):
            at = glyphs(behind)[0][1] if behind else 0
            parts.append((behind[:at], f"cursor-{behind_role}") if behind else (" ", "cursor"))
            parts.append((behind[at:], behind_role))
        return [part for part in parts if part[0]]

    def index_at(self, cell: int, room: int) -> int:
        """The index of the glyph that is seen in a cell; the end of the text for a cell behind it."""
        window = self._edit.text[self.left : self._end(room)]
        for start, _end, size in glyphs(window):
            if cell < size:
                return self.left + start
            cell -= size
        return self.left + len(window)

    def _width_to(self, index: int) -> int:
        return width_of(shown(self._edit.text[self.left : index]))

    def _end(self, room: int) -> int:
        return min(len(self._edit.text), self.left + most_characters(room))

    def _before(self, index: int, cells: int) -> int:
        """The index of the first glyph of those that fit in `cells` before `index`."""
        window = self._edit.text[max(index - cells, 0) : index]
        for _start, end, size in reversed(glyphs(window)):
            if size > cells:
                return index - len(window) + end
            cells -= size
        return index - len(window)
