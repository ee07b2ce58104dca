"""What should catch the eye when minutes are read through: lines typed in haste, and what is missing in them."""

from __future__ import annotations

import re
from typing import Final, Literal

from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Movement, Note, Question
from kgw_tui.rules.directory import Directory

Doubt = Literal["half", "mark", "new-name", "no-owner", "no-day", "untested"]
"""A sentence that isn't one yet; a mark that was left in the text, since nobody or no day was found behind it; a name
that nobody has; an action without an owner, or without a day; a claim that nobody has checked."""

FEWEST_WORDS: Final = 3
"""A note, claim or decision of fewer words is hardly a sentence. An action or something parked may be short."""

_SENTENCES: Final = (Note, Assumption, Decision)
_WORD: Final = re.compile(r"\w+(?:[-'’./]\w+)*")
_LEFT_MARK: Final = re.compile(r"(?<![\w@])@\w|(?<!\S)>(?:[^\W\d]|\d+[-/.])")
_BREAKS_OFF: Final = re.compile(r"(?:\.{2,}|…|[,;:–-]|(?<!\w)\?{2,})$")
_GOES_ON: Final = frozenset(
    {"en", "maar", "omdat", "want", "als", "met", "van", "naar", "te", "de", "een", "zodat"}
    | {"and", "or", "but", "because", "if", "which", "with", "of", "for", "at", "the", "a", "an"}
)
"""Words in which no sentence ends. Those that may be the end of one ("belt de ouders op", "what is it about") aren't
among them."""


def doubts(entry: AnyEntry, directory: Directory) -> tuple[Doubt, ...]:
    """What there is to look at in `entry`, most telling first; nothing in what is held back."""
    if isinstance(entry, Movement) or entry.held_back:
        return ()
    found: list[Doubt] = []
    if _is_half(entry):
        found.append("half")
    if _LEFT_MARK.search(entry.text):
        found.append("mark")
    named = [*entry.mentions, *(entry.owners if isinstance(entry, Action | Question) else ())]
    if any(who.name and directory.find(who.name) is None for who in named):
        found.append("new-name")
    if isinstance(entry, Action) and entry.status == "open":
        if not entry.owners:
            found.append("no-owner")
        if entry.due is None:
            found.append("no-day")
    if isinstance(entry, Assumption) and entry.status == "untested":
        found.append("untested")
    return tuple(found)


def _is_half(entry: AnyEntry) -> bool:
    words = _WORD.findall(entry.text)
    if isinstance(entry, _SENTENCES) and len(words) < FEWEST_WORDS:
        return True
    if _BREAKS_OFF.search(entry.text.rstrip()):
        return True
    return bool(words) and words[-1].lower() in _GOES_ON and entry.text.rstrip()[-1:].isalnum()
