"""What is done to a chosen entry of a live meeting, or to the marked ones, by the keys of the list."""

from __future__ import annotations

from functools import partial

from textual import on

from kgw_tui.i18n import N_, _, ngettext
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Kind, Movement, Question, kind_of
from kgw_tui.usecases import handling
from kgw_tui.usecases.history_subject import Subject

from .line_reading import Doing, Target
from .live_view import LiveView
from .pick import PickScreen
from .widgets.entry_list import EntryList
from .widgets.pick_list import PickRow

KINDS: dict[str, Kind] = {"!": "action", "?": "assumption", "=": "decision", ">": "parked", " ": "note"}


KIND_WORDS: dict[Kind, str] = {
    "note": N_("note"),
    "action": N_("action"),
    "question": N_("question"),
    "assumption": N_("assumption"),
    "decision": N_("decision"),
    "evidence": N_("evidence"),
    "parked": N_("parked"),
    "movement": N_("coming or going"),
}


class EntryDeeds(LiveView):
    """The part of the live screen that acts on the entry that is chosen in its list.

    From the line, by palette or `/` word, the newest entry is meant: the one that was written just now.
    """

    def type_in_line(self, character: str) -> None:
        """A character that means nothing to an entry begins a line."""
        self.set_focus(self.line)
        self.line.insert(character)

    @on(EntryList.KindKey)
    def _kind_key(self, message: EntryList.KindKey) -> None:
        if message.character == "+":
            self.action_entry_evidence()
            return
        if self.chosen_entry() is None:
            return
        several = message.entry_ids
        if message.character == ";":
            done = self.attempt(lambda: handling.make_private(self.live, *several))
        elif len(several) > 1:
            kind = KINDS[message.character]
            done = self.attempt(lambda: handling.change_kinds(self.live, several, kind))
        else:
            done = self.attempt(lambda: self._turn(message.entry_id, KINDS[message.character]))
        self._marked_dealt_with(done is not None, self._kind_said(message) if done is not None else "")

    def _kind_said(self, message: EntryList.KindKey) -> str:
        entry = self.live.find_entry(message.entry_id)
        if entry is None:
            return _("✓ for you alone")
        said = "✓ " + _(KIND_WORDS[kind_of(entry)])
        if isinstance(entry, Action) and not (entry.owners and entry.due):
            said += " · " + _("e: who, and by when")
        return said

    def _turn(self, entry_id: str, kind: Kind) -> AnyEntry:
        """Change the kind; `?` makes a claim, or a question of what asks one, and of each the other."""
        entry = self.live.entry(entry_id)
        if kind == "assumption" and (isinstance(entry, Assumption) or entry.text.endswith("?")):
            kind = "assumption" if isinstance(entry, Question) else "question"
        return handling.change_kind(self.live, entry_id, kind)

    @on(EntryList.Marked)
    def _marked(self, message: EntryList.Marked) -> None:
        if message.count:
            words = ngettext(
                "{count} marked: d m ! ? = > act on it", "{count} marked: d m ! ? = > act on all", message.count
            )
            self.say(words.format(count=message.count))

    @on(EntryList.Chosen)
    def _chosen(self) -> None:
        self.action_entry_edit()

    def action_entry_edit(self) -> None:
        """Put the chosen entry back in the line."""
        entry = self.chosen_entry()
        if isinstance(entry, Movement):
            self.say(_("that somebody came or left can't become something else; d takes it out"), warning=True)
        elif entry is not None:
            self._aim("edit", entry)

    def action_entry_evidence(self) -> None:
        """Type evidence under the chosen claim or decision."""
        entry = self.chosen_entry()
        if isinstance(entry, Assumption | Decision):
            self._aim("evidence", entry)
        elif entry is not None:
            several = self.entries.selected_ids or [entry.id]
            done = self.attempt(lambda: handling.change_kinds(self.live, several, "evidence"))
            self._marked_dealt_with(done is not None)

    def action_entry_outcome(self) -> None:
        """Type what came of the chosen entry; of a decision, how far it is and how it was voted on."""
        entry = self.chosen_entry(earlier=True)
        if isinstance(entry, Action | Assumption | Question | Decision):
            self._aim("outcome", entry)
        elif entry is not None:
            self.say(_("only an action, assumption, question or decision has an outcome"), warning=True)

    def action_entry_move(self) -> None:
        """Pick the item to which the chosen entry, or the marked ones, go; the only other one is picked at once."""
        entry, items = self.chosen_entry(), self.live.items
        if entry is None:
            return
        others = [item for item in items if item.id != entry.item]
        if not others:
            self.say(_("there is no other item to move it to"), warning=True)
            return
        moving = self.entries.selected_ids or [entry.id]
        if len(others) == 1:
            self._move_to(moving, others[0].id)
            return
        rows = [PickRow(item.id, item.title, _("here") if item.id == entry.item else "") for item in items]
        title = ngettext("Move it to", "Move {count} entries to", len(moving)).format(count=len(moving))
        self.app.push_screen(PickScreen(title, rows), partial(self._move_to, moving))

    def _move_to(self, moving: list[str], item_id: str | None) -> None:
        if item_id is None:
            return
        moving = [each for each in moving if (entry := self.live.find_entry(each)) and entry.item != item_id]
        if not moving:
            self.say(_("it stands there already"))
            return
        renumbered = self.attempt(lambda: handling.move(self.live, moving, item_id))
        if renumbered is None:
            return
        title = next((item.title for item in self.live.items if item.id == item_id), "")
        said = [_("moved to {title}").format(title=title), handling.say_renumbered(renumbered)]
        self._marked_dealt_with(True, " · ".join(part for part in said if part))
        if self.focused is self.entries:
            self.entries.select(moving[0])

    def action_entry_delete(self) -> None:
        """Take the chosen entry, or the marked ones, out."""
        entry = self.chosen_entry()
        if entry is None:
            return
        several = self.entries.selected_ids or [entry.id]
        done = self.attempt(lambda: (handling.delete(self.live, *several), True)[1])
        words = ngettext("deleted; ^z brings it back: {text}", "{count} deleted; ^z brings them back", len(several))
        self._marked_dealt_with(bool(done), words.format(count=len(several), text=entry.text))

    def action_entry_mark(self) -> None:
        """Mark the chosen entry, or take its mark off."""
        if self.focused is not self.entries:
            self.set_focus(self.entries)
        self.entries.mark()

    def history_subject(self) -> Subject:
        """The meeting; with an entry chosen in the list, that (what is asked from the line is about the whole)."""
        chosen, meeting = self.entries.selected_id, self.live.meeting_id
        return Subject("entry", chosen, meeting) if chosen else Subject("meeting", meeting, meeting)

    def action_entry_history(self) -> None:
        """Tell what happened to the chosen entry, from the line to the newest one."""
        from .history import HistoryScreen

        entry = self.chosen_entry(earlier=True)
        if entry is not None:
            self.app.push_screen(HistoryScreen(Subject("entry", entry.id, entry.meeting)))

    def action_entry_origin(self) -> None:
        """Go to the notes from the corridor that its item came of, from the line of the newest entry."""
        from .origin import show_origin

        entry = self.chosen_entry(earlier=True)
        if entry is not None:
            show_origin(self.kgw, Subject("entry", entry.id, entry.meeting))

    def action_entry_kind(self) -> None:
        """The kind is changed with its own character; this says which."""
        self.say(_("! action  ? assumption or question  = decision  > parked  ; for me alone  space note"))

    def chosen_entry(self, *, earlier: bool = False) -> AnyEntry | None:
        """The chosen entry, from the line the newest one; that it is gone is said instead.

        So is that it belongs to an earlier meeting, unless `earlier` ones will do.
        """
        entry_id = self.entries.selected_id or self._newest_id()
        if not entry_id:
            self.say(_("there is nothing yet"), warning=True)
            return None
        entry = self.attempt(lambda: self.live.entry(entry_id))
        if entry is not None and entry.meeting != self.live.meeting_id and not earlier:
            self.say(_("that is an action of an earlier meeting; o notes what came of it"), warning=True)
            return None
        return entry

    def aim(self, target: Target) -> None:
        """Let the line be about an entry; what stood in it comes back afterwards."""
        line = self.reading.aim(target, self.line.value)
        self.line.value = line
        self.reading.read(line)
        self.set_focus(self.line)
        self.show_echo()

    def _aim(self, doing: Doing, entry: AnyEntry) -> None:
        self.aim(Target(doing, entry.id))

    def _newest_id(self) -> str:
        newest = self.live.newest_of_all()
        return newest.id if newest else ""

    def _marked_dealt_with(self, done: bool, sentence: str = "") -> None:
        if done:
            self.entries.clear_marks()
        self.show_meeting()
        if done:
            self.say(sentence)
