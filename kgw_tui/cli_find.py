"""`kgw find`: whatever was said, heard or noted, people, themes and series, by words; as rows or as JSON."""

from __future__ import annotations

import sys
from typing import Final

import click
from msgspec import structs

from kgw_tui.capture.sought import KIND_WORDS, FoundKind, Sought
from kgw_tui.cli_completing import complete_person, complete_theme
from kgw_tui.cli_json import Object, present, say_json
from kgw_tui.cli_output import say_rows, tell
from kgw_tui.cli_shape import command, opened
from kgw_tui.cli_words import day_text
from kgw_tui.errors import NotFound
from kgw_tui.i18n import N_, _
from kgw_tui.records.entries import kind_of
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.usecases.finding_anything import Anything, Finder
from kgw_tui.usecases.finding_others import Other

_HEADINGS: Final = (N_("kind"), N_("number"), N_("when"), N_("meeting"), N_("what"))
_KINDS: Final = {
    "action": N_("action"),
    "question": N_("question"),
    "assumption": N_("assumption"),
    "decision": N_("decision"),
    "evidence": N_("evidence"),
    "parked": N_("parked"),
    "note": N_("note"),
    "movement": N_("note"),
    "item": N_("item"),
    "meeting": N_("meeting"),
    "heard": N_("corridor"),
    "visit": N_("visit"),
    "mine": N_("for you alone"),
    "promise": N_("promise"),
    "person": N_("person"),
    "theme": N_("theme"),
    "series": N_("series of meetings"),
}


def find_command() -> click.Command:
    """`kgw find WORDS…`."""
    return command(
        "find",
        _find,
        [
            click.Argument(["words"], nargs=-1, metavar=_("WORDS")),
            click.Option(
                ["--kind"], metavar=_("KIND"), help=_("Only this kind: action, decision, promise, corridor, person, …")
            ),
            click.Option(
                ["--person"], metavar="@…", shell_complete=complete_person, help=_("Only what names this person.")
            ),
            click.Option(
                ["--theme"], metavar="#…", shell_complete=complete_theme, help=_("Only what bears this theme.")
            ),
            click.Option(["--since"], metavar=_("DAY"), help=_("Only from this day on: 1 Aug, October, 2026-08-31.")),
            click.Option(["--until"], metavar=_("DAY"), help=_("Only up to and including this day or month.")),
            click.Option(["--json", "as_json"], is_flag=True, help=_("As JSON, for other programs.")),
        ],
        short=_("Find anything by words, person, theme, kind and day."),
        explains=_(
            "Find what was said in meetings, heard in the corridor or noted for yourself, people, themes and series, "
            "by all words that you type; the newest first. The words narrow as in the app: @name, decision:, last "
            "week, since October; put quotes round # ! ? and >."
        ),
    )


def _find(
    *,
    words: tuple[str, ...],
    kind: str | None,
    person: str | None,
    theme: str | None,
    since: str | None,
    until: str | None,
    as_json: bool,
) -> None:
    with opened() as workspace:
        finder = Finder(workspace)
        sought = finder.read(" ".join(words))
        marks = [f"{mark}{word.removeprefix(mark)}" for mark, word in (("@", person), ("#", theme)) if word]
        sought = structs.replace(
            sought,
            words=(*sought.words, *marks),
            kinds=sought.kinds | (_kinds(kind) if kind else frozenset()),
            since=_dated(finder, f"since {since}").since if since else sought.since,
            until=_dated(finder, f"until {until}").until if until else sought.until,
        )
        if not sought.asks:
            raise click.UsageError(_("what are you looking for? Type a few words"))
        found = finder.find(sought, sys.maxsize)
        if found.guarded:
            tell(_("a meeting runs: what is yours alone is found by its number only"))
        if not found.hits:
            raise NotFound(_("nothing has all that"))
        if as_json:
            say_json([_object(each) for each in found.hits])
        else:
            say_rows([_(heading) for heading in _HEADINGS], [_row(each) for each in found.hits])


def _kinds(kind: str) -> frozenset[FoundKind]:
    kinds = KIND_WORDS.get(kind.casefold().removesuffix(":"))
    if kinds is None:
        known = ", ".join(KIND_WORDS)
        raise click.UsageError(_("'{words}' is no kind; there are: {kinds}").format(words=kind, kinds=known))
    return kinds


def _dated(finder: Finder, words: str) -> Sought:
    sought = finder.read(words)
    if not sought.dated:
        day = words.partition(" ")[2]
        raise click.UsageError(
            _("no day found in '{words}': write it as 1 Aug, October or 2026-08-31").format(words=day)
        )
    return sought


def _kind(found: Anything) -> str:
    if isinstance(found, Other):
        return found.kind
    if found.record is None:
        return "meeting"
    return "item" if isinstance(found.record, AgendaItem) else kind_of(found.record)


def _text(found: Anything) -> str:
    if isinstance(found, Other):
        return found.text
    if found.record is None:
        return found.meeting.title
    return found.record.title if isinstance(found.record, AgendaItem) else found.record.text


def _row(found: Anything) -> list[str]:
    day = found.day if isinstance(found, Other) else found.meeting.date
    meeting = "" if isinstance(found, Other) else found.meeting.title
    return [_(_KINDS[_kind(found)]), found.handle, day_text(day) if day else "", meeting, _text(found)]


def _object(found: Anything) -> Object:
    day = found.day if isinstance(found, Other) else found.meeting.date
    return present(
        {
            "kind": _kind(found),
            "handle": found.handle,
            "id": found.id,
            "date": day.isoformat() if day else "",
            "meeting": "" if isinstance(found, Other) else found.meeting.title,
            "in": "" if isinstance(found, Other) else found.meeting.handle,
            "text": _text(found),
            "count": found.count if isinstance(found, Other) else 0,
            "private": isinstance(found, Other) and found.private,
        }
    )
