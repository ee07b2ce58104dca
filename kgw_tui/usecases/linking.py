"""What a decision stands on, and the three answers when that is something nobody has checked."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kgw_tui import clock
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import ENTRIES, AnyEntry, Assumption, Decision
from kgw_tui.rules.closing import settle_assumption
from kgw_tui.rules.grounds import untested_grounds
from kgw_tui.usecases.handling import change_entry, change_kind
from kgw_tui.usecases.live import LiveMeeting


def decision_of(live: LiveMeeting, entry_id: str) -> Decision:
    """The decision with this id. Raises NotFound when it is gone, or isn't one any more."""
    entry = live.find_entry(entry_id)
    if not isinstance(entry, Decision):
        raise NotFound(_("that decision is gone"))
    return entry


def link(live: LiveMeeting, decision_id: str, grounds: Sequence[str]) -> Decision:
    """Say what a decision stands on: ids of claims and sources, instead of what was said before."""

    def linked(entry: AnyEntry) -> AnyEntry:
        if not isinstance(entry, Decision):
            raise Refused(_("only a decision stands on something"))
        return msgspec.structs.replace(entry, stands_on=tuple(grounds))

    change_entry(live, decision_id, "decision.link", linked)
    return decision_of(live, decision_id)


def untested_under(live: LiveMeeting, decision_id: str) -> list[Assumption]:
    """The claims under a decision that nobody has checked; none when it is gone."""
    entry = live.find_entry(decision_id)
    return untested_grounds(entry, live.dossier.entries()) if isinstance(entry, Decision) else []


def take_risk(live: LiveMeeting, decision_id: str, reason: str) -> str:
    """Go on with what nobody has checked under a decision, for a reason that goes into the minutes; gives a sentence.

    Raises Refused without a reason, or when there is nothing unchecked any more.
    """
    claims = untested_under(live, decision_id)
    if not claims:
        raise Refused(_("there is nothing unchecked under that decision any more"))
    taken = 0
    with live.writing("assumption.risk") as tx:
        live.demand_open(tx)
        for claim in claims:
            fresh = tx.get(ENTRIES, claim.id)
            if isinstance(fresh, Assumption) and fresh.status == "untested":
                settled = settle_assumption(fresh, "accepted-risk", reason.strip(), clock.today())
                tx.put(ENTRIES, settled)
                taken += 1
    words = ngettext("risk taken on {count} assumption", "risk taken on {count} assumptions", taken)
    return "✓ " + words.format(count=taken)


def park_decision(live: LiveMeeting, decision_id: str) -> str:
    """Don't decide yet: the decision goes to the parking lot; gives a sentence."""
    change_kind(live, decision_id, "parked")
    return _("parked; it comes back in the next meeting of the series")


def say_nudge(live: LiveMeeting, decision_id: str) -> str:
    """The nudge about a decision, in one line; "" when nothing under it is unchecked."""
    claims = untested_under(live, decision_id)
    if not claims:
        return ""
    number = decision_of(live, decision_id).handle
    words = ngettext(
        "{number} stands on an unchecked assumption: {text}",
        "{number} stands on {count} unchecked assumptions: {text}",
        len(claims),
    )
    return words.format(number=number, count=len(claims), text=claims[0].text)
