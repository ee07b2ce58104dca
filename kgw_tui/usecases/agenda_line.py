"""One line that says all of an agenda item, as one types it while preparing: `Rooster 2027 (15) @jan {vertrouwelijk}`.

The heading of the capture format (CAPTURE.md, "The line" and "The file"), with the `#` left away where one likes, and
with more behind it: `@name` (or `{geleid door: name}`) leads the item, `[waarom]` is its phase, `{stukken: a; b}` its
papers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kgw_tui.capture.dates import Calendar
from kgw_tui.capture.header_words import read_phase
from kgw_tui.capture.line import parse_line
from kgw_tui.capture.marks import long_name, read_marks
from kgw_tui.capture.parsed import LineContext
from kgw_tui.capture.sentence import Rules, compose
from kgw_tui.capture.writing import item_line
from kgw_tui.i18n import _
from kgw_tui.records.meetings import AgendaItem, Phase
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.entries import item_title
from kgw_tui.text import clean_line

_HEADING: Final = re.compile(r"##?(?=\s|$)\s*")
_LAST: Final = re.compile(
    r"(?:^|(?<=\s))(?:(?P<phase>\[[^\[\]]{0,20}\])|\{(?P<braces>[^{}]*)\}|(?P<minutes>\([0-9]{1,3}[^()]{0,8}\))|(?P<name>@\{[^{}]+\}|[@#]\S+))$"
)
_ESCAPED: Final = re.compile(r"\\(\([0-9]{1,3}[^()]*\))$")
_PAPERS: Final = re.compile(r"(?:stuk(?:ken)?|papers?)\s*:(.*)", re.IGNORECASE | re.DOTALL)
_LED: Final = re.compile(r"(?:geleid door|leiding|led by)\s*:(.*)", re.IGNORECASE | re.DOTALL)
_MOST_PARTS: Final = 12
_LONGEST_PART: Final = 500
_LEADS: Final = Rules(owners=True, owners_inside=False)


@dataclass(frozen=True)
class AgendaLine:
    """What such a line says; `phase`, `papers` and `minutes` are None where it says nothing of them.

    `refused` is a sentence when it says nothing at all; `new_names` are the names of leaders that nobody has yet.
    """

    title: str = ""
    minutes: int | None = None
    phase: Phase | None = None
    confidential: bool = False
    led_by: Who | None = None
    papers: tuple[str, ...] | None = None
    refused: str = ""
    new_names: tuple[str, ...] = ()


def read_agenda_line(line: str, context: LineContext) -> AgendaLine:
    """What `line` says of an item. In linear time, and never raises: it is read at each keystroke."""
    rest = _HEADING.sub("", clean_line(line).strip(), count=1)
    tail: list[str] = []
    names: list[str] = []
    phase: Phase | None = None
    papers: tuple[str, ...] | None = None
    for _turn in range(_MOST_PARTS):
        found = _LAST.search(rest, max(0, len(rest) - _LONGEST_PART))
        if found is None or found.start() == 0:
            break
        listed = _PAPERS.fullmatch((found["braces"] or "").strip())
        led = _LED.fullmatch((found["braces"] or "").strip())
        read = read_phase(found["phase"]) if found["phase"] else None
        if listed:
            papers = read_papers(listed[1]) if papers is None else papers
        elif read is not None:
            phase = read if phase is None else phase
        elif led and led[1].strip():
            names.insert(0, long_name(None, led[1].strip()))
        elif found["name"]:
            names.insert(0, found[0])
        elif found["braces"] is not None or found["minutes"]:
            tail.insert(0, found[0])
        else:
            break
        rest = rest[: found.start()].rstrip()
    named = " ".join([rest, *names])
    said = compose(read_marks(named, context.directory, None), _LEADS)
    parsed = parse_line(" ".join(["#", named, *tail]), context)
    led_by = said.owners[0] if said.owners else None
    if led_by is not None:
        others = [context.directory.short_name(who) for who in said.owners[1:]]
        text = " ".join([_ESCAPED.sub(r"\1", said.text), *others]).strip()
        parsed = replace(parsed, text=text, themes=said.themes, refused="" if text else _("an item needs a title"))
    return AgendaLine(
        title=item_title(parsed),
        minutes=parsed.minutes,
        phase=phase,
        confidential=parsed.confidential,
        led_by=led_by,
        papers=papers,
        refused=parsed.refused,
        new_names=(led_by.name,) if led_by and led_by.name else (),
    )


def agenda_line_of(item: AgendaItem, directory: Directory) -> str:
    """The line that says an item's title, minutes, leader and mark again, for editing it.

    Its phase and papers aren't in it, and stay what they are unless the edited line says them.
    """
    line = item_line(item.title, item.minutes, confidential=item.confidential).removeprefix("## ")
    if item.led_by is None:
        return line
    mark = lead_mark(item.led_by, directory)
    context = LineContext(directory, Calendar(item.created_at.date()))
    title = item_line(item.title).removeprefix("## ")
    rest = item_line("", item.minutes, confidential=item.confidential).removeprefix("##")
    for way in (f"{line} {mark}", f"{title} \\ {mark}{rest}"):  # the second: the name is no part of the sentence
        read = read_agenda_line(way, context)
        if (read.title, read.led_by) == (item.title, item.led_by):
            return way
    return line


def lead_mark(who: Who, directory: Directory) -> str:
    """The mark that means `who`: short where that is clear."""
    short = directory.short_name(who)
    if " " not in short and directory.find(short) == who:
        return f"@{short}"
    if who.role:
        return f"@{short}" if directory.find(short) == who else long_name(None, f":{who.role}")
    if who.person:
        name = directory.name(who)
        return long_name(None, name if directory.find(name) == who else f"={who.person}")
    return long_name(None, f'"{who.name}"')


def read_papers(words: str) -> tuple[str, ...]:
    """The names of papers in `Begroting 2027.pdf, advies MR`: parted by semicolons, or else by commas."""
    parts = words.split(";" if ";" in words else ",")
    return tuple(dict.fromkeys(name for part in parts if (name := clean_line(part).strip())))


def write_papers(papers: tuple[str, ...]) -> str:
    """The names of papers as `read_papers` reads them."""
    joined = "; ".join(papers)
    return f"{joined};" if len(papers) == 1 and "," in joined else joined
