"""`kgw history`: what happened to a record, or to a whole meeting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import click

from kgw_tui.cli_json import Object, present, say_json
from kgw_tui.cli_output import on_a_terminal, one_line, say, say_rows, tell
from kgw_tui.cli_shape import command, handle_argument, opened
from kgw_tui.i18n import _, ngettext
from kgw_tui.usecases.history import History, Part, Step, find_history
from kgw_tui.usecases.history_steps import say_change, say_what, say_withheld

_UNDER_WORDS: Final = " " * 9


def history_command() -> click.Command:
    """`kgw history HANDLE`."""
    return command(
        "history",
        _history,
        [
            handle_argument(),
            click.Option(["--confidential"], is_flag=True, help=_("Take along what was said in confidential items.")),
            click.Option(["--json", "as_json"], is_flag=True, help=_("As JSON, for other programs.")),
        ],
        short=_("Show what happened to a record, by whom, and what was before."),
        explains=_(
            "Show what happened to a record, the newest first: when, by whom, and what was before. It takes what kgw "
            "show takes, somebody's name, and the number of what isn't there any more."
        ),
    )


def _history(*, handle: str, confidential: bool, as_json: bool) -> None:
    with opened() as workspace:
        found = find_history(workspace, handle, confidential=confidential)
    if as_json:
        say_json(_object(found))
    elif on_a_terminal():
        _say_page(found)
    else:
        say_rows([], [row for step in found.steps for row in _rows(step)])
    for sentence in _told(found):
        tell(sentence)


def _told(found: History) -> list[str]:
    """What is worth knowing beside the steps."""
    said = [found.gone] if found.gone else []
    if found.left_out:
        words = ngettext(
            "{count} step in a confidential item isn't shown; --confidential shows it",
            "{count} steps in confidential items aren't shown; --confidential shows them",
            found.left_out,
        )
        said.append(words.format(count=found.left_out))
    if not found.whole:
        said.append(_("what happened before isn't kept any more"))
    return said


def _say_page(found: History) -> None:
    """For somebody at a terminal: the day over its steps, what a step did below it."""
    say(one_line(found.title))
    day = ""
    for step in found.steps:
        if f"{step.at:%Y-%m-%d}" != day:
            day = f"{step.at:%Y-%m-%d}"
            say(day)
        say(one_line(f"  {step.at:%H:%M}  {step.by} · {say_what(step)}"))
        for part in step.parts:
            lines = [line for each in part.changes for line in say_change(each, part.happened)]
            inner = _UNDER_WORDS + ("  " if part.about else "")
            for line in filter(None, (part.about, say_withheld(part))):
                say(_UNDER_WORDS + one_line(line))
            for line in lines:
                say(inner + one_line(line))


def _rows(step: Step) -> list[list[str]]:
    """For other programs, a row each change: when, who, what was done, to what, the field, what it was, and is now."""
    begins = [step.at.isoformat(timespec="seconds"), step.by, say_what(step)]
    rows: list[list[str]] = []
    for part in step.parts:
        rows += [[*begins, part.about, each.label, each.was, each.now] for each in part.changes]
        if not part.changes:
            rows.append([*begins, part.about, "", say_withheld(part), ""])
    return rows or [[*begins, "", "", "", ""]]


def _object(found: History) -> Object:
    """The history as JSON: codes for what was done and the fields; names and dates as `kgw show --json` has them."""
    return present(
        {
            "title": found.title,
            "gone": bool(found.gone),
            "confidential_steps_left_out": found.left_out,
            "begins_here": found.whole,
            "steps": [_step_object(step) for step in found.steps],
        }
    )


def _step_object(step: Step) -> Object:
    return present(
        {
            "at": step.at.isoformat(timespec="seconds"),
            "by": step.by,
            "did": step.label,
            "words": step.what,
            "undone": step.turned_back,
            "records": [_part_object(part) for part in step.parts],
        }
    )


def _part_object(part: Part) -> Object:
    return present(
        {
            "about": part.about,
            "happened": part.happened,
            "withheld": part.withheld,
            "was": _fields((each.field, each.plain_was) for each in part.changes if each.was),
            "now": _fields((each.field, each.plain_now) for each in part.changes if each.now),
        }
    )


def _fields(changed: Iterable[tuple[str, object]]) -> Object:
    """The fields by name; those of one that holds several by name, such as who was there, within it."""
    found: Object = {}
    inner: dict[str, Object] = {}
    for field, plain in changed:
        name, _colon, key = field.partition(":")
        if key:
            found[name] = inner.setdefault(name, {})
            inner[name][key] = plain
        else:
            found[name] = plain
    return found
