"""`kgw log`: a corridor note from the argument, from what is piped in, or typed when asked."""

from __future__ import annotations

import sys

import click

from kgw_tui.cli_output import say, tell
from kgw_tui.cli_shape import command, opened
from kgw_tui.errors import StoreError
from kgw_tui.i18n import _
from kgw_tui.usecases.listing import promises_of
from kgw_tui.usecases.noting import log_notes, notes_in

_PROMPT = "› "


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
            "or put quotes round the text. Piped in, each line is a note. "
            "It may begin with when: 15:30, yesterday 15:30, 2026-11-03 11:15."
        ),
    )


class _LogCommand(click.Command):
    """What a person says may begin with a dash: an argument with a space in it is never an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = next((number for number, arg in enumerate(args) if arg.startswith("-") and " " in arg), None)
        return super().parse_args(ctx, args if first is None else [*args[:first], "--", *args[first:]])


def _log(*, text: tuple[str, ...]) -> None:
    texts = notes_in(" ".join(text) if text else _asked())
    try:
        with opened() as workspace:
            logged = log_notes(workspace, texts)
            promised = {each.note.id: promises_of(workspace, each.note) for each in logged}
    except (StoreError, OSError):
        for words in texts:
            tell(_("not stored: {words}").format(words=words))
        raise
    for each in logged:
        for notice in each.notices:
            tell(f"{each.note.handle}: {notice}" if len(logged) > 1 else notice)
        say(each.note.handle)
        for promise in promised[each.note.id]:
            say(promise.handle)


def _asked() -> str:
    """What is typed at the prompt, or everything that is piped in."""
    if not sys.stdin.isatty():
        from kgw_tui.cli_files import read_text

        return read_text("-")
    try:
        if sys.stdout.isatty():
            import readline

            readline.parse_and_bind("set enable-bracketed-paste on")
            return input(_PROMPT)
        sys.stderr.write(_PROMPT)
        sys.stderr.flush()
        return sys.stdin.readline()
    except EOFError:
        say()
        return ""
