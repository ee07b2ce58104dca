"""Actions and questions of every origin as one list: which of them a view shows, in which order, and due when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from kgw_tui.records.entries import Action, AnyEntry, Question
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import fold
from kgw_tui.rules.today import Said

View = Literal["open", "mine", "others", "late", "missing", "closed"]
"""All that is open; mine; what others owe; late; without an owner or a day; closed lately."""
VIEWS: Final[tuple[View, ...]] = ("open", "mine", "others", "late", "missing", "closed")
CLOSED_DAYS: Final = 60
"""Days for which what has been closed is still in the list."""
_WEEK: Final = 7

Term = Literal["late", "today", "week", "next-week", "none", "until"]
"""Due before today; today; in this week, from Monday to Sunday; in the next; without a day; up to and on a day."""
_TERMS: Final[dict[str, Term]] = {
    "te laat": "late",
    "laat": "late",
    "late": "late",
    "overdue": "late",
    "vandaag": "today",
    "today": "today",
    "deze week": "week",
    "week": "week",
    "this week": "week",
    "volgende week": "next-week",
    "next week": "next-week",
    "geen dag": "none",
    "zonder dag": "none",
    "no day": "none",
    "without a day": "none",
}
"""The words for it behind a `>`, in both languages, folded."""
_DUE: Final = re.compile(r"(?<!\S)>([^@#>]*)")


@dataclass(frozen=True)
class Due:
    """When something is due that is looked for; `day` goes with `until`."""

    term: Term
    day: dt.date | None = None

    def fits(self, entry: AnyEntry, today: dt.date) -> bool:
        """Whether an action or question is due then."""
        due: dt.date | None = getattr(entry, "due", None)
        if due is None:
            return self.term == "none"
        monday = today - dt.timedelta(days=today.weekday())
        days = (due - monday).days
        match self.term:
            case "late":
                return due < today
            case "today":
                return due == today
            case "week":
                return 0 <= days < _WEEK
            case "next-week":
                return _WEEK <= days < 2 * _WEEK
            case "until":
                return self.day is not None and due <= self.day
            case _:
                return False


def read_due(sought: str, read_day: Callable[[str], dt.date | None]) -> tuple[str, Due | None]:
    """What is looked for without the `>late`, `>week`, `>no day` or `>1 dec` in it, and which that is; None for none.

    It runs up to the next `@` or `#`. The beginning of one of these words is enough, where only one of them begins so;
    what is no day yet, as it is still typed, narrows nothing. `read_day` reads a day.
    """
    found = _DUE.search(sought)
    if found is None:
        return sought, None
    rest = f"{sought[: found.start()]}{sought[found.end() :]}"
    words = " ".join(fold(found[1]).split())
    term = _TERMS.get(words) or _begun(words)
    if term is not None:
        return rest, Due(term)
    day = read_day(found[1].strip()) if words else None
    return rest, Due("until", day) if day is not None else None


def is_to_do(entry: AnyEntry, today: dt.date) -> bool:
    """Whether an entry belongs in the list: an action or question that is open, or was closed lately."""
    if not isinstance(entry, Action | Question):
        return False
    lately = today - dt.timedelta(days=CLOSED_DAYS)
    return entry.status == "open" or (entry.closed_on is not None and entry.closed_on >= lately)


def in_view(said: Iterable[Said], view: View, writer: str, today: dt.date, *, confidential: bool = False) -> list[Said]:
    """Those of `said` that a view shows: what is due first at the top, without a day last; of what was closed the
    newest first. What was said in confidential items is there when it is asked for.
    """
    shown = [each for each in said if (confidential or not each.confidential) and _is_in(each, view, writer, today)]
    if view == "closed":
        return sorted(shown, key=lambda each: (getattr(each.entry, "closed_on", None) or dt.date.min, each.entry.id))[
            ::-1
        ]
    return sorted(shown, key=_urgency)


def is_late(entry: AnyEntry, today: dt.date) -> bool:
    """Whether an open action or question should have been done by now."""
    return isinstance(entry, Action | Question) and entry.due is not None and entry.due < today


def _is_in(said: Said, view: View, writer: str, today: dt.date) -> bool:
    entry = said.entry
    if not isinstance(entry, Action | Question):
        return False
    if view == "closed":
        return entry.status != "open"
    if entry.status != "open":
        return False
    mine = bool(writer) and Who(person=writer) in entry.owners
    match view:
        case "mine":
            return mine
        case "others":
            return bool(entry.owners) and not mine
        case "late":
            return is_late(entry, today)
        case "missing":
            return not entry.owners or entry.due is None
        case _:
            return True


def _urgency(said: Said) -> tuple[dt.date, bool, str]:
    entry = said.entry
    due: dt.date | None = getattr(entry, "due", None)
    return due or dt.date.max, not getattr(entry, "priority", False), entry.id


def _begun(words: str) -> Term | None:
    """The only one of the terms that begins with `words`."""
    terms: set[Term] = {term for word, term in _TERMS.items() if words and word.startswith(words)}
    return terms.pop() if len(terms) == 1 else None
