"""The walk at the beginning of a meeting: what earlier ones left open is done, stays, or is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import Action, AnyEntry, Question
from kgw_tui.rules.dossier import Earlier
from kgw_tui.usecases import ending
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.reading import held
from kgw_tui.usecases.settling import dropped_reason

from .answer_words import Part, marks_echo
from .bindings import bindings_of
from .point_page import Asked
from .points import PointsScreen
from .postponed_words import is_put_off_often, put_off_words
from .widgets.point_list import Heading, Point, Row, Tone
from .words import day

_REASON: Final = 30
"""Cells that are kept free for the reason why something is put off."""


class WalkScreen(PointsScreen):
    """The actions and questions that are open from earlier meetings of the series, to go through in seconds.

    What this meeting has heard of stays in the list, so that one sees how far one is, and can come back to it. Nothing
    of another series is ever shown here, nor of a confidential item.
    """

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "walk")
    PLACE: ClassVar[Place] = "walk"
    BEGINS_AT_NEED: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("walk")

    def __init__(self, live: LiveMeeting) -> None:
        """For this meeting."""
        super().__init__(live)
        self._earlier: dict[str, Earlier] = {}

    # What is shown

    def rows_now(self) -> Sequence[Row]:
        """By meeting, oldest first, in the order in which it was said."""
        dossier = self.live.dossier
        both = [*dossier.open_before, *dossier.settled_here]
        both.sort(key=lambda each: (held(each.meeting), each.entry.order, each.entry.id))
        self._earlier = {each.entry.id: each for each in both}
        rows: list[Row] = []
        shown = ""
        for each in both:
            if each.meeting.id != shown:
                rows.append(Heading(day(each.meeting.date), each.meeting.title))
                shown = each.meeting.id
            rows.append(self._point(each))
        return rows

    def title_now(self) -> tuple[str, str]:
        """How many of how many have been heard of."""
        count = len(self._earlier)
        if not count:
            return _("From before: nothing is open"), ""
        heard = count - self.points.needing
        return _("From before"), _("{number} of {count}").format(number=heard, count=count)

    def names(self) -> dict[str, str]:
        """The texts of the actions and questions."""
        return {entry_id: each.entry.text for entry_id, each in self._earlier.items()}

    def allows(self, command: str, point: Point | None) -> bool:
        """Whether a command has something to do with the chosen point."""
        earlier = self._earlier.get(point.id) if point else None
        if command in {"walk.next", "walk.before"}:
            return self.points.needing > 0
        if command in {"walk.still", "walk.later", "walk.fill"}:
            return earlier is not None
        return earlier is not None and earlier.entry.status == "open"

    def invitation(self, point: Point | None) -> str:
        """What is asked of each."""
        earlier = self._earlier.get(point.id) if point else None
        if earlier is None:
            return _("nothing from earlier meetings is open")
        if not self.points.needing:
            return self.all_said()
        if earlier.entry.status != "open":
            return ""
        if isinstance(earlier.entry, Question):
            return _("the answer")
        return _("what came of it; Enter alone: done")

    def all_said(self) -> str:
        """What is said when all have been mentioned."""
        return _("all done; Esc goes on with the meeting") if self._earlier else self.invitation(None)

    def no_sentence(self, point: Point | None) -> str:
        """What is said to a sentence at what has ended, or where nothing is."""
        if point is None:
            return _("nothing from earlier meetings is open; Esc empties the line")
        return _("this has ended already; Esc empties the line, F2 keeps it open")

    def about(self, point: Point | None) -> str:
        """How often it was put off and why the last time, and the item in which it was agreed."""
        earlier = self._earlier.get(point.id) if point else None
        if earlier is None:
            return ""
        title = earlier.item.title if earlier.item else ""
        return " · ".join(filter(None, (put_off_words(earlier.entry), title)))

    def _point(self, each: Earlier) -> Point:
        entry, here = each.entry, self.live.meeting_id
        is_open = entry.status == "open"
        needs = is_open and entry.kept_in != here
        ended = {"open": "", "done": _("done"), "answered": _("answered"), "dropped": _("dropped")}[entry.status]
        owners = self.live.dossier.directory.names(entry.owners) or (_("nobody yet") if is_open else "")
        due = (self._due(entry) or _("no day yet")) if is_open else ""
        stays = _("stays") if is_open and not needs else ""
        right = " · ".join(part for part in (owners, due, f"✓ {ended or stays}" if ended or stays else "") if part)
        text = f"{entry.handle}  {entry.text}" + (f" → {entry.outcome}" if entry.outcome else "")
        tone: Tone = "" if needs else "settled"
        return Point(entry.id, text, right, "!" if isinstance(entry, Action) else "?", needs, tone=tone)

    def _due(self, entry: Action | Question) -> str:
        if entry.due is None:
            return ""
        late = (clock.today() - entry.due).days
        words = ngettext("{count} day late", "{count} days late", late).format(count=late)
        return f"{day(entry.due)} ({words})" if late > 0 else day(entry.due)

    # What is answered

    def echo_of(self, asked: Asked, text: str) -> Sequence[Part]:
        """What Enter will make of the answer."""
        earlier = self._earlier.get(asked.point_id)
        match asked.command:
            case "walk.fill":
                return self._staying(earlier.entry if earlier else None, text)
            case "walk.drop":
                return [(_("why is it dropped? It goes into the minutes"), "hint")]
            case _:
                return self._ending(earlier.entry if earlier else None, text)

    def _staying(self, entry: Action | Question | None, text: str) -> Sequence[Part]:
        """Which owner and day it gets, and why; asking in passing whether it has to live once it was put off often."""
        if text.strip() in {">", "@", ""}:
            words = _("a day, and behind a colon why; @ and a name gives it to somebody else")
            if entry is not None and is_put_off_often(entry):
                words = _("{before}: does it have to live? Esc, then Del drops it")
                words = words.format(before=put_off_words(entry, why=False))
            return [(words, "hint")]
        marks, _colon, why = text.partition(":")
        reason = f" · {why.strip()}" if why.strip() else ""
        said = marks_echo(self.live, entry, marks, self.size.width - 6 - min(len(reason), _REASON))
        return [*said, (reason, "")] if reason else said

    def _ending(self, entry: Action | Question | None, text: str) -> Sequence[Part]:
        """Whether it is dropped, answered or done with what is typed."""
        why = dropped_reason(text)
        if why is not None:
            return [(_("dropped"), "kind"), (f" · {why}" if why else "", "")]
        words = _("answered") if isinstance(entry, Question) else _("done")
        return [(words, "kind"), (f" · {text.strip()}", "")]

    def asked_by_typing(self, point: Point | None) -> str:
        """What came of it."""
        return "walk.done" if self.allows("walk.done", point) else ""

    def answer(self, asked: Asked, text: str) -> str:
        """Do what was answered; gives the sentence that says so."""
        match asked.command:
            case "walk.fill":
                return self._stays(asked.point_id, text)
            case "walk.drop":
                return _said(_("✓ dropped: {text}"), ending.drop_earlier(self.live, asked.point_id, text))
            case _ if (why := dropped_reason(text)) is not None:
                return _said(_("✓ dropped: {text}"), ending.drop_earlier(self.live, asked.point_id, why))
            case _:
                settled = ending.settle_earlier(self.live, asked.point_id, text)
                words = _("✓ answered: {text}") if isinstance(settled, Question) else _("✓ done: {text}")
                return _said(words, settled)

    def _stays(self, entry_id: str, typed: str = "") -> str:
        entry = ending.keep_earlier(self.live, entry_id, typed)
        said = _said(_("✓ stays: {text}"), entry)
        if typed and isinstance(entry, Action | Question):
            parts = (said, self.live.context.directory.names(entry.owners), day(entry.due) if entry.due else "")
            said = " · ".join(part for part in parts if part)
        return said

    def _put_off(self, entry_id: str) -> str:
        entry = ending.put_off_earlier(self.live, entry_id)
        due = day(entry.due) if isinstance(entry, Action | Question) and entry.due else ""
        return " · ".join(filter(None, (_said(_("✓ stays: {text}"), entry), due)))

    # What is done with a key

    def action_walk_done(self) -> None:
        """Done, without a word of what came of it."""
        point = self.chosen
        if point is not None:
            self.do(lambda: self.answer(Asked("walk.done", point.id), ""))

    def action_walk_still(self) -> None:
        """It stays; on to the next."""
        point = self.chosen
        if point is not None:
            self.do(lambda: self._stays(point.id))

    def action_walk_later(self) -> None:
        """It stays until the next meeting; on to the next."""
        point = self.chosen
        if point is not None:
            self.do(lambda: self._put_off(point.id))

    def action_walk_fill(self) -> None:
        """It stays, with another name or day."""
        self.ask("walk.fill", ">")

    def action_walk_drop(self) -> None:
        """Type why it is dropped."""
        self.ask("walk.drop")

    def action_walk_next(self) -> None:
        """To the next of which nothing was said."""
        self.next_need(1)

    def action_walk_before(self) -> None:
        """To the one before of which nothing was said."""
        self.next_need(-1)


def _said(words: str, entry: AnyEntry) -> str:
    return words.format(text=getattr(entry, "handle", "") or entry.text)
