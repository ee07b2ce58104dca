"""One row in which a screen says something to its user; it stays until something else is said."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from .cells import in_lines, shown

_MOST = 3
"""Rows that a sentence may take."""


class MessageRow(Widget):
    """A sentence, cut to the width; a warning also begins with a mark, so that it isn't told by colour alone."""

    DEFAULT_CSS = """
    MessageRow { height: auto; max-height: 3; padding: 0 1; color: $text-secondary; }
    MessageRow.-warning { color: $text-warning; text-style: bold; }
    """

    sentence: reactive[str] = reactive("", layout=True)

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Show `sentence` (plain text)."""
        self.set_class(warning, "-warning")
        self.sentence = f"! {sentence}" if warning else sentence

    def watch_sentence(self, sentence: str) -> None:
        """Tell styles that nothing is said, so that a low screen can use the row."""
        self.set_class(not sentence, "-silent")

    def render(self) -> Text:
        """The sentence as plain text; what doesn't fit in the rows there are is cut off with an ellipsis."""
        width = self.content_size.width
        if not width:
            return Text(self.sentence)
        return Text("\n".join(in_lines(shown(self.sentence), width, _MOST)))
