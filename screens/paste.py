"""A paste of several lines: what each will be, before any of them is taken."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from kgw_tui.capture.echo import echo
from kgw_tui.capture.parsed import LineKind
from kgw_tui.capture.paste import split_paste
from kgw_tui.errors import KgwError
from kgw_tui.i18n import _, ngettext
from kgw_tui.usecases.live import LiveMeeting

from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.pick_list import PickList, PickRow

WIDTH = 120
"""How much of each line's meaning is shown at most, in cells."""


class PasteScreen(ModalScreen[str | None]):
    """Shows the lines; Enter takes them all, `a` as an agenda where they look like one, Esc none. Gives a sentence."""

    CSS_PATH = "paste.tcss"
    BINDINGS = [
        Binding("enter", "take", show=False),
        Binding("a", "agenda", show=False),
        Binding("escape", "leave", show=False),
    ]
    AUTO_FOCUS = "PickList"

    def __init__(self, live: LiveMeeting, text: str) -> None:
        """For `text`, as it came from the clipboard."""
        super().__init__()
        self._live = live
        pasted = split_paste(text, in_meeting_with_items=bool(live.items))
        self._agenda = pasted.looks_like_agenda
        self._lines = [live.read(line) for line in pasted.lines]

    def compose(self) -> ComposeResult:
        """The lines, each with what it will be."""
        yield HeaderRow()
        yield PickList()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show them."""
        count = len(self._lines)
        title = ngettext("Pasted: {count} line", "Pasted: {count} lines", count).format(count=count)
        self.query_one(HeaderRow).show(title)
        rows = [PickRow(str(number), self._what(number)) for number in range(count)]
        self.query_one(PickList).show_rows(rows)
        keys = [("Enter", _("keep them all")), ("Esc", _("keep none"))]
        if self._agenda:
            keys.insert(1, ("a", _("as the agenda")))
        self.query_one(KeyRow).show(keys)

    @on(PickList.Picked)
    def _picked(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """Keep every line as what it is."""
        try:
            count = self._live.capture_many(self._lines)
        except KgwError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        said = ngettext("✓ {count} line kept", "✓ {count} lines kept", count).format(count=count)
        passed = len(self._lines) - count
        if passed:
            said += " · " + ngettext("{count} passed over", "{count} passed over", passed).format(count=passed)
        self.dismiss(said)

    def action_agenda(self) -> None:
        """Take the lines as agenda items."""
        if not self._agenda:
            return
        titles = [self._live.read(f"# {line.text}") for line in self._lines if line.text]
        try:
            count = self._live.add_agenda(titles)
        except KgwError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.dismiss(
            ngettext("✓ {count} item on the agenda", "✓ {count} items on the agenda", count).format(count=count)
        )

    def action_leave(self) -> None:
        """Keep none of them."""
        self.dismiss(_("nothing of the paste was kept"))

    def _what(self, number: int) -> str:
        parsed = self._lines[number]
        if parsed.kind is LineKind.COMMAND:
            return _("a command, passed over: {text}").format(text=f"/{parsed.command} {parsed.arguments}")
        return "".join(part.text for part in echo(parsed, self._live.context).fit(WIDTH))
