"""What a page of points shows, allows, asks and says: nothing yet; the closing page and the walk say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from kgw_tui.command_table import Command, Place
from kgw_tui.i18n import _

from .answer_words import Part
from .kgw_screen import KgwScreen
from .widgets.point_list import Point, Row


@dataclass(frozen=True)
class Asked:
    """What the line asks: which command (of the table; "" where a sentence has no place), and of which point.

    `typed` says that it was begun by typing; it ends when all that was typed is taken back.
    """

    command: str
    point_id: str
    typed: bool = False


class PointPage(KgwScreen):
    """What `PointsScreen` asks of a screen, which shows nothing and allows nothing by itself."""

    PLACE: ClassVar[Place] = "anywhere"

    def rows_now(self) -> Sequence[Row]:
        """The rows, as the store has them now."""
        return ()

    def title_now(self) -> tuple[str, str]:
        """What stands at the left and at the right of the top line."""
        return "", ""

    def allows(self, command: str, point: Point | None) -> bool:
        """Whether a command of this place has something to do, with this point chosen."""
        del command, point
        return False

    def label(self, command: Command, point: Point | None) -> str:
        """The word in the row of keys for a command, with this point chosen; "" shows none."""
        del point
        return _(command.label)

    def invitation(self, point: Point | None) -> str:
        """What stands in the empty line: what can be typed of the chosen point."""
        del point
        return ""

    def about(self, point: Point | None) -> str:
        """What stands below the empty line about the chosen point."""
        del point
        return ""

    def echo_of(self, asked: Asked, text: str) -> Sequence[Part]:
        """What Enter will make of the answer, in words."""
        del asked, text
        return ()

    def asked_by_typing(self, point: Point | None) -> str:
        """The command that a sentence answers which is typed at this point; "" where it answers none."""
        del point
        return ""

    def no_sentence(self, point: Point | None) -> str:
        """What is said to a sentence where none has a place: what can be done there."""
        del point
        return _("nothing can be typed here; Esc empties the line")

    def all_said(self) -> str:
        """What is said when no point needs anything any more."""
        return _("nothing is missing any more")

    def answer(self, asked: Asked, text: str) -> str:
        """Do what was answered, durably; gives the sentence that says so. Raises Refused when it can't be done."""
        del asked, text
        return ""
