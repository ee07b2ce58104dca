"""One note from the corridor: what is asked about it, each answered with one key, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import ITEMS
from kgw_tui.rules.corridor import raised_by
from kgw_tui.rules.triage import helps_with
from kgw_tui.usecases import triaging
from kgw_tui.usecases.bringing_up import coming
from kgw_tui.usecases.note_page import Alike, Told, alike_to, told_of
from kgw_tui.usecases.triaging import set_basis, set_kind, set_voices
from kgw_tui.workspace import Workspace

from .asking import AskingScreen, Question
from .list_screen import list_bindings
from .note_questions import note_question, promise_question
from .note_rows import ASKED, after, answers, first_open, heading, leads_on, note_rows, when_it_comes
from .note_words import WholeNoteScreen, words_in_lines
from .opening_records import open_pattern, open_record
from .pick import PickScreen
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow

_DIGITS: Final = "0123456789"
_LOW: Final = 16
"""Lines of a screen from which on it isn't low."""
_FEW: Final = 2
"""Lines that the words take on a low screen, and answers beside which a sentence has room there."""
_MOST: Final = 6
"""Lines that the words take on one of 24."""
_DEEDS: Final[dict[str, Callable[[Workspace, str, str], CorridorNote]]] = {
    "kind": set_kind,
    "voices": set_voices,
    "basis": set_basis,
}
"""How a note gets the answer to what is asked but what becomes of it."""


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
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-flat"), (_LOW, "-tall")]

    def __init__(self, note_id: str, queue: Sequence[str] = ()) -> None:
        """For the note with this id."""
        super().__init__()
        self.note_id = note_id
        self._queue = list(queue) or [note_id]
        self._in_queue = bool(queue)
        self._open = ""
        """What is asked: below it the answers are shown."""
        self._is_whole = True
        """Whether all words stand here."""
        self._fresh = True
        """Whether the note had no outcome yet when one came to it: only then the next one comes by itself."""
        self._said_at = ""
        """The row at which a sentence was said."""
        self._alike: tuple[tuple[str, int], Alike] = (("", -1), Alike())

    def compose(self) -> ComposeResult:
        """From top to bottom: which note, its words, what is asked."""
        yield HeaderRow()
        yield Static(id="words", markup=False)
        yield PickList()
        yield MessageRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """See whether it was dealt with before, and say what helps with what is asked first."""
        self._fresh = self.note is not None and not self.note.outcome
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if not self.is_typed_in and not self.query_one(MessageRow).sentence:
            self.query_one(MessageRow).say(self._about(self.rows.chosen_id))
        self._show_answers()

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
        self._show_words(note)
        chosen = self.rows.chosen_id
        told = self._told(note)
        self.rows.show_rows(note_rows(told, self._open, guide, directory))
        if not chosen or (self._open and chosen.partition("=")[0] in set(ASKED) - {self._open}):
            self.rows.choose(self._open or leads_on(told))

    def on_resize(self) -> None:
        """Break the words anew."""
        note = self.note
        if note is not None and self.query("#words"):
            self._show_words(note)

    def _show_words(self, note: CorridorNote) -> None:
        width, height = self.app.size
        most = _FEW if height < _LOW else max(_MOST, height // 4)
        words, self._is_whole = words_in_lines(note.text, width - 2, most)
        self.query_one("#words", Static).update(words)

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
        if self._is_whole:
            idle |= {"note.whole"}
        self.show_keys_but(idle)

    def _told(self, note: CorridorNote) -> Told:
        seen = (note.id, self.workspace.private.cursor)
        if self._alike[0] != seen:  # what else was heard may be thousands of notes
            self._alike = (seen, alike_to(self.workspace, note))
        return told_of(self.workspace, note, self._alike[1])

    @on(PickList.Moved)
    def _moved(self) -> None:
        asked, _equals, _answer = self.rows.chosen_id.partition("=")
        if asked in ASKED and asked != self._open:
            self._open = asked
            self.show_list()
        if self._said_at == self.rows.chosen_id:
            return  # the sentence stays until another row is chosen
        self._said_at = ""
        if not self.is_typed_in:
            self.query_one(MessageRow).say(self._about(self.rows.chosen_id))

    def _about(self, row_id: str) -> str:
        """What helps with a row: what an answer means, or the words that may not fit in it."""
        asked, _equals, answer = row_id.partition("=")
        table, _colon, record_id = row_id.partition(":")
        if asked in ASKED or row_id == "promise":
            return self._hint(asked, answer)
        private, shared = self.workspace.private, self.workspace.shared
        note = private.get(CORRIDOR_NOTES, record_id) if table == CORRIDOR_NOTES.name else None
        item = shared.get(ITEMS, record_id) if table == ITEMS.name else None
        entry = private.get(ENTRIES, record_id) or shared.get(ENTRIES, record_id)
        said = note or entry
        words = item.title if item is not None else said.text if said is not None else ""
        return " ".join(words.split())

    def _hint(self, asked: str, answer: str) -> str:
        """What an answer means; of a question what helps with it, where that leaves room for the answers."""
        note, guide = self.note, self.workspace.content(current_language()).corridor
        choices = answers(asked, guide) if asked in ASKED else ()
        found = next((each for each in choices if each.id == answer), None)
        if found is not None or note is None:
            return found.hint if found is not None else ""
        if self.app.size.height < _LOW and len(choices) > _FEW:
            return ""
        if asked == "kind" and note.kind:
            return next((each.hint for each in choices if each.id == note.kind), "")
        helping = helps_with(asked, note, raised=raised_by(note, self.workspace.settings.writer) is not None)
        hints = guide.writing_hint if self.workspace.settings.writing_hints else ()
        said = {each.id: each.hint for each in hints} | {each.id: each.ask for each in guide.step}
        return said.get(helping, "")

    # Answering

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_note_pick()

    async def action_note_answer(self, number: int = 0) -> None:
        """Take the answer with this number to what is asked; 0 takes back what was answered."""
        guide = self.workspace.content(current_language()).corridor
        choices = answers(self._open, guide) if self._open else ()
        if self.note is not None and number == 0:
            self._take_back(self._open)
        elif self.note is not None and number <= len(choices):
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
        elif kind == "pattern":
            await open_pattern(self.kgw, record)
        elif record:
            await open_record(self.kgw, kind, record)

    async def _answer(self, asked: str, answer: Titled) -> None:
        if asked == "outcome":
            await self._end_in(answer)
            return
        note = self.attempt(lambda: _DEEDS[asked](self.workspace, self.note_id, answer.id))
        if note is not None:
            self._go_on_to(after(asked, note))

    def _take_back(self, asked: str) -> None:
        """Leave open what was answered; of what became of it that is to put it back in the inbox."""
        note = self.note
        if note is None or not asked or not getattr(note, asked):
            return
        if asked == "outcome":
            self.action_note_reopen()
        elif self.attempt(lambda: _DEEDS[asked](self.workspace, self.note_id, "")) is not None:
            self._go_on_to(asked)

    def _go_on_to(self, asked: str) -> None:
        self._open = asked
        self.show_list()
        self.rows.choose(asked)
        self.show_keys()
        self.query_one(MessageRow).say(self._hint(asked, "") if asked else "")
        self._show_answers()

    def _show_answers(self) -> None:
        """Scroll the question that is open up as far as its answers need."""
        guide = self.workspace.content(current_language()).corridor
        count = len(answers(self._open, guide)) if self._open else 0
        if count and self.rows.chosen_id == self._open:
            self.rows.show_below(count)

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
        if name == "kept":
            promise = self.workspace.private.get(ENTRIES, record)
            here = promise is not None and promise.parent == self.note_id
            return promise_question(self.workspace, record) if here else None
        note = self.note
        return note_question(self.workspace, note, name) if note is not None and record == note.id else None

    def after_answer(self, asked: Question) -> None:
        """After the outcome the next note comes by itself."""
        if asked.name.partition("=")[0] in triaging.OUTCOMES:
            self._settled(self.note, self.query_one(MessageRow).sentence)

    def _settled(self, note: CorridorNote | None, said: str) -> None:
        if note is None:
            return
        said = said if said.startswith("✓") else f"✓ {said}"
        if not self._in_queue or not self._fresh:
            self._rest()
            self._say_here(said)
            return
        self.kgw.store_changed()
        following = self._following(1, still_open=True)
        if following:
            self._show(following)
            self._say_here(said)
        else:
            self.go_back()
            self.kgw.say(_("{said} · the inbox is empty").format(said=said))

    def _say_here(self, said: str) -> None:
        """Say something that stays until one goes to another row."""
        self._said_at = self.rows.chosen_id
        self.say(said)

    # Other keys

    def action_note_whole(self) -> None:
        """All words of the note."""
        self.app.push_screen(WholeNoteScreen(self.note_id))

    async def action_note_known(self) -> None:
        """Type what is known of it."""
        await self.ask(self.question("known", self.note_id))

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
            self._fresh = True
            self._go_on_to("outcome")
            self._say_here(_("✓ in the inbox again"))

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
        self.note_id = note_id
        self._fresh = self.note is not None and not self.note.outcome
        self._rest()

    def _rest(self) -> None:
        """Stand where one begins with a note."""
        note = self.note
        if note is None:
            return
        self.rows.action_edge(-1)
        self._go_on_to(first_open(note))
        if not self._open:
            self.rows.choose(leads_on(self._told(note)))
