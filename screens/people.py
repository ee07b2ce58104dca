"""The people one works with: added in a line or a paste, renamed, gone and back, erased; and the names that were typed
of people who aren't in the list.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType

from kgw_tui.command_table import Place
from kgw_tui.drafts import PEOPLE as PEOPLE_DRAFTS
from kgw_tui.errors import KgwError, Refused
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.people import PEOPLE, Person
from kgw_tui.rules.directory import fold
from kgw_tui.rules.narrowing import Narrowing
from kgw_tui.usecases.people import add_people, between, change_person, read_list, set_active
from kgw_tui.usecases.reading import directory_of, is_watched
from kgw_tui.usecases.renaming import (
    Changed,
    Stranger,
    erase,
    foresee_erasing,
    foresee_merging,
    foresee_renaming,
    merge,
    recognise,
    rename,
    strangers,
)

from .asking import AskingScreen, Question
from .list_screen import list_bindings
from .paste_people import PLACE, PastePeopleScreen, told_added
from .people_words import marks_of, places, told_change, told_line
from .person import PersonScreen
from .widgets.capture_line import CaptureLine
from .widgets.pick_list import LazyRows, PickList, PickRow

_NEW = "new"
_TYPED = "typed:"
"""What the id of a row begins with that is a name which was typed; the name follows."""


class PeopleScreen(AskingScreen):
    """Everybody known, by name, who has left below; or, in the other view, who was typed and isn't known."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "people", "places")
    DRAFTS: ClassVar[str] = PEOPLE_DRAFTS
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("people", "places")

    def __init__(self) -> None:
        """With everybody."""
        super().__init__()
        self._people: dict[str, Person] = {}
        self._ordered: list[Person] = []
        self._seen = -1
        self._narrowing = Narrowing[Person](_findable, lambda person: person.id)
        self._typed = False
        """Whether the names are shown that were typed and that nobody has."""
        self._merging: tuple[tuple[str, str], str] = (("", ""), "")
        """Which two were last asked to be one, and where that would change something: not looked up at each key."""

    # What is shown

    def show_list(self) -> None:
        """Those who have all that is sought."""
        if self._typed:
            self._show_typed()
            return
        shared = self.workspace.shared
        if self._seen != shared.cursor:
            known = [person for person in shared.all(PEOPLE) if not person.erased]
            self._ordered = sorted(known, key=lambda person: (not person.active, fold(person.name)))
            self._seen = shared.cursor
        found = self._narrowing.among(self._ordered, self.sought)
        self._people = {person.id: person for person in found}
        me = self.workspace.settings.writer
        row = partial(_row, self._people, me)
        words = _("Nobody has all that") if self.sought else _("Nobody is in the list yet; n adds somebody")
        self.rows.show_rows(LazyRows(list(self._people), row) if found else [PickRow("", words, heading=True)])
        self.header.show(_("People"), str(len(found)) if found else "")

    def _show_typed(self) -> None:
        """The names that were typed and that nobody has."""
        sought = fold(self.sought)
        shared = is_watched(self.workspace)  # there may be eyes in the room: no names out of the corridor
        found = [each for each in strangers(self.workspace, shared_only=shared) if sought in fold(each.name)]
        self._people = {}
        rows = [_typed_row(each) for each in found]
        words = _("Nobody has all that") if self.sought else _("Every typed name is in the list")
        self.rows.show_rows(rows or [PickRow("", words, heading=True)])
        self.header.show(_("Typed, and not in the list"), str(len(found)) if found else "")

    def show_row_keys(self) -> None:
        """The keys that do something to the chosen one."""
        chosen = self.rows.chosen_id
        about = {"people.edit", "people.rename", "people.leave", "people.merge", "people.erase"}
        idle = {"people.open", *about} if not chosen else about if self._typed else set[str]()
        self.show_keys_but({"go.people", *idle})

    def names(self) -> dict[str, str]:
        """The names, by id."""
        return {person.id: person.name for person in self._people.values()}

    @on(PickList.Moved)
    def _moved(self) -> None:
        if not self.is_typed_in:
            self.show_keys()

    # Commands

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_people_open()

    async def action_people_open(self) -> None:
        """What is open between one and somebody; or whose name it is that was typed."""
        if self.rows.chosen_id in self._people:
            await self.app.push_screen(PersonScreen(self.rows.chosen_id))
        elif self._typed and self.rows.chosen_id:
            await self.ask(self.question("known", self.rows.chosen_id))

    async def action_people_add(self) -> None:
        """Type somebody new."""
        await self.ask(self.question(_NEW, _NEW))

    async def action_people_search(self) -> None:
        """Narrow the list."""
        await self.look_for()

    def action_people_view(self) -> None:
        """The other view."""
        self._typed = not self._typed
        self.show_list()
        self.rows.action_edge(-1)
        self.show_keys()

    def go_back(self) -> None:
        """To everybody, from the names that nobody has."""
        if self._typed:
            self.action_people_view()
        else:
            super().go_back()

    async def action_people_edit(self) -> None:
        """What they do, and their marks."""
        await self.ask(self.question("edit", self.rows.chosen_id))

    async def action_people_rename(self) -> None:
        """Another name; where it stands is told first."""
        await self.ask(self.question("rename", self.rows.chosen_id))

    async def action_people_merge(self) -> None:
        """Two who are one person; what that changes is told before it is done."""
        await self.ask(self.question("merge", self.rows.chosen_id))

    async def action_people_erase(self) -> None:
        """Take the name out; what that changes is told first."""
        await self.ask(self.question("erase", self.rows.chosen_id))

    def action_people_leave(self) -> None:
        """Gone, or back."""
        person = self._people.get(self.rows.chosen_id)
        if person is None:
            return
        if self.attempt(lambda: set_active(self.workspace, person.id, active=not person.active)) is not None:
            self.kgw.store_changed()
            said = _("{name} has left") if person.active else _("{name} is back")
            count = between(self.workspace, person.id).count if person.active else 0
            words = ngettext(
                "{count} thing is open; Enter shows it", "{count} things are open; Enter shows them", count
            )
            still = f" · {words.format(count=count)}" if count and not is_watched(self.workspace) else ""
            self.say(f"✓ {said.format(name=person.name)}{still}")

    # A paste

    @on(CaptureLine.Pasted)
    def _pasted(self, message: CaptureLine.Pasted) -> None:
        """A paste of several lines is as many people."""
        self._show_paste(message.text)

    def on_paste(self, event: events.Paste) -> None:
        """Also where no line is open."""
        if not self.is_typed_in and event.text.strip():
            event.stop()
            self._show_paste(event.text)

    def on_screen_resume(self) -> None:
        """Show a paste again that was neither taken nor refused."""
        if self.is_current:
            self.call_later(self._take_up_paste)

    def _take_up_paste(self) -> None:
        left = self.workspace.drafts.left(PLACE)
        if left and self.is_current:
            shown = self._show_paste(left[0].text)
            shown.stands_here(left[0])

    def _show_paste(self, text: str) -> PastePeopleScreen:
        shown = PastePeopleScreen(text)
        self.app.push_screen(shown, self._paste_done)
        return shown

    def _paste_done(self, sentence: str | None) -> None:
        if sentence and sentence.startswith("✓") and self.is_typed_in:
            self.line_left()
        self.say(sentence or "")

    # What is asked

    def question(self, name: str, record: str) -> Question | None:
        """What is asked about somebody, or who is new."""
        if name == _NEW:
            words = _("name, what they do, and @marks that find them; or paste a list")
            return Question(_NEW, _NEW, words, self._add, reads=self._read_new)
        typed = record.removeprefix(_TYPED)
        if name == "known":
            words = _("who is {name}? Somebody known, or a new name with what they do").format(name=typed)
            return Question("known", record, words, partial(self._known, typed), reads=self._read_known)
        person = self.workspace.shared.get(PEOPLE, record)
        asked: dict[str, Callable[[Person], Question]] = {
            "edit": self._ask_edit,
            "rename": self._ask_rename,
            "merge": self._ask_merge,
            "erase": self._ask_erase,
        }
        return asked[name](person) if person is not None and not person.erased and name in asked else None

    def _ask_edit(self, person: Person) -> Question:
        words = _("what does {name} do, and which @marks are theirs?").format(name=person.name)
        begins = " ".join(part for part in (person.function, marks_of(person)) if part)
        return Question("edit", person.id, words, partial(self._change, person.id), begins)

    def _ask_rename(self, person: Person) -> Question:
        where = places(self._foreseen(lambda: foresee_renaming(self.workspace, person.id)))
        words = (
            _("what is the name from now on? It changes in {places}") if where else _("what is the name from now on?")
        )
        return Question("rename", person.id, words.format(places=where), partial(self._rename, person.id), person.name)

    def _ask_merge(self, person: Person) -> Question:
        self._merging = (("", ""), "")
        words = _("who is {name} too? Type the other name; that one stays").format(name=person.name)
        return Question(
            "merge", person.id, words, partial(self._merge, person), reads=partial(self._read_merge, person)
        )

    def _ask_erase(self, person: Person) -> Question:
        where = places(self._foreseen(lambda: foresee_erasing(self.workspace, person.id))) or _("the list alone")
        words = _("type {name} to erase that: from {places}; not from files made before, the history and backups")
        return Question("erase", person.id, words.format(name=person.name, places=where), partial(self._erase, person))

    def _foreseen(self, foresee: Callable[[], Changed]) -> Changed:
        return self.attempt(foresee) or Changed()

    # What is answered

    def _add(self, text: str) -> str:
        return told_added(add_people(self.workspace, text))

    def _read_new(self, text: str) -> str:
        return " · ".join(told_line(line) for line in read_list(self.workspace, text).lines)

    def _change(self, record: str, text: str) -> str:
        return f"✓ {change_person(self.workspace, record, text).name}"

    def _rename(self, record: str, text: str) -> str:
        changed = rename(self.workspace, record, text, standing=self.kgw.half_typed())
        return told_change(" ".join(text.split()), changed)

    def _other(self, text: str) -> Person:
        """Whom an answer means. Raises Refused."""
        wanted = text.strip().removeprefix("@")
        who = directory_of(self.workspace).find(wanted)
        person = self.workspace.shared.get(PEOPLE, who.person) if who is not None and who.person else None
        if person is None:
            raise Refused(_("nobody in the list is called '{name}'").format(name=wanted))
        return person

    def _merge(self, person: Person, text: str) -> str:
        into = self._other(text)
        changed = merge(self.workspace, person.id, into.id, standing=self.kgw.half_typed())
        return told_change(_("{name} is {other}").format(name=person.name, other=into.name), changed)

    def _read_merge(self, person: Person, text: str) -> str:
        try:
            into = self._other(text)
            if self._merging[0] != (person.id, into.id):
                foreseen = foresee_merging(self.workspace, person.id, into.id)
                self._merging = ((person.id, into.id), places(foreseen))
            where = self._merging[1]
        except KgwError as error:
            return str(error) if text.strip() else ""
        return _("{name} becomes {other} in {places}").format(
            name=person.name, other=into.name, places=where or _("the list alone")
        )

    def _known(self, typed: str, text: str) -> str:
        person, changed = recognise(self.workspace, typed, self._as_known(text))
        return told_change(_("{name} is {other}").format(name=typed, other=person.name), changed)

    def _read_known(self, text: str) -> str:
        return self._read_new(self._as_known(text))

    def _as_known(self, text: str) -> str:
        """A mark alone is the name of whom it finds."""
        who = directory_of(self.workspace).find(text.strip()[1:]) if text.strip().startswith("@") else None
        person = self.workspace.shared.get(PEOPLE, who.person) if who is not None and who.person else None
        return person.name if person is not None else text

    def _erase(self, person: Person, text: str) -> str:
        if " ".join(fold(text).split()) != " ".join(fold(person.name).split()):
            raise Refused(_("not erased: that isn't the name of {name}").format(name=person.name))
        changed = erase(self.workspace, person.id, standing=self.kgw.half_typed())
        return told_change(_("erased"), changed)


def _findable(person: Person) -> str:
    words = f"{person.name} {person.function}".split()
    return " " + " ".join(fold(word) for word in (*words, *(f"@{alias}" for alias in person.aliases), *person.aliases))


def _row(people: dict[str, Person], me: str, person_id: str) -> PickRow:
    person = people[person_id]
    said = _("you") if person.id == me else "" if person.active else _("has left")
    return PickRow(
        person_id, person.name, " · ".join(part for part in (said, marks_of(person)) if part), middle=person.function
    )


def _typed_row(stranger: Stranger) -> PickRow:
    words = ngettext("in {count} record", "in {count} records", stranger.count)
    return PickRow(f"{_TYPED}{stranger.name}", stranger.name, words.format(count=stranger.count))
