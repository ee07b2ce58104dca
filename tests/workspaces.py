"""Real workspaces for tests: a home in a temporary folder, with a few people in it, on a fixed day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from kgw_tui import clock
from kgw_tui.data.opening import open_workspace
from kgw_tui.i18n import language
from kgw_tui.records.people import PEOPLE, Person
from kgw_tui.records.record import stamp
from kgw_tui.workspace import Workspace

TUESDAY = dt.datetime(2026, 11, 24, 13, 4).astimezone()
"""The moment at which everything in these tests happens: Tuesday 24 November 2026, 13:04 on the wall."""

PEOPLE_NAMES = ("Sanne de Wit", "Karim Bouzid", "Fatima El Idrissi", "Jan Pol")


@contextmanager
def fixed_clock(moment: dt.datetime = TUESDAY) -> Generator[None]:
    """Let it be `moment` for a while."""
    clock.set_clock(lambda: moment)
    try:
        yield
    finally:
        clock.set_clock(None)


@contextmanager
def workspace_at(home: Path, code: str = "nl") -> Generator[Workspace]:
    """An open workspace in `home`, in Dutch unless said otherwise, with four people; Sanne is at the keyboard."""
    with fixed_clock(), language(code):
        workspace = open_workspace(home)
        if not workspace.shared.all(PEOPLE):
            add_people(workspace)
        try:
            yield workspace
        finally:
            workspace.close()


def add_people(workspace: Workspace) -> None:
    """Put the four people in the store, the first one as the writer."""
    from msgspec import convert, structs

    people = [convert({**stamp(), "name": name}, Person) for name in PEOPLE_NAMES]
    with workspace.shared.transaction("people") as tx:
        for person in people:
            tx.put(PEOPLE, person)
    workspace.save_settings(structs.replace(workspace.settings, writer=people[0].id))
