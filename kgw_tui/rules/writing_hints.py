"""Which hint about writing a note calls for, if any: a rule on its words, that is quiet where it isn't sure.

The hints stand in the content (corridor.toml, `writing_hint`); a note about people is written so that they may read it
(PRODUCT.md, principle 6). At most one is given, the gravest first. It never keeps a note from being stored.

Words alone call for none: `scheiding` is also a way to sort waste, `overspannen` also an expectation, and a course on
depression says nothing of anybody. So the words are looked at where they are said of one person, and what is said of
rules, courses and of groups is left out before. Which words these are stands in `writing_cues`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kgw_tui.rules.directory import fold
from kgw_tui.rules.writing_cues import (
    ABOUT_CLASS,
    GENERAL,
    HEALTH,
    HEARSAY,
    INSULT,
    JUDGED,
    LABELLED,
    PERSON,
    PERSONS,
    PRIVATE,
    SAFETY,
    SOMEBODY,
    SPEAKS,
    TOLD_SO,
)

_SENTENCES: Final = 5
"""Sentences from which on a note is long; the hint speaks of two or three."""
_LETTERS: Final = 700
"""Letters from which on it is long, in however few sentences."""
_LOOKED_AT: Final = 2000
"""Letters of a note that are looked at."""
_NAMES: Final = 4
"""People in one note from which on it may be asked whether all of them are needed."""
_STRANGERS: Final = 2
"""The same of people who aren't colleagues."""
_END: Final = re.compile(r"[.!?…]+[\"'”’)]*(?=\s+[\"'“‘(]*[A-Z0-9ÀÁÉËÈÍÓÖÚÜ]|\s*$)")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|“[^”]*”|„[^”“]*[”“]|‘[^’]{3,}’(?!\w)|(?<!\w)'[^']{3,}'(?!\w)")


def writing_hint(text: str, names: Sequence[str] = (), strangers: int = 0) -> str | None:
    """The id of the writing hint that a note calls for, in either language; None, as for most, for none.

    `names` are the people (not roles) that are marked in it, each as it is called there or in full, and `strangers`
    how many of them aren't known: a student or a parent, not a colleague.

    >>> writing_hint("Karim is ziek", ["Karim"])
    'no-health'
    >>> writing_hint("Karim vraagt of de cursus over depressie doorgaat", ["Karim"])
    """
    whole = " ".join(text.split())
    flat = whole[:_LOOKED_AT]
    said = _with_somebody(flat, names)
    if SAFETY.search(said):
        return "safety"
    about_somebody = SOMEBODY in said
    if about_somebody and HEALTH.search(said):
        return "no-health"
    if about_somebody and PRIVATE.search(said):
        return "no-private"
    own = _with_somebody(_QUOTED.sub(" ", flat), names)  # what others called somebody is told, not said
    if INSULT.search(own):
        return "readable"
    if JUDGED.search(own):
        return "facts"
    if about_somebody and _is_hearsay(said, named=bool(names)):
        return "hearsay"
    if len(names) >= _NAMES or strangers >= _STRANGERS or ABOUT_CLASS.search(flat) or _of_class(said, strangers):
        return "few-names"
    return "short" if len(whole) > _LETTERS or len(_END.findall(flat)) >= _SENTENCES else None


def _with_somebody(text: str, names: Sequence[str]) -> str:
    """The text to look in: folded, without what is said of rules, courses and groups, each person as `SOMEBODY`."""
    said = fold(text)
    for name in sorted({fold(each) for each in names if each.strip()}, key=len, reverse=True):
        said = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", SOMEBODY, said)
    said = GENERAL.sub(" ", PERSONS.sub(" ", said))
    return " ".join(SPEAKS.sub(SOMEBODY, PERSON.sub(SOMEBODY, said)).split())


def _is_hearsay(said: str, *, named: bool) -> bool:
    """Whether it says of somebody what was heard of them. One who calls it a rumour knows; a name is out of place."""
    if TOLD_SO.search(said) or (LABELLED.search(said) and not named):
        return False
    return bool(HEARSAY.search(said))


def _of_class(said: str, strangers: int) -> bool:
    """Whether somebody who isn't known is named with a class."""
    return bool(strangers) and bool(
        re.search(rf"{SOMEBODY} (?:uit|from) (?:klas |class |year )?[1-6][a-z]{{0,2}}\b", said)
    )
