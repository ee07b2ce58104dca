"""What somebody means by what they type to have it shown: a record by its number, a person, or a theme."""

from __future__ import annotations

from dataclasses import dataclass

from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.people import PEOPLE, Person
from kgw_tui.usecases.listing import Filters, Placed, Record, find_record, placed_in
from kgw_tui.usecases.listing_corridor import list_notes
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace


@dataclass(frozen=True)
class ThemePage:
    """All that bears a theme: what was said in meetings, the writer's own, and corridor notes; in order of time."""

    theme: str
    entries: tuple[Placed, ...]
    notes: tuple[CorridorNote, ...]


Named = Record | Person | ThemePage
"""What words can lead to."""


def find_named(workspace: Workspace, words: str) -> Named:
    """What `words` lead to: `@name` a person and `#word` a theme; without a mark what `find_record` finds, else a
    person who is called so, else a theme. Raises NotFound, and Refused when it may be several people.
    """
    if words.startswith("@"):
        return find_person(workspace, words)
    if words.startswith("#"):
        return theme_page(workspace, words)
    try:
        return find_record(workspace, words)
    except NotFound:
        person = _known(workspace, words)
        if person is not None:
            return person
        page = _page(workspace, words)
        if page.entries or page.notes:
            return page
        raise


def find_person(workspace: Workspace, mark: str) -> Person:
    """Whom a mark or a name means. Raises NotFound for nobody, and Refused when it may be several."""
    person = _known(workspace, mark)
    if person is not None:
        return person
    name = mark.removeprefix("@")
    may_be = directory_of(workspace).candidates(name) if name else []
    if len(may_be) > 1:
        names = ", ".join(each.name for each in may_be)
        raise Refused(_("'{name}' may be any of {names}; type more of the name").format(name=mark, names=names))
    raise NotFound(_("nobody is called '{name}'; kgw list people shows who is known").format(name=mark))


def theme_page(workspace: Workspace, theme: str) -> ThemePage:
    """All that bears a theme, which is given with or without its `#`. Raises NotFound when nothing does."""
    page = _page(workspace, theme)
    if not page.entries and not page.notes:
        raise NotFound(_("nothing bears the theme '{name}'; kgw list themes shows them").format(name=theme))
    return page


def _known(workspace: Workspace, mark: str) -> Person | None:
    who = directory_of(workspace).find(mark.removeprefix("@"))
    return workspace.shared.get(PEOPLE, who.person) if who is not None and who.person else None


def _page(workspace: Workspace, theme: str) -> ThemePage:
    wanted = theme.removeprefix("#").strip().lower()
    if not wanted:  # what bears no theme isn't a page
        return ThemePage("", (), ())
    found = [
        each
        for reader, private in ((workspace.shared, False), (workspace.private, True))
        for each in placed_in(reader, reader.query(ENTRIES, themes=wanted), private=private)
    ]
    found.sort(key=lambda each: (each.entry.created_at, each.entry.id))
    return ThemePage(wanted, tuple(found), tuple(list_notes(workspace, Filters(theme=wanted))))
