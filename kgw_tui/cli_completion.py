"""`kgw completion`: the script that lets a shell complete commands, options and handles."""

from __future__ import annotations

import click

from kgw_tui.cli_output import say
from kgw_tui.cli_shape import command
from kgw_tui.errors import Refused
from kgw_tui.i18n import _

SHELLS = ("bash", "zsh", "fish")


def completion_command() -> click.Command:
    """`kgw completion SHELL`."""
    return command(
        "completion",
        _completion,
        [click.Argument(["shell"], type=click.Choice(SHELLS), metavar="|".join(SHELLS))],
        short=_("Let your shell complete kgw's commands."),
        explains=_('Print the script that lets a shell complete kgw. In bash: eval "$(kgw completion bash)"'),
    )


def _completion(shell: str) -> None:
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise Refused(_("there is no completion for {shell}").format(shell=shell))
    menu = click.get_current_context().find_root().command
    script = kind(menu, {}, "kgw", "_KGW_COMPLETE").source()
    say(_for_names(script) if shell == "bash" else script)


def _for_names(script: str) -> str:
    """bash as it is breaks a word at an @, and doesn't quote the spaces in a name."""
    quoting = script.replace("complete -o nosort ", "complete -o nosort -o filenames ")
    return f"COMP_WORDBREAKS=${{COMP_WORDBREAKS//@}}\n{quoting}"
