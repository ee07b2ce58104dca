"""What stands in the capture line: read at each key, aimed at an entry or not, and told in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from kgw_tui.capture.completion import complete, take_proposed
from kgw_tui.capture.dates import read_date
from kgw_tui.capture.day_words import say_day
from kgw_tui.capture.echo import echo
from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.capture.writing import line_of
from kgw_tui.commands import by_slash, slash, slash_beginning, slash_words
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Evidence, Question
from kgw_tui.records.record import new_id
from kgw_tui.rules.wording import outcome_word
from kgw_tui.usecases import handling
from kgw_tui.usecases.foreseeing import foresee
from kgw_tui.usecases.live import Captured, LiveMeeting
from kgw_tui.usecases.obeying import read_outcome

from .agenda_words import item_echo
from .widgets.echo_row import ROLES, EchoRole

Doing = Literal["edit", "evidence", "outcome", "risk"]
"""What Enter does to the entry that the line is aimed at."""
Part = tuple[str, EchoRole]
Targets = Callable[[str | None], list[AnyEntry]]
MOST_NEEDED = ("item.next", "phase.set", "person.arrives", "person.leaves", "decision.vote", "meeting.close")
"""The commands that a lone `/` names."""


@dataclass(frozen=True)
class Target:
    """The entry that the line is about, and what Enter does to it; `checking`: as a step of the check of a claim."""

    doing: Doing
    entry_id: str
    checking: bool = False


class LineReading:
    """The line of one live meeting, as it is understood so far. No widget: it can be read and tested by itself."""

    def __init__(self, live: LiveMeeting, targets: Targets | None = None) -> None:
        """An empty line. `targets` gives what a `+` line in an item may belong to, where more than is stored may be."""
        self._live = live
        self._targets: Targets = targets or live.evidence_targets
        self.stash: str = ""
        self.begun_in: str | None = None
        """The item in which the line was begun: it goes there, wherever another terminal goes on to meanwhile."""
        self.record: str = ""
        """The id that the line will be stored with, and was begun with; `aim_record` that of a line that is aimed."""
        self.aim_record: str = ""
        self.begun_with: str = ""
        """What stood in the line when it was aimed last: an edit that still says that changes nothing."""
        self.begun: ParsedLine | None = None
        """The line as it was put there for the editing of an entry."""
        self._parent = ""
        self._aimed_at: str = ""
        self._other_reading = False
        self.target: Target | None = None
        self.text: str = ""
        self.parsed = ParsedLine(LineKind.EMPTY)

    def read(self, text: str) -> None:
        """Read the line as it now stands."""
        if text != self.text:
            self._other_reading = False
        self.text = text
        if not text and not self.stash:
            self.begun_in, self.record = None, ""
        elif self.begun_in is None:
            self.begun_in = self._live.meeting.current_item or None
        if text and not self.record:
            self.record = new_id()
        self.parsed = self._live.read(text, as_claim=self._other_reading)
        if self._target_is("evidence") and self.parsed.kind is LineKind.NOTE:
            self.parsed = replace(self.parsed, kind=LineKind.EVIDENCE)

    def come_along(self) -> None:
        """The one who types goes to another item: what stands in the line is that item's from now on."""
        self.begun_in = self._live.meeting.current_item or None if self.text or self.stash else None

    def aim(self, target: Target, typed: str) -> str:
        """Aim the line at an entry; what was typed so far is kept for afterwards. Gives what the line begins with."""
        if self.target is None:
            self.put_aside(typed)
        self.target = target
        self.begun, self.begun_with, self.aim_record = None, "", new_id()
        if target.doing == "edit":
            entry = self._live.entry(target.entry_id)
            self._aimed_at = entry.text
            self.begun_with = self._with_day_as_said(line_of(entry, self._live.context.directory), entry)
            self.begun = self._live.read(self.begun_with)
        return self.begun_with

    def begun_before(self, begun: str) -> None:
        """The edit was begun with this, before the program was cut off; somebody may have changed the entry since."""
        if begun:
            self.begun_with, self.begun = begun, self._live.read(begun)
            self._aimed_at = self.begun.text

    def _with_day_as_said(self, line: str, entry: AnyEntry) -> str:
        """The line with its day as people write it (`>27 nov`), where that is read as the same day without doubt."""
        day = entry.review if isinstance(entry, Decision) else getattr(entry, "due", None)
        if not isinstance(day, dt.date):
            return line
        said = say_day(day, current_language(), with_year=False)
        read = read_date(said, self._live.context.calendar)
        if read is None or read.day != day or read.doubts:
            return line
        return line.replace(f">{day.isoformat()}", f">{said}")

    def changed_since(self) -> str:
        """What somebody else has made of the text that is being edited here since it was put in the line, when it is
        changed here too; "" for nothing.
        """
        entry = self._live.find_entry(self.target_id) if self._target_is("edit") else None
        mine = self.begun is None or self.parsed.text != self.begun.text
        return entry.text if mine and entry is not None and entry.text != self._aimed_at else ""

    @property
    def target_id(self) -> str:
        """The entry that Enter does something to: none for a private line or a command, whatever it is aimed at."""
        aside = self.parsed.kind in {LineKind.PRIVATE, LineKind.COMMAND}
        return self.target.entry_id if self.target and not aside else ""

    def put_aside(self, typed: str) -> None:
        """Keep what was half typed while the line is used for something else; `finish` gives it back."""
        if typed.strip():
            self.stash = typed

    def lose(self) -> bool:
        """Let go of the entry that the line is aimed at when somebody took it out: the line then is one of its own."""
        if self.target is None or self._live.find_entry(self.target.entry_id) is not None:
            return False
        self.target = self.begun = None
        self.read(self.text)
        return True

    def finish(self) -> str:
        """The line has been dealt with: gives what it was before it was aimed, or nothing."""
        stash, self.stash = self.stash, ""
        self.target = self.begun = None
        self._parent = ""
        self._other_reading = False
        self.read(stash)
        return stash

    def completion(self, line: str, cursor: int) -> str | None:
        """What could follow the cursor, as a ghost: the rest of a name or of a command."""
        found = complete(line, cursor, self._live.context, slash_words(current_language()))
        return found.ghost if found else None

    @property
    def parent(self) -> AnyEntry | None:
        """The claim or decision that a `+` line belongs to: the one that was the newest of the item when the line began
        with `+`, unless another was chosen since. It stays the one that the echo names, whatever others type.
        """
        if self.parsed.kind is not LineKind.EVIDENCE:
            self._parent = ""
            return None
        targets = self._targets(self.begun_in)
        parent = next((target for target in targets if target.id == self._parent), targets[0] if targets else None)
        self._parent = parent.id if parent else ""
        return parent

    @property
    def parent_id(self) -> str:
        """The id of `parent`, or ""."""
        parent = self.parent
        return parent.id if parent else ""

    def choose_parent(self, step: int) -> bool:
        """Choose an older (-1) or newer (1) claim for a `+` line; False when the line is none."""
        if self.parsed.kind is not LineKind.EVIDENCE or self.target is not None:
            return False
        targets = self._targets(self.begun_in)
        parent = self.parent
        if parent is None:
            return False
        place = next(index for index, target in enumerate(targets) if target.id == parent.id)
        self._parent = targets[max(0, min(len(targets) - 1, place - step))].id
        return True

    def _target_is(self, doing: Doing) -> bool:
        return self.target is not None and self.target.doing == doing

    def echo(self, width: int) -> list[Part]:
        """What Enter will make of the line, in words, for a row of `width` cells."""
        parts: list[Part] = []
        self.lose()
        if self.target is not None and self.target_id:
            parts += self._outcome() or self._aimed(self.target)
            if self.target.doing in {"outcome", "risk"} or self.parsed.kind is LineKind.EMPTY:
                return parts
            parts.append((" · ", ""))
        if self.parsed.kind is LineKind.COMMAND:
            return parts + self._command()
        if self.parsed.kind is LineKind.ITEM and self.target is None and not self.parsed.refused:
            said = self._live.item_said(self.text)
            return [*parts, *item_echo(said, self._live.context.directory, _("Agenda item"))]
        if self.target is None and (elsewhere := self._begun_elsewhere()):
            parts.append((elsewhere + " · ", "doubt"))
        parent = self.parent if self.target is None else None
        told = echo(self.parsed, self._live.context, under=parent.text if parent else "")
        room = max(10, width - 3 - sum(len(text) for text, _role in parts))
        for part in told.fit(room):
            parts.append((part.text, ROLES.get(part.role, "")))
        if self.offer:
            parts.append((f"  F4: {self.offer}", "hint"))
        return parts

    @property
    def offer(self) -> str:
        """What F4 would do with the line, in a few words; "" when there is nothing to offer."""
        if self.target is not None:
            return ""
        if self.parsed.proposed_owner is not None and not self.parsed.owners:
            name = self._live.context.directory.short_name(self.parsed.proposed_owner)
            return _("owner {name}").format(name=name)
        if self.parsed.kind is LineKind.QUESTION and not self._other_reading:
            return _("as an assumption")
        if self._pros_and_cons() is not None:
            return _("pros and cons, as notes")
        return ""

    def take_offer(self) -> str:
        """Do what is offered; gives the line as it then stands. Raises Refused when nothing is."""
        if not self.offer:
            raise Refused(_("there is nothing to take; F1 shows the keys"))
        if self.parsed.proposed_owner is not None and not self.parsed.owners:
            return take_proposed(self.text, self.parsed)
        if self.parsed.kind is LineKind.QUESTION:
            self._other_reading = True
            self.read(self.text)
            return self.text
        pro = self._pros_and_cons()
        if pro is not None:
            handling.make_note(self._live, pro.id, prefix="+ ")
        return self.text

    def kept(self, captured: Captured) -> str:
        """The sentence that says that a line is safe."""
        if captured.kind is LineKind.ITEM:
            numbers = [item.id for item in self._live.items]
            return _("✓ item {number}").format(number=numbers.index(captured.id) + 1)
        if captured.kind is LineKind.PRIVATE:
            return _("✓ kept, for you alone ({count} in this meeting)").format(count=len(self._live.private_notes()))
        handle = getattr(self._live.entry(captured.id), "handle", "")
        return _("✓ kept") + (f" · {handle}" if handle else "")

    def _begun_elsewhere(self) -> str:
        """The item that the line was begun in and goes to, when another terminal has gone on from there; else ""."""
        if self.parsed.kind in {LineKind.EMPTY, LineKind.ITEM} or self.begun_in in {
            None,
            self._live.meeting.current_item,
        }:
            return ""
        numbered = enumerate(self._live.items, 1)
        names = [f"{number} {item.title}" for number, item in numbered if item.id == self.begun_in]
        return _("with item {item}").format(item=names[0]) if names else ""

    def _pros_and_cons(self) -> Evidence | None:
        """The `+` entry directly above, when the line begins with `-` and so may be the con to its pro."""
        if self.parsed.kind is not LineKind.NOTE or not self.text.startswith("-"):
            return None
        newest = self._live.newest_of_all()
        return newest if isinstance(newest, Evidence) else None

    def _outcome(self) -> list[Part]:
        """Which outcome of the check the words name so far, and why; nothing while they name none."""
        target = self.target
        if (
            target is None
            or target.doing != "outcome"
            or not isinstance(self._live.find_entry(target.entry_id), Assumption)
        ):
            return []
        read = read_outcome(self.text)
        if read is None:
            return []
        return [(outcome_word(read[0]), "kind"), (f" · {read[1]}" if read[1] else " · " + _("and why?"), "")]

    def _aimed(self, target: Target) -> list[Part]:
        entry = self._live.entry(target.entry_id)
        words = {
            "edit": _("editing"),
            "evidence": _("evidence under: {text}").format(text=entry.text),
            "outcome": _outcome_words(entry) + (" · " + _("+ more evidence") if target.checking else ""),
            "risk": _("why is that a risk worth taking? It goes into the minutes"),
        }
        if target.checking and target.doing == "evidence":
            return [(words["evidence"], "kind"), (" · " + _("F7: what came of it"), "hint")]
        about = f" ({entry.text})" if target.doing in {"outcome", "risk"} else ""
        return [(words[target.doing], "kind"), (about, "")]

    def _command(self) -> list[Part]:
        command = by_slash(self.parsed.command)
        if not self.parsed.command:
            return [(_("a command: {words}").format(words=" ".join(slash(each) for each in MOST_NEEDED)), "hint")]
        if command is None:
            begins = slash_beginning(self.parsed.command, current_language())
            if begins:
                return [("  ".join(begins), "hint")]
            return [(_("there is no command /{word}").format(word=self.parsed.command), "doubt")]
        meant = foresee(self._live, command.id, self.parsed.arguments)
        if meant:
            return [(_(command.title), "kind"), (f" · {meant}", "name")]
        takes = f" {_(command.takes)}" if command.takes else ""
        return [(_(command.title), "kind"), (f"{takes} · {_(command.explains)}", "")]


def _outcome_words(entry: AnyEntry) -> str:
    if isinstance(entry, Action):
        return _("what came of it? (or: drop, and why)")
    if isinstance(entry, Decision):
        return _("proposed, for advice, for consent, definite, withdrawn and why, or a vote: 8-2-1")
    if isinstance(entry, Question):
        return _("the answer? (or: drop, and why)")
    return _("holds, in part, doesn't hold, we don't know, risk or parked: and why")
