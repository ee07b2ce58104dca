"""`kgw list actions|decisions --format csv|ics`: what all meetings left, for a spreadsheet or a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from kgw_tui import clock
from kgw_tui.cli_output import say, say_bytes
from kgw_tui.i18n import N_, _, current_language
from kgw_tui.usecases.listing import Placed
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace

ListFormat = Literal["csv", "ics"]
_NAMES: Final = {"actions": N_("actions"), "decisions": N_("decisions")}


def write_list(
    workspace: Workspace, what: str, found: Sequence[Placed], form: ListFormat, to: str | None, *, force: bool
) -> None:
    """Put out the list, or write it to a file or into a folder and say where it stands.

    Raises NotFound when there is nothing for a calendar, Refused when the file can't be written.
    """
    from kgw_tui.exports.files import write_new
    from kgw_tui.exports.options import ExportOptions
    from kgw_tui.exports.over_meetings import listed_calendar, listed_csv

    options = ExportOptions(language=current_language())
    directory = directory_of(workspace)
    if form == "csv":
        content = listed_csv(found, directory, options, decisions=what == "decisions")
    else:
        content = listed_calendar(found, directory, options)
    if to in {None, "-"}:
        say_bytes(content)
    else:
        name = f"{clock.today().isoformat()} {_(_NAMES[what])}.{form}"
        say(str(write_new(Path(to or ""), content, name=name, force=force)))
