"""`kgw do A-12 …`: what is done to an action, a question, an assumption or a decision, without the screens."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import Final

import msgspec

from kgw_tui.capture.dates import read_date
from kgw_tui.capture.writing import line_of as written
from kgw_tui.cli_lines import NONE, marks_of, told
from kgw_tui.cli_output import tell
from kgw_tui.cli_verbs import Given, Option, Verb, Verbs
from kgw_tui.cli_words import day_text, entry_state, promise_state
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, DecisionState, Question, kind_of
from kgw_tui.rules.postponing import asks_whether_it_lives
from kgw_tui.rules.wording import vote_words
from kgw_tui.usecases import acting, handling, reviewing
from kgw_tui.usecases.deciding import read_vote
from kgw_tui.usecases.doing import VERBS, Deed, do, words_of
from kgw_tui.usecases.listing import Placed, handle_of
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.reading import calendar_of
from kgw_tui.usecases.reporting import kept
from kgw_tui.workspace import Workspace

_WHY: Final[frozenset[Option]] = frozenset({"why"})
_BY: Final[frozenset[Option]] = frozenset({"why", "by"})


def _deed(verb: str, workspace: Workspace, placed: Placed, given: Given) -> str:
    """One of the verbs that the screens use too."""
    record = do(workspace, handle_of(placed.entry), Deed(verb, given.why, given.by))
    entry = record.entry if isinstance(record, Placed) else placed.entry
    return f"{handle_of(entry)}: {entry_state(entry)}"


# Actions and questions


def _hand_over(workspace: Workspace, placed: Placed, given: Given) -> str:
    entry = acting.hand_over(workspace, placed.entry.id, marks_of(workspace, given.to))
    return _to_do(workspace, placed, entry)


def _postpone(workspace: Workspace, placed: Placed, given: Given) -> str:
    if given.until.strip().lower() in NONE:
        return _to_do(workspace, placed, acting.without_day(workspace, placed.entry.id))
    entry = acting.postpone(workspace, placed.entry.id, given.until, given.why)
    if isinstance(entry, Action) and asks_whether_it_lives(entry):
        words = ngettext(
            "put off {count} time: should it live? kgw do {handle} drop --why … lets it go",
            "put off {count} times: should it live? kgw do {handle} drop --why … lets it go",
            len(entry.postponed),
        )
        tell(words.format(count=len(entry.postponed), handle=entry.handle))
    return _to_do(workspace, placed, entry)


def _words(workspace: Workspace, placed: Placed, given: Given) -> str:
    """Other words; those of a line in minutes as minutes are changed: not once they have been adopted."""
    if placed.meeting is not None:
        return _rewrite(workspace, placed, given)
    entry = acting.rewrite(workspace, placed.entry.id, given.text)
    return f"{entry.handle}: {entry.text}"


def _reported(workspace: Workspace, placed: Placed, given: Given) -> str:
    if not placed.private:
        raise Refused(_("only a promise of the corridor is reported back; done is all that this one can be"))
    action = kept(workspace, placed.entry.id, given.text)
    return f"{action.handle}: {promise_state(action)}" + (f" · {action.outcome}" if action.outcome else "")


def _to_do(workspace: Workspace, placed: Placed, entry: Action | Question) -> str:
    return told(workspace, handle_of(placed.entry), entry).replace(f"{entry.handle} · ", "", 1)


# Decisions and assumptions


def _change(workspace: Workspace, placed: Placed, label: str, said: str, **fields: object) -> str:
    """Note something about a decision, in the name of the meeting in which it was taken."""

    def changed(entry: AnyEntry) -> AnyEntry:
        return msgspec.structs.replace(entry, **fields) if isinstance(entry, Decision) else entry

    live = _live(workspace, placed)
    _demand_going_on(live, label)
    handling.change_entry(live, placed.entry.id, label, changed)
    return f"{handle_of(placed.entry)}: {said}"


def _vote(workspace: Workspace, placed: Placed, given: Given) -> str:
    vote = read_vote(given.text)
    if vote is None:
        words = _("a vote reads as '8 for 2 against 1 abstained' or 'unanimous', not '{words}'")
        raise Refused(words.format(words=given.text))
    return _change(workspace, placed, "decision.vote", vote_words(vote), vote=vote)


def _state(state: DecisionState, workspace: Workspace, placed: Placed, given: Given) -> str:
    del given
    _change(workspace, placed, "decision.state", "", state=state)
    entry = _live(workspace, placed).entry(placed.entry.id)
    return f"{handle_of(entry)}: {entry_state(entry)}"


def _day(field: str, label: str, workspace: Workspace, placed: Placed, given: Given) -> str:
    day = _read_day(workspace, given.until)
    return _change(workspace, placed, label, day_text(day) or _("without a day"), **{field: day})


def _term(field: str, workspace: Workspace, placed: Placed, given: Given) -> str:
    words = "" if given.text.strip().lower() in NONE else given.text.strip()
    return _change(workspace, placed, "decision.terms", words or _("taken away"), **{field: words})


def _rewrite(workspace: Workspace, placed: Placed, given: Given) -> str:
    """Other words for a line of the minutes; who, when and themes stay where the words say none."""
    live, entry = _live(workspace, placed), placed.entry
    line = written(entry, live.context.directory)
    as_claim = isinstance(entry, Assumption)
    begun = live.read(line, as_claim=as_claim)
    parsed = live.read(f"{_MARKS[kind_of(entry)]} {given.text}", as_claim=as_claim)
    owners, day, themes = parsed.owners or begun.owners, parsed.day or begun.day, parsed.themes or begun.themes
    parsed = replace(parsed, owners=owners, day=day, themes=themes, priority=begun.priority)
    if live.meeting.state == "closed" and live.meeting.minutes_state == "adopted":
        words = _(
            "the minutes of {name} have been adopted, so that they stay as they are; kgw do {name} reopen opens it"
        )
        raise Refused(words.format(name=live.meeting.handle))
    closed = live.meeting.state == "closed"
    changed = (reviewing if closed else handling).rewrite(live, entry.id, parsed, begun)
    return f"{handle_of(entry)}: {changed.text}"


def _live(workspace: Workspace, placed: Placed) -> LiveMeeting:
    if placed.meeting is None:
        raise Refused(_("that was said in no meeting"))
    return LiveMeeting(workspace, placed.meeting.id)


def _demand_going_on(live: LiveMeeting, label: str) -> None:
    """Raises Refused for what the minutes of a closed meeting say, with what to do about it."""
    if live.meeting.state == "closed" and label not in handling.LIVES_ON:
        words = _("{name} is closed, so that its minutes stay what they are; kgw do {name} reopen opens it again")
        raise Refused(words.format(name=live.meeting.handle))


def _read_day(workspace: Workspace, words: str) -> dt.date | None:
    """The day that words say, None where they say that there is none. Raises Refused for what is no day."""
    wanted = words.strip().removeprefix(">").strip()
    if wanted.lower() in NONE:
        return None
    reading = read_date(wanted, calendar_of(workspace))
    if reading is None:
        raise Refused(_("'{words}' isn't a day; such as 1 mar, or Monday").format(words=wanted))
    return reading.day


def _usual(kind: str) -> dict[str, Verb[Placed]]:
    """The verbs of a kind that the screens know too; each may say why."""
    return {
        verb: Verb(words_of(verb), partial(_deed, verb), _BY if verb == "replace" else _WHY) for verb in VERBS[kind]
    }


_TO_DO: Final[Verbs[Placed]] = {
    "hand-over": Verb((("hand-over", "owner"), ("overdragen", "eigenaar", "wie")), _hand_over, value="to"),
    "postpone": Verb(
        (("postpone", "due", "put-off"), ("uitstellen", "datum", "wanneer")), _postpone, frozenset({"why"}), "until"
    ),
    "text": Verb((("text", "rewrite"), ("tekst", "herschrijven")), _words, value="text"),
}
_MARKS: Final = {"action": "!", "question": "??", "assumption": "?", "decision": "="}
_STATES: Final[dict[DecisionState, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "proposed": (("proposed",), ("voorgenomen",)),
    "for-advice": (("for-advice",), ("ter-advies",)),
    "for-consent": (("for-consent",), ("ter-instemming",)),
    "definite": (("definite",), ("definitief",)),
}
_TEXT: Final[Verb[Placed]] = Verb((("text", "rewrite"), ("tekst", "herschrijven")), _rewrite, value="text")

ENTRY_VERBS: Final[dict[str, Verbs[Placed]]] = {
    "action": {
        **_usual("action"),
        **_TO_DO,
        "reported": Verb(
            (("reported", "report", "told"), ("teruggekoppeld", "terugkoppelen")),
            _reported,
            value="text",
            may_lack=True,
        ),
    },
    "question": {**_usual("question"), **_TO_DO},
    "assumption": {**_usual("assumption"), "text": _TEXT},
    "decision": {
        **_usual("decision"),
        **{state: Verb(words, partial(_state, state)) for state, words in _STATES.items()},
        "vote": Verb((("vote",), ("stemming", "stem")), _vote, value="text"),
        "review": Verb(
            (("review", "look-back"), ("terugkijken", "evaluatie")),
            partial(_day, "review", "entry.fill"),
            value="until",
        ),
        "in-force": Verb((("in-force",), ("ingang",)), partial(_day, "in_force", "decision.terms"), value="until"),
        "condition": Verb((("condition",), ("voorwaarde",)), partial(_term, "conditions"), value="text"),
        "measure": Verb((("measure",), ("maat",)), partial(_term, "measure"), value="text"),
        "text": _TEXT,
    },
}
"""What can be done to each kind of entry."""
