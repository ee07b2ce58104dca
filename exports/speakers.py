"""Taking the names of those who spoke out of a text, for readers whom it doesn't concern who said what."""

from __future__ import annotations

import re
from collections.abc import Callable

from kgw_tui.i18n import _
from kgw_tui.records.people import Who
from kgw_tui.rules.dossier import Dossier

_TITLES = r"(?:(?:[Mm]evrouw|[Mm]eneer|[Dd]e heer|[Dd]hr\.?|[Mm]w\.?|[Mm]evr\.?|Mr\.?|Mrs\.?|Ms\.?|Miss)\s+)?"
_AND = r"(?:\s*,\s*(?:en\s+|and\s+)?|\s+(?:en|and|&)\s+)"


def speaker_remover(dossier: Dossier) -> Callable[[str], str]:
    """A function that writes "een lid" for each name of somebody at the table (WORD.md: "no speakers").

    Full names, first names and surnames of everybody in the header count, as whole words written with their
    capitals; several in a row become "enkele leden".
    """
    forms = sorted(_forms(dossier), key=len, reverse=True)
    if not forms:
        return lambda text: text
    name = rf"{_TITLES}(?:{'|'.join(forms)})"
    pattern = re.compile(rf"(?<!\w){name}(?!\w)(?:{_AND}{name}(?!\w))*")
    several = re.compile(rf"(?<=\w){_AND}{name}(?!\w)")
    one_word, more_words = _("a member"), _("some members")

    def replace(match: re.Match[str]) -> str:
        word = more_words if several.search(match[0]) else one_word
        return word[:1].upper() + word[1:] if _begins_sentence(match.string, match.start()) else word

    return lambda text: pattern.sub(replace, text)


def _begins_sentence(text: str, position: int) -> bool:
    before = text[:position].rstrip(" \t\"'‘“„(")
    return not before or before[-1] in ".!?\n"


def _forms(dossier: Dossier) -> set[str]:
    meeting = dossier.meeting
    whos: list[Who | None] = [meeting.chair, meeting.minute_taker]
    whos += [attendee.who for attendee in meeting.attendees]
    whos += [movement.who for movement in dossier.movements]
    forms: set[str] = set()
    for who in whos:
        if who is None or who.role:
            continue
        words = dossier.directory.name(who).split()
        if not words:
            continue
        forms |= {r"\s+".join(map(re.escape, words)), re.escape(words[0])}
        if len(words) > 1:
            first, *rest = words[1:]
            surname = [
                f"[{first[0].lower()}{first[0].upper()}]{re.escape(first[1:])}"
                if first[0].isalpha()
                else re.escape(first)
            ]
            forms.add(r"\s+".join([*surname, *map(re.escape, rest)]))
    return forms
