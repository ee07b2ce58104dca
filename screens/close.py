"""Closing a meeting: all that is decided and agreed is read back, and what is missing is filled in on the spot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.binding import BindingType

from kgw_tui import clock
from kgw_tui.capture.writing import line_of
from kgw_tui.command_table import Command, Place
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, ngettext
from kgw_tui.presence import Whereabouts
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Question
from kgw_tui.records.meetings import AgendaItem, Attendee, Meeting
from kgw_tui.rules.ending import ToTell, is_whole, unsaid
from kgw_tui.usecases import ending, handling, settling
from kgw_tui.usecases.attending import attend, foresee_attendance
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.next_meeting import suggested_date

from .answer_words import Part, line_echo, marks_echo, outcome_echo
from .bindings import bindings_of
from .closing_page import NEXT, ROLL, About, ClosingPage, closing_page
from .kgw_screen import KgwScreen
from .point_page import Asked
from .points import PointsScreen
from .widgets.point_list import Point, Row
from .words import day

_Written = Action | Question | Assumption | Decision


class CloseScreen(PointsScreen):
    """The closing ritual on one page. F10 closes whatever is left; Esc goes on with the meeting."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "closing")
    PLACE: ClassVar[Place] = "closing"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("closing")

    def __init__(self, live: LiveMeeting, unfinished: str = "") -> None:
        """For this meeting; `unfinished` is what still stands in its line."""
        super().__init__(live)
        self._unfinished = unfinished
        self._without_waiting = False
        self._without_next = False
        self._page = ClosingPage()

    # What is shown

    def rows_now(self) -> Sequence[Row]:
        """The page as it can be read aloud."""
        self._page = closing_page(self.live, clock.now(), unfinished=self._unfinished, without_next=self._without_next)
        return self._page.rows

    def title_now(self) -> tuple[str, str]:
        """What is closed, and how many points need something."""
        left = self.points.needing
        words = _("{count} to go").format(count=left) if left else _("nothing is missing ✓")
        return _("Closing: {title}").format(title=self.live.meeting.title), words

    def whereabouts(self) -> Whereabouts:
        """At the closing of this meeting."""
        return Whereabouts(self.live.meeting_id, "closing")

    def names(self) -> dict[str, str]:
        """The texts of the entries and the titles of the items."""
        entries = {entry.id: entry.text for entry in self.live.dossier.entries()}
        return entries | {item.id: item.title for item in self.live.items}

    def allows(self, command: str, point: Point | None) -> bool:
        """Whether a command has something to do with the chosen point."""
        about = self._about(point)
        place = point.id if point else ""
        match command.removeprefix("closing."):
            case "close" | "word":
                return True
            case "enter":
                return point is not None and point.needs
            case "gap" | "gapbefore":
                return self.points.needing > 0
            case "others":
                return bool(unsaid(self.live.meeting)) and (place == ROLL or isinstance(about, Attendee))
            case "fill":
                owned = isinstance(about, Action | Question) and about.status == "open"
                return owned or isinstance(about, Decision) or place in {NEXT, ROLL}
            case "outcome":
                ends = isinstance(about, Action | Question) and about.status == "open"
                return ends or isinstance(about, Assumption)
            case "risk":
                return isinstance(about, Assumption)
            case "edit":
                return isinstance(about, _Written)
            case "later":
                suggested = place == NEXT and ending.planned_next(self.live) is None
                return isinstance(about, AgendaItem) or suggested
            case "drop":
                return isinstance(about, AgendaItem) or (place == NEXT and not self._without_next)
            case _:
                return isinstance(about, Attendee) or (isinstance(about, ToTell) and not about.sure)

    def label(self, command: Command, point: Point | None) -> str:
        """What Enter says yes to; and what Enter or typing does already needs no second key in the row."""
        yes = self._yes(point)
        if command.id == "closing.enter" and point is not None and point.id == NEXT:
            return _("this day")
        if command.id == "closing.enter":
            return {"later": _("next meeting"), "here": _("was there"), "": ""}[yes]
        known = {f"closing.{yes}", self.asked_by_typing(point)} - {"closing.fill"}
        return "" if command.id in known else super().label(command, point)

    def invitation(self, point: Point | None) -> str:
        """What can be typed about the chosen point at once."""
        about, place = self._about(point), point.id if point else ""
        if place == ROLL:
            return _("@ and a name: somebody else who was there; (mk) or (zk) behind it: who wasn't")
        if place == NEXT:
            return _("Enter: on this day; or another day") if self._yes(point) else _("> and another day")
        match about:
            case Decision():
                return _("> and a day to review it")
            case Assumption():
                return _("holds, partly, refuted, unknown, risk or parked: and why")
            case Question() if about.status == "open":
                return _("the answer; or @ and a name, > and a day")
            case Action() if about.status == "open":
                return _("what came of it") if is_whole(about) else _("@ and a name, > and a day")
            case _ if self._yes(point) == "here":
                return _("Enter: was there")
            case _ if self._yes(point) == "later":
                return _("Enter: to the next meeting")
            case _:
                return ""

    def all_said(self) -> str:
        """What is said when nothing is missing."""
        return _("nothing is missing; F10 closes the meeting")

    def no_sentence(self, point: Point | None) -> str:
        """What is said to a sentence where none has a place."""
        about = self._about(point)
        if isinstance(about, Decision):
            return _("Esc empties the line; of a decision: > and a review day, F9 edits it")
        if isinstance(about, AgendaItem):
            return _("Esc empties the line; then Enter: to the next meeting, Del: dropped")
        if isinstance(about, Attendee | ToTell):
            return _("Esc empties the line; then Enter: was there, F4 or F5: absent")
        if point is not None and point.id == ROLL:
            return _("a name begins with @ here; Esc empties the line")
        return super().no_sentence(point)

    def about(self, point: Point | None) -> str:
        """The item in which the chosen point was said."""
        about = self._about(point)
        section = next(
            (each for each in self.live.dossier.sections if each.item and each.item.id == getattr(about, "item", "")),
            None,
        )
        return _("item {number}: {title}").format(number=section.number, title=section.title) if section else ""

    # What is answered

    def echo_of(self, asked: Asked, text: str) -> Sequence[Part]:
        """What Enter will make of the answer."""
        about, width = self._page.about.get(asked.point_id), self.size.width - 6
        match asked.command:
            case "closing.fill" if asked.point_id == ROLL:
                return [(_("present: {names}").format(names=foresee_attendance(self.live, text)), "name")]
            case "closing.fill":
                return marks_echo(self.live, about if isinstance(about, _Written) else None, text, width)
            case "closing.risk":
                return [(_("why is the risk taken? It goes into the minutes"), "hint")]
            case "closing.edit":
                parsed = self.live.read(text, as_claim=isinstance(about, Assumption))
                return line_echo(self.live, parsed, width)
            case _ if isinstance(about, Assumption):
                return outcome_echo(text)
            case _ if isinstance(about, Question):
                return [(_("the answer? (or: drop, and why)"), "hint")]
            case _:
                return [(_("what came of it? (or: drop, and why)"), "hint")]

    def asked_by_typing(self, point: Point | None) -> str:
        """What is known of a claim, the answer to a question, who does what when; of an action that lacks nothing what
        came of it.
        """
        about = self._about(point)
        lacks = isinstance(about, Action) and not is_whole(about)
        if (point is not None and point.id == NEXT) or lacks:
            return "closing.fill"
        return "closing.outcome" if self.allows("closing.outcome", point) else ""

    def answer(self, asked: Asked, text: str) -> str:
        """Do what was answered; gives the sentence that says so."""
        if asked.command == "closing.fill":
            return self._fill(asked.point_id, text)
        entry = self._entry(asked.point_id)
        match asked.command:
            case "closing.risk":
                ending.take_risk(self.live, entry.id, text)
                return _("✓ risk taken; the reason goes into the minutes")
            case "closing.edit":
                claim = isinstance(entry, Assumption)
                begun = self.live.read(self.begun_with, as_claim=claim) if self.begun_with else None
                handling.rewrite(self.live, entry.id, self.live.read(text, as_claim=claim), begun)
                return _("✓ changed")
            case _:
                return settling.settle(self.live, entry.id, text)

    def _fill(self, point_id: str, text: str) -> str:
        if point_id == ROLL:
            return f"✓ {attend(self.live, text, present=True)}"
        if point_id == NEXT:
            when = ending.read_next(self.live, text)
            if when is None:
                raise Refused(_("on which day? Type a day, such as Tue 8 Dec 15:30"))
            return self._plan(*when)
        entry = ending.fill_in(self.live, self._entry(point_id).id, text)
        owners = self.live.context.directory.names(getattr(entry, "owners", ()))
        due = getattr(entry, "due", None) or getattr(entry, "review", None)
        said = (getattr(entry, "handle", ""), owners, day(due) if due else "")
        return "✓ " + " · ".join(part for part in said if part)

    def _plan(self, date: dt.date, start: dt.time | None = None) -> str:
        self._without_next = False
        following = ending.plan_next(self.live, date, start)
        return _("✓ the next meeting is on {day}, with what is carried over").format(day=day(following.date))

    # What is done with a key

    def action_closing_gap(self) -> None:
        """To the next point that needs something."""
        self.next_need(1)

    def action_closing_gapbefore(self) -> None:
        """To the point before that needs something."""
        self.next_need(-1)

    def action_closing_fill(self) -> None:
        """Type a name and a day."""
        self.ask("closing.fill", ">" if self.chosen and self.chosen.id == NEXT else "@")

    def action_closing_outcome(self) -> None:
        """Type what came of it."""
        self.ask("closing.outcome")

    def action_closing_risk(self) -> None:
        """Type why the risk is taken."""
        self.ask("closing.risk")

    def action_closing_edit(self) -> None:
        """Put the entry back in the line."""
        entry = self._about(self.chosen)
        if isinstance(entry, _Written):
            self.ask("closing.edit", line_of(entry, self.live.context.directory))

    def action_closing_later(self) -> None:
        """Put the item off, or take the day that is suggested."""
        self.do(self._later)

    def action_closing_drop(self) -> None:
        """Drop the item, or the next meeting."""
        self.do(self._drop)

    def action_closing_here(self) -> None:
        """They were there."""
        self._note_presence(present=True)

    def action_closing_excused(self) -> None:
        """They had sent word."""
        self._note_presence(present=False, notice=True)

    def action_closing_missing(self) -> None:
        """They had sent no word."""
        self._note_presence(present=False, notice=False)

    def action_closing_others(self) -> None:
        """All of whom nothing was said were there."""
        words = _("✓ {count} more were there")
        self.do(lambda: words.format(count=ending.all_others_here(self.live)))

    async def action_closing_close(self) -> None:
        """Close the meeting and show it to read."""
        await self._close()

    def action_closing_enter(self) -> None:
        """Say yes to what is asked of the chosen point; where words are wanted, say which."""
        yes = self._yes(self.chosen)
        if yes == "later":
            self.do(self._later)
        elif yes == "here":
            self._note_presence(present=True)
        else:
            self.say(_("to be typed: {what}").format(what=self.invitation(self.chosen)))

    async def action_closing_word(self) -> None:
        """The same, and go on to the Word file."""
        if await self._close():
            await self.app.run_action("read_word", default_namespace=self.app.screen)

    def _yes(self, point: Point | None) -> Literal["later", "here", ""]:
        """What Enter says yes to here: that it goes to the next meeting (on that day), or that they were there."""
        if point is None or not point.needs:
            return ""
        if point.id == NEXT or isinstance(self._about(point), AgendaItem):
            return "later"
        return "here" if isinstance(self._about(point), Attendee | ToTell) else ""

    def _later(self) -> str:
        about = self._about(self.chosen)
        if isinstance(about, AgendaItem):
            item = ending.settle_item(self.live, about.id, "deferred")
            return _("✓ next meeting: {title}").format(title=item.title)
        return self._plan(suggested_date(self.workspace, self.live.meeting))

    def _drop(self) -> str:
        about = self._about(self.chosen)
        if isinstance(about, AgendaItem):
            item = ending.settle_item(self.live, about.id, "dropped")
            return _("✓ dropped: {title}").format(title=item.title)
        if ending.planned_next(self.live) is not None:
            ending.drop_next(self.live)
        self._without_next = True
        return _("✓ no next meeting")

    def _note_presence(self, *, present: bool, notice: bool | None = None) -> None:
        about = self._about(self.chosen)
        if isinstance(about, Attendee | ToTell):
            words = _("✓ was there: {name}") if present else _("✓ wasn't there: {name}")
            name = self.live.context.directory.name(about.who)

            def noted() -> str:
                ending.note_presence(self.live, [about.who], present=present, notice=notice)
                return words.format(name=name)

            self.do(noted)

    async def _close(self) -> bool:
        live = self.app.screen_stack[-2]
        if isinstance(live, KgwScreen):
            live.put_away()
        waits = self.kgw.waiting.of(self.live)
        waits.retry()
        if waits and not self._without_waiting:
            self._without_waiting = True
            words = ngettext(
                "{count} line isn't saved yet: {reason}. F10 once more closes without it",
                "{count} lines aren't saved yet: {reason}. F10 once more closes without them",
                len(waits),
            )
            self.say(words.format(count=len(waits), reason=waits.reason or waits.why), warning=True)
            return False
        left = self.points.needing
        closed = self.attempt(lambda: [ending.close(self.live)])
        if closed is None:
            return False
        self.app.pop_screen()
        self.app.pop_screen()
        await self.kgw.open_meeting(self.live.meeting_id)
        self.kgw.say(self._said(closed[0], left))
        return True

    def _said(self, following: Meeting | None, left: int) -> str:
        """That it is closed, with what became of the next meeting and of what was missing."""
        words = _("closed; the next meeting is on {day}") if following else _("closed; no next meeting is planned")
        said = words.format(day=day(following.date) if following else "")
        left -= following is None and not self._without_next
        missing = ngettext("{count} point was left open", "{count} points were left open", left)
        return f"{said} · {missing.format(count=left)}" if left > 0 else said

    def _about(self, point: Point | None) -> About | None:
        return self._page.about.get(point.id) if point else None

    def _entry(self, point_id: str) -> AnyEntry:
        """The entry that a point is about. Raises NotFound when somebody took it out."""
        return self.live.entry(point_id.partition(":")[2])
