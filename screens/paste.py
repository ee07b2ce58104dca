"""A paste of several lines: what each will be, before any of them is taken."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from kgw_tui.capture.echo import echo
from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.capture.paste import split_paste
from kgw_tui.errors import KgwError
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.record import new_id
from kgw_tui.usecases.live import LiveMeeting

from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.pick_list import PickList, PickRow


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
        self._ids = [new_id() for _line in self._lines]  # made once: Enter again after a full disk doubles nothing

    def compose(self) -> ComposeResult:
        """The lines, each with what it will be."""
        yield HeaderRow()
        yield PickList()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show them."""
        count = len(self._lines)
        passed = sum(not _is_kept(parsed) for parsed in self._lines)
        title = ngettext("Pasted: {count} line", "Pasted: {count} lines", count).format(count=count)
        left = ngettext("{count} passed over", "{count} passed over", passed).format(count=passed) if passed else ""
        self.query_one(HeaderRow).show(title, left)
        self._show_lines()
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
            count = self._live.capture_many(self._lines, self._ids)
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
        marked = list(zip(self._lines, self._ids, strict=True))
        titles = [each for each in marked if each[0].kind in {LineKind.NOTE, LineKind.ITEM}]
        others = [each for each in marked if each not in titles]
        try:
            items = [self._as_item(parsed) for parsed, _made in titles]
            count = self._live.add_agenda(items, [made for _parsed, made in titles])
            self._live.capture_many([parsed for parsed, _made in others], [made for _parsed, made in others])
        except KgwError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.dismiss(
            ngettext("✓ {count} item on the agenda", "✓ {count} items on the agenda", count).format(count=count)
        )

    def _as_item(self, parsed: ParsedLine) -> ParsedLine:
        return parsed if parsed.kind is LineKind.ITEM else self._live.read(f"# {parsed.text}")

    def put_away(self) -> str:
        """Called before the app leaves: a paste isn't kept by itself."""
        return _("the paste isn't kept yet: Enter keeps it, Esc doesn't")

    def action_leave(self) -> None:
        """Keep none of them."""
        self.dismiss(_("nothing of the paste was kept"))

    def on_resize(self) -> None:
        """Tell as much of each line as there is room for."""
        self._show_lines()

    def _show_lines(self) -> None:
        """Each line with what it will be; evidence with the claim that it goes under."""
        room = max(20, self.size.width - 4)
        targets = self._live.evidence_targets()
        claim = targets[0].text if targets else ""
        rows: list[PickRow] = []
        for number, parsed in enumerate(self._lines):
            rows.append(PickRow(str(number), self._told(parsed, claim, room)))
            if parsed.kind is LineKind.ITEM:
                claim = ""
            elif parsed.kind in {LineKind.ASSUMPTION, LineKind.DECISION}:
                claim = parsed.text
        self.query_one(PickList).show_rows(rows)

    def _told(self, parsed: ParsedLine, claim: str, room: int) -> str:
        if parsed.kind is LineKind.COMMAND:
            return _("Passed over, a command: {text}").format(text=f"/{parsed.command} {parsed.arguments}")
        if not _is_kept(parsed):
            return _("Passed over: {why}").format(why=parsed.refused)
        return "".join(part.text for part in echo(parsed, self._live.context, under=claim).fit(room, keeps_text=True))


def _is_kept(parsed: ParsedLine) -> bool:
    return not parsed.refused and parsed.kind not in {LineKind.COMMAND, LineKind.EMPTY}
