"""Who said something in the corridor, and what they are called where no name is wanted."""

from __future__ import annotations

from typing import Final

from kgw_tui.i18n import _
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.people import ROLES, Who
from kgw_tui.rules.directory import Directory, fold

COLLEAGUE: Final = "colleague"
"""The role of somebody whose function names none of ROLES."""


def raised_by(note: CorridorNote, writer: str = "") -> Who | None:
    """Who said what stands in `note`: the first who is named in it and isn't the writer (id); None for nobody."""
    return next((who for who in note.mentions if not (writer and who.person == writer)), None)


def item_title(theme: str) -> str:
    """What an agenda item about something heard on `theme` ("" for none) is called until somebody says so: a question
    in which nothing of what was heard stands, since everybody reads it.
    """
    if not theme:
        return _("What is going on, and how do we know?")
    return _("{theme}: what is going on, and how do we know?").format(theme=theme[:1].upper() + theme[1:])


def raised_as(who: Who, directory: Directory) -> str:
    """The role of `who`, a code of ROLES or COLLEAGUE: of a person, the first that their function names.

    So may be told who raised something without a name (PRODUCT.md, "Corridor": "leerling uit 5 havo" -> student).
    """
    if who.role:
        return who.role
    person = directory.by_id.get(who.person)
    known = {fold(mark): code for code, marks in ROLES.items() for mark in marks}
    words = fold(person.function).replace(",", " ").split() if person else []
    return next((known[word] for word in words if word in known), COLLEAGUE)
