"""What is read back when a meeting closes, as points: decisions, actions with what is missing first, what is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Parked, Question
from kgw_tui.records.meetings import AgendaItem, Attendee
from kgw_tui.records.people import Who
from kgw_tui.rules.closing import holds
from kgw_tui.rules.dossier import Dossier, Section
from kgw_tui.rules.ending import ToTell, gaps_first, is_whole, passed_over, to_tell, unanswered, unsaid
from kgw_tui.rules.wording import state_word, task_word, vote_words
from kgw_tui.usecases.ending import planned_next
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.next_meeting import suggested_date

from .attendance_words import absence_word, roll
from .widgets.point_list import Heading, Point, Row
from .words import day

About: TypeAlias = AnyEntry | AgendaItem | Attendee | ToTell
"""What a point is about; what isn't in the page's table is about nothing that can be changed."""
_Kind = TypeVar("_Kind", bound=AnyEntry)
NEXT = "next"
"""The point for the day of the next meeting."""
ROLL = "roll"
"""The point with the names of who was there."""


@dataclass
class ClosingPage:
    """The rows of the page, and what each point in them is about, by its id."""

    rows: list[Row] = field(default_factory=list[Row])
    about: dict[str, About] = field(default_factory=dict[str, About])

    def head(self, title: str, points: Sequence[Point], none: str = "") -> None:
        """Add points under a heading; without any, the heading with the word `none`, or nothing at all."""
        if points or none:
            self.rows += [Heading(title, str(len(points)) if points else none), *points]

    def point(self, about: About, point: Point) -> Point:
        """The same point, after it is noted what it is about."""
        self.about[point.id] = about
        return point


def closing_page(
    live: LiveMeeting, now: dt.datetime, *, unfinished: str = "", without_next: bool = False
) -> ClosingPage:
    """The page of `live`, as it can be read aloud; what is confidential stands together at its end.

    `unfinished` is what stands half typed in the line of the meeting; `without_next` says that no next one is wanted.
    """
    page = ClosingPage()
    dossier = live.dossier
    parts = _Parts(page, dossier, now, confidential=False)
    hidden = _Parts(page, dossier, now, confidential=True)
    page.head(_("Decisions"), parts.decisions(), _none_but(len(hidden.entries(Decision))))
    page.head(_("Actions"), parts.actions(), _none_but(len(hidden.entries(Action))))
    page.head(_("To be told, for they weren't there"), parts.told())
    page.head(_("Open questions"), parts.questions())
    page.head(_("Assumptions that nobody has checked"), parts.claims())
    page.head(_("Not discussed"), parts.undiscussed())
    page.head(_("Parked"), parts.parked())
    page.rows += [Heading(_("Present")), *_people(page, dossier)]
    page.rows += [Heading(_("Next meeting")), _next(live, without_next=without_next)]
    private = len(live.private_notes())
    if private:
        words = ngettext("{count} note is for you alone", "{count} notes are for you alone", private)
        page.rows += [Heading(_("Not in the minutes")), Point("mine", words.format(count=private), tone="quiet")]
    if unfinished.strip():
        kept = Point("line", unfinished, tone="quiet")
        page.rows += [Heading(_("Still in the line; it is kept for when you go on")), kept]
    kinds: list[Callable[[], list[Point]]] = [
        hidden.decisions,
        hidden.actions,
        hidden.told,
        hidden.questions,
        hidden.claims,
        hidden.undiscussed,
        hidden.parked,
    ]
    page.head(_("Confidential: don't read this aloud"), [point for points in kinds for point in points()])
    return page


@dataclass
class _Parts:
    """The points of what was said, of the items that are confidential or of those that aren't."""

    page: ClosingPage
    dossier: Dossier
    now: dt.datetime
    confidential: bool
    _shown: set[str] = field(default_factory=set[str])

    def decisions(self) -> list[Point]:
        """Each decision, with the claims below it that it stands on and that nobody checked: those that may be read
        aloud where the decision may.
        """
        points: list[Point] = []
        here = {claim.id for claim in self.entries(Assumption)}
        for decision in self.entries(Decision):
            tone = "strong" if holds(decision) else "settled"
            text = f"{decision.handle}  {decision.text}"
            if decision.conditions:
                text = _("{decision} (on condition: {words})").format(decision=text, words=decision.conditions)
            told = Point(_id(decision), text, _decided(decision), "=", tone=tone)
            points.append(self.page.point(decision, told))
            for claim in unanswered(self.dossier, decision):
                if claim.id in here - self._shown:
                    words = _("stands on this, which nobody checked: {text}").format(text=claim.text)
                    points.append(self.page.point(claim, Point(_id(claim), words, _("to check"), "?", True, 1)))
                    self._shown.add(claim.id)
        return points

    def actions(self) -> list[Point]:
        """The actions, with those first that lack an owner or a day."""
        return [self._to_do(action, "!") for action in gaps_first(self.entries(Action))]

    def questions(self) -> list[Point]:
        """The questions that are open, with those first that lack an owner or a day."""
        questions = [question for question in self.entries(Question) if question.status == "open"]
        return [self._to_do(question, "?") for question in gaps_first(questions)]

    def told(self) -> list[Point]:
        """Who must be told what was agreed without them."""
        points: list[Point] = []
        for one in to_tell(self.dossier, confidential=self.confidential):
            owned = "; ".join(f"{entry.handle} {entry.text}" for entry in one.entries)
            right = "" if one.sure else _("were they there?")
            point_id = f"told:{_key(one.who)}{'*' if one.confidential else ''}"
            point = Point(point_id, f"{self.dossier.directory.name(one.who)}: {owned}", right, needs=not one.sure)
            points.append(self.page.point(one, point))
        return points

    def claims(self) -> list[Point]:
        """The claims that nobody checked and that don't stand below a decision already."""
        return [
            self.page.point(claim, Point(_id(claim), claim.text, _("to check"), "?", needs=True))
            for claim in self.entries(Assumption)
            if claim.status == "untested" and claim.id not in self._shown
        ]

    def undiscussed(self) -> list[Point]:
        """The items that weren't discussed, and what becomes of them."""
        return [
            self._item(section)
            for section in passed_over(self.dossier, self.now)
            if section.confidential == self.confidential
        ]

    def parked(self) -> list[Point]:
        """The items that were parked halfway, and what stands on the parking lot."""
        items = [section for section in self._sections() if section.item and section.item.state == "parked"]
        entries = [Point(_id(parked), parked.text, mark=">") for parked in self.entries(Parked)]
        return [*(self._item(section) for section in items), *entries]

    def _item(self, section: Section) -> Point:
        item = section.item
        assert item is not None
        becomes = {"deferred": _("next meeting"), "dropped": _("dropped"), "parked": _("parked halfway")}
        right = becomes.get(item.state, _("next meeting, or dropped?"))
        needs = item.state == "open"
        tone = "" if needs else "settled"
        return self.page.point(
            item, Point(f"item:{item.id}", f"{section.number} {item.title}", right, "#", needs, tone=tone)
        )

    def _to_do(self, entry: Action | Question, mark: str) -> Point:
        ended = task_word(entry) if entry.status != "open" else ""
        owners = self.dossier.directory.names(entry.owners) or ("" if ended else _("nobody yet"))
        due = ended or (day(entry.due) if entry.due else _("no day yet"))
        right = " · ".join(part for part in (owners, due) if part)
        tone = "settled" if ended else ""
        point = Point(_id(entry), f"{entry.handle}  {entry.text}", right, mark, not is_whole(entry), tone=tone)
        return self.page.point(entry, point)

    def _sections(self) -> Iterable[Section]:
        return (section for section in self.dossier.sections if section.confidential == self.confidential)

    def entries(self, kind: type[_Kind]) -> list[_Kind]:
        """What was said of one kind."""
        return [entry for section in self._sections() for entry in section.entries if isinstance(entry, kind)]


def _people(page: ClosingPage, dossier: Dossier) -> list[Point]:
    """Those of whom nobody has said whether they were there, then who were, then who weren't."""
    name = dossier.directory.name
    points = [
        page.point(each, Point(f"who:{_key(each.who)}", name(each.who), _("was there?"), needs=True))
        for each in unsaid(dossier.meeting)
    ]
    names = roll(dossier)
    if names:
        points.append(Point(ROLL, ", ".join(names)))
    elif not points:
        points.append(Point(ROLL, _("nobody noted yet: type @ and the names"), needs=True))
    came = {movement.who for movement in dossier.movements if movement.arrives}
    for each in dossier.meeting.attendees:
        if each.present is False and each.who not in came:
            told = Point(f"who:{_key(each.who)}", name(each.who), absence_word(each), tone="quiet")
            points.append(page.point(each, told))
    return points


def _next(live: LiveMeeting, *, without_next: bool) -> Point:
    following = planned_next(live)
    if following is not None:
        return Point(NEXT, day(following.date), _("planned, with what is carried over"))
    if without_next:
        return Point(NEXT, _("none"), tone="quiet")
    return Point(NEXT, day(suggested_date(live.workspace, live.meeting)), _("suggested"), needs=True)


def _none_but(confidential: int) -> str:
    """What stands at a heading without points: how many there are that aren't read aloud."""
    if not confidential:
        return _("none")
    words = _("none; confidential, at the end: {count}")
    return words.format(count=confidential)


def _decided(decision: Decision) -> str:
    review = _("review {day}").format(day=day(decision.review)) if decision.review else ""
    if not review and holds(decision):
        review = _("no review day")
    state = state_word(decision) if decision.state != "definite" else ""
    return " · ".join(part for part in (state, vote_words(decision.vote), review) if part)


def _id(entry: AnyEntry) -> str:
    return f"entry:{entry.id}"


def _key(who: Who) -> str:
    """Somebody, as one word."""
    return (who.person or who.role or who.name).replace(" ", "_")
