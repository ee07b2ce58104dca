"""What a list of the command line is made of: rows for people, objects for programs, and the filters that it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kgw_tui.cli_json import Object
from kgw_tui.usecases.listing import Filters, Placed
from kgw_tui.workspace import Workspace

Row = list[str]


@dataclass(frozen=True)
class List:
    """What a list can give: its rows for people, or the same as objects for programs; `entries` are what documents are
    made of (csv, ics), where that can be done.
    """

    rows: Callable[[], list[Row]]
    objects: Callable[[], list[Object]]
    entries: Callable[[], list[Placed]] | None = None


@dataclass(frozen=True)
class Table:
    """One list: its headings, what makes it, the filters that narrow it, and whether it shows what is open unless
    everything is asked for.
    """

    headings: tuple[str, ...]
    make: Callable[[Workspace, Filters], List]
    filters: frozenset[str] = frozenset()
    open_first: bool = False
