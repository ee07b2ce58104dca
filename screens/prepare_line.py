"""What stands in the line where an agenda is prepared: a new item, one that is edited, who leads it, or a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from kgw_tui.capture.completion import complete
from kgw_tui.capture.names import read_names, write_names
from kgw_tui.command_table import Command
from kgw_tui.commands import by_slash, slash, slash_beginning
from kgw_tui.drafts import about, begun_of, draft_place, records_of
from kgw_tui.errors import KgwError, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.records.record import new_id
from kgw_tui.usecases.agenda_line import AgendaLine, agenda_line_of, lead_mark, read_papers, write_papers
from kgw_tui.usecases.attending import attend, foresee_attendance
from kgw_tui.usecases.foreseeing import foresee
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.obeying import obey
from kgw_tui.usecases.preparing import LEAD_WORDS, Preparing

from .agenda_words import item_echo
from .prepare_rows import lead_words
from .widgets.echo_row import EchoRole

Doing = Literal["edit", "lead", "papers", "guests"]
"""What Enter does to the item that the line is aimed at."""
Part = tuple[str, EchoRole]

_DOINGS: Final[tuple[Doing, ...]] = get_args(Doing)
_OVER: Final = "command"
OF_THE_MEETING: Final = (
    "prepare.date",
    "prepare.time",
    "prepare.expected",
    "meeting.title",
    "meeting.place",
    "meeting.chair",
    "meeting.minutetaker",
    "meeting.absent",
)
"""The commands that say something of the meeting itself, by their `/` word; some are those of the live meeting."""


@dataclass(frozen=True)
class Aim:
    """The item that the line is about, and what Enter does to it."""

    doing: Doing
    item_id: str


class PrepareLine:
    """The line of one agenda, as it is understood so far. No widget: it can be read and tested by itself."""

    def __init__(self, preparing: Preparing) -> None:
        """An empty line."""
        self._preparing = preparing
        self.text = ""
        self.said = AgendaLine()
        self.aim: Aim | None = None
        self.stash = ""
        self._begun_with = ""
        """What stood in the line when it was aimed last."""
        self._record = ""
        """The id that the item will get that is being typed."""

    @property
    def is_command(self) -> bool:
        """Whether a command is typed."""
        return self.text.startswith("/") and not self.text.startswith("//")

    def read(self, text: str) -> None:
        """Read the line as it now stands."""
        self.text = text
        if self.aim is None:
            self._record = (self._record or new_id()) if text else ""
        self.said = self._preparing.read(text.removeprefix("/") if text.startswith("//") else text)

    def aim_at(self, aim: Aim, typed: str) -> str:
        """Aim the line at an item; what was typed so far is kept for afterwards. Gives what the line begins with."""
        item = self._preparing.item(aim.item_id)
        self.put_aside(typed)
        self.aim = aim
        self._begun_with = self._begins_with(aim, item)
        return self._begun_with

    def _begins_with(self, aim: Aim, item: AgendaItem) -> str:
        directory = self._preparing.directory
        match aim.doing:
            case "edit":
                return agenda_line_of(item, directory)
            case "lead":
                return lead_mark(item.led_by, directory) if item.led_by else lead_words(item, directory)
            case "papers":
                return write_papers(item.papers)
            case "guests":
                return ", ".join(lead_mark(who, directory) for who in self._preparing.guests(item.id))

    def put_aside(self, typed: str) -> None:
        """Keep what was half typed while the line is used for something else; `finish` gives it back."""
        if self.aim is None and typed.strip():
            self.stash = typed

    def half_typed(self, stem: str, line: str) -> dict[str, str]:
        """By place: at `stem` the line itself, beneath it what stands over it meanwhile, about an item or a command.

        What stands there as it began isn't half typed.
        """
        own = draft_place(stem, record=self._record)
        if self.aim is None and not self.stash:
            return {own: line}
        texts = {own: self.stash}
        if self.aim is None:
            texts[draft_place(stem, _OVER)] = line
        elif line != self._begun_with:
            texts[draft_place(stem, self.aim.doing, self.aim.item_id, begun=self._begun_with)] = line
        return texts

    def take_up(self, place: str) -> None:
        """What was left at `place` comes into the line again: as it was begun, with the id that its item will get."""
        self._begun_with = begun_of(place) or self._begun_with
        self._record = next(iter(records_of(place)), self._record)

    def aim_of(self, place: str, stem: str) -> Aim | None:
        """What the line at a place beneath `stem` was aimed at; None for nothing, or when the item is gone."""
        doing, _space, item_id = about(place, stem).partition(" ")
        if doing not in _DOINGS or all(item.id != item_id for item in self._preparing.items):
            return None
        return Aim(doing, item_id)

    def lose(self) -> bool:
        """Let go of the item that the line is aimed at when it is gone; says whether it was."""
        if self.aim is None or any(item.id == self.aim.item_id for item in self._preparing.items):
            return False
        self.aim = None
        return True

    def finish(self) -> str:
        """The line has been dealt with: gives what it was before it was aimed, or nothing."""
        stash, self.stash, self.aim = self.stash, "", None
        self.read(stash)
        return stash

    def completion(self, line: str, cursor: int) -> str | None:
        """What could follow the cursor, as a ghost: the rest of a name or of a command."""
        place = 0 if current_language() == "nl" else -1
        words = sorted(command.slash[place] for command in map(_command, OF_THE_MEETING) if command)
        found = complete(line, cursor, self._preparing.context, words)
        return found.ghost if found else None

    def store(self) -> str:
        """Do what the line says; gives the sentence that says what was done. Raises KgwError where that can't be."""
        preparing, aim = self._preparing, self.aim
        if aim is None:
            item = preparing.add(self.said, record=self._record)
            return _("✓ item {number}").format(number=_number(preparing, item))
        match aim.doing:
            case "edit":
                preparing.rewrite(aim.item_id, self.said, preparing.read(self._begun_with))
            case "lead":
                preparing.set_lead(aim.item_id, self.text)
            case "papers":
                preparing.set_papers(aim.item_id, read_papers(self.text))
            case "guests":
                preparing.set_guests(aim.item_id, self.text)
        return _("✓ changed")

    def obey(self) -> str:
        """Do the command that is typed; gives its sentence. Raises Refused for one that isn't there here."""
        word, words = self._words()
        command = by_slash(word)
        if command is None or command.id not in OF_THE_MEETING:
            raise Refused(_("there is no command /{word} while preparing; F1 lists them").format(word=word))
        if not words:
            raise Refused(f"/{word} {_(command.takes)}: {_(command.explains)}")
        if command.id == "prepare.date":
            return self._preparing.set_day(words)
        if command.id == "prepare.time":
            return self._preparing.set_time(words)
        live = LiveMeeting(self._preparing.workspace, self._preparing.meeting_id)
        if command.id == "prepare.expected":
            attend(live, _as_expected(words), present=True)
            said = _("expected: {names}").format(names=foresee_attendance(live, words))
        else:
            said = obey(live, command.id, words)
        self._preparing.forget()
        return said or _("✓ changed")

    @property
    def command(self) -> Command | None:
        """The command that is typed, of any place."""
        return by_slash(self._words()[0]) if self.is_command else None

    def echo(self) -> list[Part]:
        """What Enter will make of the line, in words."""
        if self.is_command:
            return self._command_echo()
        preparing, aim = self._preparing, self.aim
        if aim is not None and not self.lose() and aim.doing != "edit":
            title = next(item.title for item in preparing.items if item.id == aim.item_id)
            return _ASIDE[aim.doing](self, title)
        if not self.text.strip():
            return []
        if self.said.refused:
            return [(self.said.refused, "hint")]
        return item_echo(self.said, self._preparing.directory, _("Edit") if self.aim else _("Agenda item"))

    def lead_echo(self, title: str) -> list[Part]:
        """Who will lead the item."""
        parts: list[Part] = [(_("Who leads"), "kind"), (f" {title}", "")]
        words = self.text.strip(" @")
        if not words or words.lower() in LEAD_WORDS:
            known = LEAD_WORDS.get(words.lower(), "chair")
            spoken = {"chair": _("the chair leads"), "expert": _("an expert leads"), "any": _("everybody")}
            return [*parts, (f" · {spoken[known]}", "name")]
        try:
            who = self._preparing.who_is(words)
        except KgwError as refused:
            return [*parts, (f" · {refused}", "doubt")]
        if who.name:
            return [*parts, (" · " + _("new: {name}").format(name=who.name), "doubt")]
        return [*parts, (" · " + self._preparing.directory.name(who), "name")]

    def guests_echo(self, title: str) -> list[Part]:
        """Who will come for the item."""
        parts: list[Part] = [(_("Guests for"), "kind"), (f" {title}", "")]
        for listed in read_names(self.text):
            try:
                who = self._preparing.who_is(listed.name)
            except KgwError as refused:
                parts.append((f" · {refused}", "doubt"))
                continue
            new = _("new: {name}").format(name=who.name)
            parts.append((f" · {new}", "doubt") if who.name else (f" · {self._preparing.directory.name(who)}", "name"))
        return parts

    def papers_echo(self, title: str) -> list[Part]:
        """What will be read for the item."""
        papers = read_papers(self.text)
        names = " | ".join(papers) if papers else _("none")
        return [(_("Papers"), "kind"), (f" {title} · ", ""), (names, "name")]

    def _command_echo(self) -> list[Part]:
        word, words = self._words()
        command = by_slash(word)
        if not word:
            return [(_("a command: {words}").format(words=" ".join(map(slash, OF_THE_MEETING[:4]))), "hint")]
        if command is None:
            begins = slash_beginning(word, current_language())
            if begins:
                return [("  ".join(begins), "hint")]
            return [(_("there is no command /{word}").format(word=word), "doubt")]
        meant = ""
        if words and command.id in {"prepare.date", "prepare.time"}:
            meant = self._preparing.foresee(command.id, words)
        elif words and command.id in OF_THE_MEETING:
            live = LiveMeeting(self._preparing.workspace, self._preparing.meeting_id)
            expected = command.id == "prepare.expected"
            meant = foresee_attendance(live, words) if expected else foresee(live, command.id, words)
        if meant:
            return [(_(command.title), "kind"), (f" · {meant}", "name")]
        takes = f" {_(command.takes)}" if command.takes else ""
        return [(_(command.title), "kind"), (f"{takes} · {_(command.explains)}", "")]

    def _words(self) -> tuple[str, str]:
        """The word of the command that is typed, and what stands behind it."""
        word, _space, words = self.text.removeprefix("/").partition(" ")
        return word, words.strip()


_ASIDE: Final[dict[Doing, Callable[[PrepareLine, str], list[Part]]]] = {
    "lead": PrepareLine.lead_echo,
    "papers": PrepareLine.papers_echo,
    "guests": PrepareLine.guests_echo,
}


def _as_expected(words: str) -> str:
    """The names, each with the note that they are expected and not there yet."""
    return write_names(replace(listed, notes=(*listed.notes, "verwacht")) for listed in read_names(words))


def _number(preparing: Preparing, item: AgendaItem) -> int:
    return next((number for number, each in enumerate(preparing.items, 1) if each.id == item.id), 0)


def _command(command_id: str) -> Command | None:
    from kgw_tui.command_table import COMMANDS

    return next((command for command in COMMANDS if command.id == command_id), None)
