"""How every command is made: its settings, the options that all of them take, and the workspace they open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypedDict

import click

from kgw_tui.cli_home import Start, workspace_of
from kgw_tui.i18n import LANGUAGES, _, current_language

if TYPE_CHECKING:
    from kgw_tui.workspace import Workspace


class CommandSettings(TypedDict):
    """What click is told about each command."""

    options_metavar: str
    context_settings: dict[str, object]


def command_settings(start: Start | None = None) -> CommandSettings:
    """The settings of each command, with the words of the language in force; the menu's carry `start`."""
    context: dict[str, object] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    if start is not None:
        context["obj"] = start
    return {"options_metavar": _("[OPTIONS]"), "context_settings": context}


def command(
    name: str,
    callback: Callable[..., object],
    params: Sequence[click.Parameter],
    *,
    short: str,
    explains: str,
    kind: type[click.Command] = click.Command,
) -> click.Command:
    """A command of the menu. It takes `--home` and `--lang` as the menu does, which has read them already."""
    return kind(
        name,
        callback=callback,
        params=[*params, home_option(hidden=True), language_option(hidden=True)],
        short_help=short,
        help=explains,
        **command_settings(),
    )


def home_option(*, hidden: bool = False, expose: bool = False) -> click.Option:
    """`--home DIR`: the folder with the records."""
    return click.Option(
        ["--home"],
        metavar=_("FOLDER"),
        type=click.Path(path_type=str),
        expose_value=expose,
        hidden=hidden,
        help=_("The folder that keeps the records, instead of $KGW_HOME or the usual one."),
    )


def language_option(*, hidden: bool = False, expose: bool = False) -> click.Option:
    """`--lang nl|en`: the language of this call."""
    return click.Option(
        ["--lang"],
        metavar="nl|en",
        type=click.Choice(LANGUAGES),
        expose_value=expose,
        hidden=hidden,
        help=_("The language of this call, instead of the one in the settings."),
    )


def handle_argument() -> click.Argument:
    """`HANDLE`: what a record is called; shells complete it."""
    return click.Argument(["handle"], metavar=_("NUMBER"), shell_complete=_complete)


def read_day(value: str) -> dt.date:
    """The date in an option: ISO, or anything that a line takes as a date, looking back (`1 aug`, `gisteren`)."""
    return _read_day(value, looking_back=True)


def read_coming(value: str) -> dt.date:
    """The same, looking ahead (`vrijdag`, `1 aug`)."""
    return _read_day(value, looking_back=False)


def _read_day(value: str, *, looking_back: bool) -> dt.date:
    from kgw_tui import clock
    from kgw_tui.capture.dates import Calendar, read_date

    reading = read_date(value, Calendar(clock.today(), current_language(), looking_back=looking_back))
    if reading is None:
        raise click.BadParameter(_("'{words}' is no date; write it as 2026-08-31").format(words=value))
    return reading.day


def start() -> Start:
    """What was chosen for this call."""
    found = click.get_current_context().find_object(Start)
    return found or Start("", "")


@contextmanager
def opened() -> Generator[Workspace]:
    """The workspace of the home of this call; what was found on opening it is told first."""
    with workspace_of(start()) as workspace:
        yield workspace


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from kgw_tui.cli_completing import complete_named

    return complete_named(context, parameter, incomplete)
