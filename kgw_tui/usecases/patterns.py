"""The patterns in the corridor notes of the writer, as they are today."""

from __future__ import annotations

from msgspec import structs

from kgw_tui import clock
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.rules.patterns import Pattern, patterns
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace

MOST_WEEKS = 52


def patterns_now(workspace: Workspace) -> list[Pattern]:
    """The patterns within the weeks of the settings, the theme with most notes first."""
    notes = workspace.private.all(CORRIDOR_NOTES)
    return patterns(notes, directory_of(workspace), clock.today(), workspace.settings.pattern_weeks)


def set_weeks(workspace: Workspace, weeks: int) -> None:
    """Look so many weeks back from now on. Raises Refused for none or more than a year."""
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refused(_("patterns look 1 to {most} weeks back").format(most=MOST_WEEKS))
    workspace.save_settings(structs.replace(workspace.settings, pattern_weeks=weeks))
