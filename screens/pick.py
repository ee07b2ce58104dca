"""Picking one thing or several from a short list, at the foot of the screen over what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final, Literal, cast, overload

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from kgw_tui.command_table import Place
from kgw_tui.commands import shown_keys
from kgw_tui.i18n import _

from .bindings import bindings_of, key_name
from .kgw_screen import KgwScreen, Result
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.pick_list import PickList, PickRow

_DIGITS: Final = "123456789"
_LEAST: Final = 6
"""Lines that the sheet may take of a low screen: the title, four rows and the keys."""


class PickScreen(KgwScreen[Result], ModalScreen[Result]):
    """A sheet at the foot of the screen; what stands above it stays visible.

    `push_screen(PickScreen(title, rows), callback)` gives the callback the id of the row that was taken, or None when
    nothing was (Esc). With `many` rows are marked (x, space or their number) and the callback gets the ids that are
    marked at Enter, in the order of the rows: of nothing that was marked and nothing that was `chosen` to begin with,
    the row where one stands. The digits 1 to 9 take (or mark) a row at once. The callback is called before the next
    key is looked at.
    """

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "pick")
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            binding
            for binding in bindings_of("anywhere", "pick", at_once=True)
            if not (isinstance(binding, Binding) and binding.key in _DIGITS)
        ),
        *(Binding(digit, f"pick_number({digit})", show=False, priority=True) for digit in _DIGITS),
    ]
    AUTO_FOCUS = "PickList"
    DEFAULT_CSS = """
    PickScreen {
        layout: vertical;
        overflow: hidden;
        align: left bottom;
        background: transparent;
        &>Vertical { background: $background; }
    }
    """

    @overload
    def __init__(
        self: PickScreen[str | None],
        title: str,
        rows: Sequence[PickRow],
        *,
        many: Literal[False] = False,
        chosen: Iterable[str] = (),
    ) -> None: ...

    @overload
    def __init__(
        self: PickScreen[tuple[str, ...] | None],
        title: str,
        rows: Sequence[PickRow],
        *,
        many: Literal[True],
        chosen: Iterable[str] = (),
    ) -> None: ...

    def __init__(self, title: str, rows: Sequence[PickRow], *, many: bool = False, chosen: Iterable[str] = ()) -> None:
        """For these rows. `chosen` are the ids that are marked (or, the first of them, chosen) to begin with."""
        super().__init__()
        self._title = title
        self._rows = list(rows)
        self._many = many
        self._ids = [row.id for row in self._rows if not row.heading]
        given = set(chosen)
        begun = [row_id for row_id in self._ids if row_id in given]
        self._marked = set(begun) if many else set[str]()
        self._takes_none = bool(begun)
        self._list = PickList(self._shown())
        if begun:
            self._list.choose(begun[0])

    def compose(self) -> ComposeResult:
        """What is asked, the rows, and the keys."""
        with Vertical():
            yield HeaderRow()
            yield self._list
            yield KeyRow()

    def on_mount(self) -> None:
        """Show what is asked."""
        self._show_title()
        keys = [(key_name(each.keys[0]), _(each.label)) for each in shown_keys("pick") if self._offers(each.id)]
        self.query_one(KeyRow).show([("Esc", _("back")), *keys, ("↑↓", _("choose")), ("F1", _("help"))])

    def on_resize(self) -> None:
        """Take no more than half of the screen, and no more than is needed."""
        most = max(self.size.height // 2, _LEAST)
        self.query_one(Vertical).styles.height = min(len(self._rows) + 2, most)

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say it beside the title."""
        self.query_one(HeaderRow).show(self._title, sentence, over=warning)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Rows are marked only where several can be taken."""
        return super().check_action(action, parameters) if self._offers(action.replace("_", ".")) else False

    def go_back(self) -> None:
        """Take nothing."""
        self.dismiss(None)

    def action_pick_take(self) -> None:
        """Take what is marked, or the chosen row."""
        here = self._list.chosen_id
        if not self._many:
            self._give(here)
        elif self._marked or self._takes_none:
            self._give(tuple(row_id for row_id in self._ids if row_id in self._marked))
        else:
            self._give((here,) if here else ())

    def action_pick_mark(self) -> None:
        """Mark the chosen row, or take its mark off."""
        self._mark(self._list.chosen_id)

    def action_pick_number(self, number: int = 1) -> None:
        """Take the row with this number, or mark it."""
        if number > len(self._ids):
            return
        row_id = self._ids[number - 1]
        self._list.choose(row_id)
        if self._many:
            self._mark(row_id)
        else:
            self._give(row_id)

    @on(PickList.Picked)
    def _clicked(self, message: PickList.Picked) -> None:
        if self._many:
            self._mark(message.row_id)
        else:
            self._give(message.row_id)

    def _give(self, result: str | tuple[str, ...]) -> None:
        if self.is_current and result != "":
            self.dismiss(cast("Result", result))

    def _mark(self, row_id: str) -> None:
        if not row_id:
            return
        self._marked ^= {row_id}
        self._takes_none = True
        self._list.show_rows(self._shown())
        self._show_title()

    def _offers(self, command_id: str) -> bool:
        return self._many or command_id != "pick.mark"

    def _show_title(self) -> None:
        count = _("{count} marked").format(count=len(self._marked)) if self._many else ""
        for row in self.query(HeaderRow):
            row.show(self._title, count)

    def _shown(self) -> list[PickRow]:
        """The rows with their number and mark."""
        rows: list[PickRow] = []
        number = 0
        for row in self._rows:
            if row.heading:
                rows.append(row)
                continue
            number += 1
            digit = str(number) if number <= len(_DIGITS) else " "
            mark = ("[x] " if row.id in self._marked else "[ ] ") if self._many else ""
            rows.append(msgspec.structs.replace(row, left=f"{digit} {mark}{row.left}"))
        return rows
