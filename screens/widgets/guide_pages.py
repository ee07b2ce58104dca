"""What the chair can ask, as pages that fit: phases, a check, what a leader can do while somebody else leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kgw_tui.content import Check, LeaderRole, PhaseGuide, Prompt
from kgw_tui.i18n import _

from .cells import shorten, shown, width_of, wrap

Tone = Literal["", "bold", "italic"]


@dataclass(frozen=True)
class Paragraph:
    """A text; `lead` stands before its first line, and its further lines are indented as much."""

    text: str
    lead: str = ""
    tone: Tone = ""


Block = tuple[Paragraph, ...]
"""Paragraphs that stay together on one page where they fit."""


@dataclass(frozen=True)
class Section:
    """One thing to look at, such as the questions of a phase; it may take several pages. `briefly` is the title where
    that doesn't fit.
    """

    title: str
    blocks: tuple[Block, ...]
    briefly: str = ""


@dataclass(frozen=True)
class Page:
    """What is seen at once: lines with their tone. `section` is the index of what it is a page of."""

    section: int
    lines: tuple[tuple[str, Tone], ...]


def phase_sections(
    guide: PhaseGuide | None, in_view: int, hint: str, roles: Sequence[LeaderRole], facts: Sequence[str]
) -> list[Section]:
    """What goes with an item: what was heard about it beforehand; what a leader can do where somebody else leads it;
    its hint and its phase: the question in view (an index) with what to ask on, then the others, signs and what to say,
    how one sees that it is done. After the first phase all of that goes before what was heard.
    """
    hinted: tuple[Block, ...] = ((Paragraph(hint, tone="italic"),),) if hint else ()
    sections: list[Section] = []
    heard = [Section(_("Heard beforehand"), tuple((Paragraph(fact, "· "),) for fact in facts))] if facts else []
    if roles:
        can = tuple((Paragraph(f"{role.title}: {role.hint}", "· "),) for role in roles)
        sections.append(Section(_("Somebody else leads this item: what you can do"), (*hinted, *can)))
    if guide is None:
        return [*heard, *(sections if roles or not hint else [Section(_("This item"), hinted)])]
    name, asks, signals, ends = guide.title, _("what you can ask"), _("signs, and what you can say"), _("done when")
    whole = f"{name} ({guide.frame})"
    place = in_view % max(len(guide.prompt), 1)
    questions = _questions((*guide.prompt[place:], *guide.prompt[:place]))
    signs = tuple((Paragraph(each.sign, "· "), Paragraph(f"“{each.say}”", "  ", "italic")) for each in guide.signal)
    done = tuple((Paragraph(each.item, "· "),) for each in guide.done)
    first = guide.id == "why"
    return [
        *(heard if first else ()),
        *sections,
        Section(f"{whole}: {asks}", (*(() if roles else hinted), *questions), f"{name}: {asks}"),
        Section(f"{whole}: {signals}", signs, f"{name}: {signals}"),
        Section(f"{whole}: {ends}", done, f"{name}: {ends}"),
        *(() if first else heard),
    ]


def check_sections(check: Check) -> list[Section]:
    """A check: its questions with what to ask on, and then the answers to choose from."""
    questions = tuple(block for question in check.question for block in _questions((question,)))
    options = tuple((Paragraph(f"{each.title}: {each.hint}", "· "),) for each in check.option)
    return [
        Section(f"{check.title}: " + _("what you can ask"), questions),
        Section(f"{check.title}: " + _("what came of it"), options),
    ]


def pages_of(sections: Sequence[Section], width: int, height: int) -> list[Page]:
    """The sections in pages of at most `height` lines of `width` cells, the first of each its title and place."""
    bodies = [
        (number, section, body)
        for number, section in enumerate(sections)
        for body in _bodies(section, width, max(height - 1, 1))
    ]
    pages: list[Page] = []
    for place, (number, section, body) in enumerate(bodies, 1):
        count = f" {place}/{len(bodies)}"
        room = max(width - width_of(count), 1)
        title = section.title if width_of(section.title) <= room or not section.briefly else section.briefly
        words = shorten(shown(title), room)
        gap = " " * max(width - width_of(words) - width_of(count), 0)
        head: tuple[str, Tone] = (words + gap + count, "bold")
        pages.append(Page(number, (head, *body)))
    return pages


def _questions(prompts: Sequence[Prompt]) -> tuple[Block, ...]:
    """The first question with what to ask on, the others without."""
    first, *others = prompts
    asked_on = (Paragraph(follow_up, "    – ") for follow_up in first.follow_up)
    return ((Paragraph(first.ask, "· ", "bold"), *asked_on), *((Paragraph(each.ask, "· "),) for each in others))


def _bodies(section: Section, width: int, height: int) -> Iterator[list[tuple[str, Tone]]]:
    """Blocks filled into pages; one that is higher than a page is broken between its lines."""
    body: list[tuple[str, Tone]] = []
    for block in section.blocks:
        lines = [line for paragraph in block for line in _lines(paragraph, width)]
        if body and len(body) + len(lines) > height:
            yield body
            body = []
        body += lines
        while len(body) > height:
            yield body[:height]
            body = body[height:]
    if body:
        yield body


def _lines(paragraph: Paragraph, width: int) -> list[tuple[str, Tone]]:
    room = max(width - len(paragraph.lead), 1)
    first, *others = wrap(shown(paragraph.text), room, room)
    indent = " " * len(paragraph.lead)
    return [(paragraph.lead + first, paragraph.tone), *((indent + line, paragraph.tone) for line in others)]
