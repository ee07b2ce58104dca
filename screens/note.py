"""One note from the corridor: what is asked about it, each answered with one key, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from kgw_tui.command_table import Place
from kgw_tui.content import Titled
from kgw_tui.drafts import CORRIDOR
from kgw_tui.i18n import _, current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.rules.corridor import item_title, raised_by
from kgw_tui.rules.promises import is_kept, is_promise
from kgw_tui.usecases import triaging
from kgw_tui.usecases.bringing_up import bring_up, coming
from kgw_tui.usecases.links import came_of
from kgw_tui.usecases.reporting import kept, report_back, report_of
from kgw_tui.usecases.triaging import set_basis, set_kind, set_voices

from .asking import AskingScreen, Question
from .list_screen import list_bindings
from .note_rows import ASKED, Told, after, answers, first_open, heading, note_rows, when_it_comes
from .opening_records import open_record
from .pick import PickScreen
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow
from .words import day

_DIGITS: Final = "123456789"
_LATELY: Final = dt.timedelta(weeks=6)
_ALIKE: Final = 9


class NoteScreen(AskingScreen):
    """A note. With a `queue` of ids it is one of those, and after its outcome the next one comes by itself."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "note")
    DRAFTS: ClassVar[str] = CORRIDOR
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            binding
            for binding in list_bindings("note")
            if not (isinstance(binding, Binding) and binding.key in _DIGITS)
        ),
        *(Binding(digit, f"note_answer({digit})", show=False, priority=True) for digit in _DIGITS),
    ]
    CSS_PATH = "note.tcss"
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-flat"), (16, "-tall")]

    def __init__(self, note_id: str, queue: Sequence[str] = ()) -> None:
        """For the note with this id."""
        super().__init__()
        self.note_id = note_id
        self._queue = list(queue) or [note_id]
        self._in_queue = bool(queue)
        self._open = ""
        """What is asked: below it the answers are shown."""
        self._said_at = ""
        """The row at which a sentence was said."""

    def compose(self) -> ComposeResult:
        """From top to bottom: which note, its words, what is asked."""
        yield HeaderRow()
        yield Static(id="words", markup=False)
        yield PickList()
        yield MessageRow()
        yield KeyRow()

    # What is shown

    @property
    def note(self) -> CorridorNote | None:
        """The note as it now is; None when it is gone."""
        return self.workspace.private.get(CORRIDOR_NOTES, self.note_id)

    def is_gone(self) -> bool:
        """Whether it was taken out, or its adding was undone."""
        return self.note is None

    def show_list(self) -> None:
        """Show the note, and what is asked about it."""
        note = self.note
        if note is None:
            self.rows.show_rows([PickRow("", _("That note is gone"), heading=True)])
            return
        self._open = self._open or first_open(note)
        directory, guide = self.context.directory, self.workspace.content(current_language()).corridor
        place = self._queue.index(self.note_id) + 1 if self.note_id in self._queue else 0
        count = f"{place}/{len(self._queue)}" if self._in_queue and place else ""
        self.header.show(heading(note, directory), count)
        self.query_one("#words", Static).update(note.text)
        chosen = self.rows.chosen_id
        self.rows.show_rows(note_rows(self._told(note), self._open, guide, directory))
        if not chosen or (chosen.partition("=")[0] != self._open and chosen.partition("=")[0] in ASKED):
            self.rows.choose(self._open)

    def show_row_keys(self) -> None:
        """The keys; the digits first, where they answer something."""
        note = self.note
        idle = {"app.search"}
        if note is None or (not note.outcome):
            idle |= {"note.reopen", "note.reported"}
        elif note.reported_on is not None:
            idle |= {"note.reported"}
        if len(self._queue) < 2:
            idle |= {"note.next"}
        self.show_keys_but(idle)

    def _told(self, note: CorridorNote) -> Told:
        private = self.workspace.private
        entries = private.query(ENTRIES, parent=note.id)
        promises = tuple(each for each in entries if isinstance(each, Action) and is_promise(each, note))
        since = note.heard_at - _LATELY
        alike = {
            other.id
            for theme in note.themes
            for other in private.query(CORRIDOR_NOTES, themes=theme)
            if other.id != note.id and since <= other.heard_at
        }
        return Told(note, promises, tuple(came_of(self.workspace, note)), len(alike))

    @on(PickList.Moved)
    def _moved(self) -> None:
        asked, _equals, answer = self.rows.chosen_id.partition("=")
        if asked in ASKED and asked != self._open:
            self._open = asked
            self.show_list()
        if self._said_at == self.rows.chosen_id:
            self._said_at = ""  # the sentence stays until another row is chosen
        elif asked in ASKED and not self.is_typed_in:
            self.query_one(MessageRow).say(self._hint(asked, answer))

    def _hint(self, asked: str, answer: str) -> str:
        """What an answer means; of a question, that a digit answers it."""
        guide = self.workspace.content(current_language()).corridor
        found = next((each for each in answers(asked, guide) if each.id == answer), None)
        if found is not None:
            return found.hint
        steps = {"kind": "heard", "voices": "pattern", "basis": "known", "outcome": "wish"}
        return next((step.ask for step in guide.step if step.id == steps[asked]), "")

    # Answering

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_note_pick()

    async def action_note_answer(self, number: int = 0) -> None:
        """Take the answer with this number to what is asked."""
        guide = self.workspace.content(current_language()).corridor
        choices = answers(self._open, guide)
        if self.note is not None and 0 < number <= len(choices):
            await self._answer(self._open, choices[number - 1])

    async def action_note_pick(self) -> None:
        """Take the answer one is on, or go where the row leads."""
        kind, _colon, record = self.rows.chosen_id.partition(":")
        asked, _equals, answer = self.rows.chosen_id.partition("=")
        guide = self.workspace.content(current_language()).corridor
        if answer:
            await self._answer(asked, next(each for each in answers(asked, guide) if each.id == answer))
        elif asked in ASKED:
            self.rows.action_step(1)
        elif kind == "promise":
            await self.ask(self.question("kept", record) if record else self.question("promise", self.note_id))
        elif record:
            await open_record(self.kgw, kind, record)

    async def _answer(self, asked: str, answer: Titled) -> None:
        if asked == "outcome":
            await self._end_in(answer)
            return
        deeds = {"kind": set_kind, "voices": set_voices, "basis": set_basis}
        note = self.attempt(lambda: deeds[asked](self.workspace, self.note_id, answer.id))
        if note is not None:
            self._go_on_to(after(asked, note))

    def _go_on_to(self, asked: str) -> None:
        self._open = asked
        self.show_list()
        self.rows.choose(asked)
        self.show_keys()
        self.query_one(MessageRow).say(self._hint(asked, ""))

    async def _end_in(self, outcome: Titled) -> None:
        if outcome.id == "nothing":
            self._settled(self.attempt(lambda: triaging.settle(self.workspace, self.note_id, "nothing")), outcome.title)
        elif outcome.id == "to-agenda":
            self._choose_series()
        else:
            await self.ask(self.question(outcome.id, self.note_id))

    def _choose_series(self) -> None:
        found = coming(self.workspace)
        if not found:
            self.say(_("there is no series of meetings yet; plan or hold one first"), warning=True)
        elif len(found) == 1:
            self._ask_title(found[0].series.id)
        else:
            rows = [PickRow(each.series.id, each.series.title, when_it_comes(each)) for each in found]
            self.app.push_screen(PickScreen(_("In which meeting?"), rows), self._ask_title)

    def _ask_title(self, series_id: str | None) -> None:
        if series_id:
            self.call_later(self.ask, self.question(f"to-agenda={series_id}", self.note_id))

    def question(self, name: str, record: str) -> Question | None:
        """What is asked about this note, or about a promise in it."""
        note = self.note
        if name == "kept":
            return self._about_promise(record)
        if note is None or record != self.note_id:
            return None
        name, _equals, series = name.partition("=")
        title = self._title_of(name)
        asked = {
            "answered": _("what was the answer? Enter alone: none"),
            "to-agenda": _("what should the item be called? It is read by everybody"),
            "to-action": _("what is to be done, by whom (@) and when (>)?"),
            "to-knowledge-question": _("what do we want to know, who finds out (@), by when (>)?"),
            "to-expert": _("who knows more of it? @ and a name"),
            "watch": _("on which day do you look again?"),
            "closed-with-reason": _("why is nothing done? Who came with it hears it"),
            "promise": _("what did you promise, and by when (>)?"),
            "reported": self._report_words(note),
            "edit": _("other words for the note"),
        }
        if name not in asked:
            return None
        deed = partial(self._done, name, series, title)
        return Question(name if not series else f"{name}={series}", record, asked[name], deed, self._begins(name, note))

    def _about_promise(self, record: str) -> Question | None:
        entry = self.workspace.private.get(ENTRIES, record)
        if not isinstance(entry, Action) or is_kept(entry):
            return None
        words = _("{handle}: what came of it? It is told to who it was promised").format(handle=entry.handle)

        def done(text: str) -> str:
            kept(self.workspace, record, text)
            return _("✓ kept, and told")

        return Question("kept", record, words, done)

    def _begins(self, name: str, note: CorridorNote) -> str:
        """What the line begins with, so that Enter takes it."""
        if name in {"to-action", "to-knowledge-question"}:
            return note.text.split("\n")[0]
        if name == "to-agenda":
            return item_title(note.themes[0] if note.themes else "")
        if name == "watch":
            return _("in 2 weeks")
        if name == "reported":
            report = report_of(self.workspace, note)
            return report.words if report is not None else ""
        return note.text.replace("\n", " ") if name == "edit" else {"to-expert": "@"}.get(name, "")

    def _report_words(self, note: CorridorNote) -> str:
        whom = raised_by(note, self.workspace.settings.writer)
        name = self.context.directory.short_name(whom) if whom is not None else ""
        return (
            _("what did {name} hear? Enter alone: that it was told").format(name=name) if name else _("what was told?")
        )

    def _done(self, name: str, series: str, title: str, text: str) -> str:
        """Do what was asked, and say what was done."""
        workspace, note_id = self.workspace, self.note_id
        match name:
            case "to-agenda":
                bring_up(workspace, [note_id], series, text)
            case "to-action":
                return f"✓ {triaging.to_action(workspace, note_id, text).handle}"
            case "to-knowledge-question":
                return f"✓ {triaging.to_question(workspace, note_id, text).handle}"
            case "promise":
                made = triaging.promise(workspace, note_id, text)
                return f"✓ {made.handle}" + (f" · {day(made.due)}" if made.due else "")
            case "reported":
                report_back(workspace, note_id, text)
                return _("✓ told")
            case "edit":
                triaging.rewrite(workspace, note_id, text)
                return _("✓ kept")
            case _:
                triaging.settle(workspace, note_id, name, text)
        return f"✓ {title}"

    def _title_of(self, outcome: str) -> str:
        guide = self.workspace.content(current_language()).corridor
        return next((each.title for each in guide.outcome if each.id == outcome), "")

    def after_answer(self, asked: Question) -> None:
        """After the outcome the next note comes by itself."""
        if asked.name.partition("=")[0] in triaging.OUTCOMES:
            self._settled(self.note, self.query_one(MessageRow).sentence)

    def _settled(self, note: CorridorNote | None, said: str) -> None:
        if note is None:
            return
        said = said if said.startswith("✓") else f"✓ {said}"
        if not self._in_queue:
            self._go_on_to("outcome")
            self.say(said)
            return
        self.kgw.store_changed()
        following = self._following(1, still_open=True)
        if following:
            self._show(following)
            self._said_at = self.rows.chosen_id
            self.say(said)
        else:
            self.go_back()
            self.kgw.say(_("{said} · the inbox is empty").format(said=said))

    # Other keys

    async def action_note_promise(self) -> None:
        """Type what was promised."""
        await self.ask(self.question("promise", self.note_id))

    async def action_note_reported(self) -> None:
        """Note that it was told."""
        note = self.note
        if note is not None and not note.outcome:
            self.say(_("first say what becomes of it"))
        elif note is not None and note.reported_on is None:
            await self.ask(self.question("reported", self.note_id))

    async def action_note_edit(self) -> None:
        """Change the words."""
        await self.ask(self.question("edit", self.note_id))

    def action_note_reopen(self) -> None:
        """Back to the inbox."""
        if self.attempt(lambda: triaging.reopen(self.workspace, self.note_id)) is not None:
            self._go_on_to("outcome")
            self.say(_("✓ in the inbox again"))

    def action_note_delete(self) -> None:
        """Take it out, and go to the next one, or back."""
        following = self._following(1) or self._following(-1)
        if self.attempt(lambda: (triaging.delete(self.workspace, self.note_id), True)) is None:
            return
        said = _("✓ deleted; ^z brings it back")
        if following and self._in_queue:
            self._queue.remove(self.note_id)
            self._show(following)
            self.say(said)
        else:
            self.go_back()
            self.kgw.say(said)

    def action_note_next(self) -> None:
        """The next note."""
        self._step(1)

    def action_note_before(self) -> None:
        """The one before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        following = self._following(step)
        if following:
            self._show(following)
        else:
            self.say(_("that was the last one") if step > 0 else _("that is the first one"))

    def _following(self, step: int, *, still_open: bool = False) -> str:
        """The id of the next note of the queue that is there (and has no outcome yet); "" for none."""
        at = self._queue.index(self.note_id) if self.note_id in self._queue else -1
        behind = self._queue[at + 1 :] if step > 0 else self._queue[:at][::-1]
        around = behind + self._queue[:at] if still_open else behind
        for each in around:
            note = self.workspace.private.get(CORRIDOR_NOTES, each)
            if note is not None and not (still_open and note.outcome):
                return each
        return ""

    def _show(self, note_id: str) -> None:
        self.note_id, self._open = note_id, ""
        self.rows.action_edge(-1)
        self.show_list()
        self.rows.choose(self._open)
        self.show_keys()
        self.query_one(MessageRow).say(self._hint(self._open, ""))
