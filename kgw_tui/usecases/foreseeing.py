"""How the words behind a `/` command are read, told before Enter."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kgw_tui.errors import KgwError, Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import Assumption
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import fold
from kgw_tui.rules.wording import vote_words
from kgw_tui.usecases import deciding, reviewing
from kgw_tui.usecases.attending import foresee_attendance, foresee_coming, who_is
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.obeying import PHASE_WORDS, last_time, read_outcome

_MINUTES: Final = re.compile(r"\d{1,3}", re.ASCII)


def foresee(live: LiveMeeting, command_id: str, words: str) -> str:
    """What the command with this id would do with `words`; "" where there is nothing to tell."""
    if command_id == "minutes.adopt":
        earlier = reviewing.to_adopt(live)
        return last_time(live, earlier) if earlier else _("there are no minutes to adopt")
    told = _FORESEEN.get(command_id)
    if told is None or not words.strip():
        return ""
    try:
        return told(live, words.strip())
    except Refused as refused:
        return str(refused)
    except KgwError:
        return ""


def _phase(_live: LiveMeeting, words: str) -> str:
    return words.lower() if fold(words) in PHASE_WORDS else _("not a phase yet: why, what, how or none")


def _minutes(_live: LiveMeeting, words: str) -> str:
    found = _MINUTES.match(words)
    return _("{minutes} minutes").format(minutes=int(found.group())) if found else _("not a number yet")


def _somebody(live: LiveMeeting, words: str) -> str:
    who: Who = who_is(live, words)
    return live.context.directory.name(who)


def _vote(_live: LiveMeeting, words: str) -> str:
    vote = deciding.read_vote(words)
    return vote_words(vote) if vote else _("not a vote yet: 8 for 2 against 1 abstained")


def _state(live: LiveMeeting, words: str) -> str:
    if fold(words) not in deciding.STATE_WORDS:
        return _("not a state yet: proposed, for advice, for consent or definite")
    decision = deciding.last_decision(live)
    return f"{words} · {decision.handle} {decision.text}"


def _withdraw(live: LiveMeeting, words: str) -> str:
    decision = deciding.numbered(live, words.partition(" ")[0])
    return deciding.called(live, decision)


def _replace(live: LiveMeeting, words: str) -> str:
    old, new = deciding.numbered(live, words), deciding.last_decision(live)
    sentence = _("{old} by {new}")
    return sentence.format(old=deciding.called(live, old)[:40], new=deciding.called(live, new)[:40])


def _outcome(live: LiveMeeting, words: str) -> str:
    newest = live.newest(Assumption)
    read = read_outcome(words)
    if newest is None:
        return _("there is no assumption yet; a line that begins with ? makes one")
    if read is None:
        return _("not an outcome yet: holds, partly, refuted, unknown, risk or parked")
    return f"{newest.text}"


_FORESEEN: Final[dict[str, Callable[[LiveMeeting, str], str]]] = {
    "phase.set": _phase,
    "item.minutes": _minutes,
    "item.lead": _somebody,
    "meeting.chair": _somebody,
    "meeting.minutetaker": _somebody,
    "meeting.present": foresee_attendance,
    "meeting.absent": foresee_attendance,
    "person.guest": foresee_attendance,
    "person.arrives": foresee_coming,
    "person.leaves": foresee_coming,
    "decision.vote": _vote,
    "decision.state": _state,
    "decision.inforce": deciding.foresee_day,
    "decision.withdraw": _withdraw,
    "decision.replace": _replace,
    "assumption.outcome": _outcome,
}
