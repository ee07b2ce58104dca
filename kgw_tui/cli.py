"""The command line: the entry point, and the one place that turns what went wrong into a sentence and an exit code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import Final

from kgw_tui.errors import KgwError
from kgw_tui.i18n import _, set_language

DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; refused or not found; used wrongly; stopped with Ctrl-C (what shells expect)."""
_COMPLETING: Final = "_KGW_COMPLETE"
"""The environment variable with which a shell asks what may come next."""


def main() -> None:
    """Run `kgw` with the arguments of the process."""
    _take_streams()
    sys.exit(_flush(run(sys.argv[1:])))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code. Everything that goes wrong is told on stderr, never as a traceback."""
    try:
        return _run_command(arguments) if arguments or _COMPLETING in os.environ else _run_app()
    except KeyboardInterrupt:
        return INTERRUPTED
    except KgwError as error:
        tell(str(error))
    except BrokenPipeError:
        return DONE  # whoever read the output has had enough
    except OSError as error:
        from kgw_tui.cli_files import sentence

        tell(sentence(error))
    except Exception as error:
        if os.environ.get("KGW_DEBUG"):
            raise
        words = _("something went wrong that never should ({error}); what was stored before is safe")
        # Only what kind of fault: its own words may hold what somebody typed.
        tell(words.format(error=type(error).__name__) + ". " + _("KGW_DEBUG=1 shows where"))
    return REFUSED


def _run_app() -> int:
    """The app, without what the menu needs: who only wants to type doesn't wait for that."""
    from kgw_tui.cli_app import run_app
    from kgw_tui.cli_home import start_in

    start = start_in()
    set_language(start.language)
    return run_app(start)


def _run_command(arguments: Sequence[str]) -> int:
    """What the menu has, and what the arguments ask of it."""
    import click

    from kgw_tui.cli_group import root, start_of

    try:
        group = root(start_of(arguments))
        instruction = os.environ.get(_COMPLETING)
        if instruction:
            from click.shell_completion import shell_complete

            return shell_complete(group, {}, "kgw", _COMPLETING, instruction)
        with group.make_context("kgw", list(arguments)) as context:
            result: object = group.invoke(context)
        return result if isinstance(result, int) else DONE
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.UsageError as error:
        error.show()
        return WRONG_USAGE
    except click.ClickException as error:
        tell(error.format_message())
        return REFUSED


def tell(sentence: str) -> None:
    """One line on stderr: `kgw: what, and what to do`."""
    from kgw_tui.cli_output import one_line

    sys.stderr.write(f"kgw: {' '.join(one_line(sentence).split())}\n")


def _take_streams() -> None:
    """Make the three standard streams usable whatever started us: open, and UTF-8 whatever the locale says.

    A descriptor that was closed is opened on nothing first, so that no file of the store ever gets its number.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if not _is_open(sys.stdin):
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r", closefd=False)))
    if not _is_open(sys.stdout):
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)))
    if not _is_open(sys.stderr):
        sys.stderr = io.TextIOWrapper(io.BufferedWriter(io.FileIO(2, "w", closefd=False)))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _is_open(stream: object) -> bool:
    """Whether the interpreter found the stream open; it leaves None where its descriptor was closed."""
    return stream is not None


def _flush(code: int) -> int:
    """Write out what is still held; a full disk behind `>` is an error, a reader that is gone is none."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as error:
        from kgw_tui.cli_files import sentence

        _drop_output()
        tell(sentence(error))
        return REFUSED
    return code


def _drop_output() -> None:
    """Point stdout at nothing, so that the interpreter doesn't complain about it once more on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
