"""How do we know? The check of an assumption, what a decision stands on, and the nudge about what nobody checked."""

from __future__ import annotations

from functools import partial
from typing import Final

from kgw_tui.capture.parsed import LineKind
from kgw_tui.i18n import _, current_language
from kgw_tui.records.entries import AnyEntry, Assumption, Decision
from kgw_tui.rules.grounds import possible_grounds
from kgw_tui.rules.wording import outcome_word
from kgw_tui.usecases import linking
from kgw_tui.usecases.live import Captured

from .entry_deeds import EntryDeeds
from .line_reading import Target
from .live_words import phase_name
from .pick import PickScreen
from .widgets.nudge_row import NudgeRow
from .widgets.phase_panel import PhasePanel
from .widgets.pick_list import PickRow

KEY: Final = "F8"


class Checking(EntryDeeds):
    """The part of the live screen that asks how one knows. Nothing here takes the line away unasked."""

    nudged: frozenset[str] = frozenset()
    """The decisions about which was nudged already: once each; what stays unanswered comes back at the closing."""
    nudge_about: str = ""
    """The decision that the nudge which now stands there is about."""

    def action_claim_check(self) -> None:
        """Ask what the claim rests on; again, or after that: what came of it."""
        target = self.reading.target
        if target is not None and target.checking:
            if target.doing == "evidence" and not self.line.value.strip():
                self.ask("outcome", target.entry_id)
            else:  # what was typed stays; there is more to read about the answers
                self.query_one(PhasePanel).turn()
            return
        claim = self._claim_to_check()
        if claim is None:
            self.say(_("there is no assumption to check; a line that begins with ? makes one"), warning=True)
        else:
            self.ask("evidence", claim.id)

    def ask(self, doing: str, claim_id: str) -> None:
        """Aim the line at a claim: for what it rests on, or for what came of checking it."""
        check = self.workspace.content(current_language()).check("assumption")
        if check is not None:
            self.query_one(PhasePanel).show_check(check, options=doing == "outcome")
        self.aim(Target("outcome" if doing == "outcome" else "evidence", claim_id, checking=True))

    def after_check(self, target: Target) -> None:
        """What was asked has been answered: from what it rests on to what came of it, and then back to the line."""
        if target.doing == "evidence":
            self.ask("outcome", target.entry_id)
        else:
            self.query_one(PhasePanel).close()

    def action_decision_ground(self) -> None:
        """Answer the nudge, or say what the chosen or the last decision stands on."""
        if self.nudge_about and linking.untested_under(self.live, self.nudge_about):
            self._answer_nudge(self.nudge_about)
            return
        chosen = self.attempt(lambda: self.live.entry(self.entries.selected_id)) if self.entries.selected_id else None
        decision = chosen if isinstance(chosen, Decision) else self.live.newest(Decision)
        if isinstance(decision, Decision):
            self.link(decision)
        else:
            self.say(_("there is no decision yet; a line that begins with = makes one"), warning=True)

    def action_entry_link(self) -> None:
        """Say what the chosen decision stands on."""
        entry = self.chosen_entry()
        if isinstance(entry, Decision):
            self.link(entry)
        elif entry is not None:
            self.say(_("only a decision stands on something; choose one"), warning=True)

    def about_decision(self, captured: Captured) -> str:
        """What may be said about a decision that was just written: where it runs ahead, and how to ground it."""
        if captured.kind is not LineKind.DECISION:
            return ""
        decision = self.live.find_entry(captured.id)
        if not isinstance(decision, Decision):
            return ""
        grounds = possible_grounds(decision, self.live.dossier.entries())
        name = phase_name(self.live.phase, self.workspace.content(current_language()).phases)
        ahead = _("decided in the phase {name}").format(name=name.lower()) if self.live.phase == "why" else ""
        here = any(each.item == decision.item for each in grounds)
        return " · ".join(part for part in (ahead, _("F8: what does it stand on?") if here else "") if part)

    def link(self, decision: Decision) -> None:
        """Let the chair pick what a decision stands on."""
        grounds = possible_grounds(decision, self.live.dossier.entries())
        if not grounds:
            self.say(_("there is no assumption or source in this meeting yet"), warning=True)
            return
        title = _("{number} stands on").format(number=decision.handle)
        rows = [PickRow(each.id, each.text, _ground_word(each)) for each in grounds]
        screen = PickScreen(title, rows, many=True, chosen=decision.stands_on)
        self.app.push_screen(screen, partial(self._linked, decision.id))

    def _linked(self, decision_id: str, grounds: tuple[str, ...] | None) -> None:
        if grounds is None or self.attempt(lambda: linking.link(self.live, decision_id, grounds)) is None:
            return
        self.show_meeting()
        texts = [entry.text for ground in grounds if (entry := self.live.find_entry(ground)) is not None]
        nothing = _("✓ it stands on nothing")
        self.say(_("✓ stands on: {texts}").format(texts=" · ".join(texts)) if texts else nothing)
        self.nudge(decision_id)

    def nudge(self, decision_id: str) -> None:
        """Say once that a decision stands on what nobody has checked; typing goes on over it."""
        if decision_id in self.nudged:
            return
        sentence = linking.say_nudge(self.live, decision_id)
        if sentence:
            self.nudged |= {decision_id}
            self.nudge_about = decision_id
            self.query_one(NudgeRow).show(sentence, KEY)

    def let_go_of_nudge(self) -> None:
        """The next sentence was typed over it, or it was answered."""
        if self.nudge_about:
            self.nudge_about = ""
            self.query_one(NudgeRow).show("", "")

    def _answer_nudge(self, decision_id: str) -> None:
        rows = [
            PickRow("check", _("Check it now")),
            PickRow("risk", _("Take the risk, for a reason that goes into the minutes")),
            PickRow("park", _("Park the decision")),
        ]
        title = linking.say_nudge(self.live, decision_id)
        self.app.push_screen(PickScreen(title, rows), partial(self._nudge_answered, decision_id))

    def _nudge_answered(self, decision_id: str, answer: str | None) -> None:
        claims = linking.untested_under(self.live, decision_id)
        if answer is None or not claims:
            return
        if answer == "check":
            self.ask("evidence", claims[0].id)
        elif answer == "risk":
            self.aim(Target("risk", decision_id))
        else:
            self.let_go_of_nudge()
            self.say(self.attempt(lambda: linking.park_decision(self.live, decision_id)) or "")
            self.show_meeting()

    def _claim_to_check(self) -> Assumption | None:
        """The chosen claim; else the newest of this item that nobody has checked, or of the meeting."""
        chosen = self.live.find_entry(self.entries.selected_id) if self.entries.selected_id else None
        if isinstance(chosen, Assumption):
            return chosen
        claims = [entry for entry in self.live.dossier.entries() if isinstance(entry, Assumption)]
        open_ones = [claim for claim in claims if claim.status == "untested"]
        here = [claim for claim in open_ones if claim.item == self.live.meeting.current_item]
        found = here or open_ones or claims
        return max(found, key=lambda claim: (claim.order, claim.id), default=None)


def _ground_word(entry: AnyEntry) -> str:
    return outcome_word(entry) if isinstance(entry, Assumption) else _("source")
