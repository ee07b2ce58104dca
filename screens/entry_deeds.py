"""What is done to a chosen entry of a live meeting, by the keys of the list."""

from __future__ import annotations

from textual import on

from kgw_tui.i18n import _
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Kind, Movement, Question
from kgw_tui.usecases import handling

from .line_reading import Doing, Target
from .live_view import LiveView
from .widgets.entry_list import EntryList

KINDS: dict[str, Kind] = {"!": "action", "?": "assumption", "=": "decision", ">": "parked", " ": "note"}


class EntryDeeds(LiveView):
    """The part of the live screen that acts on the entry that is chosen in its list."""

    def type_in_line(self, character: str) -> None:
        """A character that means nothing to an entry begins a line."""
        self.set_focus(self.line)
        self.line.insert(character)

    @on(EntryList.KindKey)
    def _kind_key(self, message: EntryList.KindKey) -> None:
        if message.character == "+":
            self.action_entry_evidence()
            return
        if self._chosen_entry() is None:
            return
        if message.character == ";":
            self.attempt(lambda: handling.make_private(self.live, message.entry_id))
        else:
            self.attempt(lambda: self._turn(message.entry_id, KINDS[message.character]))
        self.show_meeting()

    def _turn(self, entry_id: str, kind: Kind) -> AnyEntry:
        """Change the kind; `?` makes a claim, or a question of what asks one, and of each the other."""
        entry = self.live.entry(entry_id)
        if kind == "assumption" and (isinstance(entry, Assumption) or entry.text.endswith("?")):
            kind = "assumption" if isinstance(entry, Question) else "question"
        return handling.change_kind(self.live, entry_id, kind)

    @on(EntryList.Chosen)
    def _chosen(self) -> None:
        self.action_entry_edit()

    def action_entry_edit(self) -> None:
        """Put the chosen entry back in the line."""
        entry = self._chosen_entry()
        if isinstance(entry, Movement):
            self.say(_("that somebody came or left can't become something else; d takes it out"), warning=True)
        elif entry is not None:
            self._aim("edit")

    def action_entry_evidence(self) -> None:
        """Type evidence under the chosen claim or decision."""
        entry = self._chosen_entry()
        if isinstance(entry, Assumption | Decision):
            self._aim("evidence")
        elif entry is not None:
            self.attempt(lambda: handling.change_kind(self.live, entry.id, "evidence"))
            self.show_meeting()

    def action_entry_outcome(self) -> None:
        """Type what came of the chosen entry."""
        entry = self.attempt(lambda: self.live.entry(self.entries.selected_id))
        if isinstance(entry, Action | Assumption | Question):
            self._aim("outcome")
        elif entry is not None:
            self.say(_("only an action, an assumption or a question has an outcome"), warning=True)

    def action_entry_move(self) -> None:
        """Move the chosen entry to the item after its own."""
        entry, items = self._chosen_entry(), self.live.items
        if entry is None:
            return
        here = next((index for index, item in enumerate(items) if item.id == entry.item), -1)
        if not items or (len(items) == 1 and here == 0):
            self.say(_("there is no other item to move it to"), warning=True)
            return
        target = items[(here + 1) % len(items)]
        if self.attempt(lambda: (handling.move(self.live, entry.id, target.id), True)[1]) is None:
            return
        self.show_meeting()
        self.entries.select(entry.id)
        self.say(_("moved to {title}").format(title=target.title))

    def action_entry_delete(self) -> None:
        """Take the chosen entry out."""
        entry = self._chosen_entry()
        if entry is not None and self.attempt(lambda: (handling.delete(self.live, entry.id), True)[1]):
            self.show_meeting()
            self.say(_("deleted; ^z brings it back"))

    def action_entry_kind(self) -> None:
        """The kind is changed with its own character; this says which."""
        self.say(_("! action  ? assumption or question  = decision  > parked  ; for me alone  space note"))

    def _chosen_entry(self) -> AnyEntry | None:
        """The chosen entry; when somebody else took it out, or it is of an earlier meeting, that is said instead."""
        entry = self.attempt(lambda: self.live.entry(self.entries.selected_id))
        if entry is not None and entry.meeting != self.live.meeting_id:
            self.say(_("that is an action of an earlier meeting; o notes what came of it"), warning=True)
            return None
        return entry

    def _aim(self, doing: Doing) -> None:
        entry = self.attempt(lambda: self.live.entry(self.entries.selected_id))
        if entry is None:
            return
        line = self.reading.aim(Target(doing, entry.id), self.line.value)
        self.line.value = line
        self.reading.read(line)
        self.set_focus(self.line)
        self.show_echo()
