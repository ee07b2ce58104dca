"""From the pieces of a line to its sentence: which marks are part of it and stay as words, and which are taken out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kgw_tui.capture.marks import Alone, Break, DayMark, NameMark, NoDay, Piece, ThemeMark, Words
from kgw_tui.records.people import Who

# Behind these an `@` is only a mention (CAPTURE.md, "Inside any line").
_TOWARDS: Final = frozenset(
    {"met", "aan", "van", "voor", "bij", "via", "over", "naar", "with", "to", "of", "for", "at", "about"}
)
_JOINS: Final = frozenset({"en", "and", "of", "or", "&", "en/of", "and/or"})
# A sentence doesn't end in these, so that what follows is part of it: before a theme, and before a day. Words that
# belong to a verb as often ("neem contact op >vr", "vul het in >ma") are not among them.
_BEFORE_THEME: Final = _TOWARDS | _JOINS | {"de", "een", "the", "a", "an"}
_BEFORE_HET: Final = _TOWARDS | {"in", "op", "uit", "door", "om", "tegen", "onder", "tijdens", "volgens", "zonder"}
_PLACEHOLDERS: Final = frozenset({"er", "daar", "hier", "waar"})
_SENTENCE: Final = 400
_BEFORE_DAY: Final = frozenset({"tot", "vanaf", "sinds", "uiterlijk", "until", "before", "since"})
_BETWEEN: Final = re.compile(r"\s*(?:,|&|,?\s+(?:en|and)(?=\s))\s*", re.IGNORECASE)
_LAST_WORD: Final = re.compile(r"(?<![^\s(\[\"'“‘„«])(\S+)\s+$")
_FIRST_WORD: Final = re.compile(r"\s*(\S+)")
_CALLED: Final = ",:;"  # "@jan: de ouders bellen"
_LOOK_BACK: Final = 32


class Rules(NamedTuple):
    """What the marks do in a kind of line.

    `owners`: an `@` makes an owner, `owners_inside` also within the sentence. `days`: `>` is a mark. `at_start`: marks
    are taken out at the beginning too (a day always is).
    """

    owners: bool = False
    owners_inside: bool = True
    days: bool = False
    at_start: bool = False


@dataclass
class Sentence:
    """What a line says, without its kind."""

    text: str = ""
    owners: tuple[Who, ...] = ()
    mentions: tuple[Who, ...] = ()
    themes: tuple[str, ...] = ()
    day: DayMark | None = None
    more_days: bool = False
    not_days: list[NoDay] = field(default_factory=list[NoDay])
    names: list[NameMark] = field(default_factory=list[NameMark])

    @property
    def date(self) -> dt.date | None:
        """The day, where there is one."""
        return self.day.reading.day if self.day else None

    @property
    def empty(self) -> bool:
        """Whether nothing at all is left of the line."""
        return not (self.text or self.owners or self.day or self.themes)


def compose(pieces: Iterable[Piece], rules: Rules) -> Sentence:
    """The sentence that `pieces` make in a line with these rules."""
    listed = list(pieces)
    if all(isinstance(piece, Words | Break) for piece in listed):
        return Sentence("".join([piece.text for piece in listed]).strip())
    return _Composition(listed, rules).sentence()


class _Composition:
    def __init__(self, pieces: list[Piece], rules: Rules) -> None:
        self.pieces = pieces
        self.rules = rules
        self.gone = bytearray(len(pieces))
        self.days = [place for place, piece in enumerate(pieces) if isinstance(piece, DayMark)]
        self.groups = _groups(pieces)
        self.parted = self._part_at_separator()
        if not self.parted:
            self._take_out_at_start()
            self._take_out_at_ends()

    def sentence(self) -> Sentence:
        pieces, gone, rules = self.pieces, self.gone, self.rules
        owners: dict[Who, None] = {}
        mentions: dict[Who, None] = {}
        for place, piece in enumerate(pieces):
            if isinstance(piece, NameMark):
                free = rules.owners and not piece.mention and not self.groups[place].towards
                if free and (gone[place] or rules.owners_inside):
                    owners[piece.who] = None
                if not gone[place]:
                    mentions[piece.who] = None
        made = Sentence(
            text=self._text(),
            owners=tuple(owners),
            mentions=tuple(mentions),
            themes=tuple(dict.fromkeys(piece.theme for piece in pieces if isinstance(piece, ThemeMark))),
            more_days=len(self.days) > 1,
            not_days=[piece for piece in pieces if isinstance(piece, NoDay)],
            names=[piece for piece in pieces if isinstance(piece, NameMark)],
        )
        last = pieces[self.days[-1]] if self.days else None
        made.day = last if isinstance(last, DayMark) else None
        if not (made.text or made.owners or made.day or self.parted):
            made.text = " ".join(piece.text for piece in pieces if isinstance(piece, ThemeMark))
        return made

    def _part_at_separator(self) -> bool:
        """Take out a lone backslash with the marks behind it; whether there is one."""
        pieces = self.pieces
        marks = 0
        for place in range(len(pieces) - 1, -1, -1):
            piece = pieces[place]
            if isinstance(piece, Alone):
                if marks:
                    self.gone[place:] = b"\1" * (len(pieces) - place)
                return bool(marks)
            if self._is_mark(place):
                marks += 1
            elif not (isinstance(piece, Words) and piece.text.isspace()):
                return False
        return False

    def _is_mark(self, place: int) -> bool:
        """Whether the piece is one that can be taken out in this kind of line."""
        piece = self.pieces[place]
        if isinstance(piece, NameMark):
            return self.rules.owners and not piece.mention
        if isinstance(piece, DayMark):
            return place == self.days[-1]
        return isinstance(piece, ThemeMark)

    def _take_out_at_start(self) -> None:
        pieces, place, last = self.pieces, 0, -1
        while place < len(pieces):
            piece = pieces[place]
            if isinstance(piece, Words) and piece.text.isspace():
                place += 1
            elif isinstance(piece, Words) and last >= 0 and piece.text[0] in _CALLED:
                rest = piece.text[1:].lstrip()
                pieces[place] = Words(rest)
                if rest:
                    break
                self.gone[place] = 1
                place += 1
            elif self._is_mark(place) and (self.rules.at_start or isinstance(piece, DayMark)):
                end = self.groups[place].end if isinstance(piece, NameMark) else place
                if not self._loose_behind(end):
                    break
                self.gone[place : end + 1] = b"\1" * (end + 1 - place)
                last, place = place, end + 1
            else:
                break
        if last >= 0 and isinstance(pieces[last], NameMark) and place < len(pieces):
            rest = pieces[place]
            first = _FIRST_WORD.match(rest.text[:_LOOK_BACK]) if isinstance(rest, Words) else None
            if first and first[1].lower() in _JOINS:
                end = self.groups[last].end
                self.gone[last : end + 1] = bytes(end + 1 - last)

    def _loose_behind(self, place: int) -> bool:
        """Whether the mark that ends at `place` is followed by space, or by what one says behind a name called."""
        behind = self.pieces[place + 1] if place + 1 < len(self.pieces) else Break()
        return not isinstance(behind, Words) or behind.text[:1].isspace() or behind.text[:1] in _CALLED

    def _take_out_at_ends(self) -> None:
        """Take marks out at the end of each line of the text, backwards."""
        pieces = self.pieces
        at_end, taken = True, False
        place = len(pieces) - 1
        while place >= 0:
            piece = pieces[place]
            if isinstance(piece, Break):
                at_end, taken = True, False
                place -= 1
                continue
            if not at_end or self.gone[place]:
                place -= 1
                continue
            if isinstance(piece, Words) and not piece.text.strip(" \t,") and (taken or piece.text.isspace()):
                place -= 1
                continue
            begin = self._begin_of_loose(place)
            if begin is None:
                at_end = False
                place -= 1
                continue
            self.gone[begin : place + 1] = b"\1" * (place + 1 - begin)
            taken, place = True, begin - 1

    def _begin_of_loose(self, place: int) -> int | None:
        """Where the marks that end at `place` begin, when the sentence is whole without them."""
        if not self._is_mark(place):
            return None
        begin = self.groups[place].begin if isinstance(self.pieces[place], NameMark) else place
        if not all(self._is_mark(at) for at in range(begin, place + 1, 2)):
            return None
        return None if self._led_on(begin) else begin

    def _stranded(self, place: int) -> bool:
        """Whether a preposition before `place` may belong to an `er`, `daar`, … that went before it."""
        said = "".join(piece.text for piece in self.pieces[:place] if isinstance(piece, Words))
        return not _PLACEHOLDERS.isdisjoint(said[-_SENTENCE:].lower().split())

    def _led_on(self, place: int) -> bool:
        """Whether the words before the mark at `place` go on in it, so that it is part of the sentence."""
        word = _word_before(self.pieces, place)
        if isinstance(self.pieces[place], NameMark):
            return word in _TOWARDS or word in _JOINS
        if isinstance(self.pieces[place], DayMark):
            return word in _BEFORE_DAY
        if word in _TOWARDS and self._stranded(place):
            return False  # "de cijfers geven daar geen reden voor #toetsing"
        # "klachten over het #rooster" goes on, "zo doen we het #rooster" doesn't
        return word in _BEFORE_THEME or (word == "het" and _word_before(self.pieces, place, "het") in _BEFORE_HET)

    def _text(self) -> str:
        lines: list[str] = []
        line: list[str] = []
        cut = False
        for place, piece in enumerate([*self.pieces, Break()]):
            if isinstance(piece, Break):
                text = "".join(line)
                if cut:
                    text = text.rstrip() if self.parted else text.rstrip(" \t,").rstrip()
                if text or not cut:
                    lines.append(text)
                line, cut = [], False
            elif self.gone[place]:
                cut = True
            else:
                line.append(piece.text)
                cut = cut and isinstance(piece, Words) and not piece.text.strip(" \t,")
        return "\n".join(lines).strip()


class _Group(NamedTuple):
    """Names that count as one: where they begin and end, and whether a preposition stands before them."""

    begin: int
    end: int
    towards: bool


def _groups(pieces: Sequence[Piece]) -> dict[int, _Group]:
    """For the place of each name, the group that it belongs to; names and what joins them take turns."""
    groups: dict[int, _Group] = {}
    place = 0
    while place < len(pieces):
        if not isinstance(pieces[place], NameMark):
            place += 1
            continue
        end = place
        while end + 2 < len(pieces) and isinstance(pieces[end + 2], NameMark) and _joins(pieces[end + 1]):
            end += 2
        group = _Group(place, end, _word_before(pieces, place) in _TOWARDS)
        groups |= dict.fromkeys(range(place, end + 1, 2), group)
        place = end + 1
    return groups


def _joins(piece: Piece) -> bool:
    return isinstance(piece, Words) and _BETWEEN.fullmatch(piece.text) is not None


def _word_before(pieces: Sequence[Piece], place: int, passed_over: str = "") -> str:
    """The word directly before the mark at `place` (and before `passed_over`), in lower case, or ""."""
    before = pieces[place - 1] if place else None
    if not isinstance(before, Words):
        return ""
    text = before.text[-_LOOK_BACK:]
    found = _LAST_WORD.search(text[: len(text.rstrip()) - len(passed_over)] if passed_over else text)
    return found[1].lower() if found else ""
