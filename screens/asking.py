"""A list in whose line is typed what to look for, or the answer to a question about what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from kgw_tui.capture.completion import complete
from kgw_tui.capture.parsed import LineContext
from kgw_tui.drafts import Draft, about, draft_place, is_beneath
from kgw_tui.i18n import _
from kgw_tui.usecases.reading import line_context

from .list_screen import ListScreen
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow


@dataclass(frozen=True)
class Question:
    """A question about one record: what is asked, what the line begins with, and what is done with the answer.

    `name` is what the place of a half-typed answer is called, `record` the id of what it is about; `answered` gives the
    sentence that says what was done, and raises KgwError for an answer that doesn't do. `reads` says in words what an
    answer comes to while it is typed.
    """

    name: str
    record: str
    words: str
    answered: Callable[[str], str]
    begins: str = ""
    reads: Callable[[str], str] | None = None


class AskingScreen(ListScreen):
    """The stem of the lists of records. `DRAFTS` is the first word of the places of its half-typed answers.

    Subclasses show their rows in `show_list`, which may narrow them to `sought`, and ask with `ask`.
    """

    DRAFTS: ClassVar[str] = ""

    def __init__(self) -> None:
        """Nothing is asked, and nothing sought."""
        super().__init__()
        self._asked: Question | None = None
        self.sought = ""
        """What the list is narrowed to."""

    @property
    def stem(self) -> str:
        """The place beneath which its half-typed answers are kept."""
        return self.DRAFTS

    @property
    def header(self) -> HeaderRow:
        """The row with the title."""
        return self.query_one(HeaderRow)

    def show_list(self) -> None:
        """Show the rows anew, and the title."""

    def show_row_keys(self) -> None:
        """Show the keys that do something to the chosen row."""

    def question(self, name: str, record: str) -> Question | None:
        """The question with this name about a record, to go on with what was half typed; None when it is gone."""
        del name, record

    def store_changed(self) -> None:
        """Read anew; below another screen that waits until one comes back."""
        if self.is_current:
            self.show_list()
            self.show_keys()

    def show_keys(self) -> None:
        """The keys of the line while one types in it, else those of the list."""
        if self.is_typed_in:
            keeps = _("keep") if self._asked is not None else _("to the list")
            self.query_one(KeyRow).show([("Enter", keeps), ("Esc", _("back")), ("F1", _("help"))])
        else:
            self.show_row_keys()

    async def ask(self, question: Question | None) -> None:
        """Open the line for an answer, and say what is asked."""
        if question is None:
            return
        self._asked = question
        await self.open_line(question.begins)
        self.query_one(MessageRow).say(question.words)
        self.show_keys()

    async def look_for(self, words: str = "") -> None:
        """Open the line to narrow the list; what was typed before stands in it."""
        self._asked = None
        await self.open_line(words or self.sought)
        self.show_keys()

    def completion(self, line: str, cursor: int) -> str | None:
        """The rest of a name."""
        found = complete(line, cursor, self.context, ())
        return found.ghost if found else None

    @property
    def context(self) -> LineContext:
        """What a line is read against here."""
        return line_context(self.workspace)

    def line_read(self, text: str) -> None:
        """Narrow the list while one types, or say what an answer comes to."""
        if self._asked is None:
            if text != self.sought:
                self.sought = text
                self.show_list()
                self.rows.action_edge(-1)
        elif self._asked.reads is not None:
            self.query_one(MessageRow).say(self._asked.reads(text) or self._asked.words)

    async def line_entered(self, text: str) -> None:
        """Do what was asked with what was typed (what is refused stays in the line), or go to what was found."""
        asked = self._asked
        if asked is None:
            self.leave_line()
            self.show_keys()
            return
        done = self.attempt(lambda: asked.answered(text))
        if done is not None:
            self.line_left()
            self.kgw.store_changed()
            self.say(done)
            self.after_answer(asked)

    def after_answer(self, asked: Question) -> None:
        """An answer has been stored."""

    def line_left(self) -> None:
        """Nothing is asked or sought any more."""
        asked, self._asked = self._asked, None
        if asked is not None:
            self.settled()
        self.close_line()
        self.query_one(MessageRow).say("")
        if asked is None and self.sought:
            self.sought = ""
            self.show_list()
        elif self.sought and self._line is not None:
            self._line.value = self.sought
        self.show_keys()

    def line_stepped(self, step: int) -> None:
        """While one looks for something: in the list. An answer stays about what it is about."""
        if self._asked is None:
            self.rows.action_step(step)

    def half_typed(self) -> dict[str, str]:
        """What is being answered, about which record; not what stood in the line to begin with."""
        if self._asked is None or self._line is None or self._line.value == self._asked.begins:
            return {}
        return {draft_place(self.stem, self._asked.name, self._asked.record): self._line.value}

    def on_screen_resume(self) -> None:
        """Go on with an answer that was left half typed, beside what the stem does."""
        if self.is_current:
            self.call_later(self._take_up_draft)

    def take_in(self, draft: Draft) -> bool:
        """Whether a half-typed answer stands here; the first that was left, of what can be answered, is going to."""
        waits = self._asked is None and is_beneath(draft.place, self.stem) and self._question_in(draft) is not None
        return waits or super().take_in(draft)

    def _question_in(self, draft: Draft) -> Question | None:
        name, _space, record = about(draft.place, self.stem).partition(" ")
        return self.question(name, record)

    async def _take_up_draft(self) -> None:
        if self._asked is not None or not self.is_current:
            return
        for draft in self.workspace.drafts.left(self.stem):
            question = self._question_in(draft)
            if question is not None:
                self.rows.choose(question.record)
                await self.ask(question)
                await self.open_line(draft.text)
                self.stands_here(draft)
                break
