"""The people one works with: added in a line, renamed, gone and back, erased."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from kgw_tui.command_table import Place
from kgw_tui.drafts import PEOPLE as PEOPLE_DRAFTS
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.people import PEOPLE, Person
from kgw_tui.rules.directory import fold
from kgw_tui.rules.narrowing import Narrowing
from kgw_tui.usecases.people import (
    Changed,
    add_people,
    change_person,
    erase,
    foresee_erasing,
    rename,
    set_active,
)

from .asking import AskingScreen, Question
from .list_screen import list_bindings
from .person import PersonScreen
from .widgets.capture_line import CaptureLine
from .widgets.pick_list import LazyRows, PickList, PickRow

_NEW = "new"


class PeopleScreen(AskingScreen):
    """Everybody known, by name; who has left stands below."""

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

    # What is shown

    def show_list(self) -> None:
        """Those who have all that is sought."""
        shared = self.workspace.shared
        if self._seen != shared.cursor:
            self._ordered = sorted(shared.all(PEOPLE), key=lambda person: (not person.active, fold(person.name)))
            self._seen = shared.cursor
        found = self._narrowing.among(self._ordered, self.sought)
        self._people = {person.id: person for person in found}
        me = self.workspace.settings.writer
        row = partial(_row, self._people, me)
        words = _("Nobody has all that") if self.sought else _("Nobody is in the list yet; n adds somebody")
        self.rows.show_rows(LazyRows(list(self._people), row) if found else [PickRow("", words, heading=True)])
        self.header.show(_("People"), str(len(found)) if found else "")

    def show_row_keys(self) -> None:
        """The keys that do something to the chosen one."""
        chosen = self.rows.chosen_id
        about = {"people.open", "people.edit", "people.rename", "people.leave", "people.erase"}
        self.show_keys_but({"go.people", *(frozenset[str]() if chosen else about)})

    def names(self) -> dict[str, str]:
        """The names, by id."""
        return {person.id: person.name for person in self._people.values()}

    @on(PickList.Moved)
    def _moved(self) -> None:
        if not self.is_typed_in:
            self.show_keys()

    # Commands

    @on(PickList.Picked)
    def _picked(self) -> None:
        self.action_people_open()

    def action_people_open(self) -> None:
        """What is open between one and somebody."""
        if self.rows.chosen_id:
            self.app.push_screen(PersonScreen(self.rows.chosen_id))

    async def action_people_add(self) -> None:
        """Type somebody new."""
        await self.ask(self.question(_NEW, _NEW))

    async def action_people_search(self) -> None:
        """Narrow the list."""
        await self.look_for()

    async def action_people_edit(self) -> None:
        """What they do, and their marks."""
        await self.ask(self.question("edit", self.rows.chosen_id))

    async def action_people_rename(self) -> None:
        """Another name."""
        await self.ask(self.question("rename", self.rows.chosen_id))

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
            self.say(f"✓ {said.format(name=person.name)}")

    @on(CaptureLine.Pasted)
    def _pasted(self, message: CaptureLine.Pasted) -> None:
        """A paste of several lines is as many people."""
        done = self.attempt(lambda: self._add(message.text))
        if done is not None:
            self.line_left()
            self.kgw.store_changed()
            self.say(done)

    def question(self, name: str, record: str) -> Question | None:
        """What is asked about somebody, or who is new."""
        if name == _NEW:
            return Question(_NEW, _NEW, _("name, and behind a comma what they do; @mark before it"), self._add)
        person = self._people.get(record)
        if person is None:
            return None
        marks = " ".join([person.function, *(f"@{alias}" for alias in person.aliases)]).strip()
        asked: dict[str, tuple[str, Callable[[str], str], str]] = {
            "edit": (_("what does {name} do, and which @marks are theirs?"), partial(self._change, record), marks),
            "rename": (_("what is the name of {name} from now on?"), partial(self._rename, record), person.name),
            "erase": (self._warning(record), partial(self._erase, record), ""),
        }
        if name not in asked:
            return None
        words, deed, begins = asked[name]
        return Question(name, record, words.format(name=person.name), deed, begins)

    def _add(self, text: str) -> str:
        added = add_people(self.workspace, text)
        count = len(added.new)
        told = ngettext("{count} new", "{count} new", count).format(count=count)
        if count == 1:
            told = added.new[0].name
        known = ngettext("{count} known already", "{count} known already", len(added.changed))
        more = known.format(count=len(added.changed)) if added.changed else ""
        notices = [notice.sentence for notice in added.notices]
        return " · ".join(filter(None, (f"✓ {told}", more, *notices)))

    def _change(self, record: str, text: str) -> str:
        return f"✓ {change_person(self.workspace, record, text).name}"

    def _rename(self, record: str, text: str) -> str:
        return f"✓ {told_changes(rename(self.workspace, record, text))}"

    def _erase(self, record: str, text: str) -> str:
        person = self._people[record]
        if fold(text) != fold(person.name):
            raise Refused(_("not erased: that isn't the name of {name}").format(name=person.name))
        told = told_changes(erase(self.workspace, record))
        return f"✓ {told} · " + _("history and backups have it until they are old")

    def _warning(self, record: str) -> str:
        foreseen = self.attempt(lambda: foresee_erasing(self.workspace, record))
        told = told_changes(foreseen) if foreseen is not None else ""
        return _("{name} goes from {changes}. Type the name to erase it").replace("{changes}", told or _("the list"))


def told_changes(changed: Changed) -> str:
    """What a change of a name touches, in words."""
    counts = dict(changed.counts)
    said = [
        ngettext("{count} meeting", "{count} meetings", n).format(count=n) if (n := counts.get("meetings", 0)) else "",
        ngettext("{count} item", "{count} items", n).format(count=n) if (n := counts.get("items", 0)) else "",
        ngettext("{count} line", "{count} lines", n).format(count=n)
        if (n := counts.get("entries", 0) + counts.get("private_notes", 0))
        else "",
        ngettext("{count} note", "{count} notes", n).format(count=n) if (n := counts.get("corridor_notes", 0)) else "",
        ngettext("{count} visit", "{count} visits", n).format(count=n) if (n := counts.get("visits", 0)) else "",
        ngettext("{count} group", "{count} groups", n).format(count=n) if (n := counts.get("groups", 0)) else "",
    ]
    adopted = changed.adopted
    if adopted:
        words = ngettext("also in {count} adopted minutes", "also in {count} adopted minutes", adopted)
        said.append(words.format(count=adopted))
    return ", ".join(filter(None, said)) or _("the list alone")


def _findable(person: Person) -> str:
    words = f"{person.name} {person.function}".split()
    return " " + " ".join(fold(word) for word in (*words, *(f"@{alias}" for alias in person.aliases), *person.aliases))


def _row(people: dict[str, Person], me: str, person_id: str) -> PickRow:
    person = people[person_id]
    marks = " ".join(f"@{alias}" for alias in person.aliases)
    said = _("you") if person.id == me else "" if person.active else _("has left")
    return PickRow(person_id, person.name, " · ".join(filter(None, (said, marks))), middle=person.function)
