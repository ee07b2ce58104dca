"""What came of something, typed as one line: an action done, a question answered, a claim checked, a decision voted."""

from __future__ import annotations

import re
from typing import Final

from kgw_tui import clock
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Question, kind_of
from kgw_tui.rules.closing import answer_question, close_action, drop_action, drop_question, settle_assumption
from kgw_tui.text import clean_line
from kgw_tui.usecases.deciding import settle_decision
from kgw_tui.usecases.handling import change_entry
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.obeying import read_outcome

_DROPPED: Final = re.compile(r"(?:vervalt|vervallen|laat vallen|drop|dropped)\b[\s:,.;-]*", re.IGNORECASE)


def settle(live: LiveMeeting, entry_id: str, words: str) -> str:
    """Write what came of an entry; gives a sentence. `words` that begin with "vervalt" or "drop" let it go.

    Raises Refused when the entry has no outcome, is closed already, or the words name none.
    """
    if isinstance(live.entry(entry_id), Decision):
        return settle_decision(live, entry_id, clean_line(words))
    label = f"{kind_of(live.entry(entry_id))}.outcome"
    change_entry(live, entry_id, label, lambda entry: _settled(entry, clean_line(words), live.meeting_id))
    return _("✓ noted")


def dropped_reason(words: str) -> str | None:
    """Why something is let go, where `words` begin with "vervalt" or "drop" ("" where they say no more), else None."""
    dropped = _DROPPED.match(words.strip())
    return words.strip()[dropped.end() :] if dropped else None


def _settled(entry: AnyEntry, words: str, meeting: str) -> AnyEntry:
    today = clock.today()
    why = dropped_reason(words)
    if isinstance(entry, Assumption):
        outcome = read_outcome(words)
        if outcome is None:
            raise Refused(_("begin with holds, partly, refuted, unknown, risk or parked; then why"))
        return settle_assumption(entry, outcome[0], outcome[1], today)
    if isinstance(entry, Action) and why is not None:
        return drop_action(entry, why, today, meeting)
    if isinstance(entry, Action):
        return close_action(entry, words, today, meeting)
    if isinstance(entry, Question) and why is not None:
        return drop_question(entry, why, today, meeting)
    if isinstance(entry, Question):
        return answer_question(entry, words, today, meeting)
    raise Refused(_("only an action, an assumption or a question has an outcome"))
