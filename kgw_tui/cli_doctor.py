"""`kgw doctor`: what isn't right with the files and records of a home, in words; with --repair it is put right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgw_tui.cli_doctor_words import MAY_LOSE, TABLES, WORDS
from kgw_tui.cli_json import say_json
from kgw_tui.cli_output import on_a_terminal, one_line, say, tell
from kgw_tui.cli_shape import command, start
from kgw_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from kgw_tui.data.doctor.finding import Finding

_SHOWN = 12
"""So many words of records are shown with one finding; JSON has all of them."""


def doctor_command() -> click.Command:
    """`kgw doctor`."""
    return command(
        "doctor",
        _doctor,
        [
            click.Option(["--repair"], is_flag=True, help=_("Put right what can be; what stood there before is kept.")),
            click.Option(["--json", "as_json"], is_flag=True, help=_("As JSON, for other programs.")),
        ],
        short=_("Look whether all that was saved is as it was written."),
        explains=_(
            "Look at every file and record, and explain what isn't right: what it means, what is lost, what to do. "
            "Nothing is changed without --repair, and nothing is ever deleted: what is replaced is kept in a folder "
            "damaged-… beside it. Exit code 0: all is well (or is now); 1: something is left."
        ),
    )


def _doctor(*, repair: bool, as_json: bool) -> int:
    from kgw_tui.data.opening import home_folder

    home = home_folder(start().home or None)
    if repair:
        return _repair(home, as_json=as_json)
    from kgw_tui.data.doctor.examining import examine

    found = examine(home)
    if as_json:
        say_json({"home": str(home), "findings": [_object(each) for each in found.findings]})
    else:
        _tell(home, found.findings)
        if not found.ill:
            say(_well(home, found.records))
        elif any(each.mends for each in found.ill):
            say(_("Nothing was changed. kgw doctor --repair puts right what can be, and keeps what it replaces."))
    return 1 if found.ill else 0


def _repair(home: Path, *, as_json: bool) -> int:
    from kgw_tui.data.doctor.repair import repair

    done = repair(home)
    for sentence in done.trouble:
        tell(sentence)
    if as_json:
        say_json(
            {
                "home": str(home),
                "repaired": [_object(each) for each in done.mended],
                "findings": [_object(each) for each in done.after.findings],
                "kept": [str(each) for each in done.aside],
            }
        )
        return 1 if done.after.ill else 0
    if done.mended:
        say(_("Put right:"))
        for each in done.mended:
            say(f"- {_what(home, each)}")
            _words(each)
        say()
    for folder in done.aside:
        say(_("What stood there before is kept in {folder}.").format(folder=folder))
    losses = any(
        each.lost or (not each.harmless and (each.code in MAY_LOSE or each.values.get("lost"))) for each in done.mended
    )
    if losses:
        say(_("What could not be brought back may stand in a backup: kgw restore shows which there are."))
    if done.after.findings:
        say()
        say(_("This is left:"))
        _tell(home, done.after.findings)
    if not done.after.ill:
        say(_in_order(home, done.after.records) if losses else _well(home, done.after.records))
    return 1 if done.after.ill else 0


def _in_order(home: Path, records: int) -> str:
    """What is said instead of that all is well, after something was lost or isn't sure."""
    words = ngettext(
        "What is there now in {home} is in order: {count} record. Not all is as it was written, as said above.",
        "What is there now in {home} is in order: {count} records. Not all is as it was written, as said above.",
        records,
    )
    return words.format(home=home, count=records)


def _well(home: Path, records: int) -> str:
    words = ngettext(
        "All is well in {home}: {count} record, and all that was written is as it was written.",
        "All is well in {home}: {count} records, and all that was written is as it was written.",
        records,
    )
    return words.format(home=home, count=records)


def _tell(home: Path, findings: tuple[Finding, ...]) -> None:
    """Each finding with what it means, what is lost and what to do, and an empty line after it."""
    for number, each in enumerate(findings, 1):
        words = WORDS[each.code]
        say(f"{number}. {_what(home, each)}")
        _paragraph(_("It means:"), _filled(words.means, each, home))
        if each.harmless:
            _paragraph("", _("All records are as they should be; only what was before their last changes is touched."))
        _words(each)
        _paragraph(_("To do:"), _filled(words.todo, each, home))
        say()


def _words(each: Finding) -> None:
    if each.lost:
        _list(_("Not sure, or lost:"), each.lost)
    if each.kept:
        _list(_("It is about:"), each.kept)


def _list(heading: str, words: tuple[str, ...]) -> None:
    say(f"   {heading}")
    for text in words[:_SHOWN]:
        _paragraph("  -", text)
    if len(words) > _SHOWN:
        say("     " + _("and {count} more").format(count=len(words) - _SHOWN))


def _paragraph(heading: str, text: str) -> None:
    """Text under a finding, wrapped where somebody reads it."""
    import shutil
    import textwrap

    line = f"   {heading} {one_line(text)}" if heading else f"   {one_line(text)}"
    if not on_a_terminal():
        say(line)
        return
    width = max(shutil.get_terminal_size((80, 24)).columns - 1, 40)
    say(textwrap.fill(line, width, subsequent_indent="     ", break_on_hyphens=False, break_long_words=False))


def _what(home: Path, each: Finding) -> str:
    return one_line(_filled(WORDS[each.code].what, each, home))


def _filled(text: str, each: Finding, home: Path) -> str:
    """The words in the language in force, with what is particular about this finding filled in."""
    path = Path(each.path)
    shown = path.relative_to(home) if path.suffix and path.is_relative_to(home) else path
    table = each.values.get("table")
    values = each.values | {"table": _(TABLES.get(str(table), str(table)))} if table else each.values
    return _(text).format(path=shown, **values)


def _object(each: Finding) -> dict[str, object]:
    return {
        "code": each.code,
        "path": each.path,
        **each.values,
        "lost": each.lost,
        "about": each.kept,
        "repairable": each.mends,
        "harmless": each.harmless,
        "counts": not each.worth,
    }
