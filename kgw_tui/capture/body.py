"""What stands under the header of a document: agenda items, phases and entries, one line after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec

from kgw_tui.capture.header_words import read_phase
from kgw_tui.capture.line import parse_line, split_statuses
from kgw_tui.capture.links import Links
from kgw_tui.capture.marks import NameMark, read_marks
from kgw_tui.capture.origins import Reference
from kgw_tui.capture.pages import NumberedLine, joined
from kgw_tui.capture.parsed import LineContext, LineKind, Notice, ParsedLine, Telling
from kgw_tui.capture.states import item_with, names_state, with_status
from kgw_tui.capture.statuses import Status, begins_like_status, read_status
from kgw_tui.commands import by_slash
from kgw_tui.i18n import _
from kgw_tui.records.entries import AnyEntry, Assumption, Decision, Evidence, Movement, PrivateNote, Question
from kgw_tui.records.meetings import AgendaItem, Meeting, Phase
from kgw_tui.records.people import Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.entries import Placement, change_kind, item_title, make_entry, makes_entry
from kgw_tui.text import clean_line

_TOLD: Final = frozenset(Telling) - {Telling.OWNER_PROPOSED, Telling.OTHER_READING}
"""What is only an offer while typing is no news about a file."""
_MOVES: Final = {"person.arrives": True, "person.leaves": False}
_LONGEST_TOLD: Final = 80


class Body:
    """Reads the lines of a body into records.

    `stated` holds the ids of the items whose state the file says; `lines` on which line each entry stood;
    `references` what items say of earlier meetings.
    """

    def __init__(self, meeting: Meeting, context: LineContext, by: str) -> None:
        """Entries belong to `meeting` and are made by `by` (the id of a person); lines are read in `context`."""
        self.meeting = meeting
        self.context = context
        self.by = by
        self.items: list[AgendaItem] = []
        self.private_notes: list[PrivateNote] = []
        self.notices: list[tuple[int, Notice]] = []
        self.stated: set[str] = set()
        self.references: list[Reference] = []
        self.lines: dict[str, int] = {}
        self._entries: list[AnyEntry] = []
        self._links = Links()
        self._item = ""
        self._phase: Phase = ""
        self._above = ""
        self._claim = ""

    def read(self, lines: Sequence[NumberedLine]) -> None:
        """Read all lines."""
        for line in joined(lines, _goes_on):
            self._read(line)

    def keep(self, number: int, text: str) -> None:
        """Keep a line as a note, as it stands."""
        self._add(number, ParsedLine(LineKind.NOTE, text=text.strip()), ())

    def finished_entries(self) -> list[AnyEntry]:
        """The entries, with the links between them."""
        entries, unknown = self._links.resolved(self._entries)
        for number, label in unknown:
            self._tell(number, _("no line is called '{label}' here"), label=label)
        return entries

    def _read(self, line: NumberedLine) -> None:
        phase = read_phase(line.text)
        if phase is not None:
            self._set_phase(phase)
            return
        parsed = parse_line(line.text, self.context)
        for notice in parsed.notices:
            if notice.telling in _TOLD:
                self.notices.append((line.number, notice))
        statuses = [status for words in parsed.statuses if (status := read_status(words))]
        if parsed.kind is LineKind.EMPTY:
            return
        if parsed.kind is LineKind.PRIVATE and not parsed.refused:
            self._add_private(parsed)
        elif parsed.kind is LineKind.COMMAND:
            self._command(line, parsed)
        elif parsed.kind is LineKind.ITEM and (parsed.text or line.text.strip().startswith("##")):
            self._add_item(line.number, parsed, statuses)
        elif not parsed.text and (move := next((s for s in statuses if s.code in {"arrives", "leaves"}), None)):
            self._add_movement(line.number, parsed, move, [status for status in statuses if status is not move])
        elif not makes_entry(parsed) or not (parsed.text or parsed.owners or parsed.day):
            self._tell(line.number, parsed.refused or _("'{words}' says nothing by itself"), line.text, note=True)
            self.keep(line.number, line.text)
        else:
            self._check_braces(line, parsed)
            self._add(line.number, parsed, statuses)

    def _add(self, number: int, parsed: ParsedLine, statuses: Sequence[Status]) -> None:
        parent = self._parent(number, parsed, statuses) if parsed.kind is LineKind.EVIDENCE else ""
        place = Placement(
            meeting=self.meeting.id,
            item=self._item,
            phase=self._phase,
            order=float(len(self._entries) + 1),
            parent=parent,
        )
        entry = self._with_statuses(number, make_entry(parsed, place, self.by), statuses)
        self._put(number, entry)
        if not isinstance(entry, Evidence) or not parsed.indented:
            self._above = entry.id
        if isinstance(entry, Assumption | Decision):
            self._claim = entry.id

    def _parent(self, number: int, parsed: ParsedLine, statuses: Sequence[Status]) -> str:
        """What evidence belongs to: indented, the entry above; else the newest claim or decision of the item."""
        if any(status.code in {"apart", "with"} for status in statuses):
            return ""
        if parsed.indented and not self._above:
            self._tell(number, _("nothing stands above it to belong to: it stands by itself now"))
        return self._above if parsed.indented else self._claim

    def _with_statuses(self, number: int, entry: AnyEntry, statuses: Sequence[Status]) -> AnyEntry:
        for status in statuses:
            if self._links.take(number, entry.id, status, decision=isinstance(entry, Decision)):
                continue
            changed = with_status(entry, status) or with_status(_other_reading(entry), status)
            if changed is None:
                words = f"{{{status.said}}}"
                self._tell(number, _("'{words}' doesn't fit a line of this kind; it stays in the text"), words)
                changed = msgspec.structs.replace(entry, text=f"{entry.text} {words}".strip())
            entry = changed
        return entry

    def _add_item(self, number: int, parsed: ParsedLine, statuses: Sequence[Status]) -> None:
        fields: dict[str, object] = {
            **stamp(self.by),
            "meeting": self.meeting.id,
            "title": item_title(parsed),
            "order": float(len(self.items) + 1),
            "minutes": parsed.minutes,
            "confidential": parsed.confidential,
        }
        item = msgspec.convert(fields, AgendaItem)
        for status in statuses:
            if reference := Reference.of(number, item.id, status):
                self.references.append(reference)
                continue
            changed = self._led(item, status) if status.code == "led-by" else item_with(item, status)
            if changed is None:
                words = f"{{{status.said}}}"
                self._tell(number, _("'{words}' doesn't fit a line of this kind; it stays in the text"), words)
                changed = msgspec.structs.replace(item, title=clean_line(f"{item.title} {words}"))
            elif names_state(status):
                self.stated.add(item.id)
            item = changed
        self.items.append(item)
        self._item, self._phase, self._above, self._claim = item.id, "", "", ""

    def _led(self, item: AgendaItem, status: Status) -> AgendaItem:
        return msgspec.structs.replace(item, led_by=self._named(status.text))

    def _set_phase(self, phase: Phase) -> None:
        self._phase = phase
        if self.items:
            self.items[-1] = msgspec.structs.replace(self.items[-1], phase=phase)

    def _add_private(self, parsed: ParsedLine) -> None:
        fields: dict[str, object] = {
            **stamp(self.by),
            "meeting": self.meeting.id,
            "item": self._item,
            "order": float(len(self._entries)) + 0.5,
            "time": parsed.time,
            "text": parsed.text,
        }
        self.private_notes.append(msgspec.convert(fields, PrivateNote))

    def _add_movement(self, number: int, parsed: ParsedLine, move: Status, statuses: Sequence[Status]) -> None:
        self._move(number, self._named(move.text), move.code == "arrives", parsed.time, statuses)

    def _move(
        self, number: int, who: Who, arrives: bool, time: dt.time | None, statuses: Sequence[Status] = ()
    ) -> None:
        fields: dict[str, object] = {
            **stamp(self.by),
            "kind": "movement",
            "meeting": self.meeting.id,
            "item": self._item,
            "order": float(len(self._entries) + 1),
            "time": time,
            "text": "",
            "who": who,
            "arrives": arrives,
        }
        self._put(number, self._with_statuses(number, msgspec.convert(fields, Movement), statuses))

    def _put(self, number: int, entry: AnyEntry) -> None:
        self._entries.append(entry)
        self.lines[entry.id] = number

    def _command(self, line: NumberedLine, parsed: ParsedLine) -> None:
        """A command that says something about the meeting itself; any other is kept as a note."""
        command = by_slash(parsed.command)
        words = parsed.arguments.split()
        if command and command.id == "phase.set" and (phase := read_phase(f"[{parsed.arguments}]")) is not None:
            self._set_phase(phase)
        elif command and command.id in _MOVES and words and words[0].startswith("@"):
            time = parse_line(f"{words[-1]} x", self.context).time
            self._move(line.number, self._named(words[0]), _MOVES[command.id], time or parsed.time)
        else:
            self._tell(line.number, _("'{words}' is a command, which a file can't give"), line.text, note=True)
            self.keep(line.number, line.text)

    def _named(self, name: str) -> Who:
        """Whom a name, or a mark, behind a word such as `komt` means."""
        if name.startswith("@"):
            pieces = list(read_marks(name, self.context.directory, None))
            if len(pieces) == 1 and isinstance(pieces[0], NameMark):
                return pieces[0].who
        return self.context.directory.find(name) or Who(name=name)

    def _check_braces(self, line: NumberedLine, parsed: ParsedLine) -> None:
        """Say that braces at the end begin like a status and aren't one, which is how a slip looks."""
        text = line.text.rstrip()
        begin = text.rfind(" {") if text.endswith("}") and not parsed.statuses else -1
        words = text[begin + 2 : -1]
        if begin >= 0 and begins_like_status(words):
            self._tell(line.number, _("'{words}' could not be read as a status; it stays in the text"), f"{{{words}}}")

    def _tell(self, number: int, sentence: str, words: str = "", *, label: str = "", note: bool = False) -> None:
        shown = clean_line(words.strip())[:_LONGEST_TOLD]
        said = sentence.format(words=shown, label=label)
        said = _("{what}; the line is a note now").format(what=said) if note else said
        self.notices.append((number, Notice(Telling.NOT_AS_MEANT, said, words or label)))


def _goes_on(above: str, line: str) -> bool:
    """Whether `line`, indented by four spaces, continues the line above: a phase can't be, a title only by braces."""
    if read_phase(above) is not None:
        return False
    if above.startswith(("# ", "## ")):
        rest, statuses = split_statuses(line)
        return bool(statuses) and not rest.strip()
    return True


def _other_reading(entry: AnyEntry) -> AnyEntry:
    """A question as a claim and a claim as a question, for a status that only the other can have."""
    if isinstance(entry, Question):
        return change_kind(entry, "assumption")
    return change_kind(entry, "question") if isinstance(entry, Assumption) else entry
