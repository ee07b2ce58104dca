"""Reading one line: the first character tells the kind, the marks inside it tell whom, when and about what.

CAPTURE.md, "The line". Pure, in linear time, and never raises: it runs at each keystroke.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Final, NamedTuple

from kgw_tui.capture.marks import State, read_marks
from kgw_tui.capture.notices import no_words_behind, nothing_behind, notices_of, other_reading, owner_proposed
from kgw_tui.capture.parsed import LineContext, LineKind, ParsedLine
from kgw_tui.capture.sentence import Rules, Sentence, compose
from kgw_tui.capture.statuses import is_status
from kgw_tui.text import clean

__all__ = ["asks", "begins_plainly", "parse_line", "split_statuses", "title_place"]

_KINDS: Final = {
    "!": LineKind.ACTION,
    "?": LineKind.ASSUMPTION,
    "=": LineKind.DECISION,
    "+": LineKind.EVIDENCE,
    ">": LineKind.PARKED,
    ";": LineKind.PRIVATE,
}
_TIME: Final = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?=\s)")
_LIKE_TIME: Final = r"[0-9]{1,2}[:.][0-9]{2}(?![0-9])"
# What a `\` at the beginning makes text: a mark, a command, a phase of the file (`[waarom]`), a time.
_ESCAPED_START: Final = re.compile(rf"\\+(?=[!?=+;/\[]|{_LIKE_TIME})")
_READ_AS_MORE: Final = re.compile(rf"\\*(?:\[[^\]\n]*\]\s*(?:\n|$)|{_LIKE_TIME})")
_ITEM: Final = re.compile(r"##?(?=\s|$)")
_MINUTES: Final = re.compile(r"(?<!\S)(\\*)\(([0-9]{1,3}) ?(?:min|minuten|minutes|m|')?\.?\)$")
_CONFIDENTIAL: Final = frozenset({"vertrouwelijk", "confidential"})
_NEEDS_WORDS: Final = frozenset(
    {LineKind.QUESTION, LineKind.ASSUMPTION, LineKind.DECISION, LineKind.EVIDENCE, LineKind.PARKED}
)
_WITHOUT_ASKING: Final = re.compile(r"\\+\?$")
_NUMBERED: Final = frozenset("+=>")  # directly before a digit these begin an ordinary sentence
_DOUBLE: Final = frozenset("!?")
_FIRST_WORD: Final = re.compile(r"[^\W\d_][\w\u0300-\u036f-]*")
_LOOK_BACK: Final = 64
_MOST_BRACES: Final = 1000  # so many with a backslash within one group; further back nobody has meant one
_MOST_STATUSES: Final = 24  # of one line; no entry has more
_RULES: Final = {
    LineKind.ACTION: Rules(owners=True, days=True, at_start=True),
    LineKind.QUESTION: Rules(owners=True, owners_inside=False, days=True, at_start=True),
    LineKind.DECISION: Rules(days=True),
}
_PLAIN: Final = Rules()


def parse_line(line: str, context: LineContext, *, as_claim: bool = False) -> ParsedLine:
    """What `line` says. A text of several lines (a continued entry of a file) is read as one.

    `as_claim`: a `?` line is a claim to check, though it ends in a `?` (the other reading, which the echo offers).
    """
    whole = clean(line)
    body = whole.strip()
    if not body:
        return ParsedLine(LineKind.EMPTY)
    time = None
    if not context.live:
        time, body = _leading_time(body)
    kind, behind, mark = _kind(body)
    if kind is LineKind.COMMAND:
        command, _space, arguments = behind.partition(" ")
        return ParsedLine(kind, command=command, arguments=arguments.strip())
    if kind is LineKind.PRIVATE:
        return ParsedLine(kind, text=behind, time=time, refused="" if behind else nothing_behind(mark))
    statuses: tuple[str, ...] = ()
    if not context.live:
        behind, statuses = split_statuses(behind)
    if kind is LineKind.ITEM:
        return _item(behind, mark, statuses, time, context)
    parsed = _entry(kind, behind, mark, context, as_claim)
    indented = not context.live and kind is LineKind.EVIDENCE and whole[0].isspace()
    refused = "" if statuses else parsed.refused
    return replace(parsed, time=time, indented=indented, statuses=statuses, refused=refused)


def begins_plainly(text: str) -> bool:
    """Whether a line that is just `text` is a note with that text, in a file and live, as far as its beginning goes."""
    if _kind(text).kind is not LineKind.NOTE or text[:2] == "//" or _READ_AS_MORE.match(text):
        return False
    return not (text[:1] == "\\" and _ESCAPED_START.match(text))


def asks(text: str, *, ever: bool = False) -> bool:
    """Whether a `?` line with this text is an open question; `ever`: or would be without a `\\` before its `?`."""
    return text.endswith("?") and (ever or not _WITHOUT_ASKING.search(text[-_LOOK_BACK:]))


def title_place(title: str) -> tuple[int, ...]:
    """Where a title needs a `\\`, so that its last brackets aren't taken for its minutes."""
    found = _MINUTES.search(title[-_LOOK_BACK:])
    return (len(title) - len(found[0]),) if found else ()


def split_statuses(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` without the statuses in braces at its end, and their words in order (statuses.py says which).

    A group with a backslash before it is text, and keeps the backslash here.
    """
    found: list[str] = []
    end = len(text.rstrip())
    while len(found) < _MOST_STATUSES and (begin := _last_group(text, end)) is not None:
        found.append(text[begin + 1 : end - 1])
        end = len(text[:begin].rstrip())
    return (text[:end], tuple(reversed(found))) if found else (text, ())


def _last_group(text: str, end: int) -> int | None:
    """Where the status begins that ends at `end`, or None when `text` doesn't end in one there."""
    if text[end - 1 : end] != "}" or _escaped(text, end - 1):
        return None
    place = end - 1
    for _turn in range(_MOST_BRACES):
        place = max(text.rfind("{", 0, place), text.rfind("}", 0, place))
        if place < 0:
            break
        if not _escaped(text, place):
            apart = place == 0 or text[place - 1].isspace()
            return place if text[place] == "{" and apart and is_status(text[place + 1 : end - 1]) else None
    return None


def _escaped(text: str, place: int) -> bool:
    run = 0
    while run < place and text[place - run - 1] == "\\":
        run += 1
    return run % 2 == 1


class _Begun(NamedTuple):
    """The kind that a beginning tells, the text behind the mark, and the mark."""

    kind: LineKind
    behind: str
    mark: str = ""


def _kind(body: str) -> _Begun:
    first, second = body[:1], body[1:2]
    if first == "/":
        return _Begun(LineKind.NOTE, body[1:]) if second == "/" else _Begun(LineKind.COMMAND, body[1:], first)
    if first == "#":
        mark = _ITEM.match(body)
        return _Begun(LineKind.ITEM, body[mark.end() :].strip(), mark[0]) if mark else _Begun(LineKind.NOTE, body)
    kind = _KINDS.get(first)
    if kind is None:
        return _Begun(LineKind.NOTE, body)
    # A `;` line is for the writer alone, so that no reading of its text may make it public.
    arrow = second in {">", "="} and kind is not LineKind.PRIVATE
    if arrow or (first in _NUMBERED and second.isascii() and second.isdigit()):
        return _Begun(LineKind.NOTE, body)
    mark = first * 2 if first in _DOUBLE and second == first else first
    return _Begun(kind, body[len(mark) :].strip(), mark)


def _leading_time(body: str) -> tuple[dt.time | None, str]:
    """The time at the beginning of a line of a file, and the line behind it."""
    found = _TIME.match(body)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None, body
    return dt.time(int(found[1]), int(found[2])), body[found.end() :].strip()


def _item(behind: str, mark: str, statuses: tuple[str, ...], time: dt.time | None, context: LineContext) -> ParsedLine:
    title, minutes, confidential = behind, None, False
    for _turn in range(_MOST_STATUSES):
        begin = _last_brace(title)
        if begin is not None and title[begin + 1 : -1].strip().lower() in _CONFIDENTIAL:
            title, confidential = title[:begin].rstrip(), True
            continue
        found = _MINUTES.search(title[-_LOOK_BACK:])
        if found is None:
            break
        begin = len(title) - len(found[0])
        if found[1]:
            title = title[:begin] + title[begin + 1 :]
            break
        if begin == 0 or minutes is not None:
            break
        title, minutes = title[:begin].rstrip(), int(found[2])
    said = compose(read_marks(title, context.directory, None), _PLAIN)
    kept = tuple(status for status in statuses if status.strip().lower() not in _CONFIDENTIAL)
    return ParsedLine(
        LineKind.ITEM,
        text=said.text,
        mentions=said.mentions,
        themes=said.themes,
        minutes=minutes,
        time=time,
        confidential=confidential or len(kept) < len(statuses),
        statuses=kept,
        refused="" if said.text else nothing_behind(mark),
    )


def _last_brace(title: str) -> int | None:
    """Where the last `{` of a title that ends in `}` stands, as the beginning of a word."""
    begin = title.rfind("{") if title.endswith("}") else -1
    return begin if begin >= 0 and (begin == 0 or title[begin - 1].isspace()) else None


def _entry(kind: LineKind, behind: str, mark: str, context: LineContext, as_claim: bool) -> ParsedLine:
    if kind is LineKind.NOTE and behind.startswith("\\") and _ESCAPED_START.match(behind):
        behind = behind[1:]
    if kind is LineKind.ASSUMPTION:
        return (not as_claim and _question(behind, mark, context)) or _claim(behind, mark, context)
    rules = _RULES.get(kind, _PLAIN)
    calendar = context.calendar if rules.days else None
    return _parsed(kind, compose(read_marks(behind, context.directory, calendar), rules), mark, context)


def _question(behind: str, mark: str, context: LineContext) -> ParsedLine | None:
    """The open question that a `?` line is when its text ends in `?`, and always with `??` before it; else None."""
    question = compose(read_marks(behind, context.directory, context.calendar), _RULES[LineKind.QUESTION])
    if mark == "??":
        return _parsed(LineKind.QUESTION, question, mark, context)
    if not asks(question.text):
        return None
    parsed = _parsed(LineKind.QUESTION, question, mark, context)
    return replace(parsed, notices=(*parsed.notices, other_reading()))


def _claim(behind: str, mark: str, context: LineContext) -> ParsedLine:
    claim = compose(read_marks(behind, context.directory, None), _PLAIN)
    found = _WITHOUT_ASKING.search(claim.text[-_LOOK_BACK:])
    if found:
        claim.text = claim.text[: -len(found[0])] + found[0][1:]
    return _parsed(LineKind.ASSUMPTION, claim, mark, context)


def _parsed(kind: LineKind, said: Sentence, mark: str, context: LineContext) -> ParsedLine:
    proposed = None
    if kind is LineKind.ACTION and not said.owners:
        first = _FIRST_WORD.match(said.text)
        proposed = context.directory.named_first(first[0]) if first else None
    notices = tuple(notices_of(said, context))
    if proposed:
        notices = (*notices, owner_proposed(proposed, context))
    return ParsedLine(
        kind,
        text=said.text,
        owners=said.owners,
        mentions=said.mentions,
        themes=said.themes,
        day=said.date,
        priority=mark == "!!",
        notices=notices,
        refused=_refusal(kind, said, mark),
        proposed_owner=proposed,
        new_names=tuple(dict.fromkeys(name.who.name for name in said.names if name.state is State.NEW)),
    )


def _refusal(kind: LineKind, said: Sentence, mark: str) -> str:
    """Why the line can't become anything; "" where it can. An action may have an owner and no words yet."""
    if said.empty:
        return nothing_behind(mark)
    if kind in _NEEDS_WORDS and not said.text:
        return no_words_behind(mark)
    return ""
