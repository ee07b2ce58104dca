"""A paste of several people: what each line will be, before any of them is taken."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kgw_tui.command_table import Place
from kgw_tui.drafts import PASTE, PEOPLE, draft_place
from kgw_tui.i18n import _, ngettext
from kgw_tui.usecases.people import Added, add_people, read_list

from .bindings import bindings_of
from .kgw_screen import KgwScreen
from .people_words import told_line
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.pick_list import PickList, PickRow

PLACE = draft_place(PEOPLE, PASTE)
"""Where it is kept when kgw is left, or cut off, while it is shown."""


class PastePeopleScreen(KgwScreen[str | None]):
    """Shows the lines, each with who is new and who is known; Enter takes them all, Esc none. Gives a sentence."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "paste")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("paste", at_once=True)
    CSS_PATH = "paste.tcss"
    AUTO_FOCUS = "PickList"

    def __init__(self, text: str) -> None:
        """For `text`, as it came from the clipboard."""
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The lines, each with what it will be."""
        yield HeaderRow()
        yield PickList()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show them."""
        self.store_changed()
        keep = ("Enter", _("keep them all"))
        self.query_one(KeyRow).show([keep, ("Esc", _("keep none")), ("F1", _("help"))])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """People are no agenda."""
        return False if action == "paste_agenda" else super().check_action(action, parameters)

    def store_changed(self) -> None:
        """Who is known may be other people now."""
        self._show_title()
        lines = read_list(self.workspace, self._text).lines
        rows = [PickRow(str(line.number), told_line(line)) for line in lines]
        self.query_one(PickList).show_rows(rows or [PickRow("", _("Nobody is named in it"), heading=True)])

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say it beside the title."""
        self._show_title(sentence, warning=warning)

    def half_typed(self) -> dict[str, str]:
        """The paste, until it has been dealt with."""
        return {PLACE: self._text} if self._text else {}

    def go_back(self) -> None:
        """Keep none of them."""
        self._done(_("nothing of the paste was kept"))

    @on(PickList.Picked)
    def _picked(self) -> None:
        self.action_paste_take()

    def action_paste_take(self) -> None:
        """Keep every line as what it is."""
        added = self.attempt(lambda: add_people(self.workspace, self._text))
        if added is not None:
            self.kgw.store_changed()
            self._done(told_added(added))

    def _done(self, sentence: str) -> None:
        """Go back with a sentence; the paste has been dealt with."""
        if self.is_current:
            self._text = ""
            self.settled()
            self.dismiss(sentence)

    def _show_title(self, sentence: str = "", *, warning: bool = False) -> None:
        """How many are new and known; or a sentence."""
        lines = read_list(self.workspace, self._text).lines
        title = ngettext("Pasted: {count} line", "Pasted: {count} lines", len(lines)).format(count=len(lines))
        new = sum(line.state == "new" for line in lines)
        known = sum(line.state in {"more", "known"} for line in lines)
        counts = _("{new} new, {known} known").format(new=new, known=known)
        self.query_one(HeaderRow).show(title, sentence or counts, over=warning)


def told_added(added: Added) -> str:
    """Who was added, and what wasn't taken as it was meant."""
    new = len(added.new)
    told = added.new[0].name if new == 1 else ngettext("{count} new", "{count} new", new).format(count=new)
    known = ngettext("more of {count} known already", "more of {count} known already", len(added.changed))
    more = known.format(count=len(added.changed)) if added.changed else ""
    if not new:
        told, more = more, ""
    notices = [notice.sentence for notice in added.notices]
    return " · ".join(part for part in (f"✓ {told}", more, *notices, *shared_first_names(added)) if part)


def shared_first_names(added: Added) -> list[str]:
    """That somebody new has the first name of somebody known, so that a mark of their own is of use."""
    words = _("two people are called {name} now; a mark of their own tells them apart (e)")
    return [words.format(name=name) for name in added.shared_names]
