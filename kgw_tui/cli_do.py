"""`kgw do`: what the screens can do to a record, without them."""

from __future__ import annotations

import click

from kgw_tui.cli_output import say
from kgw_tui.cli_shape import command, handle_argument, opened
from kgw_tui.cli_words import entry_state, meeting_state
from kgw_tui.i18n import _
from kgw_tui.records.meetings import Meeting
from kgw_tui.usecases.doing import VERBS, Deed, do
from kgw_tui.usecases.listing import Placed, handle_of


def do_command() -> click.Command:
    """`kgw do HANDLE VERB`."""
    verbs = list(dict.fromkeys(verb for known in VERBS.values() for verb in known))
    return command(
        "do",
        _do,
        [
            handle_argument(),
            click.Argument(["verb"], type=click.Choice(verbs), metavar=_("WHAT")),
            click.Option(["--why"], metavar=_("TEXT"), help=_("What came of it, the answer, or how we know.")),
            click.Option(["--by"], metavar=_("NUMBER"), help=_("With replace: the decision that takes its place.")),
        ],
        short=_("Close, settle, withdraw or reopen a record."),
        explains=_(
            "Do something to a record. Actions: {action}. Questions: {question}. Assumptions: {assumption}. "
            "Decisions: {decision}. Meetings: {meeting}."
        ).format(**{kind: ", ".join(known) for kind, known in VERBS.items()}),
    )


def _do(handle: str, verb: str, why: str | None, by: str | None) -> None:
    if by and verb != "replace":
        raise click.UsageError(_("--by goes with replace only"))
    with opened() as workspace:
        record = do(workspace, handle, Deed(verb, why or "", by or ""))
    match record:
        case Placed():
            say(f"{handle_of(record.entry)}: {entry_state(record.entry)}")
        case Meeting():
            say(f"{record.handle}: {meeting_state(record)}")
        case _:
            say(record.handle)
