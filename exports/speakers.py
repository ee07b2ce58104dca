"""Taking the names of those who spoke out of a text, for readers whom it doesn't concern who said what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kgw_tui.i18n import _
from kgw_tui.records.people import Who
from kgw_tui.rules.dossier import Dossier

_TITLES = r"(?:(?:[Mm]evrouw|[Mm]eneer|[Dd]e heer|[Dd]hr\.?|[Mm]w\.?|[Mm]evr\.?|Mr\.?|Mrs\.?|Ms\.?|Miss)\s+)?"
_POSSESSIVE = r"(?:['’]?s|(?<=[sxz])['’](?=\s+\w))"
_AND = r"(?:\s*,\s*(?:en\s+|and\s+)?|\s+(?:en|and|&)\s+)"


def speaker_remover(dossier: Dossier) -> Callable[[str], str]:
    """A function that writes "een lid" for each name of somebody at the table (WORD.md: "no speakers").

    Full names, first names and surnames of everybody in the header count, as whole words written with their
    capitals, also with the s of a possessive; before a colon (`karim: dat kan niet`) small letters do. Several in
    a row become "enkele leden".
    """
    forms = sorted(_forms(dossier), key=len, reverse=True)
    if not forms:
        return lambda text: text
    any_form = "|".join(forms)
    name = rf"{_TITLES}(?:{any_form}|(?i:{any_form})(?=\s*:))"
    first, more = (rf"{name}(?P<{group}>{_POSSESSIVE}?)(?!\w)" for group in ("first", "more"))
    pattern = re.compile(rf"(?<!\w){first}(?:{_AND}{more})*")
    one = {False: _("a member"), True: _("a member's")}
    some = {False: _("some members"), True: _("some members'")}

    def replace(match: re.Match[str]) -> str:
        word = one[bool(match["first"])] if match["more"] is None else some[bool(match["more"])]
        return word[:1].upper() + word[1:] if _begins_sentence(match.string, match.start()) else word

    return lambda text: pattern.sub(replace, text)


def _begins_sentence(text: str, position: int) -> bool:
    before = text[:position].rstrip(" \t\"'‘“„(")
    return not before or before[-1] in ".!?\n"


def _names(dossier: Dossier) -> Iterator[list[str]]:
    """The words of each name of somebody at the table."""
    meeting = dossier.meeting
    whos: list[Who | None] = [meeting.chair, meeting.minute_taker]
    whos += [attendee.who for attendee in meeting.attendees]
    whos += [movement.who for movement in dossier.movements]
    for who in whos:
        words = dossier.directory.name(who).split() if who and not who.role else []
        if words:
            yield words


def _forms(dossier: Dossier) -> set[str]:
    """Patterns for the whole name, the first name, and the surname (its first letter small or a capital)."""
    forms: set[str] = set()
    for words in _names(dossier):
        forms |= {r"\s+".join(map(re.escape, words)), re.escape(words[0])}
        if len(words) > 1:
            first, *rest = words[1:]
            either = f"[{re.escape(first[0].lower() + first[0].upper())}]{re.escape(first[1:])}"
            forms.add(r"\s+".join([either, *map(re.escape, rest)]))
    return forms
