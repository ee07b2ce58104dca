"""What can be done to a record without the screens: done, answered, settled, withdrawn, closed, and back again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kgw_tui import clock
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Assumption, Decision, Question, kind_of
from kgw_tui.records.meetings import Meeting
from kgw_tui.rules import closing
from kgw_tui.rules.directory import fold
from kgw_tui.text import clean_line
from kgw_tui.usecases import ending, reviewing
from kgw_tui.usecases.listing import Placed, Record, find_record
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

VERBS: Final[dict[str, tuple[str, ...]]] = {
    "action": ("done", "drop", "reopen"),
    "question": ("answer", "drop", "reopen"),
    "assumption": ("holds", "partly", "refuted", "unknown", "accepted-risk", "parked", "reopen"),
    "decision": ("withdraw", "replace"),
    "meeting": ("close", "reviewed", "sent", "adopt", "reopen"),
}
"""What can be done to each kind of record."""

_PUNCTUATION: Final = re.compile("['’]")

_WORDS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "done": (("done",), ("gedaan", "klaar", "af")),
    "drop": (("drop", "dropped"), ("vervallen", "vervalt")),
    "answer": (("answer", "answered"), ("beantwoord", "beantwoorden")),
    "holds": (("holds",), ("klopt",)),
    "partly": (("partly", "holds-in-part"), ("klopt-deels", "deels")),
    "refuted": (("refuted", "does-not-hold"), ("klopt-niet", "weerlegd")),
    "unknown": (("unknown", "we-dont-know"), ("weten-we-niet", "onbekend")),
    "accepted-risk": (("accepted-risk", "risk", "risk-taken"), ("risico-genomen", "risico")),
    "parked": (("parked", "park"), ("geparkeerd", "parkeren")),
    "withdraw": (("withdraw", "withdrawn"), ("intrekken", "ingetrokken")),
    "replace": (("replace", "replaced"), ("vervangen",)),
    "close": (("close", "closed"), ("sluiten", "sluit", "gesloten")),
    "reviewed": (("reviewed", "read-through", "review"), ("nagelezen", "nalezen")),
    "sent": (("sent", "send"), ("verzonden", "verzenden", "verstuurd")),
    "adopt": (("adopt", "adopted"), ("vaststellen", "vastgesteld")),
    "reopen": (("reopen", "open", "untested", "still-to-be-checked"), ("heropen", "heropenen", "nog-nagaan")),
}
"""How each verb is said in English and in Dutch, the words first that are offered; the others are those in which the
lists show what has become of a record."""

_MINUTES: Final[dict[str, Callable[[LiveMeeting], Meeting]]] = {
    "reviewed": reviewing.mark_reviewed,
    "sent": reviewing.mark_sent,
    "adopt": reviewing.mark_adopted,
    "reopen": reviewing.reopen,
}
"""What is done to the minutes of a closed meeting."""

_LABELS: Final[dict[str, str]] = {"withdraw": "decision.withdraw", "replace": "decision.replace"}


@dataclass(frozen=True)
class Deed:
    """What is to be done: the verb (one of VERBS); `why` is what came of it, the answer, or how we know; `by` the
    number of the decision that takes the place of this one.
    """

    verb: str
    why: str = ""
    by: str = ""


def read_verb(words: str) -> str | None:
    """The verb (of VERBS) that `words` mean, in either language, with spaces or dashes; None for none."""
    wanted = "-".join(_PUNCTUATION.sub("", fold(words)).replace("-", " ").split())
    for verb, languages in _WORDS.items():
        if any(wanted in known for known in languages):
            return verb
    return None


def words_of(verb: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a verb of VERBS is said in English and in Dutch, the words first that are offered."""
    return _WORDS[verb]


def offered_verbs(kind: str) -> list[str]:
    """What can be done to a kind of record, in the words of the language in force."""
    return [_WORDS[verb][current_language() == "nl"][0] for verb in VERBS.get(kind, ())]


def do(workspace: Workspace, handle: str, deed: Deed) -> Record:
    """Do something to the record that `handle` leads to, durably; gives the record as it now is.

    Raises NotFound when nothing answers to the handle, and Refused when it can't be done to this record.
    """
    record = find_record(workspace, handle)
    if isinstance(record, Meeting):
        return _do_to_meeting(workspace, record, deed)
    if isinstance(record, Placed):
        return _do_to_entry(workspace, record, deed)
    raise Refused(_("nothing can be done to {name} from here").format(name=record.handle))


def _do_to_entry(workspace: Workspace, placed: Placed, deed: Deed) -> Placed:
    kind = kind_of(placed.entry)
    _demand_verb(kind, deed.verb)
    by = _successor(workspace, deed) if deed.verb == "replace" else ""
    store = workspace.private if placed.private else workspace.shared
    with workspace.writing(store, _LABELS.get(deed.verb, f"{kind}.outcome")) as tx:
        fresh = tx.get(ENTRIES, placed.entry.id)
        if fresh is None:
            raise NotFound(_("that entry is gone; somebody else took it out"))
        ended = _ended(fresh, Deed(deed.verb, clean_line(deed.why), by))
        tx.put(ENTRIES, ended)
    return Placed(store.get(ENTRIES, ended.id) or ended, placed.meeting, placed.item, placed.private)


def _ended(entry: AnyEntry, deed: Deed) -> AnyEntry:
    today = clock.today()
    match entry, deed.verb:
        case Action(), "done":
            return closing.close_action(entry, deed.why, today)
        case Action(), "drop":
            return closing.drop_action(entry, deed.why, today)
        case Action(), "reopen":
            return closing.reopen_action(entry)
        case Question(), "answer":
            return closing.answer_question(entry, deed.why, today)
        case Question(), "drop":
            return closing.drop_question(entry, deed.why, today)
        case Question(), "reopen":
            return closing.reopen_question(entry)
        case Assumption(), "reopen":
            return closing.reopen_assumption(entry)
        case Assumption(), ("holds" | "partly" | "refuted" | "unknown" | "accepted-risk" | "parked") as status:
            return closing.settle_assumption(entry, status, deed.why, today)
        case Decision(), "withdraw":
            return closing.withdraw_decision(entry, today, deed.why)
        case Decision(), "replace":
            return closing.replace_decision(entry, deed.by, today, deed.why)
        case _:
            return entry


def _do_to_meeting(workspace: Workspace, meeting: Meeting, deed: Deed) -> Meeting:
    _demand_verb("meeting", deed.verb)
    name = meeting.handle or meeting.title
    live = LiveMeeting(workspace, meeting.id)
    if deed.verb == "close":
        if meeting.state != "running":
            words = _("{name} is closed already") if meeting.state == "closed" else _("{name} hasn't begun yet")
            raise Refused(words.format(name=name))
        ending.close(live)
    else:
        _MINUTES[deed.verb](live)
    return live.meeting


def _successor(workspace: Workspace, deed: Deed) -> str:
    """The number of the decision that takes the place of another; it must be there and hold."""
    if not deed.by:
        raise Refused(_("by which decision? Say --by and its number"))
    found = find_record(workspace, deed.by)
    if not isinstance(found, Placed) or not isinstance(found.entry, Decision):
        raise NotFound(_("there is no decision {number}").format(number=deed.by))
    if not closing.holds(found.entry):
        raise Refused(_("{name} no longer holds itself").format(name=found.entry.handle))
    return found.entry.handle


def _demand_verb(kind: str, verb: str) -> None:
    known = VERBS.get(kind, ())
    if verb in known:
        return
    if not known:
        raise Refused(_("nothing can be done to this kind of entry"))
    said = _WORDS[verb][current_language() == "nl"][0] if verb in _WORDS else verb
    words = _("'{verb}' can't be done to this; what can be done: {verbs}")
    raise Refused(words.format(verb=said, verbs=", ".join(offered_verbs(kind))))
