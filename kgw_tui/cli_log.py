"""`kgw log`: a corridor note from the argument, from what is piped in, or typed when asked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kgw_tui.cli_output import say, tell
from kgw_tui.cli_shape import command, opened
from kgw_tui.errors import Refused, StoreError
from kgw_tui.i18n import _
from kgw_tui.usecases.noting import Logged, hint_after, log_notes, notes_in

if TYPE_CHECKING:
    from kgw_tui.workspace import Workspace


def log_command() -> click.Command:
    """`kgw log [TEXT]`."""
    return command(
        "log",
        _log,
        [click.Argument(["text"], nargs=-1, metavar=_("[TEXT]"))],
        kind=_LogCommand,
        short=_("Note what you heard in the corridor."),
        explains=_(
            "Note what you heard in the corridor, for yourself alone, and print the note's number; "
            "of a promise (!) also that of the action. "
            "Without a text it asks for the line: the shell keeps # and > for itself, so type those there, "
            "or put quotes round the text. Piped in, each line is a note; an indented one goes on with the note above. "
            "It may begin with when: 15:30, yesterday 15:30, 2026-11-03 11:15; a day on a line of its own is that of "
            "those below it. From elsewhere: ssh -t HOST kgw log."
        ),
    )


class _LogCommand(click.Command):
    """What a person says may begin with a dash: an argument with a space in it is never an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = next((number for number, arg in enumerate(args) if arg.startswith("-") and " " in arg), None)
        return super().parse_args(ctx, args if first is None else [*args[:first], "--", *args[first:]])


def _log(*, text: tuple[str, ...]) -> None:
    if not text and sys.stdin.isatty():
        with opened() as workspace:
            _ask(workspace)
        return
    texts = notes_in(" ".join(text) if text else _piped())
    logged: list[Logged] = []
    try:
        with opened() as workspace:
            logged = log_notes(workspace, texts)
            _say(workspace, logged)
    except (StoreError, OSError):
        if not logged:
            _give_back(texts)
        raise


def _ask(workspace: Workspace) -> None:
    from kgw_tui.cli_asking import ask, settle

    typed = ask(workspace)
    texts = notes_in(typed.text)
    try:
        logged = log_notes(workspace, texts, record=typed.record)
    except (StoreError, OSError):
        _give_back(texts)
        raise
    except Refused:
        settle(workspace, typed.record)
        raise
    settle(workspace, typed.record)
    _say(workspace, logged)


def _say(workspace: Workspace, logged: list[Logged]) -> None:
    for each in logged:
        for notice in each.notices:
            tell(f"{each.note.handle}: {notice}" if len(logged) > 1 else notice)
        say(each.note.handle)
        for promise in each.promises:
            say(promise.handle)
    hint = hint_after(workspace, logged) if sys.stderr.isatty() else ""
    if hint:
        tell(hint)


def _give_back(texts: list[str]) -> None:
    for words in texts:
        tell(_("not stored: {words}").format(words=words))


def _piped() -> str:
    from kgw_tui.cli_files import read_text

    return read_text("-")
