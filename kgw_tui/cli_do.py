"""`kgw do`: what the screens can do to a record, without them."""

from __future__ import annotations

import click

from kgw_tui.cli_output import say
from kgw_tui.cli_shape import command, handle_argument, opened
from kgw_tui.cli_words import entry_state
from kgw_tui.i18n import _
from kgw_tui.records.meetings import Meeting
from kgw_tui.rules.wording import meeting_word
from kgw_tui.usecases.doing import VERBS, Deed, do, offered_verbs, read_verb
from kgw_tui.usecases.listing import Placed, handle_of


def do_command() -> click.Command:
    """`kgw do HANDLE VERB`."""
    return command(
        "do",
        _do,
        [
            handle_argument(),
            click.Argument(["verb"], nargs=-1, required=True, metavar=_("WHAT"), shell_complete=_complete_verb),
            click.Option(["--why"], metavar=_("TEXT"), help=_("What came of it, the answer, or how we know.")),
            click.Option(["--by"], metavar=_("NUMBER"), help=_("With replace: the decision that takes its place.")),
        ],
        short=_("Close, settle, withdraw or reopen a record."),
        explains=_(
            "Do something to a record. Actions: {action}. Questions: {question}. Assumptions: {assumption}. "
            "Decisions: {decision}. Meetings: {meeting}."
        ).format(**{kind: ", ".join(offered_verbs(kind)) for kind in VERBS}),
    )


def _do(handle: str, verb: tuple[str, ...], why: str | None, by: str | None) -> None:
    meant = read_verb(" ".join(verb))
    if meant is None:
        words = _("'{words}' is nothing that can be done; what can be done: {verbs}")
        raise click.UsageError(words.format(words=" ".join(verb), verbs=", ".join(_every_verb())))
    if by and meant != "replace":
        raise click.UsageError(_("--by goes with replace only"))
    with opened() as workspace:
        record = do(workspace, handle, Deed(meant, why or "", by or ""))
    match record:
        case Placed():
            say(f"{handle_of(record.entry)}: {entry_state(record.entry)}")
        case Meeting():
            say(f"{record.handle}: {meeting_word(record)}")
        case _:
            say(record.handle)


def _every_verb() -> list[str]:
    return list(dict.fromkeys(verb for kind in VERBS for verb in offered_verbs(kind)))


def _complete_verb(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The words that begin with what stands there: those of the language, and once there is a letter the others too."""
    others = [verb for known in VERBS.values() for verb in known] if incomplete else []
    return [verb for verb in dict.fromkeys([*_every_verb(), *others]) if verb.startswith(incomplete.lower())]
