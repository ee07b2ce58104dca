"""What is done where an agenda is prepared to the chosen item, and with what can come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kgw_tui.i18n import _, ngettext
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.usecases.carrying import CarriedOver
from kgw_tui.usecases.history_subject import Subject
from kgw_tui.usecases.preparing import Preparing

from .kgw_screen import KgwScreen
from .prepare_line import Aim, Doing, PrepareLine
from .prepare_rows import AMPLE, PHASES, agenda_rows, heading, standing
from .widgets.capture_line import CaptureLine
from .widgets.cells import width_of
from .widgets.echo_row import EchoRow
from .widgets.entry_list import EntryList
from .widgets.header_row import HeaderRow
from .widgets.row_layout import APART

_AROUND: Final = 5
"""Cells of the header that neither of its texts takes."""


class PrepareDeeds(KgwScreen):
    """The part of the screen that shows the agenda and acts on what is chosen in it."""

    preparing: Preparing
    reading: PrepareLine

    @property
    def line(self) -> CaptureLine:
        """The line."""
        return self.query_one(CaptureLine)

    @property
    def agenda(self) -> EntryList:
        """The list of items, and of what can come back."""
        return self.query_one(EntryList)

    def show_agenda(self) -> None:
        """Show the agenda as the store has it now."""
        meeting, items = self.preparing.meeting, self.preparing.items
        wide = self.app.size.width >= APART
        self.agenda.show_rows(agenda_rows(self.preparing, wide=wide, ample=self.app.size.width >= AMPLE))
        text, over = standing(meeting, items, wide=wide)
        room = self.app.size.width - width_of(text) - _AROUND
        self.query_one(HeaderRow).show(heading(meeting, room), text, over=over)

    def show_echo(self) -> None:
        """Show what Enter will make of the line."""
        self.query_one(EchoRow).show(self.reading.echo())

    def history_subject(self) -> Subject:
        """The chosen item; where there is none, the meeting."""
        item, meeting = self.chosen_item(), self.preparing.meeting.id
        return Subject("meeting", meeting, meeting) if item is None else Subject("item", item.id, meeting)

    def action_point_history(self) -> None:
        """Tell what happened to the chosen item."""
        self.kgw.action_history_show()

    def action_point_edit(self) -> None:
        """Put the chosen item in the line; what can come back is put on the agenda."""
        offer = self._offer()
        if offer is not None:
            self._take([offer])
        else:
            self._aim("edit")

    def action_point_lead(self) -> None:
        """Type who leads the chosen item."""
        self._aim("lead")

    def action_point_papers(self) -> None:
        """Type what is read for the chosen item."""
        self._aim("papers")

    def action_point_heard(self) -> None:
        """Show what was heard about the chosen item."""
        from .heard import HeardScreen

        item = self.chosen_item()
        if item is not None:
            self.app.push_screen(HeardScreen(item.id))

    def action_point_guests(self) -> None:
        """Type who comes for the chosen item."""
        self._aim("guests")

    def action_point_up(self) -> None:
        """Move the chosen item up."""
        self._move(-1)

    def action_point_down(self) -> None:
        """Move the chosen item down."""
        self._move(1)

    def action_point_more(self) -> None:
        """Give the chosen item five minutes more."""
        self._change(lambda item: self.preparing.add_minutes(item.id, 5))

    def action_point_less(self) -> None:
        """Give the chosen item five minutes less."""
        self._change(lambda item: self.preparing.add_minutes(item.id, -5))

    def action_point_phase(self) -> None:
        """Go on to the next phase for the chosen item."""
        item = self._change(lambda item: self.preparing.turn_phase(item.id))
        if item is not None:
            name = _(PHASES[item.phase]) if item.phase else _("none")
            self.say(_("phase: {name}").format(name=name))

    def action_point_confidential(self) -> None:
        """Mark the chosen item as confidential, or no longer."""
        item = self._change(lambda item: self.preparing.toggle_confidential(item.id))
        if item is not None:
            kept = _("this item is confidential: it stays out of the general minutes")
            self.say(kept if item.confidential else _("this item is no longer confidential"))

    def action_point_delete(self) -> None:
        """Take the chosen item off the agenda."""
        item = self._change(lambda item: self.preparing.take_out(item.id))
        if item is not None:
            self.say(_("taken out: {title}; ^z brings it back").format(title=item.title))

    def action_point_all(self) -> None:
        """Take all that can come back."""
        self.action_prepare_all()

    def action_point_line(self) -> None:
        """Go back to the line."""
        self.agenda.action_leave()

    def action_prepare_all(self) -> None:
        """Put everything on the agenda that can come back."""
        offers = self.preparing.offers()
        if offers:
            self._take(offers)
        else:
            self.say(_("nothing was left for later that isn't on the agenda"))

    def chosen_item(self) -> AgendaItem | None:
        """The chosen item; None for what can come back."""
        return next((item for item in self.preparing.items if item.id == self.agenda.selected_id), None)

    def _offer(self) -> CarriedOver | None:
        return next((offer for offer in self.preparing.offers() if offer.id == self.agenda.selected_id), None)

    def _aim(self, doing: Doing) -> None:
        item = self.chosen_item()
        if item is None:
            self.say(_("Enter puts it on the agenda first"), warning=True)
            return
        text = self.reading.aim_at(Aim(doing, item.id), self.line.value)
        self.set_focus(self.line)
        self.line.value = text
        self.show_echo()

    def _change(self, change: Callable[[AgendaItem], AgendaItem]) -> AgendaItem | None:
        item = self.chosen_item()
        if item is None:
            self.say(_("Enter puts it on the agenda first"), warning=True)
            return None
        changed = self.attempt(lambda: change(item))
        if changed is not None:
            self.show_agenda()
        return changed

    def _move(self, step: int) -> None:
        item = self.chosen_item()
        if item is None:
            self.say(_("Enter puts it on the agenda first"), warning=True)
            return
        moved = self.attempt(lambda: self.preparing.move(item.id, step))
        if moved:
            self.show_agenda()
            self.choose(item.id)
        elif moved is not None:
            self.say(_("it stands first already") if step < 0 else _("it stands last already"))

    def _take(self, offers: list[CarriedOver]) -> None:
        made = self.attempt(lambda: self.preparing.take(offers))
        if made is None:
            return
        self.show_agenda()
        words = ngettext("✓ on the agenda: {title}", "✓ {count} on the agenda", len(made))
        self.say(words.format(title=made[0].title if made else "", count=len(made)))

    def choose(self, item_id: str) -> None:
        """Choose an item in the list, where the focus then is."""
        if self.agenda.select(item_id):
            self.set_focus(self.agenda)
            self.agenda.select(item_id)
