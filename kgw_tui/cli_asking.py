"""The line that `kgw log` asks for on a terminal: names and themes with Tab, and kept when it is cut off."""

from __future__ import annotations

import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Final, NamedTuple

from kgw_tui.capture.completion import complete
from kgw_tui.cli_output import say, tell
from kgw_tui.drafts import LOG, draft_place, records_of
from kgw_tui.errors import StoreUnavailable
from kgw_tui.i18n import _
from kgw_tui.records.record import new_id
from kgw_tui.usecases.drafts import left_unfinished
from kgw_tui.usecases.noting import note_context, themes_used

if TYPE_CHECKING:
    from kgw_tui.workspace import Workspace

_PROMPT: Final = "› "
_ENDS: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGHUP", "SIGTERM") if hasattr(signal, name))


class Typed(NamedTuple):
    """What was typed, and the id that its note is to have, so that it isn't offered again when it was stored."""

    text: str
    record: str


class _CutOff(Exception):
    """A signal came while something was half typed: which one, and what stood there."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__(number)
        self.number = number
        self.text = text


def ask(workspace: Workspace) -> Typed:
    """Ask for the line. It begins with what was left half typed the last time, here or in the app.

    What stands there when the connection drops, or at Ctrl-C, is kept, as in the app (PRODUCT.md: nothing that was
    typed is lost). Raises KeyboardInterrupt and SystemExit then.
    """
    left = next(iter(left_unfinished(workspace, LOG)), None)
    record = next(iter(records_of(left.place)) if left else iter(()), "") or new_id()
    place = draft_place(LOG, record=record)
    if left is not None:
        workspace.drafts.take(left)
    try:
        with _heard():
            text = _typed(workspace, left.text if left else "")
    except _CutOff as cut:
        _keep(workspace, place, cut)
        if cut.number == signal.SIGINT:
            raise KeyboardInterrupt from None
        sys.exit(128 + cut.number)
    workspace.drafts.hold({place: text})
    return Typed(text, record)


def settle(workspace: Workspace, record: str) -> None:
    """What was typed is stored, or was nothing: it isn't half typed any more."""
    with suppress(StoreUnavailable):  # then its record says that it was stored
        workspace.drafts.settle({draft_place(LOG, record=record): ""})
        workspace.drafts.end(properly=True)


def _keep(workspace: Workspace, place: str, cut: _CutOff) -> None:
    workspace.drafts.hold({place: cut.text if cut.text.strip() else ""})
    try:
        workspace.drafts.end(properly=False)
    except StoreUnavailable:
        if cut.text.strip():
            tell(_("not stored: {words}").format(words=cut.text))
        return
    if cut.text.strip() and cut.number == signal.SIGINT:
        say()
        tell(_("kept as it stands; kgw log goes on with it"))


def _typed(workspace: Workspace, begins: str) -> str:
    try:
        if not sys.stdout.isatty():
            sys.stderr.write(_PROMPT)
            sys.stderr.flush()
            return sys.stdin.readline()
        import readline

        readline.parse_and_bind("set enable-bracketed-paste on")
        readline.parse_and_bind("bind ^I rl_complete" if "libedit" in str(readline.__doc__) else "tab: complete")
        readline.set_completer_delims(" \t\n")
        readline.set_completer(_Completer(workspace))
        readline.set_startup_hook(lambda: readline.insert_text(begins))
        return input(_PROMPT)
    except EOFError:
        say()
        return ""


class _Completer:
    """The rest of the name or theme before the cursor, as the app offers it; nothing is read before the first Tab."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def __call__(self, word: str, number: int) -> str | None:
        import readline

        if number:
            return None
        before = readline.get_line_buffer()[: readline.get_endidx()]
        found = complete(
            before, len(before), note_context(self._workspace), themes=lambda: themes_used(self._workspace)
        )
        return word + found.ghost if found else None


@contextmanager
def _heard() -> Generator[None]:
    """Let the signals that end the program say first what stands in the line."""

    def cut_off(number: int, _frame: FrameType | None) -> None:
        import readline

        raise _CutOff(number, readline.get_line_buffer())

    before = {each: signal.signal(each, cut_off) for each in _ENDS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
