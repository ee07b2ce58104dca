"""A paste of several lines: what each will be, before any of them is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kgw_tui.capture.echo import echo
from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.capture.paste import split_paste
from kgw_tui.command_table import Place
from kgw_tui.commands import shown_keys
from kgw_tui.drafts import PASTE, Draft, draft_place
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.records.record import new_id
from kgw_tui.usecases.drafts import left_unfinished
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

from .bindings import bindings_of, key_name
from .kgw_screen import KgwScreen
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.pick_list import PickList, PickRow


def paste_left(workspace: Workspace, meeting_id: str) -> Draft | None:
    """The newest paste that was shown in this meeting and neither taken nor refused yet; None when there is none.

    To be shown again: `PasteScreen(live, draft.text)`.
    """
    return next(iter(left_unfinished(workspace, draft_place(meeting_id, PASTE))), None)


class PasteScreen(KgwScreen[str | None]):
    """Shows the lines; Enter takes them all, `a` as an agenda where they look like one, Esc none. Gives a sentence.

    When kgw is left while it is shown, by a key or because the connection drops, the paste is kept: `paste_left`.
    """

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "paste")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("paste", at_once=True)
    CSS_PATH = "paste.tcss"
    AUTO_FOCUS = "PickList"

    def __init__(self, live: LiveMeeting, text: str, records: Sequence[str] = ()) -> None:
        """For `text`, as it came from the clipboard; `records` are the ids that its lines were to get the last time."""
        super().__init__()
        self._live = live
        self._text = text
        pasted = split_paste(text, in_meeting_with_items=bool(live.items))
        self._agenda = pasted.looks_like_agenda
        self._lines = [live.read(line) for line in pasted.lines]
        known = len(records) == len(self._lines)  # made once: Enter again after a full disk or a kill doubles nothing
        self._ids = [*records] if known else [new_id() for _line in self._lines]
        self.is_taken = False
        """Whether they were kept, and not refused."""

    def compose(self) -> ComposeResult:
        """The lines, each with what it will be."""
        yield HeaderRow()
        yield PickList()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show them."""
        self._show_title()
        self._show_lines()
        keys = [(key_name(each.keys[0]), _(each.label)) for each in shown_keys("paste") if self._offers(each.id)]
        self.query_one(KeyRow).show([*keys, ("Esc", _("keep none")), ("F1", _("help"))])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """It is taken as an agenda only where it looks like one."""
        return super().check_action(action, parameters) if self._offers(action.replace("_", ".")) else False

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say it beside the title."""
        self._show_title(sentence, warning=warning)

    def is_gone(self) -> bool:
        """Whether its meeting was undone, here or by another process."""
        return self.workspace.shared.get(MEETINGS, self._live.meeting_id) is None

    def store_changed(self) -> None:
        """What a line will be may be another thing now, such as evidence under another claim."""
        self._live.forget()
        self._show_lines()

    @property
    def place(self) -> str:
        """Where it is kept as what was left."""
        return draft_place(self._live.meeting_id, PASTE, record=" ".join(self._ids))

    def half_typed(self) -> dict[str, str]:
        """The paste, until it has been dealt with."""
        return {self.place: self._text}

    def go_back(self) -> None:
        """Keep none of them."""
        self._done(_("nothing of the paste was kept"), taken=False)

    @on(PickList.Picked)
    def _picked(self) -> None:
        self.action_paste_take()

    def action_paste_take(self) -> None:
        """Keep every line as what it is."""
        count = self.attempt(lambda: self._live.capture_many(self._lines, self._ids))
        if count is None:
            return
        said = ngettext("✓ {count} line kept", "✓ {count} lines kept", count).format(count=count)
        passed = len(self._lines) - count
        if passed:
            said += " · " + ngettext("{count} passed over", "{count} passed over", passed).format(count=passed)
        self._done(said)

    def action_paste_agenda(self) -> None:
        """Take the lines as agenda items."""
        count = self.attempt(self._take_agenda) if self._agenda else None
        if count is not None:
            words = ngettext("✓ {count} item on the agenda", "✓ {count} items on the agenda", count)
            self._done(words.format(count=count))

    def on_resize(self) -> None:
        """Tell as much of each line as there is room for."""
        self._show_lines()

    def _done(self, sentence: str, *, taken: bool = True) -> None:
        """Go back to the meeting with a sentence; the paste has been dealt with."""
        if self.is_current:
            self._text, self.is_taken = "", taken
            self.settled()
            self.dismiss(sentence)

    def _offers(self, command_id: str) -> bool:
        return self._agenda or command_id != "paste.agenda"

    def _take_agenda(self) -> int:
        marked = list(zip(self._lines, self._ids, strict=True))
        titles = [each for each in marked if each[0].kind in {LineKind.NOTE, LineKind.ITEM}]
        others = [each for each in marked if each not in titles]
        items = [self._as_item(parsed) for parsed, _made in titles]
        count = self._live.add_agenda(items, [made for _parsed, made in titles])
        self._live.capture_many([parsed for parsed, _made in others], [made for _parsed, made in others])
        return count

    def _as_item(self, parsed: ParsedLine) -> ParsedLine:
        return parsed if parsed.kind is LineKind.ITEM else self._live.read(f"# {parsed.text}")

    def _show_title(self, sentence: str = "", *, warning: bool = False) -> None:
        """How many lines there are, and which of them aren't kept; or a sentence."""
        count = len(self._lines)
        passed = sum(not _is_kept(parsed) for parsed in self._lines)
        title = ngettext("Pasted: {count} line", "Pasted: {count} lines", count).format(count=count)
        left = ngettext("{count} passed over", "{count} passed over", passed).format(count=passed) if passed else ""
        self.query_one(HeaderRow).show(title, sentence or left, over=warning)

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
