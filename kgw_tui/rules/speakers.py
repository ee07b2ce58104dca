"""Taking the names of those who spoke out of a text, for readers whom it doesn't concern who said what."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from kgw_tui.i18n import _
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import Dossier

_TITLES: Final = r"(?:(?:[Mm]evrouw|[Mm]eneer|[Dd]e heer|[Dd]hr\.?|[Mm]w\.?|[Mm]evr\.?|Mr\.?|Mrs\.?|Ms\.?|Miss)\s+)?"
_POSSESSIVE: Final = r"(?:['’]?s|(?<=[sxz])['’](?=\s+\w))"
_AND: Final = r"(?:\s*,\s*(?:en\s+|and\s+)?|\s+(?:en|and|&)\s+)"


def speaker_remover(
    dossier: Dossier, *, also: Iterable[Who] = (), mentioned: Iterable[Who] = (), keep: Collection[Who] = ()
) -> Callable[[str], str]:
    """A function that writes "een lid" for each name of somebody at the table (WORD.md: "no speakers").

    Full names, first names and surnames of everybody in the header (and of `also`) count, as whole words written with
    their capitals, also with the s of a possessive; before a colon (`karim: dat kan niet`) small letters do. Several
    in a row become "enkele leden". Of those whom a line has `mentioned`, small letters and the marks that find them
    count as well; the names of `keep` stay.
    """
    table = [*at_the_table(dossier), *also]
    forms = _forms(dossier.directory, (who for who in table if who not in keep))
    marked = _marked(dossier.directory, (who for who in mentioned if who not in keep))
    if not forms and not marked:
        return lambda text: text
    exact, loose = (_any_of(each) for each in (forms | marked, marked))
    name = rf"{_TITLES}(?:{exact}|(?i:{loose})|(?i:{exact})(?=\s*:))"
    first, more = (rf"{name}(?P<{group}>{_POSSESSIVE}?)(?!\w)" for group in ("first", "more"))
    pattern = re.compile(rf"(?<!\w){first}(?:{_AND}{more})*")
    one = {False: _("a member"), True: _("a member's")}
    some = {False: _("some members"), True: _("some members'")}

    def replace(match: re.Match[str]) -> str:
        word = one[bool(match["first"])] if match["more"] is None else some[bool(match["more"])]
        return word[:1].upper() + word[1:] if _begins_sentence(match.string, match.start()) else word

    return lambda text: pattern.sub(replace, text)


def at_the_table(dossier: Dossier) -> list[Who]:
    """Who may have spoken: chair, minute-taker, everybody in the header, those who came in later, who led an item and
    the members of the group; and those of the earlier meetings of which this one heard. No roles.
    """
    earlier = [each.meeting for each in (*dossier.open_before, *dossier.settled_here)]
    whos: list[Who | None] = []
    for meeting in (dossier.meeting, *{meeting.id: meeting for meeting in earlier}.values()):
        whos += [meeting.chair, meeting.minute_taker, *(attendee.who for attendee in meeting.attendees)]
    whos += [movement.who for movement in dossier.movements]
    whos += [section.item.led_by for section in dossier.sections if section.item]
    whos += [Who(person=member) for member in (dossier.group.members if dossier.group else ())]
    return list(dict.fromkeys(who for who in whos if who is not None and not who.role))


def _begins_sentence(text: str, position: int) -> bool:
    before = text[:position].rstrip(" \t\"'‘“„(")
    return not before or before[-1] in ".!?\n"


def _any_of(forms: Collection[str]) -> str:
    return "|".join(sorted(forms, key=lambda form: (-len(form), form))) or r"(?!)"


def _names(directory: Directory, whos: Iterable[Who]) -> Iterator[list[str]]:
    """The words of each name; of somebody who isn't known any more none."""
    for who in whos:
        words = directory.name(who).split() if not who.person or who.person in directory.by_id else []
        if words:
            yield words


def _forms(directory: Directory, whos: Iterable[Who]) -> set[str]:
    """Patterns for the whole name, the first name, and the surname (its first letter small or a capital)."""
    forms: set[str] = set()
    for words in _names(directory, whos):
        forms |= {r"\s+".join(map(re.escape, words)), re.escape(words[0])}
        if len(words) > 1:
            first, *rest = words[1:]
            either = f"[{re.escape(first[0].lower() + first[0].upper())}]{re.escape(first[1:])}"
            forms.add(r"\s+".join([either, *map(re.escape, rest)]))
    return forms


def _marked(directory: Directory, whos: Iterable[Who]) -> set[str]:
    """The same for those whom a line mentions, and the marks that find them, which may stand in it (`@dwi`)."""
    named = [who for who in whos if not who.role]
    people = [person for who in named if (person := directory.by_id.get(who.person)) is not None]
    return _forms(directory, named) | {re.escape(alias) for person in people for alias in person.aliases if alias}
