"""What is asked about an action or a question in the list, and what is done with the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kgw_tui.capture.echo import echo
from kgw_tui.capture.line import parse_line
from kgw_tui.capture.writing import line_of
from kgw_tui.errors import KgwError
from kgw_tui.i18n import N_, _
from kgw_tui.records.entries import Action
from kgw_tui.records.entries import Question as OpenQuestion
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.postponing import asks_whether_it_lives
from kgw_tui.usecases import acting
from kgw_tui.usecases.reading import directory_of, line_context
from kgw_tui.usecases.reporting import kept
from kgw_tui.workspace import Workspace

from .asking import Question
from .postponed_words import asks_day

Entry = Action | OpenQuestion

_ASKED: Final = {
    "done": N_("what came of it, and how do we see that? Enter alone: done"),
    "drop": N_("why does it lapse?"),
    "hand-over": N_("to whom? @ and a name"),
    "edit": N_("other words; @, > and # too"),
    "told": N_("what came of it? Enter alone: it was told"),
}
_MARK: Final = "@"


def question_about(workspace: Workspace, entry: Entry, name: str, *, promised: bool = False) -> Question | None:
    """What is asked where one of `done`, `drop`, `postpone`, `hand-over`, `edit` and `told` is done to it; None for
    another name. `promised` says that it was promised in the corridor.
    """
    deed = _DEEDS.get(name)
    if deed is None:
        return None
    if name == "postpone":
        words = asks_day(entry)
    elif name == "done" and isinstance(entry, OpenQuestion):
        words = _("what is the answer?")
    else:
        words = _(_ASKED[name])
    about = f"{words} · {entry.handle} {entry.text}" if name not in {"edit", "postpone"} else words

    def answered(text: str) -> str:
        said = deed(workspace, entry, text)
        return _("✓ done; t when it was told") if promised and name == "done" else said

    directory = directory_of(workspace)
    reads = _READS.get(name)
    return Question(
        name,
        entry.id,
        about,
        answered,
        _begins(entry, name, directory),
        (lambda text: reads(workspace, entry, text)) if reads is not None else None,
    )


def _begins(entry: Entry, name: str, directory: Directory) -> str:
    """What stands in the line at first: the words of what is edited, without the mark of its kind."""
    if name == "edit":
        return line_of(entry, directory).partition(" ")[2]
    return _MARK if name == "hand-over" else ""


# What is done


def _finish(workspace: Workspace, entry: Entry, text: str) -> str:
    acting.finish(workspace, entry.id, text)
    return _("✓ answered") if isinstance(entry, OpenQuestion) else _("✓ done")


def _drop(workspace: Workspace, entry: Entry, text: str) -> str:
    acting.drop(workspace, entry.id, text)
    return _("✓ dropped")


def _postpone(workspace: Workspace, entry: Entry, text: str) -> str:
    when, _colon, why = text.partition(":")
    if when.strip():
        changed = acting.postpone(workspace, entry.id, when, why)
    else:
        changed = acting.without_day(workspace, entry.id)
    said = f"✓ {acting.told_day(changed.due)}" if changed.due else _("✓ without a day")
    lives = _("put off so often: does it have to live? x lets it lapse")
    return f"{said} · {lives}" if asks_whether_it_lives(changed) else said


def _hand_over(workspace: Workspace, entry: Entry, text: str) -> str:
    return f"✓ {directory_of(workspace).names(acting.hand_over(workspace, entry.id, text).owners)}"


def _rewrite(workspace: Workspace, entry: Entry, text: str) -> str:
    acting.rewrite(workspace, entry.id, text)
    return _("✓ kept")


def _tell(workspace: Workspace, entry: Entry, text: str) -> str:
    kept(workspace, entry.id, text)
    return _("✓ kept, and told")


# What an answer comes to while it is typed


def _read_day(workspace: Workspace, entry: Entry, text: str) -> str:
    """The day, and why; "" for what is no day yet."""
    when, _colon, why = text.partition(":")
    try:
        day = acting.read_day(workspace, when) if when.strip() else None
    except KgwError:
        return ""
    if day is None:
        return ""
    put_off = isinstance(entry, Action) and entry.due is not None and day > entry.due
    reason = why.strip() or (_("and behind a colon why") if put_off else "")
    return " · ".join(filter(None, (acting.told_day(day), reason)))


def _read_names(workspace: Workspace, entry: Entry, text: str) -> str:
    """Who gets it; whoever isn't known is told to be new."""
    del entry
    try:
        owners = acting.read_owners(workspace, text)
    except KgwError:
        return ""
    directory = directory_of(workspace)
    new = _("new: {name}")
    return ", ".join(new.format(name=who.name) if who.name else directory.name(who) for who in owners)


def _read_line(workspace: Workspace, entry: Entry, text: str) -> str:
    """What the line will be, with the weekday of its day."""
    del entry
    context = line_context(workspace)
    return echo(parse_line(f"! {text}", context), context).plain if text.strip() else ""


_DEEDS: Final[dict[str, Callable[[Workspace, Entry, str], str]]] = {
    "done": _finish,
    "drop": _drop,
    "postpone": _postpone,
    "hand-over": _hand_over,
    "edit": _rewrite,
    "told": _tell,
}
"""What can be done; the names are those of the places of half-typed answers."""
_READS: Final[dict[str, Callable[[Workspace, Entry, str], str]]] = {
    "postpone": _read_day,
    "hand-over": _read_names,
    "edit": _read_line,
}
