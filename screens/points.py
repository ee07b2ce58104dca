"""What the closing page and the walk share: points to go through with keys, and a line in which one answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult

from kgw_tui.capture.completion import complete
from kgw_tui.command_table import Command
from kgw_tui.commands import commands_of, shown_keys
from kgw_tui.drafts import about, begun_of, draft_place
from kgw_tui.i18n import _
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.usecases.live import LiveMeeting

from .bindings import key_name
from .line_drafts import stands_again
from .point_page import Asked, PointPage
from .widgets.answer_line import AnswerLine
from .widgets.capture_line import CaptureLine
from .widgets.echo_row import EchoRow
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.point_list import Point, PointList

_IN_THE_LINE: Final = frozenset({"escape", "ctrl+z", "enter", "tab", "shift+tab", "delete"})
"""Keys of commands that mean something of their own while something stands in the line."""
_FUNCTION_KEY: Final = re.compile(r"f\d+$")
_MARKS: Final = "@>"
"""What a name and a day begin with."""
_OF_THE_MEETING: Final = "!?=#;/+>"
"""What a line of the meeting begins with, and no answer."""


class PointsScreen(PointPage):
    """A list of points with one line below it, into which is typed at any time; it always has the focus.

    Whatever a sentence can begin with is typed, and Enter says what was typed of the chosen point. What is done with
    a key of its own has one with which no sentence can begin, and holds while the line is empty.
    """

    BEGINS_AT_NEED: ClassVar[bool] = False
    CSS_PATH = "points.tcss"
    AUTO_FOCUS = "AnswerLine"
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-flat"), (9, "-tall")]

    def __init__(self, live: LiveMeeting) -> None:
        """For this meeting."""
        super().__init__()
        self.live = live
        self._asked: Asked | None = None
        self.begun_with = ""
        """What stood in the line when something was asked: what still says that isn't half typed."""
        self._taken_up = False
        self._by_key = {key: command for command in commands_of(*self.PLACES) for key in command.keys}

    # The screen

    @property
    def points(self) -> PointList:
        """The list."""
        return self.query_one(PointList)

    @property
    def line(self) -> AnswerLine:
        """The line below it."""
        return self.query_one(AnswerLine)

    @property
    def chosen(self) -> Point | None:
        """The chosen point."""
        return self.points.chosen

    def compose(self) -> ComposeResult:
        """Where one is, the points, the line with what it will do, and the keys."""
        yield HeaderRow()
        yield PointList(self._chosen_another)
        yield AnswerLine(
            first=self._key,
            complete=self._completion,
            reading=self._line_read,
            entering=self._line_entered,
            keyed=self._line_keyed,
        )
        yield EchoRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show the points, and go on with an answer that was left half typed."""
        self.set_focus(self.line)
        self.live.forget()
        self.show_points()
        if self.BEGINS_AT_NEED and self.chosen is not None and not self.chosen.needs:
            self.points.go_to_need()
        self._take_up_draft()

    def is_gone(self) -> bool:
        """Whether the meeting was undone, here or by another process."""
        return self.workspace.shared.get(MEETINGS, self.live.meeting_id) is None

    def store_changed(self) -> None:
        """Another process has written, or something was undone."""
        self.live.forget()
        if self.attempt(lambda: self.live.dossier) is None:
            return
        settled = {row.id for row in self.points.rows if isinstance(row, Point) and not row.needs}
        self.show_points()
        again = next(
            (row.id for row in self.points.rows if isinstance(row, Point) and row.needs and row.id in settled), ""
        )
        if again and self._asked is None:  # an undo: what it was about is what one looks for
            self.points.choose(again)

    def show_points(self) -> None:
        """Show everything as the store has it now."""
        self.points.show_rows(self.rows_now())
        self.query_one(HeaderRow).show(*self.title_now())

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something under the line; the next key gives its place back."""
        self.query_one(EchoRow).say(sentence, warning=warning)

    def half_typed(self) -> dict[str, str]:
        """The answer, by what it is to and about."""
        asked = self._asked
        if asked is None or not self._taken_up or self.line.value == self.begun_with:
            return {}
        place = draft_place(self._draft_place, asked.command, asked.point_id, begun=self.begun_with)
        return {place: self.line.value}

    def go_back(self) -> None:
        """From an answer back to the points; from there back to where one was."""
        if self._asked is not None:
            self.let_go()
        else:
            super().go_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What has nothing to do with the chosen point can't be done, nor anything of the list while one answers."""
        place, _underscore, name = action.partition("_")
        if place == self.PLACE:
            return self._asked is None and self.allows(f"{place}.{name}", self.chosen)
        return super().check_action(action, parameters)

    # What the screens do

    def ask(self, command: str, text: str = "") -> None:
        """Let the chosen point be answered in the line, which begins with `text`."""
        if self.chosen is not None:
            self._asked, self.begun_with = Asked(command, self.chosen.id), text
            self.line.value = text
            self._show_keys_here()

    def let_go(self) -> None:
        """Ask nothing any more."""
        self._ask_nothing()
        self.line.clear()

    def _ask_nothing(self) -> None:
        self._asked, self.begun_with = None, ""
        self.settled()
        self._chosen_another()

    def do(self, act: Callable[[], str]) -> bool:
        """Do something to the chosen point, say so and go on to the next that needs something; False when refused."""
        before = self.chosen
        rows = [row.id for row in self.points.rows if isinstance(row, Point)]
        said = self.attempt(act)
        if said is None:
            return False
        if self._asked is not None:
            self.let_go()
        self.live.forget()
        self.show_points()
        if before is not None:
            self._go_on_from(before, rows)
        self.say(said)
        return True

    def next_need(self, step: int) -> None:
        """To the next point that needs something (1), or the one before (-1)."""
        if not self.points.go_to_need(step):
            self.say(self.all_said())

    def _go_on_from(self, before: Point, order: list[str]) -> None:
        """Stay where something is still missing, else go to the next point, in the old order, that needs something."""
        needing = {row.id for row in self.points.rows if isinstance(row, Point) and row.needs}
        if before.id in needing or not before.needs:
            self.points.choose(before.id)
            return
        place = order.index(before.id)
        following = next((each for each in (*order[place:], *order[:place]) if each in needing), before.id)
        self.points.choose(following)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """A key that came before the line had the focus is the line's all the same."""
        if event is not self.line.last_key:
            event.stop()
            event.prevent_default()
            self.line.post_message(events.Key(event.key, event.character))

    async def _key(self, event: events.Key) -> bool:
        """Deal with a key before the line is given it; False leaves it to the line."""
        if not self.is_current:  # the key before led to another screen: this one is meant for there
            self.app.post_message(events.Key(event.key, event.character))
            return True
        if event.is_printable and event.character:
            return False
        key = "enter" if event.key == "ctrl+j" else event.key
        command = self._by_key.get(key)
        if self._asked is not None:
            return await self._key_while_typing(key, command)
        if command is not None and self.check_action(command.action, ()):
            await self.run_command(command)
        elif key in _MOVES:
            _MOVES[key](self.points)
        elif key == "enter":
            self.next_need(1)
        elif command is not None or _FUNCTION_KEY.match(key):
            self.say(_("that key does nothing here; the row below shows which do"))
        else:
            return False
        return True

    async def _key_while_typing(self, key: str, command: Command | None) -> bool:
        """Deal with a key while something stands in the line, which keeps its own."""
        if key == "escape":
            self.let_go()
        elif key in _IN_THE_LINE:
            return False
        elif command is not None and command.place == "anywhere":
            await self.run_command(command)
        elif command is not None or key in _LEAVES_POINT or _FUNCTION_KEY.match(key):
            self.say(_("first Enter (keeps what stands in the line) or Esc (lets go of it)"))
        else:
            return False
        return True

    def _line_keyed(self, key: str) -> bool:
        """Undo with nothing left to undo in the line undoes what was done last."""
        if key == "ctrl+z":
            self.kgw.action_app_undo()
        return key == "ctrl+z"

    # The line

    def _completion(self, text: str, cursor: int) -> str | None:
        found = complete(text, cursor, self.live.context)
        return found.ghost if found else None

    def _line_read(self, text: str, _cursor: int) -> None:
        """Say at once what the answer will do; whatever comes into the empty line is one."""
        if self._asked is None and text:
            self._begin_typing(text)
        elif self._asked is not None and self._asked.typed and not text:
            self._ask_nothing()
        if self._asked is not None:
            self._show_echo(self._asked, text)

    def _begin_typing(self, text: str) -> None:
        """Take what is typed for the answer that it must be."""
        fill = f"{self.PLACE}.fill"
        marks = text[0] in _MARKS and self.allows(fill, self.chosen)
        command = fill if marks else self.asked_by_typing(self.chosen)
        self._asked = Asked(command, self.chosen.id if self.chosen else "", typed=True)
        self._show_keys_here()

    def _show_echo(self, asked: Asked, text: str) -> None:
        refused = self._refused(asked, text)
        self.query_one(EchoRow).show([(refused, "doubt")] if refused else self.echo_of(asked, text))

    def _line_entered(self, text: str) -> None:
        """Do what was answered before the next key is looked at; what is refused stays in the line."""
        asked = self._asked
        if asked is None:
            return
        refused = self._refused(asked, text)
        if refused:
            self.say(refused, warning=True)
        else:
            self.do(lambda: self.answer(asked, text))

    def _refused(self, asked: Asked, text: str) -> str:
        """Why Enter can make nothing of what was typed, or ""."""
        if not asked.command:
            return self.no_sentence(self.chosen)
        mark = text.lstrip()[:1]
        if asked.typed and mark and mark in _OF_THE_MEETING and not asked.command.endswith(".fill"):
            return _("a line that begins with {mark} is typed in the meeting, to which Esc goes").format(mark=mark)
        return ""

    @on(CaptureLine.Pasted)
    def _pasted(self, message: CaptureLine.Pasted) -> None:
        """Several lines are one answer."""
        self.line.insert(" ".join(message.text.split()))

    def _chosen_another(self) -> None:
        """Another point is the chosen one, or it says something else."""
        if self._asked is None:
            self.line.invite(self.invitation(self.chosen))
            self.query_one(EchoRow).show([(self.about(self.chosen), "")])
        self._show_keys_here()

    def _show_keys_here(self) -> None:
        if self._asked is not None:
            self.query_one(KeyRow).show([("Enter", _("keep")), ("Esc", _("leave it")), ("F1", _("help"))])
            return
        allowed = [command for command in shown_keys(self.PLACE) if self.allows(command.id, self.chosen)]
        labels = [(_keys_of(command), self.label(command, self.chosen)) for command in allowed]
        keys = [(key, label) for key, label in labels if label]
        self.query_one(KeyRow).show([*keys, ("Esc", _("back")), ("F1", _("help"))])

    # Drafts

    @property
    def _draft_place(self) -> str:
        return draft_place(self.live.meeting_id, self.PLACE)

    def _take_up_draft(self) -> None:
        """Go on with the newest answer that was left half typed, whose point is still there."""
        for draft in self.workspace.drafts.left(self._draft_place):
            command, _space, point_id = about(draft.place, self._draft_place).partition(" ")
            if self.points.choose(point_id) and (not command or self.allows(command, self.chosen)):
                self.ask(command, begun_of(draft.place))
                self.stands_here(draft)
                self.line.value = draft.text
                if draft.interrupted:
                    self.say(stands_again(draft))
                break
        self._taken_up = True


def _keys_of(command: Command) -> str:
    """The keys of a command as the row of keys shows them: both for a name and a day, else the first."""
    keys = command.keys if command.id.endswith(".fill") else command.keys[:1]
    return " ".join(key_name(key) for key in keys)


_MOVES: Final[dict[str, Callable[[PointList], None]]] = {
    "up": lambda points: points.move(-1),
    "down": lambda points: points.move(1),
    "pageup": lambda points: points.page(-1),
    "pagedown": lambda points: points.page(1),
    "home": lambda points: points.edge(-1),
    "end": lambda points: points.edge(1),
}
_LEAVES_POINT: Final = frozenset({"up", "down", "pageup", "pagedown"})
"""Keys that go to another point, which what stands in the line isn't about."""
