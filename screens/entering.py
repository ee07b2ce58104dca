"""Enter in a live meeting: the line is made durable, or waits in view until it can be."""

from __future__ import annotations

from dataclasses import replace

from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.i18n import _
from kgw_tui.records.entries import AnyEntry
from kgw_tui.usecases import handling, linking, settling
from kgw_tui.usecases.waiting_lines import WaitingLines

from .live_drafts import LiveDrafts


class Entering(LiveDrafts):
    """The part of the live screen that Enter gives a line to. A line is let go of when it is on the disk, or waits."""

    @property
    def waiting(self) -> WaitingLines:
        """The lines of this meeting that were entered and can't be made durable yet."""
        return self.kgw.waiting.of(self.live)

    def evidence_targets(self, item: str | None) -> list[AnyEntry]:
        """What a `+` line in an item (the current one) may belong to, the newest first."""
        return self.waiting.evidence_targets(item)

    def enter(self, parsed: ParsedLine) -> None:
        """Store what stands in the line, or what is asked of it, and say so; what is refused stays in the line."""
        if self.reading.lose():
            parsed = self.reading.parsed
        target, before, waited = self.reading.target, self.nudge_about, len(self.waiting)
        done = self.attempt(lambda: self._store(parsed))
        if done is None:
            return
        self.line_done()
        if before == self.nudge_about:  # typed over, and so passed over until the closing
            self.let_go_of_nudge()
        if target is not None and target.checking:
            more = target.doing == "outcome" and parsed.kind is LineKind.EVIDENCE
            self.after_check(replace(target, doing="evidence") if more else target)
        if self.reading.target is None:  # else the echo says what is asked now
            more_left = "" if self.line.value else self.more_left()
            self.say(" · ".join(part for part in (done, more_left) if part), warning=len(self.waiting) > waited)

    def line_done(self) -> None:
        """The line has been dealt with: show what it was before it was aimed, or nothing."""
        self.line.value = self.reading.finish()
        if self.waiting:  # kept as what waits before it is let go of as what is half typed
            self.workspace.drafts.hold(self.kgw.waiting.half_typed())
        self.settled()
        self.entries.follow()
        self.show_meeting()
        self.show_echo()

    def _store(self, parsed: ParsedLine) -> str:
        """Make the line durable; gives the sentence that says so."""
        target, entry_id = self.reading.target, self.reading.target_id
        if target is None or not entry_id:
            return self._capture(parsed, self.reading.parent_id)
        if target.doing == "outcome" and target.checking and parsed.kind is LineKind.EVIDENCE:
            return self._capture(parsed, entry_id)
        if target.doing == "outcome":
            return settling.settle(self.live, entry_id, self.reading.text)
        if target.doing == "risk":
            return linking.take_risk(self.live, entry_id, self.reading.text)
        if target.doing == "evidence":
            return self._capture(parsed, entry_id if parsed.kind is LineKind.EVIDENCE else "")
        theirs = self.reading.changed_since()
        handling.rewrite(self.live, entry_id, parsed, self.reading.begun)
        if not theirs:
            return _("✓ changed")
        return _("✓ changed") + " · " + _("somebody else had just made it: {text}").format(text=theirs)

    def take_back(self) -> bool:
        """Put the line that waits and was entered last in the empty line again."""
        back = None if self.line.value or self.reading.target else self.waiting.take_back()
        if back is None:
            return False
        self.line.value = back.line
        self.show_meeting()
        self.say(_("it isn't saved yet: here it is again, to change or to let go of"))
        return True

    def _capture(self, parsed: ParsedLine, parent: str) -> str:
        """Store a line of its own, or let it wait; gives the sentence that says which."""
        waiting, reading = self.waiting, self.reading
        record = reading.aim_record if reading.target is not None else reading.record
        line = waiting.entering(parsed, reading.text, parent=parent, item=reading.begun_in, record=record)
        captured = waiting.keep(line)
        if captured is None:
            return say_waits(waiting)
        return " · ".join(part for part in (self.reading.kept(captured), self.about_decision(captured)) if part)


def say_waits(waiting: WaitingLines) -> str:
    """That a line isn't saved yet, and why, in the few words that there is room for."""
    if waiting.reason:
        return _("not saved yet ({reason}); it goes by itself").format(reason=waiting.reason)
    return _("not saved yet; it goes by itself · {why}").format(why=waiting.why)
