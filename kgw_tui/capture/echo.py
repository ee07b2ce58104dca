"""What Enter will make of a line, in words, short enough for one row of the screen."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from kgw_tui.capture.dates import say_date
from kgw_tui.capture.parsed import LineContext, LineKind, Notice, ParsedLine, Telling
from kgw_tui.i18n import N_, _, current_language

EchoRole = Literal["kind", "text", "owner", "date", "theme", "new", "warning", "hint", "between"]
"""How a part is meant: `new` a name that isn't known yet, `warning` what may not be what was meant, `hint` an offer."""

_KINDS: Final = {
    LineKind.NOTE: N_("Note"),
    LineKind.ACTION: N_("Action"),
    LineKind.QUESTION: N_("Open question"),
    LineKind.ASSUMPTION: N_("Assumption"),
    LineKind.DECISION: N_("Decision"),
    LineKind.EVIDENCE: N_("Evidence"),
    LineKind.PARKED: N_("Parked"),
    LineKind.ITEM: N_("Agenda item"),
    LineKind.PRIVATE: N_("For you alone"),
    LineKind.COMMAND: N_("Command"),
}
_BETWEEN: Final = " · "
_LONGEST_TEXT: Final = 400
_OFFERS: Final = frozenset({Telling.OWNER_PROPOSED, Telling.OTHER_READING})
_IN_THE_DATE: Final = frozenset({Telling.DATE_DOUBTFUL, Telling.DATE_PAST})
# What is left out first when the row is too short; the kind, the owner, the date and a start of the text stay.
_LEFT_OUT: Final[tuple[EchoRole, ...]] = ("hint", "theme")
# Then what is cut, and to how many cells at least; of two texts (evidence and what it belongs to) the longer first.
_CUT_FIRST: Final[tuple[tuple[EchoRole, int], ...]] = (("text", 12), ("text", 12))
# When that isn't enough the text, which stands in the line itself, makes place for these; then they are cut too.
_TOLD_FIRST: Final[frozenset[EchoRole]] = frozenset({"owner", "date", "new", "warning"})
_CUT_LAST: Final[tuple[tuple[EchoRole, int], ...]] = (
    ("warning", 24),
    ("owner", 8),
    ("owner", 8),
    ("text", 4),
    ("text", 4),
)


@dataclass(frozen=True)
class EchoPart:
    """Some words of an echo, and how they are meant."""

    text: str
    role: EchoRole


@dataclass(frozen=True)
class Echo:
    """What Enter will make of a line; its parts after each other are the whole, in the language in force."""

    parts: tuple[EchoPart, ...] = ()

    @property
    def plain(self) -> str:
        """All of it as one text."""
        return "".join(part.text for part in self.parts)

    def fit(self, width: int, *, keeps_text: bool = False) -> tuple[EchoPart, ...]:
        """The parts in at most `width` cells: what matters least is left out, then long texts are cut with `…`.

        Where that isn't enough the text goes, since the line itself stands above it, unless it `keeps_text`.
        """
        parts = [part for part in self.parts if part.role != "between"]
        for role in _LEFT_OUT:
            if _width(parts) <= width:
                break
            parts = [part for part in parts if part.role != role]
        _shorten(parts, _CUT_FIRST, width)
        if not keeps_text and _width(parts) > width and any(part.role in _TOLD_FIRST for part in parts):
            parts = [part for part in parts if part.role != "text"]
        _shorten(parts, _CUT_LAST, width)
        return tuple(_cut_off(_joined(parts), width))


def echo(parsed: ParsedLine, context: LineContext, *, under: str = "", offers: bool = False) -> Echo:
    """What `parsed` becomes. `under` is the text of the claim that evidence will belong to.

    `offers` adds, as hints, what one key could make of the line instead (the notices say them too).
    """
    if parsed.kind is LineKind.EMPTY:
        return Echo()
    return Echo(tuple(_joined(list(_parts(parsed, context, under, offers)))))


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes: none for what combines, two for what is wide."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def cut_to_cells(text: str, width: int) -> str:
    """`text` in at most `width` cells, with `…` where something is gone."""
    if cells(text) <= width:
        return text
    taken = 0
    for place, character in enumerate(text):
        taken += _cells_of(character)
        if taken >= width:
            return f"{text[:place].rstrip()}…" if width > 0 else ""
    return text


def _parts(parsed: ParsedLine, context: LineContext, under: str, offers: bool) -> Iterator[EchoPart]:
    kind = _("Urgent action") if parsed.priority else _(_KINDS.get(parsed.kind, N_("Note")))
    yield EchoPart(kind, "kind")
    if parsed.kind is LineKind.COMMAND:
        yield EchoPart(_one_line(f"/{parsed.command} {parsed.arguments}"), "text")
        return
    if parsed.refused:
        yield EchoPart(parsed.refused, "warning")
        return
    if parsed.text:
        yield EchoPart(_one_line(parsed.text), "text")
    elif parsed.kind is not LineKind.NOTE:
        yield EchoPart(_("no text yet"), "warning")
    yield from _details(parsed, context)
    if parsed.kind is LineKind.EVIDENCE:
        yield EchoPart(_("Under: {text}").format(text=_one_line(under)) if under else _("stands by itself"), "text")
    yield from (EchoPart(f"#{theme}", "theme") for theme in parsed.themes)
    for notice in parsed.notices:
        if notice.telling in _OFFERS:
            if offers:
                yield EchoPart(notice.sentence, "hint")
        elif not _told_elsewhere(notice, parsed):
            yield EchoPart(notice.sentence, "new" if notice.telling is Telling.NEW_NAME else "warning")


def _details(parsed: ParsedLine, context: LineContext) -> Iterator[EchoPart]:
    """Who and when, and how long an item takes."""
    for who in parsed.owners:
        if who.name in parsed.new_names:
            yield EchoPart(_("new: {name}").format(name=who.name), "new")
        else:
            yield EchoPart(context.directory.name(who), "owner" if not who.name else "warning")
    if parsed.day:
        yield _date(parsed.day, parsed, context)
    if parsed.minutes is not None:
        yield EchoPart(_("{count} min").format(count=parsed.minutes), "date")
    if parsed.confidential:
        yield EchoPart(_("confidential"), "warning")


def _date(day: dt.date, parsed: ParsedLine, context: LineContext) -> EchoPart:
    """The day with its weekday, and a question behind it where it may be meant otherwise."""
    said = say_date(day, context.calendar.today, current_language())
    if parsed.kind is LineKind.DECISION:
        said = _("review {date}").format(date=said)
    tellings = {notice.telling for notice in parsed.notices}
    if Telling.DATE_PAST in tellings:
        return EchoPart(_("{date}, which is past: meant?").format(date=said), "warning")
    if Telling.DATE_DOUBTFUL in tellings:
        return EchoPart(_("{date}, meant?").format(date=said), "warning")
    return EchoPart(said, "date")


def _told_elsewhere(notice: Notice, parsed: ParsedLine) -> bool:
    """Whether the date or the owner says it already."""
    if notice.telling in _IN_THE_DATE:
        return True
    return notice.telling is Telling.NEW_NAME and any(who.name == notice.words for who in parsed.owners)


def _shorten(parts: list[EchoPart], cuts: Sequence[tuple[EchoRole, int]], width: int) -> None:
    """Cut the longest part of each role in turn, until all fits."""
    for role, least in cuts:
        over = _width(parts) - width
        places = [place for place, part in enumerate(parts) if part.role == role]
        if over > 0 and places:
            place = max(places, key=lambda at: cells(parts[at].text))
            room = max(least, cells(parts[place].text) - over)
            parts[place] = replace(parts[place], text=cut_to_cells(parts[place].text, room))


def _joined(parts: list[EchoPart]) -> Iterator[EchoPart]:
    for number, part in enumerate(parts):
        if number:
            yield EchoPart(_BETWEEN, "between")
        yield part


def _width(parts: list[EchoPart]) -> int:
    return sum(cells(part.text) for part in parts) + len(_BETWEEN) * (len(parts) - 1)


def _cut_off(parts: Iterator[EchoPart], width: int) -> Iterator[EchoPart]:
    for part in parts:
        taken = cells(part.text)
        if taken > width:
            if part.role != "between" and width > 0:
                yield replace(part, text=cut_to_cells(part.text, width))
            return
        width -= taken
        yield part


def _one_line(text: str) -> str:
    """`text` without line breaks; a very long one only as far as any screen could show it."""
    return " ".join(text[:_LONGEST_TEXT].split("\n")) + ("…" if len(text) > _LONGEST_TEXT else "")


def _cells_of(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
