"""An app with all widgets of the live meeting, for trying them; as a script, it runs in the terminal.

In the terminal, F12 writes what the app believes is on the screen to the file that is its first argument.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message

from kgw_tui.screens.widgets.agenda_column import AgendaColumn, AgendaRow
from kgw_tui.screens.widgets.capture_line import CaptureLine
from kgw_tui.screens.widgets.echo_row import EchoRow
from kgw_tui.screens.widgets.entry_list import EntryList
from kgw_tui.screens.widgets.header_row import HeaderRow
from kgw_tui.screens.widgets.key_row import KeyRow
from kgw_tui.screens.widgets.prompt_row import PromptRow
from kgw_tui.screens.widgets.rows import EntryRow, HeadingRow, LotRow, Row

ROWS: tuple[Row, ...] = (
    HeadingRow("i1", 1, "Opening", done=True),
    HeadingRow("i2", 2, "Toetsdruk leerjaar 2", 20, current=True),
    EntryRow("e1", "Drie mentoren melden klachten in dezelfde toetsweek", "13:04"),
    EntryRow(
        "e2",
        "Leerlingen leren alleen nog voor het cijfer",
        "13:06",
        "?",
        "nog nagaan",
        tone="assumption",
        untested=True,
    ),
    EntryRow("e3", "leerlingpanel oktober: 14 van de 20 zeggen dit zelf", mark="+", depth=1, tone="evidence"),
    EntryRow("e4", "Toetskalender per klas uitdraaien", "13:12", "!", "Fatima · vr 27 nov", tone="action"),
    HeadingRow("i3", 3, "Rooster 2027", 15),
    LotRow(1),
)


def many(count: int) -> list[Row]:
    """So many entries, in items of 25."""
    rows: list[Row] = []
    for index in range(count):
        if index % 25 == 0:
            rows.append(HeadingRow(f"i{index}", index // 25 + 1, f"Punt {index // 25 + 1}"))
        rows.append(EntryRow(f"e{index}", f"regel {index}, zoals die gezegd werd", "13:04"))
    return rows


def agenda(minute: int = 0) -> list[AgendaRow]:
    """The agenda so many minutes after 13:00, with an item of 20 minutes under way."""
    over = max(minute - 20, 0)
    return [
        AgendaRow("i1", 1, "Opening", "done", spent=3, minutes=5),
        AgendaRow("i2", 2, "Toetsdruk leerjaar 2", current=True, spent=minute, minutes=20, over=over > 0),
        AgendaRow("i3", 3, "Rooster 2027", minutes=15, begins=f"13:{20 + over // 5 * 5:02}", later=over),
    ]


class Trial(App[None]):
    """The rows of a live meeting, without the meeting."""

    AUTO_FOCUS = "CaptureLine"
    ENABLE_COMMAND_PALETTE = False
    CSS = "#middle { height: 1fr; } #middle EntryList { width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f12", "dump"), Binding("f11", "say"), Binding("f10", "tick")]

    def __init__(
        self, rows: list[Row] | tuple[Row, ...] = ROWS, dump: Path | None = None, *, wide: bool = False
    ) -> None:
        super().__init__()
        self._wide = wide
        self._rows = rows
        self._dump = dump
        self._ticks = 0
        self._said = False
        self.posted: list[Message] = []
        self.entered: list[str] = []
        self.passed: list[str] = []
        """Keys that the line had no use for."""

    def compose(self) -> ComposeResult:
        yield HeaderRow()
        yield PromptRow()
        if self._wide:
            with Horizontal(id="middle"):
                yield EntryList()
                yield AgendaColumn()
        else:
            yield EntryList()
        yield CaptureLine(
            complete=self.complete, reading=self.read, entering=self.entered.append, keyed=self.key_passed
        )
        yield EchoRow()
        yield KeyRow()

    def on_mount(self) -> None:
        self.query_one(HeaderRow).show("MT-overleg · di 24 nov · 13:14", "punt 2/5 · 12 van 20 min")
        self.query_one(PromptRow).show(("waarom", "wat", "hoe"), 0, "Hoe weten we dat dit het probleem is?", "^g meer")
        self.query_one(KeyRow).show([("F1", "hulp"), ("F2", "fase"), ("F3", "volgend punt"), ("^z", "ongedaan")])
        self.entries.show_rows(self._rows)
        self.show_agenda()

    def show_agenda(self) -> None:
        for column in self.query(AgendaColumn):
            column.show(agenda(self._ticks), ends="14:42")

    @property
    def entries(self) -> EntryList:
        return self.query_one(EntryList)

    @property
    def line(self) -> CaptureLine:
        return self.query_one(CaptureLine)

    @property
    def echo(self) -> EchoRow:
        return self.query_one(EchoRow)

    def complete(self, text: str, cursor: int) -> str | None:
        return "tima" if text[:cursor].endswith("@fa") else None

    def read(self, text: str, cursor: int) -> None:
        self.echo.show([("Notitie", "kind"), (" · ", ""), (text, "")] if text else [])

    def of(self, kind: type[Message]) -> list[Message]:
        """The messages of a kind that were posted."""
        return [message for message in self.posted if isinstance(message, kind)]

    def key_passed(self, key: str) -> bool:
        """A key that the line had no use for: ↑ goes from the empty one into the entries."""
        self.passed.append(key)
        if key == "up" and not self.line.value:
            self.entries.focus()
        return key in {"up", "down"}

    def on_capture_line_pasted(self, message: CaptureLine.Pasted) -> None:
        self.posted.append(message)

    def on_entry_list_leave(self, message: EntryList.Leave) -> None:
        self.posted.append(message)
        self.line.focus()

    def on_entry_list_chosen(self, message: EntryList.Chosen) -> None:
        self.posted.append(message)

    def on_entry_list_moved(self, message: EntryList.Moved) -> None:
        self.posted.append(message)

    def on_entry_list_kind_key(self, message: EntryList.KindKey) -> None:
        self.posted.append(message)

    def action_say(self) -> None:
        self._said = not self._said
        if self._said:
            self.notify("een melding die over de regels heen valt", markup=False, timeout=600)
        else:
            self.clear_notifications()

    def action_tick(self) -> None:
        self._ticks += 1
        spent = f"punt 2/5 · {self._ticks} van 20 min"
        self.query_one(HeaderRow).show(f"MT-overleg · di 24 nov · 13:{self._ticks:02}", spent)
        self.show_agenda()

    def action_dump(self) -> None:
        if self._dump:
            lines = [strip.text for strip in self.screen._compositor.render_strips()]
            self._dump.write_text(json.dumps(lines), encoding="utf-8")


if __name__ == "__main__":
    Trial(dump=Path(sys.argv[1]), wide="wide" in sys.argv).run()
