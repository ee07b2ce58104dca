"""What a shell is offered behind an argument or option: names, themes, series, numbers; nothing in case of a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from kgw_tui.cli_shape import opened

if TYPE_CHECKING:
    from kgw_tui.workspace import Workspace

Completing = Callable[[click.Context, click.Parameter, str], list[str]]


def completing(found: Callable[[Workspace, click.Context], Iterable[str]], marks: str = "") -> Completing:
    """Completes with those of `found` that begin as what stands there, whatever its case and accents; that stays as it
    was typed, for a shell takes away what its offers don't have in common. One of the `marks` may stand before it.
    """

    def complete(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        from kgw_tui.errors import KgwError
        from kgw_tui.rules.directory import fold

        mark = incomplete[:1] if incomplete and incomplete[0] in marks else ""
        typed = incomplete.removeprefix(mark)
        try:
            with context.scope(), opened() as workspace:
                words = dict.fromkeys(found(workspace, context))
                return [incomplete + word[len(typed) :] for word in words if fold(word[: len(typed)]) == fold(typed)]
        except (KgwError, OSError):
            return []

    return complete


def _handles(workspace: Workspace, _context: click.Context) -> Iterable[str]:
    from kgw_tui.usecases.listing import all_handles

    return all_handles(workspace)


def _names(workspace: Workspace, _context: click.Context) -> Iterable[str]:
    from kgw_tui.usecases.listing import list_people

    active = [person for person in list_people(workspace) if person.active]
    return [name for person in active for name in (person.aliases or (person.name,))]


def _themes(workspace: Workspace, _context: click.Context) -> Iterable[str]:
    from kgw_tui.records.corridor import CORRIDOR_NOTES
    from kgw_tui.usecases.listing import Filters, list_themes

    heard = {theme for note in workspace.private.all(CORRIDOR_NOTES) for theme in note.themes}
    return [*(use.theme for use in list_themes(workspace, Filters(confidential=True))), *sorted(heard)]


def _series(workspace: Workspace, _context: click.Context) -> Iterable[str]:
    from kgw_tui.records.people import SERIES

    return sorted(series.title for series in workspace.shared.all(SERIES))


def _meetings(workspace: Workspace, _context: click.Context) -> Iterable[str]:
    from kgw_tui.usecases.reading import meetings_newest_first

    return ["last", *(meeting.handle for meeting in meetings_newest_first(workspace.shared))]


def _complete_named(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """A number, or behind its mark a person or a theme."""
    kinds = {"@": complete_person, "#": complete_theme}
    return kinds.get(incomplete[:1], _complete_handle)(context, parameter, incomplete)


_complete_handle = completing(_handles)
complete_named: Completing = _complete_named
complete_person = completing(_names, "@")
complete_theme = completing(_themes, "#")
complete_series = completing(_series)
complete_meeting = completing(_meetings)
