"""The menu of commands, each loaded when it is asked for, and the choices that hold for all of them."""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import click

from kgw_tui import __version__
from kgw_tui.cli_home import Start, start_in
from kgw_tui.cli_shape import command_settings, home_option, language_option
from kgw_tui.i18n import _, set_language

_LOCALE_DIR: Final = Path(__file__).parent / "locale"


def start_of(arguments: Sequence[str]) -> Start:
    """What `--home` and `--lang` say, wherever among the arguments they stand; faults in them are told later.

    The language comes first, since the texts of the menu are made in it: the option, else the settings of the home,
    else the locale, else Dutch.
    """
    look = click.Command(
        "kgw",
        params=[home_option(expose=True), language_option(expose=True)],
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
    values = look.make_context("kgw", list(arguments), resilient_parsing=True).params
    home, chosen = (str(values.get(name) or "") for name in ("home", "lang"))
    return start_in(home, chosen)


def root(start: Start) -> click.Group:
    """The menu, in the language of `start`, which is in force from here on (click's own words too)."""
    set_language(start.language)
    os.environ["LANGUAGE"] = start.language  # what the standard gettext, which click uses, goes by
    gettext.bindtextdomain("click", _LOCALE_DIR)
    gettext.textdomain("click")
    return _Menu(
        "kgw",
        callback=_without_command,
        invoke_without_command=True,
        params=[home_option(), language_option(), _version_option()],
        subcommand_metavar=_("COMMAND …"),
        help=_("Chair a meeting and leave with its minutes. Without a command the app opens."),
        epilog=_(
            "The line: ! action, ? assumption or question, = decision, + evidence, > parked, @name, #theme, >date. "
            "The shell keeps # and > for itself: put quotes round the line, or give none and type it when asked."
        ),
        **command_settings(start),
    )


def _demo() -> click.Command:
    from kgw_tui.cli_demo import demo_command

    return demo_command()


def _present() -> click.Command:
    from kgw_tui.cli_present import present_command

    return present_command()


def _setup() -> click.Command:
    from kgw_tui.cli_setup import setup_command

    return setup_command()


def _today() -> click.Command:
    from kgw_tui.cli_today import today_command

    return today_command()


def _log() -> click.Command:
    from kgw_tui.cli_log import log_command

    return log_command()


def _import() -> click.Command:
    from kgw_tui.cli_import import import_command

    return import_command()


def _export() -> click.Command:
    from kgw_tui.cli_export import export_command

    return export_command()


def _list() -> click.Command:
    from kgw_tui.cli_list import list_command

    return list_command()


def _show() -> click.Command:
    from kgw_tui.cli_show import show_command

    return show_command()


def _find() -> click.Command:
    from kgw_tui.cli_find import find_command

    return find_command()


def _history() -> click.Command:
    from kgw_tui.cli_history import history_command

    return history_command()


def _do() -> click.Command:
    from kgw_tui.cli_do import do_command

    return do_command()


def _backup() -> click.Command:
    from kgw_tui.cli_backup import backup_command

    return backup_command()


def _restore() -> click.Command:
    from kgw_tui.cli_restore import restore_command

    return restore_command()


def _doctor() -> click.Command:
    from kgw_tui.cli_doctor import doctor_command

    return doctor_command()


def _completion() -> click.Command:
    from kgw_tui.cli_completion import completion_command

    return completion_command()


COMMANDS: Final[dict[str, Callable[[], click.Command]]] = {
    "demo": _demo,
    "present": _present,
    "setup": _setup,
    "today": _today,
    "log": _log,
    "import": _import,
    "export": _export,
    "list": _list,
    "show": _show,
    "find": _find,
    "history": _history,
    "do": _do,
    "backup": _backup,
    "restore": _restore,
    "doctor": _doctor,
    "completion": _completion,
}
"""Name -> what makes the command, in the order of the menu."""


class _Menu(click.Group):
    """A group whose commands are made when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        make = COMMANDS.get(cmd_name)
        return make() if make else None


def _without_command() -> int:
    if click.get_current_context().invoked_subcommand is not None:
        return 0
    from kgw_tui.cli_app import run_app
    from kgw_tui.cli_shape import start

    return run_app(start())


def _version_option() -> click.Option:
    def show(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        if value and not context.resilient_parsing:
            click.echo(f"kgw {__version__}")
            context.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=_("Say which version it is."),
    )
