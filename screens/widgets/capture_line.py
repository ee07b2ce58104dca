"""The capture line: where everything that is said is typed.

Not Textual's Input: that measures and renders the whole text for each key, drops all but the first line of a paste and
has no undo. This one draws only what is seen of the text, and sends the terminal only the cells that changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events, getters
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from .any_app import any_app
from .cells import shown, width_of
from .line_edit import LineEdit
from .line_window import LineWindow
from .own_keys import goes_elsewhere
from .painting import PaintedLine

Complete = Callable[[str, int], str | None]
"""From the text and the cursor to what would complete it there, or None."""
Reading = Callable[[str, int], None]
"""Told the text and the cursor of each change at once, so that what is shown of it comes in the same frame."""

Keyed = Callable[[str], bool]
"""Given a key that the line has no use for; says whether it was dealt with."""
Entering = Callable[[str], None]
"""Given the text at Enter, before the next key is looked at: a key that follows fast belongs to the next line."""

_PROMPT: Final = " › "
_ELSEWHERE: Final = "   "
"""While the keys go elsewhere no prompt stands here: there is one `›` on the screen, and it says where they go."""
_CUT_OFF: Final = " ›…"
_NARROW: Final = 8
_NOT_FOUND_BACK: Final = frozenset({"at", "backslash", "minus", "plus", "slash", "underscore"})
"""Keys of characters whose names Textual shortens, and then doesn't find back."""
_LAID_OVER: Final = frozenset({"cursor", "selection"})
"""Roles that only change the style that would be there without them."""


class CaptureLine(PaintedLine, can_focus=True):
    """One line of text of any length. Tells at once what happens; clears nothing by itself."""

    app = getters.app(any_app)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line--prompt",
        "line--cursor",
        "line--selection",
        "line--ghost",
        "line--placeholder",
    }
    DEFAULT_CSS = """
    CaptureLine {
        height: 1;
        width: 100%;
        color: $foreground;
        &>.line--prompt { color: $text-accent; text-style: bold; }
        &>.line--cursor { text-style: reverse; }
        &>.line--selection { text-style: reverse; }
        &>.line--ghost { color: $text-muted; text-style: italic; }
        &>.line--placeholder { color: $text-muted; text-style: italic; }
    }
    """

    @dataclass
    class Pasted(Message):
        """Several lines at once; they aren't in the line."""

        text: str

    def __init__(
        self,
        *,
        complete: Complete | None = None,
        reading: Reading | None = None,
        entering: Entering | None = None,
        keyed: Keyed | None = None,
        placeholder: str = "",
        elsewhere: str = "",
    ) -> None:
        """An empty line. `complete` proposes what may follow the cursor, `placeholder` stands there without text, and
        `elsewhere` while the keys go elsewhere.

        `reading` is called for each change, `entering` at Enter, and `keyed` is given each key that the line has no use
        for (↑ and ↓, undo with nothing left to undo). They are called at once: an echo that waits for a message comes a
        frame (some 30 ms) after the character, and what is typed while one waits would become part of the line that is
        then cleared.
        """
        super().__init__()
        self.complete = complete
        self.reading = reading
        self.entering = entering
        self.keyed = keyed
        self._placeholder = shown(placeholder)
        self._elsewhere = shown(elsewhere) or self._placeholder
        self._edit = LineEdit()
        self._ghost = ""
        self._window = LineWindow(self._edit)

    @property
    def value(self) -> str:
        """The text. Setting it puts the cursor behind it and forgets what could be undone."""
        return self._edit.text

    @value.setter
    def value(self, text: str) -> None:
        self._edit.reset(text)
        self._edited()

    @property
    def cursor_position(self) -> int:
        """The index of the cursor in the text."""
        return self._edit.cursor

    @cursor_position.setter
    def cursor_position(self, index: int) -> None:
        self._move(index)

    @property
    def ghost(self) -> str:
        """What stands behind the cursor as a proposal, or ""."""
        return self._ghost

    def clear(self) -> None:
        """Empty the line, and forget what could be undone: call it when the text is safe elsewhere."""
        self.value = ""

    def insert(self, text: str) -> None:
        """Put `text` (one line) at the cursor, in place of the selection; can be undone."""
        self._edit.insert(text)
        self._edited()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Characters are typed here, whatever else they do elsewhere."""
        return key in _NOT_FOUND_BACK or (character is not None and character.isprintable())

    async def goes_before(self, event: events.Key) -> bool:
        """Given each key before the line does anything with it; says whether it was dealt with."""
        del event
        return False

    async def on_key(self, event: events.Key) -> None:
        """Do what the key does, now. A binding would be looked up only after the key has bubbled up to the app, and
        a character typed right behind it would overtake it.
        """
        if await self.goes_before(event):
            event.stop()
            event.prevent_default()
            return
        if goes_elsewhere(event, self.app, self):
            return
        if event.is_printable and event.character:
            self.insert(event.character)
        elif not (_does(self, event.key) or (self.keyed and self.keyed(event.key))):
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """One line goes into the text, several are handed on whole."""
        event.stop()
        event.prevent_default()
        self._take_in(event.text)

    def on_focus(self) -> None:
        """Draw the line anew, with the cursor; Textual refreshes all of it."""
        self._paint.forget()

    def on_blur(self) -> None:
        """Draw the line anew, without the cursor; Textual refreshes all of it."""
        self._paint.forget()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse points."""
        width = self.size.width
        cell = event.x - width_of(self._prompt(width))
        self._move(self._window.index_at(cell, width), select=event.shift)

    def step_left(self, select: bool = False) -> None:
        """One glyph to the left, or to the left end of the selection."""
        start, end = self._edit.selection
        self._move(self._edit.left() if select or start == end else start, select=select)

    def step_right(self, select: bool = False) -> None:
        """One glyph to the right; at the end of the text, take the proposal."""
        if not select and self._take_ghost():
            return
        start, end = self._edit.selection
        self._move(self._edit.right() if select or start == end else end, select=select)

    def word_left(self, select: bool = False) -> None:
        """One word to the left."""
        self._move(self._edit.word_left(), select=select)

    def word_right(self, select: bool = False) -> None:
        """One word to the right."""
        self._move(self._edit.word_right(), select=select)

    def line_start(self, select: bool = False) -> None:
        """To the beginning."""
        self._move(0, select=select)

    def line_end(self, select: bool = False) -> None:
        """To the end."""
        self._move(len(self.value), select=select)

    def select_all(self) -> None:
        """Select the whole line: what is typed next takes its place, and undo gives it back."""
        self.line_start()
        self.line_end(select=True)

    def delete_left(self) -> None:
        """Take out the selection or the glyph before the cursor."""
        self._delete_to(self._edit.left())

    def delete_right(self) -> None:
        """Take out the selection or the glyph at the cursor."""
        self._delete_to(self._edit.right())

    def delete_word_left(self) -> None:
        """Take out the selection or the word before the cursor."""
        self._delete_to(self._edit.word_left())

    def delete_word_right(self) -> None:
        """Take out the selection or the word behind the cursor."""
        self._delete_to(self._edit.word_right())

    def delete_to_start(self) -> None:
        """Take out all before the cursor."""
        self._delete_to(0)

    def delete_to_end(self) -> None:
        """Take out all behind the cursor."""
        self._delete_to(len(self.value))

    def copy(self) -> None:
        """Copy the selection, where there is one."""
        if not self._edit.selected_text:
            return
        self.app.copy_to_clipboard(self._edit.selected_text)

    def cut(self) -> None:
        """Copy the selection and take it out."""
        self.copy()
        self._delete_to(self._edit.cursor)

    def paste(self) -> None:
        """Paste what was copied here; what other programs copied comes as a paste of the terminal."""
        self._take_in(self.app.clipboard)

    def undo(self) -> None:
        """Take back what was typed last; when nothing is left, undo is a key that the line has no use for."""
        if self._edit.undo():
            self._edited()
        elif self.keyed:
            self.keyed("ctrl+z")

    def take_ghost(self) -> None:
        """Take the proposal, where there is one; the focus stays in the line all the same."""
        self._take_ghost()

    def enter(self) -> None:
        """Hand the text on. A proposal that wasn't taken isn't part of it."""
        if self.entering:
            self.entering(self.value)

    def up(self) -> None:
        """Nothing here: the screen may have something above the line."""
        if self.keyed:
            self.keyed("up")

    def down(self) -> None:
        """Nothing here: the screen may have something to choose from."""
        if self.keyed:
            self.keyed("down")

    def draw(self, width: int) -> Strip:
        """The prompt and the part of the text around the cursor, exactly `width` cells."""
        prompt = self._prompt(width)
        room = max(width - width_of(prompt), 1)
        cell = self._window.follow(room)
        if not self.has_focus:
            parts = self._window.plain(room) if self.value else [(self._elsewhere, "placeholder")]
        else:
            self.app.cursor_position = self.content_region.offset + Offset(width_of(prompt) + cell, 0)
            behind = (self._ghost, "ghost") if self._ghost or self.value else (self._placeholder, "placeholder")
            parts = self._window.with_cursor(room, *behind)
        shown_prompt = _CUT_OFF if self._window.left and prompt else prompt
        segments = [Segment(text, self.role_style(role)) for text, role in ((shown_prompt, "prompt"), *parts) if text]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def role_style(self, role: str) -> Style:
        """The style of a role of the line's window; `cursor-` and `selection-` are laid over what stands below."""
        style = self._styles_by_role.get(role)
        if style is None:
            over, _, below = role.partition("-")
            style = self.get_component_rich_style(f"line--{below or over}") if below or over else self.rich_style
            if over in _LAID_OVER:
                ground = self.role_style(below) if below else self.rich_style
                style = ground + self.get_component_rich_style(f"line--{over}", partial=True)
            self._styles_by_role[role] = style
        return style

    def _take_in(self, text: str) -> None:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1:
            self.post_message(self.Pasted(text))
        elif lines:
            self.insert(lines[0])

    def _take_ghost(self) -> bool:
        if not self._ghost:
            return False
        self.insert(self._ghost)
        return True

    def _delete_to(self, index: int) -> None:
        self._edit.delete_to(index)
        self._edited()

    def _move(self, index: int, *, select: bool = False) -> None:
        self._edit.move_to(index, select=select)
        self._edited()

    def _edited(self) -> None:
        self._show()
        if self.reading:
            self.reading(self._edit.text, self._edit.cursor)

    def _show(self) -> None:
        """Bring what the terminal shows up to date."""
        edit = self._edit
        at_end = edit.cursor == edit.anchor == len(edit.text)
        self._ghost = shown(self.complete(edit.text, edit.cursor) or "") if self.complete and at_end else ""
        self.repaint()

    def _prompt(self, width: int) -> str:
        if width < _NARROW:
            return ""
        return _PROMPT if self.has_focus else _ELSEWHERE


_DEEDS: Final[dict[str, Callable[[CaptureLine], None]]] = {
    "left": lambda line: line.step_left(),
    "right": lambda line: line.step_right(),
    "shift+left": lambda line: line.step_left(select=True),
    "shift+right": lambda line: line.step_right(select=True),
    "ctrl+left": lambda line: line.word_left(),
    "ctrl+right": lambda line: line.word_right(),
    "ctrl+shift+left": lambda line: line.word_left(select=True),
    "ctrl+shift+right": lambda line: line.word_right(select=True),
    "home": lambda line: line.line_start(),
    "end": lambda line: line.line_end(),
    "ctrl+e": lambda line: line.line_end(),
    "shift+home": lambda line: line.line_start(select=True),
    "shift+end": lambda line: line.line_end(select=True),
    "backspace": CaptureLine.delete_left,
    "delete": CaptureLine.delete_right,
    "ctrl+w": CaptureLine.delete_word_left,
    "alt+backspace": CaptureLine.delete_word_left,
    "ctrl+backspace": CaptureLine.delete_word_left,
    "ctrl+delete": CaptureLine.delete_word_right,
    "ctrl+u": CaptureLine.delete_to_start,
    "ctrl+k": CaptureLine.delete_to_end,
    "ctrl+c": CaptureLine.copy,
    "super+c": CaptureLine.copy,
    "ctrl+x": CaptureLine.cut,
    "ctrl+v": CaptureLine.paste,
    "ctrl+z": CaptureLine.undo,
    "tab": CaptureLine.take_ghost,
    "shift+tab": lambda _line: None,
    "enter": CaptureLine.enter,
    "ctrl+j": CaptureLine.enter,
    "up": CaptureLine.up,
    "down": CaptureLine.down,
}
"""What the keys do in the line. Ctrl+A and Ctrl+B aren't among them: screen and tmux take these."""


def _does(line: CaptureLine, key: str) -> bool:
    """Do what `key` does in the line; False when it does nothing there."""
    deed = _DEEDS.get(key)
    if deed is None:
        return False
    deed(line)
    return True
