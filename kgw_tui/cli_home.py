"""What was chosen for a call before any command is looked at, and the workspace of its home."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from kgw_tui.i18n import LANGUAGES, preferred_language

if TYPE_CHECKING:
    from kgw_tui.workspace import Workspace


class Start(msgspec.Struct, frozen=True):
    """What was chosen for this call before any command is looked at: `--home` as given ("" for none), the language."""

    home: str
    language: str


def start_in(home: str = "", chosen: str = "") -> Start:
    """How a call starts: in the language that was chosen, else that of the settings of the home, else of the locale,
    else Dutch.
    """
    if chosen in LANGUAGES:
        return Start(home, chosen)
    from kgw_tui.data.opening import home_folder, read_settings

    return Start(home, preferred_language(read_settings(home_folder(home or None)).language))


@contextmanager
def workspace_of(start: Start) -> Generator[Workspace]:
    """The workspace of the home of a call; what was found on opening it is told first."""
    from kgw_tui.data.opening import home_folder, open_workspace

    workspace = open_workspace(home_folder(start.home or None))
    try:
        _tell(workspace.notices)
        yield workspace
        _tell(workspace.care.look_after_briefly())
    finally:
        workspace.close()


def _tell(sentences: tuple[str, ...]) -> None:
    if sentences:
        from kgw_tui.cli_output import tell

        for sentence in sentences:
            tell(sentence)
