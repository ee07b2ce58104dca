"""What is given with `kgw do` as the line that one would type for it: text, @owners and >day."""

from __future__ import annotations

import re
from typing import Final

from kgw_tui.cli_output import tell
from kgw_tui.cli_verbs import Given
from kgw_tui.i18n import _
from kgw_tui.records.entries import Action, Question
from kgw_tui.usecases.acting import read_day
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace

_BETWEEN_NAMES: Final = re.compile(r"\s*,\s*|\s+(?:en|and|&)\s+")
NONE: Final = frozenset({"-", "none", "geen"})
"""What is typed to take something away."""


def line_of(workspace: Workspace, text: str, given: Given) -> str:
    """`text` with the owners of `--to` and the day of `--until` behind it. Raises Refused for what is no coming day."""
    day = f">{read_day(workspace, given.until).isoformat()}" if given.until else ""
    return " ".join(part for part in (text.strip(), marks_of(workspace, given.to), day) if part)


def marks_of(workspace: Workspace, names: str) -> str:
    """Names with or without their `@`, joined by commas, `en` or `and`, as marks without a space: `@KarimBouzid @ans`;
    of somebody known the whole name, so that nobody else can be meant.
    """
    directory = directory_of(workspace)

    def mark(name: str) -> str:
        who = directory.find(name)
        whole = "".join(directory.name(who).split()) if who is not None and who.person else ""
        return f"@{whole}" if whole and directory.find(whole) == who else f"@{name}"

    found = [name.strip().removeprefix("@") for name in _BETWEEN_NAMES.split(names) if name.strip()]
    return " ".join(map(mark, found))


def told(workspace: Workspace, handle: str, became: Action | Question) -> str:
    """`N-5: A-13 · Karim Bouzid · 2026-12-08`: what came of a record, whose it is and when it is due."""
    _tell_strangers(became)
    names = directory_of(workspace).names(became.owners)
    due = became.due.isoformat() if became.due else _("without a day")
    return f"{handle}: " + " · ".join(part for part in (became.handle, names, due) if part)


def _tell_strangers(entry: Action | Question) -> None:
    """Tell whose names nobody has: they stay as they were typed."""
    for owner in entry.owners:
        if owner.name:
            tell(_("nobody known is called {name}; the name stays as it was typed").format(name=owner.name))
