"""What a `/` command with words behind it does to a live meeting; each gives the sentence that says what was done."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.capture.day_words import say_date
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, current_language, ngettext
from kgw_tui.records.entries import AnyEntry, Assumption, AssumptionStatus
from kgw_tui.records.meetings import MEETINGS, Meeting, Phase
from kgw_tui.records.people import Who
from kgw_tui.rules.closing import settle_assumption
from kgw_tui.rules.directory import fold
from kgw_tui.usecases import deciding, reviewing, timing
from kgw_tui.usecases.attending import attend, come_or_go, invite, who_is
from kgw_tui.usecases.handling import change_entry, say_renumbered
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.series import join_series

_IN_PART: Final = re.compile(
    r"(?:only |maar |alleen )?(?:in part|partly|partially|deels|gedeeltelijk)\b[\s:,.;-]*", re.I
)
PHASE_WORDS: Final[dict[str, Phase]] = {
    "waarom": "why",
    "why": "why",
    "beeldvorming": "why",
    "wat": "what",
    "what": "what",
    "oordeelsvorming": "what",
    "hoe": "how",
    "how": "how",
    "besluitvorming": "how",
    "geen": "",
    "none": "",
}
OUTCOME_WORDS: Final[dict[str, AssumptionStatus]] = {
    "klopt niet": "refuted",
    "weerlegd": "refuted",
    "refuted": "refuted",
    "does not hold": "refuted",
    "doesn't hold": "refuted",
    "klopt deels": "partly",
    "deels": "partly",
    "partly": "partly",
    "partially": "partly",
    "in part": "partly",
    "gedeeltelijk": "partly",
    "holds in part": "partly",
    "holds partly": "partly",
    "klopt": "holds",
    "holds": "holds",
    "weten we niet": "unknown",
    "onbekend": "unknown",
    "unknown": "unknown",
    "we don't know": "unknown",
    "risico genomen": "accepted-risk",
    "risico": "accepted-risk",
    "risk": "accepted-risk",
    "risk taken": "accepted-risk",
    "we take the risk": "accepted-risk",
    "we nemen het risico": "accepted-risk",
    "geparkeerd": "parked",
    "parked": "parked",
    "nog nagaan": "untested",
    "untested": "untested",
}


def obey(live: LiveMeeting, command_id: str, arguments: str) -> str:
    """Do the command with this id of the table; gives a sentence in the language in force.

    Raises Refused with a sentence when the words behind it can't be read (then nothing has changed), and NotFound
    when what they name isn't there.
    """
    return _OBEYED[command_id](live, arguments.strip())


def obeys(command_id: str) -> bool:
    """Whether `obey` knows this command; the others are done by the screen."""
    return command_id in _OBEYED


def _set_phase(live: LiveMeeting, words: str) -> str:
    phase = PHASE_WORDS.get(fold(words))
    if phase is None:
        raise Refused(_("a phase is why, what, how or none, not '{words}'").format(words=words))
    live.set_phase(phase)
    return ""


def _new_item(live: LiveMeeting, words: str) -> str:
    live.capture(live.read(f"# {words}"))
    return ""


def _minutes(live: LiveMeeting, words: str) -> str:
    digits = re.match(r"\d{1,3}(?=\D|$)", words, re.ASCII)
    if digits is None:
        raise Refused(_("how many minutes? '{words}' isn't a number").format(words=words))
    live.set_minutes(int(digits.group()))
    return _("this item may take {minutes} minutes").format(minutes=int(digits.group()))


def _confidential(live: LiveMeeting, words: str) -> str:
    del words
    before = {decision.id: decision.handle for decision in live.dossier.decisions}
    said = _("confidential") if live.toggle_confidential() else _("no longer confidential")
    after = {decision.id: decision.handle for decision in live.dossier.decisions}
    changed = {old: after[entry] for entry, old in before.items() if after.get(entry, old) != old}
    return " · ".join(each for each in (said, say_renumbered(changed)) if each)


def _title(live: LiveMeeting, words: str) -> str:
    before = live.meeting.series
    with live.writing("meeting.title") as tx:
        meeting = msgspec.structs.replace(live.demand_open(tx), title=words)
        tx.put(MEETINGS, join_series(tx, meeting, live.workspace.settings.writer))
    left = 0 if before else len(live.dossier.open_before)
    if not left:
        return _("✓ {title}").format(title=words)
    said = ngettext("{count} still open from before: ^o", "{count} still open from before: ^o", left)
    return said.format(count=left)


def _place(live: LiveMeeting, words: str) -> str:
    live.change_meeting("meeting.place", place=words)
    return _("place: {place}").format(place=words)


def _chair(live: LiveMeeting, words: str) -> str:
    who = who_is(live, words)
    live.change_meeting("meeting.chair", chair=who)
    return _("in the chair: {name}").format(name=_name(live, who))


def _minute_taker(live: LiveMeeting, words: str) -> str:
    who = who_is(live, words)
    live.change_meeting("meeting.minutetaker", minute_taker=who)
    return _("takes the minutes: {name}").format(name=_name(live, who))


def _outcome(live: LiveMeeting, words: str) -> str:
    read = read_outcome(words)
    if read is None:
        raise Refused(
            _("an outcome is holds, partly, refuted, unknown, risk or parked, not '{words}'").format(words=words)
        )
    newest = live.newest(Assumption)
    if not isinstance(newest, Assumption):
        raise Refused(_("there is no assumption yet; a line that begins with ? makes one"))
    status, why = read

    def settle(entry: AnyEntry) -> AnyEntry:
        return settle_assumption(entry, status, why, clock.today()) if isinstance(entry, Assumption) else entry

    change_entry(live, newest.id, "assumption.outcome", settle)
    return ""


def _adopt(live: LiveMeeting, words: str) -> str:
    del words
    return _("adopted: the minutes of {meeting}").format(meeting=last_time(live, reviewing.adopt_last(live)))


def last_time(live: LiveMeeting, meeting: Meeting) -> str:
    """What an earlier meeting is called beside this one: its day, and its title where that is another."""
    title = "" if meeting.title == live.meeting.title else meeting.title
    return f"{title} {say_date(meeting.date, clock.today(), current_language())}".strip()


def read_outcome(words: str) -> tuple[AssumptionStatus, str] | None:
    """An outcome of the assumption check and the reason behind it: `klopt niet: 76 toetsen, vorig jaar 79`."""
    folded = fold(words)
    for word in sorted(OUTCOME_WORDS, key=len, reverse=True):
        if folded == word or (folded.startswith(word) and not folded[len(word)].isalnum()):
            why = words.strip()[len(word) :].lstrip(" :,.;-")
            in_part = _IN_PART.match(why) if OUTCOME_WORDS[word] == "holds" else None
            return ("partly", why[in_part.end() :]) if in_part else (OUTCOME_WORDS[word], why)
    return None


def _name(live: LiveMeeting, who: Who) -> str:
    return live.context.directory.name(who)


_OBEYED: Final[dict[str, Callable[[LiveMeeting, str], str]]] = {
    "phase.set": _set_phase,
    "item.new": _new_item,
    "item.minutes": _minutes,
    "item.confidential": _confidential,
    "person.arrives": partial(come_or_go, arrives=True),
    "person.leaves": partial(come_or_go, arrives=False),
    "meeting.present": partial(attend, present=True),
    "meeting.absent": partial(attend, present=False),
    "meeting.title": _title,
    "meeting.place": _place,
    "meeting.chair": _chair,
    "meeting.minutetaker": _minute_taker,
    "decision.vote": deciding.vote,
    "decision.state": deciding.state,
    "decision.conditions": deciding.conditions,
    "decision.measure": deciding.measure,
    "decision.inforce": deciding.in_force,
    "decision.withdraw": deciding.withdraw,
    "decision.replace": deciding.replace,
    "item.lead": timing.lead_by,
    "minutes.adopt": _adopt,
    "person.guest": invite,
    "assumption.outcome": _outcome,
}
