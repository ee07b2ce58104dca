"""The marks inside a line: `@` for people, `#` for themes, `>` for a day; read from text, and kept text by a `\\`.

Besides what CAPTURE.md names there are long forms for what the short ones can't say; txt writes them where it must:
`@{Jan Pol}` a name with spaces, `@{Jan|Jan Pol}` the word "Jan" in the text, which means Jan Pol and makes nobody the
owner, `@{|Jan Pol}` the same without a word, and as a name `"…"` (as it stands, of nobody known), `:role` and `=id`;
`#{open dag}` a theme with spaces. A `\\` standing alone before marks says that they are no part of the sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from kgw_tui.capture.dates import Calendar, DateReading, read_date, read_date_prefix
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import Directory, fold

# A mark stands at the beginning of a word. A word may have been opened by a bracket, a quote or the comma before it.
AT_WORD: Final = r"(?<![^\s(\[\"}'“‘„«,])"
# What a name is made of: everything but space and the punctuation that no name has ("k[n" and "üñìcöde" are names).
_NAME: Final = r"[^\s!\"#$%&()*+,/:;<=>?@\\^`{|}~¡-©«-´¶¸¹»-¿×÷\u2000-\u200b\u200e-\u2018\u201a-\u206f]+"
_THEME: Final = r"[^\W\d_²³¹¼-¾](?:[\w\u0300-\u036f]|-(?=\w))*"
_BRACED: Final = r"\{(?:[^\\{}\n]|\\[^\n])*\}"
_MARK: Final = re.compile(
    rf"{AT_WORD}(?:(?P<escape>\\+)(?=[@#>{{])|@(?P<long>{_BRACED})|@(?P<name>{_NAME})"
    rf"|\#(?P<longtheme>{_BRACED})|\#(?P<theme>{_THEME}))"
    r"|(?<!\S)(?:(?P<when>>)|(?P<alone>\\)(?=\s))|(?P<break>\n)|(?P<plus>(?<=\n)\\+(?=\+))"
)
_BEHIND: Final = ".-'’"  # what ends a sentence or a quotation, and no name
_UNMARKED: Final = re.compile(rf"{AT_WORD}(?P<escape>\\+)(?=[@#>{{])|(?P<break>\n)|(?P<plus>(?<=\n)\\+(?=\+))")
_LITERAL: Final = re.compile(rf"{AT_WORD}(?P<run>\\*)(?P<mark>[@#>{{])|(?P<plus>(?<=\n)\\*(?=\+))")
_REGION_END: Final = re.compile(r"\n|(?<!\S)(?:[@#>]|\\\s)")
_PART: Final = re.compile(r"((?:[^\\|]|\\.)*)(?:\|(.*))?", re.DOTALL)
MOST_MARKS: Final = 1000  # in one line; what follows is no sentence, and stays text, so that a huge paste costs little
_MOST_DAYS: Final = 12  # marks for a day that are tried in one line
_LONGEST_DAY: Final = 200


class State(Enum):
    """What is known of the one whom a mark names."""

    KNOWN = "known"
    NEW = "new"
    AMBIGUOUS = "ambiguous"
    WRITER_UNKNOWN = "writer-unknown"


class Words(NamedTuple):
    """Text, as it stands."""

    text: str


class Break(NamedTuple):
    """A line break within the text."""

    text: str = "\n"


_BREAK: Final = Break()


class Alone(NamedTuple):
    """A `\\` that stands alone: text, or the end of it."""

    text: str = "\\"


class NameMark(NamedTuple):
    """A person: the word for them in the text. `mention` when it can't make them an owner."""

    text: str
    who: Who
    state: State = State.KNOWN
    mention: bool = False


class ThemeMark(NamedTuple):
    """A theme: the word as it stands, and as it is kept."""

    text: str
    theme: str


class DayMark(NamedTuple):
    """A day: the words for it, and how they were read."""

    text: str
    reading: DateReading


class NoDay(NamedTuple):
    """A `>` behind which no date was found, with what stands behind it; all of it is text, and follows as such."""

    text: str
    words: str


Piece: TypeAlias = Words | Break | Alone | NameMark | ThemeMark | DayMark | NoDay


def read_marks(text: str, directory: Directory, calendar: Calendar | None) -> Iterator[Piece]:
    """`text` in pieces, in order. Days are read against `calendar`; without one a `>` is text."""
    at, marks, days, length = 0, 0, 0, len(text)
    while at < length:
        found = (_MARK if marks < MOST_MARKS else _UNMARKED).search(text, at)
        if found is None:
            break
        begin, at_end = found.span()
        if begin > at:
            yield Words(text[at:begin])
        at = at_end
        marks += 1
        match found.lastgroup:
            case "escape" | "plus":
                # Of a run of backslashes before a mark one goes, and the mark is text.
                yield Words(text[begin + 1 : at_end] + text[at_end])
                at += 1
                marks -= 1
            case "break":
                yield _BREAK
                marks -= 1
            case "alone":
                yield Alone()
            case "long":
                yield _long_name(found["long"][1:-1], directory)
            case "name":
                mark, at = _name(text, begin + 1, found["name"], directory)
                yield mark
            case "longtheme":
                theme = _plain(found["longtheme"][1:-1])
                yield ThemeMark(theme, lower(theme))
            case "theme":
                yield ThemeMark(found["theme"], lower(found["theme"]))
            case _:
                days += 1
                day = _day(text, at, calendar) if calendar and days <= _MOST_DAYS else Words(">")
                if isinstance(day, DayMark):
                    at += len(day.text)
                    day = day._replace(text=day.text.strip())
                yield day
    if at < length:
        yield Words(text[at:])


def literal_places(text: str, *, days: bool) -> list[int]:
    """Where a `\\` must be put into `text`, all of which is text, so that `read_marks` reads no mark in it.

    `days`: where the kind of the line makes `>` a mark.
    """
    return [found.start() for found in _LITERAL.finditer(text) if _needs_escape(found, text, days)]


def long_name(shown: str | None, reference: str) -> str:
    """The long form of a person's mark: of the owner `reference`, or of the word `shown` that means them."""
    return f"@{{{_braced(reference)}}}" if shown is None else f"@{{{_braced(shown)}|{_braced(reference)}}}"


def theme_mark(theme: str) -> str:
    """The mark for `theme`, in the short form where it has one."""
    found = re.fullmatch(_THEME, theme)
    return f"#{theme}" if found else f"#{{{_braced(theme)}}}"


def lower(theme: str) -> str:
    """A theme as it is kept."""
    return theme if theme.isascii() and theme.islower() else unicodedata.normalize("NFC", theme.lower())


def resolve(mark: str, directory: Directory) -> tuple[Who, State]:
    """Whom `mark` (without the `@`) means; somebody unknown, or one of several, keeps the name that was typed."""
    who = directory.find(mark)
    if who is not None:
        return who, State.KNOWN
    if fold(mark) in {"ik", "me", "mij"}:
        return Who(name=mark), State.WRITER_UNKNOWN
    return Who(name=mark), State.AMBIGUOUS if directory.equals(mark) else State.NEW


def _needs_escape(found: re.Match[str], text: str, days: bool) -> bool:
    begin = found.start()
    if found["mark"] is None or found["run"] or found["mark"] == "{":
        return True
    if found["mark"] == ">":
        return days and (begin == 0 or text[begin - 1].isspace())
    mark = _MARK.match(text, begin)
    return mark is not None and (mark["name"] is None or _has_letter(mark["name"]))


def _name(text: str, begin: int, run: str, directory: Directory) -> tuple[Piece, int]:
    """The person whom the letters `run` at `begin` name, and where the mark ends; text when they name nobody."""
    token = _token(run)
    if not token:
        return Words("@"), begin
    whole = _whole_name(text, begin, token, directory)
    if whole:
        return NameMark(whole, *resolve(whole, directory)), begin + len(whole)
    who, state = resolve(token, directory)
    stem = token[:-2]
    if state is not State.KNOWN and token[-2:] in {"'s", "’s"} and _has_letter(stem):  # "@jan's voorstel"
        token = stem
        who, state = resolve(token, directory)
    return _named(token, who, state, directory), begin + len(token)


@lru_cache(1024)
def _token(run: str) -> str:
    """The name in `run`: without the punctuation of the sentence behind it."""
    token = run.rstrip(_BEHIND)
    surplus, end = token.count("]") - token.count("["), len(token)
    while surplus > 0 and token[end - 1] == "]":
        surplus, end = surplus - 1, end - 1
        while token[end - 1] in _BEHIND and end > 1:
            end -= 1
    return token[:end] if _has_letter(token[:end]) else ""


def _has_letter(word: str) -> bool:
    return any(map(str.isalnum, word))


def _whole_name(text: str, begin: int, token: str, directory: Directory) -> str:
    """The whole name, of several words, that stands at `begin` ("@Sanne de Wit belt"); "" where none does."""
    end = begin + len(token)
    if text[end : end + 1] != " ":
        return ""
    for person in directory.by_first_word.get(fold(token), ()):
        stop = begin + len(person.name)
        if text[begin:stop].casefold() == person.name.casefold() and not text[stop : stop + 1].isalnum():
            return person.name
    return ""


def _named(mark: str, who: Who, state: State, directory: Directory) -> NameMark:
    """A known person is shown by name, as long as it was typed; a role, the writer and a stranger as typed."""
    person = directory.by_id.get(who.person) if who.person else None
    if person is None or fold(mark) in {"ik", "me", "mij"}:
        return NameMark(mark, who, state)
    return NameMark(person.name if fold(mark) == fold(person.name) else directory.short_name(who), who, state)


def _long_name(inner: str, directory: Directory) -> Piece:
    parts = _PART.fullmatch(inner)
    shown, reference = (parts[1], parts[2]) if parts else (inner, None)
    name = _plain(shown if reference is None else reference)
    if not name:
        return Words(f"@{{{inner}}}")
    if name[0] == "=" and len(name) > 1:
        mark = NameMark(directory.short_name(Who(person=name[1:])), Who(person=name[1:]))
    elif name[0] == ":" and len(name) > 1:
        mark = NameMark(name[1:], Who(role=name[1:]))
    elif len(name) > 2 and name[0] == name[-1] == '"':
        mark = NameMark(name[1:-1], Who(name=name[1:-1]), State.NEW)
    else:
        who, state = resolve(name, directory)
        mark = _named(name, who, state, directory)
    return mark if reference is None else mark._replace(text=_unescaped(shown), mention=True)


def _plain(inner: str) -> str:
    return _unescaped(inner).strip()


def _unescaped(inner: str) -> str:
    return re.sub(r"\\(.)", r"\1", inner)


def _braced(text: str) -> str:
    return re.sub(r"([\\{}|])", r"\\\1", text)


def _day(text: str, begin: int, calendar: Calendar) -> DayMark | NoDay | Words:
    """The day behind a `>` that ends at `begin`; its text is what it takes, with the space before it."""
    end = _REGION_END.search(text, begin)
    region = text[begin : min(end.start() if end else len(text), begin + _LONGEST_DAY)]
    words = region.strip()
    if not words:
        return Words(">")
    reading = read_date(words, calendar)
    if reading is not None:
        return DayMark(region.rstrip(), reading)
    if region[0].isspace():
        return Words(">")  # "van 4 > naar 6" is no failed date
    found = read_date_prefix(region, calendar)
    if found is None:
        return NoDay(">", words)
    reading, rest = found
    return DayMark(region[: len(region) - len(rest)].rstrip(), reading)
