"""What the closing page and the walk share: points to go through with keys, and a line in which one answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult

from kgw_tui.capture.completion import complete
from kgw_tui.command_table import Command, Place
from kgw_tui.commands import commands_of, shown_keys
from kgw_tui.errors import KgwError
from kgw_tui.i18n import _
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.usecases.drafts import keep_draft, take_draft
from kgw_tui.usecases.live import LiveMeeting

from .answer_words import Part
from .bindings import key_name
from .kgw_screen import KgwScreen
from .widgets.answer_line import AnswerLine
from .widgets.capture_line import CaptureLine
from .widgets.echo_row import EchoRow
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.point_list import Point, PointList, Row

_IN_THE_LINE: Final = frozenset({"escape", "ctrl+z"})
"""Keys that hold anywhere and mean something of their own while something is asked."""


@dataclass(frozen=True)
class Asked:
    """What the line asks: which command began it, and of which point."""

    command: str
    point_id: str


class PointsScreen(KgwScreen):
    """A list of points with one line below it. The line always has the focus, so that keys come in one order.

    What stands here shows nothing and allows nothing; the two screens say what they show, allow and do.
    """

    PLACE: ClassVar[Place] = "anywhere"
    BEGINS_AT_NEED: ClassVar[bool] = False
    CSS_PATH = "points.tcss"
    AUTO_FOCUS = "AnswerLine"
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-flat"), (9, "-tall")]

    def __init__(self, live: LiveMeeting) -> None:
        """For this meeting."""
        super().__init__()
        self.live = live
        self._asked: Asked | None = None
        self._draft_kept = False
        self._by_key = {key: command for command in commands_of(*self.PLACES) for key in command.keys}

    # What the screens say

    def rows_now(self) -> Sequence[Row]:
        """The rows, as the store has them now."""
        return ()

    def title_now(self) -> tuple[str, str]:
        """What stands at the left and at the right of the top line."""
        return "", ""

    def allows(self, command: str, point: Point | None) -> bool:
        """Whether a command of this place has something to do, with this point chosen."""
        del command, point
        return False

    def invitation(self, point: Point | None) -> str:
        """What stands in the line while nothing is asked."""
        del point
        return ""

    def about(self, point: Point | None) -> str:
        """What stands below the line about the chosen point, while nothing is asked."""
        del point
        return ""

    def echo_of(self, asked: Asked, text: str) -> Sequence[Part]:
        """What Enter will make of the answer, in words."""
        del asked, text
        return ()

    def asked_by_typing(self) -> str:
        """The command that a sentence answers which is typed without a key before it; "" where it answers none."""
        return ""

    def answer(self, asked: Asked, text: str) -> str:
        """Do what was answered, durably; gives the sentence that says so. Raises Refused when it can't be done."""
        del asked, text
        return ""

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
        self.query_one(EchoRow).show([(f"! {sentence}" if warning else sentence, "doubt" if warning else "hint")])

    def put_away(self) -> str:
        """Keep an answer that is half typed; gives a sentence when that couldn't be done."""
        asked, text = self._asked, self.line.value
        kept = f"{asked.command} {asked.point_id} {text}" if asked and text.strip() else ""
        try:
            keep_draft(self.workspace, self._draft_place, kept)
        except KgwError as error:
            return str(error)
        return ""

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
            self._asked = Asked(command, self.chosen.id)
            self.line.ask(text)
            self._show_keys_here()

    def let_go(self) -> None:
        """Ask nothing any more."""
        self._asked = None
        self.line.let_go()
        if self._draft_kept:
            self._draft_kept = False
            self.attempt(lambda: keep_draft(self.workspace, self._draft_place, ""))
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
            self.say(_("nothing is left that needs something"))

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
        command = self._by_key.get(event.key)
        if self._asked is not None:
            return await self._key_while_asking(event.key, command)
        if command is not None and self.check_action(command.action, ()):
            await self._do_command(command, event.character or "")
        elif event.key in _MOVES:
            _MOVES[event.key](self.points)
        elif event.is_printable and event.character:
            self._begin_typing(event.character)
        return True

    def _begin_typing(self, character: str) -> None:
        """Take a sentence that is typed as the answer that it must be, so that none of its letters does anything."""
        command = self.asked_by_typing()
        if character.isalnum() and command and self.allows(command, self.chosen):
            self.ask(command, character)
        else:
            self.say(_("that key does nothing here; the row below shows which do"))

    async def _key_while_asking(self, key: str, command: Command | None) -> bool:
        if key == "escape":
            self.let_go()
        elif command is not None and command.place == "anywhere" and key not in _IN_THE_LINE:
            await self.run_command(command)
        elif key not in {"up", "down"}:
            return False
        return True

    async def _do_command(self, command: Command, character: str) -> None:
        if command.id.endswith(".fill"):
            self.ask(command.id, character)
        else:
            await self.run_command(command)

    def _line_keyed(self, key: str) -> bool:
        """Undo with nothing left to undo in the line undoes what was done last."""
        if key == "ctrl+z":
            self.kgw.action_app_undo()
        return key == "ctrl+z"

    # The line

    def _completion(self, text: str, cursor: int) -> str | None:
        found = complete(text, cursor, self.live.context) if self._asked else None
        return found.ghost if found else None

    def _line_read(self, text: str, _cursor: int) -> None:
        """Say at once what the answer will do."""
        if self._asked is not None:
            self.query_one(EchoRow).show(self.echo_of(self._asked, text))

    def _line_entered(self, text: str) -> None:
        """Do what was answered before the next key is looked at; what is refused stays in the line."""
        asked = self._asked
        if asked is not None:
            self.do(lambda: self.answer(asked, text))

    @on(CaptureLine.Pasted)
    def _pasted(self, message: CaptureLine.Pasted) -> None:
        """Several lines are one answer."""
        if self._asked is not None:
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
        keys = [(_keys_of(command), _(command.label)) for command in allowed]
        self.query_one(KeyRow).show([*keys, ("Esc", _("back")), ("F1", _("help"))])

    # Drafts

    @property
    def _draft_place(self) -> str:
        return f"{self.live.meeting_id}:{self.PLACE}"

    def _take_up_draft(self) -> None:
        """Go on with the answer that was half typed the last time, when its point is still there."""
        kept = take_draft(self.workspace, self._draft_place)
        if kept:
            self._draft_kept = True
            command, point_id, text = (*kept.split(" ", 2), "", "")[:3]
            if self.points.choose(point_id) and self.allows(command, self.chosen):
                self.ask(command, text)


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
