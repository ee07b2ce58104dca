"""What is said about a decision: how it was voted on, how far it is, on what terms; and taking one back."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.capture.dates import read_date, say_date
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.entries import ENTRIES, AnyEntry, Decision, DecisionState, Vote
from kgw_tui.rules.closing import replace_decision, withdraw_decision
from kgw_tui.rules.directory import fold
from kgw_tui.rules.wording import vote_words
from kgw_tui.text import clean_line
from kgw_tui.usecases.handling import change_entry
from kgw_tui.usecases.live import LiveMeeting

STATE_WORDS: Final[dict[str, DecisionState]] = {
    "voorgenomen": "proposed",
    "proposed": "proposed",
    "ter advies": "for-advice",
    "advies": "for-advice",
    "for advice": "for-advice",
    "advice": "for-advice",
    "ter instemming": "for-consent",
    "instemming": "for-consent",
    "for consent": "for-consent",
    "consent": "for-consent",
    "definitief": "definite",
    "definite": "definite",
}
_VOTE: Final = re.compile(
    r"(\d{1,4})\s*(?:stem(?:men)?|votes?)?\s*"
    r"(voor|tegen|blanco|onthouding(?:en)?|for|in favour|against|abstained|abstentions?|abstain)\b",
    re.ASCII,
)
_WITHDRAWN: Final = re.compile(r"(?:ingetrokken|intrekken|withdrawn?)\b[\s:,.;-]*", re.IGNORECASE)
_NOT_IN_A_VOTE: Final = re.compile(r"(?!\b(?:en|and)\b)\w")


def vote(live: LiveMeeting, words: str) -> str:
    """Note how the last decision was voted on; gives a sentence. Raises Refused for what is no vote."""
    read = read_vote(words)
    if read is None:
        raise Refused(
            _("a vote reads as '8 for 2 against 1 abstained' or 'unanimous', not '{words}'").format(words=words)
        )
    return _noted(live, last_decision(live), "decision.vote", vote_words(read), vote=read)


def state(live: LiveMeeting, words: str) -> str:
    """Note how far the last decision is; gives a sentence. Raises Refused for what is no state."""
    read = STATE_WORDS.get(fold(words))
    if read is None:
        raise Refused(
            _("a decision is proposed, for advice, for consent or definite, not '{words}'").format(words=words)
        )
    return _noted(live, last_decision(live), "decision.state", words, state=read)


def conditions(live: LiveMeeting, words: str) -> str:
    """Note on what condition the last decision was taken; gives a sentence."""
    return _noted(live, last_decision(live), "decision.terms", words, conditions=clean_line(words))


def measure(live: LiveMeeting, words: str) -> str:
    """Note how one will see whether the last decision works; gives a sentence."""
    return _noted(live, last_decision(live), "decision.terms", words, measure=clean_line(words))


def in_force(live: LiveMeeting, words: str) -> str:
    """Note from which day the last decision holds; gives a sentence. Raises Refused for what is no day."""
    read = read_date(words, live.context.calendar)
    if read is None:
        raise Refused(_("'{words}' isn't a day; such as 1 mar, or Monday").format(words=words))
    day = say_date(read.day, clock.today(), current_language())
    return _noted(live, last_decision(live), "decision.terms", day, in_force=read.day)


def foresee_day(live: LiveMeeting, words: str) -> str:
    """The day that words name, in words; or that they name none."""
    read = read_date(words, live.context.calendar)
    return say_date(read.day, clock.today(), current_language()) if read else _("not a day yet: such as 1 mar")


def settle_decision(live: LiveMeeting, entry_id: str, words: str) -> str:
    """What is typed about one chosen decision: its state, its vote, or that it is withdrawn and why; a sentence.

    Raises Refused when the words are none of these.
    """
    decision = live.entry(entry_id)
    withdrawn = _WITHDRAWN.match(words)
    if not isinstance(decision, Decision):
        raise Refused(_("only a decision has that"))
    if withdrawn:
        return withdraw_now(live, decision, words[withdrawn.end() :])
    read = STATE_WORDS.get(fold(words))
    if read is not None:
        return _noted(live, decision, "decision.state", words, state=read)
    counted = read_vote(words)
    if counted is not None:
        return _noted(live, decision, "decision.vote", vote_words(counted), vote=counted)
    raise Refused(_("type proposed, for advice, for consent, definite, withdrawn and why, or a vote such as 8-2-1"))


def withdraw(live: LiveMeeting, words: str) -> str:
    """Take back the decision of which the number stands first in `words`, and why; gives a sentence."""
    number, _space, why = words.partition(" ")
    return withdraw_now(live, numbered(live, number), why)


def withdraw_now(live: LiveMeeting, decision: Decision, why: str) -> str:
    """Take back a decision as of today; gives a sentence. Raises Refused when it holds no longer."""

    def withdrawn(entry: AnyEntry) -> AnyEntry:
        return withdraw_decision(entry, clock.today(), clean_line(why)) if isinstance(entry, Decision) else entry

    change_entry(live, decision.id, "decision.withdraw", withdrawn)
    return _("withdrawn: {decision}").format(decision=called(live, decision))


def replace(live: LiveMeeting, words: str) -> str:
    """Say that the last decision takes the place of the one numbered `words`; gives a sentence."""
    newer = last_decision(live)
    decision = numbered(live, words)
    if decision.id == newer.id:
        raise Refused(_("a decision can't replace itself; write the new decision first"))

    def replaced(entry: AnyEntry) -> AnyEntry:
        return replace_decision(entry, newer.handle, clock.today()) if isinstance(entry, Decision) else entry

    change_entry(live, decision.id, "decision.replace", replaced)
    return _("decision {old} is replaced by {new}").format(old=decision.handle, new=newer.handle)


def read_vote(words: str) -> Vote | None:
    """A vote as it is said: `8 voor 2 tegen 1 onthouding`, `8-2-1`, `unaniem`; None when it isn't one."""
    folded = fold(words)
    if folded in {"unaniem", "unanimous", "met algemene stemmen"}:
        return Vote(unanimous=True)
    bare = re.fullmatch(r"(\d{1,4})-(\d{1,4})(?:-(\d{1,4}))?", folded, re.ASCII)
    if bare:
        return Vote(int(bare[1]), int(bare[2]), int(bare[3] or 0))
    counts = {"in_favour": 0, "against": 0, "abstained": 0}
    if _NOT_IN_A_VOTE.search(_VOTE.sub(" ", folded)):
        return None
    found = _VOTE.findall(folded)
    for number, word in found:
        side = "in_favour" if word in {"voor", "for", "in favour"} else "against"
        counts["abstained" if word[:2] in {"on", "ab", "bl"} else side] += int(number)
    if not found:
        return None
    return Vote(counts["in_favour"], counts["against"], counts["abstained"])


def last_decision(live: LiveMeeting) -> Decision:
    """The newest decision of the meeting. Raises Refused when there is none."""
    newest = live.newest(Decision)
    if not isinstance(newest, Decision):
        raise Refused(_("there is no decision yet; a line that begins with = makes one"))
    return newest


def numbered(live: LiveMeeting, number: str) -> Decision:
    """The decision with this number, of whatever meeting. Raises NotFound."""
    handle = number.strip(" ,:;.").upper()
    for entry in live.workspace.shared.query(ENTRIES, handle=handle):
        if isinstance(entry, Decision):
            return entry
    raise NotFound(_("there is no decision {number}").format(number=handle))


def called(live: LiveMeeting, decision: Decision) -> str:
    """A decision by its number and text; of a confidential one of another meeting the number alone: others look on."""
    elsewhere = decision.meeting != live.meeting_id and decision.handle.startswith("V-")
    return decision.handle if elsewhere else f"{decision.handle} {decision.text}"


def _noted(live: LiveMeeting, decision: Decision, label: str, said: str, **fields: object) -> str:
    def change(entry: AnyEntry) -> AnyEntry:
        return msgspec.structs.replace(entry, **fields) if isinstance(entry, Decision) else entry

    change_entry(live, decision.id, label, change)
    return f"✓ {decision.handle}" + (f": {said}" if said else "")
