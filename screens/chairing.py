"""What the chair does to the road and the clock: phases, their questions, items, five minutes more."""

from __future__ import annotations

from kgw_tui.i18n import _, current_language
from kgw_tui.rules import agenda
from kgw_tui.usecases import timing

from .checking import Checking
from .live_words import phase_name, still_open
from .widgets.phase_panel import PhasePanel


class Chairing(Checking):
    """The part of the live screen that goes through the agenda. Going on says what is open, and goes on."""

    def action_phase_next(self) -> None:
        """Go on to the next phase, and say what this one leaves open."""
        left_open = still_open(self.live, self.live.item)
        phase = agenda.next_phase(self.live.phase)
        if self.live.item is not None and phase == self.live.phase:
            self.say(_("how is the last phase; /phase goes back"))
            return
        if self.attempt(lambda: (self.live.set_phase(phase), True)[1]):
            self.show_meeting()
            name = phase_name(phase, self.workspace.content(current_language()).phases)
            self.say(" · ".join(part for part in (_("phase: {name}").format(name=name), left_open) if part))

    def action_phase_question(self) -> None:
        """Put the next question of the phase in view."""
        guide = self.workspace.content(current_language()).phase(self.live.phase)
        if guide is None:
            self.say(_("this item has no phase yet; F2 begins with why"))
            return
        self.question = (self.question + 1) % len(guide.prompt)
        self.show_road()

    def action_phase_questions(self) -> None:
        """Show the next page of what the chair can ask, or close it."""
        self.query_one(PhasePanel).turn()
        if not self.query_one(PhasePanel).is_open and self.live.phase == "":
            self.say(_("this item has no phase yet; F2 begins with why"))

    def action_item_next(self) -> None:
        """Close this item and go on to the next."""
        left_open = still_open(self.live, self.live.item)
        item = self.attempt(lambda: self.live.go_to(1))
        if item is not None:
            self.at_other_item(" · ".join(part for part in (item.title, left_open) if part))

    def action_item_previous(self) -> None:
        """Go back to the item before."""
        item = self.attempt(lambda: self.live.go_to(-1))
        if item is not None:
            self.at_other_item(item.title)

    def action_item_more(self) -> None:
        """Five minutes more, and what they cost."""
        item = self.attempt(lambda: timing.give_more(self.live))
        if item is not None:
            self.show_meeting()
            said = _("✓ {minutes} min").format(minutes=item.minutes)
            cost = timing.say_consequence(self.live, timing.outlook(self.live))
            self.say(" · ".join(part for part in (said, cost) if part))

    def action_item_park(self) -> None:
        """Park the rest, and go on."""
        item = self.live.item
        if item is None:
            self.say(_("there is no item yet; type # and a title"), warning=True)
            return
        following = self.attempt(lambda: (timing.park_rest(self.live),))
        if following is not None:
            now = _("now: {title}").format(title=following[0].title) if following[0] else ""
            said = [_("parked: {title}").format(title=item.title), now]
            self.at_other_item(" · ".join(part for part in said if part))

    def at_other_item(self, sentence: str) -> None:
        """Show the item where the chair now stands, and say so."""
        self.question = 0
        self.let_go_of_nudge()
        self.reading.come_along()
        self.entries.follow()
        self.show_meeting()
        self.say(sentence)
