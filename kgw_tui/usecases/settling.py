"""What came of something, typed as one line: an action done, a question answered, a claim checked, a decision voted."""

from __future__ import annotations

import re
from typing import Final

from kgw_tui import clock
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Question
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
    label = f"{'assumption' if isinstance(live.entry(entry_id), Assumption) else 'action'}.outcome"
    change_entry(live, entry_id, label, lambda entry: _settled(entry, clean_line(words), live.meeting_id))
    return _("✓ noted")


def _settled(entry: AnyEntry, words: str, meeting: str) -> AnyEntry:
    today = clock.today()
    dropped = _DROPPED.match(words)
    why = words[dropped.end() :] if dropped else ""
    if isinstance(entry, Assumption):
        outcome = read_outcome(words)
        if outcome is None:
            raise Refused(_("begin with holds, partly, refuted, unknown, risk or parked; then why"))
        return settle_assumption(entry, outcome[0], outcome[1], today)
    if isinstance(entry, Action):
        return drop_action(entry, why, today, meeting) if dropped else close_action(entry, words, today, meeting)
    if isinstance(entry, Question):
        return drop_question(entry, why, today, meeting) if dropped else answer_question(entry, words, today, meeting)
    raise Refused(_("only an action, an assumption or a question has an outcome"))
