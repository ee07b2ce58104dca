"""`kgw list`: what there is, as rows or as JSON, or as a file for a spreadsheet or a calendar."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, TypedDict, Unpack

import click

from kgw_tui import clock
from kgw_tui.cli_codes import complete_code, read_code
from kgw_tui.cli_completing import complete_meeting, complete_person, complete_series, complete_theme
from kgw_tui.cli_json import say_json
from kgw_tui.cli_output import on_a_terminal, say_rows, tell
from kgw_tui.cli_shape import command, opened, read_coming, read_day
from kgw_tui.cli_tables import TABLES
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.usecases.listing import Filters
from kgw_tui.workspace import Workspace

ListFormat = Literal["csv", "ics"]
_FORMATS: Final[tuple[ListFormat, ...]] = ("csv", "ics")


class Asked(TypedDict):
    """The options of a call, under the names that click gives them."""

    owner: str | None
    mine: bool
    person: str | None
    theme: str | None
    series: str | None
    meeting: str | None
    since: dt.date | None
    late: bool
    due: dt.date | None
    no_date: bool
    review: str | None
    kind: str | None
    outcome: str | None
    only_open: bool | None
    confidential: bool
    format: ListFormat | None
    to: str | None
    force: bool
    private: bool


def list_command() -> click.Command:
    """`kgw list WHAT`."""
    return command(
        "list",
        _list,
        [
            click.Argument(["what"], type=click.Choice(list(TABLES)), metavar=_("WHAT")),
            *_whose_options(),
            *_when_options(),
            *_which_options(),
            *_how_options(),
        ],
        short=_("Show meetings, actions, decisions and more."),
        explains=_("Show what there is, a row each. WHAT is one of: {kinds}.").format(kinds=", ".join(TABLES)),
    )


def _whose_options() -> list[click.Option]:
    return [
        click.Option(
            ["--owner"],
            metavar="@…",
            shell_complete=complete_person,
            help=_("Only what is of this person (@me: of yourself)."),
        ),
        click.Option(["--mine"], is_flag=True, help=_("Only what is of yourself.")),
        click.Option(
            ["--person"], metavar="@…", shell_complete=complete_person, help=_("Only where this person is named.")
        ),
        click.Option(["--theme"], metavar="#…", shell_complete=complete_theme, help=_("Only what bears this theme.")),
        click.Option(
            ["--series"],
            metavar=_("TITLE"),
            shell_complete=complete_series,
            help=_("Only from the meetings of this series."),
        ),
        click.Option(
            ["--meeting"], metavar=_("MEETING"), shell_complete=complete_meeting, help=_("Only from this meeting.")
        ),
    ]


def _when_options() -> list[click.Option]:
    return [
        click.Option(["--since"], metavar=_("DATE"), type=read_day, help=_("Only from this day on.")),
        click.Option(["--late"], is_flag=True, help=_("Only what should have been done by now.")),
        click.Option(["--due"], metavar=_("DATE"), type=read_coming, help=_("Only what is due on this day or before.")),
        click.Option(["--no-date"], is_flag=True, help=_("Only what has no day yet.")),
        click.Option(
            ["--review"],
            type=click.Choice(["due"]),
            metavar="due",
            help=_("Only decisions in force whose day to look back has come."),
        ),
    ]


def _which_options() -> list[click.Option]:
    return [
        click.Option(
            ["--kind"], metavar=_("KIND"), shell_complete=complete_code("kind"), help=_("Only notes of this kind.")
        ),
        click.Option(
            ["--outcome"],
            metavar=_("OUTCOME"),
            shell_complete=complete_code("outcome"),
            help=_("Only notes with which this was done."),
        ),
        click.Option(
            ["--open/--all", "only_open"],
            default=None,
            help=_(
                "Only what is open (of notes: the inbox), or everything; without either, actions, questions and "
                "promises that are open."
            ),
        ),
        click.Option(["--confidential"], is_flag=True, help=_("Take along what was said in confidential items.")),
    ]


def _how_options() -> list[click.Option]:
    return [
        click.Option(["--json", "as_json"], is_flag=True, help=_("As JSON, for other programs.")),
        click.Option(
            ["--format"],
            type=click.Choice(_FORMATS),
            metavar="csv|ics",
            help=_("Actions or decisions as a file for a spreadsheet (csv), or their days for a calendar (ics)."),
        ),
        click.Option(["--to"], metavar=_("FILE|FOLDER|-"), help=_("Where that file goes; - is the output.")),
        click.Option(["--force"], is_flag=True, help=_("Overwrite the file that --to names.")),
        click.Option(
            ["--private"], is_flag=True, help=_("Take along into that file what you promised in the corridor.")
        ),
    ]


def _list(*, what: str, as_json: bool, **asked: Unpack[Asked]) -> None:
    _demand_fitting(what, asked)
    form = _form(asked, as_json=as_json)
    table = TABLES[what]
    with opened() as workspace:
        filters = _filters(workspace, asked, open_first=table.open_first)
        made = table.make(workspace, filters)
        if form is not None and made.entries is not None:
            from kgw_tui.cli_export_lists import write_list

            found = [each for each in made.entries() if asked["private"] or not each.private]
            write_list(workspace, what, found, form, asked["to"], force=asked["force"])
        elif as_json:
            say_json(made.objects())
        else:
            rows = made.rows()
            say_rows([_(heading) for heading in table.headings], rows)
            if not rows and on_a_terminal():
                ended = filters.only_open and asked["only_open"] is None
                tell(_("nothing that is open; --all shows what has ended too") if ended else _("nothing to show"))


def _demand_fitting(what: str, asked: Asked) -> None:
    """Raises a usage error for an option that this list doesn't take, and for those that contradict each other."""
    for name, value in asked.items():
        option = "open" if name == "only_open" else name.replace("_", "-")
        if value and option not in TABLES[what].filters:
            raise click.UsageError(_("kgw list {what} takes no --{option}").format(what=what, option=option))
    if asked["mine"] and asked["owner"]:
        raise click.UsageError(_("--mine is --owner @me; leave out one of the two"))
    if asked["no_date"] and (asked["late"] or asked["due"]):
        raise click.UsageError(_("what has no day isn't due; leave out --no-date, or --late and --due"))


def _form(asked: Asked, *, as_json: bool) -> ListFormat | None:
    """As what kind of file the list is wanted; None for none."""
    form, to = asked["format"], asked["to"]
    if form is None and to is None:
        if asked["force"] or asked["private"]:
            option = "force" if asked["force"] else "private"
            raise click.UsageError(_("--{option} goes with --format or --to").format(option=option))
        return None
    if as_json:
        raise click.UsageError(_("--json goes to the output as it is; leave out --format and --to"))
    for each in _FORMATS:
        if form == each or (form is None and to and to.lower().endswith(f".{each}")):
            return each
    raise click.UsageError(_("as what kind of file? Say --format csv or --format ics"))


def _filters(workspace: Workspace, asked: Asked, *, open_first: bool) -> Filters:
    if asked["mine"] and not workspace.settings.writer:
        raise Refused(_("kgw doesn't know who you are yet; kgw setup asks for your name"))
    to_review, only_open = asked["review"] is not None, asked["only_open"]
    return Filters(
        owner="@me" if asked["mine"] else asked["owner"] or "",
        person=asked["person"] or "",
        theme=asked["theme"] or "",
        series=asked["series"] or "",
        meeting=asked["meeting"] or "",
        since=asked["since"],
        due=clock.today() if to_review else asked["due"],
        late=asked["late"],
        no_date=asked["no_date"],
        kind=read_code(workspace, "kind", asked["kind"] or ""),
        outcome=read_code(workspace, "outcome", asked["outcome"] or ""),
        only_open=to_review or (open_first if only_open is None else only_open),
        confidential=asked["confidential"],
    )
