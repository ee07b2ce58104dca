"""Looking things up in the table of commands, which feeds bindings, row of keys, palette, F1 and `/` commands."""

from __future__ import annotations

from kgw_tui.command_table import COMMANDS, Command, Place
from kgw_tui.i18n import current_language
from kgw_tui.rules.directory import fold


def commands_of(*places: Place) -> list[Command]:
    """The commands of these places, in the order of the table."""
    return [command for command in COMMANDS if command.place in places]


def shown_keys(*places: Place) -> list[Command]:
    """The commands for the row of keys, the most needed first."""
    return sorted((command for command in commands_of(*places) if command.rank), key=lambda command: command.rank)


def slash(command_id: str) -> str:
    """The `/` word of a command in the language in force; "" where it has none."""
    words = next((command.slash for command in COMMANDS if command.id == command_id), ())
    return f"/{words[0 if current_language() == 'nl' else -1]}" if words else ""


def by_slash(word: str) -> Command | None:
    """The command that `/word` means: exactly, or by the fewest letters that are unique; None otherwise."""
    folded = fold(word)
    exact = [command for command in COMMANDS if folded in command.slash]
    if exact:
        return exact[0]
    begins = {command.id: command for command in COMMANDS for name in command.slash if name.startswith(folded)}
    return next(iter(begins.values())) if folded and len(begins) == 1 else None


def slash_beginning(word: str, language: str) -> list[str]:
    """The `/` words of one language that begin with `word`, with their slash; at most eight."""
    folded = fold(word)
    return [f"/{name}" for name in slash_words(language) if folded and name.startswith(folded)][:8]


def slash_words(language: str) -> list[str]:
    """The words after `/` in one language, for completion (in the table the Dutch one stands first, English last)."""
    return sorted(command.slash[0 if language == "nl" else -1] for command in COMMANDS if command.slash)
