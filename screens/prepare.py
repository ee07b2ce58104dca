"""Preparing a meeting: its agenda, and a line at the bottom that adds to it as one types."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from kgw_tui.capture.paste import split_paste
from kgw_tui.command_table import Command, Place
from kgw_tui.commands import commands_of, slash
from kgw_tui.drafts import PREPARE, Draft, about, draft_place
from kgw_tui.i18n import _, current_language, ngettext
from kgw_tui.presence import Whereabouts
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.usecases.drafts import left_unfinished
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.workspace import Workspace

from .bindings import bindings_of, key_name
from .line_drafts import stands_again
from .prepare_deeds import PrepareDeeds
from .prepare_line import PrepareLine
from .prepare_rows import more_about
from .widgets.capture_line import CaptureLine
from .widgets.echo_row import EchoRow
from .widgets.entry_list import EntryList
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.row_layout import APART

_COMMANDS = commands_of("prepare")
_ANYWHERE = {key: command for command in commands_of("anywhere") for key in command.keys if key != "escape"}
_AT_ONCE = {key: command for command in _COMMANDS for key in command.keys if command.id != "prepare.start"}
_IN_LINE = _ANYWHERE | {key: each for key, each in _AT_ONCE.items() if each.id.startswith("prepare.")}
_IN_LIST = _ANYWHERE | {key: each for key, each in _AT_ONCE.items() if key != "up"}
_TOGETHER = {"point.up": "k j", "point.more": "+ -"}
"""How two keys that belong together are shown as one."""
_OF_AN_ITEM = frozenset(each.action for each in _COMMANDS if each.id.startswith("point.")) - {"point_all"}


class PrepareScreen(PrepareDeeds):
    """The agenda of one meeting that is planned or running. The line has the focus unless an item is chosen."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "prepare")
    BINDINGS: ClassVar[list[BindingType]] = [
        *(each for each in bindings_of("prepare") if not (isinstance(each, Binding) and each.key == "f3")),
        Binding("f3", "prepare_start", show=False, priority=True),
    ]
    CSS_PATH = "prepare.tcss"
    AUTO_FOCUS = "CaptureLine"

    def __init__(self, workspace: Workspace, meeting_id: str) -> None:
        """For the meeting with this id. Raises NotFound when there is none."""
        super().__init__()
        self.preparing = Preparing(workspace, meeting_id)
        self.reading = PrepareLine(self.preparing)
        self._taken_up = False
        self._told_of = ""
        """The id of the chosen item whose papers and hint were told; a sentence said since stays."""

    def compose(self) -> ComposeResult:
        """Which meeting, its agenda and what can come back, and the line with its echo."""
        yield HeaderRow()
        yield EntryList(keyed=self._list_keyed, typing=self._type_in_line, marking=False)
        yield CaptureLine(
            complete=self.reading.completion,
            reading=self._line_read,
            entering=self._line_entered,
            keyed=self._line_keyed,
        )
        yield EchoRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show the agenda, and what was left in the line the last time."""
        self.set_focus(self.line)
        self.show_agenda()
        self._show_keys()
        self._take_up_drafts()

    def whereabouts(self) -> Whereabouts:
        """At the agenda of this meeting."""
        return Whereabouts(self.preparing.meeting_id, "preparing")

    def is_gone(self) -> bool:
        """Whether the meeting was undone, here or by another process."""
        return self.workspace.shared.get(MEETINGS, self.preparing.meeting_id) is None

    def names(self) -> dict[str, str]:
        """The titles of the items, by id."""
        return {item.id: item.title for item in self.preparing.items}

    def store_changed(self) -> None:
        """Another process has written, or something was undone."""
        if self.attempt(lambda: (self.preparing.forget(), True)[1]) is None:
            return
        self.show_agenda()
        if self.reading.lose():
            self.say(_("that item is gone; Enter makes the line one of its own"), warning=True)
        elif self.line.value and not self.query_one(EchoRow).says:  # a refusal stays until the next key
            self.show_echo()

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something under the line; the next key gives its place back to the echo."""
        self.query_one(EchoRow).say(sentence, warning=warning)

    def show_agenda(self) -> None:
        """Show the agenda as the store has it now, and the keys that it has use for."""
        super().show_agenda()
        self._told_of = self.agenda.selected_id
        self._show_keys()

    def on_resize(self) -> None:
        """A narrow screen says it in fewer words."""
        if self.is_mounted:
            self.show_agenda()

    def half_typed(self) -> dict[str, str]:
        """The line, and what stands over it about an item."""
        return self.reading.half_typed(self._place, self.line.value) if self._taken_up else {}

    def go_back(self) -> None:
        """From the list or an edit back to the line; from there back, with everything kept."""
        if self.focused is self.agenda:
            self.agenda.action_leave()
        elif self.reading.aim is not None or self.reading.stash:
            self._line_done()
        else:
            self.put_away()
            super().go_back()
            self.kgw.store_changed()

    # The line

    def _line_read(self, text: str, _cursor: int) -> None:
        """Read the line at once: the words for it come in the same frame as the character."""
        if bool(text) != bool(self.reading.text):
            self._show_keys()
        if text != self.reading.text:
            self.reading.read(text)
            self.show_echo()

    def _line_entered(self, text: str) -> None:
        """Deal with the line before the next key is looked at: when this returns it is stored, or still there."""
        self.reading.read(text)
        if self.reading.lose():
            self.say(_("that item is gone; Enter makes the line one of its own"), warning=True)
            return
        if self.reading.is_command:
            self._obey()
        elif self.reading.aim is not None or text.strip():
            aim = self.reading.aim
            done = self.attempt(self.reading.store)
            if done is not None:
                self._line_done()
                self.say(done)
                if aim is not None:
                    self.choose(aim.item_id)

    def _obey(self) -> None:
        command = self.reading.command
        if command is not None and command.place in {"anywhere", "places"}:
            self._line_done()
            self.call_next(self.run_command, command)
            return
        done = self.attempt(self.reading.obey)
        if done is not None:
            self._line_done()
            self.say(done)

    def _line_keyed(self, key: str) -> bool:
        """Do a command by its key before the next key is looked at."""
        if key in {"up", "down"} and self.line.value:
            return True
        return self._do(_IN_LINE.get(key))

    def _line_done(self) -> None:
        self.line.value = self.reading.finish()
        self.settled()
        self.show_agenda()
        self.show_echo()

    @on(CaptureLine.Pasted)
    def _pasted(self, message: CaptureLine.Pasted) -> None:
        """Several lines are as many items."""
        lines = split_paste(message.text, in_meeting_with_items=True).lines
        made = self.attempt(lambda: self.preparing.add_many([self.preparing.read(line) for line in lines]))
        if made is not None:
            self.show_agenda()
            words = ngettext("✓ {count} item", "✓ {count} items", len(made))
            self.say(words.format(count=len(made)))

    # The list

    def _list_keyed(self, key: str) -> bool:
        """Do what a key does to the chosen item, so that each is done to the one that was chosen when it came."""
        return key == "space" or self._do(_IN_LIST.get(key))

    def _type_in_line(self, character: str) -> None:
        """A character that means nothing to an item begins a line."""
        self.set_focus(self.line)
        self.line.insert(character)

    @on(EntryList.KindKey)
    def _typed_mark(self, message: EntryList.KindKey) -> None:
        self._type_in_line(message.character)

    @on(EntryList.Chosen)
    def _chosen_by_click(self) -> None:
        self.action_point_edit()

    @on(EntryList.Moved)
    def _moved(self, message: EntryList.Moved) -> None:
        """Say what the row has no place for; and which keys there are for it."""
        if self.focused is not self.agenda or message.entry_id in {"", self._told_of}:
            return
        self._tell_more()

    def _tell_more(self) -> None:
        self._told_of = self.agenda.selected_id
        self._show_keys()
        item = self.chosen_item()
        about = more_about(item) if item else _("Enter puts it on the agenda, a all of it")
        self.query_one(EchoRow).show([(about, "hint")])

    @on(EntryList.Leave)
    def _left(self) -> None:
        self.set_focus(self.line)

    def on_descendant_focus(self) -> None:
        """The row of keys shows what holds where the focus is."""
        self._show_keys()
        self._told_of = ""
        if self.focused is self.line:
            self.show_echo()
        elif self.focused is self.agenda and self.agenda.selected_id:
            self._tell_more()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done to an item can be done only while one is chosen."""
        if action in _OF_AN_ITEM:
            return self.focused is self.agenda and bool(self.agenda.selected_id)
        return super().check_action(action, parameters)

    # The meeting

    def action_prepare_up(self) -> None:
        """Go up to the agenda; what stands in the line stays there."""
        self.set_focus(self.agenda)

    async def action_prepare_start(self) -> None:
        """Go to the meeting: to its line, with this agenda; after what was typed before has been dealt with."""
        done = asyncio.Event()
        if self.focused is not None and self.focused.call_later(done.set):
            await done.wait()
        self.put_away()
        self.app.pop_screen()
        await self.kgw.chair_meeting(self.preparing.meeting_id)
        self.kgw.store_changed()

    def action_prepare_date(self) -> None:
        """Begin the command that sets the day."""
        self._begin_command("prepare.date")

    def action_prepare_expected(self) -> None:
        """Begin the command that says who is expected."""
        self._begin_command("prepare.expected")

    def action_prepare_time(self) -> None:
        """Begin the command that sets the time."""
        self._begin_command("prepare.time")

    # Inside

    @property
    def _place(self) -> str:
        """Where an unfinished line is kept."""
        return draft_place(self.preparing.meeting_id, PREPARE)

    def _take_up_drafts(self) -> None:
        """Put what was left in the line, the newest; what stood over it about an item comes back over it."""
        left = left_unfinished(self.workspace, self._place)
        own = next((draft for draft in left if not about(draft.place, self._place)), None)
        over = next((draft for draft in left if about(draft.place, self._place)), None)
        found = [draft for draft in (own, over) if draft is not None]
        for draft in found:
            self._take_up(draft)
        self._taken_up = True
        newest = max(found, key=lambda draft: draft.at, default=None)
        if newest is None:
            self.call_after_refresh(self._welcome)
        elif newest.interrupted:
            self.say(stands_again(newest))

    def _take_up(self, draft: Draft) -> None:
        """Let a draft stand in the line again; one about an item that is gone is a line of its own."""
        aim = self.reading.aim_of(draft.place, self._place)
        if aim is not None:
            self.reading.aim_at(aim, self.line.value)
        elif about(draft.place, self._place):
            if self.line.value and not draft.text.startswith("/"):
                return  # a line stands there already; this one is still left
            self.reading.put_aside(self.line.value)
        self.stands_here(draft)
        self.reading.take_up(draft.place)
        self.line.value = draft.text

    def _do(self, command: Command | None) -> bool:
        if command is None:
            return False
        if command.action in _OF_AN_ITEM and not self.agenda.selected_id:
            return False
        deed = getattr(self, f"action_{command.action}", None) or getattr(self.kgw, f"action_{command.action}")
        deed()
        return True

    def _begin_command(self, command_id: str) -> None:
        command = next(each for each in _COMMANDS if each.id == command_id)
        word = command.slash[0 if current_language() == "nl" else -1]
        self.reading.put_aside(self.line.value)
        self.set_focus(self.line)
        self.line.value = f"/{word} "

    def _show_keys(self) -> None:
        listed = self.focused is self.agenda
        if self.reading.aim is not None and not listed:
            keys = [("Enter", _("keep it")), ("Esc", _("leave it")), ("F1", _("help"))]
            self.query_one(KeyRow).show(keys)
            return
        if listed and self.agenda.selected_id and self.chosen_item() is None:
            take = [("Esc", _("line")), ("Enter", _("put on the agenda")), ("a", _("take all")), ("F1", _("help"))]
            self.query_one(KeyRow).show(take)
            return
        wanted = "point." if listed else "prepare."
        shown = sorted((each for each in _COMMANDS if each.rank and each.id.startswith(wanted)), key=lambda e: e.rank)
        useless = {"prepare.all"} if not self.preparing.offers() else set[str]()
        useless |= {"prepare.up"} if self.line.value else set()
        item = self.chosen_item() if listed else None
        useless |= set[str]() if item is not None and item.facts else {"point.heard"}
        shown = [each for each in shown if each.id not in useless]
        keys = [(_TOGETHER.get(each.id) or key_name(each.keys[0]), _(each.label)) for each in shown]
        back = ("Esc", _("line") if listed else _("back"))
        self.query_one(KeyRow).show([back, *keys, ("F1", _("help"))] if listed else [("F1", _("help")), *keys, back])

    def _welcome(self) -> None:
        if self.line.value:
            return
        offers = len(self.preparing.offers())
        if offers:
            words = ngettext(
                "{count} thing can come back: F4 takes it", "{count} things can come back: F4 takes all", offers
            )
            self.say(words.format(count=offers))
        elif self.app.size.width < APART:
            self.say(_("type an item; {day} sets the day").format(day=slash("prepare.date")))
        else:
            words = _("type an item: Timetable 2027 (15); {day} sets the day, {title} the name")
            self.say(words.format(title=slash("meeting.title"), day=slash("prepare.date")))
